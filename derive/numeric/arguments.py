"""What every numeric function does with its arguments: checks, broadcasting, blocks, result type.

A kernel sees blocks of float64 arrays of at most `BLOCK` results, so that everything it computes
stays in cache. Arguments are broadcast by shape only, never copied: on a grid of 1-D axes, what
depends on one axis is computed once per block. The last axis of a vector argument, its detectors,
takes no part in that.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from derive.errors import DomainError, KindError
from derive.numeric import given
from derive.numeric.pairs import FLOATS
from derive.numeric.program import evaluate
from derive.numeric.registry import Condition, Parameter

Array = NDArray[Any]
Kernel = Callable[[Sequence[Array], Array], int | None]
"""Computes one block: arrays that broadcast to the output's shape, and the output.

It may count the points that look as if they were outside of the domain, and return the number.
"""
BLOCK, BLOCK_OF_A_THREAD = 2**13, 2**15
"""Threads take turns after each operation of NumPy: with few points they wait for each other."""
DOUBLE = np.dtype(np.float64)
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    **FLOATS,
    "nonnegative": lambda a: np.maximum(a, 0.0),
    "exp": np.exp,
    "log": np.log,
    "max": np.maximum,
    "min": np.minimum,
    "cos": np.cos,
    "sin": np.sin,
    "atan": np.arctan,
    "circle": lambda a: np.pi * a,
    **{f.__name__: np.vectorize(f, otypes=[float]) for f in (math.erf, math.erfc)},
}
"""What conditions are made of."""
EDGE_ULPS = 8
"""A coherence may exceed its largest value by this much: it is often sqrt(x*(1 - x)) in floats."""


def array_of(parameter: Parameter, value: object) -> Array:
    """A numeric argument as an array; anything that is no real number is refused.

    What is more precise than a double is rounded to one, so that all targets see the same number.

    :raises DomainError: for text, complex numbers, objects and empty arrays.
    :raises KindError: for units, masks, labels, and exact numbers, which would be misread.
    """
    name, domain, array = parameter.name, parameter.domain, _real(parameter, value)
    if parameter.vector and not array.ndim:
        raise DomainError(name, f"{value!r}, not one value for each detector", domain)
    if array.dtype.kind != "f":
        array = given.whole(name, array)
    if array.dtype.itemsize <= DOUBLE.itemsize:
        return array
    with np.errstate(all="ignore"):
        return array.astype(DOUBLE)


def _real(parameter: Parameter, value: object) -> Array:
    """Real numbers as NumPy takes them."""
    name, domain = parameter.name, parameter.domain
    given.refuse(name, value)
    try:
        array = np.asarray(value)
    except ValueError:
        raise DomainError(name, "an array of unequal rows", domain) from None
    if array.dtype.kind not in "fiu" and not given.are_whole(array):
        raise DomainError(name, f"{value!r} of type {array.dtype}", domain)
    if array.size == 0:
        raise DomainError(name, f"an empty array of shape {array.shape}", domain)
    return array


def number_of(parameter: Parameter, value: object, end: str = "") -> float:
    """One number inside of its domain; whole numbers of any size stay as they are.

    :raises DomainError: for anything else, naming which `end` of an interval it is.
    :raises KindError: as :func:`array_of`.
    """
    array = _real(parameter, value)
    if array.ndim:
        raise KindError(
            parameter.name,
            f"an array of shape {array.shape}",
            "pass one number, or an Interval where one is taken",
        )
    number = array.item()
    if not parameter.holds(number):
        raise DomainError(parameter.name, number, parameter.domain, end=end)
    return number


def outer(parameter: Parameter, array: Array) -> tuple[int, ...]:
    """The shape of an argument without the axis of its detectors, if it has one."""
    return array.shape[:-1] if parameter.vector else array.shape


def aligned(
    domain: Sequence[Parameter], arrays: Sequence[Array], shape: tuple[int, ...]
) -> list[Array]:
    """The arguments broadcast to the shape of the result, detectors behind it."""
    shapes = (shape + a.shape[len(outer(p, a)) :] for p, a in zip(domain, arrays, strict=True))
    pairs = zip(arrays, shapes, strict=True)
    return [a if a.shape == s else np.broadcast_to(a, s) for a, s in pairs]


def missing(full: Sequence[Array], shape: tuple[int, ...]) -> Array:
    """Where one of the arguments, broadcast to the shape of the result, is NaN."""
    found = np.zeros(shape, bool)
    for array in full:
        nan = np.isnan(array)
        found |= nan.any(axis=-1) if array.ndim > len(shape) else nan
    return found


def shape_of(domain: Sequence[Parameter], arrays: Sequence[Array]) -> tuple[int, ...]:
    """The shape of the result.

    :raises DomainError: when the shapes do not broadcast.
    """
    try:
        return np.broadcast_shapes(*map(outer, domain, arrays))
    except ValueError:
        shapes = ", ".join(f"{p.name} {a.shape}" for p, a in zip(domain, arrays, strict=True))
        raise DomainError(domain[-1].name, f"shapes {shapes}", "shapes that broadcast") from None


def check(
    domain: Sequence[Parameter],
    arrays: Sequence[Array],
    nan_allowed: bool,
    conditions: Sequence[Condition] = (),
) -> None:
    """Refuse values outside of the domain.

    :raises DomainError: for the first one, with its index.
    """
    named = {p.name: a for p, a in zip(domain, arrays, strict=True)}
    for parameter, array in zip(domain, arrays, strict=True):
        _refuse(parameter, array, _outside(parameter, array, nan_allowed))
    for parameter in domain:
        if parameter.coherence and "rho11" in named:
            _check_coherence(parameter, named["rho11"], named[parameter.name])
        if parameter.vector:
            _check_clicks(parameter, named[parameter.name], named.get("Gamma_t"))
    for condition in conditions:
        _check_condition(condition, named)


def _outside(parameter: Parameter, array: Array, nan_allowed: bool) -> Array | None:
    # Comparisons written so that NaN is outside; a quick look at the extremes spares the search.
    # They are of doubles: as a float32 the largest double is infinite, the least 0.
    low, high = float(array.min()), float(array.max())
    inside = low >= parameter.lower and (high <= parameter.upper or parameter.coherence)
    if inside and not parameter.integer:
        return None
    array = array.astype(np.float64, copy=False)
    bad = ~((array >= parameter.lower) & (array <= parameter.upper))
    if parameter.coherence:
        bad = ~(array >= 0)
    if parameter.integer:
        with np.errstate(invalid="ignore"):
            bad |= array != np.floor(array)
    return bad & ~np.isnan(array) if nan_allowed else bad


def _check_coherence(parameter: Parameter, population: Array, coherence: Array) -> None:
    x, c = (a.astype(np.float64) for a in (population, coherence))
    above = c * c > x * (1 - x) * (1 + 2 * _edge(population, coherence))
    if above.any():
        _refuse(parameter, np.broadcast_to(c, above.shape), above)


def _check_clicks(parameter: Parameter, clicks: Array, window: Array | None) -> None:
    total = clicks.sum(axis=-1, dtype=np.float64)
    limit = parameter.upper if window is None else -np.expm1(-window.astype(np.float64))
    above = total > limit * (1 + _edge(clicks, clicks if window is None else window))
    if above.any():
        _refuse(
            replace(parameter, name=f"sum({parameter.name})"),
            np.broadcast_to(total, above.shape),
            above,
        )


def _check_condition(condition: Condition, given: Mapping[str, Array]) -> None:
    """Refuse the first point at which the condition does not hold."""
    names = condition.program.inputs
    wide = {name: given[name].astype(np.float64) for name in names}
    with np.errstate(all="ignore"):
        value = np.asarray(evaluate(condition.program, FUNCTIONS, wide)["result"])
    missing = np.any([np.isnan(a) for a in np.broadcast_arrays(*wide.values())], axis=0)
    bad = ~(value >= 0) & ~missing
    if bad.any():
        index = tuple(int(i) for i in np.argwhere(bad)[0])
        at = {n: float(np.broadcast_to(a, bad.shape)[index]) for n, a in wide.items()}
        where = ", ".join(f"{n} = {value!r}" for n, value in at.items())
        raise DomainError(names[-1], at[names[-1]], f"{condition.words}; given {where}", index)


def _edge(*arrays: Array) -> float:
    """How much a limit may be exceeded, relative to it: rounding errors of the least precise."""
    floats = [float(np.finfo(a.dtype).eps) for a in arrays if a.dtype.kind == "f"]
    return EDGE_ULPS * max(floats, default=2.0**-52)


def _refuse(parameter: Parameter, array: Array, bad: Array | None) -> None:
    if bad is None or not bad.any():
        return
    index = tuple(int(i) for i in np.argwhere(bad)[0])
    raise DomainError(parameter.name, array[index], parameter.domain, index)


def result_type(arrays: Sequence[Array]) -> np.dtype[Any]:
    """float32 where all floats among the arguments are that or less precise, else float64."""
    floats = [a.dtype for a in arrays if a.dtype.kind == "f" and a.ndim] or [
        a.dtype for a in arrays if a.dtype.kind == "f"
    ]
    return np.dtype(np.float32 if floats and max(f.itemsize for f in floats) <= 4 else np.float64)


def blocks(shape: tuple[int, ...], size: int = BLOCK) -> Iterator[tuple[slice, ...]]:
    """Slices that cut an array of this shape into blocks of at most `size` elements.

    >>> [block for block in blocks((2, 3), 3)]
    [(slice(0, 1, None), slice(0, 3, None)), (slice(1, 2, None), slice(0, 3, None))]
    """
    if not shape:
        yield ()
        return
    rest = math.prod(shape[1:])
    rows = max(1, size // max(rest, 1))
    for start in range(0, shape[0], rows):
        first = slice(start, min(start + rows, shape[0]))
        for inner in blocks(shape[1:], size) if rest > size else [_whole(shape[1:])]:
            yield (first, *inner)


def _whole(shape: tuple[int, ...]) -> tuple[slice, ...]:
    return tuple(slice(0, length) for length in shape)


def part(array: Array, shape: tuple[int, ...], block: tuple[slice, ...]) -> Array:
    """The part of a broadcast argument, of this outer shape, that a block of the result needs."""
    own = block[len(block) - len(shape) :]
    cut = tuple(s if n > 1 else slice(None) for s, n in zip(own, shape, strict=True))
    return array[cut]


def run(  # noqa: PLR0913, PLR0917
    kernel: Kernel,
    domain: Sequence[Parameter],
    arrays: Sequence[Array],
    out: Array,
    threads: int = 1,
    size: int = BLOCK,
) -> bool:
    """Apply a kernel block by block, in several threads if asked to.

    False where the kernel looked at the arguments and found points that may be outside.
    """
    arrays, out = _flattened(domain, arrays, out)
    shapes = list(map(outer, domain, arrays))
    detectors = max(a.size // math.prod(s) for a, s in zip(arrays, shapes, strict=True))
    if threads > 1:
        size = max(size, BLOCK_OF_A_THREAD)
    size = max(1, min(size, max(BLOCK, -(-out.size // threads))) // detectors)

    def one(block: tuple[slice, ...]) -> int | None:
        parts = (part(a, s, block) for a, s in zip(arrays, shapes, strict=True))
        return kernel([a.astype(np.float64, copy=False) for a in parts], out[block])

    pieces = blocks(out.shape, size)
    if threads == 1 or out.size <= size:
        return sum(one(block) or 0 for block in pieces) == 0
    with ThreadPoolExecutor(threads) as pool:
        return sum(found or 0 for found in pool.map(one, pieces)) == 0


def _flattened(
    domain: Sequence[Parameter], arrays: Sequence[Array], out: Array
) -> tuple[Sequence[Array], Array]:
    """Arguments and result with one axis of points, where their points lie alike in memory."""
    alike = out.flags.c_contiguous and all(
        math.prod(shape) == 1 or (shape == out.shape and array.flags.c_contiguous)
        for array, shape in zip(arrays, map(outer, domain, arrays), strict=True)
    )
    return (list(map(_flat, domain, arrays)), out.reshape(-1)) if alike else (arrays, out)


def _flat(parameter: Parameter, array: Array) -> Array:
    points = outer(parameter, array)
    return array.reshape(((-1,) if math.prod(points) > 1 else ()) + array.shape[len(points) :])


def rounded_down(kernel: Kernel) -> Kernel:
    """The same kernel, whose results are rounded down where the output is less precise."""

    def block(arrays: Sequence[Array], out: Array) -> int | None:
        if out.dtype == np.float64:
            return kernel(arrays, out)
        wide = np.empty(out.shape)
        found = kernel(arrays, wide)
        near = wide.astype(out.dtype)
        out[...] = np.where(near > wide, np.nextafter(near, near.dtype.type(-np.inf)), near)
        return found

    return block
