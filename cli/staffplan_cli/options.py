"""Options that several commands share, and how they become overrides of the scenario."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from staffplan.words.language import LANGUAGES, _, marked
from staffplan_cli.help import Argument, Command, Example, Option
from staffplan_cli.screen import Screen, speak

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor

    from staffplan.schema.progress import Watcher
    from staffplan.schema.reading import Reading
    from staffplan.words.messages import Message

Callback = Callable[..., Any]
MAX_SEED = 2**31 - 1


class ShareType(click.ParamType):  # type: ignore[type-arg]
    """A share: ``0.8`` or ``80%``."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401
        """The share as a number from 0 to 1; anything else is a usage error."""
        text = str(value).strip()
        try:
            number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:
            self.fail(_("{value!r} is no share: give 0 to 1, or 0% to 100%").format(value=value), param, ctx)
        return number


class DurationType(click.ParamType):  # type: ignore[type-arg]
    """A length of time: ``30s``, ``5min``, ``1h30min``."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """The text, once it is known to be a duration; anything else is a usage error."""
        from staffplan.schema.base import parse_duration

        try:
            parse_duration(value)
        except ValueError:
            self.fail(_("{value!r} is no duration: write it as 30s, 5min or 1h30min").format(value=value), param, ctx)
        return str(value)


class PathType(click.Path):
    """A path, called a file or a folder in the language in use: click names it once and for all when it is made."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """The path, as click converts it."""
        self.name = _("folder") if not self.file_okay else _("file") if not self.dir_okay else _("path")
        return super().convert(value, param, ctx)


class TableType(PathType):
    """A file to write, whose ending says in which form; another ending is a usage error, found before any work."""

    def __init__(self, *endings: str) -> None:
        """``endings`` such as ".csv"."""
        super().__init__(dir_okay=False, path_type=Path)
        self.endings = endings

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """The path."""
        path = super().convert(value, param, ctx)
        if path.suffix.lower() not in self.endings:
            endings = _(" or ").join(self.endings)
            self.fail(_("{file}: name a file that ends in {endings}").format(file=path, endings=endings), param, ctx)
        return path


class WholeNumberType(click.IntRange):
    """A whole number between limits, called so in the language in use."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """The number, as click converts it."""
        self.name = _("whole number")
        return super().convert(value, param, ctx)


@dataclass(frozen=True)
class ScenarioChoice:
    """The scenario that a command line asks for."""

    path: Path | None = None
    """The scenario file; None: all defaults."""
    overrides: dict[str, tuple[str, object]] = field(default_factory=dict)
    """Scenario key → the option as typed and its value."""


FILE = PathType(dir_okay=False, path_type=Path)
CSV = TableType(".csv")
FOLDER = PathType(file_okay=False, path_type=Path)

_SCENARIO_KEYS = {
    "deflection": "bot.deflection",
    "share": "target.share",
    "within": "target.within",
    "scope": "target.scope",
    "grid": "grid",
    "time_limit": "solve.time_limit",
    "seed": "solve.seed",
}

_SCENARIO_FILE = Option(
    ["-c", "--scenario", "scenario_path"],
    type=FILE,
    metavar="FILE",
    multiple=True,
    help=marked(
        "Scenario file (TOML); without it all defaults hold. `staffplan init` writes one to start from. Of several, "
        "each key of a later one wins."
    ),
)
_SCENARIO_OPTIONS = {
    "deflection": Option(
        ["--deflection"],
        type=ShareType(),
        metavar="SHARE",
        help=marked("Share of inquiries that the bot closes, 0.8 or 80%; a deflection column of the forecast wins."),
    ),
    "share": Option(
        ["--share"], type=ShareType(), metavar="SHARE", help=marked("Target: share answered in time, 0.9 or 90%.")
    ),
    "within": Option(
        ["--within"],
        type=DurationType(),
        metavar="TIME",
        help=marked("Target: what in time means for the first response, 30s or 3min."),
    ),
    "scope": Option(
        ["--scope"],
        type=click.Choice(["slot", "day", "week", "period"]),
        help=marked("Target: over what the share is averaged."),
    ),
    "grid": Option(
        ["--grid"], type=click.Choice(["15min", "30min", "60min"]), help=marked("Step of the planning grid.")
    ),
    "time_limit": Option(
        ["--time-limit"],
        type=DurationType(),
        metavar="TIME",
        help=marked("Time for the search, 30s or 5min; the best plan so far is kept."),
    ),
    "seed": Option(
        ["--seed"],
        type=WholeNumberType(0, MAX_SEED),
        metavar="NUMBER",
        help=marked("Seed of everything random: the same input and seed give the same plan."),
    ),
}
_SEARCH = ("time_limit", "seed")


def scenario_options(*, search: bool = False, overrides: bool = True) -> Callable[[Callback], Callback]:
    """Give the command ``-c`` and the overrides; it receives ``scenario``, a :class:`ScenarioChoice`.

    ``search``: also those that only a search needs; without ``overrides``: the file alone.
    """
    names = [name for name in _SCENARIO_KEYS if overrides and (search or name not in _SEARCH)]

    def decorate(function: Callback) -> Callback:
        @wraps(function)
        def with_choice(*args: Any, scenario_path: Sequence[Path], **values: Any) -> Any:  # noqa: ANN401
            given = {name: values.pop(name) for name in names}
            values_by_key: dict[str, tuple[str, object]] = {
                _SCENARIO_KEYS[name]: (f"--{name.replace('_', '-')}", value)
                for name, value in given.items()
                if value is not None
            }
            first = scenario_path[0] if scenario_path else None
            later = _later_keys(scenario_path[1:])
            return function(*args, scenario=ScenarioChoice(first, later | values_by_key), **values)

        return with_parameters(with_choice, [_SCENARIO_FILE, *(_SCENARIO_OPTIONS[name] for name in names)])

    return decorate


def _later_keys(paths: Sequence[Path]) -> dict[str, tuple[str, object]]:
    """The keys of scenario files besides the first, as overrides by their files."""
    if not paths:
        return {}
    from staffplan.read import read_dotted

    return {key: (str(path), value) for path in paths for key, value in read_dotted(path).items()}


def with_parameters(function: Callback, parameters: Sequence[click.Parameter]) -> Callback:
    """Put ``parameters`` before those that ``function`` has already."""
    later = getattr(function, "__click_params__", [])
    function.__click_params__ = [*later, *reversed(parameters)]  # type: ignore[attr-defined]
    return function


def parameter(*parameters: click.Parameter) -> Callable[[Callback], Callback]:
    """Give the command these arguments and options."""
    return lambda function: with_parameters(function, parameters)


FORECAST = Argument(
    ["forecast"],
    about=marked("Expected inquiries by interval: any table that `staffplan read` understands."),
    type=FILE,
)
PLAN = Argument(["plan"], about=marked("Folder of a plan, as `staffplan solve` writes it."), type=FOLDER)


def _use_language(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        speak(value)


def language_option() -> Option:
    """``--lang``, understood before and after the command's name; it acts before all others, help included."""
    return Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_use_language,
        help=marked("Language of everything shown and written; otherwise the environment decides."),
    )


