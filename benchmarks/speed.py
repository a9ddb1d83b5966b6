"""Time per point of the exported functions, next to what a user would write instead.

    python -m benchmarks.speed [--points 1000000] [--rounds 9] [--markdown]

Everything in a table is run in turn, round after round; times and ratios are medians over rounds,
of CPU time (of all threads), which other work on the machine changes least, and of wall time where
threads are compared. With `--markdown` the tables of `benchmarks/numeric.md` are printed.
"""

import argparse
import ctypes
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from mpmath import mp

from benchmarks.given import at_least
from benchmarks.rivals import NAMES, Rival, rivals, with_numba, with_numpy
from benchmarks.tables import Lines, markdown, text
from derive.export import function
from derive.numeric.arguments import BLOCK
from derive.numeric.c import compiler as c_compiler

NAIVE = r"""
#include <math.h>
#include <stddef.h>
__attribute__((simd("notinbranch"))) double exp(double);
__attribute__((simd("notinbranch"))) double log(double);
static inline double eta(double v) { return -v*log(v); }
#define LOOP _Pragma("omp simd") for (size_t i = 0; i < count; i++)
#define IN const double *restrict
#define STATE \
  const double x = X[i], y = 1 - x, c = C[i], a = exp(-G[i]), F = y + a*x; \
  const double D = sqrt((x - y)*(x - y) + 4*c*c); \
  const double E = sqrt((y - a*x)*(y - a*x) + 4*a*c*c); \
  const double block = eta((F + E)/2) + eta((F - E)/2) - eta((1 + D)/2) - eta((1 - D)/2);
void randomness_single(IN X, IN C, IN G, double *restrict out, size_t count) {
  LOOP { STATE out[i] = (eta(x*(1 - a)) + block)*1.4426950408889634; }
}
void randomness_temporal(IN X, IN C, IN G, IN N, double *restrict out, size_t count) {
  LOOP { STATE const double h = G[i]/N[i], s = exp(-h), p = 1 - s;
    const double clicks = x*(1 - a)*(eta(p) + s*h)/p + eta(x) - eta(a*x);
    out[i] = (clicks + block)*1.4426950408889634; }
}
void bound_temporal(IN X, IN G, IN N, double *restrict out, size_t count) {
  LOOP { const double h = G[i]/N[i], s = exp(-h), p = 1 - s;
    out[i] = X[i]*(1 - exp(-G[i]))/p*(eta(p) + s*h)*1.4426950408889634; }
}
"""
C_NAIVE, BY_HAND, QUTIP = "naive C, vectorised", "NumPy by hand", "QuTiP, point by point"
FEW = 100
"""Points for QuTiP."""
BINS = 32
GRID = (30, 300, 300)


@dataclass(frozen=True)
class Run:
    """Something to time: a call of no arguments, and how many points it computes."""

    call: Callable[[], object]
    points: int


@dataclass(frozen=True)
class Table:
    """Runs by their labels; `units` are those that all are compared with."""

    title: str
    runs: dict[str, Run]
    units: tuple[str, ...]
    clock: Callable[[], float] = time.process_time


def naive(name: str) -> Rival:
    """The naive form in C, vectorised by glibc's functions, with fused products."""
    command = c_compiler.compiler()
    flags = [f for f in c_compiler.flags(command) if f != "-ffp-contract=off"]
    compiled = c_compiler.loaded(NAIVE, command, flags)[name]
    compiled.argtypes = [ctypes.c_void_p] * (len(NAMES[name]) + 1) + [ctypes.c_size_t]

    def run(*arrays: np.ndarray) -> np.ndarray:
        out = np.empty(arrays[0].shape)
        compiled(*(a.ctypes.data for a in arrays), out.ctypes.data, out.size)
        return out

    return run


def in_blocks(whole: Rival) -> Rival:
    """The same in blocks that stay in cache."""

    def run(*arrays: np.ndarray) -> np.ndarray:
        out = np.empty(arrays[0].shape)
        for start in range(0, out.size, BLOCK):
            part = slice(start, start + BLOCK)
            out[part] = whole(*(a[part] for a in arrays))
        return out

    return run


