"""The checks of a scheme when it is made; a failure is one line with level, label and register."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from sympy import (
    Expr,
)

from derive.errors import SchemeError
from derive.model.hilbert import Labels, One
from derive.scheme.amplitudes import canonical_term, domain_of, formula
from derive.scheme.isometry import check_isometry
from derive.scheme.labels import gathered, split, text, unified
from derive.scheme.model import PURIFICATION, Model, Written, at, with_indices
from derive.scheme.readout import holders_of, outcomes_of, read_places
from derive.scheme.signs import Signs

MOST_LEVELS = 64
MOST_TERMS = 4096


def checked(scheme: Written) -> Model:
    """The model of a scheme.

    :raises SchemeError: with the first thing that is wrong.
    """
    registers = _registers(scheme.registers)
    levels = _levels(scheme.isometry)
    images = {level: _image(level, scheme.isometry[level], registers) for level in levels}
    _check_families(registers, images)
    written = gathered(unified(images))
    where = tuple(formula(x, "where", ()) for x in scheme.where)
    domain = domain_of(written, where)
    signs = Signs(with_indices(domain, written))
    terms = tuple(canonical_term(term, registers, signs) for term in written)
    check_isometry(terms, Signs(domain))
    read = read_places(scheme.readout, registers)
    outcomes = outcomes_of(scheme.outcomes, registers, read, terms)
    holders = holders_of(scheme.holders, registers, read)
    return Model(registers, len(levels), terms, written, read, outcomes, holders, domain)


# Registers, levels and labels.


def _registers(names: str) -> tuple[str, ...]:
    found = tuple(names.split()) if isinstance(names, str) else ()
    if not found:
        raise SchemeError(
            "a scheme needs registers, as 'A R', the first for what is left of the source"
        )
    for name in found:
        if found.count(name) > 1 or name == PURIFICATION:
            why = (
                "stands twice" if name != PURIFICATION else "purifies the source: it has no labels"
            )
            raise SchemeError(f"registers: {name} {why}")
    return found


def _levels(isometry: Mapping[str, Any]) -> list[str]:
    if not isinstance(isometry, Mapping) or not isometry:
        raise SchemeError("the isometry has no level; it is {'0': {label: amplitude}, '1': ...}")
    levels = [str(number) for number in range(len(isometry))]
    if len(levels) > MOST_LEVELS:
        raise SchemeError(f"a source of {len(levels)} levels; at most {MOST_LEVELS} are taken")
    strange = [level for level in isometry if level not in levels]
    if strange:
        missing = next(level for level in levels if level not in isometry)
        raise SchemeError(
            f"level {strange[0]!r}: the levels of the source are 0, 1, 2, ...; "
            f"{missing!r} is missing"
        )
    return levels


def _image(level: str, image: Any, registers: tuple[str, ...]) -> dict[Labels, Expr]:
    """The labels and amplitudes of one image, without those that are zero."""
    where = f"level {level}"
    if not isinstance(image, Mapping) or not image:
        raise SchemeError(f"{where}: it has no image; that is a table of amplitudes by label")
    if len(image) > MOST_TERMS:
        raise SchemeError(f"{where}: {len(image)} labels; at most {MOST_TERMS} are taken")
    found: dict[Labels, Expr] = {}
    for label, amplitude in image.items():
        labels = split(label, len(registers), f"{where}, registers {' '.join(registers)}")
        if labels in found:
            raise SchemeError(f"{where}: the label {text(labels)!r} is written twice")
        indices = [x for x in labels if isinstance(x, One)]
        found[labels] = formula(amplitude, f"{where}, label {text(labels)!r}", indices)
    return {labels: amplitude for labels, amplitude in found.items() if amplitude != 0}


def _check_families(
    registers: tuple[str, ...], images: Mapping[str, Mapping[Labels, Expr]]
) -> None:
    """One range for a register, no whole numbers beside it, and indices shared always or never."""
    every = [(level, labels) for level, image in images.items() for labels in image]
    for place, register in enumerate(registers):
        ones = [x for _, labels in every if isinstance(x := labels[place], One)]
        for level, labels in every if ones else ():
            _check_beside(
                ones[0], labels, place, f"level {level}, label {text(labels)!r}", register
            )
    for first, second in combinations(range(len(registers)), 2):
        _check_shared(every, (first, second), registers)


def _check_beside(family: One, labels: Labels, place: int, where: str, register: str) -> None:
    own, kind = labels[place], f"the family {family.index} = {family.lower}..{family.upper}"
    if isinstance(own, One):
        if (own.lower, own.upper) != (family.lower, family.upper):
            raise SchemeError(f"{where}: register {register} has {kind} with another range too")
    elif own.isdecimal():
        raise SchemeError(
            f"{where}: register {register} has the whole number {own} beside {kind}; "
            "name it with a word"
        )


def _check_shared(
    every: Sequence[tuple[str, Labels]], places: tuple[int, int], registers: tuple[str, ...]
) -> None:
    """Two registers whose families have one index in one term have it in every term."""
    shared: set[bool] = set()
    for level, labels in every:
        first, second = at(labels, places)
        if isinstance(first, One) and isinstance(second, One):
            shared.add(first.index == second.index)
        if len(shared) > 1:
            names = " and ".join(registers[place] for place in places)
            raise SchemeError(
                f"level {level}, label {text(labels)!r}: registers {names} share an index in one "
                "term and not in another"
            )
