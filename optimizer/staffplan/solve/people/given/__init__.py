"""What the engine is given: persons, shifts numbered once, and the need that they cover."""
