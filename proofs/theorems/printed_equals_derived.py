"""Equality, where printed and derived agree, as a theorem: one for each claim of that kind.

The left side is the printed formula as it stands in :mod:`proofs.paper`, the right side the
derived one; the abbreviations are definitions of the statement. Domain: the interior of the
claim's own, all inequalities strict; on the edges both sides are read as limits. A matrix element
with rho01 is linear in it, so a real symbol speaks for real and imaginary part. The steps are found
by :mod:`proofs.theorems.search`. Complex amplitudes and functions of matrices are not covered.
"""

import ast
import functools
import re
from collections.abc import Mapping
from dataclasses import replace

from sympy import Expr, MatrixBase

from derive import Equation, equation
from derive.domain import Domain, Range
from derive.entropy import von_neumann
from derive.equation import numbers
from derive.measurement import RHO_A
from derive.single_photon import no_click_spectrum
from derive.temporal import bin_probability
from proofs.checker import Checker
from proofs.claim import Claim
from proofs.field import Refused
from proofs.paper import CLAIMS
from proofs.theorems.more_bins_more_randomness import one_bin
from proofs.theorems.search import Search
from proofs.theorems.signs import GaveUpError
from proofs.theorems.spectra import (
    gaps,
    larger_eigenvalues,
    no_click,
    populations,
    smaller_eigenvalues,
    survival_below_one,
    survival_positive,
)
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    ARTANH,
    Step,
    formula,
    hypotheses,
    product,
    spectrum_definitions,
    total,
)

POWERS = {"power(u, v)": "exp(v*log(u))"}
"""What a symbolic power means to the kernel, which has whole ones only."""
SAME = {name: name for name in ("exp", "sqrt", "eta", "log2", "atanh", "Sum")}
PRINTED = {**SAME, "log": "log2", "ln": "log", "arctanh": "atanh", "artanh": "atanh"}
DERIVED = {**SAME, "log": "log", "Delta": "Delta", "Delta_prime": "Delta_prime"}
"""The kernel's names of functions: the paper's log is to base 2, SymPy's to base e."""


@functools.cache
def identity(number: str) -> Theorem | None:
    """The theorem that the printed formula of a claim is the derived one, or None if not found.

    None says nothing about the claim.

    >>> identity("text:substitution-F").statement["goals"]
    ['(A - B * a) / 2 == a * (alpha / 2 - 1 / 2) + alpha / 2 + 1 / 2']
    """
    claim = next((c for c in CLAIMS if c.number == number), None)
    if claim is None or not claim.parts or number not in numbers():
        return None
    try:
        return _theorem(claim, equation(number))
    except (GaveUpError, Refused, KeyError, SyntaxError, ValueError):
        return None


def _theorem(claim: Claim, derived: Equation) -> Theorem:
    goals = [g for part in claim.parts for g in _goals(claim.parts[part], derived.part(part))]
    statement = _statement(claim.domain or derived.domain, goals)
    search = Search(checker := Checker(statement), checker.outermost)
    for step in _facts(statement):
        search.add(step)
    for goal in goals:
        search.define(goal)
        search.equal(goal)
    summary = f"what is printed as ({claim.number}) is what is derived"
    name = f"printed_equals_derived:{claim.number}"
    return Theorem(name, summary, statement, search.steps, (claim.number,))


# Statements.


def _goals(printed: str, derived: Expr | MatrixBase) -> list[str]:
    """One equality for each entry."""
    tree = ast.parse(printed, mode="eval").body
    if not isinstance(derived, MatrixBase):
        return [f"{_left(tree)} == {_right(derived)}"]
    if not isinstance(tree, ast.List):
        raise GaveUpError("a formula of matrices")
    entries = [entry for row in tree.elts if isinstance(row, ast.List) for entry in row.elts]
    return [f"{_left(a)} == {_right(b)}" for a, b in zip(entries, derived, strict=True)]


def _left(tree: ast.expr) -> str:
    return ast.unparse(_Translator(PRINTED).visit(tree))


def _right(derived: Expr) -> str:
    tree = ast.parse(formula(derived), mode="eval").body
    return ast.unparse(_Translator(DERIVED).visit(tree))


