"""Numbers and elements that are squares, or the product of primes."""

from flint import fmpq, fmpz

from proofs.equality.search.proof import GaveUpError, Proof
from proofs.equality.search.signs import factored
from proofs.kernel.field import Element

MAX_BITS = 160
"""Size of a number that is factored."""


def constant_of(value: Element) -> fmpq:
    """The constant factor of an element."""
    parts = (value.num, value.den)
    above, below = (
        part.leading_coefficient() if part.is_constant() else part.factor()[0] for part in parts
    )
    return above / below


def prime_factors(number: int) -> list[tuple[int, int]]:
    """The prime factors of a number; one too large to be factored is given up."""
    if number.bit_length() > MAX_BITS:
        raise GaveUpError("a number with too many digits to be factored")
    return [(int(p), e) for p, e in fmpz(number).factor()] if number > 1 else []


def perfect_root(search: Proof, value: Element) -> Element | None:
    """An element whose square is the value, if it is one of a rational function."""
    if value.num.is_zero():
        return None
    number = constant_of(value)
    if number < 0:
        return None
    parts = [fmpz(int(number.p)).isqrt(), fmpz(int(number.q)).isqrt()]
    if parts[0] ** 2 != number.p or parts[1] ** 2 != number.q:
        return None
    result = search.field.number(fmpq(parts[0], parts[1]))
    for part, inverse in ((value.num, False), (value.den, True)):
        for polynomial, times in factored(part):
            if times % 2:
                return None
            power = search.field.power(Element(polynomial, search.field.one), times // 2)
            result = result / power if inverse else result * power
    return result
