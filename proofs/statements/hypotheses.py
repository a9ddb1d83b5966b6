"""The domain of a statement in the kernel's words: the hypotheses of a statement, trusted.

A range is its interior, since on its edges a formula is read as its limit; a closed setting keeps
the edges. Whole numbers have no limits, and all of their range. Members of a family that are >= 0
are > 0 inside. A range that depends on other symbols must not be empty inside, see :func:`spans`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sympy import Expr, Mul, Rational, S, oo

from derive.errors import FormulaError
from derive.model.domain import Domain, Range
from derive.symbols import MEMBERS
from derive.text.plain import to_text
from proofs.statements.vocabulary import Meanings, Vocabulary


@dataclass(frozen=True)
class Setting:
    """Where a statement holds: what names mean, the domain, and what is >= 0 or fixed there.

    With `edges`, or where something is >= 0, a whole number ends at what is none, or a family sums
    to 0, the hypotheses are those of the closed domain: a part of a domain need not be the closure
    of what it has of the interior.
    """

    names: Meanings
    domain: Domain
    where: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    edges: bool = False

    @property
    def closed(self) -> bool:
        """Whether the edges are among the hypotheses, so that nothing is a limit."""
        cut = any(r.symbol.is_integer and _has_moving_end(r) for r in self.domain.ranges)
        nothing = any(total.is_zero for *_, total in self.domain.totals)
        return self.edges or cut or nothing or bool(self.where or self.domain.hypotheses)


def _has_moving_end(r: Range) -> bool:
    """Whether an end of a range depends on what is no whole number."""
    return not all(s.is_integer for s in r.lower.free_symbols | r.upper.free_symbols)


def of_range(r: Range, word: str, words: Vocabulary, closed: bool) -> Iterator[str]:
    """The ends of a range, without those that are infinite.

    >>> from derive.model.domain import QUBIT
    >>> from proofs.statements.vocabulary import vocabulary
    >>> [*of_range(QUBIT.ranges[1], "c", vocabulary({}, QUBIT), closed=False)]
    ['c > 0', 'c**2 < rho11*(1 - rho11)']
    """
    if r.lower == r.upper:
        yield f"{word} == {_text(r.lower, words)}"
        return
    if (r.lower < r.upper) == False:  # noqa: E712 - of symbols it is neither
        raise FormulaError(f"{r} is empty")
    strict = not (r.symbol.is_integer or closed)
    if r.lower != -oo:
        yield f"{word} {'>' if strict or r.lower_open else '>='} {_text(r.lower, words)}"
    if r.upper != oo:
        less, square = "<" if strict or r.upper_open else "<=", square_of(r)
        left = word if square is None else f"{word}**2"
        yield f"{left} {less} {_text(r.upper if square is None else square, words)}"


def square_of(r: Range) -> Expr | None:
    """The square of an upper end that is a product of roots, where the lower end is >= 0."""
    factors = Mul.make_args(r.upper)
    roots = [f for f in factors if f.is_Pow and f.exp == S.Half]
    plain = all(isinstance(f, Rational) and f > 0 for f in factors if f not in roots)
    return r.upper**2 if roots and plain and r.lower.is_nonnegative else None


def _text(value: Expr, words: Vocabulary) -> str:
    translation = words.derived(value)
    if translation.definitions:
        raise FormulaError(f"a domain with the function of {to_text(value)}")
    return translation.rows[0][0]


def totals(domain: Domain, words: Vocabulary) -> Iterator[str]:
    """What the members of a family sum to."""
    for base, count, total in domain.totals:
        whole = words.printed(f"Sum({base.label.name}_i, (i, 1, {to_text(count)}))").rows[0][0]
        yield f"{whole} == {_text(total, words)}"


def signs(words: Vocabulary, domain: Domain, closed: bool) -> dict[str, str]:
    """The sign of each opaque function, and how many members a family has."""
    least = ">=" if closed else ">"
    counts = MEMBERS | {base: count for base, count, _ in domain.totals}
    of_index = {}
    for word, family in words.families.items():
        sign = least if family.label.is_nonnegative else "real"
        count = counts.get(family)
        of_index[word] = f"{sign} 1 {_text(count, words)}" if count is not None else sign
    return of_index | dict.fromkeys(words.opaque, "real")


def spans(r: Range) -> Expr | None:
    """What is > 0 if a range is not empty inside, where its ends depend on other symbols."""
    fixed = r.symbol.is_integer or r.lower == r.upper or {r.lower, r.upper} & {oo, -oo}
    if fixed or not r.lower.free_symbols | r.upper.free_symbols:
        return None
    square = square_of(r)
    return r.upper - r.lower if square is None else square - r.lower**2
