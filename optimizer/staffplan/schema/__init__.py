"""The vocabulary that the stages exchange: frozen objects with units in their docstrings."""
