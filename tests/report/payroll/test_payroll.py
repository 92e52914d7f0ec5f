"""Payroll of twelve agents, computed by hand, to the minute and the cent.

China in 2026: statutory are 1-3 October (Thursday to Saturday) and 19 June (Friday); 4-7 October are days off, the 6th
and 7th swapped against Sunday 20 September and Saturday 10 October, which are workdays.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from payroll_plans import plan_of, shift

from staffplan.report.payroll.inputs import Agent, PayrollInputs
from staffplan.report.payroll.payroll import payroll_table
from staffplan.schema.plan import Shift
from staffplan.schema.scenario.keys import BreakRule, Contract, Scenario
from staffplan.schema.scenario.payroll import ContractPay, Payroll


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


MEAL = BreakRule(length=minutes(60), starts=(minutes(180), minutes(300)))
REST = BreakRule(length=minutes(15), starts=(minutes(60), minutes(120)), paid=True)
FULL_TIME = Contract(breaks=(MEAL,))


def scenario(*, contract: Contract = FULL_TIME, timezone: str = "Asia/Shanghai", **payroll: object) -> Scenario:
    given_pay = {key: payroll.pop(key) for key in ("hourly_pay", "monthly_pay") if key in payroll}
    entry = ContractPay(name=contract.name, **given_pay)
    return Scenario(contract=(contract,), timezone=timezone, payroll=Payroll(contract=(entry,), **payroll))


def day_shift(day: str, start: str = "09:00", end: str = "18:00", meal: str = "12:00"):
    """A shift of one day with an unpaid meal of an hour."""
    hour = int(meal[:2])
    return shift(
        "0007", f"{day} {start}", f"{day} {end}", (f"{day} {meal}", f"{day} {hour + 1:02d}:{meal[3:]}"), unpaid=1
    )


def rows_of(plan_scenario: Scenario, shifts, first: str, days: int):
    return payroll_table(plan_of(shifts, first=first, days=days, scenario=plan_scenario)).rows


def check(row, *, regular=0, overtime=0, rest_day=0, statutory_holiday=0, night=0):
    """The row's minutes by pay code, all of them."""
    assert dict(row.minutes) == {
        "regular": regular,
        "overtime": overtime,
        "rest_day": rest_day,
        "statutory_holiday": statutory_holiday,
    }
    assert row.night_minutes == night


def amounts(row) -> tuple[str, ...]:
    return tuple(str(amount) for amount in row.amounts.values())


def test_agent_1_an_ordinary_week():
    # Monday to Friday 9-18 with an hour's meal: 5 × 8 h = 40 h = 2400 min; 40 × 30.00 = 1200.00.
    week = [day_shift(f"2026-11-0{day}") for day in range(2, 7)]
    (row,) = rows_of(scenario(hourly_pay=30), week, "2026-11-02", 7)
    check(row, regular=2400)
    assert amounts(row) == ("1200.00", "0.00", "0.00", "0.00")
    assert row.total == Decimal("1200.00")


def test_agent_2_a_night_over_midnight_into_a_holiday_and_a_new_month():
    # 30 September 22:00 to 1 October 07:00, meal 02-03. September: 22-24 = 2 h regular, all at night.
    # October: 00-02 and 03-07 = 6 h on a statutory holiday; at night 00-02 and 03-06 = 5 h.
    # 2 × 28.75 = 57.50; 6 × 28.75 × 3 = 517.50. The night earns 15.00 and the shift a meal of
    # 12.00, both in September, where it starts.
    night = shift("0007", "2026-09-30 22:00", "2026-10-01 07:00", ("2026-10-01 02:00", "2026-10-01 03:00"), unpaid=1)
    rules = scenario(hourly_pay=28.75, night_allowance=15, meal_allowance=12)
    september, october = rows_of(rules, [night], "2026-09-28", 7)
    check(september, regular=120, night=120)
    check(october, statutory_holiday=360, night=300)
    assert (september.month, october.month) == (date(2026, 9, 1), date(2026, 10, 1))
    assert september.total == Decimal("57.50") + 15 + 12
    assert october.total == Decimal("517.50")
    assert (september.shifts, october.shifts) == (1, 0)


