"""Operators of the field in a formula, as a formula without operators that says the same.

A polynomial in a_1, a_1_dag, a_2, ... is brought into normal order with a a_dag = a_dag a + 1. Then
a_1 stands for the amplitude of a coherent state and a_1_dag for its conjugate: the formula is the
expectation value in that state. Polynomials are equal if and only if these values are, for all
amplitudes. Text becomes text; a coefficient stays as it is written, also where its terms cancel.
"""

import ast
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import Any, TypeAlias

from sympy import Symbol

from derive.errors import FormulaError
from derive.model.boson import Word, multiply
from proofs.paper.formula import MAX_POWER, tree, typed

ADJOINT = "_dag"
MAX_TERMS = 100
NOTE = "operators are compared by their values in coherent states, a_1 being the amplitude"

Term: TypeAlias = tuple[tuple[str, ...], Word]
"""Factors without operators, as text, and a normally ordered product of operators."""
Polynomial: TypeAlias = Mapping[Term, int]


def modes(names: Mapping[str, Any]) -> tuple[str, ...]:
    """The annihilators among the names of an equation."""
    operators = (name for name, value in names.items() if _is_operator(value))
    return tuple(sorted({name.removesuffix(ADJOINT) for name in operators}))


def amplitudes(names: Mapping[str, Any]) -> dict[str, Any]:
    """The names of an equation with amplitudes in place of operators."""
    scalars = {name: value for name, value in names.items() if not _is_operator(value)}
    return scalars | {mode: Symbol(mode, complex=True) for mode in modes(names)}


def _is_operator(value: Any) -> bool:
    return isinstance(value, Symbol) and not value.is_commutative


def in_coherent_states(formula: str, names: Mapping[str, Any]) -> str:
    """The expectation value of a formula in a coherent state, as a formula.

    :raises FormulaError: for an operator anywhere but in sums, products and whole powers.

    >>> a, a_dag = (Symbol(name, commutative=False) for name in ("a", "a_dag"))
    >>> in_coherent_states("x*a*a_dag - 1", {"a": a, "a_dag": a_dag})
    '1*(x)*conj(a)**1*a**1 + 1*(x) + -1*(1)'
    """
    found = modes(names)
    value = _Expander(typed(formula), found).read(tree(formula))
    return " + ".join(_written(term, times, found) for term, times in value.items())


def _written(term: Term, times: int, found: Sequence[str]) -> str:
    factors, word = term
    powers = [
        f"{name}**{power}"
        for mode, pair in zip(found, word, strict=True)
        for name, power in zip((f"conj({mode})", mode), pair, strict=True)
        if power
    ]
    return "*".join([str(times), *factors, *powers])


@dataclass(frozen=True)
class _Expander:
    """Multiplies out what has operators; everything else is a factor as it stands."""

    text: str
    modes: Sequence[str]

    def read(self, node: ast.expr) -> Polynomial:
        """The polynomial that a node is.

        :raises FormulaError: where it is none, or has too many terms.
        """
        return _few(self._value(node))

    def _value(self, node: ast.expr) -> Polynomial:
        match node:
            case _ if not self._has_operators(node):
                return {((f"({self._source(node)})",), self._word()): 1}
            case ast.Name(id=name):
                return {((), self._word(name)): 1}
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return _negative(self.read(operand))
            case ast.BinOp():
                return self._combined(node)
        raise _refused(node)

    def _combined(self, node: ast.BinOp) -> Polynomial:
        left, right = node.left, node.right
        match node.op, right:
            case ast.Add(), _:
                return _collected([*self.read(left).items(), *self.read(right).items()])
            case ast.Sub(), _:
                return _collected([*self.read(left).items(), *_negative(self.read(right)).items()])
            case ast.Mult(), _:
                return _multiplied(self.read(left), self.read(right))
            case ast.Div(), _ if not self._has_operators(right):
                inverse: Polynomial = {((f"(1/({self._source(right)}))",), self._word()): 1}
                return _multiplied(self.read(left), inverse)
            case ast.Pow(), ast.Constant(value=int(times)) if self._is_power(right):
                return reduce(_multiplied, [self.read(left)] * times)
        raise _refused(node)

    def _is_power(self, node: ast.expr) -> bool:
        text = self._source(node)
        return text.isdecimal() and 0 < int(text) <= MAX_POWER

    def _source(self, node: ast.expr) -> str:
        """The text of a node as it was typed; decimals of any length stay what they are."""
        source = ast.get_source_segment(self.text, node)
        if source is None:
            raise _refused(node)
        return source

    def _has_operators(self, node: ast.expr) -> bool:
        names = (part.id for part in ast.walk(node) if isinstance(part, ast.Name))
        return any(name.removesuffix(ADJOINT) in self.modes for name in names)

    def _word(self, name: str = "") -> Word:
        """One operator as a word, or none."""
        return tuple((int(name == mode + ADJOINT), int(name == mode)) for mode in self.modes)


def _few(value: Polynomial) -> Polynomial:
    if len(value) > MAX_TERMS:
        raise FormulaError(f"products of operators with more than {MAX_TERMS} terms")
    return value


def _multiplied(left: Polynomial, right: Polynomial) -> Polynomial:
    return _collected(
        (((*a, *b), word), i * j * count)
        for ((a, first), i), ((b, second), j) in product(left.items(), right.items())
        for word, count in multiply(first, second)
    )


def _collected(terms: Iterable[tuple[Term, int]]) -> Polynomial:
    """The terms with like ones added; one that cancels stays, with the factor 0."""
    total: Counter[Term] = Counter()
    for term, times in terms:
        total[term] += times
        _few(total)
    return total


def _negative(value: Polynomial) -> Polynomial:
    return {term: -times for term, times in value.items()}


def _refused(node: ast.expr) -> FormulaError:
    return FormulaError(f"'{ast.unparse(node)[:40]}': operators are only added and multiplied")
