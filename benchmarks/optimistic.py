"""Whether a lower bound is ever above the true value: a search over many points.

    python -m benchmarks.optimistic [--target c] [--points 10000000] [NAME ...] [--flags=-O2 ...]

Bounds of a target, c or numpy, are compared with those of pairs of doubles, compiled without the
flags: what is above one by more than its last rounding explains is looked at in ball arithmetic.
From the points where a bound is closest to the value, others are tried that are closer still.
"""

import argparse
import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from flint import arb

from benchmarks.given import at_least, one_of
from derive import export
from derive.errors import CompilerError
from derive.export import quantities
from derive.numeric import balls
from derive.numeric.c import signatures
from derive.numeric.c.compiler import compiler, flags, loaded
from derive.numeric.c.lower import COHERENCE
from derive.numeric.first_order import possible
from derive.numeric.registry import UNITS, Variant
from derive.numeric.targets.c import source
from derive.precision import precision

Array = np.ndarray
Function = Callable[..., Array]
BLOCK = 10**5
CLIMBS, ROUNDS = 200, 200
"""How many points are moved at a time, and how often."""
SMALL, PRECISION = 1e-280, 300
INSIDE = 1 - 2.0**-50
"""A coherence is this part of its largest value at most: rounding must not leave the domain."""


def mixed(rng: np.random.Generator, *kinds: Array) -> Array:
    """Each number of one kind by chance."""
    return np.choose(rng.integers(0, len(kinds), kinds[0].size), kinds)


def unit_interval(rng: np.random.Generator, count: int) -> Array:
    """Numbers of [0, 1], many of them near an end or the middle."""
    small = 10.0 ** -rng.uniform(0, 18, count)
    return mixed(rng, rng.random(count), small, 1 - small, 0.5 + small / 2, 0.5 - small / 2)


def positive(rng: np.random.Generator, count: int) -> Array:
    """Numbers >= 0 of any size up to 1000."""
    return mixed(rng, 3 * rng.random(count), 10.0 ** rng.uniform(-18, 3, count))


def limited(variant: Variant, at: dict[str, Array]) -> list[Array]:
    """The closest points of the domain, in the order of the parameters."""
    for parameter in variant.domain:
        least = 1.0 if parameter.integer else 0.0
        whole = np.floor if parameter.integer else np.asarray
        at[parameter.name] = np.clip(whole(at[parameter.name]), least, float(parameter.upper))
    if "c" in at:
        at["c"] = np.minimum(at["c"], np.sqrt(at["rho11"] * (1 - at["rho11"])) * INSIDE)
    return list(at.values())


def points(variant: Variant, rng: np.random.Generator, count: int) -> list[Array]:
    """Points of the domain, in the order of the parameters."""
    found: dict[str, Array] = {}
    for parameter in variant.domain:
        if parameter.integer:
            found[parameter.name] = 10.0 ** rng.uniform(0, 6, count)
        elif parameter.upper == np.inf:
            found[parameter.name] = positive(rng, count)
        else:
            found[parameter.name] = unit_interval(rng, count)
    if "c" in found:
        found["c"] *= np.sqrt(found["rho11"] * (1 - found["rho11"]))
    return limited(variant, found)


def moved(variant: Variant, rng: np.random.Generator, at: Sequence[Array]) -> list[Array]:
    """Points of the domain, one number of each changed by a step of any size."""
    count = at[0].size
    changed = rng.integers(0, len(at), count)
    factor = 1 + rng.choice([-1, 1], count) * 10.0 ** -rng.uniform(0.3, 16, count)
    near = [np.where(changed == i, a * factor, a) for i, a in enumerate(at)]
    return limited(variant, dict(zip(variant.parameters, near, strict=True)))


def function(variant: Variant, name: str, text: str, given: Sequence[str]) -> Function:
    """A compiled function of arrays."""
    call = loaded(text, compiler(), given)[name]

    def compute(*arrays: Array) -> Array:
        out = np.empty(arrays[0].size)
        pointers = [ctypes.c_void_p(np.ascontiguousarray(a).ctypes.data) for a in arrays]
        unit = [ctypes.c_double(UNITS["bits"])] if "unit" in variant.inputs else []
        call(*pointers, *unit, ctypes.c_void_p(out.ctypes.data), ctypes.c_size_t(out.size))
        return out

    return compute


