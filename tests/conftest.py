"""What all tests share. This folder is on the import path, so ``from factories import make_plan`` works everywhere."""
