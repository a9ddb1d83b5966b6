"""Labels of registers as they are written, and the terms of images that they stand for.

A term is a tuple of labels, one for each register, with an amplitude for every level of the source.
A register has one index for its family in all terms, which it may share with others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sympy import Expr, Integer, Symbol, oo

from derive.errors import FormulaError, SchemeError
from derive.model.hilbert import Label, Labels, One
from derive.symbols import expression


@dataclass(frozen=True)
class Term:
    """One basis vector, or a family of them, with the amplitude that each level has there."""

    labels: Labels
    amplitudes: tuple[Expr, ...]

    @property
    def families(self) -> tuple[One, ...]:
        """The families of the label, each index once, in the order of the registers."""
        return tuple(dict.fromkeys(x for x in self.labels if isinstance(x, One)))


def split(label: object, count: int, where: str) -> Labels:
    """A label as it is written, "0 1" or ("0", One(k, 1, n)), in its places.

    :raises SchemeError: for another number of places, or for what is no label.
    """
    parts = label.split() if isinstance(label, str) else label
    parts = (parts,) if isinstance(parts, One) else parts
    if not isinstance(parts, list | tuple) or not all(isinstance(x, str | One) for x in parts):
        raise SchemeError(
            f"{where}: {label!r} is no label; it is a text, or a tuple with One in it"
        )
    odd = [x for x in parts if isinstance(x, str) and x.split() != [x]]
    if odd:
        raise SchemeError(f"{where}: {odd[0]!r} is no label of a register; it is one word")
    if len(parts) != count:
        places = "1 place" if len(parts) == 1 else f"{len(parts)} places"
        raise SchemeError(f"{where}: {text(parts)!r} has {places}, not {count}")
    return tuple(family(x, where) if isinstance(x, One) else x for x in parts)


def family(label: One, where: str) -> One:
    """A family with an index that is a whole number from its lower end on.

    :raises SchemeError: for an index that is no symbol, or ends that are no whole numbers.
    """
    try:
        lower, upper = expression(label.lower), expression(label.upper)
    except FormulaError as error:
        raise SchemeError(f"{where}: the family {label}: {error}") from None
    if not isinstance(label.index, Symbol) or not isinstance(lower, Integer) or lower < 0:
        raise SchemeError(f"{where}: {label!r} runs over a symbol from a whole number >= 0 on")
    if upper.has(label.index):
        raise SchemeError(f"{where}: the family {label} ends at {upper}, which is its own index")
    ends = upper == oo or upper.is_integer
    if not ends or (upper.is_number and upper < lower):
        raise SchemeError(
            f"{where}: the family {label} ends at {upper}, no whole number >= {lower}"
        )
    sign = {"positive": True} if lower > 0 else {"nonnegative": True}
    return One(Symbol(label.index.name, integer=True, **sign), lower, upper)


def text(labels: Iterable[Label]) -> str:
    """Labels as they are written; a family by its index.

    >>> text(("0", One(Symbol("k"), 1, 3)))
    '0 k'
    """
    return " ".join(str(x.index) if isinstance(x, One) else x for x in labels)


def unified(images: Mapping[str, Mapping[Labels, Expr]]) -> dict[str, dict[Labels, Expr]]:
    """The same images with one index for each register, and for registers that share theirs.

    Those that never meet in a term may have the same.

    :raises SchemeError: for a label that is written twice at one level.
    """
    names = _names([labels for image in images.values() for labels in image])
    found: dict[str, dict[Labels, Expr]] = {level: {} for level in images}
    for level, image in images.items():
        for labels, amplitude in image.items():
            new = canonical_labels(labels, names)
            if new in found[level]:
                raise SchemeError(f"level {level}: the label {text(labels)!r} is written twice")
            found[level][new] = amplitude.xreplace(_renamed(labels, new))
    return found


def canonical_labels(labels: Labels, names: Sequence[Symbol | None]) -> Labels:
    """Labels with the index of each register."""
    pairs = zip(labels, names, strict=True)
    return tuple(One(n, x.lower, x.upper) if isinstance(x, One) and n else x for x, n in pairs)


def _renamed(labels: Labels, new: Labels) -> dict[Symbol, Symbol]:
    pairs = zip(labels, new, strict=True)
    return {a.index: b.index for a, b in pairs if isinstance(a, One) and isinstance(b, One)}


def _names(every: Sequence[Labels]) -> list[Symbol | None]:
    """The index of each register: the first that is written there, unless it is taken."""
    names: list[Symbol | None] = []
    for place in range(len(every[0])):
        mates, others = _meeting(every, place)
        shared = next((names[mate] for mate in mates if mate < place), None)
        own = next((x.index for labels in every if isinstance(x := labels[place], One)), None)
        taken = {names[other] for other in others if other < place}
        while shared is None and own in taken and own is not None:
            own = Symbol(f"{own.name}_{place}", **own.assumptions0)
        names.append(shared or own)
    return names


def _meeting(every: Sequence[Labels], place: int) -> tuple[list[int], list[int]]:
    """The registers that have the index of this one where both have one, and those that do not."""
    same: dict[bool, dict[int, None]] = {True: {}, False: {}}
    for labels in every:
        for other, x in enumerate(labels):
            own = labels[place]
            if other != place and isinstance(x, One) and isinstance(own, One):
                same[x.index == own.index][other] = None
    return [*same[True]], [*same[False]]


def gathered(images: Mapping[str, Mapping[Labels, Expr]]) -> tuple[Term, ...]:
    """The terms of all images, in the order in which their labels are written."""
    labels = dict.fromkeys(labels for image in images.values() for labels in image)
    return tuple(
        Term(own, tuple(image.get(own, Integer(0)) for image in images.values())) for own in labels
    )
