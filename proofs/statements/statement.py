"""The one function that makes statements: what is given equals what is derived, on a domain.

Trusted, with :mod:`proofs.statements.vocabulary` and :mod:`proofs.statements.hypotheses`: what is
given goes through the kernel's translator as a text and through nothing else, and so does what is
derived, as it is printed. Every symbol that is spoken of is on its range.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sympy import Expr

from derive.errors import FormulaError
from derive.model.domain import QUBIT, Domain, Range
from proofs.kernel.reader import syntax_tree
from proofs.kernel.translator import Translation
from proofs.statements.hypotheses import Setting, of_range, signs, spans, totals
from proofs.statements.vocabulary import Value, Vocabulary, vocabulary

Statement = dict[str, Any]
"""A statement of the kernel, see :mod:`proofs.kernel`."""


class ShapeError(FormulaError):
    """What is given has another shape than what is derived."""

    def __init__(self, given: str, derived: str) -> None:
        super().__init__(f"{given} where {derived} is derived")
        self.given = given
        self.derived = derived


def statement(
    given: Sequence[str | Value], derived: Sequence[Value], setting: Setting, log: str = "log2"
) -> Statement:
    """The statement that each given formula is the derived one, entry by entry.

    A given text is what a user writes, in which a bare ``log`` is the kernel's `log`; a given value
    is printed as a derived one is.

    :raises FormulaError: for what is not a formula, and for matrices of another shape.

    >>> from derive import symbols as sym
    >>> from derive.model.domain import POPULATION
    >>> found = statement(["1 - rho00"], [sym.rho11], Setting({"rho00": sym.rho00}, POPULATION))
    >>> found["goals"], found["definitions"], found["hypotheses"]
    (['1 - rho00 == rho11'], {'rho00': '1 - rho11'}, ['rho11 > 0', 'rho11 < 1'])
    """
    values = [value for value in given if not isinstance(value, str)]
    words = vocabulary(setting.names, setting.domain, [*derived, *values], setting.values)
    left = [words.given(x, log) if isinstance(x, str) else words.derived(x) for x in given]
    right = [words.derived(value) for value in derived]
    goals = [goal for pair in zip(left, right, strict=True) for goal in equalities(*pair)]
    return stated(goals, setting, words, [*left, *right])


def equalities(given: Translation, derived: Translation) -> Iterator[str]:
    """One goal for each entry.

    :raises ShapeError: for matrices of different shapes.
    """
    shapes = [
        f"shape {(len(t.rows), len(t.rows[0]))}" if t.is_matrix else "a number"
        for t in (given, derived)
    ]
    if shapes[0] != shapes[1]:
        raise ShapeError(shapes[0], shapes[1])
    for left, right in zip(given.rows, derived.rows, strict=True):
        yield from (f"{a} == {b}" for a, b in zip(left, right, strict=True))


def stated(
    goals: Sequence[str], setting: Setting, words: Vocabulary, used: Iterable[Translation] = ()
) -> Statement:
    """A statement with these goals, made of the translations `used`, in its setting."""
    where = [words.given(text) for text in setting.where]
    where += [words.derived(value) for value in setting.domain.hypotheses]
    helpers = {h: b for t in [*used, *where] for h, b in t.definitions.items()}
    limits = {word: [*of_range(r, word, words, setting.closed)] for word, r in words.ranges.items()}
    more = [*totals(setting.domain, words), *(f"{t.rows[0][0]} >= 0" for t in where)]
    definitions = {**helpers, **words.definitions}
    families = signs(words, setting.domain, setting.closed)
    own = [word for word, r in words.ranges.items() if r.symbol in setting.domain.symbols]
    reached = _reached([*goals, *more, *own], definitions, limits)
    real = [word for word in _ordered(words, setting.domain) if word in reached]
    whole = {word for word in real if words.ranges[word].symbol.is_integer}
    return {
        "symbols": [word for word in real if word not in whole],
        "integers": [word for word in real if word in whole],
        "functions": {f: sign for f, sign in families.items() if f in reached},
        "definitions": {h: b for h, b in definitions.items() if _name(h) in reached},
        "hypotheses": [*(limit for word in real for limit in limits[word]), *more],
        "except": [],
        "goals": [*goals],
    }


def _reached(
    texts: Iterable[str], definitions: dict[str, str], limits: dict[str, list[str]]
) -> set[str]:
    """The words that some texts use, and that the definitions and ranges of these use."""
    bodies = {_name(head): body for head, body in definitions.items()}
    waiting, found = [*texts], set[str]()
    while waiting:
        for word in _names(waiting.pop()) - found:
            found.add(word)
            waiting += [bodies[word]] if word in bodies else limits.get(word, [])
    return found


@lru_cache(maxsize=512)
def _names(text: str) -> frozenset[str]:
    return frozenset(
        {node.id for node in ast.walk(syntax_tree(text)) if isinstance(node, ast.Name)}
    )


def _name(head: str) -> str:
    return head.partition("(")[0]


def _ordered(words: Vocabulary, domain: Domain) -> list[str]:
    """The real symbols: those of the domain, then others, each after those that its ends use."""
    first = {symbol: number for number, symbol in enumerate(domain.symbols)}
    known = {r.symbol: word for word, r in words.ranges.items()}
    rest = [s for s in known if s not in first]
    rest.sort(key=lambda s: len(words.ranges[known[s]].upper.free_symbols))
    return [known[s] for s in [*first, *rest] if s in known]


def fibres(found: Statement, setting: Setting) -> list[Statement]:
    """What makes the closed domain of a statement the closure of its interior: no range of it is
    empty inside, and what a family sums to is > 0 there.

    One statement for each range whose ends depend on other symbols, about those alone, and one for
    each such sum.

    >>> from derive import symbols as sym
    >>> from derive.model.domain import POPULATION
    >>> setting = Setting({"rho01": sym.rho01}, POPULATION)
    >>> [f["goals"] for f in fibres(statement(["rho01"], [sym.rho01], setting), setting)]
    [['rho11*(1 - rho11) > 0']]
    """
    if setting.closed:
        return []
    own = setting.domain.ranges
    more = [r for r in QUBIT.ranges if r.symbol.name in found["symbols"]]
    ranges = [*own, *(r for r in more if r.symbol not in setting.domain.symbols)]
    asked = [(spans(r), ranges[:place]) for place, r in enumerate(ranges)]
    asked += [(total, ranges) for *_, total in setting.domain.totals if not total.is_positive]
    return [_positive(span, before, setting) for span, before in asked if span is not None]


def _positive(value: Expr, ranges: Sequence[Range], setting: Setting) -> Statement:
    """The statement that a value is > 0 on some ranges."""
    before = Setting({}, Domain(tuple(ranges)), values=setting.values)
    words = vocabulary({}, before.domain, [value], setting.values)
    used = words.derived(value)
    return stated([f"{used.rows[0][0]} > 0"], before, words, [used])
