"""The queue simulated customer by customer, for what no formula covers."""
