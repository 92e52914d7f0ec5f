"""The headers of forecasts: which column each names, and in which unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from staffplan.read.tables.table import Columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.read.tables.table import Row, Table

Unit = Literal["s", "min", "h", "ms", "m:s", "h:m", "%"]
UNITS: dict[Unit, tuple[str, ...]] = {
    "s": ("s", "sec", "secs", "second", "seconds", "秒", "秒钟"),
    "min": ("m", "min", "mins", "minute", "minutes", "分", "分钟"),
    "h": ("h", "hr", "hrs", "hour", "hours", "小时"),
    "ms": ("ms", "millisecond", "milliseconds", "毫秒"),
    "m:s": ("mm:ss", "m:ss", "分:秒"),
    "h:m": ("hh:mm", "h:mm", "时:分"),
    "%": ("%", "percent", "pct", "百分比"),
}
COUNTED = ("次", "个", "条", "人", "位", "通", "件", "calls", "chats", "inquiries", "agents", "hh:mm:ss", "h:mm:ss")
"""Units that change nothing."""
NAMES: dict[str, tuple[str, ...]] = {
    "start": (
        "time", "datetime", "timestamp", "interval", "start time", "interval start", "slot", "period", "hour",
        "hour of day", "from", "ds",
        "时间", "开始时间", "日期时间", "时段", "起始时间", "开始日期时间", "时间段", "时刻", "小时", "钟点",
        "时间点", "开始", "间隔",
    ),
    "end": ("end time", "interval end", "until", "to", "结束时间", "截止时间", "结束"),
    "date": ("day", "日期", "预测日期", "业务日期", "统计日期", "营业日"),
    "weekday": ("day of week", "dow", "星期", "周几", "星期几"),
    "inquiries": (
        "volume", "contacts", "calls", "chats", "offered", "calls offered", "contacts offered",
        "咨询量", "咨询数", "进线量", "会话量", "预测量", "预测咨询量", "预测进线量", "来电量", "呼入量",
        "进线数", "话务量",
    ),
    "required": (
        "need", "agents needed", "agents required", "required agents", "required staff", "staff required",
        "staff needed", "需求人数", "所需人数", "需要人数", "所需人力", "需求人力",
    ),
    "queue": ("skill", "队列", "技能组"),
    "deflected": ("closed by bot", "bot resolved", "机器人解决量", "机器人解决数", "机器人接待解决量"),
    "deflection": ("deflection rate", "机器人解决率", "机器人拦截率"),
    "aht_s": (
        "aht", "aht seconds", "average handling time", "average handle time", "handling time", "handle time",
        "平均处理时长", "平均处理时间", "处理时长",
    ),
    "talk": (
        "talk time", "att", "average talk time",
        "平均通话时长", "通话时长", "平均对话时长", "对话时长", "平均会话时长", "会话时长",
    ),
    "p10": (),
    "p50": (),
    "p90": (),
    "day_sigma": (),
    "slot_sigma": (),
    "deflection_sigma": (),
    "hold": ("hold time", "average hold time", "平均保持时长", "保持时长"),
    "wrap": (
        "wrap up", "wrap time", "wrap up time", "acw", "after call work", "average wrap time",
        "平均话后时长", "话后时长", "平均话后处理时长", "话后处理时长",
        "平均事后处理时长", "事后处理时长", "平均整理时长", "整理时长",
    ),
}  # fmt: skip
"""Other headers of each column, in English and Chinese."""
PROFILE: dict[str, tuple[str, ...]] = {
    "total": ("daily total", "total volume", "总量", "日总量", "总咨询量", "日咨询量", "合计", "总计"),
    "share": (
        "shares", "distribution", "profile", "percentage", "proportion", "占比", "比例", "分布", "时段占比", "小时占比",
    ),
}  # fmt: skip
"""The further headers of a weekday profile with daily totals."""
OWN_UNITS: dict[str, Unit] = {"ahts": "s", "ahtseconds": "s"}
"""Headers that are a unit's already."""
LIST = Columns(
    required=("start", "inquiries"),
    optional=tuple(name for name in NAMES if name not in {"start", "inquiries"}),
    aliases=NAMES,
)
_BRACKETED = re.compile(r"(?P<name>.+?)[\s_/]*[(\[](?P<unit>[^()\[\]]+)[)\]]")
_BEHIND = re.compile(r"(?P<name>.+?)[\s_/\-]+(?P<unit>[^\s_/\-]+)")


@dataclass(frozen=True)
class Heading:
    """What a header says."""

    name: str
    """The column that it names."""
    unit: Unit | None = None
    """The unit that it gives, where it gives one."""


def _keys(names: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {_key(text): name for name, others in names.items() for text in (name, *others)}


def _key(text: str) -> str:
    """What makes no difference is left out: spaces, underscores, hyphens."""
    return re.sub(r"[\s_-]+", "", text)


_LISTS = _keys(NAMES)
_PROFILES = _keys(PROFILE)


def heading(cell: object) -> Heading | None:
    """The column of a list that ``cell`` names, and its unit; None where it names none."""
    return _heading(cell, False) if isinstance(cell, str) and not cell[:1].isdigit() else None


def profile_heading(cell: object) -> Heading | None:
    """The same for the tables of a profile, which has daily totals and shares."""
    return _heading(cell, True) if isinstance(cell, str) and not cell[:1].isdigit() else None


@lru_cache(maxsize=1024)
def _heading(cell: str, profile: bool) -> Heading | None:
    text = unicodedata.normalize("NFKC", cell).strip("\ufeff \t\r\n*:").casefold()
    keys = _LISTS | _PROFILES if profile else _LISTS
    if (name := keys.get(_key(text))) is not None:
        return Heading(name, OWN_UNITS.get(_key(text)))
    for form in (_BRACKETED, _BEHIND):
        match = form.fullmatch(text)
        name = keys.get(_key(match["name"])) if match else None
        if match and name is not None:
            unit = match["unit"].strip()
            found = next((each for each, texts in UNITS.items() if unit in texts), None)
            if found is not None or unit in COUNTED:
                return Heading(name, found)
    return None


def header_of(table: Table) -> Row | None:
    """The row that names most columns of a list among the first rows; None where none names two."""
    rows = [row for row in table.rows[:HEADER_WITHIN] if not row.blank]
    best = max(rows, key=lambda row: named(row.cells), default=None)
    return best if best is not None and named(best.cells) >= 2 else None


HEADER_WITHIN = 15
"""The header is looked for in so many rows: reports often have a title above it."""


def named(cells: Sequence[object]) -> int:
    """How many different columns the cells name."""
    return len({found.name for cell in cells if (found := heading(cell)) is not None})
