"""One plan of a problem: solved, checked, certified and explained, with its documents."""
