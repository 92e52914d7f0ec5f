"""The three files of a team that ``staffplan init --team`` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.read.scenario.sample import TEAM_FILES
from staffplan.read.team.columns import DAYS, PEOPLE, WISHES
from staffplan.words.language import _, current_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from staffplan.read.tables.table import Columns

Rows = tuple[dict[str, str], ...]
NAMES = {
    "en": ("Li Na", "Wang Wei", "Zhang Min", "Liu Yang", "Chen Jing", "Yang Tao", "Zhao Lei", "Huang Yan"),
    "zh": ("李娜", "王伟", "张敏", "刘洋", "陈静", "杨涛", "赵磊", "黄燕"),
}
FIRST_ID = 1001
"""No id begins with 0: Excel would take it away."""
WORDS = {
    "Mon-Fri 09:00-20:00; Sat off": "周一至周五 09:00-20:00；周六休",
    "leave": "年假",
    "off": "休",
    "fixed": "固定",
    "unavailable": "不可用",
    "day_off": "希望休息",
    "early": "早",
    "with": "同班",
}
"""What the cells of the sample say in Chinese."""
OWN: dict[int, dict[str, str]] = {
    1001: {"seniority": "6"},
    1002: {"available": "Mon-Fri 09:00-20:00; Sat off"},
    1003: {"max_hours": "32"},
    1004: {"hours_balance": "-8"},
}
"""What is said of some of the people, by id."""
SETTLED: Rows = (
    {"agent": "1001", "from": "2026-11-04", "to": "2026-11-05", "kind": "leave"},
    {"agent": "1002", "from": "2026-11-08", "kind": "off"},
    {"agent": "1003", "from": "2026-11-06", "kind": "fixed", "start": "10:00", "end": "19:00"},
    {"agent": "1004", "from": "2026-11-03", "kind": "unavailable", "start": "18:00", "end": "23:00"},
)
WISHED: Rows = (
    {"agent": "1005", "from": "2026-11-08", "wish": "day_off", "weight": "5"},
    {"agent": "1006", "from": "2026-11-02", "to": "2026-11-08", "wish": "early", "weight": "2", "start": "11:00"},
    {"agent": "1007", "from": "2026-11-02", "to": "2026-11-06", "wish": "with", "weight": "3", "of": "1008"},
)


def sample_team_texts() -> dict[str, str]:
    """The files by their names, as csv with headers in the language in use: a team for the sample forecast's week."""
    columns = ("agent", "name", "contract", "available", "max_hours", "hours_balance", "seniority")
    return {
        TEAM_FILES["file"]: _csv(PEOPLE, columns, _people()),
        TEAM_FILES["days"]: _csv(DAYS, ("agent", "from", "to", "kind", "start", "end"), SETTLED),
        TEAM_FILES["wishes"]: _csv(WISHES, ("agent", "from", "to", "wish", "weight", "start", "of"), WISHED),
    }


def _people() -> list[Mapping[str, str]]:
    names = NAMES.get(current_language(), NAMES["en"])
    return [
        {"agent": str(number), "name": name, "contract": _("full-time"), **OWN.get(number, {})}
        for number, name in enumerate(names, start=FIRST_ID)
    ]


def _csv(columns: Columns, names: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    lines = [",".join(_header(columns, name) for name in names)]
    lines += [",".join(_word(row.get(name, "")) for name in names) for row in rows]
    return "\n".join([*lines, ""])


def _header(columns: Columns, name: str) -> str:
    """The column's name, or its first Chinese one."""
    if current_language() != "zh":
        return name
    return next((alias for alias in columns.aliases.get(name, ()) if not alias.isascii()), name)


def _word(text: str) -> str:
    return WORDS.get(text, text) if current_language() == "zh" else text