def scattered(points: int) -> dict[str, np.ndarray]:
    """Independent points by the letters of `rivals.NAMES`; r is the ratio for c, e efficiency."""
    rng = np.random.default_rng(0)
    x, r = rng.random(points), rng.random(points)
    n = rng.integers(1, 100, points).astype(float)
    drawn = {"x": x, "c": np.sqrt(x * (1 - x)) * r, "g": 3 * rng.random(points), "n": n, "r": r}
    return drawn | {"e": rng.random(points)}


def against_all(name: str, points: int) -> Table:
    """A quantity by each target that Python calls fast, and by every rival that is installed."""
    given = scattered(points)
    arrays = [given[letter] for letter in NAMES[name]]
    calls = {C_NAIVE: naive(name), "sponte, c": function(name, "c")}
    calls |= {BY_HAND: with_numpy(name), f"{BY_HAND}, in blocks": in_blocks(with_numpy(name))}
    calls |= {"sponte, numpy": function(name)}
    others, missing = rivals(name)
    for line in missing:
        print(f"{name}: {line}", file=sys.stderr)
    return Table(name, _runs(calls | others, arrays), (C_NAIVE, BY_HAND, "sponte, c"))


def _runs(calls: dict[str, Rival], arrays: Sequence[np.ndarray]) -> dict[str, Run]:
    runs = {}
    for label, call in calls.items():
        own = [a[:FEW] for a in arrays] if label == QUTIP else arrays
        runs[label] = Run(partial(call, *own), own[0].size)
    return runs


def explicit_sum(points: int) -> Table:
    """R_32 in closed form, and as a sum of 32 terms."""
    given = scattered(points) | {"n": np.full(points, float(BINS))}
    calls = {f"sponte, {t}": function("randomness_temporal", t) for t in ("c", "numpy")}
    calls |= {"sum in NumPy": with_numpy("bin_by_bin"), "sum in Numba": with_numba("bin_by_bin")}
    arrays = [given[letter] for letter in "xcgn"]
    return Table(f"R_{BINS}, in closed form and as a sum", _runs(calls, arrays), ("sponte, c",))


def number_of_bins(points: int) -> Table:
    """R_n for more and more bins."""
    given, runs = scattered(points), {}
    for target in ("c", "numpy"):
        call = function("randomness_temporal", target)
        for n in (1.0, 100.0, 1e6):
            arrays = [given["x"], given["c"], given["g"], np.full(points, n)]
            runs |= _runs({f"{target}, n = {n:.0f}": call}, arrays)
    return Table("R_n, by the number of bins", runs, ("c, n = 1", "numpy, n = 1"))


def tensor_grid(_: int) -> Table:
    """R_1 on a grid of axes, and at the same points one by one."""
    axes = np.ix_(*(np.linspace(0.01, 0.99, length) for length in GRID))
    points = [np.ascontiguousarray(a).ravel() for a in np.broadcast_arrays(*axes)]
    runs: dict[str, Run] = {}
    for target in ("c", "numpy"):
        call = function("randomness_single", target, coherence="r")
        runs[f"{target}, points"] = Run(partial(call, *points), points[0].size)
        runs[f"{target}, axes"] = Run(partial(call, *axes), points[0].size)
    shape = " x ".join(map(str, GRID))
    return Table(f"R_1 on a grid of {shape} points", runs, ("c, points", "numpy, points"))


def threads(points: int) -> Table:
    """R_1 of twice as many points on one core and on all."""
    given, runs = scattered(2 * points), {}
    for target in ("c", "numpy"):
        for workers, label in ((1, "one core"), (0, "all cores")):
            call = function("randomness_single", target, threads=workers)
            runs |= _runs({f"{target}, {label}": call}, [given[letter] for letter in "xcg"])
    title = f"R_1 of a large array, {os.cpu_count()} cores"
    return Table(title, runs, ("c, one core", "numpy, one core"), time.perf_counter)


