"""Random formulas with a value of their own, rewritings that keep it and mutations that do not.

A formula is a tree of tuples: ``text`` writes it in the language of :mod:`proofs.paper.formula`,
``value`` evaluates it with mpmath and shares nothing with the program under test.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
from hypothesis import strategies as st

Tree = Any
Values = dict[str, Any]

UNIT = ("rho11", "rho00", "p", "q", "alpha")
"""Names with values strictly between 0 and 1; q is written 1-p."""
_WRITTEN = {"q": "(1-p)"}
_INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/"}


def text(tree: Tree) -> str:
    """The formula as text, with brackets around everything."""
    kind, *args = tree
    if kind == "number":
        return f"({args[0]})"
    if kind == "name":
        return _WRITTEN.get(args[0], args[0])
    if kind in _INFIX:
        return f"({text(args[0])}{_INFIX[kind]}{text(args[1])})"
    if kind == "power":
        return f"({text(args[0])})**({args[1]})"
    if kind == "sum":
        return f"Sum({text(args[0])},(k,{text(args[1])},{text(args[2])}))"
    return f"{kind}({text(args[0])})"


_VALUES: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "log": lambda a: mpmath.log(a, 2),
    "ln": mpmath.log,
    "sqrt": mpmath.sqrt,
    "exp": mpmath.exp,
    "abs": abs,
    "eta": lambda a: -a * mpmath.log(a, 2),
    "h": lambda a: -a * mpmath.log(a, 2) - (1 - a) * mpmath.log(1 - a, 2),
    "artanh": mpmath.atanh,
}


def value(tree: Tree, names: Values) -> Any:
    """The value where every name has one."""
    kind, *args = tree
    if kind == "number":
        return mpmath.mpf(args[0].numerator) / args[0].denominator
    if kind == "name":
        return names[args[0]]
    if kind == "power":
        exponent = mpmath.mpf(args[1].numerator) / args[1].denominator
        return value(args[0], names) ** exponent
    if kind == "sum":
        first, last = (int(value(limit, names)) for limit in args[1:])
        return mpmath.fsum(value(args[0], names | {"k": j}) for j in range(first, last + 1))
    return _VALUES[kind](*(value(a, names) for a in args))


def state(rho11: Fraction, decay: Fraction, n: int) -> Values:
    """All names at one point of the domain, Gamma t = decay."""
    x, gt = (mpmath.mpf(v.numerator) / v.denominator for v in (rho11, decay))
    p = 1 - mpmath.exp(-gt / n)
    return {
        "rho11": x, "rho00": 1 - x, "n": n, "p": p, "q": 1 - p,
        "alpha": mpmath.exp(-gt), "Gamma_t": gt,
    }  # fmt: skip


POINTS = (
    (Fraction(1, 3), Fraction(2, 5), 2),
    (Fraction(5, 7), Fraction(9, 4), 3),
    (Fraction(1, 50), Fraction(7), 1),
    (Fraction(99, 100), Fraction(1, 9), 6),
)


def differ(first: Tree, second: Tree) -> bool:
    """Whether the values are different at 60 digits at one of a few points."""
    with mpmath.workdps(60):
        for point in POINTS:
            a, b = (value(tree, state(*point)) for tree in (first, second))
            if abs(a - b) > mpmath.mpf(10) ** -40 * (1 + abs(a)):
                return True
    return False


def number(p: int, q: int = 1) -> Tree:
    """A rational number as a tree."""
    return ("number", Fraction(p, q))


ONE = number(1)
N = ("name", "n")
K = ("name", "k")

numbers = st.builds(number, st.integers(1, 9), st.integers(1, 4))
unit = st.sampled_from([("name", name) for name in UNIT])
"""Quantities strictly between 0 and 1, on the inside of the domain."""


def _grow(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    pair = st.tuples(st.sampled_from(["add", "mul", "div"]), inner, inner)
    power = st.tuples(
        st.just("power"), inner, st.sampled_from([Fraction(2), Fraction(-1), Fraction(1, 2)])
    )
    return pair | power | st.tuples(st.sampled_from(["sqrt"]), inner)


positive = st.recursive(unit | numbers, _grow, max_leaves=4)
"""Quantities > 0, which a root and a logarithm accept."""
_ratio = st.sampled_from([("name", "p"), ("name", "q"), ("name", "rho11")])
_power_of_k = st.sampled_from([ONE, K, ("power", K, Fraction(2))])
sums = st.builds(
    lambda ratio, weight, factor: (
        "sum", ("mul", ("mul", weight, factor), ("exp", ("mul", K, ("ln", ratio)))), ONE, N,
    ),
    _ratio, _power_of_k, unit,
)  # fmt: skip
atoms = (
    positive
    | sums
    | st.tuples(st.sampled_from(["log", "ln", "eta"]), positive)
    | st.tuples(st.sampled_from(["h", "artanh"]), unit)
)
formulas = st.recursive(
    atoms,
    lambda inner: st.tuples(st.sampled_from(["add", "sub", "mul"]), inner, inner),
    max_leaves=4,
)
"""Formulas with a value everywhere inside the domain."""


def rewritings(tree: Tree) -> list[Tree]:
    """Other ways to write the formula, at its top."""
    kind, *args = tree
    found = [("div", ("mul", tree, ("name", "p")), ("name", "p")), ("sub", ("add", tree, N), N)]
    rule = _REWRITE.get(kind)
    return [*found, *(rule(*args) if rule else [])]


def _names(name: str) -> list[Tree]:
    other = {
        "rho11": ("sub", ONE, ("name", "rho00")),
        "rho00": ("sub", ONE, ("name", "rho11")),
        "p": ("sub", ONE, ("exp", ("div", ("mul", number(-1), ("name", "Gamma_t")), N))),
        "q": ("exp", ("div", ("mul", number(-1), ("name", "Gamma_t")), N)),
        "alpha": ("exp", ("mul", N, ("ln", ("name", "q")))),
    }
    return [other[name]] if name in other else []


def _sums(term: Tree, lower: Tree, upper: Tree) -> list[Tree]:
    def at(place: Tree) -> Tree:
        return _replace(term, K, place)

    shifted = ("sum", at(("add", K, ONE)), ("sub", lower, ONE), ("sub", upper, ONE))
    backward = ("sum", at(("sub", ("add", lower, upper), K)), lower, upper)
    split = ("add", at(lower), ("sum", term, ("add", lower, ONE), upper))
    return [shifted, backward, split]


def _replace(tree: Tree, old: Tree, new: Tree) -> Tree:
    if tree == old:
        return new
    return tuple(_replace(a, old, new) if isinstance(a, tuple) else a for a in tree)


def _h(a: Tree) -> list[Tree]:
    return [("add", ("eta", a), ("eta", ("sub", ONE, a)))]


def _product(a: Tree, b: Tree) -> list[Tree]:
    found = (
        [("mul", b, a), ("div", a, ("power", b, Fraction(-1)))]
        if b[0] in ("name", "number")
        else [("mul", b, a)]
    )
    if b[0] in ("add", "sub"):
        found.append((b[0], ("mul", a, b[1]), ("mul", a, b[2])))
    return found


def _logarithm(a: Tree) -> list[Tree]:
    found = [("div", ("ln", a), ("ln", number(2)))]
    if a[0] in ("mul", "div"):
        found.append(("add" if a[0] == "mul" else "sub", ("log", a[1]), ("log", a[2])))
    return [*found, ("sub", number(0), ("log", ("div", ONE, a)))]


_REWRITE: dict[str, Callable[..., list[Tree]]] = {
    "name": _names,
    "add": lambda a, b: [("add", b, a)],
    "sub": lambda a, b: [("add", a, ("mul", number(-1), b))],
    "mul": _product,
    "div": lambda a, b: [("mul", a, ("power", b, Fraction(-1)))],
    "sqrt": lambda a: [("power", a, Fraction(1, 2))],
    "log": _logarithm,
    "eta": lambda a: [("sub", number(0), ("mul", a, ("log", a)))],
    "h": _h,
    "artanh": lambda a: [
        ("div", ("ln", ("div", ("add", ONE, a), ("sub", ONE, a))), number(2)),
    ],
    "sum": _sums,
}


def places(tree: Tree) -> list[tuple[int, ...]]:
    """The paths to all subtrees that do not lie inside a sum."""
    found: list[tuple[int, ...]] = [()]
    if tree[0] != "sum":
        for j, a in enumerate(tree):
            if isinstance(a, tuple):
                found += [(j, *path) for path in places(a)]
    return found


def at_place(tree: Tree, path: tuple[int, ...], change: Callable[[Tree], Tree]) -> Tree:
    """The tree with one subtree changed."""
    if not path:
        return change(tree)
    head, *rest = path
    return (*tree[:head], at_place(tree[head], tuple(rest), change), *tree[head + 1 :])


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[Tree, Tree]:
    """A formula and the same function in other clothes."""
    tree = draw(formulas)
    other = tree
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places(other)))
        choice = draw(st.integers(0, 7))
        other = at_place(other, path, lambda t, c=choice: rewritings(t)[c % len(rewritings(t))])
    return tree, other


_OTHER = {
    "add": "sub",
    "sub": "add",
    "mul": "div",
    "div": "mul",
    "log": "ln",
    "ln": "log",
    "eta": "log",
}


def _mutated(tree: Tree) -> Tree:
    kind, *args = tree
    if kind == "number":
        return ("number", args[0] + Fraction(1, 10**9))
    if kind == "name" and args[0] in UNIT:
        return ("name", UNIT[(UNIT.index(args[0]) + 1) % len(UNIT)])
    if kind in _OTHER:
        return (_OTHER[kind], *args)
    return ("mul", number(10**12 + 1, 10**12), tree)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Tree, Tree]:
    """A formula and a slightly different one, which may still be the same function."""
    tree, other = draw(rewritten())
    path = draw(st.sampled_from(places(other)))
    return tree, at_place(other, path, _mutated)
