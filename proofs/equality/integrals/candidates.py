"""Parts that an antiderivative may have: products of powers over the poles of the integrand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from flint import fmpq_mpoly

from proofs.equality.integrals.towers import Tower
from proofs.equality.search.proof import GaveUpError
from proofs.kernel.element import Element

MAX_POWER = 40
Factors = list[tuple[fmpq_mpoly, int]]
Exponents = dict[int, int]


@dataclass(frozen=True)
class Candidate:
    """A part of an antiderivative: its slope, and how the part itself is made, if it is used."""

    slope: Element
    make: Callable[[], Element]


def factors(own: Tower, part: fmpq_mpoly) -> Factors:
    """Irreducible factors that depend on the variable."""
    if part.is_constant():
        return []
    return [(f, e) for f, e in part.factor()[1] if any(f.degrees()[i] for i in own.own)]


def is_exponential(own: Tower, factor: fmpq_mpoly) -> bool:
    """Whether a factor is an exponential, which has no zeros."""
    return any(own.kind(i) == "exp" and factor == own.small.ring.gen(i) for i in own.own)


def monomials(own: Tower) -> Iterator[Candidate]:
    """Products of powers, over the poles of the integrand with one order less."""
    poles, below = factors(own, own.integrand.den), own.small.one
    for factor, times in poles:
        below *= factor ** (times if is_exponential(own, factor) else times - 1)
    for exponents in numerators(own, poles, below):
        above = own.small.one
        for index, power in exponents.items():
            above *= own.small.ring.gen(index) ** power
        yield monomial(own, own.small.polynomial(above) / own.small.polynomial(below))


def monomial(own: Tower, value: Element) -> Candidate:
    """A candidate that is known."""
    return Candidate(own.slope(value), lambda: own.small.up(value))


def numerators(own: Tower, poles: Factors, below: fmpq_mpoly) -> Iterator[Exponents]:
    """Exponents of the base, of exponentials, of roots (0 or 1) and of logarithms."""
    f, base, roots = own.integrand, own.own[0], own.of_kind("sqrt")
    rise = f.num.degrees()[base] - f.den.degrees()[base] + 1
    top = max(rise, 0) + below.degrees()[base]
    if top > MAX_POWER:
        raise GaveUpError("too high a power")
    choices = [{base: power} for power in range(top + 1)]
    signs = [dict(zip(roots, each, strict=True)) for each in product((0, 1), repeat=len(roots))]
    exps = exponential_powers(own, poles, below)
    for parts in product(exps, signs, logarithm_powers(own), choices):
        yield {index: power for part in parts for index, power in part.items()}


def exponential_powers(own: Tower, poles: Factors, below: fmpq_mpoly) -> list[Exponents]:
    """Exponents of exponentials: those that occur, or all to the highest of those that are mixed
    with others in poles or slopes."""
    exps, num = own.of_kind("exp"), own.integrand.num
    parts = [f for f, _ in poles if not is_exponential(own, f)]
    for index in own.own[1:]:
        own_slope = own.slopes[index] / own.small.gen(index)
        parts += [own_slope.num, own_slope.den] if index in exps else []
        parts += [own.slopes[index].num] if index not in exps else []
    mixed = [i for i in exps if any(part.degrees()[i] > 0 for part in parts)]
    tops = [range(int(max(num.degrees()[i], below.degrees()[i])) + 1) for i in mixed]
    powers = sorted({tuple(0 if i in mixed else int(e[i]) for i in exps) for e in num.monoms()})
    return [
        dict(zip(exps, each, strict=True)) | dict(zip(mixed, others, strict=True))
        for each, others in product(powers, product(*tops))
    ]


def logarithm_powers(own: Tower) -> list[Exponents]:
    """Exponents of logarithms and arcus tangents, of one degree more where their slope occurs."""
    logs, num, den = own.of_kind("log", "atan"), own.integrand.num, own.integrand.den
    tops = []
    for index in logs:
        common = own.slopes[index].den.gcd(den)
        tops.append(int(num.degrees()[index]) + int(not common.is_constant()))
    most = max((sum(int(e[i]) for i in logs) for e in num.monoms()), default=0) + 1
    choices = product(*(range(top + 1) for top in tops))
    return [dict(zip(logs, each, strict=True)) for each in choices if sum(each) <= most]
