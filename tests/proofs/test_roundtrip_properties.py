r"""Random formulas are printed and read back; random damage to a text never goes unnoticed."""

from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import (
    Add,
    Expr,
    Integer,
    MatrixBase,
    Rational,
    S,
    Sum,
    Tuple,
    expand_mul,
    log,
    nan,
    oo,
    sqrt,
    zoo,
)

from derive import symbols as sym
from derive.equations import lookup, numbers
from derive.errors import FormulaError
from derive.functions import eta, log2
from derive.text.latex import latex
from proofs.input.latex.formulas import to_text
from proofs.input.latex.spellings import vocabulary
from proofs.input.latex.tokens import signs, texts
from proofs.latex.roundtrip import formulas
from proofs.paper.formula import read
from proofs.paper.names import names_at

SYMBOLS = (sym.rho11, sym.rho00, sym.c, sym.t, sym.Gamma, sym.n, sym.Delta_prime, sym.x)
KNOWN = vocabulary({s.name: s for s in SYMBOLS})
POINT = {s: Rational(17 + j, 97 + 5 * j) for j, s in enumerate(SYMBOLS)} | {sym.n: Integer(3)}

EXPONENTIALS = (sym.alpha, sym.decay(sym.t, sym.n), sym.decay((sym.n - 1) * sym.t, 2 * sym.n))
NUMBERS_IN_FORMULAS = (S(1), S(2), S(10), S(12), S.Half, Rational(2, 3))
leaves = st.sampled_from([*SYMBOLS, *EXPONENTIALS, *NUMBERS_IN_FORMULAS])


def sums(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Sums, differences and products."""
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda p: p[0] + p[1]),
        pairs.map(lambda p: p[0] - p[1]),
        pairs.map(lambda p: p[0] * p[1]),
        inner.map(lambda u: -u),
    )


def algebra(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Also quotients, powers and roots."""
    return st.one_of(
        sums(inner),
        st.tuples(inner, inner).map(lambda p: p[0] / p[1]),
        st.tuples(inner, st.sampled_from([2, 3, 10, sym.n])).map(lambda p: p[0] ** p[1]),
        inner.map(sqrt),
    )


algebraic = st.recursive(leaves, algebra, max_leaves=5)
argument = algebraic.filter(lambda u: not (u.is_number or u.could_extract_minus_sign()))
logarithmic = st.one_of(argument.map(eta), argument.map(log2), argument.map(log))
term = st.one_of(algebraic, st.tuples(algebraic, logarithmic).map(lambda p: p[0] * p[1]))
expressions = st.lists(term, min_size=1, max_size=3).map(lambda terms: Add(*terms))
"""As our formulas are: sums of terms with one logarithm, of what has none."""


def written_out(value: Expr | MatrixBase) -> Expr | MatrixBase:
    """Entropy terms as -x log x, signs in front of sums, and the indices of sums named alike."""
    if isinstance(value, MatrixBase):
        return value.applyfunc(written_out)
    logarithms = value.replace(eta, lambda x: -(x * log2(x)))
    return expand_mul(logarithms.replace(Sum, signed).as_dummy())


def signed(term: Expr, *limits: Tuple) -> Expr:
    return -Sum(-term, *limits) if term.could_extract_minus_sign() else Sum(term, *limits)


def value(expression: Expr) -> complex:
    """At one point, to 20 digits; evidence, where the two are not written alike."""
    return complex(expression.subs(POINT).evalf(20))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(expressions)
def test_what_is_printed_of_a_random_formula_is_read_as_the_same_or_refused(expression):
    assume(not expression.has(nan, oo, zoo, S.ImaginaryUnit))
    text = latex(expression)
    try:
        found = read(to_text(text, KNOWN), KNOWN.names)
    except FormulaError:  # such as a number behind a factor, which people could misread
        return
    if written_out(found) != written_out(expression):
        first, second = value(found), value(expression)
        assert abs(first - second) <= 1e-12 * max(1, abs(first)), text


@pytest.mark.parametrize(
    "expression",
    [
        sym.rho11 * (1 - sym.alpha),
        -(sym.x + sym.t) * log2((1 - sym.x) ** 2),
        sym.x**10 / (2 * sym.n) / sym.t,
        eta(-sym.x) * sym.t,
        sqrt(1 - sym.x) * log2(log2(sym.t)),
        -(eta(sym.x) + eta(1 - sym.x)) / (1 - sym.decay(sym.t, sym.n)),
    ],
    ids=str,
)
def test_a_formula_of_our_language_is_read_back(expression):
    assert written_out(read(to_text(latex(expression), KNOWN), KNOWN.names)) == written_out(
        expression
    )


NUMBERS = numbers()


@cache
def original(number: str) -> dict:
    own = lookup(number)
    return meaning(own.latex(), own)


def meaning(text: str, own) -> dict:
    names = names_at(own.number, own.domain)
    return {part: written_out(read(found, names)) for part, found in formulas(text, own).items()}


def damaged(number: str, change) -> None:
    """Assert that a changed text is refused, or means something else."""
    own = lookup(number)
    text = own.latex()
    broken = change(text)
    if broken is None or texts(broken) == texts(text):
        return
    try:
        found = meaning(broken, own)
    except FormulaError:
        return
    assert found != original(number), broken


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.sampled_from(NUMBERS), st.data())
def test_no_character_of_an_equation_can_be_lost_unnoticed(number, data):
    place = data.draw(st.integers(0, len(lookup(number).latex()) - 1))

    def without(text):
        broken = text[:place] + text[place + 1 :]
        try:
            signs(broken)
        except FormulaError:
            return None
        return broken

    damaged(number, without)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.sampled_from(NUMBERS), st.data())
def test_signs_that_change_places_are_noticed_unless_they_commute(number, data):
    found = signs(lookup(number).latex())
    place = data.draw(st.integers(0, len(found) - 2))
    first, second = found[place], found[place + 1]
    assume(not (is_factor(first.text) and is_factor(second.text)))

    def swapped(_):
        words = [sign.text for sign in found]
        words[place : place + 2] = second.text, first.text
        return " ".join(words) if first.text != second.text else None

    damaged(number, swapped)


def is_factor(text: str) -> bool:
    return text.isalnum() or text.lstrip("\\").isalpha()
