"""Where text goes: results to standard output, everything else to standard error; and in which language."""

from __future__ import annotations

import gettext
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

import staffplan
from staffplan.words.language import use_language

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_CATALOGUES = Path(staffplan.__file__).parent / "words" / "locale"


@dataclass(frozen=True)
class Screen:
    """How much the user wants to see, and in which form."""

    quiet: bool = False
    """Errors only."""
    as_json: bool = False
    """The result as JSON instead of text."""
    progress: Literal["text", "json"] = "text"
    """How progress is told: in sentences, or in lines of JSON."""

    @property
    def wants_text(self) -> bool:
        """Whether results are shown to a reader."""
        return not self.quiet and not self.as_json

    def show(self, *renderables: RenderableType) -> None:
        """Show results to a reader; nothing with ``--quiet`` or ``--json``."""
        if self.wants_text:
            console(sys.stdout).print(*renderables, sep="\n")

    def print_json(self, data: object) -> None:
        """Print ``data`` for programs."""
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def console(stream: TextIO) -> Console:
    """A rich console on ``stream`` that shows text as it is; NO_COLOR and terminals without colour are respected."""
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False)


def in_colour(stream: TextIO) -> bool:
    """Whether ``stream`` is a terminal whose user has not asked for no colours (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def speak(language: str) -> None:
    """Use ``language`` for all text, click's own and that of processes started from here included."""
    use_language(language)
    os.environ["LANGUAGE"] = "zh_CN:zh" if language == "zh" else "en"
    gettext.bindtextdomain("staffplan", _CATALOGUES)
    gettext.textdomain("staffplan")
