"""A team from its files: every fault of all of them is told together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from staffplan.errors import Fault, InputError
from staffplan.read.faults import Faults
from staffplan.read.opened import name_of
from staffplan.read.tables.frame import is_frame
from staffplan.read.team.days import read_days
from staffplan.read.team.ids import Ids
from staffplan.read.team.past import with_past
from staffplan.read.team.people import read_people
from staffplan.read.team.row import Known
from staffplan.read.team.wishes import read_wishes
from staffplan.schema.people.team import Team
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from staffplan.read.opened import Given
    from staffplan.read.team.people import People
    from staffplan.read.team.sheet import Sheet
    from staffplan.schema.forecast import Source
    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.words.messages import Message

FRAME = "team"
"""What messages call people that a program holds, as its argument is called."""
T = TypeVar("T")


class TeamRead(NamedTuple):
    """A team, and where it comes from."""

    team: Team
    sources: tuple[Source, ...]
    """Its files; of the last plan, the schedule."""
    warnings: tuple[Message, ...]
    """What a planner should know."""


def read_team(
    scenario: Scenario,
    given: Given | None,
    grid: Grid,
    folders: Sequence[Path] = (),
    *,
    after: str | Path | None = None,
) -> TeamRead | None:
    """The people of ``given``, or else of ``scenario.team``, with their days and wishes; None where nobody is named.

    Relative names in the scenario are looked for in ``folders``, then where we stand. ``after``: the folder of the last
    plan of the same people, whose shifts go before the period.

    Raises:
        InputError: with every fault of all files.
    """
    file = _found(scenario.team.file, folders) if given is None else given
    if file is None:
        _refuse_without_team(scenario, after)
        return None
    faults: list[Fault] = list(_cyclic(scenario, given))
    team_faults = Faults(FRAME if is_frame(file) else name_of(file))
    people = _collect(faults, team_faults, lambda: read_people(file, scenario, grid, team_faults))
    known = _known(people, scenario, grid)
    days = _list(scenario.team.days, folders, lambda name, own: read_days(name, known, own), faults, people)
    wishes = _list(scenario.team.wishes, folders, lambda name, own: read_wishes(name, known, own), faults, people)
    if people is None or faults:
        raise InputError(faults)
    if wrong := _headcounts(people, scenario, team_faults.file):
        raise InputError(wrong)
    team = Team(people=tuple(people.people), days=days[1] if days else (), wishes=wishes[1] if wishes else ())
    sheets = [people.sheet, *(found[0] for found in (days, wishes) if found)]
    sources = tuple(_named(sheet, file) for sheet in sheets)
    warnings = tuple(message for sheet in sheets for message in sheet.messages)
    if after is None:
        return TeamRead(team, sources, warnings)
    team, source, more = with_past(team, after, scenario, grid, people.said)
    return TeamRead(team, (*sources, source), (*warnings, *more))


def _found(name: str | None, folders: Sequence[Path]) -> Path | None:
    """The file that the scenario names, in the first folder that has it."""
    if name is None:
        return None
    path = Path(name).expanduser()
    return next((place for place in (*(folder / path for folder in folders), path) if place.is_file()), path)


def _named(sheet: Sheet, file: Given) -> Source:
    """The source of a sheet; a DataFrame has a name of its own beside that of the forecast."""
    own = sheet.faults.file == FRAME and is_frame(file)
    return sheet.source.model_copy(update={"path": FRAME}) if own else sheet.source


def _collect(faults: list[Fault], own: Faults, read: Callable[[], T]) -> T | None:
    """What ``read`` makes of a file; ``faults`` gets what is wrong with it."""
    try:
        found = read()
    except InputError as error:
        faults.extend(error.faults)
        return None
    faults.extend(sorted(own.list, key=lambda fault: fault.row or 0))
    return found


def _list(
    name: str | None,
    folders: Sequence[Path],
    read: Callable[[Path, Faults], T],
    faults: list[Fault],
    people: People | None,
) -> T | None:
    """A list of the scenario, where it names one; without people nothing can be held against it."""
    path = _found(name, folders)
    if path is None or people is None:
        return None
    own = Faults(name_of(path))
    return _collect(faults, own, lambda: read(path, own))


def _known(people: People | None, scenario: Scenario, grid: Grid) -> Known:
    ids = () if people is None else people.ids.values()
    return Known(scenario, grid, Ids(ids), {} if people is None else {each.id: each for each in people.people})


def _cyclic(scenario: Scenario, given: Given | None) -> list[Fault]:
    """A typical week has no dates, and nobody's name."""
    if not scenario.cyclic:
        return []
    file = FRAME if given is None or is_frame(given) else name_of(given)
    accepted = _("nobody by name: cyclic = true plans a typical week, which has no dates")
    return [Fault(file, _("a team"), accepted, code="inconsistent")]


def _refuse_without_team(scenario: Scenario, after: str | Path | None) -> None:
    """Raise InputError where days, wishes or the last plan have nobody whose they are."""
    keys = [(f"team.{key}", getattr(scenario.team, key)) for key in ("days", "wishes")]
    accepted = _("nothing, or the people as well: team.file, or --team")
    faults = [Fault(_("scenario"), repr(name), accepted, column=key, code="inconsistent") for key, name in keys if name]
    if after is not None:
        faults.append(Fault("--after", _("the last plan of nobody"), accepted))
    if faults:
        raise InputError(faults)


def _headcounts(people: People, scenario: Scenario, file: str) -> list[Fault]:
    """Contracts whose limits of headcount the people cannot keep."""
    faults = []
    for k, contract in enumerate(scenario.contract, start=1):
        count = sum(person.contract == contract.name for person in people.people)
        least, most = contract.headcount
        hired = scenario.team.hire is None or contract.name in scenario.team.hire
        found = _("{count} people of {contract}").format(count=count, contract=contract.name)
        if most is not None and count > most:
            accepted = _("{most} at most, as contract[{number}].headcount says").format(most=most, number=k)
            faults.append(Fault(file, found, accepted, code="inconsistent"))
        elif count < least and not hired:
            accepted = _("{least} at least, as contract[{number}].headcount says, or the contract in team.hire")
            faults.append(Fault(file, found, accepted.format(least=least, number=k), code="inconsistent"))
    return faults
