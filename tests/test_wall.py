"""The wall: ``derive`` reads no formula of the paper, and labels are found in both packages.

That it imports nothing of ``proofs`` is in `test_layers.py`.
"""

import ast
from pathlib import Path

import pytest

from proofs.paper.claims import CLAIMS

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "derive").rglob("*.py"))
EXPORTERS = (ROOT / "derive/export.py", *(ROOT / "derive/numeric").rglob("*.py"))
"""They do write and compile texts."""
DERIVATIONS = [file for file in MODULES if file not in EXPORTERS]
LOADERS = {"__import__", "import_module", "eval", "exec", "parse_expr", "parse_latex"}
"""Calls that could fetch a formula from a name or a text."""


def called(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", ""))


@pytest.mark.parametrize("file", DERIVATIONS, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_derivation_reads_no_formula_from_a_text(file):
    allowed = {"import_module"} if file.name == "equations.py" else set()
    assert LOADERS.isdisjoint(set(called(file.read_text())) - allowed)


@pytest.mark.parametrize("file", DERIVATIONS, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_derivation_opens_no_file(file):
    assert not {"open", "read_text", "read_bytes"} & set(called(file.read_text()))


def test_the_modules_load_without_proofs(run_python):
    program = (
        "import sys, derive; derive.numbers(); "
        "print([name for name in sys.modules if name.split('.')[0] == 'proofs'])"
    )
    assert run_python("-c", program).stdout == "[]\n"


def quoted(package):
    """All string literals of a package, as a search for "17" with its quotes would find them."""
    texts = set()
    for file in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
    return texts


def test_the_number_of_every_printed_equation_is_found_in_both_packages():
    numbers = {claim.number for claim in CLAIMS if claim.number[-1].isdigit()}
    assert len({n for n in numbers if n.isdigit()}) == 42
    assert {f"A{j}" for j in range(1, 7)} <= numbers
    assert numbers <= quoted("derive")
    assert numbers <= quoted("proofs")
