"""The house as its source draws it: who imports whom, and what stands in each folder."""

from __future__ import annotations

import ast
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Graph = dict[str, set[str]]
"""The files that each file imports, by dotted names; a folder's ``__init__.py`` has the folder's name."""

MOST_FILES = 16
ONE_PREFIX = 3
FEWEST_WORDS = 4
"""A room says what it is for in so many words at least."""


def imports_of(root: Path) -> Graph:
    """The graph of the package in the folder ``root``: imports inside functions and for types alone count too."""
    return graph_of([root])


def graph_of(roots: Iterable[Path]) -> Graph:
    """The graph of several packages at once."""
    files = {_name(path, root): path for root in roots for path in sorted(root.rglob("*.py"))}
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in files.items()}
    return {name: set(_imported(name, files, trees[name])) - {name} for name in files}


def _name(path: Path, root: Path) -> str:
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(name: str, files: Mapping[str, Path], tree: ast.AST) -> Iterator[str]:
    """The files that ``name`` imports; ``from a import b`` is ``a.b`` if that is a file, else ``a``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in files)
        elif isinstance(node, ast.ImportFrom):
            base = _base(name, files[name], node)
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield from [inner] if inner in files else [base] if base in files else []


def _base(name: str, path: Path, node: ast.ImportFrom) -> str:
    """What an import is from, with its leading dots resolved."""
    if not node.level:
        return node.module or ""
    up = node.level - (path.name == "__init__.py")
    parts = name.split(".")
    return ".".join([*parts[: len(parts) - up], *([node.module] if node.module else [])])


def circle(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """One circle, its first file named again at its end; empty: there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def rooms(graph: Graph, package: str) -> Graph:
    """The same graph among what lies directly in ``package``: its folders and its files."""
    inside = f"{package}."

    def room(name: str) -> str:
        return inside + name.removeprefix(inside).partition(".")[0] if name.startswith(inside) else package

    here = {name: imported for name, imported in graph.items() if name == package or name.startswith(inside)}
    drawn: Graph = {room(name): set() for name in here}
    for name, imported in here.items():
        drawn[room(name)] |= {room(other) for other in imported if other in here} - {room(name)}
    return drawn


def circles_of_rooms(graph: Graph) -> list[str]:
    """One circle for each package whose rooms have one, with an import for each arrow of it."""
    packages = sorted({name.rpartition(".")[0] for name in graph} - {""})
    found = {package: circle(rooms(graph, package)) for package in packages}
    return [f"{package}: " + "; ".join(_arrows(graph, path)) for package, path in found.items() if path]


def _arrows(graph: Graph, path: list[str]) -> Iterator[str]:
    for one, other in pairwise(path):
        yield next(
            f"{name} → {imported}"
            for name in sorted(graph)
            for imported in sorted(graph[name])
            if _lies_in(name, one) and _lies_in(imported, other)
        )


def _lies_in(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def folders(root: Path) -> list[Path]:
    """Every folder of the package in ``root`` that holds code."""
    return sorted({path.parent for path in root.rglob("*.py")})


def too_full(root: Path) -> list[str]:
    """Folders with more files than a newcomer reads through."""
    counts = {folder: len(list(folder.glob("*.py"))) for folder in folders(root)}
    return [f"{folder.name}: {count} files" for folder, count in counts.items() if count > MOST_FILES]


def shared_prefixes(root: Path) -> list[str]:
    """Prefixes that stand for a folder nobody made: ``day.py``, ``day_model.py`` and ``day_stairs.py``."""
    return [
        f"{folder.name}: {prefix}_ ({count} files)"
        for folder in folders(root)
        for prefix, count in Counter(_prefixes(folder)).items()
        if count >= ONE_PREFIX
    ]


def _prefixes(folder: Path) -> Iterator[str]:
    return (path.stem.partition("_")[0] for path in folder.glob("*.py") if path.name != "__init__.py")


def without_sentence(root: Path) -> list[str]:
    """Folders whose ``__init__.py`` does not say in a sentence what they are for."""
    return [str(folder.relative_to(root.parent)) for folder in folders(root) if not _has_sentence(folder)]


def _has_sentence(folder: Path) -> bool:
    path = folder / "__init__.py"
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) if path.exists() else None
    first = (text or "").partition("\n")[0]
    return first.endswith(".") and len(first.split()) >= FEWEST_WORDS
