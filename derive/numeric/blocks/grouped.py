"""Sums over many bins in a box: the bins in groups, by the mean value theorem.

The term in the middle of a group, times their number, is their sum, up to how much its slope along
the bins varies: that from bin to bin in it, and not the slope itself, which cancels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flint import arb

from derive.numeric.blocks.sloped import Sloped
from derive.numeric.operations import BIN_TOTAL
from derive.numeric.program import SO_FAR_BY

GROUPS = 256
"""How many groups there are, besides bins that are left over."""


@dataclass(frozen=True)
class Bins(Sloped):
    """Bins that stand for `count` of them: all of a group, with a slope along it, or its middle."""

    count: int = field(default=1, kw_only=True)
    is_group: bool = field(default=False, kw_only=True)


def in_groups(bins: int, sides: int) -> list[Bins]:
    """The bins 1..n, each group before its middle; `sides` is how many slopes there are else."""
    size = max(bins // GROUPS, 1)
    size -= 1 - size % 2
    entries: list[Bins] = []
    for first in range(1, bins - size + 2, size):
        entries += _group(first, size, sides)
    done = bins - bins % size
    return entries + [_middle(k, 1) for k in range(done + 1, bins + 1)]


def _group(first: int, size: int, sides: int) -> list[Bins]:
    last = first + size - 1
    along = (*[arb(0)] * sides, arb(1))
    whole = Bins(arb(first).union(arb(last)), along, count=size, is_group=True)
    return [*([whole] if size > 1 else []), _middle((first + last) // 2, size)]


def _middle(place: int, count: int) -> Bins:
    return Bins(arb(place), count=count)


def arithmetic(entries: Sequence[Bins], sides: int) -> dict[str, Any]:
    """What sums over the entries are, and sums so far."""

    def total(terms: Iterable[Sloped]) -> tuple[Sloped, Sloped]:
        summed, group = Sloped(arb(0)), None
        for entry, term in zip(entries, terms, strict=True):
            group = term if entry.is_group else group
            if not entry.is_group:
                summed = _with(summed, _all(entry, term, group, sides))
                group = None
        return summed, Sloped(arb(0))

    def so_far(running: Any, term: Sloped, entry: Bins) -> tuple[Sloped, Any]:
        before, group = running if isinstance(running, tuple) else (running, None)
        if entry.is_group:
            some = _times(term, arb(0).union(arb(entry.count - 1)), sides, along=term.value)
            return _with(before, some), (before, term)
        half = Sloped(arb(0)) if group is None else _times(group, arb(entry.count // 2), sides)
        return _with(before, half), _with(before, _all(entry, term, group, sides))

    return {BIN_TOTAL: total, SO_FAR_BY: so_far}


def _all(entry: Bins, middle: Sloped, group: Sloped | None, sides: int) -> Sloped:
    """The sum of the terms of a group: their slopes are those of any of them."""
    if group is None:
        return middle
    varies = group.slopes[sides].rad() if group.slopes else arb(0)
    off = arb(0, varies * (entry.count**2 - 1) / 4)
    slopes = _times(group, arb(entry.count), sides).slopes
    return Sloped(entry.count * middle.value + off, slopes)


def _times(term: Sloped, count: arb, sides: int, along: arb | None = None) -> Sloped:
    """Several terms, with the slope that this has along the bins."""
    slopes = term.slopes[:sides] or (arb(0),) * sides
    return Sloped(count * term.value, (*(count * s for s in slopes), along or arb(0)))


def _with(one: Sloped, other: Sloped) -> Sloped:
    """The sum of two, of which one may have no slopes."""
    both = zip(one.slopes, other.slopes, strict=True)
    slopes = tuple(a + b for a, b in both) if one.slopes and other.slopes else None
    return Sloped(one.value + other.value, slopes or one.slopes or other.slopes)
