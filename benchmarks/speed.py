"""Time per point of the exported functions, next to what a user would write instead.

    python -m benchmarks.speed [--points 1000000] [--rounds 9]

Everything is run in turn, round after round, on the same scattered points, so that a busy machine
slows all of it alike; the ratios are medians over rounds. QuTiP takes part where it is installed.
"""

import argparse
import ctypes
import importlib.util
import time
from collections.abc import Callable

import numpy as np
from sympy import lambdify, log

from derive import equation
from derive import symbols as sym
from derive.export import c, function
from derive.export.arguments import BLOCK

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


def eta(v):
    """The entropy term as a user writes it."""
    return -v * np.log2(v)


def bound_by_hand(x, g, n):
    """Eq. (28) in NumPy."""
    s = np.exp(-g / n)
    return x * (1 - np.exp(-g)) / (1 - s) * (eta(1 - s) + eta(s))


def block_by_hand(x, c, a):
    """What (17) and (25) have in common."""
    y = 1 - x
    D = np.sqrt((x - y) ** 2 + 4 * c * c)
    F, E = y + a * x, np.sqrt((y - a * x) ** 2 + 4 * a * c * c)
    return eta((F + E) / 2) + eta((F - E) / 2) - eta((1 + D) / 2) - eta((1 - D) / 2)


def single_by_hand(x, c, g):
    """Eq. (17) in NumPy."""
    a = np.exp(-g)
    return eta(x * (1 - a)) + block_by_hand(x, c, a)


def temporal_by_hand(x, c, g, n):
    """Eq. (25) in NumPy, in closed form."""
    a = np.exp(-g)
    return bound_by_hand(x, g, n) + eta(x) - eta(a * x) + block_by_hand(x, c, a)


BY_HAND = {
    "bound_temporal": bound_by_hand,
    "randomness_single": single_by_hand,
    "randomness_temporal": temporal_by_hand,
}
SYMBOLS = {"x": sym.rho11, "c": sym.c, "g": sym.x, "n": sym.n}


def lambdified(number: str, names: str):
    """A plain lambdify of the derived equation, with common subexpressions taken out."""
    expression = equation(number).rhs.doit().subs({sym.Gamma: sym.x / sym.t})
    expression = expression.subs(sym.rho00, 1 - sym.rho11).rewrite(log)
    return lambdify([SYMBOLS[name] for name in names], expression, "numpy", cse=True)


def naive(name: str, count: int) -> Callable:
    """The naive form in C, vectorised by glibc's functions."""
    flags = [f for f in c.FLAGS if f != "-ffp-contract=off"]
    compiled = ctypes.CDLL(str(c.compiled(NAIVE, "cc", flags)))[name]
    compiled.argtypes = [ctypes.c_void_p] * (count + 1) + [ctypes.c_size_t]

    def run(*arrays: np.ndarray) -> np.ndarray:
        out = np.empty(arrays[0].shape)
        compiled(*(a.ctypes.data for a in arrays), out.ctypes.data, out.size)
        return out

    return run


def chunked(whole: Callable) -> Callable:
    """The same in blocks that stay in cache."""

    def run(*arrays: np.ndarray) -> np.ndarray:
        out = np.empty(arrays[0].shape)
        for start in range(0, out.size, BLOCK):
            part = slice(start, start + BLOCK)
            out[part] = whole(*(a[part] for a in arrays))
        return out

    return run


def contenders(name: str, names: str) -> dict[str, Callable]:
    """Everything that computes one quantity; the first is the unit of the ratios."""
    found = {
        "naive C, vectorised": naive(name, len(names)),
        "c": function(name, "c"),
        "numpy by hand, whole": BY_HAND[name],
        "numpy by hand, in blocks": chunked(BY_HAND[name]),
        "numpy": function(name),
    }
    if "n" not in names or name == "bound_temporal":
        number = {"bound_temporal": "28", "randomness_single": "17"}[name]
        found["lambdify with cse"] = lambdified(number, names)
    return found


def qutip_seconds(points: int = 200) -> float | None:
    """Seconds per point of R_1 from density matrices in QuTiP."""
    if not importlib.util.find_spec("qutip"):
        return None
    import qutip

    start = time.perf_counter()
    for _ in range(points):
        rho = qutip.Qobj([[0.7, 0.2], [0.2, 0.3]])
        block = qutip.Qobj([[0.7, 0.12], [0.12, 0.11]])
        qutip.entropy_vn(block / block.tr(), 2) - qutip.entropy_vn(rho, 2)
    return (time.perf_counter() - start) / points


def main() -> None:
    """Print nanoseconds per point and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=10**6)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    x = rng.random(options.points)
    given = {"x": x, "c": np.sqrt(x * (1 - x)) * rng.random(x.size), "g": 3 * rng.random(x.size)}
    given["n"] = rng.integers(1, 100, x.size).astype(float)
    for name, names in (
        ("bound_temporal", "xgn"),
        ("randomness_single", "xcg"),
        ("randomness_temporal", "xcgn"),
    ):
        report(name, contenders(name, names), [given[n] for n in names], options.rounds)
    per_point = qutip_seconds()
    print("QuTiP: not installed" if per_point is None else f"QuTiP: {per_point * 1e9:.0f} ns")


def report(name: str, runs: dict[str, Callable], arrays: list[np.ndarray], rounds: int) -> None:
    """Time the contenders in turn and print a table."""
    seconds: dict[str, list[float]] = {label: [] for label in runs}
    for _ in range(rounds + 1):
        for label, run in runs.items():
            start = time.perf_counter()
            with np.errstate(all="ignore"):
                run(*arrays)
            seconds[label].append(time.perf_counter() - start)
    first, *_ = table = {label: np.array(times[1:]) for label, times in seconds.items()}
    print(name)
    for label, times in table.items():
        ratios = [np.median(times / table[unit]) for unit in (first, "numpy by hand, whole")]
        each = np.median(times) / arrays[0].size * 1e9
        print(f"  {label:26} {each:8.1f} ns   {ratios[0]:6.2f} x C   {ratios[1]:6.2f} x numpy")


if __name__ == "__main__":
    main()
