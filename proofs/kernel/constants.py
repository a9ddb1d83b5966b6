"""Trusted balls around constants: elements without symbols, evaluated by Arb."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import reduce
from operator import mul

import flint
from flint import acb, arb, fmpq_mpoly

from proofs.kernel.element import Element, Refused
from proofs.kernel.field import Field

BITS = 300
"""Working precision: enough to tell any constant of a formula from zero, else it is refused."""
LOCK = vars(flint).setdefault("precision_lock", threading.RLock())
"""One for all who set the precision, also for those that the kernel does not know."""


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """FLINT works to this many bits inside; one thread at a time, as all threads share them."""
    with LOCK:
        before = flint.ctx.prec
        flint.ctx.prec = bits
        try:
            yield
        finally:
            flint.ctx.prec = before


def enclosure(field: Field, value: Element) -> acb:
    """A ball that contains the value of an element without symbols.

    :raises Refused: for an element that has symbols, sums or opaque functions.
    """
    with precision(BITS):
        return quotient(field, value, {})


def quotient(field: Field, value: Element, known: dict[int, acb]) -> acb:
    """The ball of num/den; `known` are those of generators."""
    for place in value.places():
        if place not in known:
            known[place] = generator(field, place, known)
    generators = {place: known[place] for place in value.places()}
    return polynomial(value.num, generators) / polynomial(value.den, generators)


def polynomial(part: fmpq_mpoly, generators: Mapping[int, acb]) -> acb:
    """The ball of a polynomial in generators with known balls."""
    total = acb(0)
    for exponents, coefficient in part.terms():
        powers = (ball ** exponents[place] for place, ball in generators.items())
        total += reduce(mul, powers, acb(arb(coefficient)))
    return total


def generator(field: Field, place: int, known: dict[int, acb]) -> acb:
    """The ball of one generator."""
    field.watch()
    kind, argument = field.generators[place]
    if kind in ("I", "pi"):
        return acb(0, 1) if kind == "I" else acb.pi()
    if not isinstance(argument, Element) or kind not in FUNCTIONS:
        raise Refused(f"a {kind} is no constant")
    return FUNCTIONS[kind](quotient(field, argument, known))


def eta(u: acb) -> acb:
    """-u log2 u, of a ball that excludes zero."""
    return -u * u.log() / acb(2).log()


def distribution(u: acb) -> acb:
    """The normal distribution function."""
    return (1 + (u / acb(2).sqrt()).erf()) / 2


FUNCTIONS: Mapping[str, Callable[[acb], acb]] = {
    "sqrt": lambda u: acb(u.real.sqrt()),
    "log": lambda u: acb(u.real.log()),
    "exp": lambda u: u.exp(),
    "atan": lambda u: u.atan(),
    "eta": eta,
    "Phi": distribution,
}
