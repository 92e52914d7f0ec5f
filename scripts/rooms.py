"""The parts of docs/architecture.md that are made from the code: the rooms' sentences, and who may use whom.

`python scripts/rooms.py` writes them between their marks; a test fails when they are stale.
"""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
PACKAGES = (ROOT / "optimizer" / "staffplan", ROOT / "cli" / "staffplan_cli")
FLOORS = "the floors of the house"
"""The contract between the packages; those of one package are named "the rooms of …"."""

WIDE = 6
"""Layers that a picture may have side by side and still be read."""


def page() -> str:
    """The page as it should be: its own text, and the parts that are made from the code."""
    text = PAGE.read_text(encoding="utf-8")
    for name, part in {"rooms": rooms_table(), "floors": floors_picture(), "inside": inside_pictures()}.items():
        text = between_marks(text, name, part)
    return text


def between_marks(text: str, name: str, part: str) -> str:
    """``text`` with ``part`` between ``<!-- made: name -->`` and ``<!-- end: name -->``."""
    begin, end = f"<!-- made: {name} -->", f"<!-- end: {name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    made, count = pattern.subn(lambda _found: f"{begin}\n\n{part}\n\n{end}", text)
    if count != 1:
        raise ValueError(f"{count} places for {name}, not one")
    return made


def rooms_table() -> str:
    """A row for each folder of code: its path, and the sentence of its ``__init__.py``."""
    rows = [f"| {name} | {sentence} |" for name, sentence in sentences()]
    return "\n".join(["| room | what it is for |", "|---|---|", *rows])


def sentences() -> Iterator[tuple[str, str]]:
    """Path and sentence of each folder of code, folders in the order of their paths."""
    for package in PACKAGES:
        for path in sorted(package.rglob("__init__.py"), key=lambda path: path.parent):
            text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            inner = path.parent.relative_to(package)
            name = f"`{package.name}`" if inner == Path() else f"`{inner.as_posix()}/`"
            yield (
                name if package == PACKAGES[0] else name.replace("`commands", f"`{package.name}/commands"),
                text.partition("\n")[0].replace("``", "`"),
            )


def floors_picture() -> str:
    """The packages from the command line down; each may use what stands below it."""
    [layers] = [layers for name, _package, layers in contracts() if name == FLOORS]
    return picture(["staffplan_cli", *layers], "TB")


def inside_pictures() -> str:
    """A picture for each contract about the rooms of one package."""
    return "\n\n".join(
        f"**`{package}/`**\n\n{picture(layers, 'LR' if len(layers) <= WIDE else 'TB')}"
        for name, package, layers in contracts()
        if name != FLOORS
    )


def contracts() -> Iterator[tuple[str, str, list[str]]]:
    """Name, package and layers (the uppermost first) of each contract of layers in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "layers":
            [container] = contract["containers"]
            yield contract["name"], container.rpartition(".")[2], contract["layers"]


def picture(layers: list[str], direction: str) -> str:
    """Layers as a mermaid picture: each points at the next, which it may use, and so all behind it."""
    glue = "<br/>" if direction == "LR" else ", "
    boxes = [f'  {_node(place)}["{glue.join(re.split(r" [|:] ", layer))}"]' for place, layer in enumerate(layers)]
    arrows = [f"  {_node(place)} --> {_node(place + 1)}" for place in range(len(layers) - 1)]
    return "\n".join(["```mermaid", f"flowchart {direction}", *boxes, *arrows, "```"])


def _node(place: int) -> str:
    return f"layer{place}"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
