"""``staffplan.forecast``: what will come, from what came."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.door.given import scenario_of

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from staffplan.door.given import ScenarioLike, Table
    from staffplan.schema.forecasting.outlook import Outlook


@dataclass(frozen=True, eq=False, repr=False)
class Forecast:
    """What is expected, with bands, and how it came about.

    Attributes:
        data: The queues' forecasts as arrays, their methods, backtests, outliers and effects.
    """

    data: Outlook

    @property
    def frame(self) -> pd.DataFrame:
        """A row for each interval of each queue, the columns of forecast.csv: ``staffplan.solve`` takes it as it is.

        Columns: ``start`` (datetime with the scenario's zone), ``queue`` where there are several, ``inquiries`` (the
        mean), ``p10``, ``p50``, ``p90`` (of each interval: they must not be added up), ``day_sigma`` and
        ``slot_sigma`` (standard deviations of logarithms), and where the history has them ``deflection`` (share 0-1),
        ``deflection_sigma`` and ``aht_s`` (seconds).
        """
        import pandas as pd

        from staffplan.report.outlook import outlook_columns, outlook_records

        frame = pd.DataFrame(outlook_records(self.data), columns=list(outlook_columns(self.data)))
        starts = pd.to_datetime(frame["start"], utc=True).dt.tz_convert(self.data.history.timezone)
        return frame.assign(start=starts)

    @property
    def page(self) -> str:
        """The page as html, complete."""
        from staffplan.report.page.outlook import render_outlook

        return render_outlook(self.data)

    def write(self, path: str | Path) -> list[Path]:
        """Write forecast, .json and .html of the same name; returns their paths. Raises OutputError."""
        from staffplan.report.outlook import outlook_csv, outlook_json
        from staffplan.storage.write import write_files

        file = Path(path)
        contents = {
            file.name: outlook_csv(self.data),
            f"{file.stem}.json": outlook_json(self.data),
            f"{file.stem}.html": self.page.encode(),
        }
        return write_files(file.parent, contents)

    def __repr__(self) -> str:
        """How much is expected, in one line."""
        from staffplan.report.wording.outlook import outlook_headline

        return f"<Forecast: {outlook_headline(self.data)}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: how much is expected, and how each queue's forecast was made."""
        from staffplan.report.notebook.blocks import block
        from staffplan.report.wording.outlook import outlook_headline, queue_sentences

        lines = [line for each in self.data.queues for line in queue_sentences(each)]
        return block(outlook_headline(self.data), [*lines, *map(str, self.data.notes)])


def forecast(
    history: Table,
    scenario: ScenarioLike = None,
    *,
    days: int = 28,
    first: date | None = None,
    last: date | None = None,
    events: Table | None = None,
    profile: Table | None = None,
    growth: float = 0.0,
    **keys: object,
) -> Forecast:
    """Forecast inquiries from their history, each queue by itself; the method and its sources are in docs/forecast.md.

    Args:
        history: Inquiries that came: a file or a DataFrame with the columns of a forecast, of 15, 30 or 60 minutes. NaN
            is unknown, rows may be missing.
        scenario: As for ``staffplan.solve``: time zone, opening hours, and ``payroll.country`` whose holidays count.
        days: How many days to forecast.
        first: The first of them; None: the day after the history's last.
        last: The last of them, in place of ``days``.
        events: Promotions, a row an edition: name, date, and where known days, uplift, uplift_by_day.
        profile: The share of each hour, where the history has totals of days.
        growth: Growth a year as a share, from the history's end on.
        **keys: As for ``staffplan.solve``.

    Raises:
        InputError: the history, the events, the scenario or an argument has faults.
    """
    from staffplan import pipeline

    asked = pipeline.Asked(days, first, last, events, profile, growth)
    return Forecast(pipeline.forecast(history, *scenario_of(scenario, keys), asked))
