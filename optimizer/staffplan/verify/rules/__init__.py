"""One function for each rule that a finished plan must keep."""
