import csv
import io
import json
import signal
from dataclasses import dataclass, field, replace

import pytest

from staffplan.errors import Fault, InputError
from staffplan.report.screen.sweep import sweep_screen
from staffplan.schema.progress import Progress
from staffplan.schema.sweep import Parameter, SweepPoint, SweepResult
from staffplan.words.language import use_language
from staffplan.words.text_width import width_of


def planned(place, values, agents, outcome="optimal"):
    return SweepPoint(
        place=place, values=values, outcome=outcome, headcount=agents, headcount_bound=agents - (outcome != "optimal"),
        headcount_by_contract={"full-time": agents}, paid_hours=160.0 * agents, cost=4800.0 * agents,
        human_inquiries=8000.0, predicted=0.93, certified=0.921, target_met=agents > 8, seconds=3.0,
    )  # fmt: skip


def result_of(points, *parameters, interrupted=False):
    made = tuple(Parameter(name, name, texts, texts) for name, texts in parameters)
    return SweepResult(made, tuple(points), ("full-time", "part-time"), 2, 61.0, interrupted)


def one_parameter(agents=(11, 9, None, 8)):
    texts = tuple(f"0.{5 + k}" for k in range(len(agents)))
    points = [
        planned(place, (text,), count)
        if count
        else SweepPoint(place, (text,), "infeasible", problem="No legal plan covers the need.", remedies=("Rest 10h.",))
        for place, (text, count) in enumerate(zip(texts, agents, strict=True))
    ]
    return result_of(points, ("deflection", texts))


def two_parameters():
    shares, times = ("80%", "90%", "95%"), ("10s", "30s", "1min", "3min")
    pairs = [(share, time) for share in shares for time in times]
    points = [
        planned(place, pair, 20 - place, "feasible" if place == 3 else "optimal") for place, pair in enumerate(pairs)
    ]
    return result_of(points, ("share", shares), ("within", times))


@dataclass
class Sweeper:
    """Stands in for the pipeline and remembers what it was asked."""

    result: SweepResult = field(default_factory=one_parameter)
    asked: dict = field(default_factory=dict)

    def __call__(self, forecast, vary, scenario, overrides, *, jobs, executor, watcher, stop, people):
        watcher(Progress("2 of 4 points"))
        self.asked = {"vary": vary, "overrides": overrides, "jobs": jobs}
        assert (people.given, people.after) == (None, None)
        return self.result


@pytest.fixture
def sweeper(replace):
    made = Sweeper()
    replace("sweep", made)
    return made


def test_what_was_found_in_a_sentence_a_picture_and_a_table(run, sweeper):
    result = run("sweep", "f.csv", "--vary", "deflection=0.5:0.8:0.1", "--share", "0.8", "-j", "2")
    assert result.exit_code == 0
    assert result.stdout.startswith("From 8 agents (deflection 0.8) to 11 agents (deflection 0.5).")
    assert "deflection 0.7: No legal plan covers the need. Rest 10h." in result.stdout
    assert "2 of 4 points" in result.stderr
    assert sweeper.asked == {
        "vary": ("deflection=0.5:0.8:0.1",),
        "overrides": {"target.share": ("--share", 0.8)},
        "jobs": 2,
    }


def test_the_csv_has_a_row_for_each_point_with_its_parameters_first(run, sweeper, tmp_path):
    assert "out/s.csv is written." in run("sweep", "f.csv", "--vary", "deflection=0.5", "-o", "out/s.csv").stdout
    content = (tmp_path / "out" / "s.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfdeflection,outcome,headcount,headcount_bound,")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["deflection"], row["headcount"], row["outcome"]) for row in rows] == [
        ("0.5", "11", "optimal"),
        ("0.6", "9", "optimal"),
        ("0.7", "", "infeasible"),
        ("0.8", "8", "optimal"),
    ]
    assert (rows[0]["cost_per_inquiry"], rows[0]["headcount part-time"], rows[0]["target_met"]) == ("6.6", "0", "yes")
    assert rows[2]["problem"] == "No legal plan covers the need."


def test_the_same_as_json(run, sweeper):
    data = json.loads(run("sweep", "f.csv", "--vary", "deflection=0.5", "--json").stdout)
    assert data["parameters"][0]["name"] == "deflection"
    assert data["points"][1]["values"] == {"deflection": "0.6"}
    assert (data["points"][1]["headcount"], data["points"][2]["remedies"]) == (9, ["Rest 10h."])
    assert (data["point_count"], data["interrupted"], data["files"]) == (4, False, [])


