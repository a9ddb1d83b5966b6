"""Whether a lower bound is ever above the true value: a search over many points.

    python -m benchmarks.optimistic [--target c] [--points 10000000] [NAME ...] [--flags=-O2 ...]

Bounds of a target, c or numpy, are compared with those of pairs of doubles, compiled without the
flags: what is above one by more than its last rounding explains is looked at in ball arithmetic.
"""

import argparse
import ctypes
from collections.abc import Callable, Sequence

import numpy as np
from flint import arb

from benchmarks.given import at_least, one_of
from derive import export
from derive.export import quantities
from derive.numeric import balls
from derive.numeric.c import signatures
from derive.numeric.c.compiler import compiler, flags, loaded
from derive.numeric.c.lower import COHERENCE
from derive.numeric.first_order import possible
from derive.numeric.registry import UNITS, Variant
from derive.numeric.targets.c import source

Array = np.ndarray
BLOCK = 10**5


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


def points(variant: Variant, rng: np.random.Generator, count: int) -> list[Array]:
    """Points of the domain, in the order of the parameters."""
    found: dict[str, Array] = {}
    for parameter in variant.domain:
        if parameter.integer:
            found[parameter.name] = np.floor(10.0 ** rng.uniform(0, 6, count))
        elif parameter.upper == np.inf:
            found[parameter.name] = positive(rng, count)
        else:
            found[parameter.name] = unit_interval(rng, count)
    if "c" in found:
        found["c"] *= np.sqrt(found["rho11"] * (1 - found["rho11"])) * (1 - 2.0**-50)
    return list(found.values())


def function(variant: Variant, name: str, text: str, given: Sequence[str]) -> Callable[..., Array]:
    """A compiled function of arrays."""
    call = loaded(text, compiler(), given)[name]

    def compute(*arrays: Array) -> Array:
        out = np.empty(arrays[0].size)
        pointers = [ctypes.c_void_p(np.ascontiguousarray(a).ctypes.data) for a in arrays]
        unit = [ctypes.c_double(UNITS["bits"])] if "unit" in variant.inputs else []
        call(*pointers, *unit, ctypes.c_void_p(out.ctypes.data), ctypes.c_size_t(out.size))
        return out

    return compute


def by_pairs(variant: Variant) -> Callable[..., Array]:
    """The bound by pairs of doubles alone."""
    less = ", 0.0" if COHERENCE & set(variant.inputs) else ""
    passed = signatures.passed(variant, "[i]")
    loop = f"for (size_t i = 0; i < count; i++) out[i] = {variant.name}_surely({passed}{less});"
    head = f"void in_pairs({signatures.many_points(variant)})"
    text = f"{source(variant.quantity, ())}\n{head} {{\n  {loop}\n}}\n"
    return function(variant, "in_pairs", text, ())


def bound_of(variant: Variant, target: str, given: Sequence[str]) -> Callable[..., Array]:
    """The lower bound of a target; in C compiled with more flags."""
    if target != "c":
        coherence = "r" if "r" in variant.parameters else "c"
        return export.function(variant.quantity.name, target, coherence=coherence, rounding="down")
    more = (*flags(compiler()), *given) if given else ()
    return function(variant, f"{variant.name}_lower_array", source(variant.quantity, ()), more)


def search(variant: Variant, count: int, bound: Callable[..., Array]) -> tuple[int, int, float]:
    """How many points balls had to look at, how many bounds are above the true value.

    And by how many units in the last place one is below it at most, where it is above 1e-280.
    """
    rng, reference = np.random.default_rng(20251205), by_pairs(variant)
    looked_at, above, below = 0, 0, 0.0
    for _ in range(-(-count // BLOCK)):
        at = points(variant, rng, BLOCK)
        found, best = bound(*at), np.maximum(reference(*at), 0.0)
        normal = best > 1e-280
        below = max(below, ((best - found)[normal] / np.spacing(best[normal])).max(initial=0.0))
        for i in np.flatnonzero(found > best):
            looked_at += 1
            ball = balls.enclosure(variant, "bits", [float(a[i]) for a in at])
            above += not arb(float(found[i])) <= ball
    return looked_at, above, below


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
            bound = bound_of(variant, options.target, options.flags)
            looked_at, above, below = search(variant, options.points, bound)
            print(
                f"{variant.name}: {options.points} points, {looked_at} by balls, {above} above, "
                f"at most {below:.0f} ulp below",
                flush=True,
            )


if __name__ == "__main__":
    main()
