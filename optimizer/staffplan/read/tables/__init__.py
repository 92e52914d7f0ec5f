"""Any table that planners keep, as rows of cells: text, workbooks, parquet."""
