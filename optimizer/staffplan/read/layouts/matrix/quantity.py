"""What the numbers of a table without a header for them are: its titles say it, or they are taken for inquiries."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from staffplan.read.layouts.headings import heading
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

Quantity = Literal["inquiries", "required", "handling", "share"]
WORDS: dict[Quantity, str] = {
    "required": (
        r"(?:需求|所需|需要|需)(?:人数|人力|坐席|座席|客服)|(?:agents?|staff|heads?|fte|people)\s*(?:needed|required|need)"
        r"|required|(?:需求|required)\s*(?:agents?|staff)"
    ),
    "handling": (r"处理时[长间]|通话时长|对话时长|\baht\b|handl(?:ing|e)\s+time|talk\s+time"),
    "share": (r"占比|比例|分布|解决率|拦截率|接通率|\bshares?\b|distribution|percent|\brate\b"),
    "inquiries": (
        r"咨询|进线|会话|来电|呼入|话务|inquir|enquir|contacts?\b|volumes?\b|\bcalls?\b|\bchats?\b|offered|\bforecast"
    ),
}

OTHER_QUANTITIES: set[Quantity] = {"handling", "share"}
"""What a forecast is not, where a title names nothing else."""


def quantity_of(titles: Iterable[object]) -> set[Quantity]:
    """Every quantity that the titles name."""
    found: set[Quantity] = set()
    for title in titles:
        if not isinstance(title, str):
            continue
        named = heading(title)
        if named is not None and named.name in {"inquiries", "required"}:
            found.add("required" if named.name == "required" else "inquiries")
            continue
        text = unicodedata.normalize("NFKC", title).casefold()
        found.update(quantity for quantity, words in WORDS.items() if re.search(words, text))
    return found


def taken_for(found: set[Quantity], messages: list[Message]) -> Literal["inquiries", "required"]:
    """Agents needed only where the titles say so and name nothing else; what is assumed is told."""
    if found == {"required"}:
        return "required"
    if found != {"inquiries"}:
        messages.append(Message.of("quantity_assumed"))
    return "inquiries"
