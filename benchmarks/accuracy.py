"""Errors of the exported functions in ulp, against enclosures by ball arithmetic.

    python -m benchmarks.accuracy [--points 20000] [--climbs 40] [NAME ...] [--target c js ...]

Stratified points over the whole domain, then a search that moves the worst ones uphill. An error
is that of the float64 result. Below 1e-300, where intermediate values leave the normal range, the
unit is 1e-308, the size of the smallest normal float.

The reference is the same stable form (:mod:`derive.numeric.stable`), evaluated in balls that are
narrow enough: what is measured here is rounding. That the form is the derived equation is proved in
`tests/derive/numeric/test_stable.py`; `test_reference.py` beside it compares the reference with the
derived equations, which it evaluates by other means.
"""

import argparse
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np
from flint import arb

from benchmarks.foreign import DETECTORS, PROGRAMS, foreign
from benchmarks.given import at_least, one_of, refusals
from derive.export import TARGETS, function, offers, quantities
from derive.numeric import balls as reference
from derive.numeric.registry import Variant
from derive.precision import precision

SEED = 20251205
Point = tuple[Any, ...]
"""Values of a function's parameters in order; p is a tuple of :data:`DETECTORS` numbers."""
SMALLEST = 1e-300
Errors = Callable[[Sequence[Point]], list[float]]
ROUNDS, WIDTH = 30, 24
LEAST = {"jax": 1e-280}
"""Targets that state their accuracy for numbers that are 0 or at least this large."""


def population(rng: random.Random) -> float:
    """A population in the bulk, near 0 down to 1e-300, near 1/2, or near 1."""
    kind = rng.random()
    if kind < 0.3:
        return rng.random()
    if kind < 0.55:
        return 10 ** -rng.uniform(0, rng.choice([20, 300]))
    if kind < 0.72:
        return 0.5 + rng.choice([-0.5, 0.5]) * 10 ** -rng.uniform(0, 16)
    if kind < 0.9:
        return 1 - 10 ** -rng.uniform(0, 15.9)
    return rng.choice([0.0, 1.0, 0.5, 0.25, 0.75, 1 / 3, 1e-300, 0.9999])


def ratio(rng: random.Random) -> float:
    """A coherence ratio in the bulk, zero, tiny, near one or one."""
    kind = rng.random()
    if kind < 0.3:
        return rng.random()
    if kind < 0.42:
        return 0.0
    if kind < 0.7:
        return 10 ** -rng.uniform(0, rng.choice([18, 160]))
    return 1 - 10 ** -rng.uniform(0, 15.9) if kind < 0.88 else 1.0


def decay(rng: random.Random) -> float:
    """A window Gamma t from 1e-300 to 1e3, often around ln 2, where forms change."""
    kind = rng.random()
    if kind < 0.35:
        return rng.uniform(0, 4)
    if kind < 0.65:
        return 10 ** -rng.uniform(0, rng.choice([20, 300]))
    if kind < 0.85:
        return 10 ** rng.uniform(-1, 3)
    if kind < 0.95:
        return math.log(2) * (1 + rng.choice([-1, 1]) * 10 ** -rng.uniform(1, 16))
    return rng.choice([0.0, 1e3, 700.0, 743.0, 0.5, 1.0, math.log(2), math.inf])


def bins(rng: random.Random) -> float:
    """A number of bins from 1 to 10**6."""
    return float(rng.choice([1, 1, 2, 3, round(10 ** rng.uniform(0, 6)), 10**6]))


def efficiency(rng: random.Random) -> float:
    """An efficiency in the bulk, near 0, near 1, 0 or 1."""
    kind = rng.random()
    if kind < 0.4:
        return rng.random()
    if kind < 0.6:
        return 10 ** -rng.uniform(0, rng.choice([16, 200]))
    return 1 - 10 ** -rng.uniform(0, 15.9) if kind < 0.8 else rng.choice([0.0, 0.5, 1.0, 1.0])


