"""The reference of all keys of the scenario and of the year file, from the schema: docstrings, defaults, limits.

`python scripts/reference.py` writes the pages; a test fails when they are stale.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rooms
from pydantic import TypeAdapter
from pydantic_core import PydanticUndefined

from staffplan.read.scenario.known_keys import annotation_of, describe, documentation_of, fields_of, table_of
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.year.year import Year
from staffplan.words.language import use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from staffplan.schema.base import Frozen

SHORT = {
    'a duration as text, such as "30s", "5min" or "1h30min"': "a duration",
    'a clock time from "00:00" to "24:00"': "a clock time",
    "text in quotation marks": "text",
}
"""What the head of the page explains once."""
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
SCENARIO_HEAD = """\
# Keys of the scenario

<!-- Made by `make docs` from the schema; a test fails when it is stale. -->

Every key has a default, so a scenario holds only what differs; `staffplan solve forecast.csv` needs none at all.
`staffplan init` writes a file with all keys. Text stands in quotation marks. Durations are text with a unit: `"30s"`,
`"5min"`, `"1h30min"`. Clock times are `"07:00"`; `"24:00"` is the end of the day. `[[contract]]` stands once for each
contract. How keys must fit together: [What you give staffplan](../input.md).
"""
YEAR_HEAD = """\
# Keys of the year file

<!-- Made by `make docs` from the schema; a test fails when it is stale. -->

What `staffplan seasons YEAR.toml` reads. Tables that a scenario has too (`[handling]`, `[target]`, `[opening]`,
`[shrinkage]`, `[objective]`, `[solve]`) have the [same keys](scenario.md). Tables in double brackets stand once for
each season, contract, vendor and so on.
"""


def pages() -> dict[Path, str]:
    """Both pages, in English."""
    use_language("en")
    shared = {table_of(annotation_of(field)) for field in fields_of(Scenario).values()} - {None}
    return {
        FOLDER / "scenario.md": _page(SCENARIO_HEAD, Scenario, frozenset()),
        FOLDER / "year.md": _page(YEAR_HEAD, Year, frozenset(table for table in shared if table is not None)),
    }


def _page(head: str, model: type[Frozen], elsewhere: frozenset[type[Frozen]]) -> str:
    return "\n".join([head, *_table(model, "", elsewhere)])


def _table(model: type[Frozen], name: str, elsewhere: frozenset[type[Frozen]]) -> Iterator[str]:
    """The section of one table: its keys that are values, then the tables inside it."""
    fields, texts = fields_of(model), documentation_of(model)
    inner = {key: table for key, field in fields.items() if (table := table_of(annotation_of(field)))}
    rows = [_row(key, field, texts.get(key, "")) for key, field in fields.items() if key not in inner]
    if not name:
        yield "## At the top\n"
    if rows:
        yield "| key | default | accepts | what it means |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    for key, table in inner.items():
        if table in elsewhere:
            continue
        dotted = f"{name}.{key}" if name else key
        several = isinstance(_default(fields[key]), list) or fields[key].is_required()
        yield f"{'###' if name else '##'} {f'[[{dotted}]]' if several else f'[{dotted}]'}\n"
        yield f"{_plain(texts.get(key) or table.__doc__ or '')}\n"
        yield from _table(table, dotted, elsewhere)


def _row(key: str, field: FieldInfo, text: str) -> str:
    accepts = describe(annotation_of(field))
    for long, short in SHORT.items():
        accepts = accepts.replace(long, short)
    cells = (f"`{key}`", _shown(_default(field), field), accepts, _plain(text))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(field: FieldInfo) -> Any:  # noqa: ANN401 - any TOML value
    """The default as files write it; None where there is none."""
    value = field.get_default(call_default_factory=True)
    if value is PydanticUndefined or value is None:
        return None
    adapter: TypeAdapter[Any] = TypeAdapter(annotation_of(field))  # type: ignore[arg-type]
    return adapter.dump_python(value, mode="json")


def _shown(value: object, field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    return "absent" if value is None else f"`{_toml(value)}`"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {_toml(item)}" for key, item in value.items() if item is not None)
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_toml(item) for item in value if item is not None)}]"
    return json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> str:
    """A docstring as one line of Markdown."""
    return " ".join(text.replace("``", "`").split())


def main() -> None:
    """Write the pages, and the parts of the map of the code that are made from it."""
    for path, text in (pages() | {rooms.PAGE: rooms.page()}).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
