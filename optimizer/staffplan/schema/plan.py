"""The plan: every shift of every agent, what it covers, and what is proved about it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import AwareDatetime, Field

from staffplan.schema.base import Frozen
from staffplan.schema.deviation import Deviation
from staffplan.schema.message import StoredMessage
from staffplan.schema.people.result import TeamPlan
from staffplan.schema.scenario.keys import Scenario, Target


class Break(Frozen):
    """One break of a shift."""

    start: AwareDatetime
    """Local start."""
    end: AwareDatetime
    """Local end."""
    name: str = ""
    """Name of the activity that it is, which is paid; empty: a break to rest."""


class Shift(Frozen):
    """One row of schedule.csv."""

    agent_id: str
    """The agent: text with leading zeros."""
    contract: str
    """Name of the agent's contract."""
    date: date
    """Local date of the start, which the shift counts for."""
    start: AwareDatetime
    """Local start."""
    end: AwareDatetime
    """Local end, on the next day for a shift over midnight."""
    breaks: tuple[Break, ...] = ()
    """Breaks and activities in their order."""
    paid_hours: float
    """Length less unpaid breaks, in hours."""
    shift_name: str = ""
    """Name of the shift in the scenario's bank; empty where it has none."""

    @property
    def rests(self) -> tuple[Break, ...]:
        """Its breaks that are no activity."""
        return tuple([pause for pause in self.breaks if not pause.name])

    def of_agent(self, agent_id: str) -> Shift:
        """The same shift of another agent: ``model_copy`` in two fifths of its time, for plans of 400,000 shifts."""
        other, keep = Shift.__new__(Shift), object.__setattr__
        keep(other, "__dict__", {**self.__dict__, "agent_id": agent_id})
        keep(other, "__pydantic_fields_set__", self.__pydantic_fields_set__)
        keep(other, "__pydantic_extra__", self.__pydantic_extra__)
        keep(other, "__pydantic_private__", self.__pydantic_private__)
        return other


class CoverageSlot(Frozen):
    """One row of coverage.csv."""

    start: AwareDatetime
    """Local start of the slot."""
    inquiries: float
    """Expected inquiries before the bot."""
    human_inquiries: float
    """Expected inquiries offered to humans."""
    required: int
    """Agents that the slot alone would need: for the target and by the forecast, the larger of both."""
    on_duty: int
    """Agents in a shift and not on a break."""
    service_level: float | None
    """Predicted share answered in time, by the steady curve; None where nobody asks."""
    occupancy: float | None
    """Predicted share of time on duty that agents are busy; None where nobody is on duty."""


class DayService(Frozen):
    """Service of one local day."""

    date: date
    """The day."""
    human_inquiries: float
    """Expected inquiries that count for the target."""
    predicted: float | None
    """Share answered in time by the steady curves; None where nobody asks."""
    certified: float | None = None
    """The same by the time-varying queue over the finished schedule; None: not evaluated, or nobody asks."""


class GroupService(Frozen):
    """Service of one group of the target's scope (a day, a calendar week, the period)."""

    label: str
    """The day, the first day of the week, or ``period``."""
    predicted: float | None
    """Share answered in time by the steady curves."""
    certified: float | None = None
    """The same by the time-varying queue."""


class DayMessages(Frozen):
    """Messages due on one local day."""

    date: date
    """The day."""
    messages: float
    """Expected messages whose deadline lies on it."""
    in_time: float
    """Share of them replied to by then."""


class MessageService(Frozen):
    """Messages and the replies to them, in what live inquiries leave of the agents' time."""

    messages: float
    """Expected messages of the period."""
    in_time: float | None
    """Share replied to in time of those due in the period; None where none are."""
    by_day: tuple[DayMessages, ...] = ()
    """Day by day, by the deadline."""

    @property
    def due(self) -> float:
        """Expected messages whose deadline lies in the period."""
        return sum(day.messages for day in self.by_day)

    @property
    def not_due(self) -> float:
        """Expected messages whose deadline lies behind the period: nothing is said of their replies."""
        return max(self.messages - self.due, 0.0)


