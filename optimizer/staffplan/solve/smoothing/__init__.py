"""What a plan of the least headcount is then made: fewest paid hours, even service, fair loads."""
