"""What is asked of ``check``: lists of drafts, the same for the same seed on every machine."""

import ast
import random
from collections.abc import Iterator
from dataclasses import replace

from .bases import Base, derived, printed, shown
from .groups import formulas
from .near_misses import CHANGES, TERMS, near_miss
from .rewrite import REWRITES
from .rewrites import Draft, agrees, as_derived, once, rewritten
from .trees import bound_of, children, parse, text, with_children


def plain() -> list[Draft]:
    """Every derived part, as the program prints it too, and every exact printed one."""
    return [as_derived(base) for base in (*derived(), *shown(), *printed())]


def natural() -> list[Draft]:
    """The groups of natural forms, those that numbers agree with."""
    parts = {base.name: base for base in derived()}
    found = []
    for group, name, formula in formulas():
        own = parts[name]
        if agrees(own.number, own.derived, formula):
            found.append(Draft(name, own.number, formula, own.derived, (f"group: {group}",)))
    return found


def bases() -> list[Base]:
    """All starting points: derived, printed and natural forms."""
    parts = {base.name: base for base in derived()}
    clothes = [
        Base(name, parts[name].number, text(parse(formula)), parts[name].derived, "natural")
        for _, name, formula in formulas()
    ]
    return [*derived(), *printed(), *clothes]


def rewrites(seed: int, count: int) -> Iterator[Draft]:
    """Equal formulas: every other one by equation, the rest by the kind of rewrite."""
    every, kinds = bases(), list(REWRITES.values())
    order = random.Random(f"{seed}:order").sample(every, len(every))
    for j in range(count):
        rng = random.Random(f"{seed}:rewrite:{j}")
        if j % 2 == 0:
            draft = rewritten(order[j // 2 % len(order)], rng, rng.randint(1, 3))
        else:
            draft = _by_kind(kinds[j // 2 % len(kinds)].name, order, rng)
        yield _spelled(draft, rng)


def _by_kind(kind: str, every: list[Base], rng: random.Random) -> Draft:
    """A formula that starts with the wanted rewrite, at a base where it applies."""
    for base in rng.sample(every, len(every)):
        new = once(REWRITES[kind], parse(base.formula), base, rng)
        if new is not None and agrees(base.number, base.derived, text(new)):
            first = replace(as_derived(base), formula=text(new), kinds=(kind,))
            further = rewritten(replace(base, formula=first.formula), rng, rng.randint(0, 2))
            return first if further.formula == first.formula else _joined(first, further)
    return rewritten(rng.choice(every), rng, 2)


def _joined(first: Draft, further: Draft) -> Draft:
    return replace(further, kinds=(*first.kinds, *further.kinds))


def near_misses(seed: int, count: int) -> Iterator[Draft]:
    """Nearly equal formulas, all kinds in turn."""
    every, kinds = bases(), [*TERMS, *CHANGES, *TERMS]
    for j in range(count):
        rng = random.Random(f"{seed}:near:{j}")
        draft = None
        while draft is None:
            draft = near_miss(rng.choice(every), rng, kinds[j % len(kinds)])
        yield _spelled(draft, rng)


def _spelled(draft: Draft, rng: random.Random) -> Draft:
    """The same formula with fewer blanks, or with the limits of sums not in brackets."""
    formula = draft.formula
    if rng.random() < 0.1:
        formula = text(_flat(parse(formula)))
    if rng.random() < 0.3:
        formula = formula.replace(" ", "")
    return replace(draft, formula=formula)


def _flat(node: ast.expr) -> ast.expr:
    below = [_flat(child) for child in children(node)]
    if bound_of(node) is not None:
        below = [below[0], *children(below[1])] if isinstance(below[1], ast.Tuple) else below
        return ast.Call(node.func, below, [])  # type: ignore[attr-defined]
    return with_children(node, below)
