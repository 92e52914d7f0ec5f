"""The page in headless Chromium: drawn, filtered, driven by keyboard, read aloud, printed, and quick."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from plans import plan_of

from staffplan.report.page.page import render_page
from staffplan.words.language import current_language, use_language

pytestmark = pytest.mark.slow
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (group dev)")

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in NAMES if (path := shutil.which(name))), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
INTERACTIVE_MS = 2000
DARK_AND_LIGHT = pytest.mark.parametrize("scheme", ["light", "dark"])
SIZES = pytest.mark.parametrize("width", [1280, 390])

PAINTED = """(id) => {
  const canvas = document.querySelector(id);
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const seen = new Map();
  for (let k = 0; k < pixels.length; k += 4) {
    const colour = pixels[k] + "," + pixels[k + 1] + "," + pixels[k + 2] + "," + pixels[k + 3];
    seen.set(colour, (seen.get(colour) || 0) + 1);
  }
  return Object.fromEntries(seen);
}"""


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as driver:
        path = CHROMIUM or driver.chromium.executable_path
        if not Path(path).exists():
            pytest.skip("no Chromium: install chromium, or run `playwright install chromium`")
        browser = driver.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """300 agents × 28 days, compared with a smaller team, as a file."""
    plan = plan_of(warnings=("No deflection rate is given.",))
    path = tmp_path_factory.mktemp("page") / "report.html"
    comparison = {"Double 11": plan, "Off-season": plan_of(90, 28)}
    path.write_text(render_page(plan, comparison=comparison, explanation={"why": "Saturday binds."}), encoding="utf-8")
    return path


@pytest.fixture
def opened(chromium, big):
    """Open a page that fails the test on any console message, error or request; close it at the end."""
    contexts = []

    def open_page(path=big, width=1280, scheme="light", **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
        page = context.new_page()
        heard = []
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: heard.append(request.url))
        contexts.append((context, heard, path))
        page.goto(path.as_uri())
        until(page, "performance.getEntriesByName('staffplan-ready').length > 0")
        return page

    yield open_page
    for context, heard, path in contexts:
        context.close()
        assert [text for text in heard if not text.startswith("data:")] == [path.as_uri()]


def until(page, condition, tries=100):
    """Wait for a condition; the page's policy forbids the driver's own waiting, which evaluates text."""
    for _try in range(tries):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}")


def shade(page, name):
    """A colour of the style sheet as the canvas gives it back."""
    text = page.evaluate(f"staffplan.colour('{name}')")
    return ",".join(str(int(text[k : k + 2], 16)) for k in (1, 3, 5)) + ",255"


@SIZES
@DARK_AND_LIGHT
def test_charts_and_roster_are_drawn_in_the_colours_of_the_scheme(opened, width, scheme):
    page = opened(width=width, scheme=scheme)
    agents = page.evaluate(PAINTED, "#chart-agents canvas")
    assert agents[shade(page, "duty")] > 500
    assert agents[shade(page, "over")] > 500
    assert page.evaluate(PAINTED, "#chart-service canvas")[shade(page, "service")] > 300
    assert page.evaluate(PAINTED, "#chart-profiles canvas")[shade(page, "c0")] > 300
    roster = page.evaluate(PAINTED, "#roster-canvas")
    assert min(roster[shade(page, name)] for name in ("c0", "c1", "c2")) > 300


@SIZES
def test_nothing_is_wider_than_the_screen(opened, width):
    page = opened(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_is_ready_and_answers_within_two_seconds(opened):
    page = opened()
    filtered = page.evaluate("""() => {
      const begun = performance.now();
      document.getElementById("agent").value = "A0042";
      document.getElementById("agent").dispatchEvent(new Event("input"));
      return [document.getElementById("status").textContent, performance.now() - begun];
    }""")
    assert filtered[0].startswith("1 of 300 agents")
    assert filtered[1] < 200
    assert page.evaluate("performance.getEntriesByName('staffplan-ready')[0].startTime") < INTERACTIVE_MS


def test_moving_through_the_roster_is_smooth(opened):
    page = opened()
    frames = page.evaluate("""async () => {
      const frame = () => new Promise(requestAnimationFrame);
      const begun = performance.now();
      for (let k = 0; k < 20; k++) {
        staffplan.show(k * 600, k * 600 + 10080);
        document.getElementById("gantt").scrollTop = k * 200;
        await frame();
        await frame();
      }
      return (performance.now() - begun) / 20;
    }""")
    assert frames < 150


def test_filters_narrow_roster_and_table(opened):
    page = opened()
    page.select_option("#contract", label="night desk")
    assert page.text_content("#status").startswith("20 of 300 agents")
    page.click("#as-table")
    assert page.locator("#shifts tbody tr").count() == 100
    assert set(page.locator("#shifts tbody td:nth-child(2)").all_text_contents()) == {"night desk"}
    page.fill("#agent", "a0008")
    assert set(page.locator("#shifts tbody th").all_text_contents()) == {"A0008"}
    page.fill("#agent", "nobody")
    assert page.text_content("#status") == "No agent matches these filters."
    page.click("#reset")
    until(page, "document.getElementById('status').textContent.startsWith('300 of 300')")


def test_a_day_shows_who_works_then_also_from_the_night_before(opened):
    page = opened()
    page.click("[data-day='Sat 7 Nov']")
    page.click("#as-table")
    plan = plan_of()
    night = {s.agent_id for s in plan.shifts if s.start.day == 6 and s.end.day == 7 and s.end.hour > 0}
    day = {s.agent_id for s in plan.shifts if s.date.day == 7}
    assert page.text_content("#status").startswith(f"{len(night | day)} of 300 agents work on Sat 7 Nov")
    first = page.locator("#shifts tbody tr").first.all_inner_texts()[0]
    assert "Fri 6 Nov" in first
    assert "+1 day" in first
    page.click("#day-after")
    assert page.input_value("#day") == page.get_by_role("option", name="Sun 8 Nov").get_attribute("value")


def test_charts_and_roster_share_one_stretch_of_time(opened):
    page = opened()
    page.locator("#chart-agents").scroll_into_view_if_needed()
    box = page.locator("#chart-agents .u-over").bounding_box()
    page.mouse.move(box["x"] + 100, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 60, steps=4)
    page.mouse.up()
    page.wait_for_timeout(100)
    shown = page.evaluate("staffplan.view.to - staffplan.view.from")
    whole = page.evaluate("staffplan.data.end")
    assert shown == pytest.approx(whole * 200 / box["width"], rel=0.1)
    page.locator("#chart-service .u-over").dblclick()
    page.wait_for_timeout(100)
    assert page.evaluate("staffplan.view.to - staffplan.view.from") >= whole


def test_pointing_late_in_a_slot_still_reads_that_slot(opened):
    page = opened()
    page.select_option("#day", label="Tue 3 Nov")
    page.locator("#chart-agents").scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    box = page.locator("#chart-agents .u-over").bounding_box()
    page.mouse.move(box["x"] + box["width"] * (10 + 28 / 60) / 24, box["y"] + 50)
    page.wait_for_timeout(200)
    slot = next(each for each in plan_of().coverage if each.start.isoformat() == "2026-11-03T10:00:00+08:00")
    wanted = f"Tue 3 Nov 10:00–10:30: need {slot.required}, on duty {slot.on_duty}, "
    assert page.text_content("#slot-readout").startswith(wanted)


def test_everything_works_from_the_keyboard(opened):
    page = opened()
    reached = set()
    for _press in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.dataset.zoom || ''"))
    assert reached >= {"day", "contract", "agent", "reset", "in", "out", "chart-agents", "chart-service", "as-table"}
    page.focus("#chart-agents")
    page.keyboard.press("ArrowRight")
    assert page.text_content("#slot-readout").startswith("Mon 2 Nov 00:30–01:00: need")
    page.keyboard.press("+")
    page.wait_for_timeout(100)
    assert page.evaluate("staffplan.view.to - staffplan.view.from") < page.evaluate("staffplan.data.end") * 0.6
    page.focus("#gantt")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.text_content("#shift-readout").startswith("Agent A0002, part-time: ")


@SIZES
@DARK_AND_LIGHT
def test_no_rule_of_accessibility_is_broken(opened, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = opened(width=width, scheme=scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    page.click("#as-table")
    results = axe.Axe().run(page)
    assert [(broken["id"], broken["nodes"][0]["html"]) for broken in results.response["violations"]] == []


def test_the_slots_table_pages_through_the_time_shown(opened):
    page = opened()
    page.select_option("#day", label="Tue 3 Nov")
    page.click("#slots-more summary")
    until(page, "document.querySelectorAll('#slots tbody tr').length === 48")
    assert page.locator("#slots tbody th").first.text_content() == "Tue 3 Nov 00:00"


def test_paper_gets_light_charts_and_the_roster_when_asked(opened):
    page = opened(scheme="dark")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("staffplan.colour('panel')") == "#ffffff"
    assert page.evaluate("document.documentElement.classList.contains('no-roster')")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("staffplan.colour('panel')") != "#ffffff"
    page.check("#print-roster")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#roster-print tbody tr").count() == 300 * 4
    assert "22:00–07:00" in page.locator("#roster-print").text_content()


def test_daylight_saving_shows_local_times(opened, tmp_path):
    plan = plan_of(8, 7, start=datetime(2026, 10, 20), timezone="Europe/Berlin", minutes=60)
    path = tmp_path / "berlin.html"
    path.write_text(render_page(plan), encoding="utf-8")
    page = opened(path, timezone_id="America/New_York")
    page.click("#as-table")
    shown = page.locator("#shifts tbody tr").all_inner_texts()
    expected = [f"{s.start:%H:%M}\t{s.end:%H:%M}" for s in plan.shifts]
    assert all(times in text for times, text in zip(expected, shown, strict=True))


def test_hostile_names_are_shown_as_they_are(opened, tmp_path):
    name = "</script><img src=x onerror=alert(1)>"
    plan = plan_of(4, 7, names=(name, "b", "c", "d"), contract_names={"full-time": name}, warnings=(name,))
    path = tmp_path / "hostile.html"
    path.write_text(render_page(plan, comparison={name: plan}), encoding="utf-8")
    page = opened(path)
    page.click("#as-table")
    assert page.locator("#shifts tbody th").first.text_content() == name
    assert page.locator("#contract option").last.text_content() == name
    assert page.locator("img").count() == 0


WIDER = """(selector) => [...document.querySelectorAll(selector)].filter((table) => {
  const box = table.parentElement.getBoundingClientRect();
  return [...table.querySelectorAll("th, td")].some((cell) => cell.getBoundingClientRect().right > box.right + 1);
}).length"""
TALLEST = """(selector) => Math.max(...[...document.querySelectorAll(selector)].map((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
}))"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_on_a_telephone_no_figure_is_cut_and_no_heading_broken_by_letters(opened, tmp_path, language):
    before = current_language()
    use_language(language)
    try:
        plan = plan_of(40, 28, contract_names={"full-time": "全职（白班）with a long name"})
        path = tmp_path / "narrow.html"
        path.write_text(render_page(plan, comparison={"one": plan, "other": plan_of(9, 28)}), encoding="utf-8")
    finally:
        use_language(before)
    page = opened(path, width=390)
    assert page.evaluate(WIDER, ".team") == 0
    assert page.evaluate(WIDER, ".compare") == 0
    assert page.evaluate(TALLEST, ".compare thead th") <= 2
    page = opened(path, width=1280)
    assert page.evaluate(TALLEST, ".team thead th") <= 2


def test_names_of_the_agents_file_are_shown_and_found(opened, tmp_path):
    plan = plan_of(4, 7)
    first, second = list(dict.fromkeys(shift.agent_id for shift in plan.shifts))[:2]
    path = tmp_path / "named.html"
    path.write_text(render_page(plan, names={first: "李伟", second: "<b>Wang</b>", "nobody": "x"}), encoding="utf-8")
    page = opened(path)
    page.click("#as-table")
    heads = page.locator("#shifts tbody th").all_text_contents()
    assert f"李伟 {first}" in heads
    assert f"<b>Wang</b> {second}" in heads
    page.fill("#agent", "李伟")
    assert page.locator("#status").text_content().startswith("1 of 4 agents")
    assert set(page.locator("#shifts tbody th").all_text_contents()) == {f"李伟 {first}"}
