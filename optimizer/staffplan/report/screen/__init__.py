"""What the terminal shows: renderables for rich."""
