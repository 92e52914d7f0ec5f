"""The roster for the wall: everybody and every day on one sheet."""

import shutil

import pytest
from factories import make_plan
from team_plans import team_plan

from staffplan.report.page.wall import wall_roster


@pytest.mark.parametrize(("days", "paper"), [(7, "A4 landscape"), (28, "A3 landscape")])
def test_the_paper_follows_the_days(days, paper):
    page = wall_roster(team_plan(days=days))
    assert f"size: {paper}" in page
    assert page.count("<tr>") == 1 + 6 + 1
    for text in ("Li Na", "0003", "hire-01", "09:00-18:00", "leave", "sick", "Off"):
        assert text in page


def test_without_people_there_is_none():
    assert wall_roster(make_plan()) is None


@pytest.mark.slow
def test_it_prints_on_one_sheet(tmp_path):
    driver = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium")
    (tmp_path / "wall.html").write_text(wall_roster(team_plan(days=28)), encoding="utf-8")
    with driver.sync_playwright() as found:
        page = found.chromium.launch(executable_path=path, args=["--no-sandbox"]).new_page()
        page.goto((tmp_path / "wall.html").as_uri())
        content = page.pdf(prefer_css_page_size=True)
    assert content.count(b"/Type /Page\n") == 1
