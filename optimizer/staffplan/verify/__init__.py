"""The checker of finished plans; it shares no code with the stages that make them."""

from staffplan.verify.check import check_plan

__all__ = ["check_plan"]
