"""Small realistic plans made by hand, for tests of whatever shows, writes or checks a plan.

The shifts are legal for the scenario's contract, coverage follows from the shifts, and headcount, hours and service
add up; only the need is a rule of thumb (load and its square root) instead of a queue's.
"""

from datetime import date, datetime, timedelta
from math import ceil, exp, sqrt
from zoneinfo import ZoneInfo

from staffplan.schema.plan import Break, CoverageSlot, DayService, GroupService, Plan, PlanSummary, Service, Shift
from staffplan.schema.scenario.keys import Contract, Handling, NamedShift, Opening, Scenario, Solving

ZONE = "Asia/Shanghai"
MONDAY = date(2026, 11, 2)
AHT_S = 300
# Human inquiries in each hour of an ordinary day; 18-22 h carry about 42% of the volume.
HOURLY = (0,) * 9 + (14, 24, 20, 15, 14, 21, 20, 18, 17, 25, 30, 38, 40, 22, 0)


def make_scenario(**changes):
    """A shop open 9-23 h with one full-time contract; ``changes`` replace top-level keys."""
    keys = {
        "grid": timedelta(minutes=30),
        "timezone": ZONE,
        "handling": Handling(aht=timedelta(seconds=AHT_S)),
        "opening": Opening(hours=(9 * 60, 23 * 60)),
        "contract": (Contract(name="full-time", starts=(9 * 60, 14 * 60), hourly_cost=30.0),),
        "solve": Solving(),
    }
    return Scenario(**(keys | changes))


def make_plan(*, agents=15, days=7, first=MONDAY, scenario=None, status="optimal", bound=None, **summary):
    """A plan of ``agents`` for ``days`` days from ``first``; ``summary`` replaces fields of the summary.

    A third of the agents work 09:00-18:00, the others 14:00-23:00, five days a week, days off side by side in turn.
    """
    scenario = scenario or make_scenario()
    shifts = [shift for agent in range(agents) for shift in _tour(agent, days, first, scenario)]
    coverage = [_slot(moment, shifts) for moment in _moments(days, first, scenario)]
    return Plan(
        summary=PlanSummary(**(_summary(shifts, coverage, scenario, status, bound) | summary)),
        shifts=tuple(shifts),
        coverage=tuple(coverage),
    )


def named(plan, name="早班"):
    """``plan`` with this name on each of its shifts, which is that of a shift from 9 to 18 in the scenario's bank."""
    contracts = tuple(
        contract.model_copy(update={"shift_lengths": (), "shifts": (name,)})
        for contract in plan.summary.scenario.contract
    )
    bank = (NamedShift(name=name, start="09:00", end="18:00"),)
    scenario = plan.summary.scenario.model_copy(update={"shift": bank, "contract": contracts})
    shifts = tuple(shift.model_copy(update={"shift_name": name}) for shift in plan.shifts)
    summary = plan.summary.model_copy(update={"scenario": scenario})
    return plan.model_copy(update={"shifts": shifts, "summary": summary})


def at(day, hours, zone=ZONE):
    """The instant ``hours`` after local midnight of ``day``."""
    return datetime.combine(day, datetime.min.time(), tzinfo=ZoneInfo(zone)) + timedelta(hours=hours)


def _tour(agent, days, first, scenario):
    contract = scenario.contract[agent % len(scenario.contract)]
    hour = 9 if agent % 3 == 0 else 14
    for index in range(days):
        day = first + timedelta(days=index)
        if (day.weekday() - 2 * agent) % 7 in (5, 6):
            continue
        rest = at(day, hour + 3 + (agent % 5) / 2, scenario.timezone)
        yield Shift(
            agent_id=f"{agent + 1:04d}",
            contract=contract.name,
            date=day,
            start=at(day, hour, scenario.timezone),
            end=at(day, hour + 9, scenario.timezone),
            breaks=(Break(start=rest, end=rest + timedelta(hours=1)),),
            paid_hours=8.0,
        )


def _moments(days, first, scenario):
    per_day = 1440 // scenario.slot_minutes
    for index in range(days * per_day):
        yield at(first + timedelta(days=index // per_day), index % per_day * 24 / per_day, scenario.timezone), per_day


def _slot(moment_and_slots, shifts):
    start, per_day = moment_and_slots
    weekend = 1.1 if start.weekday() >= 5 else 1.0
    human = round(HOURLY[start.hour] * weekend * 24 / per_day, 6)
    load = human * AHT_S * per_day / 86400
    duty = sum(s.start <= start < s.end and not any(b.start <= start < b.end for b in s.breaks) for s in shifts)
    return CoverageSlot(
        start=start,
        inquiries=human / 0.25,
        human_inquiries=human,
        required=ceil(load + 1.3 * sqrt(load)) if load else 0,
        on_duty=duty,
        service_level=(1 - exp(-2.3 * max(duty - load, 0.1) / max(sqrt(load), 0.3))) if load else None,
        occupancy=min(1.0, load / duty) if duty else None,
    )


def _service(coverage, scenario):
    days = []
    for day in dict.fromkeys(slot.start.date() for slot in coverage):
        slots = [slot for slot in coverage if slot.start.date() == day]
        volume = sum(slot.human_inquiries for slot in slots)
        good = sum(slot.human_inquiries * (slot.service_level or 0) for slot in slots)
        share = good / volume if volume else None
        days.append(DayService(date=day, human_inquiries=volume, predicted=share, certified=share and share - 0.004))
    volume = sum(day.human_inquiries for day in days)
    share = sum(day.human_inquiries * (day.predicted or 0) for day in days) / volume
    return Service(
        target=scenario.target,
        predicted=share,
        certified=share - 0.004,
        target_met=all(day.certified >= scenario.target.share for day in days if day.certified is not None),
        by_day=tuple(days),
        by_group=tuple(GroupService(label=str(d.date), predicted=d.predicted, certified=d.certified) for d in days),
    )


def _summary(shifts, coverage, scenario, status, bound):
    contract_of = {shift.agent_id: shift.contract for shift in shifts}
    names = [contract.name for contract in scenario.contract]
    hours = sum(shift.paid_hours for shift in shifts)
    costs = {contract.name: contract.hourly_cost for contract in scenario.contract}
    known = all(cost is not None for cost in costs.values())
    return {
        "status": status,
        "headcount": len(contract_of),
        "headcount_bound": bound if bound is not None else len(contract_of) - (status == "feasible"),
        "headcount_by_contract": {name: list(contract_of.values()).count(name) for name in names},
        "cost": sum(shift.paid_hours * costs[shift.contract] for shift in shifts) if known else None,
        "paid_hours": hours,
        "service": _service(coverage, scenario),
        "solve_seconds": 1.25,
        "stages": {"read": 0.12, "demand": 0.01, "service": 0.08, "shifts": 0.03, "solve": 1.25, "verify": 0.41},
        "versions": {"staffplan": "0.1.0", "ortools": "9.15.6755", "python": "3.11.2"},
        "seed": 0,
        "inputs": {"forecast.csv": "0" * 64},
        "scenario": scenario,
    }
