"""Tables with a row for each interval: the columns that their headers name, and the numbers in them."""
