"""Trusted arithmetic of the kernel: rational functions over Q, of a size that is watched.

What the generators are is said in :mod:`proofs.kernel.field`; here they are letters. What would be
too large is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, count

from flint import fmpq, fmpq_mpoly

MAX_PRODUCTS, MAX_TERMS, MAX_DEGREE, MAX_BITS = 100_000, 10_000, 400, 10_000
"""Bounds on polynomials: term products of one multiplication, terms, total degree, and the bits of
one coefficient."""
MAX_CANCELLED = 40
"""Total degree up to which common factors are cancelled: beyond it x**100 - 1 over x - 1 and its
like could have too many terms."""


class Refused(Exception):  # noqa: N818 - what the kernel does, not a fault of the kernel
    """The certificate does not prove its statement; the text names the step and why."""


def require(condition: bool, why: str) -> None:
    """Refuse unless the condition holds (`assert` would vanish under ``python -O``)."""
    if not condition:
        raise Refused(why)


def multiply(a: fmpq_mpoly, b: fmpq_mpoly) -> fmpq_mpoly:
    """The product of two polynomials, refused where it would be too large."""
    require(len(a) * len(b) <= MAX_PRODUCTS, "an intermediate polynomial has too many terms")
    return a * b


def bits(part: fmpq_mpoly) -> int:
    """The bits of the largest coefficient, and of the different denominators together."""
    if len(part) <= 1:
        return 0 if part.is_zero() else int(part.leading_coefficient().height_bits())
    numbers = part.coeffs()
    below = {number.q for number in numbers}
    common = sum(int(q.bit_length()) for q in below) if len(below) > 1 else 0
    return max(int(number.height_bits()) for number in numbers) + common


def power(base: fmpq_mpoly, exponent: int) -> fmpq_mpoly:
    """A power of a polynomial, of a size that is watched."""
    large = exponent * max(base.total_degree(), 1) > MAX_DEGREE or exponent * bits(base) > MAX_BITS
    require(not large, f"the exponent {exponent} is too large")
    result = base.context().constant(1)
    for _ in range(exponent):
        result = multiply(result, base)
    return result


def occurs(part: fmpq_mpoly, place: int) -> bool:
    """Whether a generator occurs in a polynomial; its degrees are many, and dear."""
    return not part.derivative(place).is_zero()


def is_squared(part: fmpq_mpoly, place: int) -> bool:
    """Whether a higher power of a generator than its first occurs in a polynomial."""
    return part.total_degree() > 1 and occurs(part.derivative(place), place)


def coefficients(part: fmpq_mpoly, place: int) -> Iterator[tuple[int, fmpq_mpoly]]:
    """The powers of a generator in a polynomial, the lowest first, and what each is times."""
    degree = 0
    while occurs(part, place):
        lowest = part.subs({place: 0})
        if not lowest.is_zero():
            yield degree, lowest
        degree += 1
        part = part.derivative(place) / degree
    yield degree, part


@dataclass(frozen=True)
class Element:
    """A rational function num/den of the generators; den is monic."""

    num: fmpq_mpoly
    den: fmpq_mpoly

    def __hash__(self) -> int:
        return self._hash

    def __add__(self, other: "Element") -> "Element":
        if self.den == other.den:
            return fraction(self.num + other.num, self.den)
        left, right = multiply(self.num, other.den), multiply(other.num, self.den)
        return fraction(left + right, multiply(self.den, other.den))

    def __neg__(self) -> "Element":
        return Element(-self.num, self.den)

    def __sub__(self, other: "Element") -> "Element":
        return self + -other

    def __mul__(self, other: "Element") -> "Element":
        return fraction(multiply(self.num, other.num), multiply(self.den, other.den))

    def __truediv__(self, other: "Element") -> "Element":
        require(not other.num.is_zero(), "division by zero")
        return fraction(multiply(self.num, other.den), multiply(self.den, other.num))

    def number(self) -> fmpq | None:
        """The value, if this is a rational number."""
        constant = self.num.is_constant() and self.den.is_constant()
        return self.num.leading_coefficient() / self.den.leading_coefficient() if constant else None

    def is_moderate(self) -> bool:
        """Whether degrees and coefficients are within the bounds."""
        parts = (self.num,) if self.den.is_constant() else (self.num, self.den)
        return all(p.total_degree() <= MAX_DEGREE and bits(p) <= MAX_BITS for p in parts)

    def places(self) -> tuple[int, ...]:
        """The places of the generators that occur, in order."""
        return self._places

    @cached_property
    def _hash(self) -> int:
        parts = self.num, self.den
        first, sizes = self.num.leading_coefficient(), [(len(p), p.total_degree()) for p in parts]
        return hash((*sizes, first.p, first.q))

    @cached_property
    def _places(self) -> tuple[int, ...]:
        parts = (part for part in (self.num, self.den) if not part.is_constant())
        found = {place for part in parts for place in compress(count(), part.degrees())}
        return tuple(sorted(found))


def fraction(num: fmpq_mpoly, den: fmpq_mpoly) -> Element:
    """num/den with a monic den, which is not zero where it is used; common factors of moderate
    degree are cancelled, which nothing depends on."""
    require_few_terms(num, den)
    if den.is_one():
        return Element(num, den)
    if not den.is_constant() and is_cancelled(num, den):
        common = num.gcd(den)
        num, den = num / common, den / common
        require_few_terms(num, den)
    scale = den.leading_coefficient()
    return Element(num, den) if scale == 1 else Element(num / scale, den / scale)


def is_cancelled(num: fmpq_mpoly, den: fmpq_mpoly) -> bool:
    """Whether common factors are looked for, which is refused where it would take long."""
    if min(len(num), len(den)) <= 1:
        return True
    require(max(bits(num), bits(den)) <= MAX_BITS, "too large coefficients of a fraction")
    return max(num.total_degree(), den.total_degree()) <= MAX_CANCELLED


def require_few_terms(*parts: fmpq_mpoly) -> None:
    """Refuse polynomials with too many terms."""
    require(max(map(len, parts)) <= MAX_TERMS, "a polynomial has too many terms")
