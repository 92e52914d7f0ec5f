"""The numbers that steer the searches, in one place: what each means, and why it is what it is.

Where a reason is a measurement, "decision n" names the page in docs/decisions that has its figures. A number without a
reason was never varied: it is not known to be better than its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RelaxationParams:
    """The linear relaxation and the bound that it gives."""

    weekly_from_peak: int = 20
    """From this need of a slot on, a month is relaxed week by week."""
    weekly_from_columns: int = 20_000
    """From so many columns on too: as one piece a month takes longer than all its weeks together (decision 9)."""
    share: float = 0.7
    """Of the time left: what is not relaxed by then leaves time for a plan without it."""
    redrawn: int = 4
    """How often the service curves are drawn anew around a solution, at most (decision 4)."""
    heads_share: float = 0.1
    """Of the time left, for the least headcount where cost is minimised."""
    parts_of_day: int = 4
    """Of the slots left out of the relaxation, one of each part of a day comes in at a time."""
    rise: float = 1e-3
    """Agents by which a round with more slots raises the bound, if another one may help."""
    short: float = 1e-3
    """Shares of the largest need that count as short."""


@dataclass(frozen=True)
class RoundingParams:
    """LP rounding of shifts, then of breaks (decision 9)."""

    from_heads: int = 50
    """From this bound on, shifts and breaks are rounded together too; a smaller team exchanges tours instead."""
    only_from_heads: int = 100
    """From this bound on, of a large model, a plan above the bound is taken: other searches take too long."""
    only_from_columns: int = 10_000
    """Columns a week from which a model is large for that."""
    spare: tuple[tuple[tuple[float, float], ...], ...] = (((3.0, 50.0),), ((0.5, 300.0), (2.5, 50.0)))
    """Agents to spare in a slot and what each may cost, in paid slots; ways that are tried one after the other.

    A little in many slots, the second way, lies nearer whole numbers, and more hours are paid (decision 9: 2%).
    """
    further: tuple[int, ...] = (0, 1)
    """Agents by which a shift may lie off the whole numbers beside its fraction: more where none lie between those."""
    breaks_room: float = 1.0
    """Of the agents to spare, what rounding of shifts leaves to that of breaks."""
    more: tuple[int, ...] = (0, 1, 2, 3, 5, 8, 13, 21)
    """Agents above the bound with which a plan is looked for; only large models come to the third."""
    together_share: float = 0.3
    """Of the time left, for shifts and breaks rounded together."""
    nodes: int = 2000
    """Where the searches for whole numbers end; most end at the first."""
    target_spare: float = 0.05
    """Of a target over several slots: service to spare that is enough, in the whole range of a group's curves."""
    target_rooms: tuple[float, ...] = (1.0, 1.02, 1.06)
    """Agents of a large team with which such a plan is looked for, divided by the bound (decision 14).

    Of a small team it is looked for at the bound alone: repair finds better ones in the time.
    """
    more_beside_people: int = 4
    """Agents more than the bound, at most, with which such a plan is looked for beside people by name."""
    target_relaxed_share: float = 0.5
    """Of the time left, for the relaxation with most of that: a month of half hours took all of it once."""
    target_share: float = 0.2
    """Of the time left, for its whole numbers."""
    target_nodes: int = 200
    """Where their search ends: 247 agents take 0.6 s (decision 9)."""


@dataclass(frozen=True)
class BreakoutParams:
    """Breakout local search: agents exchange tours (decision 10)."""

    up_to_heads: int = 250
    """Of larger teams nobody exchanges tours one by one: rounding is faster."""
    moves: int = 1000
    """Exchanges before there is one more agent, and ..."""
    moves_each: int = 10
    """... for each agent so many on top."""
    from_plan: tuple[tuple[bool, int], ...] = ((True, 500), (False, 250), (True, 500))
    """Of several contracts, exchanges for each agent from a rounded plan on, each time anew.

    Where each contract keeps its number of agents (True) they take a third of the time (twelve seeds, decision 10).
    """
    from_plan_up_to: int = 100
    """Of larger rounded teams, shifts and breaks are rounded together sooner: 209 agents got nowhere in 6,000 moves."""
    as_planned_from: int = 50
    """From so many agents on, exchanges begin with just the shifts of the rounded plan: 66 agents took 2,800 moves so,
    and over 20,000 from nearly all of them; 25 agents the other way round, 6,200 and 2,800 (decision 10)."""
    split_seconds: float = 10.0
    """How long tours with just those shifts are looked for, in each contract."""
    long_moves: int = 6000
    """Exchanges of one start, once there is a plan of one agent more."""
    starts: int = 10
    """How often exchanges begin anew then, at most."""
    soon_share: float = 0.2
    """Of the time left, at most, for few exchanges."""
    from_plan_share: float = 0.4
    """Of the time left, at most, from a rounded plan on."""
    long_share: float = 0.85
    """Of the time left, at most, for many exchanges."""
    patience: float = 1 / 3
    """Exchanges in vain before slots that stay short count for more, divided by the agents: after as many as there
    are agents, one of eight seeds found the plan of nine, after a third three to six did (decision 10)."""
    raised: float = 0.6
    """What a slot that stays short is worth more then; 0.3 found none or one of eight (decision 10)."""
    forgotten: float = 0.75
    """Which part of that is forgotten each time, divided by the agents."""
    noise: float = 0.05
    """How far a slot's weight is raised at random, so that tours that cover as much take turns."""
    least_worth: float = 3.0
    """Of a target over several slots: what an agent short of a slot's least counts, in the largest steps of service."""
    idle: float = 1e-3
    """What being on duty costs where nobody is missing, at most."""
    beside_moves_each: int = 60
    """Exchanges for each agent before those of the second process count: it takes as long to start."""


