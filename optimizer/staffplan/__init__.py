"""The smallest legal customer-service team that answers in time, with proof."""

__version__ = "0.1.0"
