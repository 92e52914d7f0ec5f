"""People by name: what each works, has off and wishes for, as screen, page, workbook, wall and calendars show it."""
