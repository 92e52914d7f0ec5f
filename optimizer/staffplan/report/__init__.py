"""The stage that shows: a plan's files, page, workbook and payroll, the screen, and edits read back."""
