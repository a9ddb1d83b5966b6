"""Integrals by Arb's rigorous quadrature, and what can be said where it finds no value.

The way between the limits is put on [0, 1], so limits may be balls, in either order. On the balls
around it that Arb asks about, roots and logarithms have to stay away from their branch cuts.
"""

from typing import Any

from flint import acb, arb, ctx, fmpq

from proofs.equality.falsifier.nodes import Node, text
from proofs.equality.falsifier.values import (
    RULES,
    UNKNOWN,
    NoValueError,
    Value,
    Values,
    VanishingError,
    is_known,
)

MAX_PRECISION = 512
"""Working precision above which an integral is left open: near a pole it would take minutes."""
MAX_DIGITS = 200
"""Bits that an integral is worked out to at most."""
EVALUATIONS, INSIDE, LEAST = 4_000, 400, 60
"""Evaluations of one integrand, of one inside of another integral, and after many failures."""
LOOKS = (fmpq(1, 2), fmpq(1, 97), fmpq(95, 97), fmpq(1, 10**8), 1 - fmpq(1, 10**8))
"""Where an integrand is looked at by itself, in parts of the way."""


def integral(values: Values, node: Node) -> Value:
    """The integral; not finite where nothing can be said, as over a pole."""
    ends = [_end(values, limit) for limit in node.args[1:]]
    if not all(map(is_known, ends)) or ctx.prec > MAX_PRECISION:
        return UNKNOWN
    outermost = not values.is_inside_integral()
    if outermost:
        _look(values, node, ends)
    failures = values.work.failures
    limit = max(LEAST, (EVALUATIONS if outermost else INSIDE) >> failures[node.number])
    found = _quadrature(values, node, ends, limit)
    failures[node.number] += outermost and not is_known(found)
    return found


def _end(values: Values, limit: Node) -> Value:
    """A limit of an integral, which has to be real."""
    value = values.of(limit)
    if isinstance(value, fmpq) or values.analytic(limit) or not value.is_finite():
        return value
    if not value.imag.contains(0):
        raise NoValueError(f"an integral to {text(limit)}, which is not real")
    return acb(value.real)


def _look(values: Values, node: Node, ends: list[Value]) -> None:
    """Evaluate the integrand at some places: it may have no value there."""
    with values.binding(node.data) as bind:
        for share in LOOKS:
            bind(ends[0] + (ends[1] - ends[0]) * share)
            try:
                values.of(node.args[0])
            except VanishingError:
                continue


def _quadrature(values: Values, node: Node, ends: list[Value], limit: int) -> Value:
    start, way = acb(ends[0]), acb(ends[1] - ends[0])
    level, must = node.data, values.analytic(node)
    raised: list[BaseException] = []

    def integrand(z: acb, analytic: Any) -> acb:
        if raised:
            return UNKNOWN
        (values.complex.add if must or analytic else values.complex.discard)(level)
        try:
            bind(start + way * z)
            return acb(values.of(node.args[0]))
        except VanishingError:
            return UNKNOWN
        except BaseException as error:  # Arb would lose it; it is raised below
            raised.append(error)
            return UNKNOWN

    tolerance = arb(2) ** -min(ctx.prec // 2, MAX_DIGITS)
    try:
        with values.binding(level) as bind:
            limits: Any = {"rel_tol": tolerance, "abs_tol": tolerance, "eval_limit": limit}
            found = way * acb.integral(integrand, acb(0), acb(1), **limits)
    finally:
        values.complex.discard(level)
    if raised:
        raise raised[0]
    return found if found.is_finite() else UNKNOWN


RULES["Integral"] = integral
