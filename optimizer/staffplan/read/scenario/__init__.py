"""Scenario files, and the options that override them."""
