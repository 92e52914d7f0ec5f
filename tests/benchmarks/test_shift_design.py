"""Minimum shift design of the literature, expressed and solved: published instances, and some made to fit."""

import pytest
import shift_design

from staffplan import pipeline
from staffplan.pipeline.problem import read_problem
from staffplan.service import staffing

OPTIMA = {"RandomExample1": (480, 8), "RandomExample26": (1020, 17)}
"""Proved sum, in the literature's unit, and shifts in use."""


@pytest.mark.parametrize("path", sorted(shift_design.FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_an_instance_is_what_the_model_gets(path, tmp_path):
    instance = shift_design.read(path)
    problem = read_problem(*instance.write(tmp_path), {})
    need = staffing(problem.demand, problem.scenario)
    assert tuple(need.required.tolist()) == instance.need
    over, under, each = instance.weights
    assert (need.prices.overstaff, need.prices.understaff, need.prices.per_shift_type) == (60 * over, 60 * under, each)
    assert need.least.max() == 0


def test_a_file_of_the_public_copy_is_read_too(tmp_path):
    made = shift_design.made(0, 2)
    keys = {
        "interval": made.minutes,
        "demand": list(made.need),
        "minStart": [first for first, _last in made.starts],
        "maxStart": [last for _first, last in made.starts],
        "minLength": [shortest for shortest, _longest in made.lengths],
        "maxLength": [longest for _shortest, longest in made.lengths],
        "maxDuties": 4.8,
        "weightOverCover": 1,
        "weightUnderCover": 1,
        "weightShiftInstances": 60,
    }
    path = tmp_path / f"{made.name}.dzn"
    path.write_text("".join(f"{key} = {value};\n" for key, value in keys.items()), encoding="utf-8")
    assert shift_design.read(path) == made


@pytest.mark.parametrize(("seed", "types"), [(0, 2), (2, 4)])
def test_a_need_made_from_few_types_needs_no_more(seed, types, tmp_path):
    instance = shift_design.made(seed, types)
    plan = pipeline.solve(*instance.write(tmp_path)).plan
    fit = plan.summary.deviation
    assert (fit.overstaff_hours, fit.understaff_hours) == (0, 0)
    assert fit.shift_types <= types
    assert fit.total == fit.bound == 60 * fit.shift_types
    assert plan.summary.status == "optimal"


@pytest.mark.benchmark
@pytest.mark.parametrize("name", OPTIMA)
def test_published_instances_are_proved(name, tmp_path):
    row = shift_design.measured(shift_design.read(shift_design.FOLDER / f"{name}.toml"), tmp_path)
    assert (float(row["total"]), int(row["shift_types"])) == OPTIMA[name], row
    assert (row["bound"], row["rules_broken"]) == (row["total"], 0), row
