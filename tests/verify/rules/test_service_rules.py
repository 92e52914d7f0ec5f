from datetime import timedelta
from math import exp, factorial

import pytest
from written_plans import MONDAY, broken, day, free, plan, shift

from staffplan.schema.plan import DayService, GroupService, Service
from staffplan.schema.scenario.keys import Handling, Opening, Shrinkage, Target
from staffplan.verify import check_plan

OPEN = {"opening": Opening(hours=(9 * 60, 18 * 60))}
TEAM = [shift(f"{k:02d}", on=day(d), meals=(3 + k % 3,)) for d in range(2) for k in range(6)]


def erlang_c(volume, n, aht=300):
    """Share of ``volume`` an hour that ``n`` agents answer within 30 s, by the textbook."""
    load = volume * aht / 3600
    if n <= load:
        return 0.0
    tail = load**n / factorial(n) * n / (n - load)
    wait = tail / (sum(load**k / factorial(k) for k in range(n)) + tail)
    return 1 - wait * exp(-(n - load) * 30 / aht)


def for_certain(n):
    return [(1.0, n)]


def measures(volume, n, aht=300, parts=for_certain):
    """Service level and occupancy of ``n`` on duty, of whom ``parts`` lists the chances of each number at work."""
    load = volume * aht / 3600
    level = sum(weight * erlang_c(volume, m, aht) for weight, m in parts(n)) if volume else None
    busy = sum(weight * min(load, m) for weight, m in parts(n))
    return level, busy / sum(weight * m for weight, m in parts(n)) if n else None


def least(volume, target, scored, aht=300, parts=for_certain):
    """Fewest agents that the slot alone needs."""
    n = target.minimum_staff
    share = max(target.share, target.slot_floor) if scored else 0
    while volume and (
        sum(w * m for w, m in parts(n)) <= volume * aht / 3600 or measures(volume, n, aht, parts)[0] < share
    ):
        n += 1
    return n


def asked(volumes, *, target=None, predicted=None, aht=300, parts=for_certain, **scenario):
    """Two days of six agents from 9 to 18, ``volumes`` inquiries in each of the nine hours of both days."""
    target = target or Target(share=0.0, slot_floor=0.0)
    written = plan(*TEAM, contract=free(), days=2, scenario=OPEN | {"target": target} | scenario)
    first, last = target.scoring_window or (0, 1440)
    rows = []
    for row in written.coverage:
        is_open = 9 <= row.start.hour < 18
        volume = volumes[(row.start.date() - MONDAY).days][row.start.hour - 9] if is_open else 0
        level, occupancy = measures(volume, row.on_duty, aht, parts)
        update = {
            "human_inquiries": volume,
            "inquiries": volume,
            "required": least(volume, target, first <= 60 * row.start.hour < last, aht, parts),
            "service_level": level,
            "occupancy": occupancy,
        }
        rows.append(row.model_copy(update=update))
    shares = [mean(rows, MONDAY + timedelta(days=d)) for d in range(2)]
    service = Service(
        target=written.summary.scenario.target,
        predicted=mean(rows, None) if predicted is None else predicted,
        by_day=tuple(DayService(date=day(d), human_inquiries=sum(volumes[d]), predicted=shares[d]) for d in range(2)),
    )
    return written.model_copy(
        update={"coverage": tuple(rows), "summary": written.summary.model_copy(update={"service": service})}
    )


def mean(rows, on):
    chosen = [row for row in rows if row.human_inquiries and (on is None or row.start.date() == on)]
    volume = sum(row.human_inquiries for row in chosen)
    return sum(row.human_inquiries * row.service_level for row in chosen) / volume if volume else None


EASY, BUSY = [20] * 9, [38] * 9
# Four agents during the meals of 3 to 5 h into the shift (12-15 h), six else.


def test_agreeing_levels_break_nothing():
    assert broken(asked([EASY, BUSY])) == set()
    assert broken(asked([EASY, [0] * 9])) == set()


@pytest.mark.parametrize(
    ("column", "by"), [("service_level", -2e-6), ("occupancy", 2e-6), ("required", 1), ("required", -1)]
)
def test_coverage_states_the_steady_service(column, by):
    written = asked([EASY, BUSY])
    row = written.coverage[10]
    wrong = row.model_copy(update={column: getattr(row, column) + by})
    rows = (*written.coverage[:10], wrong, *written.coverage[11:])
    assert broken(written.model_copy(update={"coverage": rows})) == {column}


