"""The rules that a finished plan must keep, one function for each."""
