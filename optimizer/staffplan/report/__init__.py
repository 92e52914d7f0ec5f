"""Writes and shows: a plan's files, page, workbook and payroll, the screen; and reads edited rosters back."""
