"""Shops of a batch in words: screen, page and workbook say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.report.wording.text import agents, number
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.shops.batch import BatchResult, Outcome, Pool

SHOWN_NAMES = 5


def outcome_words() -> dict[Outcome, str]:
    """What each outcome is called."""
    return {
        "optimal": _("proved"),
        "feasible": _("planned"),
        "infeasible": _("impossible"),
        "no_plan": _("no plan"),
        "failed": _("failed"),
        "faulty": _("faulty input"),
    }


def batch_headline(result: BatchResult) -> Iterator[str]:
    """How many shops, their agents together, what is proved of them, and how many have no plan."""
    if result.interrupted:
        yield _("You stopped: {done} of {count} shops are done.").format(done=len(result.rows), count=result.count)
    total = result.total()
    heads, bound = int(total["headcount"]), int(total["headcount_bound"])
    if result.planned:
        yield _("{count} shops have a plan, with {agents} together.").format(
            count=number(len(result.planned)), agents=agents(heads)
        )
        if heads == bound:
            yield _("Proved: no legal plans of these shops have fewer.")
        else:
            yield _("Proved: fewer than {bound} are impossible.").format(bound=agents(bound))
    without = len(result.rows) - len(result.planned)
    if without:
        yield _("{count} have none: their rows say why.").format(count=number(without))


def pool_sentences(pool: Pool) -> Iterator[str]:
    """What sharing the agents of these shops could save at most."""
    names = ", ".join(pool.shops[:SHOWN_NAMES])
    if len(pool.shops) > SHOWN_NAMES:
        names = _("{names} and {count} more").format(names=names, count=number(len(pool.shops) - SHOWN_NAMES))
    yield _("{count} shops of the same rules and hours ({names}):").format(count=number(len(pool.shops)), names=names)
    yield _("on their own {agents}, at least {bound} by their proofs;").format(
        agents=agents(pool.headcount), bound=number(pool.bound)
    )
    if pool.saved_at_most is None:
        yield _("pooled: not known ({problem}).").format(problem=pool.problem)
        return
    yield _("if everybody could serve every shop, at least {bound}: pooling saves {saved} at most.").format(
        bound=number(pool.pooled_bound), saved=number(pool.saved_at_most)
    )
    if pool.pooled_headcount is not None:
        yield _("A legal plan for the sum of their inquiries has {agents}.").format(
            agents=agents(pool.pooled_headcount)
        )
