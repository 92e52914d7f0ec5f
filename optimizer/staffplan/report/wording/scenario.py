"""The scenario in force, and why the plan cannot be smaller, as rows that the page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from staffplan.report.wording.key_names import name_of
from staffplan.report.wording.text import duration, number, round_percent
from staffplan.schema.base import format_clock
from staffplan.schema.scenario.keys import Contract, Scenario
from staffplan.words.language import _, marked
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from staffplan.schema.plan import Plan


EXPLANATION_WORDS = (
    marked("Relaxation"),
    marked("Bound from relaxation"),
    marked("Binding days"),
    marked("Binding hours"),
    marked("When"),
    marked("Share"),
    marked("Rules"),
    marked("Change"),
    marked("Bound"),
    marked("Relaxation falls by"),
    marked("One fewer"),
    marked("Headcount"),
    marked("Legal"),
    marked("Slots short"),
    marked("Agent slots short"),
    marked("Groups missed"),
    marked("Two steps"),
    marked("Saved"),
    marked("Found"),
)
"""The explanation's keys as the page words them (:func:`_words`)."""


@dataclass(frozen=True)
class Setting:
    """One key of the scenario."""

    key: str
    """As the scenario file names it: ``target.share``."""
    name: str
    """What it is called, in another language than English; else empty."""
    value: str
    """As the scenario file writes it."""
    changed: bool
    """Whether it differs from the default."""


@dataclass(frozen=True)
class Block:
    """A part of an explanation: a heading with text, or with a table."""

    heading: str
    """In words; empty: none."""
    lines: tuple[str, ...] = ()
    """Sentences, each its own line."""
    columns: tuple[str, ...] = ()
    """Headers of the table."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells of the table, shape (rows, columns)."""


def assumptions(plan: Plan) -> list[tuple[str, str]]:
    """The decisions that weigh most, as (what, how much) in words."""
    scenario = plan.summary.scenario
    handling, target, shrinkage = scenario.handling, scenario.target, scenario.shrinkage
    window = target.scoring_window
    hours = _("all") if window is None else f"{format_clock(window[0])}–{format_clock(window[1])}"
    within = scenario.messages.reply_within
    messages = [] if within is None else [(_("Messages: reply within"), duration(within))]
    return [
        (_("Inquiries, before the bot"), number(sum(slot.inquiries for slot in plan.coverage))),
        (_("Left for agents"), number(sum(slot.human_inquiries for slot in plan.coverage))),
        (_("Handling time"), duration(handling.aht)),
        (_("Chats at once"), number(handling.concurrency)),
        (_("Patience"), _("nobody leaves") if handling.patience is None else duration(handling.patience)),
        (_("Hours that count"), hours),
        (_("Least share in a slot"), round_percent(target.slot_floor)),
        (_("Absence"), round_percent(shrinkage.absence)),
        (_("Off the phones"), round_percent(shrinkage.planned)),
        *messages,
    ]


def settings(scenario: Scenario) -> list[Setting]:
    """Every key in force, in the schema's order; contracts by their number."""
    values = _flat(scenario.model_dump(mode="json"))
    defaults = _flat(Scenario().model_dump(mode="json"))
    contract = _flat(Contract().model_dump(mode="json"))
    return [
        Setting(key, name_of(key), _written(value), value != _default(key, defaults, contract))
        for key, value in values.items()
    ]


def _default(key: str, defaults: Mapping[str, Any], contract: Mapping[str, Any]) -> object:
    if key.startswith("contract["):
        return contract.get(key.partition(".")[2])
    return defaults.get(key)


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict) and value:
            flat |= _flat(value, f"{prefix}{name}.")
        elif name == "contract":
            for place, item in enumerate(value, start=1):
                flat |= _flat(item, f"{prefix}{name}[{place}].")
        else:
            flat[prefix + name] = value
    return flat


def _written(value: object) -> str:
    """``value`` the way the scenario file writes it, a missing one as a dash."""
    match value:
        case None:
            return "–"
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case dict():
            return "{" + ", ".join(f"{key} = {_written(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return f"[{', '.join(_written(item) for item in value)}]"
        case _:
            return str(value)


def explanation_blocks(explanation: Mapping[str, Any] | None) -> list[Block]:
    """What proves the bound, key by key: text as lines, lists of records as tables, records as two columns."""
    blocks = [] if explanation is None else [_block(str(key), value) for key, value in explanation.items()]
    return [block for block in blocks if block.lines or block.rows]


def _block(key: str, value: object) -> Block:
    heading = _words(key)
    match value:
        case list() | tuple() if value and all(isinstance(row, dict) for row in value):
            columns = list(dict.fromkeys(name for row in value for name in row))
            rows = tuple(tuple(_cell(row.get(name)) for name in columns) for row in value)
            return Block(heading, columns=tuple(map(_words, columns)), rows=rows)
        case dict():
            return Block(heading, rows=tuple((_words(str(name)), _cell(item)) for name, item in value.items()))
        case list() | tuple():
            return Block(heading, lines=tuple(_cell(item) for item in value))
        case None:
            return Block(heading)
        case _:
            return Block(heading, lines=(_cell(value),))


def _words(name: str) -> str:
    text = name.replace("_", " ").strip()
    return _(text[:1].upper() + text[1:])


def _cell(value: object) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case int():
            return number(value)
        case float():
            return f"{value:,.4g}" if abs(value) < 1000 else number(value)
        case list() | tuple():
            return ", ".join(_cell(item) for item in value)
        case {"code": str(), "values": dict()}:
            return str(Message.read(value))
        case dict():
            return "; ".join(f"{_words(str(name))}: {_cell(item)}" for name, item in value.items())
        case _:
            return str(value)
