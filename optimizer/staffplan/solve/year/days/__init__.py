"""What each day of a season needs and hands over by itself: inequalities that raise the season's bound."""
