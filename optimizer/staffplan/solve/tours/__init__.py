"""From the master's numbers to one legal tour for each agent, with breaks and fair loads."""
