"""Which shops there are to plan: a folder of them, a pattern of file names, or a table with a row each."""
