from datetime import UTC, timedelta

import numpy as np
import pytest
from written_plans import AUTUMN, HOUR, MONDAY, SPRING, broken, day, free, plan, shift

from staffplan.schema.plan import Break
from staffplan.schema.scenario.keys import Opening, Target
from staffplan.verify.roster import roster_of
from staffplan.verify.rules.cover import count_on_duty


def with_rows(written, rows):
    return written.model_copy(update={"coverage": tuple(rows)})


def test_coverage_rows_follow_one_another():
    written = plan(shift())
    rows = list(written.coverage)
    assert broken(with_rows(written, rows[:40] + rows[41:])) == {"coverage_rows"}
    assert broken(with_rows(written, rows[:40] + rows[39:])) == {"coverage_rows"}


def test_coverage_rows_have_the_offset_of_the_zone():
    written = plan(shift())
    wrong = written.coverage[3].model_copy(update={"start": written.coverage[3].start.astimezone(UTC)})
    assert broken(with_rows(written, [*written.coverage[:3], wrong, *written.coverage[4:]])) == {"coverage_rows"}


@pytest.mark.parametrize("slot", [9, 13, 30])
def test_coverage_states_who_is_on_duty(slot):
    written = plan(shift())
    row = written.coverage[slot]
    wrong = row.model_copy(update={"on_duty": row.on_duty + 1})
    assert broken(with_rows(written, [*written.coverage[:slot], wrong, *written.coverage[slot + 1 :]])) == {"on_duty"}


def duty(*shifts, **keys):
    return count_on_duty(roster_of(plan(*shifts, **keys)))


def test_on_duty_is_in_a_shift_and_not_on_a_break():
    found = duty(shift(at=9), shift("02", at=11), days=1)
    assert found[8:21].tolist() == [0, 1, 1, 2, 2, 1, 2, 1, 2, 2, 1, 1, 0]


@pytest.mark.parametrize(("night", "slots"), [(SPRING, 23), (AUTUMN, 25)])
def test_on_duty_over_a_clock_change(night, slots):
    found = duty(shift(on=night, at=0, meals=(3,)), first=night, days=1)
    assert len(found) == slots
    assert found.tolist() == [1, 1, 1, 0, 1, 1, 1, 1, 1] + [0] * (slots - 9)


def test_eve_and_last_night_count_as_far_as_they_lie_in_the_period():
    found = duty(shift(on=day(-1), at=22), shift(on=day(6), at=22))
    assert found[:8].tolist() == [1, 1, 0, 1, 1, 1, 1, 0]
    assert found[-3:].tolist() == [0, 1, 1]


def test_last_night_of_a_cycle_is_the_first_morning():
    found = duty(shift(on=day(6), at=22), cyclic=True)
    assert found[:8].tolist() == [1, 1, 0, 1, 1, 1, 1, 0]


def test_slot_that_a_break_touches_is_lost_once():
    row = shift(meals=())
    pauses = tuple(
        Break(start=row.start + timedelta(minutes=m), end=row.start + timedelta(minutes=m + 10))
        for m in (185, 200, 235)
    )
    found = duty(row.model_copy(update={"breaks": pauses}), days=1)
    assert found[9:18].tolist() == [1, 1, 1, 0, 0, 1, 1, 1, 1]


def test_minimum_staff_in_the_opening_hours():
    need = {"target": Target(minimum_staff=1), "opening": Opening(hours=(9 * 60, 18 * 60), closed=("tuesday",))}
    contract = free(starts=None)
    pair = shift("01", meals=(3,)), shift("02", meals=(4,))

    def found(*rows, days):
        return broken(plan(*rows, contract=contract, days=days, scenario=need)) - {"required"}

    assert found(*pair, days=2) == set()
    assert found(*pair, days=3) == {"minimum_staff"}
    assert found(pair[0], days=2) == {"minimum_staff"}


def test_random_shifts_are_counted_as_one_by_one():
    rng = np.random.default_rng(5)
    rows = [
        shift(
            f"{k:03d}",
            on=day(int(rng.integers(7)), SPRING),
            at=int(rng.integers(4, 24)),
            meals=(int(rng.integers(3, 6)),),
        )
        for k in range(60)
    ]
    for cyclic in (False, True):
        written = plan(*rows, first=SPRING, cyclic=cyclic)
        assert count_on_duty(roster_of(written)).tolist() == [row.on_duty for row in written.coverage]


def test_violation_reads_as_a_sentence():
    from staffplan.verify import check_plan

    (violation,) = check_plan(plan(shift(), shift(on=day(1), at=3), contract=free(min_rest=11 * HOUR)))
    assert str(violation) == "agent 01, 2026-11-03: found 9h of rest before the shift; allowed: at least 11h (min_rest)"
    assert violation.date == MONDAY + timedelta(days=1)
