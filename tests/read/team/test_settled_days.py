"""What is settled of somebody's days."""

from datetime import date

import pytest
from team_files import faults, only, read

from staffplan.schema.scenario.keys import Contract

HEADER = "agent,from,to,kind,start,end"


def days(folder, *rows, header=HEADER, **changes):
    return read(folder, days=[header, *rows], **changes).team.days


def test_every_kind(tmp_path):
    found = days(
        tmp_path,
        "0017,2026-11-02,2026-11-03,leave,,",
        "18,2026-11-02,,sick,,",
        "W1,2026-11-07,,off,,",
        "W1,2026-11-03,2026-11-04,fixed,08:00,17:00",
        "0017,2026-11-05,,unavailable,18:00,23:00",
        "0017,2026-11-06,,unavailable,,",
    )
    assert [(entry.agent, entry.kind, entry.start, entry.end, entry.row) for entry in found] == [
        ("0017", "leave", None, None, 2),
        ("18", "sick", None, None, 3),
        ("W1", "off", None, None, 4),
        ("W1", "fixed", 480, 1020, 5),
        ("0017", "unavailable", 1080, 1380, 6),
        ("0017", "unavailable", None, None, 7),
    ]
    assert (found[0].first, found[0].last) == (date(2026, 11, 2), date(2026, 11, 3))
    assert found[1].first == found[1].last == date(2026, 11, 2)


def test_chinese_words_and_the_name_of_a_shift(tmp_path):
    rows = ("0017,2026年11月2日,2026/11/3,年假,,,", "18,2026-11-02,,病假,,,", "W1,2026-11-03,,固定,,,夜班")
    header = "工号,开始日期,结束日期,类型,开始时间,结束时间,班次"
    found = days(tmp_path, *rows, header=header)
    assert [(entry.kind, entry.start, entry.end) for entry in found] == [
        ("leave", None, None),
        ("sick", None, None),
        ("fixed", 1320, 420),
    ]


def test_ids_find_the_zeros_that_a_spreadsheet_took(tmp_path):
    assert days(tmp_path, "17,2026-11-02,,off,,")[0].agent == "0017"
    two = ["agent,contract", "017,wall", "0017,wall"]
    assert only(tmp_path, people=two, days=[HEADER, "17,2026-11-02,,off,,"])[2] == "'17'"


def test_leave_that_reaches_over_the_period_is_taken(tmp_path):
    (entry,) = days(tmp_path, "18,2026-10-28,2026-11-30,leave,,")
    assert (entry.first, entry.last) == (date(2026, 10, 28), date(2026, 11, 30))


