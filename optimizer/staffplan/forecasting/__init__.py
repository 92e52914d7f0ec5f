"""From what came to what will come: forecasts by interval, with bands, and a backtest beside each.

What is named here is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.late import importer

if TYPE_CHECKING:
    from staffplan.forecasting.calendar import special_days
    from staffplan.forecasting.queue import Wanted, forecast_queue

__all__ = ["Wanted", "forecast_queue", "special_days"]

_MODULES = {"calendar": ("special_days",), "queue": ("Wanted", "forecast_queue")}

__getattr__ = importer(__name__, _MODULES)
