"""The wall: ``derive`` never sees what the paper prints, and labels are found in both packages."""

import ast
from pathlib import Path

import pytest

import derive
from proofs.paper import CLAIMS

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "derive").rglob("*.py"))
DERIVATIONS = sorted((ROOT / "derive").glob("*.py"))
"""The modules without the exporters, which do write and compile texts."""
LOADERS = {"__import__", "import_module", "eval", "exec", "parse_expr", "parse_latex"}
"""Calls that could fetch a formula from a name or a text."""


def imported(source):
    """Names of the modules that a source imports, and of the loaders that it calls."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{'.' * node.level}{node.module or ''}"


def called(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", ""))


def crosses_the_wall(source):
    return any(name.split(".")[0] == "proofs" or name.startswith("..") for name in imported(source))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_in_derive_imports_from_from_proofs(file):
    assert not crosses_the_wall(file.read_text())


@pytest.mark.parametrize("file", DERIVATIONS, ids=lambda file: file.stem)
def test_a_derivation_reads_no_formula_from_a_text(file):
    allowed = {"import_module"} if file.name == "equation.py" else set()
    assert LOADERS.isdisjoint(set(called(file.read_text())) - allowed)


@pytest.mark.parametrize("file", DERIVATIONS, ids=lambda file: file.stem)
def test_a_derivation_opens_no_file(file):
    assert not {"open", "read_text", "read_bytes"} & set(called(file.read_text()))


@pytest.mark.parametrize(
    "source",
    [
        "import proofs",
        "from proofs import paper",
        "from proofs.paper import CLAIMS as facts",
        "def late():\n    import proofs.paper",
        "from ..proofs import paper",
    ],
)
def test_every_way_of_importing_across_the_wall_is_seen(source):
    assert crosses_the_wall(source)


def test_the_modules_load_without_proofs(run_python):
    program = (
        "import sys, derive; derive.numbers(); "
        "print([name for name in sys.modules if name.split('.')[0] == 'proofs'])"
    )
    assert run_python("-c", program).stdout == "[]\n"


def test_every_equation_of_the_paper_is_claimed_and_derived_under_its_number():
    printed = {*map(str, range(1, 43)), *(f"A{j}" for j in range(1, 7))}
    assert printed <= {claim.number for claim in CLAIMS}
    assert printed <= {*derive.numbers()}
