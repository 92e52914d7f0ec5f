"""What is English in a Chinese text: words besides names of keys, columns, commands, files, units and proper names."""

import json
import re

from staffplan.read.actuals.file import COLUMNS as ACTUALS
from staffplan.read.contacts.file import COLUMNS as CONTACTS
from staffplan.read.history.events import COLUMNS
from staffplan.read.history.presets import preset_names
from staffplan.read.layouts.headings import LIST, PROFILE
from staffplan.read.scenario.known_keys import all_keys, fields_of
from staffplan.report.files import COVERAGE_COLUMNS, SCHEDULE_COLUMNS
from staffplan.schema.plan import PlanSummary, Service
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.violation import Violation
from staffplan.schema.year.year import Year
from staffplan_cli.main import COMMANDS

PROPER = {
    *("staffplan", "Excel", "LibreOffice", "Windows", "OpenDocument", "Asia", "Shanghai", "Ctrl", "Tab", "Page", "Up"),
    *("Down", "Home", "PATH", "CN", "DE", "BY", "IANA", "ISO", "JSON", "TOML", "CSV", "PDF", "ZIP", "XML", "UTF", "GB"),
    *("MiB", "bash", "zsh", "fish", "Bash", "Shell", "csv", "xlsx", "parquet", "toml", "utf", "xls", "xlsb", "ods"),
    *("taobao", "jd", "douyin", "pinduoduo", "pyarrow", "chinesecalendar", "pip", "install", "DEBUG", "STAFFPLAN"),
    *(
        "Dask",
        "fsspec",
        "tcp",
        "host",
        "bucket",
        "plans",
        "URL",
        "JavaScript",
        "distributed",
        "shop",
        "forecast",
        "SHOPS",
        "team",
    ),
    *("Shapley", "UUID", "Unicode", "sha", "min", "OPTIONS", "COMMAND", "ARGS", "TO"),
}
"""Names of programs, places, formats, keyboard keys and units."""
NAMED = {
    *(name for pair in all_keys(Scenario) for name in pair[1:]),
    *(value for _table, name in all_keys(Scenario) for value in name.split("_")),
    *(name for pair in all_keys(Year) for name in pair[1:]),
    *SCHEDULE_COLUMNS,
    *COVERAGE_COLUMNS,
    *fields_of(PlanSummary),
    *fields_of(Service),
    *COMMANDS,
    *(
        "average_wait_s",
        "abandonment",
        "deflection",
        "aht_s",
        "queue",
        "on_duty",
        "start",
        "inquiries",
        "true",
        "false",
    ),
    *("headcount", "cost", "optimal", "feasible", "standard", "comprehensive", "flat", "rota", "calendar", "statutory"),
    *("rest", "work", "kind", "date", "name", "employee_id", "cost_centre", "agent_id", "end", "share", "from", "to"),
    *(word for names in (*LIST.aliases.values(), *PROFILE.values()) for name in names for word in name.split()),
    *COLUMNS.required,
    *COLUMNS.optional,
    *preset_names(),
    *CONTACTS.required,
    *CONTACTS.optional,
    *ACTUALS.optional,
    "on_duty",
    *("double", "new", "goods", "spring", "festival"),
    *("slot", "day", "week", "period", "month", "monday", "saturday", "sunday", "nan", "shared", "none", "least"),
}
"""Names that files and commands go by in every language."""
CODE = re.compile(
    r"`[^`]*`"  # as one writes it
    r"|^ *(?:# )?[a-z_]+ = .*$"  # a line of a scenario
    r"|^ *staffplan .*$"  # a command line
    r"|import-edits|monthly-zh|pay-codes|--?[a-z][a-z-]*"  # a command, a layout, an option
    r"|[\w-]+/"  # a folder
    r"|[\w./{}-]*\.(?:csv|xlsx|xls|html|json|toml|parquet|txt)\b"  # a file
    r"|\[\[?[a-z_.\[\]0-9|]+\]?\]"  # a table, or choices
    r"|\b[A-Z]{3,}(?:=\S+)?\b"  # a place holder, or a variable of the environment
    r"|'[^']*'|\"[^\"]*\""  # what stands in a file
    r"|sha256 \w+",
    re.MULTILINE,
)
WORD = re.compile(r"[A-Za-z_]{2,}")


def english_in(text, *allowed):
    """The words of ``text`` that should be Chinese; ``allowed``: names that this text holds."""
    rest = CODE.sub(" ", text)
    names = PROPER | NAMED | set(Violation.model_json_schema()["properties"]["rule"]["enum"]) | set(allowed)
    return sorted({word for word in WORD.findall(rest) if word not in names})


def texts_in(value):
    """All texts of a JSON value; the keys are names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)


def english_in_json(text, *allowed):
    """The same for the values of a JSON document."""
    return english_in("\n".join(texts_in(json.loads(text))), *allowed)
