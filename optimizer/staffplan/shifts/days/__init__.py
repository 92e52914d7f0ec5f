"""Which sequences of shifts and days off one person may have: one small automaton for each rule, and their product."""