FAULTS = {
    "an unknown agent": ("0071,2026-11-02,,leave,,", "agent", "'0071'", "did you mean 0017?"),
    "nobody": (",2026-11-02,,leave,,", "agent", "nothing", "an id"),
    "no date": ("18,,,leave,,", "from", "nothing", "a date"),
    "a slip of a date": ("18,2026-11-31,,leave,,", "from", "'2026-11-31'", "a date"),
    "before the period": ("18,2026-10-30,2026-11-01,leave,,", "to", "2026-11-01", "from 2026-11-02 to 2026-11-15"),
    "after the period": ("18,2026-11-16,,leave,,", "from", "2026-11-16", "from 2026-11-02 to 2026-11-15"),
    "end before start": ("18,2026-11-05,2026-11-04,leave,,", "to", "2026-11-04", "2026-11-05, the first day, or later"),
    "an unknown kind": ("18,2026-11-05,,leve,,", "kind", "'leve'", "did you mean leave?"),
    "no kind": ("18,2026-11-05,,,,", "kind", "nothing", "leave, sick, off, fixed, unavailable"),
    "fixed without times": ("W1,2026-11-05,,fixed,,", "start", "nothing", "start and end"),
    "fixed without an end": ("W1,2026-11-05,,fixed,08:00,", "end", "nothing", "start and end"),
    "fixed over the period": ("W1,2026-11-15,2026-11-16,fixed,08:00,17:00", "to", "2026-11-16", "2026-11-15"),
    "no shift of the bank": ("W1,2026-11-05,,fixed,08:00,16:00", "start", "08:00-16:00 on 2026-11-05", "08:00-17:00"),
    "no length": ("0017,2026-11-05,,fixed,09:00,17:00", "start", "09:00-17:00", "9h that start from 09:00 to 14:00"),
    "no start": ("0017,2026-11-05,,fixed,15:00,24:00", "start", "15:00-24:00", "a shift of full-time"),
    "outside the opening hours": ("18,2026-11-05,,fixed,20:00,24:00", "start", "20:00-24:00", "in the opening hours"),
    "off the grid": ("18,2026-11-05,,fixed,10:10,14:10", "start", "10:10-14:10", "a shift of part-time"),
    "no length at all": ("W1,2026-11-05,,unavailable,08:00,08:00", "end", "08:00", "another time"),
    "half of the hours": ("W1,2026-11-05,,unavailable,08:00,", "end", "nothing", "the whole day"),
    "leave with hours": ("W1,2026-11-05,,leave,08:00,10:00", "start", "hours, with leave", "unavailable"),
    "no time of day": ("W1,2026-11-05,,fixed,noonish,17:00", "start", "'noonish'", "a time of day"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults_name_their_place(tmp_path, case):
    line, column, found, accepted = FAULTS[case]
    fault = only(tmp_path, days=[HEADER, line])
    assert fault[:2] == (2, column)
    assert found in fault[2]
    assert accepted in fault[3]


AGAINST = {
    "leave and a fixed shift": ("W1,2026-11-02,2026-11-06,leave,,", "W1,2026-11-05,,fixed,08:00,17:00"),
    "two fixed shifts": ("W1,2026-11-05,,fixed,08:00,17:00", "W1,2026-11-05,,fixed,14:00,23:00"),
    "leave and off": ("W1,2026-11-05,,off,,", "W1,2026-11-04,2026-11-05,leave,,"),
    "the same twice": ("W1,2026-11-05,,leave,,", "W1,2026-11-05,,leave,,"),
    "a fixed shift in busy hours": ("W1,2026-11-05,,unavailable,16:00,18:00", "W1,2026-11-05,,fixed,08:00,17:00"),
    "a night into a busy day": ("W1,2026-11-06,,unavailable,,", "W1,2026-11-05,,fixed,22:00,07:00"),
    "a busy night": ("W1,2026-11-05,,fixed,08:00,17:00", "W1,2026-11-04,,unavailable,22:00,08:30"),
}


@pytest.mark.parametrize("case", AGAINST)
def test_two_entries_that_contradict(tmp_path, case):
    fault = only(tmp_path, days=[HEADER, *AGAINST[case]])
    assert fault[:2] == (3, "kind")
    assert "of W1 on 2026-11-0" in fault[2]
    assert "in row 2" in fault[3]


def test_what_does_not_contradict(tmp_path):
    rows = (
        "W1,2026-11-05,,fixed,08:00,17:00",
        "W1,2026-11-05,,unavailable,17:00,22:00",
        "W1,2026-11-06,,leave,,",
        "W1,2026-11-06,,unavailable,,",
        "W1,2026-11-07,,fixed,22:00,07:00",
        "W1,2026-11-08,,off,,",
        "18,2026-11-05,,leave,,",
    )
    assert len(days(tmp_path, *rows)) == len(rows)


def test_a_fixed_shift_lies_in_the_persons_own_hours(tmp_path):
    people = ["agent,contract,available", "W1,wall,Mon-Thu 08:00-20:00; Fri off; Sat 20:00-08:00"]
    fits = ("W1,2026-11-05,,fixed,08:00,17:00", "W1,2026-11-07,,fixed,22:00,07:00", "W1,2026-11-08,,fixed,08:00,17:00")
    assert len(days(tmp_path, *fits, people=people)) == 3
    found = faults(
        tmp_path, people=people, days=[HEADER, "W1,2026-11-06,,fixed,08:00,17:00", "W1,2026-11-03,,fixed,14:00,23:00"]
    )
    assert [fault[:2] for fault in found] == [(2, "start"), (3, "start")]
    assert all("W1 is available" in fault[3] for fault in found)


@pytest.mark.parametrize(("start", "legal"), [("22:00", True), ("23:00", True), ("00:00", True), ("01:00", False)])
def test_starts_over_midnight(tmp_path, start, legal):
    night = Contract(name="night", starts=(22 * 60, 0), start_step="1h")
    people = ["agent,contract", "1,night"]
    end = f"{(int(start[:2]) + 9) % 24:02d}:00"
    rows = [HEADER, f"1,2026-11-05,,fixed,{start},{end}"]
    if legal:
        assert len(read(tmp_path, people, rows, contract=(night,)).team.days) == 1
    else:
        assert "from 22:00 to 00:00" in only(tmp_path, people=people, days=rows, contract=(night,))[3]
