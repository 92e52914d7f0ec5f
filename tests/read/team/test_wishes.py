"""What somebody would like."""

import pytest
from team_files import only, read

HEADER = "agent,from,to,wish,weight,start,end,of,most"
HEADERS = "工号,日期,结束日期,愿望,权重,开始时间,结束时间,对象,最多夜班"


def wishes(folder, *rows, header=HEADER):
    return read(folder, wishes=[header, *rows]).team.wishes


EVERY = (
    ("day_off", 5, None, None, "", None),
    ("work", 1, None, None, "", None),
    ("early", 2, 600, None, "", None),
    ("late", 1, None, None, "", None),
    ("shift", 10, 480, 1020, "", None),
    ("not_shift", 1, None, None, "夜班", None),
    ("with", 1, None, None, "0017", None),
    ("not_with", 1, None, None, "18", None),
    ("max_nights", 3, None, None, "", 2),
)


def test_every_wish(tmp_path):
    found = wishes(
        tmp_path,
        "W1,2026-11-02,2026-11-03,day_off,5,,,,",
        "W1,2026-11-04,,work,,,,,",
        "W1,2026-11-05,,early,2,10:00,,,",
        "W1,2026-11-06,,late,,,,,",
        "W1,2026-11-07,,shift,10,08:00,17:00,,",
        "W1,2026-11-07,,not_shift,,,,夜班,",
        "W1,2026-11-07,,with,,,,17,",
        "W1,2026-11-07,,not_with,,,,18,",
        "W1,2026-11-01,2026-11-30,max_nights,3,,,,2",
    )
    assert tuple((wish.kind, wish.weight, wish.start, wish.end, wish.of, wish.most) for wish in found) == EVERY
    assert [wish.row for wish in found] == list(range(2, 11))


def test_the_same_in_chinese(tmp_path):
    found = wishes(
        tmp_path,
        "W1,2026-11-02,2026-11-03,希望休息,5,,,,",
        "W1,2026-11-04,,上班,,,,,",
        "W1,2026-11-05,,早,2,10:00,,,",
        "W1,2026-11-06,,晚班,,,,,",
        "W1,2026-11-07,,希望班次,10,8点,17点,,",
        "W1,2026-11-07,,不上班次,,,,夜班,",
        "W1,2026-11-07,,同班,,,,17,",
        "W1,2026-11-07,,不同班,,,,18,",
        "W1,2026-11-01,2026-11-30,夜班上限,3,,,,2",
        header=HEADERS,
    )
    assert tuple((wish.kind, wish.weight, wish.start, wish.end, wish.of, wish.most) for wish in found) == EVERY


FAULTS = {
    "too much": ("W1,2026-11-02,,day_off,11,,,,", "weight", "'11'", "from 1, nice to have, to 10"),
    "negative": ("W1,2026-11-02,,day_off,-1,,,,", "weight", "'-1'", "to 10"),
    "zero": ("W1,2026-11-02,,day_off,0,,,,", "weight", "'0'", "to 10"),
    "half": ("W1,2026-11-02,,day_off,1.5,,,,", "weight", "'1.5'", "a whole number"),
    "an unknown wish": ("W1,2026-11-02,,day_of,1,,,,", "wish", "'day_of'", "did you mean day_off?"),
    "an unknown agent": ("W2,2026-11-02,,day_off,1,,,,", "agent", "'W2'", "did you mean W1?"),
    "outside the period": ("W1,2026-12-02,,day_off,1,,,,", "from", "2026-12-02", "to 2026-11-15"),
    "a shift of nobody": ("W1,2026-11-02,,shift,1,,,,", "of", "nothing", "its start and end"),
    "a shift twice": ("W1,2026-11-02,,shift,1,08:00,17:00,early,", "of", "both", "or its start and end"),
    "half a shift": ("W1,2026-11-02,,shift,1,08:00,,,", "of", "nothing", "its start and end"),
    "an unknown shift": ("W1,2026-11-02,,shift,1,,,erly,", "of", "'erly'", "did you mean early?"),
    "a shift of others": ("18,2026-11-02,,shift,1,,,early,", "of", "'early'", "a shift of the contract part-time: -"),
    "with nobody": ("W1,2026-11-02,,with,1,,,,", "of", "nothing", "the id of a colleague"),
    "with somebody unknown": ("W1,2026-11-02,,with,1,,,99,", "of", "'99'", "the id of somebody of the team"),
    "with oneself": ("W1,2026-11-02,,with,1,,,W1,", "of", "'W1'", "another person"),
    "nights without a number": ("W1,2026-11-02,,max_nights,1,,,,", "most", "nothing", "a whole number of 0 or more"),
    "nights below nothing": ("W1,2026-11-02,,max_nights,1,,,,-1", "most", "'-1'", "a whole number of 0 or more"),
    "hours of a day off": ("W1,2026-11-02,,day_off,1,08:00,,,", "start", "a value, with day_off", "nothing"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults_name_their_place(tmp_path, case):
    line, column, found, accepted = FAULTS[case]
    fault = only(tmp_path, wishes=[HEADER, line])
    assert fault[:2] == (2, column)
    assert found in fault[2]
    assert accepted in fault[3]


AGAINST = {
    "off and at work": ("day_off,1,,,,", "work,1,,,,"),
    "off and in a shift": ("shift,1,,,early,", "day_off,1,,,,"),
    "two shifts": ("shift,1,,,early,", "shift,1,,,late,"),
    "a shift and not": ("not_shift,1,,,early,", "shift,1,,,early,"),
    "with and without": ("with,1,,,18,", "not_with,1,,,18,"),
    "early and late": ("early,1,,,,", "late,1,,,,"),
}


@pytest.mark.parametrize("case", AGAINST)
def test_wishes_that_contradict(tmp_path, case):
    one, other = AGAINST[case]
    fault = only(tmp_path, wishes=[HEADER, f"W1,2026-11-02,2026-11-04,{one}", f"W1,2026-11-04,,{other}"])
    assert fault[:2] == (3, "wish")
    assert "of W1 on 2026-11-04" in fault[2]
    assert "in row 2" in fault[3]


def test_wishes_that_do_not_contradict(tmp_path):
    rows = ("early,1,14:00,,,", "late,1,10:00,,,", "with,1,,,18,", "not_with,1,,,0017,", "not_shift,1,,,early,")
    more = ("not_shift,1,,,late,", "max_nights,1,,,,2", "max_nights,1,,,,1", "work,1,,,,")
    found = wishes(tmp_path, *(f"W1,2026-11-04,,{row}" for row in (*rows, *more)), "18,2026-11-04,,day_off,1,,,,")
    assert len(found) == 10
