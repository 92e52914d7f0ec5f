"""Rules of sequences: what one agent does from day to day, over weekends, weeks, months and the period."""
