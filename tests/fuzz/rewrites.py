"""Equal formulas: one to three rewrites after another, checked with numbers before they count."""

from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

from mpmath import mp

from . import algebra, exponentials, integrals, logarithms, matrices, natural, roots, sums, words
from .bases import OPERATORS, Base
from .points import points, scene
from .rewrite import REWRITES, Rewrite, Site
from .signs import Signs, implied
from .trees import Node, Place, depth, parse, places, same, size, text
from .values import NoValueError, UnclearError, distance, value

DIGITS, FEWER = 60, 32
"""Values are taken as equal if they agree in all digits but ten; with integrals, in 22."""
MAX_LENGTH = 2500
MAX_SIZE = 900
NEAR = 2
"""So many steps below the whole formula are near its top."""
TRIED = 60
"""Places that a rewrite is tried at."""
MODULES = (*(algebra, exponentials, integrals, logarithms, matrices, natural, roots, sums, words),)
"""The modules whose import registers the rewrites."""


@dataclass(frozen=True)
class Draft:
    """A formula, the equation that it is held against, and the steps that made it."""

    name: str
    number: str
    formula: str
    derived: str
    kinds: tuple[str, ...]
    equal: bool = True
    why: str = ""
    """For a near miss: what was changed, or why it has no value."""


def as_derived(base: Base) -> Draft:
    """The formula that everything starts from, unchanged."""
    return Draft(base.name, base.number, base.formula, base.derived, (f"as {base.kind}",))


def rewritten(base: Base, rng: Random, steps: int) -> Draft:
    """The base after some rewrites; fewer than asked for where the numbers do not agree."""
    draft, tree = as_derived(base), parse(base.formula)
    if base.number in OPERATORS:
        return draft
    for _ in range(steps):
        for _attempt in range(6):
            kind, new = _step(tree, base, rng)
            if new is not None and agrees(base.number, base.derived, text(new)):
                kinds = (*draft.kinds, kind) if draft.formula != base.formula else (kind,)
                draft, tree = replace(draft, formula=text(new), kinds=kinds), new
                break
    return draft


def _step(tree: Node, base: Base, rng: Random) -> tuple[str, Node | None]:
    every = sorted(REWRITES.values(), key=lambda r: rng.random() ** (1 / r.weight), reverse=True)
    for kind in every:
        new = once(kind, tree, base, rng)
        if new is not None:
            return kind.name, new
    return "", None


def once(kind: Rewrite, tree: Node, base: Base, rng: Random) -> Node | None:
    """The tree with one rewrite at a random place where it applies, or None."""
    known = implied(base.derived) | implied(base.formula)
    for place in _order(places(tree), kind, rng):
        site = Site(place, Signs(scene(base.number), place.bound, known), rng)
        new = kind.apply(site)
        if new is None or same(new, place.node):
            continue
        whole = parse(text(place.put(new)))
        if size(whole) <= MAX_SIZE and len(text(whole)) <= MAX_LENGTH and depth(whole) <= 2:
            return whole
    return None


def _order(every: list[Place], kind: Rewrite, rng: Random) -> list[Place]:
    """At random; what applies to everything is done near the top every other time."""
    shuffled = rng.sample(every, len(every))
    if kind.weight == 1 and rng.random() < 0.5:
        shuffled.sort(key=lambda place: place.depth > NEAR)
    return shuffled[:TRIED]


def agrees(number: str, first: str, second: str, count: int = 4) -> bool:
    """Whether two formulas have the same value at some points of the domain."""
    digits = FEWER if "Integral" in first + second else DIGITS
    with mp.workdps(digits):
        try:
            known, other = _known(number, first, count, digits), parse(second)
            close = mp.mpf(10) ** (10 - digits)
            return all(distance(own, value(other, at)) < close for own, at in known)
        except (NoValueError, UnclearError, TypeError, ValueError, OverflowError):
            return False


@cache
def _known(
    number: str, formula: str, count: int, digits: int
) -> tuple[tuple[Any, dict[str, Any]], ...]:
    """Points of the domain, and the value of a formula there to so many digits."""
    if digits != mp.dps:
        raise ValueError("the precision is set by the one who asks")
    tree = parse(formula)
    return tuple((value(tree, at), at) for at in points(number, count, "agree"))
