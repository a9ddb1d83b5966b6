"""Notebooks show what they have shown before: ``python -m tests.test_notebooks`` renews them."""

import copy
import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))


def executed(file):
    """A notebook after a run from its top, with what it showed."""
    notebook = nbformat.read(file, as_version=4)
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    NotebookClient(notebook, timeout=120, record_timing=False).execute(
        env={**os.environ, "PYTHONPATH": path}
    )
    notebook.metadata["language_info"] = {"name": "python"}  # and not which version of it
    return notebook


def shown(notebook):
    """What each cell shows, in every form but pictures, whose bytes depend on fonts."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [[form(output) for output in cell.outputs] for cell in cells]


def form(output):
    data = output.get("data", {})
    return {kind: "" if kind.startswith("image/") else text for kind, text in data.items()}


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_shows_what_it_has_shown(file):
    assert shown(executed(file)) == shown(nbformat.read(file, as_version=4))


def test_there_are_two_with_formulas_tables_and_a_picture():
    kinds = [
        kind
        for file in NOTEBOOKS
        for cell in shown(nbformat.read(file, as_version=4))
        for output in cell
        for kind in output
    ]
    assert len(NOTEBOOKS) == 2
    assert {"text/latex", "text/html", "image/png"} <= set(kinds)


def test_another_output_is_noticed():
    notebook = nbformat.read(NOTEBOOKS[0], as_version=4)
    changed = copy.deepcopy(notebook)
    cell = next(cell for cell in changed.cells if cell.get("outputs"))
    cell.outputs[0]["data"]["text/plain"] += "!"
    assert shown(changed) != shown(notebook)


def main():
    """Run the notebooks anew, and write what they show."""
    for file in NOTEBOOKS:
        nbformat.write(executed(file), file)


if __name__ == "__main__":
    sys.exit(main())
