"""The queue customer by customer: what no formula covers."""