class ShortSlot(Frozen):
    """A slot with fewer agents than it needs."""

    start: AwareDatetime
    """Local start."""
    on_duty: int
    """Agents on duty."""
    needed: int
    """Agents needed."""


class Service(Frozen):
    """What was promised, what the model predicts, what the finished schedule gives."""

    target: Target
    """The target in force."""
    predicted: float | None
    """Share answered in time over the period, by the steady curves; None where nobody asks."""
    certified: float | None = None
    """The same by the time-varying queue; None: not evaluated."""
    target_met: bool | None = None
    """Whether the certified service meets the target in every group, and no slot is in ``short_slots``; None: not
    evaluated, or nobody asks and all that is needed is on duty."""
    short_slots: tuple[ShortSlot, ...] = ()
    """Slots with fewer on duty than the forecast needs, or than a need that has prices."""
    by_day: tuple[DayService, ...] = ()
    """Day by day."""
    by_group: tuple[GroupService, ...] = ()
    """By the target's scope."""
    messages: MessageService | None = None
    """Replies to messages on the schedule; None: there are none, or they are not planned for."""


class PlanSummary(Frozen):
    """plan.json."""

    status: Literal["optimal", "feasible"]
    """"optimal" only where headcount (or cost, if that is the objective) equals its proved bound, and, where the need
    has prices, their sum its own."""
    headcount: int
    """Agents with at least one shift; with a team by name its people, and who is to be hired."""
    headcount_bound: int
    """Proved: no legal plan has fewer; where the need has prices, none of no larger ``deviation.total``."""
    headcount_by_contract: dict[str, int]
    """Agents of each contract."""
    objective: Literal["headcount", "cost"] = "headcount"
    """What was minimised."""
    cost: float | None = None
    """Cost of the paid hours; None where a contract in use has no hourly cost."""
    cost_bound: float | None = None
    """Proved: no legal plan (where the need has prices, of no larger ``deviation.total``) costs less; None unless cost
    was minimised, and where nothing is known."""
    deviation: Deviation | None = None
    """How far the schedule is from a need that has prices; None: the need has none, it is a rule."""
    paid_hours: float
    """Paid hours of all shifts."""
    interrupted: bool = False
    """Whether the user stopped the search."""
    service: Service
    """Target, predicted and certified service."""
    solve_seconds: float
    """Seconds of the search."""
    stages: dict[str, float]
    """Seconds of every stage."""
    versions: dict[str, str]
    """Versions of staffplan and of what it computes with."""
    seed: int
    """Seed of everything random."""
    inputs: dict[str, str]
    """sha256 of each input file, by the name the user gave."""
    scenario: Scenario
    """All values in force, defaults included."""
    aht_s: tuple[float, ...] | None = None
    """Average handling time of each slot in seconds, shape (n_slots,); None: the scenario's in every slot."""
    required: tuple[int | None, ...] | None = None
    """Agents needed in each slot by the forecast, whatever the target takes, shape (n_slots,); None (a slot or all): it
    says nothing."""
    left_messages: tuple[float, ...] | None = None
    """Expected messages that come in during each slot, shape (n_slots,); None: none are planned for."""
    written: dict[str, str] = Field(default_factory=dict)
    """sha256 of schedule.csv as it was computed and of payroll.xlsx as it was last written: a file that differs holds
    edits."""
    warnings: tuple[StoredMessage, ...] = ()
    """What a planner should know before using the plan."""
    team: TeamPlan | None = None
    """The people by name and what became of them; None: plans count agents."""
    explanation: dict[str, Any] | None = None
    """Why not one fewer; None unless asked for."""


class Plan(Frozen):
    """A plan as its folder holds it."""

    summary: PlanSummary
    """plan.json."""
    shifts: tuple[Shift, ...]
    """schedule.csv, ordered by agent and start."""
    coverage: tuple[CoverageSlot, ...] = Field(min_length=1)
    """coverage.csv, a row for each slot of the grid."""
