"""The notebooks of the docs, run again: ``python scripts/notebooks.py docs/notebooks/*.ipynb`` stores their outputs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbclient import NotebookClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

SECONDS = 300
"""Time for one cell."""
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def run(path: Path) -> NotebookNode:
    """The notebook with what its cells come to now; raises where a cell does."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": path.parent}},
    )
    done: NotebookNode = client.execute()
    done.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(done.cells, start=1):
        cell.id = f"cell-{number}"
    return done


BY_TIME = "This change would do"
"""Lines whose figures depend on how long there was to work them out."""


def figures(notebook: NotebookNode) -> Iterator[str]:
    """Lines of staffplan's own that must not change: what was printed, and results in a line."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            text = output.get("text") or output.get("data", {}).get("text/plain", "")
            if output.output_type == "stream" or text.startswith("<"):
                yield "\n".join(line for line in text.split("\n") if not line.startswith(BY_TIME))


def main() -> None:
    """Run every notebook that is named, and keep its outputs."""
    for name in sys.argv[1:]:
        nbformat.write(run(Path(name)), Path(name))


if __name__ == "__main__":
    main()
