"""The wall: ``derive`` reads no formula of the paper, and labels are found in both packages.

That it imports nothing of ``proofs`` is in `test_layers.py`.
"""

import ast
from pathlib import Path

import pytest

import derive
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


def test_every_equation_of_the_paper_is_claimed_and_derived_under_its_number():
    printed = {*map(str, range(1, 43)), *(f"A{j}" for j in range(1, 7))}
    assert printed <= {claim.number for claim in CLAIMS}
    assert printed <= {*derive.numbers()}
