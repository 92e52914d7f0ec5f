"""Plans side by side: figures against sums over the written plan, hours, days laid over one another, what is shown."""

import io
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from factories import at, make_plan, make_scenario
from plans import plan_of
from rich.console import Console

from staffplan.report.compare.days import day_differences, weekday_offset
from staffplan.report.compare.figures import compare_plans, comparison_data
from staffplan.report.compare.hours import hour_means, on_duty_difference
from staffplan.report.compare.nights_and_weekends import work_times
from staffplan.report.compare.words import change_sentence, days_sentence
from staffplan.report.page.comparison import render_comparison
from staffplan.report.screen.comparison import compare_screen
from staffplan.report.sheets.comparison import comparison_workbook
from staffplan.schema.plan import Break, Shift
from staffplan.words.language import use_language
from staffplan.words.text_width import width_of

LATER = date(2026, 11, 25)  # a Wednesday; the other plans start on Monday 2 November


@pytest.fixture(scope="module")
def october():
    return make_plan(agents=15)


@pytest.fixture(scope="module")
def comparison(october):
    """Two plans of different dates, lengths and sizes."""
    return compare_plans({"october": october, "十一月旺季": make_plan(agents=9, days=14, first=LATER)})


def rows_of(comparison):
    return {row.key: row for row in comparison.measures}


def with_shifts(plan, shifts):
    return plan.model_copy(update={"shifts": tuple(shifts)})


def test_figures_are_those_of_the_plans(comparison, october):
    rows = rows_of(comparison)
    summary = october.summary
    assert rows["headcount"].values == (15, 9)
    assert rows["headcount_bound"].values[0] == summary.headcount_bound
    assert rows["headcount full-time"].values == (15, 9)
    assert rows["paid_hours"].values[0] == sum(shift.paid_hours for shift in october.shifts)
    assert rows["paid_hours_per_week"].values[1] == rows["paid_hours"].values[1] / 2
    asked = sum(slot.human_inquiries for slot in october.coverage)
    assert rows["cost_per_inquiry"].values[0] == pytest.approx(summary.cost / asked)
    assert (rows["certified"].values[0], rows["predicted"].values[0]) == (
        summary.service.certified,
        summary.service.predicted,
    )
    assert rows["headcount"].difference(1) == -6
    assert rows["target"].difference(1) is None


def test_by_the_week_only_where_the_periods_differ_in_length(october):
    assert "cost_per_week" not in rows_of(compare_plans({"a": october, "b": make_plan(agents=9)}))


def test_a_plan_without_a_cost_has_none_and_no_difference(october):
    free = october.model_copy(update={"summary": october.summary.model_copy(update={"cost": None})})
    found = compare_plans({"a": october, "b": free})
    assert (rows_of(found)["cost"].cells[1], rows_of(found)["cost"].difference_text(1)) == ("–", "")
    assert change_sentence(found, 1) == "b: 15 agents, as many as a."


def test_over_and_under_by_hour_add_up_to_the_periods(october, comparison):
    means = hour_means(october)
    hours = 7 * sum(hour.over for hour in means if hour)
    assert hours == pytest.approx(rows_of(comparison)["over_hours"].values[0])
    at_ten = [slot for slot in october.coverage if slot.start.hour == 10]
    assert means[10].on_duty == sum(slot.on_duty for slot in at_ten) / len(at_ten)
    assert means[10].over - means[10].under == pytest.approx(means[10].on_duty - means[10].need)


def test_plans_of_different_dates_are_laid_over_one_another_by_weekday_and_hour(october):
    double = make_plan(agents=15, first=LATER)
    assert set(on_duty_difference(october, double).values()) == {0.0}
    fewer = on_duty_difference(october, make_plan(agents=14, first=LATER))
    # Agent 14 (no. 15) works 14:00-23:00 and is off when (weekday - 28) % 7 is 5 or 6.
    off = [day for day in range(7) if (day - 28) % 7 in (5, 6)]
    assert all((fewer[day, 22] == 0) == (day in off) for day in range(7))
    assert min(fewer.values()) == -1


