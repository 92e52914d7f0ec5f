"""What the stages exchange about many shops planned at once."""