def by_pairs(variant: Variant) -> Function:
    """The bound by pairs of doubles alone."""
    less = ", 0.0" if COHERENCE & set(variant.inputs) else ""
    passed = signatures.passed(variant, "[i]")
    loop = f"for (size_t i = 0; i < count; i++) out[i] = {variant.name}_surely({passed}{less});"
    head = f"void in_pairs({signatures.many_points(variant)})"
    text = f"{source(variant.quantity, ())}\n{head} {{\n  {loop}\n}}\n"
    return function(variant, "in_pairs", text, ())


def bound_of(variant: Variant, target: str, given: Sequence[str]) -> Function:
    """The lower bound of a target; in C compiled with more flags."""
    if target != "c":
        coherence = "r" if "r" in variant.parameters else "c"
        return export.function(variant.quantity.name, target, coherence=coherence, rounding="down")
    more = (*flags(compiler()), *given) if given else ()
    return function(variant, f"{variant.name}_lower_array", source(variant.quantity, ()), more)


def margin(variant: Variant, at: Sequence[float], found: float) -> float:
    """By how many units in the last place a bound is below the true value, by balls."""
    with precision(PRECISION):
        below = balls.enclosure(variant, "bits", at) - arb(found)
        return float((below / arb(float(np.spacing(found)))).lower())


def margins(variant: Variant, at: Sequence[Array], found: Array) -> Array:
    """The same of many points; of values that are small, infinite."""
    rows = zip(*(a.tolist() for a in at), found.tolist(), strict=True)
    return np.array([margin(variant, p, v) if v > SMALL else np.inf for *p, v in rows])


@dataclass(frozen=True)
class Searched:
    """Points that were refused, those looked at in balls, and bounds above the true value.

    And by how many units in the last place a bound was below at most, and at least after a climb,
    where it is above 1e-280.
    """

    refused: int
    looked_at: int
    above: int
    below: float
    closest: float

    def __str__(self) -> str:
        return (
            f"{self.refused} NaN, {self.looked_at} by balls, {self.above} above, "
            f"at most {self.below:.0f} ulp below, at least {self.closest:.2f}"
        )


def search(variant: Variant, count: int, bound: Function) -> Searched:
    """Points at random; then steps from those where the bound is closest to the value."""
    rng, reference = np.random.default_rng(20251205), by_pairs(variant)
    refused, looked_at, above, most = 0, 0, 0, 0.0
    closest, below = [np.empty(0) for _ in variant.parameters], np.empty(0)
    for _ in range(-(-count // BLOCK)):
        at = points(variant, rng, BLOCK)
        found, best = bound(*at), np.maximum(reference(*at), 0.0)
        refused += np.isnan(found).sum()
        for i in np.flatnonzero(found > best):
            looked_at += 1
            above += margin(variant, [float(a[i]) for a in at], float(found[i])) < 0
        gap = np.where(best > SMALL, (best - found) / np.spacing(np.maximum(best, SMALL)), np.nan)
        most = max(most, np.nanmax(gap, initial=0.0))
        first = np.argsort(np.append(below, gap))[:CLIMBS]
        closest = [np.append(*both)[first] for both in zip(closest, at, strict=True)]
        below = np.append(below, gap)[first]
    return Searched(refused, looked_at, above, most, climbed(variant, rng, bound, closest))


def climbed(variant: Variant, rng: np.random.Generator, bound: Function, at: list[Array]) -> float:
    """The least margin that steps from some points lead to; negative where a bound is above."""
    least = margins(variant, at, bound(*at))
    for _ in range(ROUNDS):
        near = moved(variant, rng, at)
        tried = margins(variant, near, bound(*near))
        at = [np.where(tried < least, *both) for both in zip(near, at, strict=True)]
        least = np.minimum(tried, least)
    return float(least.min())


def searched(variant: Variant, count: int, target: str, given: Sequence[str]) -> Searched | str:
    """What a search has seen of a target, if it can be compiled."""
    try:
        bound = bound_of(variant, target, given)
    except CompilerError:
        return "does not compile"
    return search(variant, count, bound)


def main() -> None:
    """One line for each function."""
    parser = argparse.ArgumentParser(description=__doc__)
    known = [v for q in quantities() if q.has_lower for v in q.variants if possible(v)]
    parser.add_argument("names", nargs="*", type=one_of([variant.name for variant in known]))
    parser.add_argument("--target", choices=("c", "numpy"), default="c")
    parser.add_argument("--points", type=at_least(1), default=10**7)
    parser.add_argument("--flags", action="append", default=[])
    options = parser.parse_args()
    for variant in known:
        if not options.names or variant.name in options.names:
            seen = searched(variant, options.points, options.target, options.flags)
            print(f"{variant.name}: {options.points} points, {seen}", flush=True)


if __name__ == "__main__":
    main()