@pytest.mark.parametrize(
    ("first", "other", "days"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), 0),
        (date(2026, 11, 2), date(2026, 11, 23), 21),
        (date(2026, 11, 2), date(2026, 11, 25), 21),
        (date(2026, 11, 2), date(2026, 11, 27), 28),
        (date(2026, 11, 25), date(2026, 11, 2), -21),
    ],
)
def test_whole_weeks_lie_between_days_that_are_compared(first, other, days):
    weeks = [[start + timedelta(days=k) for k in range(7)] for start in (first, other)]
    assert weekday_offset(*weeks) == timedelta(days=days)


def test_an_edited_day_is_the_only_one_that_differs(october):
    edited = [shift for shift in october.shifts if not (shift.agent_id == "0003" and shift.date.day == 6)]
    found = day_differences(october, with_shifts(october, edited))
    (row,) = found.rows
    assert (row.agent_id, row.day, row.other_day) == ("0003", date(2026, 11, 6), date(2026, 11, 6))
    assert (row.before, row.after) == ("14:00-23:00", "")
    assert (found.agent_days, found.only_first, found.only_other) == (15 * 7, (), ())


def test_a_moved_break_is_a_difference_and_is_shown(october):
    first, *rest = october.shifts
    (pause,) = first.breaks
    moved = Break(start=pause.start + timedelta(hours=1), end=pause.end + timedelta(hours=1))
    found = day_differences(october, with_shifts(october, [first.model_copy(update={"breaks": (moved,)}), *rest]))
    (row,) = found.rows
    assert (row.before, row.after) == ("09:00-18:00 (12:00-13:00)", "09:00-18:00 (13:00-14:00)")


def test_days_of_other_dates_are_compared_by_weekday(october):
    found = day_differences(october, make_plan(agents=15, first=date(2026, 11, 23)))
    assert (found.days, found.rows) == (7, ())
    apart = day_differences(october, make_plan(agents=15, days=4, first=LATER))
    assert (apart.days, apart.rows) == (4, ())


def test_a_shift_on_the_eve_counts(october):
    first = next(shift for shift in october.shifts if shift.agent_id == "0002")
    eve = Shift(
        agent_id="0002",
        contract=first.contract,
        date=date(2026, 11, 1),
        start=at(date(2026, 11, 1), 22),
        end=at(date(2026, 11, 2), 7),
        paid_hours=9.0,
    )
    found = day_differences(october, with_shifts(october, [*october.shifts, eve]))
    assert [(row.agent_id, row.day, row.before, row.after) for row in found.rows] == [
        ("0002", date(2026, 11, 1), "", "22:00-07:00")
    ]


def test_agents_of_one_plan_alone_are_named(october):
    found = compare_plans({"a": october, "b": make_plan(agents=13)})
    assert (found.days[0].only_first, found.days[0].agents) == (("0014", "0015"), 13)
    assert days_sentence(found, 0).endswith("Only a has: 0014, 0015.")


def test_plans_with_no_weekday_in_common_say_so(october):
    monday, tuesday = (make_plan(agents=3, days=1, first=date(2026, 11, day)) for day in (2, 3))
    found = compare_plans({"monday": monday, "tuesday": tuesday})
    assert found.differences == ({},)
    assert "no weekday in common" in days_sentence(found, 0)
    assert "The plans have no weekday and hour in common." in shown(found)


def test_night_and_weekend_work_against_a_count_of_minutes():
    plan = plan_of(30, 7)
    found = work_times(plan)
    night = weekend = 0
    for shift in plan.shifts:
        minute = shift.start.astimezone(UTC)
        while minute < shift.end:
            paid = not any(pause.start <= minute < pause.end for pause in shift.breaks)
            local = minute.astimezone(shift.start.tzinfo)
            night += paid and (local.hour >= 22 or local.hour < 6)
            weekend += paid and local.weekday() >= 5
            minute += timedelta(minutes=15)
    assert found.night_hours == night / 4
    assert found.weekend_hours == weekend / 4
    assert found.night_shifts == sum(shift.contract == "night desk" for shift in plan.shifts)
    assert found.weekend_shifts == sum(shift.date.weekday() >= 5 for shift in plan.shifts)
    at_night = Counter(shift.agent_id for shift in plan.shifts if shift.contract == "night desk")
    on_weekends = Counter(shift.agent_id for shift in plan.shifts if shift.date.weekday() >= 5)
    assert (found.most_nights, found.most_weekends) == (max(at_night.values()), max(on_weekends.values()))


