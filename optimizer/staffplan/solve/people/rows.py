"""The need as rows of the master, and where tours enter it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.engine.linear import LinearModel
from staffplan.solve.model.coverage import add_spans
from staffplan.solve.model.steps import steps_of
from staffplan.solve.people.given.cover import NameCover

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.people.given.catalogue import Catalogue
    from staffplan.solve.people.given.cover import SlotCover
    from staffplan.solve.people.given.lack import Lack, Scope

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class NeedRows:
    """The model of the need alone."""

    model: LinearModel
    link: Ints
    """Row that each shift of the catalogue enters; −1: none."""
    places: Ints
    """Row of each place: its dual is what an agent there is worth."""
    scopes: Ints
    """Row of each scope."""
    scale: Floats
    """What each scope's row is divided by."""
    missing: Floats
    """What each column adds to the term ``missing``."""


def need_rows(catalogue: Catalogue, cover: SlotCover | NameCover, lack: Lack) -> NeedRows:
    """Agents of each place + short − above = need; gains of the agents above + short = at_least, in every scope."""
    model = LinearModel()
    need = lack.need.astype(float)
    places = model.add_rows("need", cover.n_places, need, need)
    short, above = (model.add_columns(name, cover.n_places) for name in ("short", "above"))
    model.add_terms(places, short, 1.0)
    model.add_terms(places, above, -1.0)
    missing = [lack.under, lack.over]
    found = [_add_scope(model, scope, above, number) for number, scope in enumerate(lack.scopes)]
    missing += [part for _row, _scale, part in found]
    if isinstance(cover, NameCover):
        link = np.append(places, -1)[cover.cell]
    else:
        link = _add_shifts(model, catalogue, cover, places)
    scopes = np.array([row for row, _scale, _part in found], dtype=np.int64)
    scale = np.array([scale for _row, scale, _part in found])
    known = np.concatenate(missing)
    return NeedRows(model, link, places, scopes, scale, np.append(known, np.zeros(model.n_columns - len(known))))


def _add_scope(model: LinearModel, scope: Scope, above: Ints, number: int) -> tuple[int, float, Floats]:
    """A column for each step of each slot, one for what is missing; the row, its scale, prices of the columns."""
    steps = [steps_of(gain) for gain in scope.gain]
    scale = max(float((scope.gain[:, -1] - scope.gain[:, 0]).sum()), 1e-9)
    total = model.add_rows(f"scope[{number}]", 1, (scope.at_least - float(scope.gain[:, 0].sum())) / scale)
    taken = model.add_rows(f"steps[{number}]", len(steps), 0.0)
    model.add_terms(taken, above[scope.slots], 1.0)
    widths = np.concatenate([each.width for each in steps])
    columns = model.add_columns(f"step[{number}]", len(widths), 0.0, widths)
    model.add_terms(np.repeat(taken, [len(each.width) for each in steps]), columns, -1.0)
    model.add_terms(total, columns, np.concatenate([each.slope for each in steps]) / scale)
    model.add_terms(total, model.add_columns(f"unserved[{number}]", 1), 1.0 / scale)
    return int(total[0]), scale, np.append(np.zeros(len(widths)), scope.price)


def _add_shifts(model: LinearModel, catalogue: Catalogue, cover: SlotCover, places: Ints) -> Ints:
    """A column for each shift and each place of its breaks; the row that links tours to each shift."""
    link = model.add_rows("link", catalogue.n_shifts, 0.0, 0.0)
    shifts = model.add_columns("shift", catalogue.n_shifts, integer=True)
    model.add_terms(link, shifts, -1.0)
    add_spans(model, places, shifts, cover.begin, cover.end - cover.begin, 1.0, None)
    for having, rank, starts, length in cover.pauses:
        rows = model.add_rows(f"break{rank + 1}", len(having), 0.0, 0.0)
        columns = model.add_columns(f"break{rank + 1}", starts.size, integer=True).reshape(starts.shape)
        model.add_terms(rows[:, None], columns, 1.0)
        model.add_terms(rows, shifts[having], -1.0)
        spans = np.full(starts.size, length)
        add_spans(model, places, columns.ravel(), starts.ravel(), spans, -1.0, None)
    return link
