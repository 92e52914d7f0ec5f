"""Paid minutes under their pay codes, what they earn, and the payroll files."""
