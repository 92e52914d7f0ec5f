"""Forecast files: their queues and intervals, and every fault with its place."""
