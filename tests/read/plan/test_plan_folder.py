"""A plan's folder is read back, also after somebody edited the schedule in Excel."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from factories import make_plan, make_scenario

from staffplan.errors import InputError
from staffplan.read import read_plan
from staffplan.report.files import coverage_csv, plan_json, schedule_csv
from staffplan.schema.plan import Break, Shift
from staffplan.schema.scenario.keys import BreakRule, Contract, NamedShift

HEADER = "agent_id,contract,date,start,end,breaks,paid_hours"
ROW = "0001,full-time,2026-11-02,2026-11-02T09:00:00+08:00,2026-11-02T18:00:00+08:00,12:00-13:00,8"
BERLIN = make_scenario(
    timezone="Europe/Berlin",
    contract=(
        Contract(
            shift_lengths=(timedelta(hours=9),),
            breaks=(BreakRule(length=timedelta(minutes=30), starts=(timedelta(hours=2), timedelta(hours=5))),),
        ),
    ),
)


@pytest.fixture(scope="module")
def plan():
    return make_plan(agents=3, days=2)


def write(folder, plan, **changed):
    """A plan's folder; ``changed`` are contents of files by name, None for a file that is missing."""
    contents = {"plan.json": plan_json(plan), "schedule.csv": schedule_csv(plan), "coverage.csv": coverage_csv(plan)}
    for name, content in (contents | {key.replace("_", "."): value for key, value in changed.items()}).items():
        if content is not None:
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def shifts_of(folder, plan, *rows, header=HEADER, encoding="utf-8-sig"):
    return read_plan(write(folder, plan, schedule_csv="\n".join([header, *rows, ""]).encode(encoding))).shifts


def faults_of(folder, plan, **changed):
    with pytest.raises(InputError) as error:
        read_plan(write(folder, plan, **changed))
    return error.value.faults


def test_what_was_written_is_read_back(tmp_path, plan):
    again = read_plan(write(tmp_path, plan))
    assert again.summary == plan.summary
    assert again.shifts == plan.shifts
    assert [slot.start for slot in again.coverage] == [slot.start for slot in plan.coverage]
    assert [slot.on_duty for slot in again.coverage] == [slot.on_duty for slot in plan.coverage]
    assert again.coverage[0].service_level == pytest.approx(plan.coverage[0].service_level, abs=1e-6)
    assert coverage_csv(again) == coverage_csv(plan)


def test_a_plan_without_shifts(tmp_path, plan):
    assert shifts_of(tmp_path, plan) == ()


