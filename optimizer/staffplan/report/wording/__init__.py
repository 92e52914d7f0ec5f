"""Figures, targets, proofs and the scenario in words: screen, page and workbook say the same."""
