"""What each shop is planned from: read shortly before, once for a look and once for the plan."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from staffplan.errors import Fault, InputError
from staffplan.pipeline.shops.shop import Given
from staffplan.schema.shops.batch import ShopRow
from staffplan.version import __version__
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.pipeline.problem import Overrides
    from staffplan.read.tables.files import FileBytes
    from staffplan.report.payroll.inputs import PayrollInputs
    from staffplan.schema.forecast import Source
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.shops.batch import Shop

    Rules = tuple[Scenario, tuple[Source, ...], PayrollInputs, str]
    """A scenario, its files, what the files say that it names, and all of it as text."""

HELD = 64
"""Scenarios that are held at a time: most shops share a few."""


class Inputs:
    """Reads what shops are planned from; ``base`` is the scenario of all, ``overrides`` hold for all."""

    def __init__(self, base: str | Path | None, overrides: Overrides) -> None:
        """Read the base. Raises InputError where it is at fault already."""
        from staffplan.read import read_scenario
        from staffplan.read.scenario.file import read_keys

        self._base, self._overrides = base, overrides
        self._keys: dict[str, Any] = {} if base is None else read_keys(base)
        _scenario, self._source = read_scenario(base, overrides)
        self._held: OrderedDict[str, Rules | str] = OrderedDict()

    def look(self, shop: Shop) -> ShopRow:
        """The row of ``shop``: its digest, or what is wrong with what it is planned from."""
        row, _given = self.ready(shop)
        return row

    def ready(self, shop: Shop) -> tuple[ShopRow, Given | None]:
        """Its row, and what it is planned from; None, and why, where that has faults. The forecast is not parsed."""
        from staffplan.read.tables.files import FileBytes, read_bytes

        try:
            data, source = read_bytes(shop.forecast)
            forecast = FileBytes(source.path, data)
        except InputError as error:
            return self._faulty(shop, str(error)), None
        rules = self._rules(shop)
        if isinstance(rules, str):
            return self._faulty(shop, rules), None
        scenario, sources, payroll, text = rules
        return _row(shop, forecast, text), Given(forecast, scenario, sources, payroll)

    def _faulty(self, shop: Shop, problem: str) -> ShopRow:
        return ShopRow(shop.name, "faulty", problem=problem)

    def _rules(self, shop: Shop) -> Rules | str:
        """The scenario of ``shop`` and what it names, or what is wrong with it."""
        key = repr((shop.scenario, Path(shop.forecast).parent if shop.scenario else "", sorted(shop.keys.items())))
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key]
        try:
            found: Rules | str = self._read(shop)
        except InputError as error:
            found = str(error)
        self._held[key] = found
        if len(self._held) > HELD:
            self._held.popitem(last=False)
        return found

    def _read(self, shop: Shop) -> Rules:
        from staffplan.read import read_scenario
        from staffplan.report.payroll.inputs import read_payroll_inputs

        overrides = {**shop.keys, **self._overrides}
        path = self._base if shop.scenario is None else shop.scenario
        scenario, own = read_scenario(path, overrides, base={} if shop.scenario is None else self._keys)
        _refuse_people(scenario, str(path or _("scenario")))
        files = tuple(one for one in (self._source, own) if one is not None)
        folders = [Path(one).parent for one in (shop.scenario, self._base, shop.forecast) if one is not None]
        payroll = read_payroll_inputs(scenario, folders)
        sources = tuple({one.path: one for one in files}.values())
        return scenario, sources, payroll, f"{scenario.model_dump_json()}\n{payroll!r}"


def _refuse_people(scenario: Scenario, file: str) -> None:
    """People by name have files of their own, which no task carries: such a shop is not planned without them."""
    if scenario.team.file is not None:
        accepted = _("plans that count agents; people by name shop by shop: staffplan solve --team")
        raise InputError([Fault(file, repr(scenario.team.file), accepted, column="team.file")])


def _row(shop: Shop, forecast: FileBytes, rules: str) -> ShopRow:
    """The row of a shop that is to be planned; "failed" until it is."""
    parts = [__version__, hashlib.sha256(forecast.data).hexdigest(), Path(forecast.name).suffix, rules]
    return ShopRow(shop.name, "failed", digest=hashlib.sha256(json.dumps(parts).encode()).hexdigest())
