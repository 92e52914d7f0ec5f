"""A legal month of night and day shifts, over a clock change and a month's end; each change breaks one rule of it."""

from datetime import UTC, timedelta

import pytest
from written_plans import AUTUMN, HOUR, SPRING, broken, day, free, plan, shift

from staffplan.schema.plan import Break

STRICT = free(
    starts=(6 * 60, 22 * 60),
    start_step=2 * HOUR,
    days_per_week=(5, 5),
    max_days_in_row=5,
    days_off_in_row=2,
    min_rest=11 * HOUR,
    headcount=(3, 4),
    hourly_cost=20.0,
)
SEASONS = {"autumn": AUTUMN - timedelta(days=13), "spring": SPRING - timedelta(days=13)}
"""Mondays; the clocks change in the night to the second Sunday, in which agent 03 works; a month ends in the weeks."""


def tours(first):
    """Agents 01 and 02 from 8 and 10 o'clock, 03 at night; each off on two neighbouring days of every week."""
    for agent, (hour, off) in enumerate(((8, (0, 1)), (10, (2, 3)), (22, (2, 3))), start=1):
        for offset in range(28):
            if offset % 7 not in off:
                yield shift(f"{agent:02d}", on=day(offset, first), at=hour)


def month(rows, season, **keys):
    keys = {"scenario": {"grid": HOUR}} | keys
    return plan(*rows, contract=STRICT, first=SEASONS[season], days=28, **keys)


def change(row, **update):
    return row.model_copy(update=update)


def later(row, by):
    """The whole shift, ``by`` later."""
    return change(
        row,
        start=row.start + by,
        end=row.end + by,
        breaks=tuple(Break(start=b.start + by, end=b.end + by) for b in row.breaks),
    )


def pause(row, by, longer=timedelta(0)):
    (only,) = row.breaks
    return change(row, breaks=(Break(start=only.start + by, end=only.end + by + longer),))


def at(row, hour, length=9, meals=(4,), days=0):
    return shift(row.agent_id, on=row.date + timedelta(days=days), at=hour, length=length, meals=meals)


# What is done to the n-th shift, which shift, and the rule that it breaks.
MUTATIONS = [
    ("shift_length", 3, lambda row: at(row, 8, length=10)),
    ("shift_start", 3, lambda row: at(row, 9)),
    ("shift_start", 3, lambda row: at(row, 4)),
    ("break_count", 3, lambda row: change(row, breaks=(), paid_hours=9.0)),
    ("break_window", 3, lambda row: pause(row, -2 * HOUR)),
    ("break_window", 41, lambda row: pause(row, 2 * HOUR)),
    ("break_length", 3, lambda row: change(pause(row, 0 * HOUR, HOUR), paid_hours=7.0)),
    ("break_inside", 3, lambda row: pause(row, 5 * HOUR)),
    ("shift_paid_hours", 3, lambda row: change(row, paid_hours=8.5)),
    ("shift_date", 45, lambda row: change(row, date=row.date + timedelta(days=1))),
    ("local_time", 3, lambda row: change(row, start=row.start.astimezone(UTC))),
    ("known_contract", 3, lambda row: change(row, contract="full time")),
    ("shift_in_period", 0, lambda row: at(row, 8, days=-7)),
]


def names(rule):
    """The rules named when ``rule`` is broken; some figures of the summary follow from the shift itself."""
    also = {
        "known_contract": {"one_contract", "cost"},
        "shift_in_period": {"days_per_week"},
    }
    return {rule} | also.get(rule, set())


@pytest.mark.parametrize("season", SEASONS)
def test_month_is_legal(season):
    assert broken(month(tours(SEASONS[season]), season)) == set()


@pytest.mark.parametrize(("rule", "which", "mutate"), MUTATIONS)
@pytest.mark.parametrize("season", SEASONS)
def test_change_of_one_shift_breaks_one_rule(season, rule, which, mutate):
    rows = list(tours(SEASONS[season]))
    rows[which] = mutate(rows[which])
    written = month(rows, season)
    hours = sum(8.0 if rule == "shift_paid_hours" else row.paid_hours for row in rows)
    totals = {"paid_hours": hours, "cost": 20.0 * hours}
    found = broken(written.model_copy(update={"summary": written.summary.model_copy(update=totals)}))
    assert found == names(rule)


def replaced(rows, agent, offset, new, first):
    """``rows`` with the shift of ``agent`` on the day ``offset`` made into ``new(row)``; None takes it away."""
    for row in rows:
        if (row.agent_id, row.date) != (agent, day(offset, first)):
            yield row
        elif new is not None:
            yield new(row)


def moved(days=0, hour=None):
    return lambda row: at(row, row.start.hour if hour is None else hour, days=days)


TOURS = {
    "earlier than the night shift before ends": ({"overlap"}, "03", {1: moved(hour=6)}),
    "nine hours after the night shift before": ({"min_rest"}, "03", {1: moved(hour=16)}),
    "a shift less in a week": ({"days_per_week"}, "01", {9: None}),
    "off at the end of a week instead of its start": ({"days_in_row"}, "01", {12: moved(-5), 13: moved(-5)}),
    "days off apart": ({"days_off_in_row"}, "02", {5: moved(-3)}),
    "twice on a day": ({"one_shift_a_day", "days_per_week", "min_rest"}, "01", {10: moved(-1, hour=20)}),
}


@pytest.mark.parametrize(("rules", "agent", "changes"), TOURS.values(), ids=TOURS)
@pytest.mark.parametrize("season", SEASONS)
def test_change_of_a_tour_breaks_its_rule(season, rules, agent, changes):
    first = SEASONS[season]
    rows = list(tours(first))
    for offset, new in changes.items():
        rows = list(replaced(rows, agent, offset, new, first))
    assert broken(month(rows, season)) == rules


@pytest.mark.parametrize(("season", "by_the_clock"), [("spring", 8), ("autumn", 10)])
def test_night_of_a_clock_change_by_the_clock_breaks_its_length(season, by_the_clock):
    first = SEASONS[season]
    rows = list(replaced(tours(first), "03", 12, lambda row: at(row, 22, length=by_the_clock), first))
    assert broken(month(rows, season)) == {"shift_length"}


@pytest.mark.parametrize(("doubled", "rules"), [(("01",), set()), (("01", "02"), {"headcount_limits"})])
def test_agents_up_to_the_limit_of_the_contract(doubled, rules):
    rows = list(tours(SEASONS["autumn"]))
    doubles = [change(row, agent_id=f"1{row.agent_id}") for row in rows if row.agent_id in doubled]
    assert broken(month([*rows, *doubles], "autumn")) == rules