def _use_headers(_ctx: click.Context, _parameter: click.Parameter, value: Literal["en", "zh"] | None) -> None:
    from staffplan.report.headers import use_headers

    use_headers(value or "en")


HEADERS = Option(
    ["--headers"],
    type=click.Choice(LANGUAGES),
    expose_value=False,
    callback=_use_headers,
    help=marked("Language of the csv files' column headers; English unless you say otherwise, as programs read them."),
)


CLUSTER = Option(
    ["--cluster"],
    metavar="ADDRESS",
    help=marked(
        "Let a Dask cluster do the work: its scheduler, tcp://host:8786, or `local` for workers of this machine. Needs "
        "the extra: pip install 'staffplan[cluster]'."
    ),
)


@contextmanager
def executor_of(cluster: str | None, jobs: int | None, watcher: Watcher) -> Iterator[Executor | None]:
    """The cluster that ``--cluster`` names, of which ``watcher`` hears; None: processes of this machine's own."""
    if cluster is None:
        yield None
        return
    if jobs is not None and cluster != "local":
        raise click.UsageError(_("--jobs is for this machine; a cluster has the workers that it has."))
    from staffplan.processes.cluster.connect import connected
    from staffplan.schema.progress import Progress

    with connected(cluster, jobs, lambda ready: watcher(Progress("cluster_ready", values=ready.values))) as executor:
        yield executor


def screen_options(*, quiet: bool = True, json: bool = True, progress: bool = False) -> Callable[[Callback], Callback]:
    """Give the command ``--quiet``, ``--json``, ``--progress``; it receives ``screen``, a :class:`Screen`."""
    options: list[click.Option] = []
    if quiet:
        options.append(Option(["-q", "--quiet"], is_flag=True, help=marked("Show errors only.")))
    if json:
        options.append(
            Option(["--json", "as_json"], is_flag=True, help=marked("Print the result as JSON, for programs."))
        )

    if progress:
        options.append(
            Option(
                ["--progress"],
                type=click.Choice(["text", "json"]),
                default="text",
                help=marked(
                    "How progress is told on standard error: `text`, or `json`, an object a line, for programs."
                ),
            )
        )
    names = [field.name for field in fields(Screen)]

    def decorate(function: Callback) -> Callback:
        @wraps(function)
        def with_screen(*args: Any, **values: Any) -> Any:  # noqa: ANN401
            chosen = {name: values.pop(name) for name in names if name in values}
            return function(*args, screen=Screen(**chosen), **values)

        return with_parameters(with_screen, options)

    return decorate


def read_data(reading: Reading | None, warnings: Sequence[Message] | None = None) -> dict[str, Any]:
    """What was read, and what a planner should know, for a command's JSON."""
    data: dict[str, Any] = {"read": None if reading is None else reading.model_dump(mode="json")}
    return data if warnings is None else data | {"warnings": [warning.data() for warning in warnings]}


def show_files(paths: Sequence[Path], screen: Screen) -> None:
    """Name the files that a command wrote."""
    if screen.as_json:
        screen.print_json({"files": [str(path) for path in paths]})
    else:
        screen.show(*(_("{file} is written.").format(file=path) for path in paths))


def show_kept(kept: Sequence[Path], files: Sequence[Path]) -> None:
    """Say that files which were changed by hand stay, and where the new ones are; also with --quiet and --json."""
    if kept:
        text = _("{edited} was changed by hand, so its folder stays as it is: the new plan is in {folder}.")
        names = ", ".join(str(path) for path in kept)
        sys.stderr.write(text.format(edited=names, folder=files[-1].parent) + "\n")


def planner_command(name: str, about: str, examples: Sequence[Example]) -> Callable[[Callback], Command]:
    """Make a command of a function; ``about`` and the examples' descriptions are marked for translation."""

    def decorate(function: Callback) -> Command:
        made = click.command(name, cls=Command, help=about, examples=examples)(function)
        made.params.append(language_option())
        return made

    return decorate
