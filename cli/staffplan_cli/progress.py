"""What is shown while work goes on: one living line on a terminal, plain lines elsewhere, nothing with --quiet."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from staffplan.schema.progress import Progress
from staffplan.words.language import _
from staffplan_cli.screen import console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.live import Live
    from rich.text import Text

    from staffplan_cli.screen import Screen

SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class View:
    """Keeps the latest progress, which comes from the working thread, and shows it from the main thread."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._latest: Progress | None = None
        self._lock = threading.Lock()
        self._began = time.monotonic()

    def watch(self, progress: Progress) -> None:
        """Take the news (from any thread); headcount and bound that it leaves out stay as they were."""
        with self._lock:
            known = self._latest or progress
            self._latest = Progress(
                progress.stage,
                known.headcount if progress.headcount is None else progress.headcount,
                known.bound if progress.bound is None else progress.bound,
            )

    def refresh(self, *, stopping: bool) -> None:
        """Show what is known; ``stopping``: the user has asked for an end."""

    @property
    def latest(self) -> Progress | None:
        """The latest news."""
        with self._lock:
            return self._latest

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._began


class PlainView(View):
    """A line for each change."""

    def __init__(self, write: Callable[[str], object]) -> None:
        """``write`` takes whole lines."""
        super().__init__()
        self._write = write
        self._shown: Progress | None = None
        self._stopping = False

    def refresh(self, *, stopping: bool) -> None:
        """Write a line if something changed."""
        latest = self.latest
        if latest is not None and latest != self._shown:
            self._shown = latest
            self._write(f"{self.elapsed:5.0f} s  {sentence(latest)}\n")
        if stopping and not self._stopping:
            self._stopping = True
            self._write(f"{self.elapsed:5.0f} s  {stopping_sentence()}\n")


class LiveView(View):
    """One line that changes in place."""

    def __init__(self, live: Live) -> None:
        """``live`` is started and does not refresh by itself."""
        super().__init__()
        self._live = live

    def refresh(self, *, stopping: bool) -> None:
        """Draw the line anew."""
        self._live.update(self._line(stopping=stopping), refresh=True)

    def _line(self, *, stopping: bool) -> Text:
        from rich.text import Text

        wheel = SPINNER[int(self.elapsed * 10) % len(SPINNER)]
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(f"{wheel} ", style="cyan")
        line.append(f"{self.elapsed:4.0f} s  ", style="bold")
        if stopping:
            line.append(stopping_sentence(), style="yellow")
        elif (latest := self.latest) is not None:
            line.append(sentence(latest))
        return line


def sentence(progress: Progress) -> str:
    """The stage, the best headcount and the bound, as far as they are known."""
    parts = [progress.stage]
    if progress.headcount is not None:
        parts.append(_("best so far {headcount}").format(headcount=progress.headcount))
    if progress.bound is not None:
        parts.append(_("proved at least {bound}").format(bound=progress.bound))
    return " · ".join(parts)


def stopping_sentence() -> str:
    """What a first Ctrl-C does."""
    return _("stopping; the best plan so far is kept (Ctrl-C again: quit at once)")


@contextmanager
def progress_view(screen: Screen) -> Iterator[View]:
    """The view that fits: on standard error, which may be a terminal while the result goes into a pipe."""
    if screen.quiet:
        yield View()
    elif sys.stderr.isatty():
        from rich.live import Live

        with Live(console=console(sys.stderr), auto_refresh=False, transient=True) as live:
            yield LiveView(live)
    else:
        view = PlainView(sys.stderr.write)
        yield view
        view.refresh(stopping=False)
