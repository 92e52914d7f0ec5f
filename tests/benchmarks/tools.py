"""How staffplan and each peer is run on a case, and what of it goes into the row."""

import json
import os
import sys
from pathlib import Path

import results
from measure import run
from peers.environment import PYWORKFORCE, TEXTBOOK

HERE = Path(__file__).parent
OURS = "staffplan"
GRACE_SECONDS = 120
"""How long staffplan may go on behind the limit of its search: tours, checking, writing."""
PEER_GRACE_SECONDS = 20
"""The same for peers: reading out the answer; HiGHS may overrun its limit."""
LP_SECONDS = 300
TEXTBOOKS = ("textbook-cp_sat", "textbook-gscip", "textbook-highs")
PYWORKFORCES = ("pyworkforce-required", "pyworkforce-difference", "pyworkforce-breaks", "pyworkforce-roster")
PEERS = (*TEXTBOOKS, *PYWORKFORCES)


def measure(tool, case, folder, *, seconds, by_contract=None):
    """The row of a tool on a case, whose files go to ``folder``."""
    forecast, scenario = case.write(folder)
    begin = {
        "case": case.name,
        "tool": tool,
        "peak": case.peak,
        "days": case.days,
        "grid_min": case.grid,
        "rules": case.rules,
    }
    if tool == OURS:
        return begin | ours(case, forecast, scenario, Path(folder), seconds)
    return begin | peer(tool, forecast, scenario, Path(folder), seconds, by_contract)


def _usage(measured):
    return {"wall_s": measured.wall_s, "cpu_s": measured.cpu_s, "peak_mib": measured.peak_mib}


def ours(case, forecast, scenario, folder, seconds):
    """The whole command, and the LP relaxation beside it."""
    row = command_row(forecast, scenario, folder, seconds=seconds)
    return row | (relaxation(forecast, scenario) if case.solvable else {})


def command_row(forecast, scenario, folder, *, seconds, options=()):
    """The whole command `staffplan solve`, and the verdict on its plan."""
    from judge import verdict_on_folder

    plan = folder / "plan"
    command = [Path(sys.executable).with_name("staffplan"), "solve", forecast, "-c", scenario, "-o", plan, *options]
    load = os.getloadavg()[0]
    measured = run([*command, "--time-limit", f"{seconds}s", "--quiet"], seconds=seconds + GRACE_SECONDS)
    row = {"version": results.version(), "limit_s": seconds, "load_1min": load, **_usage(measured), **_ending(measured)}
    if (plan / "plan.json").exists():
        summary = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
        row |= {
            "outcome": summary["status"],
            "headcount": summary["headcount"],
            "bound": summary["headcount_bound"],
            "by_contract": summary["headcount_by_contract"],
            "stages": summary["stages"],
            **_verdict(verdict_on_folder(plan)),
        }
    return row


def _ending(measured):
    """How a run without a plan ended."""
    said = " ".join((measured.stderr or measured.stdout).split())[:300]
    known = {4: "infeasible", 5: "no answer"}
    if measured.killed:
        return {"outcome": "no answer", "detail": f"ended: too much {measured.killed}"}
    return {"outcome": known.get(measured.code, "failed"), "detail": said}


def _verdict(verdict):
    return {
        "person_shifts": verdict.person_shifts,
        "paid_hours": verdict.paid_hours,
        "hours_short": verdict.hours_short,
        "rules_broken": verdict.broken.total(),
        "broken": dict(sorted(verdict.broken.items())),
    }


def relaxation(forecast, scenario):
    """Bound and seconds of the LP relaxation, solved by GLOP in a process of its own."""
    measured = run([sys.executable, HERE / "lp_bound.py", forecast, scenario], seconds=LP_SECONDS)
    if measured.code:
        return {}
    found = json.loads(measured.stdout)
    return {"lp_bound": found["bound"], "lp_s": found["lp_s"], "lp_build_s": found["build_s"]}


def peer(tool, forecast, scenario, folder, seconds, by_contract):
    """A peer in its own environment, and the verdict on its plan."""
    from judge import verdict_on_peer
    from peers.exchange import question

    asked, answered = folder / "question.json", folder / "answer.json"
    asked.write_text(json.dumps(question(forecast, scenario, by_contract=by_contract, seconds=seconds)))
    name, how = tool.split("-")
    script, home = {
        "textbook": ("textbook.py", TEXTBOOK),
        "pyworkforce": ("pyworkforce_shifts.py", PYWORKFORCE),
    }[name]
    command = [home.python, HERE / "peers" / script, how, asked, answered]
    load = os.getloadavg()[0]
    measured = run(command, seconds=seconds + PEER_GRACE_SECONDS)
    row = {"version": home.packages[0], "limit_s": seconds, "load_1min": load}
    row |= {**_usage(measured), **_ending(measured)}
    if not answered.exists():
        return row
    answer = json.loads(answered.read_text())
    nothing = "infeasible" if answer["status"] == "infeasible" else "no answer"
    row |= {"outcome": nothing, "bound": _whole(answer["bound"]), "detail": answer["note"]}
    if answer["shifts"]:
        verdict = verdict_on_peer(forecast, scenario, answer)
        row |= {"outcome": answer["status"], "headcount": verdict.headcount, **_verdict(verdict)}
    elif answer.get("chosen"):  # nobody works them yet: their cover alone can be judged
        cover = _verdict(verdict_on_peer(forecast, scenario, answer | {"shifts": answer["chosen"]}))
        row |= {name: cover[name] for name in ("person_shifts", "paid_hours", "hours_short")}
        row["outcome"] = "shifts only"
    return row


def _whole(bound):
    """The least whole number not under a proved bound."""
    return None if bound is None else int(-(-(bound - 1e-6) // 1))
