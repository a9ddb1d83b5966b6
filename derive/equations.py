"""Every derived equation, found by its number; nothing is loaded before.

Numbers that begin with `device:` are beyond the paper.
"""

import importlib

from derive import device, emission
from derive.model.equation import Equation, derived, registered


def numbers() -> tuple[str, ...]:
    """Every number whose equation is printed: those of the paper in order, then the others."""
    _load()
    hidden = device.NOT_READ_BACK
    return tuple(number for number in registered() if not number.startswith(hidden))


def lookup(number: str) -> Equation:
    """The derived equation with this number, computed on first use.

    :raises UnknownEquationError: when nothing is derived under that number; the error names the
        numbers that come closest.

    >>> lookup("17").source.split(":")[0]
    'derive/emission/single_photon.py'
    """
    _load()
    return derived(number)


def _load() -> None:
    for room in (emission, device):
        for section in room.SECTIONS:
            importlib.import_module(f"{room.__name__}.{section}")
