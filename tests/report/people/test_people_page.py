"""The page's people: the grid as rendered, and the view of one person in headless Chromium."""

import re

import pytest
from team_plans import SHARES, WISHES, day, team_plan

from staffplan.report.page.page import render_page
from staffplan.report.page.people import part, people_view
from staffplan.words.language import use_language

PLAN = team_plan(wishes=WISHES, fairness=SHARES)


def rows_of(page):
    table = re.search(r'<table class="grid".*?</table>', page, re.S).group()
    return [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in re.findall(r"<tr>.*?</tr>", table, re.S)]


def test_the_grid_has_everybody_with_codes_and_figures():
    page = render_page(PLAN)
    _head, *people, total = rows_of(page)
    assert people[0][:7] == ["A", "A", "A", "A", "A", "Off", "Off"]
    assert people[1][:4] == ["leave", "leave", "leave", "sick"]
    assert people[2][7:] == ["40", "1", "1", "2"]
    assert [int(count) for count in total[:7]] == [sum(shift.date == day(k) for shift in PLAN.shifts) for k in range(7)]
    assert page.count('class="hire"') == 2
    assert "Wang Wei (leave)" in page


def test_plans_without_names_have_no_people():
    counted = PLAN.model_copy(update={"summary": PLAN.summary.model_copy(update={"team": None})})
    assert people_view(counted) is None
    assert 'id="people"' not in render_page(counted)


def test_holidays_and_weekends_are_marked():
    kinds = [each.kind for each in people_view(PLAN).days]
    assert kinds == ["", "", "", "", "", "rest", "rest"]


@pytest.mark.parametrize(("hour", "colour"), [(3, 3), (4, 0), (8, 1), (11, 1), (12, 2), (18, 3), (0, 3)])
def test_colours_by_start(hour, colour):
    assert part(hour) == colour


def test_names_cannot_break_out_of_the_page():
    team = PLAN.summary.team
    people = (team.team.people[0].model_copy(update={"name": "</script><b>x"}), *team.team.people[1:])
    about = team.model_copy(update={"team": team.team.model_copy(update={"people": people})})
    page = render_page(PLAN.model_copy(update={"summary": PLAN.summary.model_copy(update={"team": about})}))
    assert "</script><b>" not in page


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_person_is_chosen(tmp_path, language, width, scheme):
    from test_page_browser import CHROMIUM, QUIET

    driver = pytest.importorskip("playwright.sync_api")
    use_language(language)
    path = tmp_path / "report.html"
    path.write_text(render_page(team_plan(days=28, wishes=WISHES, fairness=SHARES)), encoding="utf-8")
    use_language("en")
    with driver.sync_playwright() as found:
        if CHROMIUM is None:
            pytest.skip("no Chromium")
        page = found.chromium.launch(executable_path=CHROMIUM, args=QUIET).new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        heard = []
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.goto(path.as_uri())
        page.select_option("#person", "1")
        month = page.inner_text(".month tbody")
        assert month.count("leave" if language == "en" else "年假") == 3
        page.select_option("#person", "0")
        assert page.locator("#person-wishes li").count() == 2
        assert page.locator(".month tbody tr").count() == 4
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe = pytest.importorskip("axe_playwright_python.sync_playwright")
        violations = axe.Axe().run(page).response["violations"]
        assert heard == []
        assert [each["id"] for each in violations] == []
