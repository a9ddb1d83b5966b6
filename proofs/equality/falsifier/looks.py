"""One goal at one point: whether the values of its two sides show it to be false there."""

from collections.abc import Mapping
from dataclasses import dataclass

from flint import acb, arb, ctx, fmpq

from proofs.equality.falsifier.families import Series, Table
from proofs.equality.falsifier.germs import is_zero_around, value_around
from proofs.equality.falsifier.nodes import Node, text, walk
from proofs.equality.falsifier.poles import is_over_pole
from proofs.equality.falsifier.problems import Problem, Relation
from proofs.equality.falsifier.values import (
    NoValueError,
    Place,
    Value,
    Values,
    VanishingError,
    excludes_zero,
    is_known,
    is_negative,
    shown,
)
from proofs.equality.falsifier.work import Work
from proofs.kernel.constants import precision
from proofs.verdict import Witness

WIDE = arb(2) ** -40
"""Radius of a ball from which on more digits may help at once."""


@dataclass(frozen=True)
class Look:
    """What is seen of a goal at a place: a witness, or whether more digits may show one."""

    witness: Witness | None = None
    is_wide: bool = False


NOTHING = Look()
DIGITS, MAX_DIGITS = 15, 100
"""Digits of the values of both sides, and how many at most where they differ late."""
COARSE = 128
"""Bits at which it is seen what cancels; more of them change nothing of that."""


def look(problem: Problem, goal: Relation, place: Place, bits: int, work: Work) -> Look:
    """The two sides of a goal at a place, to some bits; without a value on the right, nothing."""
    with precision(bits):
        values = Values(place, work)
        try:
            right = values.of(goal.right)
        except ArithmeticError:
            return NOTHING
        try:
            left = values.of(goal.left)
        except NoValueError as reason:
            return _no_value(problem, goal, values, right, str(reason))
        except VanishingError as found:
            if not is_zero_around(values, problem.integers, found.node, found.where):
                return Look(is_wide=True)
            return _no_value(problem, goal, values, right, _vanishing(found))
        return _compared(problem, goal, values, left, right)


def _compared(problem: Problem, goal: Relation, values: Values, left: Value, right: Value) -> Look:
    difference = left - right
    unclear = not excludes_zero(difference) and (goal.sign == ">" or not is_known(difference))
    if unclear and ctx.prec <= COARSE:
        around = value_around(values, problem.integers, goal.difference)
        difference = around if is_known(around) else difference
    if not _refutes(goal, difference):
        for node in walk(goal.left) if not is_known(left) and is_known(right) else ():
            if node.kind == "Integral" and not node.free and _is_pole(problem, node, values):
                return _no_value(problem, goal, values, right, f"{text(node)} runs over a pole")
        return Look(is_wide=not is_known(difference) or _radius(difference) > WIDE)
    left = left if is_known(left) else right + difference
    right = right if is_known(right) else left - difference
    digits = _telling(left, difference)
    given, derived = (shown(side, digits) if is_known(side) else "open" for side in (left, right))
    witness = Witness(_point(problem, goal, values), given, derived, _ball(difference))
    return Look(witness, is_wide=_is_blurred(difference))


def _telling(value: Value, difference: Value) -> int:
    """How many digits of a value show a difference, 15 at least."""
    size, gap = (abs(acb(each)).mid() for each in (value, difference))
    if not (size.is_finite() and size > 0 and gap > 0):
        return DIGITS
    orders = float((size / gap).log() / arb(10).log())
    return min(max(DIGITS, int(orders) + 3), MAX_DIGITS)


def _is_blurred(difference: Value) -> bool:
    """Whether a ball that excludes zero leaves no digit of the difference to be seen."""
    return not isinstance(difference, fmpq) and bool(
        _radius(difference) > abs(difference).mid() / 1000
    )


def _is_pole(problem: Problem, node: Node, values: Values) -> bool:
    return not is_known(values.of(node)) and is_over_pole(values, problem.integers, node)


def _refutes(goal: Relation, difference: Value) -> bool:
    """Whether left - right is surely not as the goal says."""
    if not excludes_zero(difference):
        strict = isinstance(difference, fmpq) and goal.sign == ">"
        return strict and difference == 0
    return goal.sign == "==" or is_negative(difference)


def _radius(value: Value) -> arb:
    if isinstance(value, fmpq):
        return arb(0)
    return value.real.rad() + value.imag.rad()


def _no_value(problem: Problem, goal: Relation, values: Values, right: Value, reason: str) -> Look:
    if not is_known(right):
        return NOTHING
    point = _point(problem, goal, values)
    return Look(Witness(point, f"no value: {reason}", shown(right), f"no value: {reason}"))


def _vanishing(found: VanishingError) -> str:
    """In words what vanishes, and for which bound indices."""
    hints = {n.data: n.hint for n in walk(found.node) if n.kind == "index"}
    where = [f"{hints[level]} = {found.where[level]}" for level in sorted(found.node.free)]
    at = f" at {', '.join(where)}" if where else ""
    return f"the {found.what} {text(found.node)} is zero{at}"


def _ball(value: Value) -> str:
    """A ball with its radius, the imaginary part only where there is one."""
    ball = acb(value)
    real = str(ball.real.str(20))
    if ball.imag == 0 or (ball.imag.contains(0) and not ball.real.contains(0)):
        return real
    return f"{real} + {ball.imag.str(20)}*I"


# The point in words.


def _point(problem: Problem, goal: Relation, values: Values) -> Mapping[str, str]:
    """The symbols that the goal and the hypotheses about them use, and members of functions."""
    used = goal.left.names | goal.right.names
    for total in problem.totals:
        asked = any(name == total.name for name, _ in values.members)
        used |= (total.upper.names | total.value.names) if asked else frozenset()
    for each in problem.hypotheses:
        names = each.left.names | each.right.names
        used |= names if names & used else frozenset()
    symbols = {n: str(values.place.symbols[n]) for n in problem.symbols if n in used}
    return {**symbols, **_members(values)}


def _members(values: Values) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, argument in values.members:
        function = values.place.functions[name]
        if isinstance(function, Series):
            found[f"{name}(u)"] = function.text()
        elif isinstance(function, Table) and argument is not None:
            found[f"{name}({argument})"] = function.text(argument)
    return found
