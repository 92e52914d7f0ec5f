"""Paid minutes under their pay codes, what they earn, and the files for payroll systems."""
