"""That the bits at vanishing coherence are a lower bound: a theorem, a witness, or undecided.

Where Eve holds the purification and the scheme is covariant under phases of the source, dephasing
is a flag that she is given: with it the state is one of those that differ by phases, and all of
them leave the same bits. Strong subadditivity says that a flag does not add to what she lacks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flint import arb

from derive.errors import SchemeError
from derive.scheme.bits import Bits, bits
from derive.scheme.covariance import Charges, charges, confirmed
from derive.scheme.model import PURIFICATION, Model
from derive.scheme.points import points

COVARIANT = "phases of the source are phases of registers"
IMPORTED = "strong subadditivity (Lieb and Ruskai 1973)"
TRIED, DIGITS = 48, 20
"""Points that are looked at for a witness, and the digits of the bits there."""


@dataclass(frozen=True)
class Bound:
    """What is known of the bits at c = 0 as a lower bound against one Eve.

    `status` is "theorem", "witness" or "undecided". A theorem may have the charges of labels that
    it supposes, a witness has an exact point with the bits there, with and without coherence.
    """

    eve: str
    status: str
    reason: str
    charges: Charges | None = None
    point: Mapping[str, str] = field(default_factory=dict)
    values: tuple[arb, arb] | None = None


def bound(model: Model, name: str, eve: str) -> Bound:
    """Whether the bits of every state are at least those of its populations alone.

    :raises SchemeError: for an Eve that the scheme does not have.
    """
    held = model.holder(eve)
    found = charges(model, held)
    if PURIFICATION in held and confirmed(model, held, found):
        return Bound(eve, "theorem", f"{COVARIANT}; {IMPORTED}", found)
    below = bits(model, name, eve, "incoherent")
    if below.rhs == 0:
        return Bound(eve, "theorem", "they are 0, and the entropy of an outcome is never below")
    missing = found.conflict or f"Eve {eve} does not hold the purification {PURIFICATION}"
    if model.levels != 2:
        return Bound(eve, "undecided", f"{missing}; witnesses are looked for with two levels only")
    return _searched(bits(model, name, eve, "general"), below, eve, missing)


def _searched(above: Bits, below: Bits, eve: str, missing: str) -> Bound:
    """A point at which coherence takes bits away, if one is found."""
    if above.rhs is not None and above.rhs == below.rhs:
        return Bound(eve, "theorem", "they are the same for every coherence")
    for point in points(above.asked.domain, TRIED):
        low = {s: point[s] for s in below.asked.domain.symbols}
        try:
            values = above.at(point, DIGITS), below.at(low, DIGITS)
        except SchemeError as error:
            return Bound(eve, "undecided", f"{missing}; {error}")
        if values[0] < values[1]:
            text = {str(symbol): str(value) for symbol, value in point.items()}
            return Bound(eve, "witness", missing, point=text, values=values)
    return Bound(eve, "undecided", f"{missing}; no witness at {TRIED} points")
