"""The sheets of payroll.xlsx, one file each."""
