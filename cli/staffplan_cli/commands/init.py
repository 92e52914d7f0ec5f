"""``staffplan init``: a scenario with every key explained, a forecast, and perhaps a team, to start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.errors import OutputError
from staffplan.words.language import _, marked
from staffplan_cli.help import Argument, Option
from staffplan_cli.options import FOLDER, parameter, planner_command, screen_options

if TYPE_CHECKING:
    from staffplan_cli.screen import Screen


@planner_command(
    "init",
    marked("Write a commented scenario and a sample forecast to start from."),
    examples=(
        (marked("Into this folder:"), "staffplan init"),
        (marked("Into a new folder; then change both files and plan:"), "staffplan init my-shop"),
        (marked("With the people by name, their days and their wishes:"), "staffplan init my-shop --team"),
    ),
)
@parameter(
    Argument(["folder"], about=marked("Where to write them; without it, here."), type=FOLDER, default=Path()),
    Option(["--team"], is_flag=True, help=marked("Also write the files of a team: people, settled days, wishes.")),
    Option(["--force"], is_flag=True, help=marked("Replace files that are there already.")),
)
@screen_options(json=False)
def command(folder: Path, team: bool, force: bool, screen: Screen) -> None:
    """Write the files; never over a planner's own unless told so."""
    from staffplan.read.scenario.sample import sample_forecast_text, scenario_text
    from staffplan.read.team.sample import sample_team_texts
    from staffplan.storage.write import write_files

    contents = {"forecast.csv": sample_forecast_text(), "scenario.toml": scenario_text(team=team)}
    contents |= sample_team_texts() if team else {}
    there = [folder / name for name in contents if (folder / name).exists()]
    if there and not force:
        raise OutputError(
            _("{files} exists already: name another folder, or replace it with --force").format(
                files=", ".join(str(path) for path in there)
            )
        )
    # A mark, so that Excel opens Chinese comments and headers rightly; TOML allows none.
    encoded = {name: text.encode("utf-8" if name.endswith(".toml") else "utf-8-sig") for name, text in contents.items()}
    forecast, scenario, *others = write_files(folder, encoded)
    files = ", ".join(map(str, (forecast, scenario, *others)))
    both = _("{forecast} and {scenario} are written: change them, then").format(forecast=forecast, scenario=scenario)
    screen.show(
        _("{files} are written: change them, then").format(files=files) if others else both,
        f"  staffplan solve {forecast} -c {scenario}",
    )
