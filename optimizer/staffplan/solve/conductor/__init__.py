"""Which search for the smallest team runs when: the list of them, and what walks it on both cores."""
