"""What a user may give for a number: kinds that are refused in words, and exact numbers.

NumPy would take units off, forget a mask, ignore labels, or round; each is known by its type.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from derive.errors import KindError


@dataclass(frozen=True)
class Sort:
    """Types of one sort: what they are, and what to give instead."""

    words: str
    instead: str
    exact: bool = False


MOST = 2**53
"""Whole numbers up to here are doubles."""
UNITS = "a quantity with a unit"
EXACT = Sort(
    "an exact number ({})", "pass float(...) for the nearest double, or use target='mpmath'", True
)
KINDS = {
    "pint": Sort(UNITS, "pass its plain number, .to('dimensionless').magnitude for a ratio"),
    "astropy.units": Sort(UNITS, "pass its plain number, .to_value('') for a ratio"),
    "numpy.ma": Sort(
        "a masked array", "pass .filled(nan) with nan='propagate', or .compressed() numbers"
    ),
    "xarray": Sort("labelled", "call through xarray.apply_ufunc, which aligns by name"),
    "dask": Sort("lazy", "call through dask.array.map_blocks, which keeps it so"),
    **dict.fromkeys(("fractions", "decimal", "sympy", "mpmath", "flint", "gmpy2"), EXACT),
}
"""By the module, or package, that defines a type."""


@cache
def kind(of: type) -> Sort | None:
    """What is known of a type, or of one that it is derived from."""
    modules = [f"{base.__module__}." for base in of.__mro__]
    known = (k for name, k in KINDS.items() if any(m.startswith(f"{name}.") for m in modules))
    return next(known, None)


def types(value: Any) -> Iterator[Any]:
    """The type of a value, and of what is in it where it is a list or an array of objects.

    >>> [of.__name__ for of in types([1, (2.5, 3.5)])]
    ['list', 'int', 'tuple', 'float']
    """
    yield type(value)
    if _holds(value):
        yield from dict.fromkeys(of for entry in value for of in types(entry))


def _holds(value: Any) -> bool:
    return isinstance(value, list | tuple) or (type(value) is np.ndarray and value.dtype == object)


def is_exact(value: Any) -> bool:
    """Whether it holds a number that no double may equal."""
    if _holds(value):
        return any(map(is_exact, value))
    of: Any = type(value)
    found = kind(of)
    return found.exact if found else isinstance(value, int) and not is_double(value)


def is_double(number: int) -> bool:
    """Whether a whole number is a double.

    >>> is_double(2**60), is_double(2**53 + 1), is_double(10**400)
    (True, False, False)
    """
    try:
        return int(float(number)) == number
    except OverflowError:
        return False


def refuse(name: str, value: Any, taken: bool = False) -> None:
    """Refuse what would be misread, with what to give instead; exact numbers may be `taken`.

    :raises KindError: naming the parameter and the kind.
    """
    for of in types(value):
        found = kind(of)
        if found is not None and not (found.exact and taken):
            raise KindError(name, found.words.format(of.__name__), found.instead)


def are_whole(array: NDArray[Any]) -> bool:
    """Whether an array of objects holds whole numbers, too large for NumPy, and no truth values."""
    return array.dtype == object and all(type(entry) is int for entry in array.flat)


def whole(name: str, array: NDArray[Any]) -> NDArray[Any]:
    """Whole numbers as they are, or as doubles where NumPy has no type for them.

    :raises KindError: where no double equals one.
    """
    own = array.dtype != object
    small = own and (array.itemsize < 8 or bool(array.min() >= -MOST and array.max() <= MOST))
    if not small and not all(map(is_double, array.ravel().tolist())):
        raise KindError(name, "a whole number that no double equals", EXACT.instead)
    return array if own else array.astype(float)
