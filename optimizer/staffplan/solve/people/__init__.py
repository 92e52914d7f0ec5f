"""The engine for named people: its columns are tours of single persons; its bounds need no solver to be checked."""
