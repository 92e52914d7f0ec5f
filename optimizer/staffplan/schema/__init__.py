"""The vocabulary: the frozen objects that the stages exchange, with units in their docstrings."""
