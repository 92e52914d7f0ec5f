"""report.html: one page for one plan, complete in itself."""
