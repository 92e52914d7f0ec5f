"""One checked and certified plan of a problem that is read, its documents, and what explains it."""
