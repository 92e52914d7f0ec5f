"""The reference of all keys of the scenario and of the year file, from the schema: docstrings, defaults, limits.

`python scripts/reference.py` writes the pages, in English and, by the catalogue, in Chinese; a test fails when they are
stale.
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
from staffplan.words.language import _, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from staffplan.schema.base import Frozen

SHORT = {
    "en": {
        'a duration as text, such as "30s", "5min" or "1h30min"': "a duration",
        'a clock time from "00:00" to "24:00"': "a clock time",
        "text in quotation marks": "text",
    },
    "zh": {
        '用文本表示的时长，例如 "30s"、"5min" 或 "1h30min"': "时长",
        '"00:00" 到 "24:00" 的时刻': "时刻",
        "引号中的文本": "文字",
    },
}
"""What the head of the page explains once."""
WORDS = {
    "en": ("## At the top", "| key | default | accepts | what it means |", "needed", "absent"),
    "zh": ("## 最上面", "| 键 | 默认值 | 接受什么 | 含义 |", "必填", "不写"),
}
"""First heading, header of the tables, and what stands for a default where there is none."""
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
HEADS = {
    ("scenario", "en"): """\
# Keys of the scenario

<!-- Made by `make docs` from the schema; a test fails when it is stale. -->

Every key has a default, so a scenario holds only what differs; `staffplan solve forecast.csv` needs none at all.
`staffplan init` writes a file with all keys. Text stands in quotation marks. Durations are text with a unit: `"30s"`,
`"5min"`, `"1h30min"`. Clock times are `"07:00"`; `"24:00"` is the end of the day. `[[contract]]` stands once for each
contract. How keys must fit together: [What you give staffplan](../input.md).
""",
    ("year", "en"): """\
# Keys of the year file

<!-- Made by `make docs` from the schema; a test fails when it is stale. -->

What `staffplan seasons YEAR.toml` reads. Tables that a scenario has too (`[handling]`, `[target]`, `[opening]`,
`[shrinkage]`, `[objective]`, `[solve]`) have the [same keys](scenario.md). Tables in double brackets stand once for
each season, contract, vendor and so on.
""",
    ("scenario", "zh"): """\
# 场景的键

<!-- `make docs` 从代码生成；过期时测试会失败。 -->

每个键都有默认值，所以场景文件只写不同的；`staffplan solve forecast.csv` 一个也不用写。
`staffplan init` 写出一份含所有键的文件。文字要带引号。时长是带单位的文字：`"30s"`、`"5min"`、`"1h30min"`。时刻写 `"07:00"`；`"24:00"` 是一天的结束。
每种合同一个 `[[contract]]`。键与键怎样配合：[您要给什么](../input.md)。
""",  # noqa: E501
    ("year", "zh"): """\
# 年度文件的键

<!-- `make docs` 从代码生成；过期时测试会失败。 -->

`staffplan seasons YEAR.toml` 读的文件。场景里也有的表（`[handling]`、`[target]`、`[opening]`、`[shrinkage]`、`[objective]`、`[solve]`）
[键相同](scenario.md)。双层方括号的表，每个档期、合同、外包商等各写一个。
""",  # noqa: E501
}


def pages() -> dict[Path, str]:
    """The pages of both files, in both languages."""
    shared = {table_of(annotation_of(field)) for field in fields_of(Scenario).values()} - {None}
    elsewhere = frozenset(table for table in shared if table is not None)
    made = {}
    for language, ending in (("zh", ".zh.md"), ("en", ".md")):
        use_language(language)
        made[FOLDER / f"scenario{ending}"] = _page("scenario", language, Scenario, frozenset())
        made[FOLDER / f"year{ending}"] = _page("year", language, Year, elsewhere)
    return made


def _page(name: str, language: str, model: type[Frozen], elsewhere: frozenset[type[Frozen]]) -> str:
    return "\n".join([HEADS[name, language], *_table(model, "", elsewhere, language)])


def _table(model: type[Frozen], name: str, elsewhere: frozenset[type[Frozen]], language: str) -> Iterator[str]:
    """The section of one table: its keys that are values, then the tables inside it."""
    top, header, *_absent = WORDS[language]
    fields, texts = fields_of(model), documentation_of(model)
    inner = {key: table for key, field in fields.items() if (table := table_of(annotation_of(field)))}
    rows = [_row(key, field, texts.get(key, ""), language) for key, field in fields.items() if key not in inner]
    if not name:
        yield f"{top}\n"
    if rows:
        yield f"{header}\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    for key, table in inner.items():
        if table in elsewhere:
            continue
        dotted = f"{name}.{key}" if name else key
        several = isinstance(_default(fields[key]), list) or fields[key].is_required()
        yield f"{'###' if name else '##'} {f'[[{dotted}]]' if several else f'[{dotted}]'}\n"
        yield f"{_plain(texts.get(key) or _about(table))}\n"
        yield from _table(table, dotted, elsewhere, language)


def _about(table: type[Frozen]) -> str:
    """What a table without a text of its own is: the first line about its model."""
    return (table.__doc__ or "").partition("\n")[0]


def _row(key: str, field: FieldInfo, text: str, language: str) -> str:
    accepts = describe(annotation_of(field))
    for long, short in SHORT[language].items():
        accepts = accepts.replace(long, short)
    cells = (f"`{key}`", _shown(_default(field), field, language), accepts, _plain(text))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(field: FieldInfo) -> Any:  # noqa: ANN401 - any TOML value
    """The default as files write it; None where there is none."""
    value = field.get_default(call_default_factory=True)
    if value is PydanticUndefined or value is None:
        return None
    adapter: TypeAdapter[Any] = TypeAdapter(annotation_of(field))  # type: ignore[arg-type]
    return adapter.dump_python(value, mode="json")


def _shown(value: object, field: FieldInfo, language: str) -> str:
    _top, _header, needed, absent = WORDS[language]
    if field.is_required():
        return needed
    return absent if value is None else f"`{_toml(value)}`"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {_toml(item)}" for key, item in value.items() if item is not None)
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_toml(item) for item in value if item is not None)}]"
    return json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> str:
    """A docstring as one line of Markdown, in the language in use."""
    return " ".join((_(text) if text else "").replace("``", "`").split())


def main() -> None:
    """Write the pages, and the parts of the map of the code that are made from it."""
    for path, text in (pages() | {rooms.PAGE: rooms.page()}).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
