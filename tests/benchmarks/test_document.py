"""The page of figures says what its csv says, the weaker figures too."""

import re

import document
import pytest
import results
import run
import summary
from cases import Case, matrix
from tools import OURS, PEERS


def row(number, name, outcome="optimal", *, tool=OURS, wall_s=1.0, lp_s=0.5, headcount=10, bound=10, **values):
    """One row as the csv has it."""
    case = summary.named(name)
    fields = dict.fromkeys(results.FIELDS, "") | {
        "row": number,
        "case": name,
        "tool": tool,
        "peak": case.peak,
        "limit_s": 60,
        "outcome": outcome,
        "headcount": headcount,
        "bound": bound,
        "lp_s": lp_s,
        "lp_bound": bound - 0.5 if bound else "",
        "wall_s": wall_s,
        "cpu_s": wall_s,
        "peak_mib": 200,
        "rules_broken": 0 if headcount else "",
        "measured_at": "2026-11-23T08:00:00Z",
        "cores": 2,
        "load_1min": 0.1,
        "machine": "a machine",
        "version": "abc1234",
    }
    return summary._row({key: str(value) for key, value in (fields | values).items()})


def answers(*rows):
    return {question: (answer, met) for question, answer, met in summary.verdicts(rows)}


def test_what_was_not_measured_is_neither_met_nor_missed():
    assert {met for _, met in answers().values()} == {None}


def test_one_case_too_slow_is_not_met_and_named_with_its_row():
    rows = [row(1, "peak3-7d-60min-one"), row(2, "peak10-7d-60min-one", wall_s=11.0)]
    answer, met = answers(*rows)["grids of 60 and 30 min, 7 days: proved, 10 s"]
    assert (answer, met) == ("2 of 2 proved; the slowest took 11.0 s [2]", False)
    assert list(summary.weaker(rows)) == ["peak10-7d-60min-one: 11.0 s, its LP relaxation 0.50 s [2]"]


def test_a_gap_is_weaker_than_asked():
    rows = [row(7, "peak3-7d-60min-one", "feasible", bound=9)]
    assert answers(*rows)["grids of 60 and 30 min, 7 days: proved, 10 s"][1] is False
    assert list(summary.weaker(rows)) == [
        "peak3-7d-60min-one: 10 agents, proved only that 9 are needed (gap 1) [7]",
    ]


@pytest.mark.parametrize(
    ("headcount", "wall_s", "met"), [(21001, 59.0, True), (21002, 59.0, False), (21000, 61.0, False)]
)
def test_hardest_case_is_met_within_one_agent_and_a_minute(headcount, wall_s, met):
    rows = [row(1, summary.HARDEST, "feasible", headcount=headcount, bound=21000, wall_s=wall_s)]
    question = "15 min, 28 days, three contracts, peak 10,000: within one agent, 60 s, 3 GiB"
    assert answers(*rows)[question][1] is met


def test_small_and_large_teams_may_differ_threefold():
    rows = [row(1, "peak3-7d-60min-one", wall_s=1.0), row(2, "peak10000-7d-60min-one", wall_s=3.1)]
    assert answers(*rows)["peak 3 against peak 10,000: times within a factor of 3"][1] is False


def test_the_search_alone_stands_beside_the_whole_command():
    rows = [
        row(1, "peak3-7d-60min-one", wall_s=2.9, lp_s=0.1, stages="read=0.1 solve=1.9 verify=0.1"),
        row(2, "peak10-7d-60min-one", wall_s=9.0, lp_s=1.0, stages="read=0.1 solve=5.1 verify=0.1"),
        row(3, "peak30-7d-60min-one", wall_s=5.0, lp_s=1.0, stages="read=0.1 solve=3.0 verify=0.1"),
    ]
    answer, met = answers(*rows)["7 days: the whole in 5 times the time of the LP relaxation, or 2 s"]
    assert (answer, met) == ("1 of 3 (the search alone: 2); the farthest took 9.0 s for an LP of 1.00 s [2]", False)


def test_reach_is_the_largest_answered_and_the_first_that_was_not():
    tool = "textbook-highs"
    rows = [row(1, "peak3-7d-60min-one", tool=tool), row(2, "peak10-7d-60min-one", tool=tool)]
    rows.append(row(3, "peak30-7d-60min-one", "no answer", tool=tool, headcount="", bound=""))
    last, first = summary.reach(rows)
    assert (last.row, first.row) == (2, 3)


def test_every_row_of_ours_is_on_the_page():
    rows = [row(k, case.name) for k, case in enumerate(matrix(), start=1)]
    page = document.page(rows, "2026-11-23-scale.csv")
    assert set(map(int, re.findall(r"\[(\d+)\] \|", page))) == set(range(1, 97))


def test_all_is_run_once_and_a_part_that_stands_for_it_first():
    runs, first = run.plan(all_shapes=True), run.quick()
    assert len(runs) == len(set(runs)) == 96 + 5 + 96 * len(PEERS)
    assert runs[: len(first)] == first
    assert runs[len(first)] == (OURS, Case(10, 7, 60, "one"))


def test_a_peer_comes_behind_our_plan_whose_team_it_gets():
    for runs in (run.quick(), run.plan(), run.plan(all_shapes=True)):
        place = {entry: k for k, entry in enumerate(runs)}
        assert all(place[OURS, case] <= place[tool, case] for tool, case in runs)


def test_no_answer_ends_the_larger_cases_of_that_shape():
    rows = [{"tool": "textbook-highs", "case": "peak30-7d-60min-one", "outcome": "no answer"}]
    for peak, days, left_out in ((10, 7, False), (100, 7, True), (100, 28, False)):
        smaller = run.beyond("textbook-highs", Case(peak, days, 60, "one"), rows)
        assert (smaller == "peak30-7d-60min-one") is left_out
    assert run.beyond(OURS, Case(100, 7, 60, "one"), rows) is None


def test_page_is_what_its_csv_says():
    if not document.PAGE.exists():
        pytest.skip("nothing is measured yet")
    text = document.PAGE.read_text(encoding="utf-8")
    name, figures = re.search(r"from (\S+-scale.csv)(?: and (\S+-figures.csv))?: do not", text).groups()
    rows = summary.load(results.FOLDER / name)
    assert document.page(rows, name, figures and results.FOLDER / figures) == text
