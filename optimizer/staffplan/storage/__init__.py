"""How files are written and read again, so that nothing is lost and nothing let in."""
