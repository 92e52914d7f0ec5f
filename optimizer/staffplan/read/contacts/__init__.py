"""Logs with a row for each contact: when it came, was answered, ended, and by whom."""
