"""The table of `sponte bits`: what a shot and a block of a real detector promise, for four Eves."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import floor, inf, log2, nextafter

from derive.errors import DomainError
from derive.export import EVES, Interval, function, quantities
from derive.numeric.blocks.equipartition import equipartition_bits

Known = float | Interval
KINDS = {"asymptotic": "bound", "one_shot": "min_entropy"}
ASSUMED = (
    "atoms without coherence, the worst case of any coherence; pure vacuum, independent and equal "
    "shots, at most one photon each; no dead time, no afterpulses. An Eve who monitors the atom "
    "leaves no bits."
)

USUAL = "the usual way"
PURIFIES = "what purifies the state of the atom, as all that was emitted before the window"
BEWARE = (
    "more efficiency can mean fewer bits where nobody holds what is lost, device:lossy:bound:",
    "444498, 262150 and 122475 of a block at eta 0.5, 0.9 and 1, with rho11 = 0.45, Gamma t = 3,",
    "n = 1, d = 0, 1e6 shots and epsilon 2^-64; the Eve who holds what is lost is the safe one",
)


def known(name: str, text: str) -> Known:
    """A number as typed, or an interval as in 0.44..0.46 or 0.45+-0.01, whose ends go outwards.

    :raises DomainError: for anything else.

    >>> known("eta", "0.5±0.25")
    Interval(low=0.25, high=0.75)
    """
    middle, _, error = text.replace("±", "+-").partition("+-")
    low, _, high = text.partition("..")
    if error:
        ends = [number(name, middle) + sign * number(name, error) for sign in (-1, 1)]
    elif high:
        ends = [number(name, end) for end in (low, high)]
    else:
        return float(number(name, text))
    if ends[0] > ends[1]:
        raise DomainError(
            name, text, "LOW..HIGH with LOW <= HIGH, or MIDDLE+-ERROR with ERROR >= 0"
        )
    return Interval(*map(_outwards, ends, (-inf, inf)))


def _outwards(end: Fraction, where: float) -> float:
    """The double next to an end that is not inside of the interval."""
    near = float(end)
    inside = near > end if where < 0 else near < end
    return nextafter(near, where) if inside else near


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
    raise DomainError(name, text, "a number, as 0.45, 1e9 or 2^-64; an interval is 0.44..0.46")


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


@dataclass(frozen=True)
class EveBits:
    """What one Eve leaves: whole bits of a block, by two theorems, and bits of a shot as decimals.

    `equations` has the numbers of the latter: of endless blocks, and of one shot.
    """

    holds: str
    block: int
    block_by_equipartition: int
    asymptotic: str
    one_shot: str
    equations: Mapping[str, str]


def found(shot: Mapping[str, Known | int], shots: int, log2_epsilon: float) -> Iterator[EveBits]:
    """The bits of a real detector for each Eve, never more than is proved."""
    equations = {quantity.name: quantity.equation for quantity in quantities()}
    for eve, holds in EVES.items():
        bound = function(f"bound_device{eve}", rounding="down")(**shot)
        least = function(f"min_entropy_device{eve}", rounding="down")(**shot)
        yield EveBits(
            holds.removeprefix("Eve holds "),
            function(f"extractable_bits{eve}")(**shot, N=shots, log2_epsilon=log2_epsilon),
            equipartition_bits(float(bound), int(shot["n"]), shots, log2_epsilon),  # type: ignore[arg-type]
            _rounded_down(bound),
            _rounded_down(least),
            {kind: equations[f"{name}_device{eve}"] for kind, name in KINDS.items()},
        )


def table(eves: Iterable[EveBits], shots: int, log2_epsilon: float) -> Iterator[tuple[str, str]]:
    """Rows of a label and a text: for each Eve her bits, then what is assumed."""
    for eve in eves:
        shot, one = (f"Eq. ({eve.equations[kind]})" for kind in KINDS)
        yield "Eve", f"holds {eve.holds}"
        yield "", f"{eve.block} bits of the block"
        yield "", f"{eve.block_by_equipartition} of them by equipartition and smoothing, {USUAL}"
        yield "", f"{eve.asymptotic} bits per shot, asymptotic, {shot}"
        yield "", f"{eve.one_shot} bits of one shot by Eve's best guess, {one}"
    yield "R'", PURIFIES
    yield "block", f"{shots} shots, distance from ideal bits at most 2^{log2_epsilon:g}"
    yield "", "from the Renyi entropies device:renyi at the best order (Dupuis, arXiv 2105.05342)"
    yield "", f"{USUAL}: from the asymptotic bits (arXiv 0811.1221 and 1002.2436)"
    yield "assumes", ASSUMED
    yield from ((f"{'' if row else 'beware'}", text) for row, text in enumerate(BEWARE))


def as_json(eves: Iterable[EveBits], shots: int, log2_epsilon: float) -> dict[str, object]:
    """The same as plain data."""
    block = {"shots": shots, "log2_epsilon": log2_epsilon}
    return {"eves": [asdict(eve) for eve in eves], **block, "assumes": ASSUMED}


def _rounded_down(bits: float) -> str:
    """Four decimals that are not above the value."""
    return f"{floor(bits * 10**4) / 10**4:.4f}"
