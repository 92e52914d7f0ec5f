"""Workbooks of every kind: looked through before they are opened, so that none swells, then read by calamine."""