def dark_count(rng: random.Random) -> float:
    """A probability of a dark count, mostly small; 0 and 1 too."""
    kind = rng.random()
    if kind < 0.3:
        return rng.random()
    return 10 ** -rng.uniform(0, 20) if kind < 0.8 else rng.choice([0.0, 1e-4, 1e-200, 1.0])


def clicks(rng: random.Random, total: float) -> tuple[float, ...]:
    """Click probabilities with about this sum: alike, of all sizes, or one that outweighs all."""
    kind = rng.choice(["alike", "scattered", "one"])
    spread = {"alike": 0.5, "scattered": 30, "one": 3}[kind]
    weights = [10 ** -rng.uniform(0, spread) * (rng.random() < 0.8) for _ in range(DETECTORS)]
    if kind == "one":
        weights = [w * 10 ** -rng.uniform(0, 200) for w in weights[1:]] + [1.0]
    norm = total / (math.fsum(weights) or 1.0)
    return tuple(w * norm if w * norm > SMALLEST else 0.0 for w in weights)


def point(variant: Variant, rng: random.Random) -> Point:
    """A random point of the domain, for the parameters of this function in order."""
    x, r = population(rng), ratio(rng)
    values = {"rho11": x, "r": r, "c": r * math.sqrt(x * (1 - x))}
    values |= {"Gamma_t": decay(rng), "n": bins(rng)}
    most = -math.expm1(-values["Gamma_t"]) if "Gamma_t" in variant.parameters else 1.0
    values["p"] = clicks(rng, rng.choice([x, 1.0]) * most)
    size = rng.choice([(-6, 2), (-6, 2), (-60, 60)])
    values |= {name: 10 ** rng.uniform(*size) for name in ("a", "P", "A_gain", "tau_c", "tau")}
    if "eta" in variant.parameters:
        values["eta"] = efficiency(rng)
    if "d" in variant.parameters:
        values["d"] = dark_count(rng)
    if "order" in variant.parameters:
        values["order"] = rng.choice([2.0, 1.5, 1 + rng.random(), 1 + 10 ** -rng.uniform(0, 9)])
    if variant.sums_bins:
        values["n"] = min(values["n"], 50.0)
    return tuple(values[name] for name in variant.parameters)


@lru_cache(2**15)
def truth(variant: Variant, at: Point) -> arb:
    """The true result in a ball, kept for the next target."""
    return reference.enclosure(variant, "bits", at)


def error(variant: Variant, at: Point, value: float) -> float:
    """Distance of `value` from the true result in ulp; NaN counts as infinitely far."""
    if math.isnan(value):
        return math.inf
    true = truth(variant, at)
    near = reference.nearest(true)
    if math.isinf(near) or math.isinf(value):
        return 0.0 if near == value else math.inf
    unit = math.ulp(near) if abs(near) >= 1e-300 else 1e-308
    with precision(200):
        return abs(float((arb(value) - true) / arb(unit)))


def stated(variant: Variant, target: str, at: Point) -> bool:
    """Whether the target states its accuracy for this point."""
    if target not in LEAST:
        return True
    result = abs(reference.nearest(truth(variant, at)))
    return all(v == 0 or v >= LEAST[target] for v in (result, *np.hstack(at)))


def moved_clicks(p: Sequence[float], step: float, rng: random.Random) -> tuple[float, ...]:
    """The same click probabilities but for one, which is smaller or, within their sum, larger."""
    changed = list(p)
    changed[rng.randrange(len(p))] *= 1 - abs(step)
    return tuple(v if v > SMALLEST else 0.0 for v in changed)


