"""(g) What a small paper of our own derives beside its scheme; `lossy_note.toml` has its claims."""

from lossy_detector import alpha, eta_d, scheme
from sympy import Expr, Rational, S, Symbol, log, solve

from derive import symbols as sym
from derive.model.domain import Domain, Range, positive
from derive.model.equation import equation
from derive.model.steps import step

GOOD = Domain((Range(eta_d, S.Half, S.One, lower_open=True),)) & positive(sym.Gamma)
"""Detectors that click more often than not, if they have the time."""


@equation("8", r"t_{1/2}", domain=GOOD, title="window for a click half of the time")
def half_window() -> Expr:
    """The time at which the click of an excited atom has the probability 1/2."""
    x = Symbol("x", positive=True)
    click = step(r"\Pr", scheme.povm()["click"][1, 1], "The effect on the excited level")
    (left,) = solve(click.subs(alpha, x) - Rational(1, 2), x)
    return -log(left) / sym.Gamma
