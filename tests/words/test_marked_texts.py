"""Every text of the sources that a planner may read is marked for translation."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for folder in ("optimizer", "cli") for path in (ROOT / folder).rglob("*.py"))
PROSE = re.compile(r"[A-Za-z]{2,}[,;:.]? [A-Za-z]{2,}")
WORD = re.compile(r"[A-Za-z]{2,}")
MARKS = {"_", "marked", "in_all_languages"}
SHOWN = {
    "Fault": (1, 2, "found", "accepted"),
    "Refusal": (1, 2, "found", "accepted"),
    "Inconsistency": (1, 2, "found", "accepted"),
    "Violation": (3, 4, "found", "allowed"),
    "CellFaultError": (0, 1),
    "add": (0, 1),
    "stop": (0, 1),
    "InfeasibleError": (0, 1, 2),
    "NoPlanError": (0,),
    "OutputError": (0,),
    "StaffplanError": (0,),
    "Stopped": (0,),
    "Complaint": (1, 2, 3, "title", "items", "advice"),
    "echo": (0,),
    "show": (0, 1, 2),
    "working": (0,),
    "Card": ("label", "note", "badge"),
    "Figure": (0,),
    "Measure": (1,),
}
"""Calls whose arguments are shown, with the places of those arguments."""
NOT_SHOWN = re.compile(
    r"\s*(?:staffplan (?:[a-z-]+)?.*"  # command lines
    r"|(?:start|employee|deflection|aht) (?:time|id|rate|seconds)"  # headers that are understood
    r"|(?:yyyy-)?mm-dd hh:mm|bold [a-z]+|Microsoft YaHei|DIR DIR\.\.\."  # formats, styles, fonts
    r"|Day off \(substituted|Agent id| \(at line "  # what is looked for
    r"|<(?:svg|path|text|circle|th|td) .*"  # markup
    r"|\(\?P<what>.*|from staffplan\..* import .*)",  # code
    re.DOTALL,
)
FOR_PROGRAMMERS = {
    "cli/staffplan_cli/reference.py",  # writes docs/cli.md, which is English
    "optimizer/staffplan/__init__.py",
    "optimizer/staffplan/late.py",
    "optimizer/staffplan/read/layouts/headings.py",  # headers that are understood, in every language
    "optimizer/staffplan/read/team/columns.py",  # headers and words that are understood, in every language
    "optimizer/staffplan/read/team/sample.py",  # a table's cells, in the language in use
    "optimizer/staffplan/words/library_words.py",
    "optimizer/staffplan/words/language.py",
    "optimizer/staffplan/report/people/calendars.py",  # properties of a calendar, by their names in RFC 5545
    "optimizer/staffplan/service/steady/deferrable.py",  # arguments that the schema never gives
    "optimizer/staffplan/service/steady/erlang.py",
    "optimizer/staffplan/service/steady/waiting.py",
    "optimizer/staffplan/service/transient/exponential.py",
    "optimizer/staffplan/solve/conductor/catalogue.py",  # what docs/model.md draws
    # keys of iCalendar
    "optimizer/staffplan/solve/engine/growing.py",  # what happened to a linear program, for the log
    "optimizer/staffplan/solve/people/paths/team.py",  # arguments that the schema never gives
    "optimizer/staffplan/solve/engine/trust.py",  # what is wrong with a solver's answer, for the log
    "optimizer/staffplan/solve/engine/process.py",  # what a solver said, inside a fault of staffplan itself
}
"""Files whose unmarked texts are for whoever calls or maintains the library."""


def documentation(tree):
    return {
        id(statement.value)
        for node in ast.walk(tree)
        for statement in (getattr(node, "body", None) if isinstance(getattr(node, "body", None), list) else [])
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }


def name_of(call):
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def literals(node, pattern, skip):
    """Literals inside ``node`` that match ``pattern``, marked ones left out."""
    if isinstance(node, ast.Call) and name_of(node) in MARKS:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip:
        if pattern.search(node.value) and not NOT_SHOWN.fullmatch(node.value):
            yield node.lineno, node.value
        return
    for child in ast.iter_child_nodes(node):
        yield from literals(child, pattern, skip)


def shown_arguments(call):
    places = SHOWN.get(name_of(call), ())
    yield from (argument for place, argument in enumerate(call.args) if place in places)
    yield from (keyword.value for keyword in call.keywords if keyword.arg in places)


def direct_texts(argument):
    """The text that an argument is, alone or pieced together; not what it looks up or computes."""
    pieces = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    for piece in pieces:
        if isinstance(piece, ast.Constant) and isinstance(piece.value, str):
            yield from literals(piece, WORD, skip=())


def unmarked(source):
    tree = ast.parse(source)
    found = set(literals(tree, PROSE, documentation(tree)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found.update(text for argument in shown_arguments(node) for text in direct_texts(argument))
    return sorted(found)


def test_every_text_is_marked():
    texts = {path.relative_to(ROOT).as_posix(): unmarked(path.read_text()) for path in SOURCES}
    assert {file: found for file, found in texts.items() if found and file not in FOR_PROGRAMMERS} == {}


@pytest.mark.parametrize(
    "source",
    [
        'raise ValueError("a number of agents")',
        'Fault(file, "nothing", accepted)',
        'Fault(file, found, accepted=f"under {most}")',
        'click.echo("done")',
        'x = f"{count} of the agents are missing"',
    ],
)
def test_unmarked_texts_are_found(source):
    assert unmarked(source)


def test_marks_hold_literal_text():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS and node.args:
                assert not isinstance(node.args[0], ast.JoinedStr), (
                    f"{path}:{node.lineno}: no f-string can be looked up"
                )
