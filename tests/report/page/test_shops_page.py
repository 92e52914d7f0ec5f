"""The page of many shops: sorted, filtered, linked, offline, small and quick with 10,000 rows; and its tables."""

import io
import shutil
from pathlib import Path

import pandas as pd
import pytest

from staffplan.report.batch import batch_csv, batch_data, batch_parquet
from staffplan.report.page.shops import batch_page
from staffplan.report.sheets.shops import batch_workbook
from staffplan.schema.shops.batch import BatchResult, Pool, ShopRow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
MOST_BYTES = 5 * 10**6
MOST_MILLISECONDS = 2000


def row(k):
    if k % 50 == 7:
        return ShopRow(
            f"shop {k}", "faulty", problem=f"forecast-{k}.csv, row 7, inquiries: found 'many' <b>; accepted: a number"
        )
    heads = 3 + k * 7919 % 40
    return ShopRow(
        f"shop {k}", "optimal" if k % 3 else "feasible", heads, heads - (not k % 3), 160.0 * heads, 4800.25 * heads,
        8000.5 + k, 0.931234, 0.921234, k % 5 > 0, 1.234, folder=f"shop {k}", digest="0" * 64,
    )  # fmt: skip


def result_of(count, pools=()):
    return BatchResult(tuple(map(row, range(count))), count, 0, 60.0, pools=pools)


@pytest.fixture(scope="module")
def large():
    return result_of(10_000)


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (group dev)")
    with playwright.sync_playwright() as driver:
        path = CHROMIUM or driver.chromium.executable_path
        if not Path(path).exists():
            pytest.skip("no Chromium: install chromium, or run `playwright install chromium`")
        found = driver.chromium.launch(executable_path=path, args=QUIET)
        yield found
        found.close()


@pytest.fixture
def opened(browser, tmp_path):
    """The page of a result in Chromium, without a network; anything that it complains of fails the test."""
    context = browser.new_context(offline=True)

    def show(result):
        path = tmp_path / "summary.html"
        path.write_text(batch_page(result), encoding="utf-8")
        page = context.new_page()
        complaints = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.goto(path.as_uri())
        assert complaints == []
        return page

    yield show
    context.close()


def names(page):
    return page.locator("#shops tbody th").all_text_contents()


@pytest.mark.slow
def test_ten_thousand_shops_are_small_and_open_at_once(large, opened):
    assert len(batch_page(large).encode()) <= MOST_BYTES
    page = opened(large)
    ready = page.evaluate("performance.getEntriesByName('staffplan-ready')[0].startTime")
    assert ready <= MOST_MILLISECONDS
    assert len(names(page)) == 100
    assert page.locator("#shown").text_content() == "1–100 of 10,000 shops"


@pytest.mark.slow
def test_rows_are_sorted_filtered_and_linked(opened):
    page = opened(result_of(120))
    assert names(page)[:2] == ["shop 0", "shop 1"]
    assert page.locator("#shops tbody a").first.get_attribute("href") == "shop%200/report.html"
    heads = page.locator("#shops thead button")
    heads.nth(2).click()
    assert page.locator("#shops thead th").nth(2).get_attribute("aria-sort") == "descending"
    figures = [int(text) for text in page.locator("#shops tbody tr td:nth-child(3)").all_text_contents() if text != "–"]
    assert figures == sorted(figures, reverse=True)
    heads.nth(2).click()
    assert page.locator("#shops tbody tr td:nth-child(3)").first.text_content() == "3"
    heads.nth(0).click()
    assert names(page)[:11][-1] == "shop 10"  # by number, not by letter
    page.locator("#after").click()
    assert len(names(page)) == 20
    page.locator("#name").fill("SHOP 11")
    assert names(page) == ["shop 11", *(f"shop {k}" for k in range(110, 120))]
    page.locator("#name").fill("")
    page.locator("#outcome").select_option("faulty input")
    assert names(page) == ["shop 7", "shop 57", "shop 107"]
    assert "<b>" in page.locator("#shops tbody td").last.text_content()
    assert page.locator("#shops tbody a").count() == 0


@pytest.mark.slow
def test_the_page_needs_no_help_to_be_read(opened):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = axe.Axe().run(opened(result_of(30, (Pool(("shop 0", "shop 1"), 20, 18, 15, 16),))))
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.slow
def test_sums_and_pools_stand_above(opened):
    result = result_of(5, (Pool(("shop 0", "shop 1"), 20, 18, 15, 16),))
    page = opened(result)
    assert "5 shops have a plan" in page.locator("h1").text_content()
    assert "pooling saves 5 at most" in page.locator("main").text_content()


def test_parquet_is_read_by_pandas(large):
    frame = pd.read_parquet(io.BytesIO(batch_parquet(large)))
    assert len(frame) == 10_000
    assert frame["headcount"].sum() == large.total()["headcount"]
    assert frame["target_met"].isna().sum() == (frame["outcome"] == "faulty").sum() == 200


def test_parquet_is_read_by_duckdb(large, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed (group dev)")
    path = tmp_path / "summary.parquet"
    path.write_bytes(batch_parquet(large))
    (found,) = duckdb.sql(f"select sum(headcount), count(*), max(typeof(target_met)) from '{path}'").fetchall()
    assert found == (large.total()["headcount"], 10_000, "BOOLEAN")


def test_workbook_and_csv_hold_every_row():
    result = result_of(60, (Pool(("=1+1", "shop 1"), 20, 18, None, None, "no plan"),))
    book = pd.read_excel(io.BytesIO(batch_workbook(result)), header=3, engine="openpyxl")
    frame = pd.read_csv(io.BytesIO(batch_csv(result)))
    assert book["Shop"].tolist()[1:] == frame["shop"].tolist() == [row.shop for row in result.rows]
    assert book["Agents"].iloc[0] == frame["headcount"].sum() == result.total()["headcount"]
    assert batch_workbook(result) == batch_workbook(result)


def test_programs_get_rows_sums_and_pools():
    data = batch_data(result_of(8, (Pool(("a", "b"), 20, 18, 15, 16),)))
    assert data["shops"][7]["problem"].startswith("forecast-7.csv")
    assert data["total"]["shops"] == 7
    assert data["pools"][0]["saved_at_most"] == 5
    assert "digest" not in data["shops"][0]