@pytest.mark.parametrize(
    "row",
    [
        ROW,
        "0001,full-time,2026/11/2,2026/11/2 9:00,2026/11/2 18:00,12:00-13:00,8",
        "0001,full-time,,2026-11-02 09:00:00,2026/11/2 6:00 PM,12:00–13:00,8.0",
        " 0001 ,full-time,2026年11月2日,2026-11-02T01:00Z,46328.75,１２：００-１３：００,8",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_forms_of_excel(tmp_path, plan, row, encoding):
    assert shifts_of(tmp_path, plan, row, encoding=encoding) == plan.shifts[:1]


def test_columns_in_any_order_with_others_between(tmp_path, plan):
    row = "8;note;2026-11-02 18:00;2026-11-02 09:00;full-time;12:00-13:00;0001"
    assert shifts_of(tmp_path, plan, row, header="工时;备注;结束;开始;合同;休息;工号") == plan.shifts[:1]


def test_ids_get_back_the_zeros_that_excel_took(tmp_path, plan):
    later = ROW.replace("2026-11-02", "2026-11-03")
    shifts = shifts_of(tmp_path, plan, ROW, later.replace("0001", "1"), later.replace("0001", "12"))
    assert [shift.agent_id for shift in shifts] == ["0001", "0001", "0012"]


def test_rows_alike_are_read_as_each_would_be_alone(tmp_path, plan):
    other = ROW.replace("12:00-13:00", "12:30-13:30")
    rows = [row.replace("0001", agent) for agent in ("0001", "２", " 3 ", "A7") for row in (ROW, other)]
    alone = [shift for row in rows for shift in shifts_of(tmp_path, plan, row)]
    expected = {"0001": "0001", "2": "0002", "3": "0003", "A7": "A7"}
    assert shifts_of(tmp_path, plan, *rows) == tuple(shift.of_agent(expected[shift.agent_id]) for shift in alone)


def test_faults_in_rows_like_others_are_told_for_each(tmp_path, plan):
    nobody, backwards = ROW.replace("0001", " "), ROW.replace("T18", "T08")
    content = "\n".join([HEADER, ROW, nobody, backwards, ROW, nobody, backwards])
    faults = faults_of(tmp_path, plan, schedule_csv=content)
    assert [(fault.row, fault.column) for fault in faults] == [(3, "agent_id"), (4, "end"), (6, "agent_id"), (7, "end")]


def banked_plan(plan, **rules):
    """``plan`` by a contract that lists named shifts."""
    bank = (
        NamedShift(name="早班", start="09:00", end="18:00"),
        NamedShift(name="night", start="22:00", end="07:00", breaks=()),
        NamedShift(name="split", hours=(("09:00", "12:00"), ("15:00", "18:00"))),
    )
    contract = plan.summary.scenario.contract[0].model_copy(update={"shift_lengths": (), "shifts": ("早班",)} | rules)
    scenario = plan.summary.scenario.model_copy(update={"shift": bank, "contract": (contract,)})
    return plan.model_copy(update={"summary": plan.summary.model_copy(update={"scenario": scenario})})


def test_names_of_shifts_are_read_back(tmp_path, plan):
    named = banked_plan(plan)
    named = named.model_copy(update={"shifts": tuple(s.model_copy(update={"shift_name": "早班"}) for s in plan.shifts)})
    assert read_plan(write(tmp_path, named)).shifts == named.shifts


@pytest.mark.parametrize(
    ("header", "cell", "rules", "name"),
    [
        (HEADER + ",shift", ",早班", {}, "早班"),
        (HEADER + ",班次", ",早 班", {"shifts": ("早班", "split")}, ""),
        (HEADER + ",班次", ", 早班 ", {}, "早班"),
        # A folder of before there were names, or an emptied cell: the one listed shift at these times is meant.
        (HEADER, "", {}, "早班"),
        (HEADER + ",shift", ",", {}, "早班"),
        (HEADER, "", {"shifts": ("早班", "split")}, ""),
        (HEADER, "", {"shift_lengths": (timedelta(hours=9),)}, ""),
        (HEADER, "", {"shifts": ("night",)}, ""),
    ],
)
def test_the_name_of_a_shift(tmp_path, plan, header, cell, rules, name):
    if cell == ",早 班":
        content = "\n".join([header, ROW + cell, ""])
        (fault,) = faults_of(tmp_path, banked_plan(plan, **rules), schedule_csv=content)
        assert (fault.row, fault.column) == (2, "班次")
        assert "早班, night, split" in fault.accepted
        return
    (found,) = shifts_of(tmp_path, banked_plan(plan, **rules), ROW + cell, header=header)
    assert found == plan.shifts[0].model_copy(update={"shift_name": name})


def test_a_name_means_nothing_without_a_bank(tmp_path, plan):
    assert shifts_of(tmp_path, plan, ROW + ",early", header=HEADER + ",shift") == plan.shifts[:1]


def test_shifts_are_put_in_order(tmp_path, plan):
    second = ROW.replace("0001", "0002")
    later = ROW.replace("2026-11-02", "2026-11-03")
    shifts = shifts_of(tmp_path, plan, second, later, ROW)
    assert [(shift.agent_id, shift.date.day) for shift in shifts] == [("0001", 2), ("0001", 3), ("0002", 2)]


def test_a_break_may_begin_and_end_in_the_last_minute_of_an_hour(tmp_path, plan):
    row = "0001,full-time,2026-11-02,2026-11-02 09:00,2026-11-02 18:00,11:59-12:59,8"
    (shift,) = shifts_of(tmp_path, plan, row)
    assert [f"{pause.start:%H:%M}-{pause.end:%H:%M}" for pause in shift.breaks] == ["11:59-12:59"]


def test_a_shift_over_midnight_with_breaks_on_both_days(tmp_path, plan):
    row = "0001,full-time,2026-11-02,2026-11-02 22:00,2026-11-03 07:00,23:30-24:00;02:00-03:00,7.5"
    (shift,) = shifts_of(tmp_path, plan, row)
    assert shift.date == date(2026, 11, 2)
    assert [f"{pause.start:%d %H:%M}-{pause.end:%d %H:%M}" for pause in shift.breaks] == [
        "02 23:30-03 00:00",
        "03 02:00-03 03:00",
    ]


# a night in which the clock is put back: 02:00-03:00 comes twice, so a 9 h shift from 22:00 ends at 06:00
@pytest.mark.parametrize(
    ("row", "pause"),
    [
        ("2026-10-24T22:00+02:00,2026-10-25T06:00+01:00,01:30-02:00", "01:30+0200-02:00+0200"),
        ("2026-10-24 22:00,2026-10-25 06:00,02:00-02:30", "02:00+0200-02:30+0200"),
        ("2026-10-24 22:00,2026-10-25 06:00,02:30-02:00", "02:30+0200-02:00+0100"),
        ("2026-10-24 22:00,2026-10-25 06:00,02:30-03:00", "02:30+0100-03:00+0100"),
        ("2026-10-24 22:00,2026-10-25 06:00,02:00-02:00", "02:00+0200-02:00+0100"),
        ("2026-10-25 01:00,2026-10-25 09:00,02:00-02:30", "02:00+0100-02:30+0100"),
    ],
)
def test_breaks_in_a_repeated_hour(tmp_path, row, pause):
    plan = make_plan(agents=1, days=1, scenario=BERLIN)
    start, end, breaks = row.split(",")
    (shift,) = shifts_of(tmp_path, plan, f"0001,full-time,,{start},{end},{breaks},8.5")
    assert shift.end - shift.start == timedelta(hours=8)  # wall clock; both lie in one zone
    assert shift.end.timestamp() - shift.start.timestamp() == 9 * 3600
    (found,) = shift.breaks
    assert f"{found.start:%H:%M%z}-{found.end:%H:%M%z}" == pause


def test_the_end_of_a_shift_in_a_repeated_hour_is_the_one_of_a_legal_length(tmp_path):
    plan = make_plan(agents=1, days=1, scenario=BERLIN)
    (shift,) = shifts_of(tmp_path, plan, "0001,full-time,,2026-10-24 18:30,2026-10-25 02:30,,8.5")
    assert f"{shift.end:%H:%M%z}" == "02:30+0100"


def test_clock_changes_survive_writing_and_reading(tmp_path):
    zone = ZoneInfo("Europe/Berlin")
    pause = Break(
        start=datetime(2026, 10, 25, 2, 30, tzinfo=zone, fold=1), end=datetime(2026, 10, 25, 3, 0, tzinfo=zone)
    )
    shift = Shift(
        agent_id="0001",
        contract="full-time",
        date=date(2026, 10, 24),
        start=datetime(2026, 10, 24, 22, tzinfo=zone),
        end=datetime(2026, 10, 25, 6, tzinfo=zone),
        breaks=(pause,),
        paid_hours=8.5,
    )
    plan = make_plan(agents=1, days=1, scenario=BERLIN).model_copy(update={"shifts": (shift,)})
    assert read_plan(write(tmp_path, plan)).shifts == (shift,)


SCHEDULE = {
    "no agent": (ROW.replace("0001", ""), "agent_id", "nothing", "a name or a number"),
    "an unknown contract": (ROW.replace("full-time", "full"), "contract", "'full'", "full-time"),
    "no start": (ROW.replace("2026-11-02T09:00:00+08:00", ""), "start", "nothing", "2026-11-01 09:00"),
    "a start without a date": (ROW.replace("2026-11-02T09:00:00+08:00", "9:00"), "start", "'9:00'", "a date and time"),
    "an end before the start": (ROW.replace("T18", "T08"), "end", "not after the start", "with its date"),
    "a day that is not the start's": (
        ROW.replace("time,2026-11-02", "time,2026-11-03"),
        "date",
        "2026-11-03",
        "the date",
    ),
    "a day that is none": (ROW.replace("time,2026-11-02", "time,Monday"), "date", "'Monday'", "year first"),
    "breaks in no known form": (ROW.replace("12:00-13:00", "noon"), "breaks", "'noon'", "12:00-13:00;15:15-15:30"),
    "a break of no length": (ROW.replace("12:00-13:00", "12:00-12:00"), "breaks", "12:00-12:00", "or nothing"),
    "a break at no hour": (ROW.replace("12:00-13:00", "12:00-25:00"), "breaks", "12:00-25:00", "or nothing"),
    "paid hours that are text": (ROW.removesuffix("8") + "eight", "paid_hours", "'eight'", "a number from 0"),
    "no paid hours": (ROW.removesuffix("8"), "paid_hours", "nothing", "a number from 0"),
}


@pytest.mark.parametrize("case", SCHEDULE)
def test_a_fault_of_the_schedule_is_told_with_its_row(tmp_path, plan, case):
    row, column, found, accepted = SCHEDULE[case]
    (fault,) = faults_of(tmp_path, plan, schedule_csv="\n".join([HEADER, ROW, row, ""]))
    assert (fault.file, fault.row, fault.column) == (str(tmp_path / "schedule.csv"), 3, column)
    assert found in fault.found
    assert accepted in fault.accepted


def test_a_time_that_the_clock_skips(tmp_path):
    plan = make_plan(agents=1, days=1, scenario=BERLIN)
    row = "0001,full-time,,2026-03-29 02:30,2026-03-29 12:00,,8"
    (fault,) = faults_of(tmp_path, plan, schedule_csv=f"{HEADER}\n{row}\n")
    assert (fault.row, fault.column) == (2, "start")
    assert "Europe/Berlin" in fault.accepted


def test_faults_of_all_files_are_told_together(tmp_path, plan):
    coverage = coverage_csv(plan).decode().replace(",0,", ",x,", 1)
    faults = faults_of(tmp_path, plan, schedule_csv=f"{HEADER}\n{ROW},\n,,,,,,x\n", coverage_csv=coverage)
    assert {fault.file.rpartition("/")[2] for fault in faults} == {"schedule.csv", "coverage.csv"}


def test_missing_files_are_told_together(tmp_path, plan):
    faults = faults_of(tmp_path, plan, plan_json=None, schedule_csv=None, coverage_csv=None)
    assert [fault.file.rpartition("/")[2] for fault in faults] == ["plan.json", "schedule.csv", "coverage.csv"]
    assert {fault.found for fault in faults} == {"no file of this name"}


def test_a_gap_in_the_coverage(tmp_path, plan):
    lines = coverage_csv(plan).decode().splitlines()
    (fault,) = faults_of(tmp_path, plan, coverage_csv="\n".join(lines[:5] + lines[6:]))
    assert (fault.row, fault.column) == (6, "start")
    assert "a gap" in fault.found


def test_a_coverage_of_nothing(tmp_path, plan):
    (fault,) = faults_of(tmp_path, plan, coverage_csv="start,inquiries,human_inquiries,required,on_duty\n")
    assert fault.found == "a header and no rows"


@pytest.mark.parametrize(
    ("content", "row", "column", "found"),
    [
        ('{"status": "optimal"', 1, "character 21", "no JSON"),
        ("not json", 1, "character 1", "no JSON"),
        ("", 1, "character 1", "no JSON"),
        ("[" * 100_000, None, None, "without end"),
        ("[]", None, "", "[]"),
    ],
)
def test_a_summary_that_is_no_json(tmp_path, plan, content, row, column, found):
    (fault,) = faults_of(tmp_path, plan, plan_json=content)
    assert (fault.row, fault.column) == (row, column)
    assert found in fault.found


def test_a_summary_with_faults_is_told_by_key(tmp_path, plan):
    text = plan_json(plan).decode().replace('"headcount":', '"headcont":', 1).replace('"30min"', '"20min"', 1)
    faults = {fault.column: fault for fault in faults_of(tmp_path, plan, plan_json=text)}
    assert set(faults) == {"headcount", "headcont", "scenario.grid"}
    assert faults["headcont"].accepted == "did you mean headcount?"


@pytest.mark.parametrize(("name", "found"), [("nowhere", "no folder"), ("plan.json", "a file")])
def test_what_is_no_folder_is_no_plan(tmp_path, plan, name, found):
    write(tmp_path, plan)
    with pytest.raises(InputError, match=found):
        read_plan(tmp_path / name)
