"""The scenario: everything a planner may decide besides the forecast. Each key's docstring is its documentation."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator

from staffplan.schema.base import Duration, Frozen
from staffplan.schema.deviation import Prices
from staffplan.schema.limits import MOST_ENTRIES, HourPrice, Wait
from staffplan.schema.scenario.activity import Activity
from staffplan.schema.scenario.contract import BreakRule, Contract
from staffplan.schema.scenario.dates import WEEKDAYS, Weekday
from staffplan.schema.scenario.handling import Bot, Handling, HourlyDeflection
from staffplan.schema.scenario.messages import Messages
from staffplan.schema.scenario.named_shift import NamedShift
from staffplan.schema.scenario.opening import Opening, OpeningCalendar
from staffplan.schema.scenario.payroll import Payroll
from staffplan.schema.scenario.people import Fairness, TeamFiles
from staffplan.schema.scenario.role import Role
from staffplan.schema.scenario.rotation import Rotation
from staffplan.schema.scenario.target import Scope, Target
from staffplan.words.language import _

__all__ = [
    "GRIDS",
    "WEEKDAYS",
    "Activity",
    "Bot",
    "BreakRule",
    "Contract",
    "Handling",
    "HourlyDeflection",
    "NamedShift",
    "Objective",
    "Opening",
    "Payroll",
    "Role",
    "Scenario",
    "Scope",
    "Shrinkage",
    "Solving",
    "Target",
    "Weekday",
]

GRIDS = (timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=60))


class Shrinkage(Frozen):
    """Paid time that agents are not available."""

    planned: Annotated[float, Field(ge=0, le=0.9, allow_inf_nan=False)] = 0.0
    """Share of time on duty that is planned off the phones (training, meetings), pro rata."""
    absence: Annotated[float, Field(ge=0, le=0.9, allow_inf_nan=False)] = 0.0
    """Probability that a scheduled agent is not there (illness, no-show), independent of the others."""


class Objective(Frozen):
    """What is made small."""

    minimise: Literal["headcount", "cost"] = "headcount"
    """headcount, then paid hours; or cost, then headcount."""
    overstaff: HourPrice | None = None
    """Price of an hour that an agent is on duty beyond the need of a slot: what the target takes, or the forecast's
    column ``required`` where that is more. With any of these three prices the need is no rule but a wish: first their
    sum is made small, then what ``minimise`` says. Only with target.scope = "slot"."""
    understaff: HourPrice | None = None
    """Price of an hour that an agent is missing from the need of a slot."""
    per_shift_type: HourPrice | None = None
    """Price of every distinct shift type in use: a start (time of day) with a length, whatever the day and contract."""

    @property
    def prices(self) -> Prices | None:
        """The prices of a need that may be missed, an absent one 0; None where none is given: the need is a rule."""
        given = (self.overstaff, self.understaff, self.per_shift_type)
        if all(price is None for price in given):
            return None
        return Prices(*(price or 0.0 for price in given))


class Solving(Frozen):
    """How long and how the search runs."""

    time_limit: Wait = timedelta(seconds=60)
    """Time for the whole command, explanations and files included; the best plan so far and its bound are kept."""
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    """Seed of everything random; the same input and seed give the same plan."""


class Scenario(Frozen):
    """All values in force: what the file sets and the defaults for the rest."""

    grid: Duration = timedelta(minutes=30)
    """Step of the planning grid: 15min, 30min or 60min."""
    timezone: str = "Asia/Shanghai"
    """IANA time zone of the forecast's local times and of the plan."""
    week_start: Weekday = "monday"
    """First day of the calendar week that the week's rules count in."""
    cyclic: bool = False
    """true: a typical week (or several), whose last day is followed by its first."""
    bot: Bot = Bot()
    handling: Handling = Handling()
    messages: Messages = Messages()
    target: Target = Target()
    opening: Opening = Opening()
    shrinkage: Shrinkage = Shrinkage()
    shift: Annotated[tuple[NamedShift, ...], Field(max_length=MOST_ENTRIES)] = ()
    rotation: Annotated[tuple[Rotation, ...], Field(max_length=MOST_ENTRIES)] = ()
    contract: tuple[Contract, ...] = Field(default=(Contract(),), min_length=1, max_length=MOST_ENTRIES)
    role: Annotated[tuple[Role, ...], Field(max_length=MOST_ENTRIES)] = ()
    activity: Annotated[tuple[Activity, ...], Field(max_length=MOST_ENTRIES)] = ()
    team: TeamFiles = TeamFiles()
    fairness: Fairness = Fairness()
    objective: Objective = Objective()
    solve: Solving = Solving()
    payroll: Payroll = Payroll()

    @field_validator("grid")
    @classmethod
    def _grid_is_known(cls, value: timedelta) -> timedelta:
        if value not in GRIDS:
            raise ValueError(_("15min, 30min or 60min"))
        return value

    @field_validator("timezone")
    @classmethod
    def _timezone_is_known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(_('an IANA time zone, such as "Asia/Shanghai"')) from error
        return value

    @field_validator("target")
    @classmethod
    def _somebody_may_leave(cls, value: Target, info: ValidationInfo) -> Target:
        handling = info.data.get("handling")
        if value.max_abandonment is not None and handling is not None and handling.patience is None:
            raise ValueError(_("max_abandonment only with handling.patience: without it nobody leaves"))
        return value

    def shifts_of(self, contract: Contract) -> tuple[NamedShift, ...]:
        """The named shifts that a contract lists, in its order."""
        bank = {each.name: each for each in self.shift}
        return tuple([bank[name] for name in contract.shifts if name in bank])

    def activities_of(self, contract: Contract) -> tuple[Activity, ...]:
        """The activities of a contract's agents, in the scenario's order."""
        return tuple([each for each in self.activity if not each.contracts or contract.name in each.contracts])

    def lengths_of(self, contract: Contract) -> tuple[timedelta, ...]:
        """The lengths of all shifts of a contract, from start to end, those of the bank behind its own."""
        return (*contract.shift_lengths, *(each.spans[-1][1] for each in self.shifts_of(contract)))

    @property
    def calendar(self) -> OpeningCalendar:
        """The opening hours of each date."""
        return OpeningCalendar(self.opening, self.payroll.country, self.payroll.subdivision)

    def contracts_of(self, role: Role) -> tuple[Contract, ...]:
        """The contracts whose agents count for ``role``."""
        return tuple(each for each in self.contract if role.label in (each.label, each.name))

    @property
    def slot_minutes(self) -> int:
        """Length of a slot in minutes."""
        return int(self.grid.total_seconds()) // 60
