"""The page as text: what it says, what it never does, and that no input breaks out of it."""

import json
import re
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from plans import plan_of

from staffplan.report.page.data import Clock, embeddable, page_data
from staffplan.report.page.figures import calendar, contract_rows, heat_map
from staffplan.report.page.page import page_template, render_page
from staffplan.report.wording.headline import headline, proof_sentence
from staffplan.report.wording.scenario import explanation_blocks, settings
from staffplan.report.wording.text import agents, duration, number, percent, signed
from staffplan.schema.scenario.keys import Scenario

MEGABYTE = 1e6


@pytest.fixture(scope="module")
def small():
    return plan_of(8, 14)


@pytest.fixture(scope="module")
def page(small):
    return render_page(small)


@pytest.fixture
def anew():
    """Templates are loaded again, as by a new process, before and after."""
    page_template.cache_clear()
    yield page_template.cache_clear
    page_template.cache_clear()


def test_compiled_templates_are_kept_and_change_nothing(page, small, tmp_path, monkeypatch, anew):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert render_page(small) == page
    kept = {file: file.read_bytes() for file in tmp_path.rglob("staffplan-*.cache")}
    assert kept
    anew()
    with monkeypatch.context() as patch:
        patch.setattr("jinja2.Environment.compile", None)
        assert render_page(small) == page
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.cache")} == kept


