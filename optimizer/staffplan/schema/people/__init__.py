"""What the stages exchange about people by name: who is there, what they wish, and what became of it."""
