"""What spreadsheets must not make of texts."""

from __future__ import annotations

TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Nothing that a user named may become a formula, a link or a number."""
