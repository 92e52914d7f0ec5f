"""What each day of a season needs and hands over, whatever the other days do: cuts and stairs for its bound."""