@pytest.mark.usefixtures("anew")
def test_without_a_temporary_folder_the_page_is_made_all_the_same(page, small, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    assert render_page(small) == page


@pytest.mark.usefixtures("anew")
def test_with_a_temporary_folder_that_takes_nothing_the_page_is_made_all_the_same(page, small, tmp_path, monkeypatch):
    def full(**_settings):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("tempfile.NamedTemporaryFile", full)
    assert render_page(small) == page


def data_of(page: str) -> dict:
    return json.loads(re.search(r'id="plan-data">(.*?)</script>', page, re.DOTALL)[1])


def test_a_proved_plan_says_that_no_smaller_team_exists(page):
    assert "Proved: no legal plan has fewer than 8 agents." in page


def test_a_plan_with_a_gap_never_says_proved(small):
    open_plan = small.model_copy(
        update={"summary": small.summary.model_copy(update={"status": "feasible", "headcount_bound": 6})}
    )
    text = render_page(open_plan)
    assert "Proved:" not in text
    assert "No legal plan has fewer than 6 agents: at most 2 could still be saved." in text
    assert "Up to 2 above" in text


def test_an_interrupted_search_and_a_cost_bound_are_said():
    stopped = plan_of(4, 7, status="feasible", interrupted=True, headcount_bound=3).summary
    assert proof_sentence(stopped).startswith("The search was stopped by hand")
    cheap = plan_of(4, 7, objective="cost", cost=5000.0, cost_bound=5000.0).summary
    assert proof_sentence(cheap) == "Proved: no legal plan costs less than 5,000."
    dear = plan_of(4, 7, objective="cost", status="feasible", cost=5000.0, cost_bound=4750.0).summary
    assert "at most 5.0% above" in proof_sentence(dear)


def test_a_missed_target_is_never_rounded_up_to_a_met_one():
    assert percent(0.89996) == "89.9%"
    assert percent(0.9) == "90.0%"
    assert percent(0.29) == "29.0%"
    missed = headline(plan_of(8, 14, share=0.999))
    assert missed.cards[1].tone == "bad"
    assert missed.cards[1].badge == "Missed on 14 of 14 days"


def test_an_uncertified_plan_says_so(small):
    service = small.summary.service.model_copy(update={"certified": None, "target_met": None})
    plan = small.model_copy(update={"summary": small.summary.model_copy(update={"service": service})})
    assert headline(plan).cards[1].badge == "Not certified"
    assert "predicted" in headline(plan).cards[1].label
    assert "is predicted to answer" in headline(plan).sentence


def test_cost_and_hours_by_contract_add_up(small):
    rows = contract_rows(small)
    assert sum(int(row.agents) for row in rows) == 8
    assert sum(float(row.cost.replace(",", "")) for row in rows) == pytest.approx(small.summary.cost)
    assert sum(row.share for row in rows) == pytest.approx(1)


def test_the_heat_map_holds_the_mean_of_its_slots(small):
    pairs = [slot for slot in small.coverage if slot.start.weekday() == 2 and slot.start.hour == 20]
    mean = sum(slot.on_duty - slot.required for slot in pairs) / len(pairs)
    cell = heat_map(small).rows[2][20]
    assert cell.text == signed(mean, 1)
    assert (cell.tone > 0) == (mean > 0)


def test_the_calendar_marks_days_under_the_target_and_keeps_weekdays_apart(small):
    weeks = calendar(plan_of(8, 9, start=datetime(2026, 11, 5), share=0.999))
    assert [cell is None for cell in weeks[0]] == [True] * 3 + [False] * 4
    assert len(weeks) == 2
    assert all(cell.below for week in weeks for cell in week if cell)
    assert not any(cell.below for week in calendar(plan_of(8, 9, share=0.0)) for cell in week if cell)


def test_every_shift_arrives_in_the_script_with_its_real_times(small):
    data = page_data(small, {})
    unpacked = [
        (agent, data["midnights"][pairs[k]] + data["kinds"][pairs[k + 1]][0], data["kinds"][pairs[k + 1]][1])
        for agent, _contract, pairs in data["agents"]
        for k in range(0, len(pairs), 2)
    ]
    origin = small.coverage[0].start
    expected = [
        (s.agent_id, (s.start - origin).total_seconds() / 60, (s.end - s.start).total_seconds() / 60)
        for s in small.shifts
    ]
    assert unpacked == expected


def test_names_of_shifts_have_a_column_where_there_are_any(small, page):
    called = small.model_copy(
        update={"shifts": tuple(s.model_copy(update={"shift_name": "<b>"}) for s in small.shifts)}
    )
    with_names = render_page(called)
    assert '<table class="plain paged" id="shifts" data-named="1">' in with_names
    assert '<th scope="col">Shift</th>' in with_names
    assert "<b>" not in with_names
    assert {kind[4] for kind in page_data(called, {})["kinds"]} == {"<b>"}
    assert "data-named" not in page.partition("<script")[0]
    assert '<th scope="col">Shift</th>' not in page


def test_the_clock_of_the_page_follows_daylight_saving():
    plan = plan_of(8, 7, start=datetime(2026, 10, 20), timezone="Europe/Berlin")
    clock = Clock(plan)
    midnights = [clock.midnight(day) for day in clock.days]
    lengths = [after - before for before, after in pairwise(midnights)]
    assert lengths[5] == 25 * 60
    assert [length for length in lengths if length != 1440] == [1500]
    assert clock.offsets() == [[0, 0], [midnights[5] + 180, -60]]


def test_the_page_asks_nothing_of_any_server(page):
    without_namespaces = re.sub(r"https://github\.com/leeoniya/uPlot|http://www\.w3\.org/\S+", "", page)
    assert "http://" not in without_namespaces
    assert "https://" not in without_namespaces
    assert not re.search(r"<(script|img|link|iframe)[^>]*\b(src|href)=\"(?!data:)", page)
    assert "default-src 'none'" in page


def test_a_big_page_is_small():
    assert len(render_page(plan_of()).encode()) < 3 * MEGABYTE


def test_the_same_plan_gives_the_same_bytes(small, page):
    assert render_page(small) == page


HOSTILE = "</script><script>alert(1)</script>"


def test_input_text_never_becomes_markup():
    names = (HOSTILE, "<img src=x onerror=alert(1)>", 'O\'Brien & "Söhne"', "{shown}\u2028小王")
    plan = plan_of(4, 7, names=names, contract_names={"full-time": HOSTILE}, warnings=(HOSTILE,), inputs={HOSTILE: "0"})
    page = render_page(plan, comparison={HOSTILE: plan}, explanation={HOSTILE: HOSTILE, "rows": [{HOSTILE: HOSTILE}]})
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert page.count("</script>") == 2
    assert [agent[0] for agent in data_of(page)["agents"]] == sorted(names)
    assert "\u2028" not in embeddable(names)


def test_a_comparison_shows_a_column_for_each_plan(small):
    other = plan_of(3, 7)
    page = render_page(small, comparison={"Double 11": small, "Off-season": other})
    section = page[page.index('id="comparison"') : page.index('id="scenario"')]
    assert "Double 11" in section
    assert "Off-season" in section
    assert number(other.summary.paid_hours) in section
    assert list(data_of(page)["profiles"]) == ["Double 11", "Off-season"]


def test_without_a_comparison_or_explanation_their_parts_are_not_there(page):
    assert 'id="comparison"' not in page
    assert 'id="why"' not in page


def test_an_explanation_becomes_headings_tables_and_sentences():
    blocks = explanation_blocks(
        {"binding_days": [{"day": "Sat", "share": 0.4}, {"day": "Sun"}], "one_more": "Buys 0.2%.", "nothing": None}
    )
    assert [block.heading for block in blocks] == ["Binding days", "One more"]
    assert blocks[0].columns == ("Day", "Share")
    assert blocks[0].rows == (("Sat", "0.4"), ("Sun", "–"))
    assert blocks[1].lines == ("Buys 0.2%.",)


def test_every_key_of_the_scenario_is_shown_and_changes_are_marked(small):
    rows = {row.key: row for row in settings(small.summary.scenario)}
    assert rows["target.share"].value == "0.9"
    assert not rows["target.share"].changed
    assert rows["contract[2].name"].changed
    assert {key.partition(".")[0].partition("[")[0] for key in rows} >= set(Scenario.model_fields) - {"payroll"}
    assert all(row.key in render_page(small) for row in rows.values())


def test_a_plan_with_nobody_in_it_still_makes_a_page():
    empty = plan_of(1, 1, headcount=0, headcount_bound=0, headcount_by_contract={}, cost=None, paid_hours=0)
    assert data_of(render_page(empty.model_copy(update={"shifts": ()})))["agents"] == []


def test_the_page_follows_the_language(small, monkeypatch):
    monkeypatch.setattr("staffplan.report.wording.text._", lambda text: f"¿{text}")
    monkeypatch.setattr("staffplan.report.page.script_texts._", lambda text: f"¿{text}")
    monkeypatch.setattr("staffplan.report.page.page._", lambda text: f"¿{text}")
    monkeypatch.setattr("staffplan.report.wording.headline._", lambda text: f"¿{text}")
    page = render_page(small)
    assert all(text.startswith("¿") for text in data_of(page)["text"].values())
    assert "¿Proved: no legal plan has fewer than ¿8 agents." in page
    visible = re.sub(r"(?s)<style>.*?</style>|<script.*?</script>|<code>.*?</code>", "", page)
    headings = re.findall(r"<h[123][^>]*>(.*?)</h[123]>", visible, re.DOTALL)
    assert [heading for heading in headings if "¿" not in heading] == []


def test_figures_read_as_a_manager_writes_them():
    assert (number(-1234.5, 1), number(-0.2), number(None)) == ("−1,234.5", "0", "–")
    assert (signed(3), signed(-1.25, 1), signed(0)) == ("+3", "−1.2", "0")
    assert (agents(1), agents(1200)) == ("1 agent", "1,200 agents")
    assert duration(timedelta(hours=1, minutes=30)) == "1\u00a0h\u00a030\u00a0min"
    assert duration(timedelta(0)) == "0\u00a0s"