@dataclass(frozen=True)
class RepairParams:
    """Fix-and-relax: a few days at a time are open (decision 7)."""

    fewest_days: int = 2
    """Days that are open at first ..."""
    most_days: int = 4
    """... and where fewer are no help anywhere, at most."""
    window_nodes: int = 1000
    """Where the search of a few days ends."""
    window_seconds: float = 3.0
    """Where it ends at the latest."""
    missed: float = 50.0
    """What a group's whole missed service counts, beside an agent short in one slot."""
    share: float = 0.15
    """Of the time left, for each number of agents."""
    back_share: float = 0.3
    """Of the time left, for one agent fewer, once there is a plan of one more."""


@dataclass(frozen=True)
class WeekParams:
    """Short periods, and the hardest week that is repeated over a longer one."""

    short_days: int = 8
    """Days of a short period, at most: a week, and a day that a change of clocks or an odd start adds."""
    small_heads: int = 60
    """Agents up to which such a period is searched as it is, and days of a repeated week are repaired."""
    more_heads: int = 4
    """Agents above the bound up to which it is looked for."""
    share: float = 0.15
    """Of the time left, for one search for whole numbers."""
    saving_nodes: int = 200
    """Where the search for few paid hours of the week ends ..."""
    saving_seconds: float = 5.0
    """... at the latest."""
    fill_seconds: float = 10.0
    """For the rest of a plan whose shifts are known."""


@dataclass(frozen=True)
class WholeParams:
    """The whole model, and what is done when all ends."""

    redrawn: int = 4
    """How often the service curves are drawn anew around a plan, at most (decision 4)."""
    few_columns: int = 6000
    """Columns of a master up to which branch and cut comes first, where rules of sequences tell shifts apart ..."""
    few_share: float = 0.25
    """... and its part of the time left: of the 25 rules of the guide, it proves each in a second or two."""
    proof_share: float = 0.6
    """Of the time left, for a proof of the bound where there is no second core."""
    construction_below: int = 300
    """Agents from which on one agent after the other takes too long."""
    head_start_seconds: float = 4.0
    """Seconds that the first core has for itself, so that easy cases end with the same plan every time (decision 7)."""
    stopped_seconds: float = 5.0
    """Who stops the search before it has a plan still gets one, if so short a look finds any ..."""
    stopped_gap: float = 0.5
    """... of whatever size."""
    stopped_room: float = 1.02
    """Agents of a large team that is rounded then, divided by the bound ..."""
    stopped_rounding_seconds: float = 20.0
    """... and how long that may take."""


@dataclass(frozen=True)
class SecondParams:
    """The second objective: few paid hours, or few agents at that cost."""

    nodes: int = 1
    """Where its search ends: at a point that is the same on every machine."""
    more_nodes: int = 50
    """Where it ends if there is no plan by then: not even the one that is known, whose columns are not all given."""
    seconds: float = 5.0
    """Where it ends at the latest."""
    gap: float = 0.005
    """Relative gap at which it ends: nothing is claimed about this second figure."""


@dataclass(frozen=True)
class PricedParams:
    """The least sum where the need has prices (decision 6); each share is of the time left."""

    relaxed_share: float = 0.25
    """For the relaxation."""
    rounded_share: float = 0.1
    """For a plan of the relaxation's shifts alone: a tenth of all."""
    rounded_gap: float = 0.02
    """Relative gap at which that ends."""
    free_share: float = 0.1
    """For all shifts, before types are looked at."""
    free_gap: float = 0.01
    """Relative gap at which that ends."""
    switches_share: float = 0.4
    """For the sum with types, by the solver that is best at switches ..."""
    search_share: float = 0.6
    """... and then by the one that finds better plans where there are too many for it."""
    after_share: float = 0.8
    """For the least headcount at the least sum."""


@dataclass(frozen=True)
class SearchParams:
    """All of them; replace a part with ``dataclasses.replace`` to see what it does."""

    left_out: frozenset[str] = frozenset()
    """Names of searches that are switched off (``conductor.catalogue``); the ablation does so one by one."""
    relaxation: RelaxationParams = RelaxationParams()
    rounding: RoundingParams = RoundingParams()
    breakout: BreakoutParams = BreakoutParams()
    repair: RepairParams = RepairParams()
    week: WeekParams = WeekParams()
    whole: WholeParams = WholeParams()
    second: SecondParams = SecondParams()
    priced: PricedParams = PricedParams()