def test_agent_3_month_end_with_a_night_premium():
    # 30 November 20:00 to 1 December 05:00, meal 00-01. November: 20-24 = 4 h, 2 at night.
    # December: 01-05 = 4 h at night.
    # November: 4 × 24 = 96.00 and 2 × 24 × 0.25 = 12.00; December: 96.00 and 4 × 24 × 0.25 = 24.00.
    late = shift("0007", "2026-11-30 20:00", "2026-12-01 05:00", ("2026-12-01 00:00", "2026-12-01 01:00"), unpaid=1)
    november, december = rows_of(scenario(hourly_pay=24, night_factor=0.25), [late], "2026-11-24", 7)
    check(november, regular=240, night=120)
    check(december, regular=240, night=240)
    assert (november.night_premium, december.night_premium) == (Decimal("12.00"), Decimal("24.00"))
    assert (november.total, december.total) == (Decimal("108.00"), Decimal("120.00"))


def test_agent_4_the_sixth_day_of_a_week_is_the_rest_day():
    # Monday to Saturday 9-18: five days 40 h regular, Saturday 8 h at 200%. Monthly 5220 ÷ 21.75 ÷ 8 = 30.00 an hour:
    # 40 × 30 = 1200.00; 8 × 30 × 2 = 480.00.
    week = [day_shift(f"2026-11-0{day}") for day in range(2, 8)]
    (row,) = rows_of(scenario(monthly_pay=5220), week, "2026-11-02", 7)
    check(row, regular=2400, rest_day=480)
    assert amounts(row) == ("1200.00", "0.00", "480.00", "0.00")


def test_agent_5_swapped_rest_days_and_makeup_workdays():
    # By the calendar: Saturday 3 October statutory; Tuesday the 6th swapped, so a rest day; Saturday the 10th a
    # workday; Sunday the 11th a rest day. 8 h each: 8 × 21 = 168.00; 16 × 21 × 2 = 672.00; 8 × 21 × 3 = 504.00.
    worked = [day_shift(f"2026-10-{day}") for day in ("03", "06", "10", "11")]
    (row,) = rows_of(scenario(hourly_pay=21, rest_days="calendar"), worked, "2026-10-01", 14)
    check(row, regular=480, rest_day=960, statutory_holiday=480)
    assert amounts(row) == ("168.00", "0.00", "672.00", "504.00")


def test_agent_6_more_than_eight_hours_a_day():
    # Four days 9-22 with an hour's meal: 12 h each, 8 regular and 4 overtime; the paid rest of 15 min stays paid.
    # 32 × 27.5 = 880.00; 16 × 27.5 × 1.5 = 660.00.
    contract = Contract(shift_lengths=(minutes(780),), breaks=(REST, MEAL))
    days = ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"]
    pauses = [((f"{day} 10:30", f"{day} 10:45"), (f"{day} 13:00", f"{day} 14:00")) for day in days]
    worked = [
        shift("0007", f"{day} 09:00", f"{day} 22:00", *pause, unpaid=1) for day, pause in zip(days, pauses, strict=True)
    ]
    (row,) = rows_of(scenario(contract=contract, hourly_pay=27.5), worked, "2026-11-02", 7)
    check(row, regular=1920, overtime=960)
    assert amounts(row) == ("880.00", "660.00", "0.00", "0.00")


def test_agent_7_more_than_forty_hours_a_week():
    # Six workdays a week are agreed, 7 h each: 42 h, so 40 regular and Saturday's last 2 h overtime.
    # 40 × 19.99 = 799.60; 2 × 19.99 × 1.5 = 59.97.
    week = [day_shift(f"2026-11-0{day}", end="17:00") for day in range(2, 8)]
    (row,) = rows_of(scenario(hourly_pay=19.99, workdays_per_week=6), week, "2026-11-02", 7)
    check(row, regular=2400, overtime=120)
    assert amounts(row) == ("799.60", "59.97", "0.00", "0.00")