def test_a_share_differs_by_points_and_money_by_cents_where_they_matter(comparison):
    rows = rows_of(comparison)
    assert re.fullmatch(r"[+−]\d+\.\d pts", rows["certified"].difference_text(1))
    assert re.fullmatch(r"[+−]\d+\.\d\d", rows["cost_per_inquiry"].difference_text(1))


def shown(comparison, width=80):
    console = Console(file=io.StringIO(), width=width)
    console.print(compare_screen(comparison))
    return console.file.getvalue()


@pytest.fixture
def _chinese():
    use_language("zh")
    yield
    use_language("en")


def many(october, count):
    plans = [make_plan(agents=15 - k, first=LATER) for k in range(count - 1)]
    return compare_plans({"october": october} | {f"方案 {k} with a long name": plan for k, plan in enumerate(plans)})


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("count", [2, 3, 7])
def test_any_number_of_plans_fits_into_the_screen(october, count, width):
    text = shown(many(october, count), width)
    assert max(width_of(line) for line in text.splitlines()) <= width
    assert text.count("Proved bound") == -(-count // ((width - 24) // 18))


@pytest.mark.usefixtures("_chinese")
@pytest.mark.parametrize("width", [80, 200])
def test_the_screen_fits_in_chinese(october, width):
    assert max(width_of(line) for line in shown(many(october, 3), width).splitlines()) <= width


def test_the_screen_says_first_what_changes(comparison):
    assert shown(comparison).startswith("十一月旺季: 9 agents, 6 fewer than october; Cost a week: 40.")


def test_a_program_finds_every_figure(comparison):
    data = comparison_data(comparison)
    assert data["plans"] == ["october", "十一月旺季"]
    headcount = next(row for row in data["measures"] if row["key"] == "headcount")
    assert headcount["values"] == {"october": 15, "十一月旺季": 9}
    assert data["hours"]["october"][10]["on_duty"] > 0
    assert {place["weekday"] for place in data["on_duty_less_first"]["十一月旺季"]} >= {"monday", "sunday"}
    assert data["days_that_differ"]["十一月旺季"]["only_first"] == [f"{agent:04d}" for agent in range(10, 16)]


def test_the_workbook_holds_numbers_as_numbers_and_differences_as_formulas(comparison):
    content = comparison_workbook(comparison)
    assert content == comparison_workbook(comparison)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Comparison", "Hours", "Weekdays", "Days that differ"]
    sheet = book["Comparison"]
    agents = next(row for row in sheet.iter_rows(min_row=5) if row[0].value == "Agents")
    assert [cell.value for cell in agents[1:4]] == [15, 9, f"=C{agents[0].row}-B{agents[0].row}"]
    assert book["Hours"]["B16"].value == pytest.approx(hour_means(make_plan(agents=15))[10].on_duty)


def test_the_workbook_lists_every_day_that_differs(october):
    other = make_plan(agents=14, scenario=make_scenario())
    changed = [shift for shift in other.shifts if shift.agent_id != "0004"]
    sheet = openpyxl.load_workbook(
        io.BytesIO(comparison_workbook(compare_plans({"=a": october, "b": with_shifts(other, changed[3:])})))
    )["Days that differ"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert len(rows) == 3
    assert rows[0][:4] == ("b", "0001", "full-time", datetime(2026, 11, 2))
    assert rows[0][5:] == ("09:00-18:00", "off")


def test_the_page_needs_nothing_from_outside_and_lets_no_name_break_out(october):
    hostile = '</script><img src=x onerror="alert(1)">'
    page = render_comparison(compare_plans({"october": october, hostile: make_plan(agents=14)}))
    assert hostile not in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert "default-src 'none'" in page
    assert page.count('<path d="M0 ') >= 2


def test_the_page_has_the_figures_the_hours_and_the_days(comparison):
    page = render_comparison(comparison)
    assert page == render_comparison(comparison)
    for text in ("Proved bound", "Paid hours at night", '<th scope="row">10:00</th>', "十一月旺季 less october"):
        assert text in page
