"""The notebooks of the docs run from top to bottom, and what they show is what they store."""

from pathlib import Path

import nbformat
import notebooks
import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "docs" / "notebooks").glob("*.ipynb"))


def kinds(notebook):
    """What each cell shows, by kind."""
    return [
        [sorted(output.get("data", {output.output_type: None})) for output in cell.get("outputs", ())]
        for cell in notebook.cells
    ]


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_and_comes_to_what_it_shows(path):
    stored, now = nbformat.read(path, as_version=4), notebooks.run(path)
    assert list(notebooks.figures(now)) == list(notebooks.figures(stored)), "run `make notebooks`"
    assert kinds(now) == kinds(stored)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_what_is_stored_is_whole_and_names_no_machine(path):
    stored = nbformat.read(path, as_version=4)
    nbformat.validate(stored)
    code = [cell for cell in stored.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    assert sum("<svg" in output.get("data", {}).get("text/html", "") for output in outputs) >= 2
    assert not [word for word in ("/home/", "/tmp", "site-packages") if word in path.read_text("utf-8")]
