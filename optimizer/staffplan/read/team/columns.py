"""The columns of a team's three files, and the words in their cells, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from staffplan.read.tables.table import Columns, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from staffplan.schema.people.team import DayKind, WishKind

K = TypeVar("K", bound=str)
AGENT = ("id", "agent id", "工号", "客服编号", "坐席编号", "座席编号", "员工编号")
NAME = ("agent name", "姓名", "员工姓名", "名字")
NOTE = ("notes", "comment", "remark", "备注", "说明")
FROM = ("date", "first", "first day", "start date", "开始日期", "起始日期", "日期", "从", "起")
TO = ("last", "last day", "until", "end date", "结束日期", "截止日期", "到", "至", "止")
START = ("start time", "开始时间", "上班时间")
END = ("end time", "结束时间", "下班时间")
SHIFT = ("shift name", "班次", "班次名称")

PEOPLE = Columns(
    required=("agent",),
    optional=(
        "name",
        "contract",
        "label",
        "skills",
        "available",
        "max_hours",
        "min_hours",
        "days_in_row",
        "last_shift_end",
        "hours_balance",
        "nights_before",
        "weekends_before",
        "wishes_before",
        "seniority",
        "rotation",
        "rotation_week",
        "employee_id",
        "cost_centre",
        "hours_worked",
        "note",
    ),
    aliases={
        "agent": AGENT,
        "name": NAME,
        "contract": ("contract name", "合同", "合同类型"),
        "label": ("role", "岗位", "角色"),
        "skills": ("skill", "技能", "技能组"),
        "available": ("availability", "available hours", "可用时间", "可上班时间", "可排班时间"),
        "max_hours": ("most hours", "maximum hours", "最多工时", "最大工时", "工时上限"),
        "min_hours": ("least hours", "minimum hours", "最少工时", "最小工时", "工时下限"),
        "days_in_row": ("days in a row", "已连续工作天数", "已连续上班天数", "连续上班天数"),
        "last_shift_end": ("last shift ends", "上次下班时间", "上个班次结束时间"),
        "hours_balance": ("balance", "累计工时差", "工时结余"),
        "nights_before": ("nights", "此前夜班数", "累计夜班"),
        "weekends_before": ("weekends", "此前周末班数", "累计周末班"),
        "wishes_before": ("wishes", "此前未满足愿望", "愿望结余"),
        "seniority": ("years", "工龄", "司龄"),
        "rotation": ("rota", "轮班", "轮班表"),
        "rotation_week": ("week of the rotation", "第几周", "轮班周"),
        "employee_id": ("payroll id", "薪资编号", "员工工号"),
        "cost_centre": ("cost center", "成本中心"),
        "hours_worked": ("本月已工作小时", "本月已出勤小时", "本月已工作工时"),
        "note": NOTE,
    },
)
DAYS = Columns(
    required=("agent", "from", "kind"),
    optional=("to", "start", "end", "shift", "name", "note"),
    aliases={
        "agent": AGENT,
        "from": FROM,
        "to": TO,
        "kind": ("type", "类型", "类别", "事由", "假别"),
        "start": START,
        "end": END,
        "shift": SHIFT,
        "name": NAME,
        "note": NOTE,
    },
)
WISHES = Columns(
    required=("agent", "from", "wish"),
    optional=("to", "weight", "start", "end", "of", "most", "name", "note"),
    aliases={
        "agent": AGENT,
        "from": FROM,
        "to": TO,
        "wish": ("request", "愿望", "意愿", "希望"),
        "weight": ("importance", "权重", "重要程度", "重要性"),
        "start": START,
        "end": END,
        "of": ("shift", "colleague", "对象", "同事", "班次"),
        "most": ("at most", "nights", "最多", "最多夜班"),
        "name": NAME,
        "note": NOTE,
    },
)

_DAY_WORDS: Mapping[DayKind, tuple[str, ...]] = {
    "leave": ("vacation", "holiday", "annual leave", "年假", "休假", "请假", "调休假"),
    "sick": ("sick leave", "ill", "病假", "生病"),
    "off": ("day off", "free", "休", "休息", "休息日"),
    "fixed": ("fixed shift", "固定", "固定班", "固定班次", "指定班次"),
    "unavailable": ("not available", "busy", "不可用", "不可上班", "不可排班"),
}
"""Other words for each kind of day."""
_WISH_WORDS: Mapping[WishKind, tuple[str, ...]] = {
    "day_off": ("off", "希望休息", "休息", "休", "想休"),
    "work": ("希望上班", "上班", "想上班"),
    "early": ("希望早班", "早班", "早"),
    "late": ("希望晚班", "晚班", "晚"),
    "shift": ("希望班次", "班次", "指定班次"),
    "not_shift": ("no shift", "不上班次", "不想上", "不要班次"),
    "with": ("together with", "同班", "一起上班", "一起"),
    "not_with": ("not together with", "不同班", "不一起上班", "不一起"),
    "max_nights": ("nights at most", "最多夜班", "夜班上限"),
}
"""Other words for each wish."""


def _by_word(words: Mapping[K, tuple[str, ...]]) -> dict[str, K]:
    return {plain(word): kind for kind, others in words.items() for word in (kind, *others)}


DAY_KINDS = _by_word(_DAY_WORDS)
"""The kind of day that each word means."""
WISH_KINDS = _by_word(_WISH_WORDS)
"""The wish that each word means."""
