"""How figures, targets, proofs and the scenario are put in words: screen, page and workbook say the same."""
