"""Progress on standard error: plain lines, or lines of JSON, and what was read of the forecast."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from factories import make_plan

from staffplan.schema.progress import Progress
from staffplan.schema.reading import Reading
from staffplan.words.language import use_language
from staffplan.words.messages import Message
from staffplan_cli.progress import JsonView, PlainView, stage_sentence

READING = Reading(
    rows=24,
    first=datetime(2026, 11, 2, tzinfo=UTC),
    last=datetime(2026, 11, 2, 23, tzinfo=UTC),
    step_minutes=60,
    total_inquiries=1234.5,
    columns_taken={"start": "时间", "inquiries": "inquiries"},
    columns_left=("备注",),
    encoding="gb18030",
    warnings=(Message.of("columns_left_out", headers=("备注",)), Message.of("rows_sorted", row=3)),
)
READ = Progress("forecast_read", values={"file": "f.csv"}, reading=READING)
LINE = (
    "f.csv: 24 rows every 60 min, 2026-11-02 00:00 to 2026-11-02 23:00, 1,234 inquiries; "
    "columns start (时间), inquiries; left out: 备注; taken for gb18030"
)


def lines_of(view_class, *news, stopping=False):
    written = []
    view = view_class(written.append)
    for progress in news:
        view.watch(progress)
    view.refresh(stopping=stopping)
    view.refresh(stopping=stopping)
    return "".join(written).splitlines()


def test_what_was_read_is_said_in_a_line_and_its_warnings_below():
    first, note, last = lines_of(PlainView, READ, Progress("searching_team", 7, 5))
    assert first == f"    0 s  {LINE}"
    assert note == "         Note: the rows were not in order of time (the first is row 3): sorted"
    assert last == "    0 s  looking for the smallest team · best so far 7 · proved at least 5"


def test_plain_lines_leave_out_what_has_passed_and_keep_what_was_read():
    news = [Progress("reading_files"), READ, Progress("working_out_service"), Progress("searching_team")]
    shown = [line[9:] for line in lines_of(PlainView, *news)]
    assert (shown[0], shown[2:]) == (LINE, ["looking for the smallest team"])


def test_json_lines_hold_all_that_is_new():
    news = [READ, Progress("asking_again", 7, values={"solver": "GSCIP"}), Progress("searching_team", bound=5)]
    read, doubt, team, stop = map(json.loads, lines_of(JsonView, *news, news[-1], stopping=True))
    assert (read["code"], read["text"], read["values"]) == ("forecast_read", LINE, {"file": "f.csv"})
    assert Reading.model_validate(read["read"]) == READING
    assert read["read"]["warnings"][1] == {
        "code": "rows_sorted",
        "values": {"row": 3},
        "text": "the rows were not in order of time (the first is row 3): sorted",
    }
    assert (doubt["code"], doubt["values"]) == ("asking_again", {"solver": "GSCIP"})
    assert doubt["text"] == "an answer of GSCIP does not hold: another solver is asked"
    assert (doubt["headcount"], doubt["bound"], team["headcount"], team["bound"]) == (7, None, 7, 5)
    assert 0 <= read["seconds"] <= team["seconds"] < 60
    assert stop["code"] == "stopping"


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"done": 0, "count": 4}, "0 of 4 points"),
        (
            {"point": ("0.6", "30s"), "agents": 9, "seconds_left": 80},
            "2 of 4 points · 0.6, 30s: 9 agents · about 1 min",
        ),
        ({"point": ("0.6",), "agents": None, "seconds_left": 0}, "2 of 4 points · 0.6: no plan · about 1 s left"),
        ({"done": 4, "point": ("0.6",), "agents": 1}, "4 of 4 points · 0.6: 1 agent"),
    ],
)
def test_points_of_a_sweep(values, text):
    said = stage_sentence(Progress("points_done", values={"done": 2, "count": 4} | values))
    assert said.replace("\u00a0", " ").startswith(text)


def test_the_sentence_is_made_in_the_language_in_use():
    use_language("zh")
    assert stage_sentence(READ).startswith("f.csv：24 行，每 60 分钟一行")
    assert json.loads(lines_of(JsonView, Progress("reading_files"))[0])["text"] == "读取文件"


def solve_with_progress(*_arguments, watcher, **_settings):
    for progress in (Progress("reading_files"), READ, Progress("searching_team", 16, 14)):
        watcher(progress)
    return SimpleNamespace(plan=make_plan(), files=[], reading=READING, kept=())


@pytest.mark.parametrize("more", [[], ["--quiet"], ["--json"]])
def test_the_command_writes_lines_of_json_also_where_it_is_quiet(run, replace, more):
    replace("solve", solve_with_progress)
    result = run("solve", "f.csv", "--progress", "json", *more)
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    assert [line["code"] for line in lines] == ["reading_files", "forecast_read", "searching_team"]
    if "--json" in more:
        assert json.loads(result.stdout)["read"] == lines[1]["read"]


def test_quiet_alone_says_nothing_of_what_was_read(run, replace):
    replace("solve", solve_with_progress)
    assert run("solve", "f.csv", "--quiet").output == ""
