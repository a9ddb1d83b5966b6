"""The table of `sponte bits`: what a shot and a block of a real detector promise, for four Eves."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import floor, inf, log2, nextafter

from derive.errors import DomainError
from derive.export import EVES, Interval, function, quantities
from derive.numeric.blocks.equipartition import equipartition_bits

Known = float | Interval
KINDS = {
    "bound": "bits per shot, asymptotic",
    "min_entropy": "bits of one shot by Eve's best guess, one-shot",
}
ASSUMED = (
    "atoms without coherence, the worst case of any coherence; pure vacuum, independent and equal "
    "shots, at most one photon each; no dead time, no afterpulses. An Eve who monitors the atom "
    "leaves no bits."
)

BEWARE = (
    "more efficiency can mean fewer bits where nobody holds what is lost, device:lossy:bound:",
    "444500, 262150 and 122480 of a block at eta 0.5, 0.9 and 1, with rho11 = 0.45, Gamma t = 3,",
    "n = 1, d = 0, 1e6 shots and epsilon 2^-64; the Eve who holds what is lost is the safe one",
)


def known(name: str, text: str) -> Known:
    """A number as typed, or an interval as in 0.44..0.46.

    :raises DomainError: for anything else.
    """
    low, _, high = text.partition("..")
    ends = [float(number(name, end)) for end in ((low, high) if high else (low,))]
    return Interval(*ends) if high else ends[0]


def number(name: str, text: str) -> Fraction:
    """A decimal number, or a power as in 2^-64, exactly.

    :raises DomainError: for anything else, and for what is out of all proportion.
    """
    base, _, exponent = text.partition("^")
    try:
        if exponent and abs(int(exponent)) <= 10**4:
            return Fraction(Decimal(base)) ** int(exponent)
        value = Decimal(text)
        if value.is_finite() and abs(value.adjusted()) <= 10**4:
            return Fraction(value)
    except (InvalidOperation, ValueError, ZeroDivisionError):
        pass
    raise DomainError(name, text, "a number, as 0.45, 1e9 or 2^-64")


def whole(name: str, text: str) -> int:
    """A whole number as typed, also as 1e9.

    :raises DomainError: for a number that is not whole.
    """
    value = number(name, text)
    if value != floor(value):
        raise DomainError(name, text, "a whole number")
    return int(value)


def log2_below(name: str, text: str) -> float:
    """A float that is at most the logarithm to base 2, exact for powers of 2.

    :raises DomainError: for a number that is not between 0 and 1.
    """
    value = number(name, text)
    if not 0 < value < 1:
        raise DomainError(name, text, f"0 < {name} < 1")
    size = value.denominator.bit_length() - value.numerator.bit_length()
    near = log2(value * 2**size) - size
    return near if Fraction(2) ** floor(near) == value else nextafter(near, -inf)


def table(
    shot: dict[str, Known | int], shots: int, log2_epsilon: float
) -> Iterator[tuple[str, str]]:
    """Rows of a label and a text: for each Eve her bits, then what is assumed."""
    equations = {quantity.name: quantity.equation for quantity in quantities()}
    for eve, holds in EVES.items():
        bound = function(f"bound_device{eve}", rounding="down")(**shot)
        least = function(f"min_entropy_device{eve}", rounding="down")(**shot)
        block = function(f"extractable_bits{eve}")(**shot, N=shots, log2_epsilon=log2_epsilon)
        usual = equipartition_bits(float(bound), int(shot["n"]), shots, log2_epsilon)  # type: ignore[arg-type]
        yield holds, f"{block} bits of the block"
        yield "", f"{usual} of them by equipartition and smoothing, the usual way"
        for kind, bits in (("bound", bound), ("min_entropy", least)):
            where = equations[f"{kind}_device{eve}"]
            yield "", f"{_rounded_down(bits)} {KINDS[kind]}, Eq. ({where})"
    yield "block", f"{shots} shots, distance from ideal bits at most 2^{log2_epsilon:g}"
    yield "", "from the Renyi entropies device:renyi at the best order (Dupuis, arXiv 2105.05342)"
    yield "", "the usual way: from the asymptotic bits (arXiv 0811.1221 and 1002.2436)"
    yield "assumes", ASSUMED
    yield from ((f"{'' if row else 'beware'}", text) for row, text in enumerate(BEWARE))


def _rounded_down(bits: float) -> str:
    """Four decimals that are not above the value."""
    return f"{floor(bits * 10**4) / 10**4:.4f}"
