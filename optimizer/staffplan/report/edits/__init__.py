"""A roster edited in a spreadsheet, read back as a plan."""
