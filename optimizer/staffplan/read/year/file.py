"""YEAR.toml: the seasons with their forecasts and scenarios, and the supply; every fault is told together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from staffplan.errors import Fault, InputError
from staffplan.read.faults import Faults
from staffplan.read.forecast.file import read_forecast
from staffplan.read.scenario.file import _parse
from staffplan.read.scenario.known_keys import fields_of
from staffplan.read.scenario.refusals import Refusal, refusals
from staffplan.read.tables.files import read_bytes
from staffplan.read.year.dates import Dated, Dating
from staffplan.schema.scenario.consistency import dates_lie_on_a_calendar, inconsistencies
from staffplan.schema.scenario.keys import Contract, Scenario
from staffplan.schema.year.calendar import Calendar
from staffplan.schema.year.problem import SeasonInput, YearInput
from staffplan.schema.year.rules import CALENDAR_RULES, YEAR_RULES, seasons_of, seats_are_no_part_of_a_year
from staffplan.schema.year.year import Year
from staffplan.storage.input_files import MOST_TEXT_BYTES
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.schema.forecast import Forecast, Source
    from staffplan.schema.year.supply import SupplyContract
    from staffplan.words.messages import Message

SHARED = ("grid", "timezone", "week_start", "solve")
"""Tables and keys that all seasons have in common."""
OWN = ("handling", "target", "opening", "shrinkage")
"""Tables of which a season may change keys."""


def read_year(path: str | Path) -> YearInput:
    """Read a year, its seasons' forecasts, and check all of it.

    Raises InputError with every fault found.
    """
    data, source = read_bytes(path, MOST_TEXT_BYTES)
    raw = _parse(data, Faults(str(path)))
    if named := [_no_names(key) for key in ("team", "fairness") if key in raw]:
        raise _refused(named, str(path))
    try:
        year = Year.model_validate(raw)
    except ValidationError as error:
        raise _refused(list(refusals(error, Year, raw)), str(path)) from None
    dating = Dating(year)
    found = [_r(wrong) for rule in YEAR_RULES for wrong in rule(year)]
    dated = dating.seasons()
    found += [_r(wrong) for wrong in dating.found]
    if found:
        raise _refused(found, str(path))
    calendar = Calendar(tuple(one.dates for one in dated))
    names = (*(one.name for one in dated), *(season.name for season in year.season if season.name))
    found += [_r(wrong) for rule in CALENDAR_RULES for wrong in rule(year, calendar, names)]
    scenarios = []
    for k, one in enumerate(dated):
        scenario, wrong_ones = _scenario(raw, year, one, calendar, k)
        scenarios.append(scenario)
        found += [wrong for wrong in wrong_ones if wrong not in found]
    if found:
        raise _refused(found, str(path))
    return _with_forecasts(Path(path), source, year, calendar, dated, [s for s in scenarios if s], dating.notes)


def _no_names(key: str) -> Refusal:
    """A year counts agents: nobody is there by name."""
    found = _("people by name in a year of seasons, which counts agents")
    return Refusal(key, found, _("nothing; `staffplan solve` plans a period with people by name"), "unknown_key")


def _r(wrong: Any) -> Refusal:  # noqa: ANN401
    return Refusal(wrong.key, wrong.found, wrong.accepted, "inconsistent")


def _refused(found: list[Refusal], file: str) -> InputError:
    by_key: dict[tuple[str, str], Fault] = {}
    for one in found:
        fault = Fault(file, one.found, one.accepted, column=one.key, code=one.code)
        by_key.setdefault((one.key, one.found), fault)
    return InputError(list(by_key.values()))


def _scenario(
    raw: dict[str, Any], year: Year, one: Dated, calendar: Calendar, place: int
) -> tuple[Scenario | None, list[Refusal]]:
    """The scenario of a season, and what is wrong with it, by the key of the year's file."""
    season = year.season[one.index]
    values = {key: raw[key] for key in SHARED if key in raw}
    for key in OWN:
        values[key] = {**raw.get(key, {}), **getattr(season, key)}
    values["contract"] = [
        {**{k: v for k, v in entry.items() if k in fields_of(Contract)}, **season.rules.get(entry.get("name", ""), {})}
        for key in ("contract", "vendor")
        for entry in _with_names(raw, key, year)
    ]
    try:
        scenario = Scenario.model_validate(values)
    except ValidationError as error:
        return None, [_moved(wrong, year, one) for wrong in refusals(error, Scenario, values)]
    inconsistent = (*inconsistencies(scenario), *seats_are_no_part_of_a_year(scenario))
    wrong_ones = [_moved(_r(wrong), year, one) for wrong in inconsistent]
    if wrong_ones:
        return None, wrong_ones
    contracts = [_in_season(contract, year, k, calendar, place, one) for k, contract in enumerate(scenario.contract)]
    return scenario.model_copy(update={"contract": tuple(contracts)}), []


def _with_names(raw: dict[str, Any], key: str, year: Year) -> list[dict[str, Any]]:
    """The raw entries, each with the name in force."""
    return [{**entry, "name": one.name} for entry, one in zip(raw.get(key, []), getattr(year, key), strict=True)]


