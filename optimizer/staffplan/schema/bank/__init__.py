"""The shift bank on the real clock: where named shifts lie on a day, and the breaks that each shift should have."""
