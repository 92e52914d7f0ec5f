"""The examples of docs/input.md hold."""

import re
from pathlib import Path

from forecast_files import read

from staffplan.read import read_scenario
from staffplan.read.layouts.headings import LIST, PROFILE

PAGE = (Path(__file__).parents[3] / "docs" / "input.md").read_text(encoding="utf-8")


def test_every_header_is_listed():
    rows = {line.split("|")[1].strip(" `"): line for line in PAGE.splitlines() if line.startswith("| `")}
    for name in (*LIST.required, *LIST.optional):
        assert rows[name].rstrip(" |").endswith(", ".join(LIST.aliases[name]))
    for names in PROFILE.values():
        assert f"({', '.join(names)})" in PAGE


def test_the_table_is_read(tmp_path):
    lines = [line.strip("| ") for line in PAGE.splitlines() if line.startswith("| start") or "09:00 | 120" in line]
    lines += [line.strip("| ") + " |" for line in PAGE.splitlines() if "1,450" in line]
    forecast = read(tmp_path, "\n".join(line.replace(" | ", "|") for line in lines))
    assert (forecast.inquiries, forecast.deflection, forecast.aht_s) == ((120, 1450), (0.8, 0.75), (300, None))


def test_the_scenario_is_read(tmp_path):
    path = tmp_path / "scenario.toml"
    path.write_text(re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1], encoding="utf-8")
    scenario, _source = read_scenario(path)
    assert (scenario.bot.deflection, scenario.contract[0].starts) == (0.8, (540, 840))
