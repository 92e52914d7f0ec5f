"""Small plans for the tests of files, workbook and payroll."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from staffplan.schema.plan import Break, CoverageSlot, Plan, PlanSummary, Service, Shift
from staffplan.schema.scenario.keys import Scenario

SHANGHAI = "Asia/Shanghai"


def at(text: str, zone: str = SHANGHAI, fold: int = 0) -> datetime:
    """``2026-11-02 09:00`` as a local time of ``zone``."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def elapsed_hours(start: datetime, end: datetime) -> float:
    return (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 3600


def shift(
    agent_id: str,
    start: str,
    end: str,
    *breaks: tuple[str, str],
    unpaid: float = 0.0,
    contract: str = "full-time",
    zone: str = SHANGHAI,
) -> Shift:
    """A shift by local times; ``unpaid`` is the hours of its breaks that are not paid."""
    first, last = at(start, zone), at(end, zone)
    pauses = tuple(Break(start=at(a, zone), end=at(b, zone)) for a, b in breaks)
    return Shift(
        agent_id=agent_id,
        contract=contract,
        date=first.date(),
        start=first,
        end=last,
        breaks=pauses,
        paid_hours=elapsed_hours(first, last) - unpaid,
    )


def plan_of(
    shifts: list[Shift], first: str = "2026-11-02", days: int = 7, scenario: Scenario | None = None, step: int = 60
) -> Plan:
    """A plan over ``days`` from ``first`` whose coverage is a made-up daily wave."""
    scenario = scenario or Scenario()
    zone = ZoneInfo(scenario.timezone)
    begin = datetime.combine(date.fromisoformat(first), datetime.min.time(), tzinfo=zone)
    end = datetime.combine(date.fromisoformat(first) + timedelta(days=days), datetime.min.time(), tzinfo=zone)
    n_slots = int((end.astimezone(UTC) - begin.astimezone(UTC)) / timedelta(minutes=step))
    coverage = []
    for k in range(n_slots):
        moment = (begin.astimezone(UTC) + timedelta(minutes=step * k)).astimezone(zone)
        on_duty = sum(
            s.start <= moment < s.end and not any(b.start <= moment < b.end for b in s.breaks) for s in shifts
        )
        asked = 10.0 * (8 <= moment.hour < 23)
        coverage.append(
            CoverageSlot(
                start=moment,
                inquiries=asked,
                human_inquiries=asked / 3,
                required=2 if asked else 0,
                on_duty=on_duty,
                service_level=min(1.0, on_duty / 2) if asked else None,
                occupancy=0.4 if on_duty else None,
            )
        )
    by_contract: dict[str, int] = {}
    for agent, contract in sorted({(s.agent_id, s.contract) for s in shifts}):
        by_contract[contract] = by_contract.get(contract, 0) + bool(agent)
    heads = sum(by_contract.values())
    summary = PlanSummary(
        status="optimal",
        headcount=heads,
        headcount_bound=heads,
        headcount_by_contract=by_contract,
        paid_hours=sum(s.paid_hours for s in shifts),
        service=Service(target=scenario.target, predicted=0.93, certified=0.92, target_met=True),
        solve_seconds=1.5,
        stages={"solve": 1.5},
        versions={"staffplan": "0.1.0"},
        seed=0,
        inputs={"forecast.csv": "00" * 32},
        scenario=scenario,
    )
    return Plan(summary=summary, shifts=tuple(shifts), coverage=tuple(coverage))
