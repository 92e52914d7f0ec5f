"""Messages: codes and values that are told in the language in use, also from a plan's file."""

import ast
import json
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from factories import make_plan

from staffplan.errors import InputError
from staffplan.read import read_plan
from staffplan.report.files import write_plan
from staffplan.schema.progress import Stage
from staffplan.words.language import _, use_language
from staffplan.words.messages import TEXT, Message
from staffplan.words.sentences import PROGRESS, SENTENCES

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for folder in ("optimizer", "cli") for path in (ROOT / folder).rglob("*.py"))
LEFT = "{left:.0f} inquiries come outside the opening hours and are not planned for"
OTHERWISE_TOLD = {"points_done": {"point", "agents", "seconds_left"}, "forecast_read": {"file"}}
"""Values that sentences of their own tell."""


def told(language, template, **values):
    use_language(language)
    return _(template).format(**values)


@pytest.mark.parametrize("first", ["en", "zh"])
@pytest.mark.parametrize("then", ["en", "zh"])
def test_a_plan_tells_its_warnings_in_the_language_in_use(tmp_path, first, then):
    use_language(first)
    write_plan(make_plan(warnings=(Message.of("left_outside", left=878.4),)), tmp_path / "plan")
    assert json.loads((tmp_path / "plan" / "plan.json").read_text())["warnings"] == [
        {"code": "left_outside", "values": {"left": 878.4}, "text": told(first, LEFT, left=878.4)}
    ]
    use_language(then)
    (warning,) = read_plan(tmp_path / "plan").summary.warnings
    assert warning == Message.of("left_outside", left=878.4)
    assert str(warning) == told(then, LEFT, left=878.4)


def with_warnings(tmp_path, warnings):
    write_plan(make_plan(), tmp_path / "plan")
    path = tmp_path / "plan" / "plan.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"warnings": warnings}))
    return tmp_path / "plan"


def test_sentences_of_older_plans_stay_as_they_are(tmp_path):
    sentence = told("en", LEFT, left=878.4)
    use_language("zh")
    (warning,) = read_plan(with_warnings(tmp_path, [sentence])).summary.warnings
    assert (warning.code, str(warning)) == (TEXT, sentence)


@pytest.mark.parametrize("code", ["of_a_later_version", "left_outside"])
def test_a_message_that_cannot_be_made_is_told_as_it_is_stored(tmp_path, code):
    stored = {"code": code, "values": {"other": [1, "two"]}, "text": "as it was"}
    (warning,) = read_plan(with_warnings(tmp_path, [stored])).summary.warnings
    assert str(warning) == "as it was"
    assert warning.data() == stored


@pytest.mark.parametrize("wrong", [3, {"code": 3, "values": {}}, {"code": "left_outside"}, {"values": {}}, ["text"]])
def test_what_is_no_message_is_refused_with_its_place(tmp_path, wrong):
    with pytest.raises(InputError) as caught:
        read_plan(with_warnings(tmp_path, ["fine", wrong]))
    (fault,) = caught.value.faults
    assert fault.column == "warnings[2]"


def test_values_may_be_messages_and_several_things():
    change = Message.of("contract_change", contract="day", change=Message.of("starts_later", clock="10:00"))
    remedy = Message.of("change_would_do", change=change)
    assert str(remedy) == "This change would do: day: starts up to 10:00"
    assert Message.read(json.loads(json.dumps(remedy.data()))) == remedy
    names = Message.of("queues_summed", names=("pre", Message.of("no_name")))
    assert str(names).endswith(": pre, (no name)")
    assert Message.read(json.loads(json.dumps(names.data()))) == names


def calls():
    """Code, keywords and place of every call that makes a message."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name, code = getattr(node.func, "attr", getattr(node.func, "id", "")), node.args[0].value
            if name in {"of", "tell", "Progress"} and isinstance(code, str):
                keywords = {keyword.arg: keyword.value for keyword in node.keywords}
                if name == "Progress":
                    given = keywords.get("values", ast.Dict([], []))
                    keys = [key.value for key in given.keys] if isinstance(given, ast.Dict) else None
                else:
                    keys = [keyword for keyword in keywords if keyword != "found"]
                yield code, keys, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_message_has_a_sentence_that_its_values_fill():
    for code, keys, place in calls():
        assert code in SENTENCES, place
        places = {name for _text, name, _spec, _conversion in Formatter().parse(SENTENCES[code]) if name}
        if keys is not None:
            assert set(keys) - OTHERWISE_TOLD.get(code, set()) == places, place


def test_every_sentence_is_used():
    made = {code for code, _keys, _place in calls()} | {"checking_rules", "following_queue", "simulating"}
    assert made == SENTENCES.keys()


def test_what_can_be_going_on_is_named_once():
    assert get_args(Stage) == tuple(PROGRESS)
