"""Operators of the field in a formula, as a formula without operators that says the same.

A polynomial in a_1, a_1_dag, a_2, ... is brought into normal order with a a_dag = a_dag a + 1. Then
a_1 stands for the amplitude of a coherent state and a_1_dag for its conjugate: the formula is the
expectation value in that state. Polynomials are equal if and only if these values are, for all
amplitudes. Text becomes text, and nothing but the order of operators is worked out.
"""

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sympy import Symbol

from derive.boson import Word, multiply
from derive.errors import FormulaError
from proofs.formula import tree

ADJOINT = "_dag"
MAX_TERMS = 200
NOTE = "operators are compared by their values in coherent states, a_1 being the amplitude"

Term = tuple[ast.expr, Word]
"""A coefficient without operators, and a normally ordered product of them."""


def modes(names: Mapping[str, Any]) -> tuple[str, ...]:
    """The annihilators among the names of an equation."""
    operators = (name for name, value in names.items() if _is_operator(value))
    return tuple(sorted({name.removesuffix(ADJOINT) for name in operators}))


def amplitudes(names: Mapping[str, Any]) -> dict[str, Any]:
    """The names of an equation with amplitudes in place of operators."""
    scalars = {name: value for name, value in names.items() if not _is_operator(value)}
    return scalars | {mode: Symbol(mode, complex=True) for mode in modes(names)}


def in_coherent_states(formula: str, names: Mapping[str, Any]) -> str:
    """The expectation value of a formula in a coherent state, as a formula.

    :raises FormulaError: for an operator anywhere but in sums, products and whole powers.

    >>> a, a_dag = (Symbol(name, commutative=False) for name in ("a", "a_dag"))
    >>> in_coherent_states("x*a*a_dag - 1", {"a": a, "a_dag": a_dag})
    'x * conj(a) * a + x + -1'
    """
    found = modes(names)
    products = [_product(*term, found) for term in _Reader(found).read(tree(formula))]
    return ast.unparse(reduce(lambda a, b: ast.BinOp(a, ast.Add(), b), products))


@dataclass(frozen=True)
class _Reader:
    """Multiplies out what has operators; everything else is a coefficient as it stands."""

    modes: Sequence[str]

    def read(self, node: ast.expr) -> list[Term]:
        terms = self._terms(node)
        if len(terms) > MAX_TERMS:
            raise FormulaError(f"products of operators with more than {MAX_TERMS} terms")
        return terms

    def _terms(self, node: ast.expr) -> list[Term]:
        if not self._has_operators(node):
            return [(node, self._word())]
        match node:
            case ast.Name(id=name):
                return [(ast.Constant(1), self._word(name))]
            case ast.UnaryOp(op=sign, operand=operand):
                return [(ast.UnaryOp(sign, value), word) for value, word in self.read(operand)]
            case ast.BinOp():
                return self._combined(node)
        raise _refused(node)

    def _combined(self, node: ast.BinOp) -> list[Term]:
        left, right = node.left, node.right
        match node.op, right:
            case ast.Add(), _:
                return [*self.read(left), *self.read(right)]
            case ast.Sub(), _:
                return [*self.read(left), *self.read(ast.UnaryOp(ast.USub(), right))]
            case ast.Mult(), _:
                return list(_multiplied(self.read(left), self.read(right)))
            case ast.Div(), _ if not self._has_operators(right):
                return [(ast.BinOp(value, ast.Div(), right), w) for value, w in self.read(left)]
            case ast.Pow(), ast.Constant(value=int(times)) if times:
                powers = [left] * min(times, MAX_TERMS)
                return self.read(reduce(lambda a, b: ast.BinOp(a, ast.Mult(), b), powers))
        raise _refused(node)

    def _has_operators(self, node: ast.expr) -> bool:
        names = (part.id for part in ast.walk(node) if isinstance(part, ast.Name))
        return any(name.removesuffix(ADJOINT) in self.modes for name in names)

    def _word(self, name: str = "") -> Word:
        """One operator as a word, or none."""
        return tuple((int(name == mode + ADJOINT), int(name == mode)) for mode in self.modes)


def _refused(node: ast.expr) -> FormulaError:
    return FormulaError(f"'{ast.unparse(node)[:40]}': operators are only added and multiplied")


def _is_operator(value: Any) -> bool:
    return getattr(value, "is_commutative", True) is False and isinstance(value, Symbol)


def _multiplied(left: Iterable[Term], right: Sequence[Term]) -> Iterable[Term]:
    for (a, first), (b, second) in ((x, y) for x in left for y in right):
        for word, count in multiply(first, second):
            yield _times([_unless_one(ast.Constant(count)), _unless_one(a), _unless_one(b)]), word


def _product(coefficient: ast.expr, word: Word, found: Sequence[str]) -> ast.expr:
    """A coefficient times the value of a normally ordered word."""
    factors = [_unless_one(coefficient)]
    for mode, (creators, annihilators) in zip(found, word, strict=True):
        adjoint = ast.Call(ast.Name("conj"), [ast.Name(mode)], [])
        factors += [_power(adjoint, creators), _power(ast.Name(mode), annihilators)]
    return _times(factors)


def _power(base: ast.expr, times: int) -> ast.expr | None:
    if times < 2:
        return base if times else None
    return ast.BinOp(base, ast.Pow(), ast.Constant(times))


def _unless_one(node: ast.expr) -> ast.expr | None:
    return None if isinstance(node, ast.Constant) and node.value == 1 else node


def _times(factors: Iterable[ast.expr | None]) -> ast.expr:
    """The product of the factors that there are."""
    present = [factor for factor in factors if factor is not None]
    return reduce(lambda a, b: ast.BinOp(a, ast.Mult(), b), present) if present else ast.Constant(1)
