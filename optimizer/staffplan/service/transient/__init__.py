"""The queue that carries over from slot to slot, followed through the whole period (time-varying queue)."""
