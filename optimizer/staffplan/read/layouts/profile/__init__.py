"""Daily totals with the share of each hour: finding both parts, and spreading the totals over the hours."""
