"""What is derived of a scheme, in bounded time: its bits, and their values at a point."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from flint import arb

from derive.errors import SchemeError
from derive.precision import precision
from derive.scheme import Scheme
from derive.scheme.bits import Bits, unsolved
from derive.scheme.states import STATES
from proofs.patience import NoAnswerError, within

SECONDS = 20.0
"""Time for one formula, and for one number."""
MOST_DIGITS = 10_000
Point = Mapping[str, str]
Key = tuple[str, str]
"""A holder and a state."""


@dataclass(frozen=True)
class Answer:
    """The bits against one Eve in one state, and their value at a point, if one is given."""

    holder: str
    state: str
    bits: Bits
    value: str | None = None


def states_of(scheme: Scheme) -> tuple[str, ...]:
    """The states with a name that a scheme has."""
    return STATES if scheme.model.levels == 2 else ("incoherent",)


def formula(scheme: Scheme, holder: str, state: str) -> Bits:
    """The bits; without a formula where that takes too long."""
    try:
        return within(SECONDS, scheme.bits, holder, state)
    except NoAnswerError as error:
        return unsolved(scheme.model, scheme.name, holder, state, f"{error}")


def formulas(scheme: Scheme) -> dict[Key, Bits]:
    """The bits for every holder and state; one by one where all together take too long."""
    try:
        return within(SECONDS, _formulas, scheme)
    except NoAnswerError:
        return {key: formula(scheme, *key) for key in keys(scheme)}


def keys(scheme: Scheme) -> list[Key]:
    """All holders and states of a scheme."""
    return [(h, state) for h in scheme.model.holders for state in states_of(scheme)]


def _formulas(scheme: Scheme) -> dict[Key, Bits]:
    return {key: scheme.bits(*key) for key in keys(scheme)}


def answers(scheme: Scheme, point: Point | None, digits: int) -> list[Answer]:
    """The bits for every holder and state, with values at a point.

    Without a coherence the point says nothing of the general state, which has no value then.

    :raises SchemeError: for a name of the point that is missing or unknown.
    """
    if not 0 < digits <= MOST_DIGITS:
        raise SchemeError(f"{digits} digits; there may be 1 to {MOST_DIGITS}")
    found = formulas(scheme)
    values: dict[Key, str] = {}
    if point is not None:
        _check_names(scheme, point, [*found.values()])
        said = {key: x for key, x in found.items() if key[1] == "incoherent" or "c" in point}
        values = _values(said, point, digits)
    return [Answer(*key, bits, values.get(key)) for key, bits in found.items()]


def _check_names(scheme: Scheme, point: Point, every: list[Bits]) -> None:
    """A point may name what some of the bits depend on, and the phase of a coherence."""
    known = {str(symbol): None for bits in every for symbol in bits.asked.domain.symbols}
    known |= {"phase": None} if scheme.model.levels == 2 else {}
    for name in point:
        if name not in known:
            raise SchemeError(f"--at: there is no {name} here; there are {', '.join(known)}")


def _values(found: Mapping[Key, Bits], point: Point, digits: int) -> dict[Key, str]:
    """Each of the bits at a point as a decimal, with an error below 10**-digits.

    :raises SchemeError: where the numbers take too long, and as :meth:`Bits.at`.
    """
    try:
        return within(SECONDS * len(found), _decimals, found, point, digits)
    except NoAnswerError as error:
        raise SchemeError(f"the values at this point: {error}") from None


def _decimals(found: Mapping[Key, Bits], point: Point, digits: int) -> dict[Key, str]:
    decimals = {}
    for key, bits in found.items():
        own = {str(s): point[str(s)] for s in bits.asked.domain.symbols if str(s) in point}
        decimals[key] = decimal(bits.at(own, digits), digits)
    return decimals


def decimal(ball: arb, digits: int) -> str:
    """The middle of a ball that holds a number >= 0, rounded to one digit more than is promised.

    >>> decimal(arb("0.25"), 3)
    '0.2500'
    """
    with precision(64 + 8 * digits):
        mantissa, power = (int(part) for part in ball.mid().man_exp())
    scaled = max(round(Fraction(mantissa) * Fraction(2) ** power * 10 ** (digits + 1)), 0)
    whole, rest = divmod(scaled, 10 ** (digits + 1))
    return f"{whole}.{rest:0{digits + 1}d}"


def read_point(text: str) -> dict[str, str]:
    """The values in "rho11=3/10,c=0.1", as they are written.

    :raises SchemeError: for what is no such list, or a name that is given twice.

    >>> read_point("rho11=3/10, t=0.7")
    {'rho11': '3/10', 't': '0.7'}
    """
    point: dict[str, str] = {}
    for item in text.split(","):
        name, sign, number = (part.strip() for part in item.partition("="))
        if not sign or not name or not number:
            raise SchemeError(f"--at: {item!r} is no value; write rho11=3/10,t=0.7")
        if name in point:
            raise SchemeError(f"--at: {name} is given twice")
        point[name] = number
    return point
