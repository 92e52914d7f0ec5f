"""A forecast in words: what is expected, how it was made, how well the same did on the past, what was noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.report.wording.text import date_label, number, percent, period_label
from staffplan.words.language import _, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.forecasting.outlook import Effect, Outlook, QueueOutlook

METHODS = {
    "ensemble": marked(
        "the median of four methods: regression of day totals, a mixed model with a memory of days, principal day "
        "shapes, and the mean of four weekdays"
    ),
    "regression": marked("regression of day totals by weekday, spread over the weekday's profile"),
    "pooled": marked("one level for all days in the shape of all days, since the history has hardly two weeks"),
    "mean_of_four": marked("the mean of the last four days of the same weekday"),
    "seasonal_naive": marked("the day a week ago"),
}
SHOWN_DAYS = 8
"""Days that a sentence lists."""
KINDS = {"holiday": marked("holidays"), "reopening": marked("first open days after closed ones")}


def outlook_headline(outlook: Outlook) -> str:
    """How much is expected, beside as many days before."""
    total = sum(float(each.mean.sum()) for each in outlook.queues)
    text = _("{total} inquiries are expected in {count} days, {period}.")
    return text.format(
        total=number(total), count=len(outlook.days), period=period_label(outlook.days[0], outlook.days[-1])
    )


def queue_title(outlook: Outlook, each: QueueOutlook) -> str:
    """The queue's name where there are several; empty where there is one."""
    return _("Queue {name}").format(name=each.name or _("(no name)")) if len(outlook.queues) > 1 else ""


def queue_sentences(each: QueueOutlook) -> Iterator[str]:
    """Method, backtest, spread, outliers, closed days."""
    yield _("Made by {method}; {days} days of the history were used.").format(
        method=_(METHODS[each.method]), days=number(each.learnt_days)
    )
    if each.simpler:
        yield _("On this history the better method was no better than the day a week ago, so a simple one is taken.")
    yield from _backtest(each)
    if each.filled_days or each.partial_days:
        yield _("Unknown intervals of {filled} days were filled in; {left} days were left out.").format(
            filled=number(each.filled_days), left=number(each.partial_days)
        )
    if each.outliers:
        days = [
            _("{day} ({ratio} times)").format(day=date_label(one.day), ratio=number(one.ratio, 1))
            for one in each.outliers[:SHOWN_DAYS]
        ]
        text = _("Days far off their weekday were scaled back before anything was learnt from them: {days}{more}.")
        yield text.format(days=", ".join(days), more=" …" if len(each.outliers) > SHOWN_DAYS else "")
    if each.closed:
        shown = ", ".join(date_label(day) for day in each.closed[:SHOWN_DAYS])
        yield _("Closed, as such days were: {days}{more}.").format(
            days=shown, more=" …" if len(each.closed) > SHOWN_DAYS else ""
        )


def _backtest(each: QueueOutlook) -> Iterator[str]:
    if each.backtest is None:
        yield _("The history is too short to try the forecast on it.")
        return
    tried = each.backtest
    yield _(
        "Tried on the past {weeks} times: off by {error} of the volume by interval, the day a week ago by {naive}; "
        "bias {bias}; {covered} of intervals lay between p10 and p90."
    ).format(
        weeks=tried.origins,
        error=percent(tried.error),
        naive=percent(tried.naive),
        bias=f"{tried.bias:+.1%}",
        covered=percent(tried.covered, 0),
    )


def told_effects(each: QueueOutlook) -> list[Effect]:
    """The effects that say something: seen in the history, or said by the planner."""
    return [effect for effect in each.effects if effect.seen or effect.figure is not None]


def effect_name(effect: Effect) -> str:
    """What the effect is of: an event and its day, or a kind of day."""
    if effect.offset is not None:
        return _("{event}, day {day}").format(event=effect.name, day=effect.offset + 1)
    kind, _colon, name = effect.name.partition(": ")
    return f"{_(KINDS[kind])}: {_(name)}" if name else _(KINDS[kind])
