"""Amplitudes: of known symbols and functions alone, exact, and in normal form."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sympy import (
    Abs,
    Add,
    Basic,
    Expr,
    Float,
    I,
    Mul,
    NumberSymbol,
    Pow,
    Rational,
    Symbol,
    oo,
)

from derive import symbols as sym
from derive.errors import FormulaError, SchemeError
from derive.model.domain import Domain, Range
from derive.model.hilbert import One
from derive.scheme.generators import FUNCTIONS
from derive.scheme.labels import Term, text
from derive.scheme.roots import NotShownError, canonical
from derive.scheme.signs import Signs
from derive.text.plain import WORDS, to_text

NODES = (Add, Mul, Pow, Abs, Rational, Symbol, NumberSymbol, type(I), *FUNCTIONS)
"""What an amplitude may be made of."""
STATE = ("c", "phase")
"""What a state is written with besides rho11, rho22, ...; an isometry does not know it."""


def formula(value: Any, where: str, families: Iterable[One]) -> Expr:
    """An amplitude in SymPy's words, of known symbols and functions alone."""
    try:
        found = sym.expression(value)
    except FormulaError:
        raise SchemeError(f"{where}: {value!r} is no amplitude") from None
    indices = {x.index.name: x.index for x in families}
    found = found.xreplace({s: indices[s.name] for s in found.free_symbols if s.name in indices})
    for part in found.atoms(Float):
        raise SchemeError(f"{where}: {part} is a rounded number; use a fraction, as Rational(1, 3)")
    for part in _parts(found):
        if not isinstance(part, NODES):
            known = ", ".join(f.__name__ for f in FUNCTIONS)
            raise SchemeError(
                f"{where}: {type(part).__name__} has no place here; there are sqrt, {known}"
            )
    for symbol in sorted(found.free_symbols - {*indices.values()}, key=str):
        _check_known(symbol, where)
    return found


def _parts(value: Expr) -> Iterable[Basic]:
    yield value
    for part in value.args:
        yield from _parts(part)


def _check_known(symbol: Symbol, where: str) -> None:
    if symbol.name in STATE or re.fullmatch(r"rho\d+", symbol.name):
        raise SchemeError(
            f"{where}: {symbol} belongs to the state of the source, not to its isometry"
        )
    if sym.ends(symbol) is None:
        raise SchemeError(
            f"{where}: {symbol} is not known; sym.define gives it a range and a meaning"
        )
    if symbol.name in WORDS:
        raise SchemeError(f"{where}: {symbol} is the name of a function in formulas; take another")
    try:
        to_text(symbol)
    except FormulaError as error:
        raise SchemeError(f"{where}: {error}") from None


def domain_of(terms: Sequence[Term], where: tuple[Expr, ...]) -> Domain:
    """The closed ranges of all symbols, those of the tables first, and what is >= 0."""
    indices = {x.index for term in terms for x in term.families}
    ends = [x.upper for term in terms for x in term.families if x.upper != oo]
    values = [*(a for term in terms for a in term.amplitudes), *ends, *where]
    used = {s for value in values for s in value.free_symbols} - indices
    for symbol in used:
        _check_known(symbol, "the end of a family")
    _check_names(terms, used, indices)
    order = [*sym.TABLE]
    ranked = sorted(used, key=lambda s: (order.index(s.name) if s.name in order else 999, s.name))
    return Domain(tuple(Range(s, *(sym.ends(s) or ())) for s in ranked), where)


def _check_names(terms: Sequence[Term], used: set[Symbol], indices: set[Symbol]) -> None:
    """One meaning for a name: no index is a symbol elsewhere, nor what a state is written with."""
    names = [symbol.name for symbol in [*used, *indices]]
    free = {s for t in terms for a in t.amplitudes for s in a.free_symbols - _own_indices(t)}
    ends = [sym.expression(x.upper) for t in terms for x in t.families]
    free |= {s for end in ends for s in end.free_symbols}
    for index in indices:
        if index in free or index.name in STATE or re.fullmatch(r"rho\d+", index.name):
            names += [index.name] * 2
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise SchemeError(f"{twice} would mean two things in one scheme")


def _own_indices(term: Term) -> set[Symbol]:
    return {x.index for x in term.families}


def canonical_term(term: Term, registers: tuple[str, ...], signs: Signs) -> Term:
    """A term with its amplitudes in normal form."""
    found = [*term.amplitudes]
    for level, amplitude in enumerate(term.amplitudes):
        try:
            found[level] = canonical(amplitude, signs) if amplitude != 0 else amplitude
        except NotShownError as missing:
            raise SchemeError(
                f"level {level}, label {text(term.labels)!r} of {' '.join(registers)}: "
                f"not shown that {missing.value} is >= 0 on the whole domain {signs.domain}"
            ) from None
        except ZeroDivisionError as error:
            raise SchemeError(f"level {level}, label {text(term.labels)!r}: {error}") from None
    return Term(term.labels, tuple(found))
