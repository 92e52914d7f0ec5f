"""One forecast planned over a range of values."""