class _Translator(ast.NodeTransformer):
    """The same formula in the kernel's words."""

    def __init__(self, functions: Mapping[str, str]) -> None:
        self.functions = functions

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Functions by the kernel's names; |rho01| is c."""
        name = ast.unparse(node.func)
        if name == "abs" and ast.unparse(node.args[0]) == "rho01":
            return ast.Name("c")
        arguments = [self.visit(argument) for argument in node.args]
        if name not in self.functions:
            raise GaveUpError(f"no function {name} in the kernel")
        return ast.Call(ast.Name(self.functions[name]), arguments, [])

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """A power whose exponent is no number."""
        self.generic_visit(node)
        if isinstance(node.op, ast.Pow) and not isinstance(node.right, ast.Constant):
            return ast.Call(ast.Name("power"), [node.left, node.right], [])
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Delta and Delta' at c."""
        if node.id == "I":
            raise GaveUpError("a complex formula")
        return ast.parse(f"{node.id}(c)", mode="eval").body if node.id.startswith("Delta") else node


def _statement(domain: Domain, goals: list[str]) -> dict:
    inner = Domain(tuple(replace(r, **_strict(r)) for r in domain.ranges))
    amplitudes = [name for name in ("rho01", "rho10") if any(name in goal for goal in goals)]
    symbols = [r.symbol.name for r in inner.ranges if not r.symbol.is_integer]
    return {
        "symbols": [*symbols, *amplitudes],
        "integers": [r.symbol.name for r in inner.ranges if r.symbol.is_integer],
        "definitions": _definitions(" ".join(goals), [*symbols, *amplitudes]),
        "hypotheses": [h for h in hypotheses(inner) if "oo" not in h],
        "goals": goals,
    }


def _strict(r: Range) -> dict[str, bool]:
    return {} if r.symbol.is_integer else {"lower_open": True, "upper_open": True}


def _definitions(text: str, symbols: list[str]) -> dict[str, str]:
    """The abbreviations that the goals use, and those that these use."""
    known = {
        **POWERS,
        **spectrum_definitions(),
        **ARTANH,
        **{name: formula(mu) for name, mu in no_click_spectrum().items()},
        "p": formula(bin_probability()),
        "S_rho": formula(von_neumann(RHO_A)),
        "A": "1 + alpha",
        "B": "1 - alpha",
    }
    heads = {head.partition("(")[0]: head for head in known}
    reached = _reached(text, heads, known)
    if {"Delta", "Delta_prime", "F"} & reached:
        reached |= set(_reached(" ".join(spectrum_definitions()), heads, known))
    return {h: known[h] for n, h in heads.items() if n in reached and n not in symbols}


def _reached(text: str, heads: dict[str, str], known: dict[str, str]) -> set[str]:
    """Names of the definitions that a text uses, and that those use."""
    reached: set[str] = set()
    waiting = [text]
    while waiting:
        new = (set(re.findall(r"\w+", waiting.pop())) & set(heads)) - reached
        reached |= new
        waiting += [known[heads[w]] for w in new]
    return reached


# Facts to start from.


def _facts(statement: dict) -> list[Step]:
    symbols, integers = statement["symbols"], statement["integers"]
    steps: list[Step] = []
    if {"Gamma", "t"} <= set(symbols):
        steps += [product("Gamma*t > 0", "Gamma > 0", "t > 0")]
    if "alpha" in statement["definitions"]:
        steps = [survival_positive(), *survival_below_one()]
    if "n" in integers:
        steps += [total("n > 0", "n >= 1", "1")]
        steps += one_bin("n") if steps and "t" in symbols else []
    if {"rho11", "c"} <= set(symbols) and any(
        head.startswith("Delta") for head in statement["definitions"]
    ):
        steps += _spectra()
    return steps


def _spectra() -> list[Step]:
    return [
        *no_click(),
        product("F/2 > 0", "1/2", "F > 0"),
        *populations(),
        *gaps("c"),
        *gaps("c", ">"),
        *larger_eigenvalues("c"),
        *smaller_eigenvalues("c", ">", "c**2 < rho11*(1 - rho11)"),
    ]
