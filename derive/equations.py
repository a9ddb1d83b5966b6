"""Every derived equation, found by its number; nothing is loaded before.

Numbers that begin with `device:` are beyond the paper.
"""

import importlib
from collections.abc import Iterator, Mapping

from derive import device, emission
from derive.model.equation import BUILT_IN, Equation, opened

SECTIONS = {
    f"{room.__name__}.{name}": place
    for place, (room, name) in enumerate(
        (room, name) for room in (emission, device) for name in room.SECTIONS
    )
}
"""The modules of the derivations, with their places in the order."""


def numbers() -> tuple[str, ...]:
    """Every number whose equation is printed: those of the paper in order, then the others.

    The order is that of the sections, whichever of them was imported first.
    """
    _load()
    return tuple(sorted(BUILT_IN.numbers(), key=_section))


def _section(number: str) -> int:
    """The place of its section; what is tied elsewhere comes last."""
    return SECTIONS.get(BUILT_IN.tied[number].__module__, len(SECTIONS))


def equation(number: str) -> Equation:
    """The derived equation with this number, computed on first use.

    :raises UnknownEquationError: when nothing is derived under that number; the error names the
        numbers that come closest.

    >>> equation("17").source.split(":")[0]
    'derive/emission/single_photon.py'
    """
    _load()
    return BUILT_IN.derived(number)


lookup = equation
"""Its name where `equation` is what ties a function to its number."""


class BuiltInEquations(Mapping[str, Equation]):
    """The same as a mapping; a number without a derivation is a KeyError."""

    def __getitem__(self, number: str) -> Equation:
        return lookup(number)

    def __iter__(self) -> Iterator[str]:
        return iter(numbers())

    def __len__(self) -> int:
        _load()
        return len(BUILT_IN.entries)

    def __contains__(self, number: object) -> bool:
        _load()
        return number in BUILT_IN.entries


def _load() -> None:
    with opened(BUILT_IN):  # whoever else's is open
        for section in SECTIONS:
            importlib.import_module(section)
