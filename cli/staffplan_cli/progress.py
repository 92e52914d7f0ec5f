"""What is shown while work goes on: a living line on a terminal, plain lines elsewhere, JSON lines for programs."""

from __future__ import annotations

import json
import sys
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from staffplan.schema.progress import Progress
from staffplan.words.language import _
from staffplan.words.messages import plain_values
from staffplan_cli.screen import console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rich.live import Live
    from rich.text import Text

    from staffplan.schema.progress import Stage
    from staffplan.schema.reading import Reading
    from staffplan.words.messages import Message
    from staffplan_cli.screen import Screen

SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
SAID_IN_LINE = ("columns_left_out",)
"""Warnings that the line of what was read says already."""
STAYS = ("cluster_ready", "shops_read")
"""News that stay on the screen, as what was read does."""
STOPPING = Progress("stopping")
"""What a first Ctrl-C does."""


class View:
    """Takes the news, which come from the working thread, and shows them from the main thread."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._latest: Progress | None = None
        self._unsaid: list[tuple[float, Progress]] = []
        self._lock = threading.Lock()
        self._began = time.monotonic()

    def watch(self, progress: Progress) -> None:
        """Take the news (from any thread); headcount and bound that it leaves out stay as they were."""
        with self._lock:
            known = self._latest or progress
            self._latest = Progress(
                progress.code,
                known.headcount if progress.headcount is None else progress.headcount,
                known.bound if progress.bound is None else progress.bound,
                values=progress.values,
                reading=progress.reading,
            )
            self._unsaid.append((self.elapsed, self._latest))

    def refresh(self, *, stopping: bool) -> None:
        """Show what is known; ``stopping``: the user has asked for an end."""

    def news(self) -> list[tuple[float, Progress]]:
        """All news since this was asked last, with the seconds since the start."""
        with self._lock:
            news, self._unsaid = self._unsaid, []
            return news

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._began


class LinesView(View):
    """Lines, one after the other."""

    def __init__(self, write: Callable[[str], object]) -> None:
        """``write`` takes whole lines."""
        super().__init__()
        self._write = write
        self._stopping = False
        self._shown: Progress | None = None

    def refresh(self, *, stopping: bool) -> None:
        """Write what is new."""
        self._tell(self.news())
        if stopping and not self._stopping:
            self._stopping = True
            self._tell([(self.elapsed, STOPPING)])

    def _tell(self, news: Sequence[tuple[float, Progress]]) -> None:
        raise NotImplementedError


class PlainView(LinesView):
    """A line for each change that lasts, and for everything that was read."""

    def _tell(self, news: Sequence[tuple[float, Progress]]) -> None:
        for place, (seconds, progress) in enumerate(news):
            is_latest = place == len(news) - 1 and progress != self._shown
            if is_latest or progress.reading is not None or progress.code in STAYS:
                self._shown = progress
                first, *others = lines_of(progress)
                self._write(f"{seconds:5.0f} s  {first}\n" + "".join(f"{' ' * 9}{line}\n" for line in others))


class JsonView(LinesView):
    """A JSON object on a line of its own for all that is new."""

    def _tell(self, news: Sequence[tuple[float, Progress]]) -> None:
        for seconds, progress in news:
            if progress != self._shown:
                self._shown = progress
                self._write(json_line(progress, seconds))


class LiveView(View):
    """One line that changes in place; what was read stays above it."""

    def __init__(self, live: Live) -> None:
        """``live`` is started and does not refresh by itself."""
        super().__init__()
        self._live = live
        self._shown: Progress | None = None

    def refresh(self, *, stopping: bool) -> None:
        """Draw the line anew."""
        from rich.text import Text

        for _seconds, progress in self.news():
            if progress.reading is None and progress.code not in STAYS:
                self._shown = progress
            else:
                self._live.console.print(Text("\n".join(lines_of(progress)), style="dim"))
        self._live.update(self._line(stopping=stopping), refresh=True)

    def _line(self, *, stopping: bool) -> Text:
        from rich.text import Text

        wheel = SPINNER[int(self.elapsed * 10) % len(SPINNER)]
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(f"{wheel} ", style="cyan")
        line.append(f"{self.elapsed:4.0f} s  ", style="bold")
        if stopping:
            line.append(sentence(STOPPING), style="yellow")
        elif self._shown is not None:
            line.append(sentence(self._shown))
        return line


def sentence(progress: Progress) -> str:
    """The stage, the best headcount and the bound, as far as they are known."""
    parts = [stage_sentence(progress)]
    if progress.headcount is not None:
        parts.append(_("best so far {headcount}").format(headcount=progress.headcount))
    if progress.bound is not None:
        parts.append(_("proved at least {bound}").format(bound=progress.bound))
    return " · ".join(parts)


def stage_sentence(progress: Progress) -> str:
    """What is being done; what was read, or the points that are done, in figures."""
    if progress.reading is not None:
        from staffplan.report.wording.reading import reading_line

        return reading_line(str(progress.values.get("file", "")), progress.reading)
    parts = [str(progress.message)]
    if progress.code == "points_done":
        parts += _points(progress.values)
    if progress.code == "shops_done":
        parts += _shops(progress.values)
    return " · ".join(parts)


def _points(values: Mapping[str, Any]) -> Iterator[str]:
    """What the latest point of a sweep came to, and about how long the others take."""
    from staffplan.report.wording.text import agents

    if "point" in values:
        found = _("no plan") if values["agents"] is None else agents(values["agents"])
        yield f"{', '.join(values['point'])}: {found}"
    yield from _left(values)


def _shops(values: Mapping[str, Any]) -> Iterator[str]:
    """What the latest shop of a batch came to, how fast it goes, and about how long the others take."""
    from staffplan.report.wording.text import agents, number

    if "shop" in values:
        found = _("no plan") if values["agents"] is None else agents(values["agents"])
        yield f"{values['shop']}: {found}"
    if values.get("per_minute"):
        yield _("{count} a minute").format(count=number(values["per_minute"]))
    yield from _left(values)


def _left(values: Mapping[str, Any]) -> Iterator[str]:
    from staffplan.report.wording.text import duration

    if "seconds_left" in values:
        left = values["seconds_left"]
        rounded = 60 * round(left / 60) if left > 90 else max(left, 1)
        yield _("about {time} left").format(time=duration(timedelta(seconds=rounded)))


def lines_of(progress: Progress) -> list[str]:
    """The sentence, and below it what the reader warns of."""
    if progress.reading is None:
        return [sentence(progress)]
    return [stage_sentence(progress), *notes(progress.reading.warnings)]


def notes(warnings: Sequence[Message]) -> list[str]:
    """``Note: …`` for each warning that the line of what was read does not say."""
    return [_("Note: {warning}").format(warning=one) for one in warnings if one.code not in SAID_IN_LINE]


def json_line(progress: Progress, seconds: float) -> str:
    """The news as a line of JSON: code, values, text, seconds since the start, headcount and bound where known."""
    data: dict[str, Any] = {
        "code": progress.code,
        "values": plain_values(progress.values),
        "text": stage_sentence(progress),
        "seconds": round(seconds, 3),
        "headcount": progress.headcount,
        "bound": progress.bound,
    }
    if progress.reading is not None:
        data["read"] = progress.reading.model_dump(mode="json")
    return json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n"


@contextmanager
def progress_view(screen: Screen) -> Iterator[View]:
    """The view that fits: on standard error, which may be a terminal while the result goes into a pipe."""
    if screen.progress != "json" and not screen.quiet and sys.stderr.isatty():
        from rich.live import Live

        with Live(console=console(sys.stderr), auto_refresh=False, transient=True) as live:
            view: View = LiveView(live)
            yield view
            view.refresh(stopping=False)
        return
    view = JsonView(sys.stderr.write) if screen.progress == "json" else PlainView(sys.stderr.write)
    view = View() if screen.quiet and screen.progress != "json" else view
    yield view
    view.refresh(stopping=False)


@contextmanager
def working(screen: Screen, stage: Stage) -> Iterator[None]:
    """Say on a terminal that work goes on, or in a line of JSON, for work that cannot tell its progress."""
    if screen.progress == "json":
        sys.stderr.write(json_line(Progress(stage), 0.0))
        yield
    elif screen.quiet or not sys.stderr.isatty():
        yield
    else:
        with console(sys.stderr).status(str(Progress(stage).message)):
            yield


def tell_reading(screen: Screen, file: Path, reading: Reading | None, warnings: Sequence[Message]) -> None:
    """Say on standard error what was read of a forecast, and what a planner should know of it."""
    if reading is None:
        return
    progress = Progress("forecast_read", values={"file": str(file)}, reading=reading)
    if screen.progress == "json":
        sys.stderr.write(json_line(progress, 0.0))
    elif screen.wants_text:
        _tell_dimly(stage_sentence(progress), *notes(warnings))


def tell_warnings(screen: Screen, warnings: Sequence[Message]) -> None:
    """Say on standard error what a planner should know of a plan."""
    lines = [_("Note: {warning}").format(warning=warning) for warning in warnings]
    if lines and screen.wants_text:
        _tell_dimly(*lines)


def _tell_dimly(*lines: str) -> None:
    """``lines`` on standard error, less prominent than results; where no terminal shows them, as they are."""
    if sys.stderr.isatty():
        console(sys.stderr).print(*lines, sep="\n", style="dim")
    else:
        sys.stderr.write("".join(f"{line}\n" for line in lines))
