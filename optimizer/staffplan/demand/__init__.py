"""From the forecast to the inquiries that humans must answer in each slot of the planning grid."""

from staffplan.demand.periods import planning_grid
from staffplan.demand.volume import DemandRange, demand_range, plan_demand

__all__ = ["DemandRange", "demand_range", "plan_demand", "planning_grid"]
