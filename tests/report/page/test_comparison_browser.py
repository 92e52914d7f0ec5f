"""The comparison's page in headless Chromium: it asks nothing of anybody, fits, and can be read by everyone."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from plans import plan_of

from staffplan.report.compare.figures import compare_plans
from staffplan.report.page.comparison import render_comparison

pytestmark = pytest.mark.slow
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (group dev)")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

CHROMIUM = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    plans = {
        "october": plan_of(30, 14),
        "十一月旺季": plan_of(45, 7, start=datetime(2026, 11, 25)),
        "a plan with a name that is much longer than the others": plan_of(20, 14),
    }
    path = tmp_path_factory.mktemp("comparison") / "plans.html"
    path.write_text(render_comparison(compare_plans(plans)), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_asks_for_nothing_and_passes_the_rules_of_accessibility(page_file, width, scheme):
    with playwright.sync_playwright() as driver:
        executable = CHROMIUM or driver.chromium.executable_path
        if not Path(executable).exists():
            pytest.skip("no Chromium: install chromium, or run `playwright install chromium`")
        browser = driver.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri())
        assert [url for url in asked if not url.startswith("data:")] == [page_file.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        results = axe.Axe().run(page)
        browser.close()
    assert [(broken["id"], broken["nodes"][0]["html"]) for broken in results.response["violations"]] == []
