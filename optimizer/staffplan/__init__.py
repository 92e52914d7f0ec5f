"""The smallest legal customer-service team that answers in time, with proof."""

from staffplan.version import __version__

__all__ = ["__version__"]