def test_coverage_states_no_level_where_nobody_asks():
    written = asked([EASY, BUSY])
    for slot, column in ((10, "service_level"), (10, "occupancy"), (0, "service_level"), (0, "occupancy")):
        value = None if slot else 0.0
        rows = list(written.coverage)
        rows[slot] = rows[slot].model_copy(update={column: value})
        assert broken(written.model_copy(update={"coverage": tuple(rows)})) == {column}


def test_plan_states_the_predicted_service():
    assert broken(asked([EASY, BUSY], predicted=0.5)) == {"predicted_service"}
    written = asked([EASY, BUSY], target=Target(share=0.0, slot_floor=0.0, scope="week"))
    service = written.summary.service
    for share, rules in ((service.predicted, set()), (0.9, {"predicted_service"})):
        group = GroupService(label="2026-11-02", predicted=share)
        summary = written.summary.model_copy(update={"service": service.model_copy(update={"by_group": (group,)})})
        assert broken(written.model_copy(update={"summary": summary})) == rules


SLOTS = [erlang_c(38, n) for n in (4, 6)]


@pytest.mark.parametrize(("floor", "rules"), [(SLOTS[0] - 1e-5, set()), (SLOTS[0] + 1e-5, {"slot_floor"})])
def test_no_slot_is_under_the_floor(floor, rules):
    assert broken(asked([EASY, BUSY], target=Target(share=0.0, slot_floor=floor))) == rules


@pytest.mark.parametrize(("share", "rules"), [(SLOTS[0] - 1e-5, set()), (SLOTS[0] + 1e-5, {"target"})])
def test_every_slot_meets_a_target_of_scope_slot(share, rules):
    assert broken(asked([EASY, BUSY], target=Target(share=share, slot_floor=0.0, scope="slot"))) == rules


def test_each_group_meets_the_target():
    whole = asked([EASY, BUSY]).summary.service
    worst, period = whole.by_day[1].predicted, whole.predicted
    for scope, share in (("day", worst), ("week", period), ("period", period)):
        below, above = (Target(share=share + by, slot_floor=0.0, scope=scope) for by in (-1e-5, 1e-5))
        assert broken(asked([EASY, BUSY], target=below)) == set()
        assert broken(asked([EASY, BUSY], target=above)) == {"target"}


def test_only_the_scoring_window_counts():
    hopeless = [[70, *[0] * 8], EASY]
    strict = {"share": 0.5, "slot_floor": 0.4}
    assert broken(asked(hopeless, target=Target(**strict))) == {"target", "slot_floor"}
    later = Target(**strict, scoring_window=(10 * 60, 23 * 60))
    # What is left to complain of: the predictions count the hour outside the window.
    assert broken(asked(hopeless, target=later)) == {"predicted_service"}


def test_agents_keep_up_where_nobody_leaves():
    crowded = [[90, *[0] * 8], EASY]
    assert broken(asked(crowded)) == {"keeps_up"}


def test_need_is_judged_also_where_the_team_is_far_too_small():
    # Twenty are busy all the time where at most six are: the need is over twenty, and stated rightly.
    crowded = asked([[240] * 9, EASY])
    assert crowded.coverage[9].required > 20
    assert broken(crowded) == {"keeps_up"}


def late(**rules):
    """One inquiry between 18 and 19, when everybody has left."""
    wide = {"opening": Opening(hours=(9 * 60, 19 * 60))} | rules
    written = plan(*TEAM, contract=free(), days=2, scenario=wide)
    nobody = {"human_inquiries": 1.0, "service_level": 0.0}
    rows = [row.model_copy(update=nobody) if row.start.hour == 18 else row for row in written.coverage]
    service = written.summary.service.model_copy(update={"predicted": 0.0})
    summary = written.summary.model_copy(update={"service": service})
    return written.model_copy(update={"coverage": tuple(rows), "summary": summary})


def test_need_where_the_load_is_a_whole_number():
    # Twelve an hour of five minutes each are one agent's work: one would never catch up, so that two are needed, also
    # before the hours that count.
    written = asked([[12] * 9, EASY], target=Target(share=0.0, slot_floor=0.0, scoring_window=(12 * 60, 18 * 60)))
    assert written.coverage[9].required == 2
    assert "required" not in broken(written)


