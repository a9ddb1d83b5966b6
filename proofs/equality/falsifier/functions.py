"""Roots, logarithms, exponentials and the like at a point, and on the balls of a quadrature.

A root or logarithm of what is surely negative has no value. A ball that reaches below zero is that
of a number >= 0, since the formula has no value otherwise.
"""

from flint import acb, arb, fmpq, fmpz

from proofs.equality.falsifier.nodes import Node
from proofs.equality.falsifier.values import (
    MAX_BITS,
    MAX_EXPONENT,
    RULES,
    UNKNOWN,
    Value,
    Values,
    excludes_zero,
    is_known,
    is_positive,
    is_zero,
)


def _sqrt(values: Values, node: Node) -> Value:
    value = values.nonnegative(node.args[0], "sqrt")
    if isinstance(value, fmpq):
        p, q = fmpz(value.p), fmpz(value.q)
        exact = p.is_square() and q.is_square()
        return fmpq(p.sqrt(), q.sqrt()) if exact else acb(arb(value).sqrt())
    if values.analytic(node):
        return value.sqrt(analytic=True)
    return real_root(value)


def real_root(value: acb) -> Value:
    """The root of a real number >= 0, though its ball may reach below."""
    if value.real > 0 or not value.is_finite():
        return acb(value.real.sqrt())
    return acb(arb(0).union(_upper(value.real).sqrt()))


def _upper(value: arb) -> arb:
    """An upper end that is >= 0."""
    upper = value.upper()
    return upper if upper > 0 else arb(0)


def _log(values: Values, node: Node) -> Value:
    value = values.nonnegative(node.args[0], "log")
    if not is_known(value):
        return UNKNOWN
    if not excludes_zero(value):
        raise values.vanishing(node.args[0], "argument of a logarithm")
    if isinstance(value, fmpq):
        return fmpq(0) if value == 1 else acb(arb(value).log())
    return value.log(analytic=values.analytic(node))


def _exp(values: Values, node: Node) -> Value:
    value = values.of(node.args[0])
    return fmpq(1) if is_zero(value) else acb(value).exp()


def _power(values: Values, node: Node) -> Value:
    """u**v: for a whole v of any u, else of u >= 0; at u = 0 it has its limit."""
    base, exponent = node.args
    v = values.of(exponent)
    if isinstance(v, fmpq) and v.q == 1:
        return _raised(values, base, int(v.p))
    if not is_known(v) or _may_be_whole(v):
        return _of_positive(values, node, v) if is_positive(values.of(base)) else UNKNOWN
    u = values.nonnegative(base, "power")
    if not is_known(u) or values.analytic(node) or excludes_zero(u):
        return _of_positive(values, node, v)
    if not is_positive(v):
        raise values.vanishing(base, "argument of a logarithm")
    upper = _upper(acb(u).real)
    last = (v * acb(upper).log()).exp().real if upper > 0 else arb(0)
    return acb(arb(0).union(last))


def _may_be_whole(v: Value) -> bool:
    return isinstance(v, acb) and bool(v.contains_integer())


def _of_positive(values: Values, node: Node, v: Value) -> Value:
    u = acb(values.of(node.args[0]))
    return (v * u.log(analytic=values.analytic(node))).exp()


def _raised(values: Values, node: Node, exponent: int) -> Value:
    base = values.of(node)
    if abs(exponent) > MAX_EXPONENT or not is_known(base):
        return UNKNOWN
    if exponent < 0 and not excludes_zero(base):
        raise values.vanishing(node, "divisor")
    large = isinstance(base, fmpq) and base.height_bits() * abs(exponent) > MAX_BITS
    return (acb(base) if large else base) ** exponent


def _eta(values: Values, node: Node) -> Value:
    value = values.nonnegative(node.args[0], "eta")
    return entropy(value, values.analytic(node))


def entropy(value: Value, analytic: bool = False) -> Value:
    """-u log2 u of a number u >= 0, though its ball may reach below."""
    if isinstance(value, fmpq) and value in (0, 1):
        return fmpq(0)
    ball = acb(value)
    if analytic or (excludes_zero(ball) and ball.real > 0):
        return -ball * ball.log(analytic=analytic) / acb(2).log()
    return acb(_entropy_near_zero(ball.real)) if ball.is_finite() else UNKNOWN


def _entropy_near_zero(value: arb) -> arb:
    """eta on [0, u]: it rises up to 1/e, where it is log2(e)/e, and falls afterwards."""
    upper = _upper(value)
    if upper == 0:
        return arb(0)
    last = -upper * upper.log() / arb(2).log()
    top = last if upper < arb(fmpq(1, 3)) else arb(fmpq(54, 100)).union(last)
    return arb(0).union(top)


def _phi(values: Values, node: Node) -> Value:
    value = values.real(node.args[0], "Phi")
    if is_zero(value):
        return fmpq(1, 2)
    return (1 + (acb(value) / acb(2).sqrt()).erf()) / 2


def _atan(values: Values, node: Node) -> Value:
    value = values.real(node.args[0], "atan")
    if is_zero(value):
        return fmpq(0)
    ball = acb(value)
    cut = values.analytic(node) and ball.real.contains(0) and not abs(ball.imag) < 1
    return UNKNOWN if cut else ball.atan()


RULES.update({"sqrt": _sqrt, "log": _log, "exp": _exp, "eta": _eta, "Phi": _phi, "atan": _atan})
RULES["power"] = _power