def neighbours(variant: Variant, at: Point, rng: random.Random, count: int) -> Iterator[Point]:
    """Points of the domain near a given one: relative steps of all sizes."""
    for _ in range(count):
        named = dict(zip(variant.parameters, at, strict=True))
        name = rng.choice(variant.parameters)
        step = rng.choice([-1, 1]) * 10 ** -rng.uniform(0.3, 16)
        if name == "p":
            named[name] = moved_clicks(named[name], step, rng)
        else:
            moved = named[name] * (1 + step)
            named[name] = max(1.0, round(moved)) if name == "n" else moved
        named |= {
            bounded: min(named[bounded], 1.0)
            for bounded in ("rho11", "r", "eta", "d")
            if bounded in named
        }
        if "order" in named:
            named["order"] = min(max(named["order"], 1 + 2.0**-52), 2.0)
        if name == "Gamma_t" and "p" in named and step < 0:
            continue  # a shorter window cannot give as many clicks
        if "c" in named:
            x = named["rho11"]
            named["c"] = min(named["c"], math.sqrt(x * (1 - x)))
        yield tuple(named.values())


@dataclass(frozen=True)
class Report:
    """Errors of one function: quantiles over the stratified points, and the worst after search."""

    name: str
    target: str
    points: int
    nans: int
    median: float
    quantile: float
    worst: float
    searched: float
    where: Point

    def __str__(self) -> str:
        return (
            f"{self.name:34} {self.target:7} {self.points:6} points  NaN {self.nans}  median "
            f"{self.median:.2f}  99.9 % {self.quantile:.2f}  worst {self.worst:.2f}  "
            f"searched {self.searched:.2f} at {self.where}"
        )


def measure(variant: Variant, target: str, points: int, climbs: int) -> Report:
    """Errors of one function with c or with r, as its parameters say."""
    rng = random.Random(SEED)
    compute = computation(variant, target)

    def errors(at: Sequence[Point]) -> list[float]:
        pairs = zip(at, compute(at), strict=True)
        return [error(variant, p, float(v)) if stated(variant, target, p) else 0 for p, v in pairs]

    everywhere = (point(variant, rng) for _ in range(points))
    sample = [p for p in everywhere if stated(variant, target, p)]
    found = errors(sample)
    ranked = sorted(zip(found, sample, strict=True), reverse=True)[: max(climbs, 1)]
    searched, where = max(climb(variant, ranked[:climbs], errors, rng) or ranked)
    return Report(
        variant.name, target, len(sample), sum(map(math.isinf, found)), float(np.median(found)),
        float(np.quantile(found, 0.999)), max(found), searched, where,
    )  # fmt: skip


def computation(variant: Variant, target: str) -> Callable[[Sequence[Point]], Sequence[float]]:
    """What computes the values at some points: Python's callable, or the emitted program."""
    if target in PROGRAMS:
        return lambda at: foreign(target).values([(variant, at)])[0]
    coherence = "r" if "r" in variant.parameters else "c"
    compute = function(variant.quantity.name, target, coherence=coherence)
    return lambda at: compute(*(np.array(column) for column in zip(*at, strict=True)))


def climb(
    variant: Variant, best: list[tuple[float, Point]], errors: Errors, rng: random.Random
) -> list[tuple[float, Point]]:
    """The worst points that steps from some starts lead to, all climbs at the same time."""
    for _ in range(ROUNDS):
        near = [p for _, at in best for p in neighbours(variant, at, rng, WIDTH)]
        found = iter(zip(errors(near), near, strict=True) if near else ())
        best = [max([start, *islice(found, WIDTH)]) for start in best]
    return best


def main() -> None:
    """Print one line for each function."""
    parser = argparse.ArgumentParser(description=__doc__)
    known = {quantity.name: quantity for quantity in quantities()}
    parser.add_argument("names", nargs="*", type=one_of(known))
    parser.add_argument("--points", type=at_least(1), default=20000)
    parser.add_argument("--climbs", type=at_least(0), default=40)
    parser.add_argument("--target", nargs="+", type=one_of(TARGETS), default=["numpy"])
    options = parser.parse_args()
    with refusals(parser):
        for name in options.names or known:
            for target in (t for t in options.target if offers(name, t)):
                for variant in known[name].variants:
                    print(measure(variant, target, options.points, options.climbs), flush=True)


if __name__ == "__main__":
    main()
