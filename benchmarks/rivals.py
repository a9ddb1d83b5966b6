"""What a user would write by hand for Eqs. (17), (25) and (28) with other libraries.

Each rival takes the arrays of :mod:`benchmarks.speed` (rho11, c, Gamma t, n; those that the
quantity has) and returns an array. Where a library is missing, :func:`rivals` says so.
"""

import importlib.util
import math
from collections.abc import Callable

import numpy as np
from sympy import E, lambdify, log

from derive import equation
from derive import symbols as sym

Rival = Callable[..., np.ndarray]
NAMES = {"bound_temporal": "xgn", "randomness_single": "xcg", "randomness_temporal": "xcgn"}
"""The arguments of each quantity: x for rho11, g for Gamma t."""
SYMBOLS = {"x": sym.rho11, "c": sym.c, "g": sym.x, "n": sym.n}
BY_HAND = """
def eta(v):
    return -v*log2(v)

def block(x, c, a):
    y = 1 - x
    D = sqrt((x - y)**2 + 4*c*c)
    F = y + a*x
    G = sqrt((y - a*x)**2 + 4*a*c*c)
    return eta((F + G)/2) + eta((F - G)/2) - eta((1 + D)/2) - eta((1 - D)/2)

def bound_temporal(x, g, n):
    s = exp(-g/n)
    return x*(1 - exp(-g))/(1 - s)*(eta(1 - s) + eta(s))

def randomness_single(x, c, g):
    a = exp(-g)
    return eta(x*(1 - a)) + block(x, c, a)

def randomness_temporal(x, c, g, n):
    a = exp(-g)
    s = exp(-g/n)
    clicks = x*(1 - a)/(1 - s)*(eta(1 - s) + eta(s)) + eta(x) - eta(a*x)
    return clicks + block(x, c, a)

def bin_by_bin(x, c, g, n):
    a = exp(-g)
    s = exp(-g/n)
    left = x
    clicks = 0*x
    for _ in range(32):
        clicks = clicks + eta(left*(1 - s))
        left = left*s
    return clicks + block(x, c, a)
"""
"""`bin_by_bin` is (25) for 32 bins as the sum that it stands for."""


def by_hand(decorate: Callable, functions: dict[str, Callable]) -> dict[str, Callable]:
    """The functions above with this library's exp, log2, sqrt, each helper decorated."""
    namespace = dict(functions)
    exec(BY_HAND, namespace)
    for name in ("eta", "block", *NAMES, "bin_by_bin"):
        namespace[name] = decorate(namespace[name])
    return namespace


def with_numpy(name: str) -> Rival:
    """The plain formula in NumPy, on whole arrays."""
    functions = {"exp": np.exp, "log2": np.log2, "sqrt": np.sqrt}
    return by_hand(lambda function: function, functions)[name]


def with_numba(name: str) -> Rival:
    """`numba.vectorize` of the plain formula."""
    import numba

    functions = {"exp": math.exp, "log2": math.log2, "sqrt": math.sqrt}
    return numba.vectorize(by_hand(numba.njit, functions)[name].py_func)


def with_jax(name: str) -> Rival:
    """`jax.jit` of the plain formula, in double precision."""
    import jax
    import jax.numpy as jnp

    functions = {"exp": jnp.exp, "log2": jnp.log2, "sqrt": jnp.sqrt}
    compiled = jax.jit(by_hand(lambda function: function, functions)[name])

    def run(*arrays: np.ndarray) -> np.ndarray:
        with jax.enable_x64(True):
            return np.asarray(compiled(*arrays))

    return run


def formula(name: str) -> tuple[list, object]:
    """Arguments and expression; the sum over bins of (25) as the closed form (28) and (17)."""
    numbers = {"bound_temporal": "28", "randomness_single": "17"}
    if name == "randomness_temporal":
        total = equation("28").rhs + equation("17").rhs - equation("19").rhs
    else:
        total = equation(numbers[name]).rhs
    plain = total.doit().subs({sym.Gamma: sym.x / sym.t, sym.rho00: 1 - sym.rho11}).rewrite(log)
    return [SYMBOLS[letter] for letter in NAMES[name]], plain


def with_lambdify(name: str) -> Rival:
    """`lambdify` of the derived equation with common subexpressions taken out."""
    return lambdify(*formula(name), "numpy", cse=True)


def with_ufuncify(name: str) -> Rival:
    """`ufuncify` of the derived equation, with default flags."""
    from sympy.utilities.autowrap import ufuncify

    arguments, expression = formula(name)
    # SymPy prints log(2) as M_LN2, which the C99 that it asks for lacks: a number instead.
    return ufuncify(arguments, expression.subs(log(2), log(2).evalf(17)).subs(log(E), 1))


def with_qutip(name: str) -> Rival:
    """`qutip.entropy_vn` point after point: rho and the block of no click as density matrices."""
    import qutip

    if name == "bound_temporal":
        raise NotImplementedError("a bound without states")

    def one(x: float, c: float, g: float, n: float = 1.0) -> float:
        a, s = math.exp(-g), math.exp(-g / n)
        rho = qutip.Qobj([[1 - x, c], [c, x]])
        block = qutip.Qobj([[1 - x, math.sqrt(a) * c], [math.sqrt(a) * c, a * x]])
        left = block.tr()
        clicks = [x * s**k * (1 - s) for k in range(int(n))]
        outcomes = qutip.entropy_vn(qutip.Qobj(np.diag([left, *clicks])), 2)
        return outcomes + left * qutip.entropy_vn(block / left, 2) - qutip.entropy_vn(rho, 2)

    return np.vectorize(one, otypes=[float])


RIVALS: dict[str, tuple[str, Callable[[str], Rival]]] = {
    "numba.vectorize by hand": ("numba", with_numba),
    "jax.jit by hand": ("jax", with_jax),
    "sympy lambdify with cse": ("sympy", with_lambdify),
    "sympy ufuncify": ("numpy.f2py", with_ufuncify),
    "QuTiP, point by point": ("qutip", with_qutip),
}
"""Each rival: the library that it needs, and what makes it. QuTiP is slow: give it few points."""


def rivals(name: str) -> tuple[dict[str, Rival], list[str]]:
    """What there is to compare a quantity with, and a line for each rival that is missing."""
    found, missing = {}, []
    for label, (library, make) in RIVALS.items():
        try:
            if importlib.util.find_spec(library) is None:
                raise NotImplementedError(f"{library} is not installed")
            found[label] = make(name)
        except NotImplementedError as reason:
            missing.append(f"{label}: {reason}")
        except Exception as reason:  # what a library does when it cannot compile is its own matter
            first = (str(reason).strip() or type(reason).__name__).splitlines()[0]
            missing.append(f"{label}: {first}")
    return found, missing
