import errno
import json

import pytest

from staffplan.errors import Fault, InfeasibleError, InputError, NoPlanError, OutputError, ProcessEndedError

FAULT = Fault("forecast.csv", "'x'", "a number of 0 or more", row=7, column="inquiries")
INFEASIBLE = InfeasibleError("No legal plan.", ("2026-11-02 18:00: 3 short",), ("headcount of full-time: 12",))


def failing(error):
    def solve(*_args, **_options):
        raise error

    return solve


@pytest.mark.parametrize(
    ("error", "code", "shown"),
    [
        (InputError([FAULT]), 3, "forecast.csv, row 7, inquiries: found 'x'; accepted: a number of 0 or more"),
        (InfeasibleError("No legal plan."), 4, "No legal plan."),
        (INFEASIBLE, 4, "the cheapest first:"),
        (NoPlanError("No plan in 1s."), 5, "--time-limit"),
        (OutputError("plan is open in Excel"), 3, "plan is open in Excel"),
        (KeyError("surprise"), 70, "fault in staffplan itself (KeyError: 'surprise')"),
        (MemoryError(), 70, "not enough memory"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), 70, "not enough memory for this plan"),
        (RuntimeError("can't start new thread"), 70, "not enough memory for this plan"),
        (ImportError("a.so: failed to map segment from shared object"), 70, "not enough memory for this plan"),
        (ProcessEndedError(), 70, "A process ended before its work was done: most probably there is not enough memory"),
        (KeyboardInterrupt(), 130, "nothing was written"),
    ],
)
def test_every_error_has_its_code_and_no_traceback(run, replace, error, code, shown):
    replace("solve", failing(error))
    result = run("solve", "forecast.csv")
    assert result.exit_code == code
    assert shown in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("error", [ProcessEndedError(), MemoryError(), RuntimeError("can't start new thread")])
def test_too_little_memory_is_no_fault_of_staffplan(run, replace, error):
    replace("solve", failing(error))
    assert "fault" not in run("solve", "forecast.csv").stderr
    told = json.loads(run("solve", "forecast.csv", "--json").stdout)["error"]
    assert (told["kind"], told["exit_code"]) == ("memory", 70)


def test_debug_shows_the_traceback(run, replace, monkeypatch):
    monkeypatch.setenv("STAFFPLAN_DEBUG", "1")
    replace("solve", failing(KeyError("surprise")))
    assert "Traceback" in run("solve", "forecast.csv").stderr


def test_an_unexpected_error_is_one_line(run, replace):
    replace("solve", failing(ValueError("two\nlines")))
    assert len(run("solve", "forecast.csv", "--quiet").stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("error", "key", "value"),
    [
        (InputError([FAULT]), "faults", [{"file": "forecast.csv", "row": 7}]),
        (INFEASIBLE, "remedies", [{"code": "text", "text": "headcount of full-time: 12"}]),
    ],
)
def test_programs_get_errors_as_json(run, replace, error, key, value):
    replace("solve", failing(error))
    found = json.loads(run("solve", "forecast.csv", "--json", "--quiet").stdout)["error"]
    assert [{name: one[name] for name in value[0]} for one in found[key]] == value


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve"],
        ["solve", "f.csv", "--share", "120%"],
        ["solve", "f.csv", "--share", "most"],
        ["solve", "f.csv", "--within", "30"],
        ["solve", "f.csv", "--grid", "20min"],
        ["solve", "f.csv", "--seed", "-1"],
        ["solve", "f.csv", "--nosuch"],
        ["nosuch"],
        ["--lang", "fr", "solve", "f.csv"],
    ],
)
def test_wrong_command_lines_are_usage_errors(run, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error:" in result.stderr


def test_wrong_command_lines_are_json_for_programs(run):
    assert json.loads(run("solve", "f.csv", "--json", "--share", "2").stdout)["error"]["exit_code"] == 2
