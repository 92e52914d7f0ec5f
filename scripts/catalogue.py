"""The catalogue of translations: what the sources say in English, merged into the .po files, compiled to .mo.

`python scripts/catalogue.py` (or `make catalogue`) does all of it, and lists what is still to translate.
"""

from __future__ import annotations

import sys
from contextlib import redirect_stderr
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from staffplan.read.scenario.known_keys import annotation_of, documentation_of, fields_of, table_of
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.year.year import Year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.base import Frozen

Text = str | tuple[str, str]
"""A message, or its singular and plural."""
ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("optimizer", "cli")
LOCALE = ROOT / "optimizer" / "staffplan" / "words" / "locale"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext.babel_extract")]
KEYWORDS = {**DEFAULT_KEYWORDS, "marked": None}
HEADER = "# Translations of staffplan. `make catalogue` keeps them in step with the sources."


def po_file(language: str) -> Path:
    """Where the translations of ``language`` are written."""
    return LOCALE / language / "LC_MESSAGES" / "staffplan.po"


def messages() -> Iterator[tuple[Text, str]]:
    """(text, file) of everything that staffplan shows: marked text, and what the schema says of the keys."""
    for source in SOURCES:
        yield from _extracted(ROOT / source, source)
    for model, file in ((Scenario, "scenario/keys.py"), (Year, "year/year.py")):
        for text in _documentation(model):
            yield text, f"optimizer/staffplan/schema/{file}"


def click_messages() -> Iterator[tuple[Text, str]]:
    """(text, file) of everything that click itself says, which Chinese planners read as well."""
    yield from _extracted(Path(click.__file__).parent, "click")


def _extracted(folder: Path, name: str) -> Iterator[tuple[Text, str]]:
    with redirect_stderr(StringIO()):  # it warns of `_(text or "")`
        found = list(extract_from_dir(folder, METHODS, keywords=KEYWORDS))
    for file, _line, text, _comments, _context in found:
        yield text if isinstance(text, str) else (str(text[0]), str(text[1])), f"{name}/{file}"


def _documentation(model: type[Frozen]) -> Iterator[str]:
    """The first line about the table, and the text of each key, tables inside included: what `init` writes."""
    yield (model.__doc__ or "").partition("\n")[0]
    texts = documentation_of(model)
    for key, field in fields_of(model).items():
        if key in texts:
            yield texts[key]
        table = table_of(annotation_of(field))
        if table is not None:
            yield from _documentation(table)


def template() -> Catalog:
    """All messages, untranslated."""
    catalogue = Catalog(project="staffplan", charset="utf-8")
    for text, file in (*messages(), *click_messages()):
        catalogue.add(text, locations=[(file, 0)])
    return catalogue


def translated(language: str) -> Catalog:
    """The translations as the .po file has them."""
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    """The .mo file of ``catalogue``."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def update(language: str) -> list[str]:
    """Bring the .po and .mo files of ``language`` up to date; returns the messages that have no translation."""
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = translated(language) if path.exists() else Catalog(locale=language)
    catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    _head(catalogue)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(translated(language)))
    return [str(message.id) for message in catalogue if message.id and not any(strings(message))]


def strings(message: Message) -> tuple[str, ...]:
    """The translations of ``message``, several where it has plurals; empty text where there are none."""
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)


def _head(catalogue: Catalog) -> None:
    """A header that says what it must and never changes by itself."""
    catalogue.header_comment = HEADER
    catalogue.fuzzy = False
    catalogue.project, catalogue.version = "staffplan", "all"
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 11, 1, tzinfo=UTC)


def main() -> int:
    """Update Chinese; the exit code is 1 where translations are missing."""
    missing = update("zh")
    for text in missing:
        print(f"not translated: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