def test_an_interrupted_sweep_writes_what_is_done(run, sweeper, tmp_path):
    whole = one_parameter()
    sweeper.result = replace(whole, points=whole.points[:2], interrupted=True)
    result = run("sweep", "f.csv", "--vary", "deflection=0.5", "-o", "s.csv")
    assert result.exit_code == 130
    assert "You stopped the sweep: 2 of 4 points are done." in result.stdout
    assert len((tmp_path / "s.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


def test_stopped_before_any_point_is_done_nothing_is_written(run, sweeper, tmp_path):
    sweeper.result = replace(one_parameter(), points=(), interrupted=True)
    result = run("sweep", "f.csv", "--vary", "deflection=0.5", "-o", "s.csv")
    assert result.exit_code == 130
    assert "Stopped before any point was done" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("outcome", "code"), [("infeasible", 4), ("no_plan", 5), ("failed", 5)])
def test_the_exit_code_tells_where_no_point_has_a_plan(run, sweeper, outcome, code):
    sweeper.result = result_of([SweepPoint(0, ("1",), outcome, problem="because")], ("volume", ("1",)))
    result = run("sweep", "f.csv", "--vary", "volume=1")
    assert result.exit_code == code
    assert "No point has a plan." in result.stdout
    assert "volume 1: because" in result.stdout


def test_faults_are_told_with_their_option(run, replace):
    def fail(*_arguments, **_settings):
        raise InputError([Fault("--vary deflection=2", "2.0", "a number from 0 to 1")])

    replace("sweep", fail)
    result = run("sweep", "f.csv", "--vary", "deflection=2")
    assert result.exit_code == 3
    assert "--vary deflection=2: found 2.0; accepted: a number from 0 to 1" in result.stderr


@pytest.mark.parametrize("words", [["f.csv"], ["f.csv", "--vary", "volume=1", "--jobs", "0"]])
def test_a_wrong_command_line_is_a_usage_error(run, words):
    assert run("sweep", *words).exit_code == 2


def test_ctrl_c_reaches_the_sweep(run, replace):
    def work(*_arguments, stop, **_settings):
        signal.raise_signal(signal.SIGINT)
        assert stop.wait(10)
        return result_of([planned(0, ("1",), 9)], ("volume", ("1", "2")), interrupted=True)

    replace("sweep", work)
    assert run("sweep", "f.csv", "--vary", "volume=1,2").exit_code == 130


def shown(renderable, width):
    from rich.console import Console

    console = Console(file=io.StringIO(), width=width)
    console.print(renderable)
    return console.file.getvalue()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize(
    "result", [one_parameter(), one_parameter((5,)), one_parameter(tuple(range(90, 0, -1))), two_parameters()]
)
def test_a_sweep_fits_into_the_screen(result, width, language):
    use_language(language)
    assert max(width_of(line) for line in shown(sweep_screen(result), width).splitlines()) <= width


def test_the_line_has_a_step_for_each_value_and_a_gap_where_there_is_no_plan():
    lines = shown(sweep_screen(one_parameter((11, 9, None, 10))), 80).splitlines()
    picture = lines[lines.index("Agents") + 1 :][:4]
    assert picture == [
        "11 ┤────────╮",
        "10 ┤        │               ────────",
        " 9 ┤        ╰───────",
        "    0.5     0.6     0.7     0.8",
    ]


def test_the_heat_has_a_row_and_a_column_for_each_value():
    lines = shown(sweep_screen(two_parameters()), 80).splitlines()
    first = lines.index("Agents") + 1
    assert lines[first].split() == ["share", "↓", "within", "→", "10s", "30s", "1min", "3min"]
    rows = [[word for word in line.split() if word.isdigit()] for line in lines[first + 1 : first + 4]]
    assert rows == [["20", "19", "18", "17"], ["16", "15", "14", "13"], ["12", "11", "10", "9"]]
    assert "▁" in lines[first + 3]
    assert "█" in lines[first + 1]


def test_an_open_proof_is_marked_and_so_is_a_missed_target():
    text = shown(sweep_screen(two_parameters()), 80)
    assert "≥ 16" in text
    assert "≥: the search ended before the proof" in text
    missed = shown(sweep_screen(one_parameter((8,))), 80)
    assert "92.1%!" in missed
    assert "!: the target is missed" in missed