def measured(table: Table, rounds: int) -> dict[str, np.ndarray]:
    """Nanoseconds per point of each run in each round; a round before the first is not counted."""
    times: dict[str, list[float]] = {label: [] for label in table.runs}
    for _ in range(rounds + 1):
        for label, run in table.runs.items():
            start = table.clock()
            with np.errstate(all="ignore"):
                run.call()
            times[label].append((table.clock() - start) / run.points * 1e9)
    return {label: np.array(each[1:]) for label, each in times.items()}


def rows(table: Table, rounds: int) -> Iterator[list[str]]:
    """A heading, then for each run the time per point and the ratios to the table's units."""
    times = measured(table, rounds)
    yield [table.title, "ns per point", *(f"/ {unit}" for unit in table.units)]
    for label, each in times.items():
        ratios = (float(np.median(each / times[unit])) for unit in table.units)
        yield [label, *map(_figure, (float(np.median(each)), *ratios))]


BOUNDED = {
    **NAMES,
    "min_entropy": "xcgn",
    "adversary1_temporal_passive": "xcgn",
    "randomness_lossy": "xcgne",
    "randomness_lossy_eve": "xcgne",
}
"""Functions whose lower bounds are compared with the nearest values, with their arguments."""
ROUNDINGS = ("nearest", "down")
CALLS = 200
"""How often a function of one point is called in a round."""


def lower_bounds(target: str, points: int, rounds: int) -> Iterator[list[str]]:
    """For each function the time per point of the nearest value and of the lower bound."""
    yield [f"{target}, {points:,} scattered points", *(f"{r}: ns" for r in ROUNDINGS), "ratio"]
    given = scattered(points)
    for name, letters in BOUNDED.items():
        calls = {r: function(name, target, rounding=r) for r in ROUNDINGS}
        table = Table(name, _runs(calls, [given[letter] for letter in letters]), ())
        near, down = measured(table, rounds).values()
        figures = np.median(near), np.median(down), np.median(down / near)
        yield [name, *(_figure(float(figure)) for figure in figures)]


def one_point(rounds: int) -> Iterator[list[str]]:
    """Microseconds of a call with plain numbers; of mpmath with its own, at 30 digits."""
    kinds = [(target, rounding) for target in ("numpy", "c", "arb") for rounding in ROUNDINGS]
    yield ["one point, us", *(", ".join(kind) for kind in kinds), "mpmath"]
    given = {letter: float(array[0]) for letter, array in scattered(1).items()}
    for name, letters in BOUNDED.items():
        at = [given[letter] for letter in letters]
        calls = {kind: partial(function(name, kind[0], rounding=kind[1]), *at) for kind in kinds}
        calls["mpmath"] = partial(function(name, "mpmath"), *map(mp.mpf, at))
        runs = {label: Run(partial(_again, call), 1000 * CALLS) for label, call in calls.items()}
        with mp.workdps(30):
            times = measured(Table(name, runs, ()), rounds)
        yield [name, *(_figure(float(np.median(each))) for each in times.values())]


def _again(call: Callable[[], object]) -> None:
    for _ in range(CALLS):
        call()


def _figure(value: float) -> str:
    """Three digits.

    >>> [_figure(v) for v in (1.23456, 12.3456, 123456.0)]
    ['1.23', '12.3', '123,456']
    """
    return f"{value:,.0f}" if value >= 100 else f"{value:.{2 if value < 10 else 1}f}"


def main() -> None:
    """Print one table after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=at_least(1), default=10**6)
    parser.add_argument("--rounds", type=at_least(1), default=9)
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()

    def shown(table: Lines) -> None:
        print((markdown if options.markdown else text)(table), end="\n\n", flush=True)

    makers = [partial(against_all, name) for name in NAMES]
    for make in (*makers, explicit_sum, number_of_bins, tensor_grid, threads):
        table = list(rows(make(options.points), options.rounds))
        shown(table)
    for target in ("numpy", "c"):
        shown(list(lower_bounds(target, options.points // 5, options.rounds)))
    shown(list(one_point(options.rounds)))


if __name__ == "__main__":
    main()
