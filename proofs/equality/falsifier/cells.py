"""Points in every cell of the domain that exact signs can isolate, however small it is.

A formula with |u|, sqrt(u), log(u), eta(u) or u**v may be another one, or have no value, where u
changes its sign, and it has none where a divisor is zero at a whole number. From one point after
the other, one symbol moves along a line on which all those changes are located; a point between two
of them with signs that were not seen before is a new one.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from flint import fmpq

from proofs.equality.falsifier.families import choose_functions
from proofs.equality.falsifier.lines import Gap, Root, roots
from proofs.equality.falsifier.nodes import Node, Nodes, walk
from proofs.equality.falsifier.places import Places, holds
from proofs.equality.falsifier.problems import Problem
from proofs.equality.falsifier.values import (
    Place,
    Values,
    is_known,
    is_negative,
    is_positive,
    whole_ends,
)

KINKS = frozenset({"abs", "sqrt", "log", "eta", "power"})
MAX_SIGNS = 60
"""Formulas whose signs are looked at."""
MAX_CELLS = 60
SEEDS = (0, 1, 2, 37, 25, 24)
"""The points from which lines start: ordinary ones, far out, and near the edges."""
INDICES = 3
"""How many values of a bound index are put in."""


def cells(places: Places) -> Iterator[Place]:
    """Points with signs that no point before them has, ordinary points among them."""
    problem = places.problem
    seeds = [place for number in SEEDS if (place := places.at(number))]
    signed = signed_nodes(problem, seeds[0], places) if seeds else []
    if not signed:
        return
    seen: set[tuple[int, ...]] = set()
    waiting: deque[Place] = deque()
    for place in seeds:
        seen.add(_signs(signed, place, places))
        waiting.append(place)
    while waiting and len(seen) < MAX_CELLS:
        for place in _neighbours(signed, waiting.popleft(), places):
            signs = _signs(signed, place, places)
            if signs not in seen and holds(problem, place, places.work):
                seen.add(signs)
                waiting.append(place)
                yield place


def signed_nodes(problem: Problem, place: Place, places: Places) -> list[Node]:
    """What may change its sign, with values for bound variables in it."""
    sides = [side for goal in problem.goals for side in (goal.left, goal.right)]
    found: dict[int, Node] = {}
    for node in unbound(problem.nodes, sides, Values(place, places.work)):
        for each in (*_changing(problem.nodes, node), *_dividing(problem, node)):
            if each.names and _may_change(each):
                found[each.number] = each
    return list(found.values())[:MAX_SIGNS]


def _changing(nodes: Nodes, node: Node) -> Iterator[Node]:
    if node.kind in KINKS:
        yield node.args[0]
        square = node.args[0]
        if square.kind == "mul" and nodes.conjugate(square.args[0]) is square.args[-1]:
            yield square.args[0]  # |z| of a z that may be real without being written as real
    elif node.kind == "S" and node.data == 2:
        a, b, c, d = node.args
        yield nodes.sub(nodes.mul(a, d), nodes.mul(b, c))
        yield from (a, d)
    elif node.kind == "S":
        yield from (node.args[i * (node.data + 1)] for i in range(node.data))


def _dividing(problem: Problem, node: Node) -> Iterator[Node]:
    """A divisor with whole numbers in it, which have no limits: at a zero there is no value."""
    if node.kind == "div" and problem.integers & node.args[1].names:
        yield node.args[1]


def _may_change(node: Node) -> bool:
    """Whether a formula may have either sign; an exponential has not, nor a product of such."""
    if node.kind == "neg" or node.kind in ("mul", "div"):
        return any(map(_may_change, node.args))
    return not (node.kind == "exp" and not any(n.kind == "I" for n in walk(node)))


def unbound(nodes: Nodes, sides: Iterable[Node], values: Values) -> Iterator[Node]:
    """All nodes below some, with a few values in place of every bound variable."""
    seen: set[int] = set()
    waiting = [*sides]
    while waiting and len(seen) < 4_000:
        for node in walk(waiting.pop()):
            if node.number in seen or node.free:
                continue
            seen.add(node.number)
            yield node
            if node.kind in ("Sum", "Integral"):
                inside = _inserted(node, nodes, values)
                waiting += [nodes.substitute(node.args[0], node.data, value) for value in inside]


def _inserted(node: Node, nodes: Nodes, values: Values) -> list[Node]:
    """Values of a bound variable: the first and last indices, or both ends and the middle."""
    lower, upper = node.args[1:]
    if node.kind == "Integral":
        return [lower, upper, nodes.div(nodes.add(lower, upper), nodes.number(2))]
    try:
        ends = whole_ends(values, node)
    except ArithmeticError:
        ends = None
    if ends is None:
        return []
    first = range(ends[0], min(ends[0] + INDICES, ends[1] + 1))
    return [*map(nodes.number, first), upper]


def _signs(signed: list[Node], place: Place, places: Places) -> tuple[int, ...]:
    values = Values(place, places.work)
    return tuple(_sign(node, values) for node in signed)


def _sign(node: Node, values: Values) -> int:
    try:
        value = values.of(node)
    except ArithmeticError:
        return 0
    return int(is_positive(value)) - int(is_negative(value)) if is_known(value) else 0


def _neighbours(signed: list[Node], place: Place, places: Places) -> Iterator[Place]:
    """Points on the lines through a place, one between any two changes of a sign."""
    for name in places.order:
        others = {other: v for other, v in place.symbols.items() if other != name}
        for piece in places.pieces(name, replace(place, symbols=others)):
            found = [
                root for node in signed for root in roots(node, name, place, piece, places.work)
            ]
            for value in _between(piece, found, name in places.problem.integers):
                if value != place.symbols[name]:
                    moved = replace(place, symbols={**place.symbols, name: value})
                    again = choose_functions(places.problem, moved, places.work)
                    yield from [again] if again else []


def _between(piece: Gap, found: list[Root], whole: bool) -> list[fmpq]:
    if not whole:
        return [each.middle() for each in piece.cut(found)] if found else []
    near = {fmpq(root[0].p // root[0].q + step) for root in found for step in (-1, 0, 1, 2)}
    return sorted(value for value in near if piece.contains(value))
