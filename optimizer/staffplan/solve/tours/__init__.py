"""From a solution's flows to one legal tour for each agent."""
