"""Hypothesis strategies: small scenarios that hold together, and forecasts for them, which solve in about a second.

Most have a legal plan. They vary what plans go wrong over: clock changes, nights, periods that begin inside a week,
cycles, closed days, breaks, windows of starts, the rules of days and weeks, rest, and the target's scope.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from staffplan.schema.forecast import Forecast
from staffplan.schema.scenario.keys import (
    WEEKDAYS,
    BreakRule,
    Contract,
    Handling,
    Opening,
    Scenario,
    Shrinkage,
    Solving,
    Target,
)
from staffplan.schema.scenario.messages import Messages

HOUR = timedelta(hours=1)
AROUND_CLOCK_CHANGES = {
    "Asia/Shanghai": (date(2026, 11, 2),),
    "Europe/Berlin": (date(2026, 3, 23), date(2026, 10, 19)),
    "America/New_York": (date(2026, 3, 2), date(2026, 10, 26)),
    "Australia/Sydney": (date(2026, 3, 30), date(2026, 9, 28)),
}
"""Mondays of weeks that end, or in the next of which ends, with a change of the clocks (there is none in Shanghai)."""
WITHOUT_CLOCK_CHANGE = date(2026, 6, 1)
HOURS = {
    "day": (8 * 60, 20 * 60),
    "evening": (14 * 60, 24 * 60),
    "night": (18 * 60, 4 * 60),
    "always": (0, 24 * 60),
}
DAY_RULES = (
    {"days_per_week": (5, 5), "max_days_in_row": 6, "days_off_in_row": 1},
    {"days_per_week": (5, 5), "max_days_in_row": 5, "days_off_in_row": 2},
    {"days_per_week": (4, 6), "max_days_in_row": 6, "days_off_in_row": 0},
    {"days_per_week": (3, 5), "max_days_in_row": 4, "days_off_in_row": 2},
    {"days_per_week": (0, 4), "max_days_in_row": 3, "days_off_in_row": 3},
    {"days_per_week": (2, 6), "max_days_in_row": 8, "days_off_in_row": 1},
)


@st.composite
def cases(draw):
    """A forecast and the scenario to plan it with."""
    hours = draw(st.sampled_from(sorted(HOURS)))
    scenario = draw(scenarios(hours))
    return draw(forecasts(scenario, hours)), scenario


@st.composite
def scenarios(draw, hours):
    """A scenario whose shop is open at the ``hours`` of that name."""
    grid = draw(st.sampled_from((HOUR, HOUR / 2)))
    first = draw(contracts("full-time", hours, grid, (8 * HOUR, 9 * HOUR)))
    others = [draw(contracts("part-time", hours, grid, (4 * HOUR, 5 * HOUR)))] if draw(st.booleans()) else []
    return Scenario(
        grid=grid,
        timezone=draw(st.sampled_from(sorted(AROUND_CLOCK_CHANGES))),
        week_start=draw(st.sampled_from(("monday", "sunday", "thursday"))),
        cyclic=draw(st.booleans()),
        handling=draw(handlings()),
        target=draw(targets()),
        messages=draw(
            st.sampled_from((Messages(), Messages(reply_within="3h"), Messages(reply_within="8h", share=0.9)))
        ),
        opening=Opening(hours=HOURS[hours], closed=draw(st.sampled_from(((), (), ("sunday",), WEEKDAYS[5:])))),
        shrinkage=draw(st.sampled_from((Shrinkage(), Shrinkage(absence=0.1), Shrinkage(planned=0.1)))),
        contract=(first, *others),
        solve=Solving(time_limit="3s"),
    )


@st.composite
def contracts(draw, name, hours, grid, lengths):
    """A contract whose shifts can reach all ``hours``."""
    shift_lengths = draw(st.lists(st.sampled_from(lengths), min_size=1, unique=True))
    rules = draw(st.sampled_from(DAY_RULES))
    return Contract(
        name=name,
        shift_lengths=shift_lengths,
        starts=draw(st.sampled_from((None, _all_starts(hours)))),
        start_step=draw(st.sampled_from((None, grid, 2 * HOUR))) if hours == "always" else None,
        breaks=draw(breaks(grid, max(shift_lengths))),
        min_rest=draw(st.sampled_from((8 * HOUR, 11 * HOUR, 11.5 * HOUR))),
        headcount=draw(st.sampled_from(((0, None), (0, None), (1, None), (0, 40)))),
        hourly_cost=draw(st.sampled_from((None, 30.0))),
        **rules,
    )


def _all_starts(hours):
    """Starts from which a shift of four hours or more reaches all ``hours``, also past their end."""
    opening, closing = HOURS[hours]
    return (opening, closing if hours == "always" else (closing - 120) % 1440)


@st.composite
def breaks(draw, grid, longest):
    """No break, a meal, or a meal and a paid rest; only such as fit into the longest shift."""
    meal = BreakRule(
        length=draw(st.sampled_from((grid, HOUR))), starts=(3 * HOUR, draw(st.sampled_from((3, 5))) * HOUR)
    )
    rest = BreakRule(length=grid, starts=(6 * HOUR, 7 * HOUR), paid=True)
    early = BreakRule(length=grid, starts=(HOUR, 2 * HOUR), paid=True)
    chosen = draw(st.sampled_from(((), (meal,), (meal, rest), (early,), (early, meal))))
    return tuple(rule for rule in chosen if rule.starts[1] + rule.length <= longest)


@st.composite
def handlings(draw):
    """Calls or chats, with or without patience."""
    return Handling(
        aht=draw(st.sampled_from(("3min", "5min", "8min"))),
        concurrency=draw(st.sampled_from((1, 1, 2, 3))),
        patience=draw(st.sampled_from((None, "2min", "10min"))),
    )


@st.composite
def targets(draw):
    """Any scope; the floor under the share."""
    return Target(
        share=draw(st.sampled_from((0.0, 0.6, 0.8, 0.9))),
        within=draw(st.sampled_from(("0s", "30s", "3min"))),
        scope=draw(st.sampled_from(("slot", "day", "week", "period"))),
        slot_floor=draw(st.sampled_from((0.0, 0.3, 0.5))),
        scoring_window=draw(st.sampled_from((None, (8 * 60, 23 * 60), (15 * 60, 2 * 60)))),
        minimum_staff=draw(st.sampled_from((0, 0, 1, 2))),
    )


@st.composite
def forecasts(draw, scenario, hours):
    """Seven to fourteen days; whole weeks without a change of the clocks where the scenario is cyclic."""
    zone = ZoneInfo(scenario.timezone)
    if scenario.cyclic:
        first, days = WITHOUT_CLOCK_CHANGE, draw(st.sampled_from((7, 14)))
    else:
        first, days = draw(st.sampled_from(AROUND_CLOCK_CHANGES[scenario.timezone])), draw(st.integers(7, 14))
    first += timedelta(days=draw(st.integers(0, 6)))
    minutes = draw(st.sampled_from((30, 60)))
    begin, end = (
        datetime(d.year, d.month, d.day, tzinfo=zone).astimezone(UTC) for d in (first, first + days * 24 * HOUR)
    )
    if not scenario.cyclic:
        begin += draw(st.sampled_from((0, 0, 6))) * HOUR
    count = (end - begin) // timedelta(minutes=minutes)
    profile = draw(st.lists(st.sampled_from((0.0, 2.0, 5.0, 12.0, 20.0)), min_size=24, max_size=24))
    busy = draw(st.lists(st.sampled_from((0.5, 1.0, 1.3)), min_size=7, max_size=7))
    moments = [(begin + k * timedelta(minutes=minutes)).astimezone(zone) for k in range(count)]
    return Forecast(
        timezone=scenario.timezone,
        start=moments[0],
        interval_minutes=minutes,
        inquiries=tuple(profile[m.hour] * busy[m.weekday()] * minutes / 60 for m in moments),
    )