def test_agent_8_comprehensive_hours_of_a_month():
    # November 2026 has 21 workdays: 168 h. 22 shifts of 8 h on any day, weekends too: 176 h, so 168 regular and the
    # last 8 h overtime, nothing at 200%. 168 × 25 = 4200.00; 8 × 25 × 1.5 = 300.00.
    worked = [day_shift(f"2026-11-{day:02d}") for day in range(1, 23)]
    (row,) = rows_of(scenario(hourly_pay=25, scheme="comprehensive"), worked, "2026-11-01", 30)
    check(row, regular=168 * 60, overtime=480)
    assert amounts(row) == ("4200.00", "300.00", "0.00", "0.00")


def test_agent_9_comprehensive_hours_with_a_holiday():
    # October 2026 has 18 workdays (8, 9, the makeup Saturday 10, 12-16, 19-23, 26-30): 144 h. 18 shifts of 8.5 h make
    # 153 h: 144 regular and 9 overtime; 8 h on 2 October at 300%.
    # 144 × 26.10 = 3758.40; 9 × 26.10 × 1.5 = 352.35; 8 × 26.10 × 3 = 626.40.
    worked = [day_shift("2026-10-02"), *(day_shift(f"2026-10-{day}", end="18:30") for day in range(10, 28))]
    (row,) = rows_of(scenario(hourly_pay=26.1, scheme="comprehensive"), worked, "2026-10-01", 31)
    check(row, regular=144 * 60, overtime=540, statutory_holiday=480)
    assert amounts(row) == ("3758.40", "352.35", "0.00", "626.40")


def test_agent_10_the_night_the_clock_goes_back():
    # Berlin, 24 October 22:00 to 25 October 07:00: 10 h go by; less the meal 03-04 (after the change) 9 h, so 8 regular
    # and 1 overtime. Night 23-06 is 8 h long, less the meal 7 h. 8 × 15 = 120.00; 1 × 15 × 1.5 = 22.50.
    zone = "Europe/Berlin"
    night = shift(
        "0007", "2026-10-24 22:00", "2026-10-25 07:00", ("2026-10-25 03:00", "2026-10-25 04:00"), unpaid=1, zone=zone
    )
    rules = scenario(hourly_pay=15, timezone=zone, country="DE", night=(23 * 60, 6 * 60))
    (row,) = rows_of(rules, [night], "2026-10-19", 7)
    check(row, regular=480, overtime=60, night=420)
    assert amounts(row) == ("120.00", "22.50", "0.00", "0.00")


def test_agent_11_the_night_the_clock_goes_forward_flat():
    # Berlin, 28 March 22:00 to 29 March 07:00: 8 h go by; less the meal 03-04 7 h. Night 23-06 is 6 h long, less the
    # meal 5 h. 7 × 13.37 = 93.59; 5 × 13.37 × 0.25 = 16.7125.
    zone = "Europe/Berlin"
    night = shift(
        "0007", "2026-03-28 22:00", "2026-03-29 07:00", ("2026-03-29 03:00", "2026-03-29 04:00"), unpaid=1, zone=zone
    )
    rules = scenario(
        hourly_pay=13.37, timezone=zone, country="DE", scheme="flat", night=(23 * 60, 6 * 60), night_factor=0.25
    )
    (row,) = rows_of(rules, [night], "2026-03-23", 7)
    check(row, regular=420, night=300)
    assert amounts(row) == ("93.59", "0.00", "0.00", "0.00")
    assert row.night_premium == Decimal("16.71")


