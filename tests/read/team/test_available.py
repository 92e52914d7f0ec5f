"""When somebody can work, as planners write it."""

import pytest

from staffplan.read.faults import CellFaultError
from staffplan.read.team.available import available
from staffplan.schema.scenario.dates import WEEKDAYS

DAY = 24 * 60
ALL, WORK, END = (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (5, 6)
FORMS = {
    "Mon-Fri 08:00-20:00; Sat off": [(WORK, 480, 1200), ((5,), 0, 0)],
    "周一至周五 08:00-20:00；周六休": [(WORK, 480, 1200), ((5,), 0, 0)],
    "08:00-20:00": [(ALL, 480, 1200)],
    "每天 9点-18点": [(ALL, 540, 1080)],
    "every day off": [(ALL, 0, 0)],
    "工作日 9:00～18:00；周末休息": [(WORK, 540, 1080), (END, 0, 0)],
    "weekdays 9-17; weekend off": [(WORK, 540, 1020), (END, 0, 0)],
    "Mon, Wed 10:00-24:00": [((0, 2), 600, DAY)],
    "周一、周三 08:00-12:00": [((0, 2), 480, 720)],
    "周六日不可用": [(END, 0, 0)],
    "Fri-Mon 22:00-06:00": [((4, 5, 6, 0), 1320, 360)],
    "星期一到五 全天": [(WORK, 0, DAY)],
    "monday to friday 9:00 to 18:00": [(WORK, 540, 1080)],
    "Sunday never\nTue any": [((6,), 0, 0), ((1,), 0, DAY)],
    "": [],
    None: [],
}
REFUSED = (
    "Mon",
    "Foo 08:00-09:00",
    "Mon-Foo 08:00-09:00",
    "Monkey off",
    "Mon 08:00-08:00",
    "Mon 08:70-09:00",
    "Mon 25:00-26:00",
    "Mon 24:00-06:00",
    "Mon-Tue-Wed off",
    "Mon,Mon off",
    "Mon-Fri 08:00-12:00; Fri off",
    42,
)


@pytest.mark.parametrize("text", FORMS)
def test_forms(text):
    found = [([WEEKDAYS.index(day) for day in each.weekdays], each.start, each.end) for each in available(text)]
    assert found == [(list(days), start, end) for days, start, end in FORMS[text]]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_understood_is_refused(text):
    with pytest.raises(CellFaultError) as error:
        available(text)
    assert "Mon-Fri 08:00-20:00; Sat off" in error.value.accepted
