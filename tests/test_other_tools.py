"""Each line for people who come from another library, run in that library and in sponte."""

import re
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import sympy

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/other-tools.md").read_text()
A, B, MIXED = np.diag([1.0, 0.0]), np.diag([0.25, 0.75]), np.eye(2) / 2
BELL = np.array([1, 0, 0, 1]) / 2**0.5
PRELUDE = "from sponte import *; from derive.symbols import alpha; from math import log"


def as_qutip():
    q = import_module("qutip")
    pure = q.Qobj(BELL, dims=[[2, 2], [1]])
    return [*map(q.Qobj, (A, B, MIXED)), q.ket2dm(pure)]


def as_qiskit():
    return [*map(import_module("qiskit.quantum_info").DensityMatrix, (A, B, MIXED, BELL))]


def as_sympy():
    return [*(sympy.Matrix(x).applyfunc(sympy.nsimplify) for x in (A, B, MIXED)), None]


def as_numpy():
    return [A, B, MIXED, BELL]


STATES = {
    "qutip": as_qutip,
    "qiskit": as_qiskit,
    "sympy": as_sympy,
    "toqito": as_numpy,
    "cvxpy": as_numpy,
    "scipy": as_numpy,
    "statsmodels": as_numpy,
    "cryptomite": as_numpy,
    "jax": as_numpy,
    "latex2sympy2_extended": as_numpy,
}
"""How each library is given the states of the page: a, b, mixed, bell."""
LEFT_OUT = {"toqito", "qiskit", "cvxpy", "statsmodels", "latex2sympy2_extended"}
"""What CI does not install: large, or with solvers, a NumPy or a parser of their own."""
SECTION = re.compile(r"^## (\w+) ([\d.]+)\n\n`(.*?)`\n(.*?)(?=^## |\Z)", re.M | re.S)
SECTIONS = {
    name.lower(): (version, start, text) for name, version, start, text in SECTION.findall(PAGE)
}
ROW = re.compile(r"^\| [^|]*\w.* \| `(.*?)` \| `(.*?)` \| (?:`(.*?)` \| `(.*?)`| \| ) \|$", re.M)


def written(value):
    """A value as the page shows it."""
    number = isinstance(value, float | np.floating)
    return f"{value:.4f}" if number else str(value)


def lines():
    """Every line of the page, by library."""
    for library, (_, start, text) in SECTIONS.items():
        marks = pytest.mark.deep if library in LEFT_OUT else ()
        for row in ROW.findall(text):
            yield pytest.param(library, start, row, marks=marks, id=f"{library}: {row[0]}")


def run(prelude, line, **names):
    exec(prelude, names)
    return written(eval(line, names))


@pytest.mark.parametrize(("library", "start", "row"), [*lines()])
def test_a_line_gives_what_the_page_says(library, start, row):
    there, gives, here, ours = row
    pytest.importorskip(library, reason=f"pip install {library}=={SECTIONS[library][0]}")
    names = dict(zip(("a", "b", "mixed", "bell"), STATES[library](), strict=True))
    assert run(start, there, log=sympy.log, **names) == gives.replace(r"\|", "|")
    if here:
        assert run(PRELUDE, here) == ours


def test_every_line_of_the_page_is_run():
    assert set(SECTIONS) == set(STATES)
    rows = len(re.findall(r"^\|", PAGE, re.M)) - 2 * len(SECTIONS)
    assert len([*lines()]) == rows > 15


@pytest.mark.parametrize("library", sorted(set(STATES) - LEFT_OUT))
def test_the_page_names_the_version_that_is_pinned(library):
    assert f"\n{library}=={SECTIONS[library][0]}\n" in (ROOT / "constraints.txt").read_text()


def test_a_line_that_gives_something_else_is_noticed():
    assert run("", "1/3") == "0.3333"
    assert run("", "1/3") != written(0.3)
