"""Eq. (A2): artanh(x)/x is the integral of 1/(1 - x**2 s**2) over 0 <= s <= 1.

Domain: 0 < x < 1. The point x = 0 is removable: the integrand is 1 there, and the last two goals
squeeze artanh(x)/x to it from both sides. Lemmas of analysis: the fundamental theorem, the mean
value theorem, log increasing.
"""

from derive import symbols as sym
from derive.emission.monotonicity import artanh_integral, artanh_integrand
from derive.equations import lookup
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    ARTANH,
    Between,
    Step,
    defined,
    formula,
    identity,
    integral,
    mean_value,
    product,
    statement,
    total,
)

INTEGRAND = formula(artanh_integrand(sym.x))
ANTIDERIVATIVE = "atanh(s*x)/x"
SQUEEZE = {
    "atanh(x)/x > 1": (f"{ANTIDERIVATIVE} - s", f"s**2*x**2*({INTEGRAND}) > 0"),
    "atanh(x)/x < 1/(1 - x**2)": (
        f"s/(1 - x**2) - {ANTIDERIVATIVE}",
        f"x**2*(1 - s**2)*({INTEGRAND})/(1 - x**2) > 0",
    ),
}
"""Each inequality, a function of s that grows from 0 to the difference of its sides, its slope."""


def theorem() -> Theorem:
    """artanh(x)/x as an integral, and what it tends to as x -> 0."""
    goals = [f"atanh(x)/x == {formula(artanh_integral())}", *SQUEEZE]
    return Theorem(
        "artanh_is_an_integral",
        "artanh(x)/x is the integral of `1/(1 - x^2 s^2)` over the unit segment, and tends to 1",
        statement(lookup("A2").domain, ARTANH, goals),
        steps(goals[0]),
    )


def steps(goal: str) -> list[Step]:
    """The antiderivative in s, at 0 and at 1."""
    value = f"{formula(artanh_integral())} == atanh(x)/x"
    return [
        total("1 + x > 0", "1", "x > 0"),
        product("1 - x**2 > 0", "x < 1", "1 + x > 0"),
        defined(formula(artanh_integral()), "s", between(), ("0", "1")),
        integral(value, INTEGRAND, ANTIDERIVATIVE),
        identity(goal, {value: "-1"}),
        *squeeze(),
    ]


def between() -> list[Step]:
    """1 + s x and 1 - s x = (1 - x) + x (1 - s) are positive for 0 <= s <= 1."""
    return [
        product("s*x >= 0", "s from", "x > 0"),
        total("1 + s*x > 0", "1", "s*x >= 0"),
        product("x*(1 - s) >= 0", "x > 0", "s to"),
        total("1 - s*x > 0", "x < 1", "x*(1 - s) >= 0"),
        product("1 - s**2*x**2 > 0", "1 + s*x > 0", "1 - s*x > 0"),
    ]


def squeeze() -> list[Step]:
    """Both sides of each inequality agree at s = 0, and their difference grows."""
    signs = ["s from", "s from", "x > 0", "x > 0"]
    below = ["x > 0", "x > 0", "s to", "1 + s > 0"]
    over = ["1 - s**2*x**2 > 0"]
    above, under = SQUEEZE.items()
    inner = product(above[1][1], *signs, over=over)
    rest = [
        total("1 + s > 0", "1", "s from"),
        product(under[1][1], *below, over=[*over, "1 - x**2 > 0"]),
    ]
    return [_grows(above, [inner]), _grows(under, rest)]


def _grows(case: tuple[str, tuple[str, str]], inner: list[Step]) -> Step:
    claim, (function, _) = case
    return mean_value(claim, Between(function, "s", ("0", "1")), between(), inner)
