"""What a key accepts, in words: from its type and its limits."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from staffplan.read.scenario.known_keys import describe
from staffplan.schema.base import ClockRange, ClockTime, Duration, Share
from staffplan.schema.scenario.keys import Contract


@pytest.mark.parametrize(
    ("annotation", "words"),
    [
        (date, "a date, such as 2026-11-01"),
        (bool, "true or false"),
        (str, "text in quotation marks"),
        (Annotated[str, Field(max_length=9)], "text in quotation marks, 9 characters at most"),
        (int, "a whole number"),
        (float, "a number"),
        (Decimal, "a number"),
        (int | None, "a whole number"),
        (Share, "a number from 0 to 1"),
        (Annotated[int, Field(ge=1)], "a whole number of 1 or more"),
        (Annotated[float, Field(gt=0)], "a number of more than 0"),
        (Annotated[float, Field(gt=0, le=744)], "a number of more than 0, 744 at most"),
        (Annotated[float, Field(ge=0, lt=1)], "a number of 0 or more, under 1"),
        (Annotated[int, Field(ge=1, le=20_000)], "a whole number from 1 to 20,000"),
        (Literal["a", "b"], 'one of "a", "b"'),
        (dict[str, Any], "a table"),
        (dict[str, int], "a table: text in quotation marks = a whole number"),
        (ClockTime, 'a clock time from "00:00" to "24:00"'),
        (ClockRange, 'a list of two, each a clock time from "00:00" to "24:00"'),
        (tuple[int, float], "a list of two: a whole number, a number"),
        (tuple[bool, ...], "a list, each true or false"),
        (Annotated[tuple[bool, ...], Field(max_length=5)], "a list, each true or false, 5 entries at most"),
        (complex, "another value"),
    ],
)
def test_a_type_in_words(annotation, words):
    assert describe(annotation) == words


@pytest.mark.parametrize(
    ("limits", "more"),
    [
        ({}, ""),
        ({"le": timedelta(hours=2)}, ", 2h at most"),
        ({"ge": timedelta(minutes=5), "le": timedelta(hours=2)}, ", from 5min to 2h"),
    ],
)
def test_a_duration_in_words(limits, more):
    annotation = Annotated[Duration, Field(**limits)] if limits else Duration
    assert describe(annotation) == 'a duration as text, such as "30s", "5min" or "1h30min"' + more


def test_tables_are_told_by_their_keys():
    assert describe(Contract).startswith("a table with the keys name, ")
    assert describe(tuple[Contract, ...]).startswith("a list of tables with the keys name, ")
