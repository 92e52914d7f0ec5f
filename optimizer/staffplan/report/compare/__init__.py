"""Plans side by side: figures, days and hours that differ, and the sentences that say so."""
