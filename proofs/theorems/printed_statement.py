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
from dataclasses import dataclass, field, replace
from typing import Any

from sympy import Expr, Indexed, MatrixBase, Sum, Symbol, preorder_traversal

from derive import equation
from derive import symbols as sym
from derive.domain import Domain, Range
from derive.entropy import spectrum
from proofs.case import Case, Value
from proofs.claim import Claim, Kind
from proofs.formula import read
from proofs.names import Names
from proofs.rules import ratio
from proofs.theorems.signs import GaveUpError
from proofs.theorems.writing import ARTANH, formula, hypotheses, spectrum_definitions

WORDS = {
    "power(u, v)": "exp(v*log(u))",
    "cos(u)": "(exp(I*u) + exp(-I*u))/2",
    "modulus(u)": "sqrt(u**2)",
    **ARTANH,
}
"""What a symbolic power, a cosine, |u| of a real u, and artanh mean to the kernel."""
SAME = {name: name for name in ("exp", "sqrt", "eta", "log2", "atanh", "cos", "Sum", "c_k", "c_q")}
PRINTED = {**SAME, "log": "log2", "ln": "log", "arctanh": "atanh", "artanh": "atanh"}
DERIVED = {**SAME, "log": "log", "Delta": "Delta", "Delta_prime": "Delta_prime"}
"""The kernel's names of functions: the paper's log is to base 2, SymPy's to base e."""
POLAR = {
    name: ("c", "arg_rho01") if name.startswith("rho") else (f"abs_{name}", f"arg_{name}")
    for name, quantity in sym.TABLE.items()
    if not quantity.symbol.is_real
}
"""Modulus and phase of every complex symbol; rho10 is the conjugate of rho01."""
ABBREVIATIONS = ("p", "mu_1", "mu_2", "S_rho", "A", "B")
EIGENVALUE = "x"
"""The variable of a characteristic polynomial."""
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
    text = " ".join([*goals, *definitions.values()])
    extra = [*_members(case, parts), *(n for n in _others(text, case) if n not in definitions)]
    return {
        "symbols": [r.symbol.name for r in domain.ranges if not r.symbol.is_integer]
        + [name for name in extra if name not in known],
        "integers": [r.symbol.name for r in domain.ranges if r.symbol.is_integer],
        "definitions": {h: d for h, d in definitions.items() if h not in known},
        "hypotheses": [
            *(h for h in hypotheses(domain) if "oo" not in h),
            *(f"{name} > 0" for name in extra if name.startswith(("abs_", "w_"))),
            *where,
        ],
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
    words = _Words(PRINTED, case.names)
    if isinstance(derived, MatrixBase):
        if not isinstance(tree, ast.List):
            raise GaveUpError("a formula of matrices")
        entries = [entry for row in tree.elts if isinstance(row, ast.List) for entry in row.elts]
        return [f"{words.of(a)} == {_right(b)}" for a, b in zip(entries, derived, strict=True)]
    left = words.of(tree)
    if case.claim.kind is Kind.PROPORTION:
        left = f"{ratio(case.printed(part), derived, case.domain)}*({left})"
    return [*words.spectra, f"{left} == {_right(derived)}"]


def _left(tree: ast.expr, case: Case) -> str:
    return _Words(PRINTED, case.names).of(tree)


def _right(derived: Expr) -> str:
    return _Words(DERIVED, {}).of(ast.parse(formula(derived), mode="eval").body)


@dataclass
class _Words(ast.NodeTransformer):
    """The same formula in the kernel's words; `spectra` has what they take for granted."""

    functions: Mapping[str, str]
    names: Names
    spectra: list[str] = field(default_factory=list)

    def of(self, tree: ast.expr) -> str:
        """The formula as text."""
        return ast.unparse(self.visit(tree))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Functions by the kernel's names, |z| by the name of the modulus."""
        name = ast.unparse(node.func)
        if name == "S":
            return self.entropy(ast.unparse(node.args[0]))
        arguments = [self.visit(argument) for argument in node.args]
        if name in ("abs", "Abs"):
            return _modulus(arguments[0])
        if name in ("conj", "conjugate"):
            return _conjugate(arguments[0])
        if name not in self.functions:
            raise GaveUpError(f"no function {name} in the kernel")
        return ast.Call(ast.Name(self.functions[name]), arguments, [])

    def entropy(self, matrix: str) -> ast.expr:
        """S as the entropy of the eigenvalues, which are the roots of det(x - matrix)."""
        value = read(matrix, self.names).value
        if not isinstance(value, MatrixBase):
            raise GaveUpError("the entropy of a number")
        roots = [_right(root) for root in spectrum(value)]
        rows = [[_right(entry) for entry in value.row(j)] for j in range(value.rows)]
        product = "*".join(f"({EIGENVALUE} - ({root}))" for root in roots)
        self.spectra.append(f"{_determinant(_shifted(rows))} == {product}")
        return ast.parse(" + ".join(f"eta({root})" for root in roots), mode="eval").body

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """A power whose exponent is no whole number; half of one makes it a power of a root."""
        self.generic_visit(node)
        match node:
            case ast.BinOp(u, ast.Pow(), ast.BinOp(times, ast.Div(), ast.Constant(value=2))):
                return ast.BinOp(ast.Call(ast.Name("sqrt"), [u], []), ast.Pow(), times)
        if isinstance(node.op, ast.Pow) and not isinstance(node.right, ast.Constant):
            return ast.Call(ast.Name("power"), [node.left, node.right], [])
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """The member w_i of a family."""
        return ast.Name(f"{ast.unparse(node.value)}_{ast.unparse(node.slice)}")

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Delta and Delta' at c; a symbol by its own name."""
        if node.id.startswith("Delta"):
            return ast.parse(f"{node.id}(c)", mode="eval").body
        meaning = self.names.get(node.id)
        return ast.Name(meaning.name if isinstance(meaning, Symbol) else node.id)


def _modulus(argument: ast.expr) -> ast.expr:
    name = ast.unparse(argument)
    if name in POLAR:
        return ast.Name(POLAR[name][0])
    _conjugate(argument)
    return ast.Call(ast.Name("modulus"), [argument], [])


def _conjugate(argument: ast.expr) -> ast.expr:
    """The argument, if it is real: made of real names."""
    names = {node.id for node in ast.walk(argument) if isinstance(node, ast.Name)}
    if names & {"I", "c_k", "c_q", *POLAR}:
        raise GaveUpError("a conjugate or modulus of a complex formula")
    return argument


def _shifted(rows: list[list[str]]) -> list[list[str]]:
    """x times one minus the matrix."""
    return [
        [f"({EIGENVALUE} - ({x}))" if i == j else f"(-({x}))" for j, x in enumerate(row)]
        for i, row in enumerate(rows)
    ]


def _determinant(rows: list[list[str]]) -> str:
    """Laplace's expansion along the first row, without the terms that are zero."""
    if not rows:
        return "1"
    terms = []
    for column, entry in enumerate(rows[0]):
        if entry != "(-(0))":
            minor = [row[:column] + row[column + 1 :] for row in rows[1:]]
            terms.append(f"{'-' if column % 2 else ''}{entry}*({_determinant(minor)})")
    return " + ".join(terms) or "0"


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