def _moved(wrong: Refusal, year: Year, one: Dated) -> Refusal:
    """The fault at the place of the year's file that makes it: the season where it changes that table."""
    key, season = wrong.key, year.season[one.index]
    head = key.partition(".")[0].partition("[")[0]
    if head in OWN and getattr(season, head):
        return replace(wrong, key=f"season[{one.index + 1}].{key}")
    if head == "contract" and "[" in key:
        number = int(key.partition("[")[2].partition("]")[0])
        rest = key.partition("]")[2]
        names = [c.name for c in (*year.contract, *year.vendor)]
        if season.rules.get(names[number - 1]):
            return replace(wrong, key=f"season[{one.index + 1}].rules.{names[number - 1]}{rest}")
        if number > len(year.contract):
            return replace(wrong, key=f"vendor[{number - len(year.contract)}]{rest}")
    return wrong


def _in_season(contract: Contract, year: Year, k: int, calendar: Calendar, place: int, one: Dated) -> Contract:
    """The contract with what the season changes: overtime, and nobody outside a seasonal contract's dates."""
    if k >= len(year.contract):
        return contract
    supply = year.contract[k]
    if supply.kind == "seasonal" and place not in seasons_of(supply, calendar):
        return contract.model_copy(update={"headcount": (0, 0)})
    if supply.overtime is not None and overtime_in(supply, year, one):
        least, most = contract.days_per_week
        lengths = (*contract.shift_lengths, *supply.overtime.shift_lengths)
        days = (least, most + supply.overtime.days)
        return contract.model_copy(update={"days_per_week": days, "shift_lengths": lengths})
    return contract


def overtime_in(supply: SupplyContract, year: Year, one: Dated) -> bool:
    """Whether overtime is worked in the season."""
    assert supply.overtime is not None
    names = supply.overtime.seasons
    return names is None or one.name in names or year.season[one.index].name in names


def _with_forecasts(
    path: Path,
    source: Source,
    year: Year,
    calendar: Calendar,
    dated: list[Dated],
    scenarios: list[Scenario],
    notes: list[Message],
) -> YearInput:
    faults: list[Fault] = []
    seasons = []
    known: dict[str, tuple[Forecast, Source]] = {}
    for one, scenario in zip(dated, scenarios, strict=True):
        season = year.season[one.index]
        key = repr((season.forecast, scenario))  # many seasons may share a typical week
        try:
            known[key] = known[key] if key in known else read_forecast(path.parent / season.forecast, scenario)
            forecast, file = known[key]
        except InputError as error:
            faults += [fault for fault in error.faults if fault not in faults]
            continue
        days = _whole_days(forecast)
        typical = days == 7 and (one.dates.days != 7 or forecast.start.date() != one.dates.first)
        if not typical and (days != one.dates.days or forecast.start.date() != one.dates.first):
            faults.append(_unfit(path, one, forecast, days))
            continue
        if (fault := _no_week(path, year, one, typical=typical)) is not None:
            faults.append(fault)
        if typical:
            faults += _dates_of_a_typical_week(path, one, year, scenario)
        faults += _outside(path, year, one)
        scaled = tuple(value * season.volume for value in forecast.inquiries)
        seasons.append(
            SeasonInput(
                name=one.name,
                season=season,
                dates=one.dates,
                scenario=scenario.model_copy(update={"cyclic": typical}),
                forecast=forecast.model_copy(update={"inquiries": scaled}),
                source=file,
            )
        )
    if faults:
        raise InputError(faults)
    messages = list(dict.fromkeys(message for one in seasons for message in one.forecast.messages))
    return YearInput(year, calendar, tuple(seasons), source, (*notes, *messages))


def _whole_days(forecast: Forecast) -> int | None:
    """Days of the forecast; None where it does not run from midnight to midnight."""
    minutes = forecast.interval_minutes * len(forecast.inquiries)
    if (forecast.start.hour, forecast.start.minute) != (0, 0) or minutes % 1440:
        return None
    return minutes // 1440


def _unfit(path: Path, one: Dated, forecast: Forecast, days: int | None) -> Fault:
    found = _("a forecast of {days} days from {first}").format(
        days=days if days is not None else _("parts of"), first=forecast.start.date()
    )
    accepted = _("a typical week (7 whole days), or the season's days, {first} to {last}").format(
        first=one.dates.first, last=one.dates.last
    )
    return Fault(str(path), found, accepted, column=f"season[{one.index + 1}].forecast", code="inconsistent")


def _no_week(path: Path, year: Year, one: Dated, *, typical: bool) -> Fault | None:
    """Days of overtime a week can only be told in a typical week."""
    for contract in year.contract:
        if not typical and contract.overtime and contract.overtime.days and overtime_in(contract, year, one):
            found = _("the whole stretch, while {contract} works overtime days").format(contract=contract.name)
            return Fault(
                str(path), found, _("a typical week"), column=f"season[{one.index + 1}].forecast", code="inconsistent"
            )
    return None


def _dates_of_a_typical_week(path: Path, one: Dated, year: Year, scenario: Scenario) -> list[Fault]:
    """Dates and holidays are none of a week that stands for all weeks of its season."""
    week = scenario.model_copy(update={"cyclic": True})
    found = [_moved(_r(wrong), year, one) for wrong in dates_lie_on_a_calendar(week)]
    return list(_refused(found, str(path)).faults)


def _outside(path: Path, year: Year, one: Dated) -> list[Fault]:
    """Promotion days that lie in no part of their season."""
    season = year.season[one.index]
    if season.preset == "off-season":
        return []
    column = f"season[{one.index + 1}].promotion_days"
    accepted = _("a day from {first} to {last}").format(first=one.dates.first, last=one.dates.last)
    return [
        Fault(str(path), str(day), accepted, column=column, code="inconsistent")
        for day in season.promotion_days
        if not one.dates.holds(day)
    ]
