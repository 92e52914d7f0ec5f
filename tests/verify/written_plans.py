"""Plans written by hand for the checker's tests: rules that allow everything but what a test sets, honest totals."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from staffplan.schema.plan import Break, CoverageSlot, Plan, PlanSummary, Service, Shift
from staffplan.schema.scenario.keys import BreakRule, Contract, Scenario
from staffplan.verify import check_plan

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 2)
SPRING = date(2026, 3, 29)
AUTUMN = date(2026, 10, 25)
HOUR = timedelta(hours=1)
MEAL = BreakRule(length=HOUR, starts=(3 * HOUR, 5 * HOUR))


def free(**rules):
    """A contract of 9 h with a meal at 3-5 h that allows any days and any rest; ``rules`` replace keys."""
    anything = {
        "shift_lengths": (9 * HOUR,),
        "starts": (0, 1440),
        "breaks": (MEAL,),
        "days_per_week": (0, 7),
        "max_days_in_row": 100,
        "days_off_in_row": 0,
        "min_rest": timedelta(0),
    }
    return Contract(**(anything | rules))


def day(offset, first=MONDAY):
    return first + timedelta(days=offset)


def shift(agent="01", on=MONDAY, at=9.0, length=9.0, meals=(4.0,), contract="full-time", paid=None):
    """A shift from ``at`` o'clock for ``length`` real hours, with an hour's break at each of ``meals`` into it."""
    hour = int(at)
    start = datetime(on.year, on.month, on.day, hour, round((at - hour) * 60), tzinfo=BERLIN).astimezone(UTC)
    breaks = tuple(Break(start=local(start + meal * HOUR), end=local(start + (meal + 1) * HOUR)) for meal in meals)
    return Shift(
        agent_id=agent,
        contract=contract,
        date=on,
        start=local(start),
        end=local(start + length * HOUR),
        breaks=breaks,
        paid_hours=length - len(meals) if paid is None else paid,
    )


def local(moment):
    return moment.astimezone(BERLIN)


def plan(*shifts, contract=None, first=MONDAY, days=7, cyclic=False, **summary):
    """The plan of ``shifts``: coverage, headcount, hours and cost as they are; nobody asks for anything."""
    contracts = contract if isinstance(contract, tuple) else (contract or free(),)
    scenario = summary.pop("scenario", {})
    rules = Scenario(
        **({"grid": HOUR, "timezone": "Europe/Berlin", "contract": contracts, "cyclic": cyclic} | scenario)
    )
    agents = {s.agent_id: s.contract for s in shifts}
    costs = {c.name: c.hourly_cost for c in contracts}
    known = all(costs.get(s.contract) is not None for s in shifts)
    honest = {
        "status": "optimal",
        "headcount": len(agents),
        "headcount_bound": len(agents),
        "headcount_by_contract": {c.name: list(agents.values()).count(c.name) for c in contracts},
        "cost": sum(s.paid_hours * costs[s.contract] for s in shifts) if known else None,
        "paid_hours": sum(s.paid_hours for s in shifts),
        "service": Service(target=rules.target, predicted=None),
        "solve_seconds": 0.0,
        "stages": {},
        "versions": {},
        "seed": 0,
        "inputs": {},
        "scenario": rules,
    }
    return Plan(summary=PlanSummary(**(honest | summary)), shifts=shifts, coverage=coverage(shifts, rules, first, days))


def coverage(shifts, scenario, first, days):
    """A row for every slot of the days, counted one by one."""
    begin, end = (int(datetime(d.year, d.month, d.day, tzinfo=BERLIN).timestamp()) for d in (first, day(days, first)))
    turns = (begin - end, 0, end - begin) if scenario.cyclic else (0,)
    spans = [[(s.start.timestamp(), s.end.timestamp()) for s in (row, *row.breaks)] for row in shifts]
    rows = []
    for moment in range(begin, end, scenario.slot_minutes * 60):
        duty = sum(on_duty(span, moment + turn) for span in spans for turn in turns)
        rows.append(
            CoverageSlot(
                start=datetime.fromtimestamp(moment, BERLIN),
                inquiries=0,
                human_inquiries=0,
                required=0,
                on_duty=duty,
                service_level=None,
                occupancy=0.0 if duty else None,
            )
        )
    return tuple(rows)


def on_duty(spans, moment):
    """Whether ``moment`` lies in the first of ``spans``, the shift, and in none of the others, its breaks."""
    (start, end), *breaks = spans
    return start <= moment < end and not any(first <= moment < last for first, last in breaks)


def broken(plan):
    """Names of the rules that the checker finds broken."""
    return {violation.rule for violation in check_plan(plan)}
