"""What runs beside this process."""
