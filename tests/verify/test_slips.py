"""Whatever a hand wrote into a plan, the checker answers with rules, never with a traceback."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_plans import HOUR, broken, day, free, plan, shift

from staffplan.schema.plan import Break
from staffplan.verify import check_plan

CONTRACT = free(days_per_week=(3, 5), max_days_in_row=4, days_off_in_row=2, min_rest=11 * HOUR)
ROWS = [shift(f"{k:02d}", on=day(d), at=22 if k else 9) for k in range(2) for d in range(-k, 14) if (d + 3 * k) % 7 < 4]
moments = st.datetimes(datetime(2026, 10, 1), datetime(2026, 12, 1)) | st.datetimes()
aware = moments.map(lambda moment: moment.replace(tzinfo=UTC))


@st.composite
def slips(draw):
    """A row with one or more of its fields overwritten."""
    row = draw(st.sampled_from(ROWS))
    fields = {
        "agent_id": st.sampled_from(("00", "01", "1", "")),
        "contract": st.sampled_from(("full-time", "vendor", "")),
        "date": st.dates(),
        "start": aware,
        "end": aware,
        "breaks": st.lists(st.builds(Break, start=aware, end=aware), max_size=3).map(tuple),
        "paid_hours": st.floats(),
    }
    names = draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, unique=True))
    return row.model_copy(update={name: draw(fields[name]) for name in names})


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(slips(), min_size=1, max_size=3), st.booleans())
def test_any_schedule_gets_an_answer(rows, cyclic):
    written = plan(*ROWS, contract=CONTRACT, days=14, cyclic=cyclic)
    found = check_plan(written.model_copy(update={"shifts": (*ROWS, *rows)}))
    assert found
    assert all(str(violation) for violation in found)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 335), aware, st.floats(), st.integers(-(10**12), 10**12))
def test_any_coverage_gets_an_answer(slot, start, number, count):
    written = plan(*ROWS, contract=CONTRACT, days=14)
    for update in ({"start": start}, {"human_inquiries": number}, {"required": count, "on_duty": count}):
        rows = list(written.coverage)
        rows[slot] = rows[slot].model_copy(update=update)
        assert all(str(v) for v in check_plan(written.model_copy(update={"coverage": tuple(rows)})))


@pytest.mark.parametrize("order", [slice(None, None, -1), slice(5, 6)])
def test_rows_in_another_order_are_no_grid(order):
    written = plan(*ROWS, contract=CONTRACT, days=14)
    first = written.coverage[0].model_copy(update={"start": written.coverage[0].start + timedelta(days=900)})
    assert "coverage_rows" in broken(written.model_copy(update={"coverage": (first, *written.coverage[order])}))
