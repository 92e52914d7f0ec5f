"""What ``staffplan init`` writes is read back, and says all that the schema says."""

import re

import pytest

from staffplan.read import read_forecast, read_scenario
from staffplan.read.scenario.known_keys import all_keys, annotation_of, documentation_of, fields_of, table_of
from staffplan.read.scenario.sample import EXAMPLES, SAMPLE, TEAM_FILES, sample_forecast_text, scenario_text
from staffplan.schema.scenario.keys import (
    Bot,
    BreakRule,
    Contract,
    Handling,
    HourlyDeflection,
    NamedShift,
    Opening,
    Payroll,
    Scenario,
    Shrinkage,
    Target,
)
from staffplan.schema.scenario.people import Fairness, TeamFiles

MODELS = (
    Scenario,
    Bot,
    HourlyDeflection,
    Handling,
    Target,
    Opening,
    Shrinkage,
    NamedShift,
    Contract,
    BreakRule,
    Payroll,
    TeamFiles,
    Fairness,
)


def put(folder, text, name="scenario.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_scenario_is_read_back(tmp_path):
    assert read_scenario(put(tmp_path, scenario_text()))[0] == SAMPLE


def test_a_team_is_named_where_one_is_written(tmp_path):
    scenario, _source = read_scenario(put(tmp_path, scenario_text(team=True)))
    assert scenario == SAMPLE.model_copy(update={"team": TeamFiles(**TEAM_FILES)})


def test_every_key_is_named():
    lines = scenario_text().splitlines()
    for _table, key in all_keys(Scenario):
        assert any(re.match(rf"(# +)?\[*{key}\b", line) for line in lines), key


def test_every_explanation_of_the_schema_is_there():
    text = re.sub(r"\s*\n#\s*", " ", scenario_text())
    for model in MODELS:
        tables = {key for key, field in fields_of(model).items() if table_of(annotation_of(field))}
        assert documentation_of(model).keys() | tables == fields_of(model).keys()
        for explanation in documentation_of(model).values():
            assert " ".join(explanation.replace("``", "`").split()) in text


TABLES = {key.partition(".")[0] for key in EXAMPLES if f"# [[{key.partition('.')[0]}]]" in scenario_text()}
"""Those that stand in a comment as a whole."""
TABLE, NAME, *TIMES = "# [[shift]]\n", '# name = "early"\n', '# start = "08:00"\n', '# end = "17:00"\n'
SHIFT_OF = {
    "shift.name": (TABLE, *TIMES),
    "shift.start": (TABLE, NAME, TIMES[1]),
    "shift.end": (TABLE, NAME, TIMES[0]),
    "shift.breaks": (TABLE, NAME, *TIMES),
    "contract.shifts": (TABLE, NAME, *TIMES),
    "contract.rotation": ("# [[rotation]]\n", '# name = "4-2"\n', '# days = "WWWWOO"\n'),
}
"""What else of a named shift, or of a rotation, has to be there with a key."""
LATE = '[[shift]]\nname = "late"\nstart = "14:00"\nend = "23:00"\n'
INSTEAD = {
    "contract.weeks_in_turn": {"days_per_week = [5, 5]\n": ""},
    "contract.forbidden_successions": {
        '# shifts = ["early"]\n': 'shifts = ["early", "late"]\n',
        TABLE: LATE + LATE.replace("late", "early"),
    },
}
"""What has to be written in another way beside a key."""


@pytest.mark.parametrize("key", [key for key in EXAMPLES if key.partition(".")[0] not in TABLES or key in SHIFT_OF])
def test_every_example_in_a_comment_is_accepted(tmp_path, key):
    name = key.rpartition(".")[2]
    commented, text = f"# {name} = {EXAMPLES[key]}\n", scenario_text()
    assert text.count(commented) == 1
    for line in (commented, *SHIFT_OF.get(key, ())):
        assert line in text
        text = text.replace(line, line[2:])
    for line, other in INSTEAD.get(key, {}).items():
        assert line in text
        text = text.replace(line, other)
    scenario, _source = read_scenario(put(tmp_path, text))
    assert scenario != SAMPLE


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_in_a_comment_is_accepted(tmp_path, table):
    text = scenario_text().replace(f"# [[{table}]]", f"[[{table}]]")
    for key, example in EXAMPLES.items():
        if key.startswith(f"{table}."):
            commented = f"# {key.rpartition('.')[2]} = {example}\n"
            first = text.index(commented, text.index(f"[[{table}]]"))
            text = text[:first] + text[first + 2 :]
    scenario, _source = read_scenario(put(tmp_path, text))
    assert len(getattr(scenario, table)) == 1


def test_lines_fit_a_screen():
    assert max(map(len, scenario_text().splitlines())) <= 100


def test_the_forecast_is_read_back(tmp_path):
    forecast, _source = read_forecast(put(tmp_path, sample_forecast_text(), "forecast.csv"), SAMPLE)
    assert (forecast.interval_minutes, len(forecast.inquiries), forecast.messages) == (60, 7 * 24, ())
    assert forecast.start.isoformat() == "2026-11-02T00:00:00+08:00"
    evening = sum(value for hour, value in enumerate(forecast.inquiries) if hour % 24 in range(18, 22))
    assert evening / sum(forecast.inquiries) == pytest.approx(0.43, abs=0.02)
