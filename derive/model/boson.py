"""Polynomials in bosonic mode operators, kept normally ordered (Sec. IV.D).

From the one definition [a, a^dagger] = 1 follow products, commutators and expectation values in
coherent states and in the vacuum, which is the coherent state of amplitude zero. SymPy's
`normal_ordered_form` gives up after ten recursions, on a^6 a^dagger^6 say, and only warns of it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sympy import Expr, S, Symbol, conjugate, prod

from derive.symbols import expression

Word = tuple[tuple[int, int], ...]
"""The number of creation and of annihilation operators of each mode, in normal order."""


@dataclass(frozen=True)
class Polynomial:
    """A polynomial in a_1, a_1^dagger, a_2, ...: the coefficient of each normally ordered word.

    >>> (a,) = modes(1)
    >>> (a * a.dag).as_expr()
    1 + a_1_dag*a_1
    """

    terms: Mapping[Word, Expr]

    def __add__(self, other: "Polynomial") -> "Polynomial":
        return _collect([*self.terms.items(), *other.terms.items()])

    def __sub__(self, other: "Polynomial") -> "Polynomial":
        return self + (-1) * other

    def __rmul__(self, scalar: Expr | int) -> "Polynomial":
        return _collect([(word, scalar * value) for word, value in self.terms.items()])

    def __mul__(self, other: "Polynomial") -> "Polynomial":
        return _collect(
            [
                (word, count * left * right)
                for (first, left), (second, right) in product(
                    self.terms.items(), other.terms.items()
                )
                for word, count in multiply(first, second)
            ]
        )

    @property
    def dag(self) -> "Polynomial":
        """The adjoint."""
        return _collect(
            [
                (tuple((q, p) for p, q in word), conjugate(value))
                for word, value in self.terms.items()
            ]
        )

    def expect(self, amplitudes: Sequence[Expr | int]) -> Expr:
        """Expectation value in the product of coherent states with the given amplitudes.

        :raises FormulaError: for an amplitude that is a text.
        """
        return sum(
            (
                value
                * prod(
                    conjugate(beta) ** p * beta**q
                    for beta, (p, q) in zip(map(expression, amplitudes), word, strict=True)
                )
                for word, value in self.terms.items()
            ),
            S.Zero,
        )

    def as_expr(self) -> Expr:
        """The polynomial in non-commuting symbols ``a_1_dag``, ``a_1``, ``a_2_dag``, ..."""
        return sum((value * _written(word) for word, value in self.terms.items()), S.Zero)


def modes(count: int) -> tuple[Polynomial, ...]:
    """The annihilation operators a_1, ..., a_count of independent modes."""
    return tuple(
        Polynomial({tuple((0, int(j == own)) for j in range(count)): S.One}) for own in range(count)
    )


def commutator(left: Polynomial, right: Polynomial) -> Polynomial:
    """left right - right left.

    >>> a, b = modes(2)
    >>> commutator(a, a.dag).as_expr(), commutator(a, b.dag).as_expr()
    (1, 0)
    """
    return left * right - right * left


def multiply(left: Word, right: Word) -> list[tuple[Word, int]]:
    """The words of a product of two words, with their multiplicities, mode by mode.

    >>> multiply(((0, 1),), ((1, 0),))  # a a^dagger = a^dagger a + 1
    [(((1, 1),), 1), (((0, 0),), 1)]
    """
    per_mode = [_reorder(*first, *second) for first, second in zip(left, right, strict=True)]
    return [
        (tuple(word for word, _ in choice), math.prod(count for _, count in choice))
        for choice in product(*per_mode)
    ]


def _reorder(p: int, q: int, r: int, s: int) -> list[tuple[tuple[int, int], int]]:
    """a^dagger^p a^q a^dagger^r a^s: j of the q annihilators are contracted with the r creators."""
    return [
        ((p + r - j, q + s - j), math.comb(q, j) * math.comb(r, j) * math.factorial(j))
        for j in range(min(q, r) + 1)
    ]


def _collect(terms: Sequence[tuple[Word, Expr]]) -> Polynomial:
    total: dict[Word, Expr] = {}
    for word, value in terms:
        total[word] = total.get(word, S.Zero) + value
    return Polynomial({word: value for word, value in total.items() if value != 0})


def _written(word: Word) -> Expr:
    names = [(f"a_{mode}_dag", f"a_{mode}") for mode in range(1, len(word) + 1)]
    return prod(
        Symbol(name, commutative=False) ** power
        for pair, powers in zip(names, word, strict=True)
        for name, power in zip(pair, powers, strict=True)
    )
