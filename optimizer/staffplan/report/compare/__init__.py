"""Plans side by side, on the screen, as a page and as a workbook."""
