"""The searches for the smallest team in their order, with when each is worth its time: the list is the algorithm.

``SearchParams.left_out`` switches entries off; docs/model.md has the list as a picture.
"""

from __future__ import annotations

from staffplan.solve.conductor.walk import Search
from staffplan.solve.searches.branch_and_cut import any_plan, at_bound, of_few_shifts, whole
from staffplan.solve.searches.breakout import exchanged, soon_exchanged
from staffplan.solve.searches.construction import constructed
from staffplan.solve.searches.facts import Condition
from staffplan.solve.searches.repeated_week import by_repair, by_search
from staffplan.solve.searches.rounding import rounded, rounded_late
from staffplan.solve.searches.target_breakout import target_exchanged
from staffplan.solve.searches.target_rounding import near_relaxation

BY_HEADCOUNT = Condition("headcount is minimised", lambda facts: facts.by_headcount)
OWN_NEEDS = Condition("every slot has a need of its own", lambda facts: facts.has_own_needs)
AVERAGED = Condition("a target spans several slots", lambda facts: facts.is_averaged)
NO_WRAP = Condition("the period does not follow itself", lambda facts: not facts.is_cyclic)
NO_PLAN = Condition("there is no plan yet", lambda facts: not facts.has_plan)
ONE_CONTRACT = Condition("there is one contract", lambda facts: facts.contracts == 1)
SPARE_CORE = Condition("a core is to spare", lambda facts: facts.core_to_spare)
NO_SPARE_CORE = Condition("no core is to spare", lambda facts: not facts.core_to_spare)
STOPPED = Condition("the user stopped it", lambda facts: facts.is_stopped)
SHORT = Condition("the period has {week.short_days} days at most", lambda facts: facts.is_short)
SMALL = Condition("the bound is {week.small_heads} agents at most", lambda facts: facts.is_small)
EXCHANGEABLE = Condition(
    "the bound is {breakout.up_to_heads} agents at most", lambda facts: facts.bound <= facts.params.breakout.up_to_heads
)
CONSTRUCTIBLE = Condition(
    "the bound is under {whole.construction_below} agents",
    lambda facts: facts.bound < facts.params.whole.construction_below,
)
ROUNDABLE = Condition(
    "the bound is {rounding.from_heads} agents or more, or several contracts share a short period or have a hard week",
    lambda facts: (
        facts.bound >= facts.params.rounding.from_heads
        or (facts.contracts > 1 and (facts.is_short or facts.has_hard_week))
    ),
)
A_PIECE = Condition(
    "the period is short and the team small, or there is a hard week",
    lambda facts: facts.is_small if facts.is_short else facts.has_hard_week,
)

FEW_SHIFTS = Condition(
    "rules tell shifts apart, in a model of {whole.few_columns} columns at most",
    lambda facts: facts.tells_apart and facts.columns <= facts.params.whole.few_columns,
)

AT_FIRST = (
    Search(
        "branch and cut of few shifts",
        of_few_shifts,
        (BY_HEADCOUNT, FEW_SHIFTS),
        "it is proved, or {whole.few_share} of the time is over",
    ),
    Search(
        "LP rounding",
        rounded,
        (BY_HEADCOUNT, OWN_NEEDS, ROUNDABLE),
        "breaks leave nothing short, agents exchange tours until nothing is, or neither comes to that",
    ),
    Search(
        "target rounding",
        near_relaxation,
        (BY_HEADCOUNT, AVERAGED),
        "the whole numbers beside the relaxation meet the target, or none do in {rounding.target_nodes} nodes, "
        "of a large team up to {rounding.target_rooms[2]} times the bound",
    ),
    Search(
        "target breakout",
        target_exchanged,
        (BY_HEADCOUNT, AVERAGED, SHORT, SMALL, NO_PLAN),
        "the target is met at the bound or with one agent more, or {breakout.moves} moves and "
        "{breakout.moves_each} for each agent are made with both",
    ),
    Search(
        "breakout",
        soon_exchanged,
        (BY_HEADCOUNT, OWN_NEEDS, NO_WRAP, EXCHANGEABLE, NO_PLAN),
        "nothing is short at the bound or with one agent more, or {breakout.moves} moves and "
        "{breakout.moves_each} for each agent are made with both",
    ),
)
"""One after the other; most problems end here."""
THEN = (
    Search(
        "running totals",
        by_search,
        (BY_HEADCOUNT, OWN_NEEDS, ONE_CONTRACT, A_PIECE),
        "a piece has a plan, of up to {week.more_heads} agents more than the bound, or is not decided in time",
    ),
    Search(
        "long breakout",
        exchanged,
        (BY_HEADCOUNT, OWN_NEEDS, NO_WRAP, EXCHANGEABLE, SHORT),
        "{breakout.starts} starts of {breakout.long_moves} moves find nothing smaller",
    ),
    Search(
        "fix-and-relax",
        by_repair,
        (BY_HEADCOUNT, SMALL, A_PIECE),
        "nothing is short in a piece, and with one agent fewer no {repair.most_days} days mend what is",
    ),
    Search(
        "bound proof",
        at_bound,
        (BY_HEADCOUNT, NO_SPARE_CORE),
        "a number of agents is provably enough or not refuted in time",
    ),
    Search("branch and cut", whole, (), "it is proved"),
)
"""One after the other, while those beside are walked on the second core."""
BESIDE = (
    Search("construction", constructed, (NO_PLAN, CONSTRUCTIBLE), "every slot has its agents"),
    Search("bound proof", at_bound, (BY_HEADCOUNT, SPARE_CORE), "a number of agents is provably enough"),
)
"""From a head start on."""
IN_THE_END = (
    Search("construction", constructed, (CONSTRUCTIBLE,), "every slot has its agents"),
    Search(
        "late LP rounding",
        rounded_late,
        (STOPPED, BY_HEADCOUNT, OWN_NEEDS, ROUNDABLE),
        "as LP rounding, after {whole.stopped_rounding_seconds:.0f} s at the latest",
    ),
    Search("short look", any_plan, (STOPPED,), "there is a plan, after {whole.stopped_seconds:.0f} s at the latest"),
)
"""Where there is no plan when all is over."""
LISTS = {"at first": AT_FIRST, "then": THEN, "beside": BESIDE, "in the end": IN_THE_END}
