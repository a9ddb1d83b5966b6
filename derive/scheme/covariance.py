"""Whether a phase of the source is one of the registers: then it is nothing that anybody can see.

V diag(phases) = (U_E x U_C) V, with U_E and U_C diagonal in the labels of what Eve holds and of the
rest, hence commuting with the readout. Such phases exist if and only if a charge can be given to
every label, f of Eve's and g of the rest, so that f + g is that of the level, in each term of V.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from derive.model.hilbert import Labels
from derive.scheme.labels import text
from derive.scheme.model import Model, at

Charge = tuple[int, ...]
"""How often each level's phase occurs."""
Node = tuple[str, Labels]


@dataclass(frozen=True)
class Charges:
    """The charges of Eve's labels and of the rest, or the term at which there can be none."""

    held: dict[str, Charge]
    rest: dict[str, Charge]
    conflict: str = ""


def charges(model: Model, held: frozenset[str]) -> Charges:
    """The charges of all labels by which the scheme is covariant under phases of the source."""
    eve = model.places(held)
    others = tuple(place for place in range(len(model.registers)) if place not in eve)
    found: dict[Node, Charge] = {}
    edges = _edges(model, eve, others)
    for first, _, _ in edges:
        if first not in found:
            found[first] = (0,) * model.levels
            conflict = _spread(edges, found)
            if conflict:
                return Charges({}, {}, conflict)
    held_by, rest = (
        {text(x): q for (side, x), q in found.items() if side == own} for own in ("E", "C")
    )
    return Charges(held_by, rest)


def _edges(
    model: Model, eve: tuple[int, ...], others: tuple[int, ...]
) -> list[tuple[Node, Node, Charge]]:
    """Each term and level as Eve's label, the rest's, and the charge of the level."""
    units = [tuple(int(i == level) for i in range(model.levels)) for level in range(model.levels)]
    return [
        (("E", at(term.labels, eve)), ("C", at(term.labels, others)), units[level])
        for term in model.terms
        for level, amplitude in enumerate(term.amplitudes)
        if amplitude != 0
    ]


def _spread(edges: Sequence[tuple[Node, Node, Charge]], found: dict[Node, Charge]) -> str:
    """Give a charge to all that is connected with what has one; a term that contradicts, if any."""
    changed = True
    while changed:
        changed = False
        for first, second, charge in edges:
            for one, other in ((first, second), (second, first)):
                if one in found and other not in found:
                    found[other] = _less(charge, found[one])
                    changed = True
    for first, second, charge in edges:
        if first in found and found[second] != _less(charge, found[first]):
            names = " ".join(filter(None, (text(first[1]), text(second[1]))))
            return f"the label {names!r} is reached by levels that differ in phase"
    return ""


def _less(first: Charge, second: Charge) -> Charge:
    return tuple(a - b for a, b in zip(first, second, strict=True))


def confirmed(model: Model, held: frozenset[str], found: Charges) -> bool:
    """Whether charges are what they should be, term by term, however they were found."""
    eve = model.places(held)
    others = tuple(place for place in range(len(model.registers)) if place not in eve)
    return not found.conflict and all(
        _less(charge, found.held[text(first[1])]) == found.rest[text(second[1])]
        for first, second, charge in _edges(model, eve, others)
    )
