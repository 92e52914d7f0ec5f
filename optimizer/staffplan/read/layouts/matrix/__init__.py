"""Tables with dates on one side and hours on the other: finding the sides, and reading every cell between them."""
