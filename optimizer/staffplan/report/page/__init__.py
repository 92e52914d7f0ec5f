"""report.html: one page for one plan, which needs no other file."""
