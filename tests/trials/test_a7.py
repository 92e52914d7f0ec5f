"""A7: messages that are not due yet do not count as replied to."""

import pytest
from rich.console import Console
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from trial_files import files, planned, rows

from staffplan import pipeline
from staffplan.report.screen.plan import plan_screen
from staffplan.report.wording.met import messages_text
from staffplan.schema.plan import DayMessages, MessageService

SCENARIO = """grid = "60min"
[opening]
hours = ["09:00", "17:00"]
[messages]
reply_within = "2h"
[[contract]]
shift_lengths = ["8h"]
breaks = []
days_per_week = [0, 7]
"""


def asked(moment):
    """Messages alone: 25 before the first opening, 700 behind the last closing."""
    if (moment.day, moment.hour) == (2, 8):
        return 25
    return 100 if moment.day == 3 and moment.hour >= 17 else 0


@pytest.fixture
def folder(tmp_path, searches_share_one_process):  # noqa: F811
    planned(tmp_path, files(tmp_path, SCENARIO, rows("2026-11-02", 48, asked)))
    return tmp_path


def test_a7_messages_behind_the_period_are_not_judged(folder, capsys):
    plan = pipeline.check(folder / "plan").plan
    messages = plan.summary.service.messages
    assert (messages.messages, messages.due, messages.not_due, messages.in_time) == (725, 25, 700, 1)
    Console(width=100).print(plan_screen(plan))
    assert "25 of 25 due replied to in time (100.0%), 700 not due yet" in " ".join(capsys.readouterr().out.split())
    page = (folder / "plan" / "report.html").read_text(encoding="utf-8")
    assert "25 of 25 due replied to in time (100.0%), 700 not due yet" in page
    assert "725" not in page[page.index('class="cards"') : page.index('class="pair"')]


def test_a7_the_checker_counts_them(folder):
    path = folder / "plan" / "plan.json"
    text = path.read_text(encoding="utf-8")
    for wrong in (
        text.replace('"messages": 725.0', '"messages": 25.0'),
        text.replace('"messages": 25.0', '"messages": 725.0'),
    ):
        assert wrong != text
        path.write_text(wrong, encoding="utf-8")
        assert [each.rule for each in pipeline.check(folder / "plan").violations] == ["messages_in_time"]


@pytest.mark.parametrize(
    ("messages", "due", "in_time", "text"),
    [
        (725, 25, 1.0, "25 of 25 due replied to in time (100.0%), 700 not due yet"),
        (25, 25, 0.96, "24 of 25 due replied to in time (96.0%)"),
        (1000, 1000, 0.9996, "999 of 1,000 due replied to in time (99.9%)"),
        (30, 0, None, "none is due in the period, 30 not due yet"),
    ],
)
def test_a7_what_is_said(messages, due, in_time, text):
    days = (DayMessages(date="2026-11-02", messages=due, in_time=in_time),) if due else ()
    assert messages_text(MessageService(messages=messages, in_time=in_time, by_day=days)) == text