def test_agent_12_a_short_shift_on_a_holiday_with_odd_minutes():
    # 18 June and 19 June (Dragon Boat) 13:15-18:00: 285 min each; the meal's window does not fit, the rest is paid.
    # 285 ÷ 60 × 17.33 = 82.3175 → 82.32; × 3 = 246.9525 → 246.95.
    contract = Contract(shift_lengths=(minutes(285),), breaks=(REST, MEAL))
    worked = [
        shift("0007", f"2026-06-{day} 13:15", f"2026-06-{day} 18:00", (f"2026-06-{day} 15:00", f"2026-06-{day} 15:15"))
        for day in ("18", "19")
    ]
    (row,) = rows_of(scenario(contract=contract, hourly_pay=17.33), worked, "2026-06-15", 7)
    check(row, regular=285, statutory_holiday=285)
    assert amounts(row) == ("82.32", "0.00", "0.00", "246.95")


def test_a_worked_holiday_is_one_of_the_five_workdays():
    # Three days, then 1 and 2 October at 300%: that makes five, and Sunday the 4th is the rest day.
    week = [
        day_shift(day) for day in ("2026-09-28", "2026-09-29", "2026-09-30", "2026-10-01", "2026-10-02", "2026-10-04")
    ]
    september, october = rows_of(scenario(), week, "2026-09-28", 7)
    check(september, regular=1440)
    check(october, statutory_holiday=960, rest_day=480)


def test_a_night_shift_does_not_escape_overtime_at_midnight():
    # 18:00 to 06:00 less an hour: 11 h of one working day, 3 of them overtime, though neither date has more than 6.
    night = shift("0007", "2026-11-02 18:00", "2026-11-03 06:00", ("2026-11-02 22:00", "2026-11-02 23:00"), unpaid=1)
    (row,) = rows_of(scenario(), [night], "2026-11-02", 7)
    check(row, regular=480, overtime=180, night=420)


def test_a_shift_of_the_eve_settles_with_the_first_day():
    # 31 October 22:00 to 1 November 06:00 for a plan of November: without a break 8 h, in the settlement of November.
    night = shift("0007", "2026-10-31 22:00", "2026-11-01 06:00")
    october, november = rows_of(scenario(scheme="comprehensive"), [night], "2026-11-01", 30)
    check(october, regular=120, night=120)
    check(november, regular=360, night=360)


def test_no_rate_no_amounts():
    (row,) = rows_of(scenario(), [day_shift("2026-11-02")], "2026-11-02", 7)
    assert row.amounts is None
    assert row.total is None


def test_names_and_lost_zeros():
    plan = plan_of([day_shift("2026-11-02")])
    named = payroll_table(plan, PayrollInputs({"0007": Agent("000123", "Li Wei", "CC9")})).rows[0]
    assert (named.employee_id, named.name, named.cost_centre) == ("000123", "Li Wei", "CC9")
    stripped = payroll_table(plan, PayrollInputs({"7": Agent("000123")}))
    assert stripped.rows[0].employee_id == "0007"
    assert "leading zeros lost" in stripped.warnings[0]


@given(
    day=st.integers(0, 363),
    start=st.integers(0, 95),
    quarters=st.integers(8, 48),
    scheme=st.sampled_from(["standard", "comprehensive", "flat"]),
)
def test_every_paid_minute_has_one_code(day: int, start: int, quarters: int, scheme: str):
    # A year in New York, with both clock changes and every holiday: the codes add up to the time that goes by.
    zone = ZoneInfo("America/New_York")
    first = date(2026, 1, 1) + timedelta(days=day)
    begin = datetime.combine(first, time(start // 4, start % 4 * 15), tzinfo=zone).astimezone(UTC)
    end = begin + timedelta(minutes=15 * quarters)
    worked = Shift(
        agent_id="1",
        contract="full-time",
        date=begin.astimezone(zone).date(),
        start=begin.astimezone(zone),
        end=end.astimezone(zone),
        paid_hours=quarters / 4,
    )
    rules = scenario(timezone=zone.key, country="US", scheme=scheme)
    table = payroll_table(plan_of([worked], first=str(first), days=1, scenario=rules))
    assert sum(sum(row.minutes.values()) for row in table.rows) == 15 * quarters