def test_somebody_is_on_duty_where_somebody_asks():
    free_of_floor = Target(share=0.0, slot_floor=0.0)
    assert broken(late(target=free_of_floor)) == {"uncovered", "required"}
    patient = Handling(patience="5min")
    assert broken(late(target=free_of_floor, handling=patient)) == set()
    assert broken(late(target=Target(share=0.0, slot_floor=0.1), handling=patient)) == {"uncovered", "required"}
    assert str(check_plan(late(target=free_of_floor))[0]) == (
        "2026-11-02: found nobody on duty for 1 inquiries at 2026-11-02 18:00; allowed: somebody on duty (uncovered)"
    )


def test_handling_times_of_the_forecast_count():
    slower = asked([EASY, BUSY], aht=360)
    assert broken(slower) == {"service_level", "occupancy", "predicted_service", "required"}
    times = (360.0,) * len(slower.coverage)
    assert check_plan(slower, aht_s=times) == ()

    def with_times(aht_s):
        return broken(slower.model_copy(update={"summary": slower.summary.model_copy(update={"aht_s": aht_s})}))

    assert with_times(times) == set()
    assert with_times(times[1:]) == with_times((0.0, *times[1:])) == {"handling_times"}


def test_planned_time_off_the_phones_takes_a_part_of_the_agents():
    def three_quarters(n):
        whole, rest = divmod(n * 3, 4)
        return [(1 - rest / 4, whole), (rest / 4, whole + 1)]

    planned = Shrinkage(planned=0.25)
    assert broken(asked([EASY, EASY], parts=three_quarters, shrinkage=planned)) == set()
    assert "service_level" in broken(asked([EASY, EASY], shrinkage=planned))


@pytest.mark.parametrize("scope", ["slot", "day", "week", "period"])
def test_other_limits_of_the_target(scope):
    """Each limit just above and just below what two of the hours have, the busiest of all groups."""
    relaxed = {"share": 0.0, "slot_floor": 0.0, "scope": scope}
    flat = [[38] * 9, [38] * 9]
    load = 38 / 12

    def without_required(target):
        return broken(asked(flat, target=target)) - {"required"}

    duty = [4 if 12 <= hour < 15 else 6 for hour in range(9, 18)]
    occupancies = [load / n for n in duty]
    waits = [(1 - erlang_c(38, n)) * exp((n - load) * 30 / 300) * 300 / (n - load) for n in duty]
    for key, values in (("max_occupancy", occupancies), ("average_wait", waits)):
        reached = max(values) if scope == "slot" else sum(values) / len(values)
        for factor, rules in ((1 + 1e-5, set()), (1 - 1e-5, {key})):
            limit = timedelta(seconds=reached * factor) if key == "average_wait" else reached * factor
            assert without_required(Target(**relaxed, **{key: limit})) == rules


def test_handling_time_is_the_scenarios():
    assert broken(asked([EASY, BUSY], aht=200, handling=Handling(aht="200s"))) == set()


def left(volume, n, patience=120.0, aht=300.0):
    """Share of ``volume`` an hour that leaves ``n`` agents, by the chain of calls in the house (Erlang A)."""
    chances = [1.0]
    for k in range(1, 200):
        chances.append(chances[-1] * volume / 3600 / (min(k, n) / aht + max(k - n, 0) / patience))
    waiting = sum(max(k - n, 0) * chance for k, chance in enumerate(chances)) / sum(chances)
    return waiting / patience / (volume / 3600)


@pytest.mark.parametrize("scope", ["slot", "day", "week", "period"])
def test_no_more_leave_than_the_target_allows(scope):
    duty = [4 if 12 <= hour < 15 else 6 for hour in range(9, 18)]
    shares = [left(38, n) for n in duty]
    reached = max(shares) if scope == "slot" else sum(shares) / len(shares)
    for factor, rules in ((1 + 1e-4, set()), (1 - 1e-4, {"max_abandonment"})):
        limits = Target(share=0.0, slot_floor=0.0, scope=scope, max_abandonment=reached * factor)
        found = broken(asked([[38] * 9] * 2, target=limits, handling=Handling(patience="2min")))
        assert found & {"max_abandonment"} == rules
