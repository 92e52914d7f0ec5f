"""What ``staffplan init`` writes: a scenario with every key and its documentation, and a small forecast."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from staffplan.read.scenario.known_keys import annotation_of, describe, documentation_of, fields_of, table_of
from staffplan.schema.scenario.handling import Bot, Handling
from staffplan.schema.scenario.keys import BreakRule, Contract, Opening, Scenario
from staffplan.schema.scenario.target import Target
from staffplan.words.language import _
from staffplan.words.text_width import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from staffplan.schema.base import Frozen

COMMENT_WIDTH = 100
FIRST_DAY = datetime(2026, 11, 2)
"""A Monday."""
HOURLY_INQUIRIES = (12, 6, 4, 2, 2, 3, 6, 12, 20, 42, 56, 52, 40, 42, 54, 52, 46, 42, 98, 106, 126, 121, 50, 28)
"""Inquiries of a weekday by hour, before the bot."""
WEEKEND_FACTOR = 1.25
SAMPLE = Scenario(
    bot=Bot(deflection=0.8),
    handling=Handling(patience=timedelta(minutes=4)),
    target=Target(scoring_window=(9 * 60, 23 * 60), minimum_staff=1),
    opening=Opening(hours=(9 * 60, 23 * 60)),
    contract=(
        Contract(
            starts=(9 * 60, 14 * 60),
            start_step=timedelta(minutes=30),
            breaks=(BreakRule(length=timedelta(hours=1), starts=(timedelta(hours=3), timedelta(hours=5))),),
            hourly_cost=30.0,
        ),
    ),
)
"""The values of the sample; the schema gives everything else that is written."""
TEAM_FILES = {"file": "team.csv", "days": "days.csv", "wishes": "wishes.csv"}
"""The files of a team, by the keys of ``[team]``."""
EXAMPLES = {
    "bot.by_hour": '[{ from = "22:00", to = "08:00", deflection = 0.7 }]',
    "handling.concurrency_factor": "[1.0]",
    "handling.aht_by_concurrency": '["5min"]',
    "target.preset": '"jd"',
    "target.average_wait": '"20s"',
    "target.average_wait_cap": '"10min"',
    "target.max_occupancy": "0.85",
    "target.max_abandonment": "0.05",
    "target.maximum_staff": "40",
    "target.hours": '[{ hours = ["20:00", "23:00"], minimum_staff = 3 }]',
    "contract.label": '"leader"',
    "role.label": '"full-time"',
    "role.hours": '["18:00", "23:00"]',
    "opening.by_weekday": '{ saturday = ["10:00", "18:00"] }',
    "opening.closed": '["sunday"]',
    "opening.holidays": '"closed"',
    "opening.date": '[{ date = 2026-11-11, hours = ["00:00", "24:00"] }]',
    "contract.weeks_in_turn": "[[6, 6], [5, 5]]",
    "contract.days_off_in_any": "[[14, 4]]",
    "contract.rest_after_night": '"48h"',
    "contract.nights_per_period": "[0, 8]",
    "contract.hours_per_week": '["36h", "44h"]',
    "contract.forbidden_successions": '[["late", "early"]]',
    "contract.rotation": '"4-2"',
    "rotation.name": '"4-2"',
    "rotation.days": '"WWWWOO"',
    "rotation.phase": '"shared"',
    "rotation.begins": "2026-11-02",
    "activity.name": '"training"',
    "activity.length": '"2h"',
    "activity.every_weeks": "2",
    "activity.weekdays": '["tuesday"]',
    "activity.starts": '["0h", "2h"]',
    "shift.name": '"early"',
    "shift.start": '"08:00"',
    "shift.end": '"17:00"',
    "shift.breaks": '[{ length = "1h", starts = ["3h", "5h"] }]',
    "contract.shifts": '["early"]',
    "team.file": '"team.csv"',
    "team.days": '"days.csv"',
    "team.wishes": '"wishes.csv"',
    "team.hire": '["full-time"]',
    "fairness.nights": "1",
    "fairness.weekends": "1",
    "fairness.holidays": "1",
    "fairness.hours": '"8h"',
    "payroll.holidays": '"holidays.csv"',
    "payroll.agents": '"agents.csv"',
    "payroll.contract": '[{ name = "full-time", hourly_pay = 25.0 }]',
}
"""What a key that is absent or empty might be, in a comment; a key without an example is described."""


def sample_forecast_text() -> str:
    """A week of hourly inquiries of a small shop, as csv."""
    rows = []
    for hour in range(7 * 24):
        start = FIRST_DAY + timedelta(hours=hour)
        volume = HOURLY_INQUIRIES[start.hour] * (WEEKEND_FACTOR if start.weekday() >= 5 else 1)
        rows.append(f"{start:%Y-%m-%d %H:%M},{volume:g}")
    return "\n".join(["start,inquiries", *rows, ""])


def scenario_text(*, team: bool = False) -> str:
    """A scenario that lists every key of the schema under a comment that says what it means; ``team`` names files."""
    head = _("Every key has a default: delete what you do not need. `staffplan solve forecast.csv -c scenario.toml`")
    lines = [*_comment(head), ""]
    values = SAMPLE.model_dump(mode="json")
    values["contract"][0]["name"] = _("full-time")
    if team:
        values["team"] |= TEAM_FILES
    tables = {}
    for name, field in fields_of(Scenario).items():
        if table_of(annotation_of(field)) is None:
            lines += _key(name, field, documentation_of(Scenario).get(name, ""), values[name])
        else:
            tables[name] = field
    for name, field in tables.items():
        lines += _table(name, field, values[name])
    return "\n".join(lines).rstrip() + "\n"


def _table(name: str, field: FieldInfo, value: Any) -> Iterator[str]:  # noqa: ANN401 - any TOML value
    """``[name]`` with its keys; ``[[name]]`` for each where there may be several; in comments where there is none."""
    model = table_of(annotation_of(field))
    several = isinstance(value, list)
    if several and not value:
        yield from _comment(_summary(model))
        yield f"# [[{name}]]"
        for key, inner in fields_of(model).items() if model else ():
            yield from _key(f"{name}.{key}", inner, documentation_of(model).get(key, ""), None)
    for entry in value if several else [value]:
        yield from _comment(_summary(model))
        yield f"[[{name}]]" if several else f"[{name}]"
        for key, inner in fields_of(model).items() if model else ():
            yield from _key(f"{name}.{key}", inner, documentation_of(model).get(key, ""), entry[key])


def _key(dotted: str, field: FieldInfo, text: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - any TOML value
    """One key under its documentation ``text``; a key that is absent or empty stands in a comment."""
    name = dotted.rpartition(".")[2]
    annotation = annotation_of(field)
    yield from _comment(_(text))
    if value not in (None, [], {}):
        yield f"{name} = {_toml(value)}"
    elif dotted in EXAMPLES:
        yield f"# {name} = {EXAMPLES[dotted]}".replace("full-time", _("full-time"))
    else:
        yield from _comment(_("{key} accepts: {accepted}").format(key=name, accepted=describe(annotation)))
    if (model := table_of(annotation)) is not None:
        for key, inner in documentation_of(model).items():
            yield from _comment(f"{key}: {_(inner)}", indent="  ")
    yield ""


def _summary(model: type[Frozen] | None) -> str:
    return _((model.__doc__ or "").partition("\n")[0]) if model else ""


def _comment(text: str, indent: str = "") -> list[str]:
    """``text`` as comment lines, without the marks of Python's documentation."""
    plain = " ".join(text.replace("``", "`").split())
    return [f"# {indent}{line}" for line in wrap(plain, COMMENT_WIDTH - 2 - len(indent))]


def _toml(value: Any) -> str:  # noqa: ANN401 - any TOML value
    """``value`` as TOML writes it, on one line; what a list may leave out at its end is left out."""
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {_toml(item)}" for key, item in value.items() if item is not None)
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_toml(item) for item in value if item is not None)}]"
    return json.dumps(value, ensure_ascii=False)
