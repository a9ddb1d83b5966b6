"""Values with a guaranteed error: an expression at an exact point, as a ball (Arb).

Nothing here rounds to nearest and hopes: every operation is Arb's, so the ball contains the true
value, and a ball that excludes zero proves that two formulas differ.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flint import acb, arb, ctx, fmpq
from sympy import (
    Abs,
    Add,
    Expr,
    Indexed,
    Integral,
    Mul,
    Pow,
    Rational,
    S,
    Sum,
    Symbol,
    atanh,
    conjugate,
    cos,
    erf,
    exp,
    log,
    sin,
)

from derive.entropy import eta, log2

Point = Mapping[Expr, Expr]
PRECISIONS = (128, 512, 2048, 8192)
"""Working precisions in bits, tried in this order until a ball decides."""
MAX_SUM = 10_000
MAX_EVALUATIONS = 1_000
MAX_DEPTH = 32
"""Work that a sum and an integral may take; beyond it their value is left open."""
MAX_QUADRATURE_BITS = 512
"""Near a pole an integral to more bits takes minutes, and cannot be interrupted."""
UNKNOWN = acb("nan", "nan")


class UndefinedError(ArithmeticError):
    """The expression has no value at the point: a logarithm or root outside its range."""


def ball(expr: Expr, point: Point, precision: int = 128) -> acb:
    """The value of `expr` where `point` gives each symbol a rational, as a complex ball.

    Where nothing can be said (0 log 0, a sum of too many terms) the ball is not finite.

    :raises UndefinedError: where a logarithm or a real root provably leaves its range.

    >>> from sympy.abc import x
    >>> ball(exp(x), {x: S.Half}).real.contains(fmpq(1, 2))
    False
    """
    before = ctx.prec
    ctx.prec = precision
    try:
        return _value(expr, dict(point))
    finally:
        ctx.prec = before


def _value(expr: Expr, point: dict[Expr, Expr]) -> acb:
    if expr in point:
        return _value(point[expr], {})
    for kind, rule in _RULES:
        if isinstance(expr, kind):
            return rule(expr, point)
    rewritten = _rewritten(expr)
    return UNKNOWN if rewritten is None else _value(rewritten, point)


def _rewritten(expr: Expr) -> Expr | None:
    """A named function in terms of those that have a rule (Phi in terms of erf)."""
    for target in (erf, exp, log):
        new = expr.rewrite(target)
        if new != expr:
            return new
    return None


def _number(expr: Expr, _: dict[Expr, Expr]) -> acb:
    return acb(arb(fmpq(int(expr.p), int(expr.q))))


def _power(expr: Pow, point: dict[Expr, Expr]) -> acb:
    base = _value(expr.base, point)
    exponent = expr.exp.xreplace(point)
    if exponent.is_Integer:
        return base ** int(exponent)
    if exponent in (S.Half, -S.Half):
        root = _in_range(base).sqrt()
        return root if exponent.p > 0 else 1 / root
    return (_value(exponent, {}) * _in_range(base).log()).exp()


def _in_range(value: acb) -> acb:
    """The argument of a real root or logarithm, refused where it is provably out of range.

    Zero is let through: log 0 is not finite, which leaves 0 log 0 open instead of refusing it.
    """
    if not value.imag.contains(0) or value.real < 0:
        raise UndefinedError
    return acb(value.real)


def _log(expr: Expr, point: dict[Expr, Expr]) -> acb:
    return _in_range(_value(expr.args[0], point)).log()


def _eta(expr: Expr, point: dict[Expr, Expr]) -> acb:
    value = _in_range(_value(expr.args[0], point))
    return acb(0) if value == 0 else -value * value.log() / acb(2).log()


def _atanh(expr: Expr, point: dict[Expr, Expr]) -> acb:
    value = _value(expr.args[0], point)
    above, below = _in_range(1 + value), _in_range(1 - value)
    return (above.log() - below.log()) / 2


def _indexed(expr: Indexed, point: dict[Expr, Expr]) -> acb:
    member = expr.xreplace(point)
    return _value(point[member], {}) if member in point else UNKNOWN


def _sum(expr: Sum, point: dict[Expr, Expr]) -> acb:
    *inner, (index, lower, upper) = expr.limits  # the last is the outermost
    term = Sum(expr.function, *inner) if inner else expr.function
    first, last = (b.subs(point) for b in (lower, upper))
    if not (first.is_Integer and last.is_Integer) or not first - 1 <= last <= first + MAX_SUM:
        return UNKNOWN
    total = acb(0)
    nested = term.has(Sum)  # which may use the same index; xreplace would not know
    for j in map(S, range(int(first), int(last) + 1)):
        total += _value(term.subs(index, j) if nested else term.xreplace({index: j}), point)
    return total


def _integral(expr: Integral, point: dict[Expr, Expr]) -> acb:
    *inner, (variable, lower, upper) = expr.limits
    body = expr.function
    if inner or ctx.prec > MAX_QUADRATURE_BITS or not _is_rational(body, variable):
        return UNKNOWN
    if body.is_Add:
        return sum((_integral(Integral(a, expr.limits[0]), point) for a in body.args), acb(0))

    def integrand(z: acb, _: Any) -> acb:
        return _analytic(body, variable, z, point)

    ends = _value(lower, point), _value(upper, point)
    integrand(ends[0], None)  # what has no value says so here: Arb does not pass an error on
    return acb.integral(integrand, *ends, eval_limit=MAX_EVALUATIONS, depth_limit=MAX_DEPTH)


def _is_rational(body: Expr, variable: Symbol) -> bool:
    """Whether the integrand has no singularity but poles, where Arb needs no further care."""
    if body == variable or variable not in body.free_symbols:
        return True
    whole = isinstance(body, Add | Mul) or (isinstance(body, Pow) and body.exp.is_Integer)
    return whole and all(_is_rational(a, variable) for a in body.args)


def _analytic(body: Expr, variable: Symbol, z: acb, point: dict[Expr, Expr]) -> acb:
    """A rational integrand on a complex ball."""
    if body == variable:
        return z
    if variable not in body.free_symbols:
        return _value(body, point)
    values = [_analytic(a, variable, z, point) for a in body.args]
    if isinstance(body, Add):
        return sum(values, acb(0))
    if isinstance(body, Mul):
        product = acb(1)
        for value in values:
            product *= value
        return product
    return values[0] ** int(body.exp)


def _product(expr: Mul, point: dict[Expr, Expr]) -> acb:
    product = acb(1)
    for factor in expr.args:
        product *= _value(factor, point)
    return product


def _complex_function(name: str) -> Callable[[Expr, dict[Expr, Expr]], acb]:
    def apply(expr: Expr, point: dict[Expr, Expr]) -> acb:
        return getattr(_value(expr.args[0], point), name)()

    return apply


_RULES: tuple[tuple[Any, Callable[[Any, dict[Expr, Expr]], acb]], ...] = (
    (Rational, _number),
    (type(S.ImaginaryUnit), lambda *_: acb(0, 1)),
    (type(S.Pi), lambda *_: acb.pi()),
    (type(S.Exp1), lambda *_: acb(1).exp()),
    (Add, lambda e, p: sum((_value(a, p) for a in e.args), acb(0))),
    (Mul, _product),
    (exp, _complex_function("exp")),
    (Pow, _power),
    (log2, lambda e, p: _log(e, p) / acb(2).log()),
    (log, _log),
    (eta, _eta),
    (atanh, _atanh),
    (Abs, lambda e, p: acb(abs(_value(e.args[0], p)))),
    (cos, _complex_function("cos")),
    (sin, _complex_function("sin")),
    (erf, _complex_function("erf")),
    (conjugate, lambda e, p: _conjugate(_value(e.args[0], p))),
    (Indexed, _indexed),
    (Sum, _sum),
    (Integral, _integral),
)


def _conjugate(value: acb) -> acb:
    return acb(value.real, -value.imag)


def has_rule(expr: Expr) -> bool:
    """Whether a function has a value of its own; else a point must give it one, as to a symbol."""
    return any(isinstance(expr, kind) for kind, _ in _RULES) or _rewritten(expr) is not None


def excludes_zero(value: acb) -> bool:
    """Whether a ball provably does not contain zero."""
    return value.is_finite() and not value.contains(0)


def show(value: acb, digits: int = 15) -> str:
    """The value of a ball in decimals, the imaginary part only where there is one."""
    real_part = value.real.str(digits, radius=False)
    if value.imag == 0 or (value.imag.contains(0) and value.imag.rad() < arb(2) ** -60):
        return real_part
    return f"{real_part} + {value.imag.str(digits, radius=False)}*I"


def show_ball(value: acb) -> str:
    """A ball with its radius, as in ``[0.125 +/- 3.4e-30]``."""
    real_part = value.real.str(20)
    if value.imag == 0 or (value.imag.contains(0) and not value.real.contains(0)):
        return real_part
    return f"{real_part} + {value.imag.str(20)}*I"
