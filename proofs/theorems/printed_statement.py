"""What a claim prints against what is derived, as a statement in the kernel's words.

The left side of a goal is the printed formula as it stands in :mod:`proofs.paper`, the right side
the derived one; what the paper abbreviates becomes a definition. The domain is the interior of the
claim's own. A complex amplitude is modulus times exp(i phase), c_k the derived amplitude of (3),
w_i the weight of detector i, a number > 0. S of a matrix is the entropy of the roots of its
characteristic polynomial, whose factors are a goal of their own. What is only printed as
proportional has the factor that was found.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sympy import Indexed, MatrixBase, Sum, Symbol, preorder_traversal

from derive import equation
from derive import symbols as sym
from derive.domain import Domain, Range
from proofs.case import Case, Value
from proofs.claim import Claim, Kind
from proofs.equality.signs import GaveUpError
from proofs.rules import ratio
from proofs.theorems.printed_words import EIGENVALUE, POLAR, PRINTED, Words, derived_words
from proofs.theorems.writing import ARTANH, formula, hypotheses, spectrum_definitions

WORDS = {
    "power(u, v)": "exp(v*log(u))",
    "cos(u)": "(exp(I*u) + exp(-I*u))/2",
    "modulus(u)": "sqrt(u**2)",
    **ARTANH,
}
"""What a symbolic power, a cosine, |u| of a real u, and artanh mean to the kernel."""
ABBREVIATIONS = ("p", "mu_1", "mu_2", "S_rho", "A", "B")
HALF = {"rho11": "1/2"}
"""The population where it is no variable, as in Fig. 2."""


def statement(claim: Claim, parts: list[str]) -> dict[str, Any]:
    """The statement that these printed parts of a claim are the derived ones.

    :raises GaveUpError: for a formula that the kernel has no words for.
    """
    case = Case(claim, equation(claim.number))
    goals = [goal for part in parts for goal in _goals(case, part)]
    where = [f"{_left(ast.parse(h, mode='eval').body, case)} > 0" for h in _smaller(claim)]
    definitions = _definitions(" ".join([*goals, *where]), case)
    domain = _interior(case.domain, definitions, _values(claim))
    known = [r.symbol.name for r in domain.ranges]
    integers = [r.symbol.name for r in domain.ranges if r.symbol.is_integer]
    text = " ".join([*goals, *definitions.values()])
    other = (name for name in _others(text, case) if name not in {*known, *definitions})
    extra = [*_members(case, parts), *other]
    positive = [f"{name} > 0" for name in extra if name.startswith(("abs_", "w_"))]
    return {
        "symbols": [n for n in [*known, *extra] if n not in integers],
        "integers": integers,
        "definitions": {h: d for h, d in definitions.items() if h not in known},
        "hypotheses": [*(h for h in hypotheses(domain) if "oo" not in h), *positive, *where],
        "goals": goals,
    }


def _values(claim: Claim) -> Mapping[str, str]:
    """The values at which alone an equation holds."""
    return (claim.holds_at or {}) if claim.kind is Kind.EQUATION else {}


def _smaller(claim: Claim) -> tuple[str, ...]:
    """What is >= 0 where alone an equation holds."""
    return claim.holds_where if claim.kind is Kind.EQUATION else ()


# Goals.


def _goals(case: Case, part: str) -> list[str]:
    """One equality for each entry, after those that give the spectra of printed matrices."""
    tree, derived = ast.parse(case.claim.parts[part], mode="eval").body, case.derived.part(part)
    words = Words(PRINTED, case.names)
    if isinstance(derived, MatrixBase):
        if not isinstance(tree, ast.List):
            raise GaveUpError("a formula of matrices")
        entries = [entry for row in tree.elts if isinstance(row, ast.List) for entry in row.elts]
        return [
            f"{words.of(a)} == {derived_words(b)}" for a, b in zip(entries, derived, strict=True)
        ]
    left = words.of(tree)
    if case.claim.kind is Kind.PROPORTION:
        left = f"{ratio(case.printed(part), derived, case.domain)}*({left})"
    return [*words.spectra, f"{left} == {derived_words(derived)}"]


def _left(tree: ast.expr, case: Case) -> str:
    return Words(PRINTED, case.names).of(tree)


# Symbols and definitions.


def _interior(domain: Domain, definitions: Mapping[str, str], values: Mapping[str, str]) -> Domain:
    """The interior, with the quantities of the modes that are spoken of; no variable has a value.

    On the edges both sides are read as limits.
    """
    for mode in (sym.k, sym.q):
        if f"c_{mode}(u)" in definitions:
            domain &= Domain(tuple(_of_mode(r, mode) for r in equation("3").domain.ranges))
    ranges = (r for r in domain.ranges if r.symbol.name not in values)
    return Domain(tuple(replace(r, **_strict(r)) for r in ranges))


def _of_mode(r: Range, mode: Symbol) -> Range:
    name = _renamed(r.symbol.name, mode)
    return r if name == r.symbol.name else replace(r, symbol=Symbol(name))


def _renamed(text: str, mode: Symbol) -> str:
    """What is said of mode k, said of another."""
    return re.sub(r"\b(nu_|g_)?k(_dot_r0)?\b", rf"\g<1>{mode}\g<2>", text)


def _strict(r: Range) -> dict[str, bool]:
    return {} if r.symbol.is_integer else {"lower_open": True, "upper_open": True}


def _members(case: Case, parts: list[str]) -> list[str]:
    """Members of families, such as w_i; under a sum over i they would be no numbers."""
    nodes = [n for part in parts for n in _nodes(case.derived.part(part))]
    members = {n for n in nodes if isinstance(n, Indexed)}
    bound = {symbol for n in nodes if isinstance(n, Sum) for symbol in n.bound_symbols}
    if any(bound & member.free_symbols for member in members):
        raise GaveUpError("a sum over a family of symbols")
    return sorted("_".join(map(str, member.args)) for member in members)


def _nodes(value: Value) -> Iterator[Any]:
    for entry in value if isinstance(value, MatrixBase) else [value]:
        yield from preorder_traversal(entry)


def _others(text: str, case: Case) -> list[str]:
    """Symbols in a text that are not in the domain: moduli, phases, and what tends to a limit."""
    own = {s.name for value in case.derived.parts.values() for s in value.free_symbols}
    names = [EIGENVALUE, *(name for pair in POLAR.values() for name in pair), *sorted(own)]
    used = set(re.findall(r"\w+", text)) - {*POLAR, "rho00"}
    return [name for name in dict.fromkeys(names) if name in used]


def _definitions(text: str, case: Case) -> dict[str, str]:
    """The abbreviations that a text uses, and those that these use."""
    known = {
        **WORDS,
        **_values(case.claim),
        **_polar(),
        **(HALF if "S_rho" in case.names and sym.rho11 not in case.domain.symbols else {}),
        **spectrum_definitions(),
        **_amplitudes(),
        **{a: formula(case.names[a]) for a in ABBREVIATIONS if a in case.names},
    }
    heads = {head.partition("(")[0]: head for head in known}
    reached = _reached(text, heads, known)
    populated = "rho11" in known or sym.rho11 in case.domain.symbols
    words = reached | {*re.findall(r"\w+", " ".join([text, *(known[heads[w]] for w in reached)]))}
    if {"Delta", "Delta_prime", "F"} & reached or (populated and "c" in words):
        reached |= _reached(" ".join(spectrum_definitions()), heads, known)
    return {h: known[h] for n, h in heads.items() if n in reached}


def _polar() -> dict[str, str]:
    signs = {name: "-" if name == "rho10" else "" for name in POLAR}
    return {n: f"{r}*exp({signs[n]}I*{phase})" for n, (r, phase) in POLAR.items()}


def _amplitudes() -> dict[str, str]:
    """The amplitude of Eq. (3) of a mode of either field, at a time."""
    text = formula(equation("3").part("").subs(sym.t, Symbol("u")))
    return {f"c_{mode}(u)": _renamed(text, mode) for mode in (sym.k, sym.q)}


def _reached(text: str, heads: Mapping[str, str], known: Mapping[str, str]) -> set[str]:
    """Names of the definitions that a text uses, and that those use."""
    reached: set[str] = set()
    waiting = [text]
    while waiting:
        new = (set(re.findall(r"\w+", waiting.pop())) & set(heads)) - reached
        reached |= new
        waiting += [known[heads[w]] for w in new]
    return reached
