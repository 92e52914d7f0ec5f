"""The shapes that people give their tables: which one a table has, and its rows as a plain list."""
