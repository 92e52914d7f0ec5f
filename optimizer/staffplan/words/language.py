"""The language of everything a planner reads: English text in the source, other languages from gettext catalogues.

Text is marked where it is written, ``_("{count} agents").format(count=3)``, and looked up when it is shown, so that one
process may speak several languages one after the other.
"""

from __future__ import annotations

import gettext
import os
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh")
_CATALOGUES = Path(__file__).parent / "locale"
_current: ContextVar[str] = ContextVar("staffplan_language", default="en")


def use_language(name: str) -> None:
    """Speak the language called ``name`` ("en" or "zh") from now on, in this context."""
    if name not in LANGUAGES:
        raise ValueError(f"no language {name!r}; there are {', '.join(LANGUAGES)}")
    _current.set(name)


def current_language() -> str:
    """The language in use: "en" or "zh"."""
    return _current.get()


def language_of_environment() -> str:
    """The first of LANGUAGE, LC_ALL, LC_MESSAGES and LANG that is set decides; anything but Chinese is English."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


@cache
def _catalogue(name: str) -> gettext.NullTranslations:
    return gettext.translation("staffplan", localedir=_CATALOGUES, languages=[name], fallback=True)


def _(text: str) -> str:
    """``text`` in the language in use; the text itself where the catalogue has none (for "" it has its own header)."""
    return text if not text or _current.get() == "en" else _catalogue(_current.get()).gettext(text)


def templates(name: str) -> list[tuple[str, str]]:
    """Every text of the catalogues: in English, as it is marked in the source, and in the language called ``name``."""
    texts = {
        english: told
        for language in LANGUAGES
        for english, told in getattr(_catalogue(language), "_catalog", {}).items()
        if isinstance(english, str) and english
    }
    return [(english, english if name == "en" else told) for english, told in texts.items()]


def marked(text: str) -> str:
    """``text`` as it is: written here for translation, looked up with ``_`` where it is shown (help of a command)."""
    return text
