"""Headers of the csv files: the columns' own names, or Chinese ones, which every reader of ours understands as well."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Headers = Literal["en", "zh"]
_current: ContextVar[Headers] = ContextVar("staffplan_headers", default="en")
CHINESE = {
    "agent_id": "客服编号",
    "contract": "合同",
    "date": "日期",
    "start": "开始时间",
    "end": "结束时间",
    "breaks": "休息",
    "paid_hours": "计薪工时",
    "shift": "班次",
    "inquiries": "咨询量",
    "human_inquiries": "人工咨询量",
    "required": "需求人数",
    "on_duty": "在岗人数",
    "service_level": "服务水平",
    "average_wait_s": "平均等待（秒）",
    "abandonment": "放弃率",
    "occupancy": "占用率",
    "time_varying_service_level": "服务水平（延续排队）",
    "time_varying_average_wait_s": "平均等待（延续排队，秒）",
    "time_varying_abandonment": "放弃率（延续排队）",
    "time_varying_occupancy": "占用率（延续排队）",
    "outcome": "结果",
    "headcount": "客服人数",
    "headcount_bound": "人数下限",
    "cost": "成本",
    "cost_per_inquiry": "每次咨询成本",
    "predicted": "及时响应率（预测）",
    "certified": "及时响应率（核验）",
    "target_met": "达标",
    "problem": "问题",
    "shop": "店铺",
    "seconds": "用时（秒）",
    "folder": "文件夹",
    "shops": "店铺",
    "bound": "人数下限",
    "pooled_bound": "合并后人数下限",
    "pooled_headcount": "合并后客服人数",
    "saved_at_most": "最多可省人数",
}
"""The Chinese header of a column; columns that are not here keep their names."""


def use_headers(language: Headers) -> None:
    """Head csv files in ``language`` from now on, in this context; programs that read them expect "en"."""
    _current.set(language)


def headers_of(columns: Sequence[str]) -> list[str]:
    """The headers of ``columns`` in the language in use."""
    return [CHINESE.get(column, column) for column in columns] if _current.get() == "zh" else list(columns)


def headers_in_use() -> Headers:
    """The language in which csv files are headed in this context, to be handed to where they are written."""
    return _current.get()
