"""Trusted rule for where a formula is read as its limit: off the zeros of a divisor, if they are
thin.

A function of a real symbol x whose derivative of some order is > 0, or < 0, wherever the hypotheses
hold has finitely many zeros on every interval, so every point is the limit of points where it does
not vanish. The hypotheses that involve x must be strict: then x can move a little everywhere.
Equalities and weak inequalities pass to limits, strict ones do not; nor do values of an opaque
function of x, which may jump.
"""

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from proofs.kernel.checker import Checker, is_steps, is_text
from proofs.kernel.element import require
from proofs.kernel.reader import parse
from proofs.kernel.scope import Fact

MAX_ORDER = 8
KEYS = {"variable", "order", "steps"}
WEAK = (ast.Eq, ast.GtE, ast.LtE)


def passes_to_limits(goal: str) -> bool:
    """Whether a goal that holds at points that tend to another holds there, as a limit.

    >>> passes_to_limits("x >= 0"), passes_to_limits("x > 0")
    (True, False)
    """
    node = parse(goal)
    return isinstance(node, ast.Compare) and all(isinstance(op, WEAK) for op in node.ops)


def exclude(checker: Checker, divisors: Sequence[str], shown: Mapping[str, Any]) -> None:
    """Take for known that the divisors are not zero, once each is shown to vanish thinly only."""
    require(isinstance(shown, dict) and {*shown} == {*divisors}, "thin says of what is excluded")
    for divisor in divisors:
        require_thin(checker, divisor, shown[divisor])
    checker.moving = frozenset(each["variable"] for each in shown.values())
    checker.outermost.read.clear()
    for divisor in divisors:
        square = checker.field.squared_modulus(checker.value(divisor, checker.outermost))
        checker.outermost.facts[f"|{divisor}|**2 > 0"] = Fact(square, ">")


def require_thin(checker: Checker, divisor: str, shown: Any) -> None:
    """Refuse unless some derivative of the divisor has a sign."""
    require(isinstance(shown, dict) and {*shown} == KEYS, f"not shown to be thin: {divisor}")
    name, order, steps = shown["variable"], shown["order"], shown["steps"]
    require(is_text(name) and is_steps(steps) and type(order) is int, "of the wrong kind")
    require(0 <= order <= MAX_ORDER, f"a derivative of order {order}")
    scope = checker.outermost.copy()
    for fact in scope.facts.values():
        strict = fact.relation == ">" or not checker.field.depends(fact.value, name)
        smooth = not checker.field.is_opaque(fact.value, name)
        require(strict and smooth, f"{name!r} is not free to move")
    if steps:
        checker.run(steps, scope)
    value = checker.value(divisor, scope)
    require(checker.field.is_real(value), "a complex divisor")
    for _ in range(order):
        value = checker.slope(value, name, scope)
    signed = any(checker.holds(sign, ">", scope) for sign in (value, -value))
    require(signed, f"no sign of the derivative of {divisor}")
