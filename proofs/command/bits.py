"""The table of `sponte bits`: what a shot and a block of a real detector promise, for four Eves."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import ROUND_FLOOR, Context, Decimal, InvalidOperation
from fractions import Fraction
from math import inf, nextafter

import typer

from derive.export import EVES, Interval, function, quantities
from derive.numeric.blocks.box import ENDS
from derive.numeric.blocks.equipartition import equipartition_bits
from derive.numeric.blocks.hashed import BLOCK, log2_below
from derive.numeric.quantities import DEVICE, QUANTITIES
from derive.numeric.registry import Parameter

Known = float | Interval
MOST_DIGITS = 10**4
KINDS = {"asymptotic": "bound", "one_shot": "min_entropy"}
ASSUMED = (
    "atoms without coherence, the worst case of any coherence; pure vacuum, independent and equal "
    "shots, at most one photon each; no dead time, no afterpulses. An Eve who monitors the atom "
    "leaves no bits."
)

USUAL = "the usual way"
PURIFIES = "what purifies the state of the atom, as all that was emitted before the window"
BEWARE = (
    "more efficiency can mean fewer bits where nobody holds what is lost, device:lossy:bound: "
    "444498, 262150 and 122475 of a block at eta 0.5, 0.9 and 1, with rho11 = 0.45, Gamma t = 3, "
    "n = 1, d = 0, 1e6 shots and epsilon 2^-64; the Eve who holds what is lost is the safe one"
)


@dataclass(frozen=True)
class Option:
    """An option that is a number: its range under the name that is typed, and what it is."""

    parameter: Parameter
    about: str = ""
    interval: bool = False
    open: bool = False
    """Whether the ends of its range are outside."""

    def refused(self, why: str) -> typer.BadParameter:
        """The error that names the option."""
        return typer.BadParameter(why, param_hint=f"'--{self.parameter.name}'")


def _options() -> Iterator[Option]:
    of_shot = {p.name: p for p in QUANTITIES["bound_device"].variant().domain}
    yield Option(of_shot["rho11"], "rho11 is a share of 1, with a point", interval=True)
    window = replace(of_shot["Gamma_t"], name="Gamma-t")
    yield Option(window, "Gamma t has no dimension, it is rate times window", interval=True)
    yield Option(of_shot["n"])
    yield Option(of_shot["eta"], "eta is a share of 1, with a point", interval=True)
    yield Option(of_shot["d"], "d is a probability per bin, without dimension", interval=True)
    yield Option(replace(BLOCK[0], name="shots"))
    yield Option(Parameter("epsilon", "distance", 0, 1, words="0 < epsilon < 1"), open=True)


OPTIONS: Mapping[str, Option] = {each.parameter.name: each for each in _options()}

INTERVALS = f"intervals are for {', '.join(n for n, each in OPTIONS.items() if each.interval)}"
ORDER = "LOW..HIGH with LOW <= HIGH, or MIDDLE+-ERROR with ERROR >= 0"


@dataclass(frozen=True)
class DeviceAsked:
    """What was typed, by parameter, and what was read: of a shot, and of the block."""

    typed: Mapping[str, str]
    shot: Mapping[str, Known]
    shots: int
    log2_epsilon: float


def read(typed: Mapping[str, str]) -> DeviceAsked:
    """What the options say, each inside of its domain.

    :raises typer.BadParameter: naming the option, what was typed, and what is allowed.
    """
    found = {name: _ends(OPTIONS[name.replace("_", "-")], text) for name, text in typed.items()}
    shot = {name: _known(ends) for name, ends in found.items() if name in DEVICE}
    distance = log2_below(found["epsilon"][0])
    return DeviceAsked(typed, shot | {"n": int(found["n"][0])}, int(found["shots"][0]), distance)


def _ends(option: Option, text: str) -> tuple[Fraction, ...]:
    """The number that was typed, or the two ends of 0.44..0.46 or 0.45+-0.01."""
    ends = _split(option, text)
    if len(ends) == 1:
        _check(option, ends[0], text)
        return ends
    if not option.interval:
        name = option.parameter.name
        raise option.refused(f"{text} is an interval, and {name} is one number; {INTERVALS}")
    if ends[0] > ends[1]:
        raise option.refused(f"{text} is no interval; write {ORDER}")
    for name, end in zip(ENDS, ends, strict=True):
        _check(option, end, f"the {name} end {_shown(end)}")
    return ends


def _split(option: Option, text: str) -> tuple[Fraction, ...]:
    """The numbers in it: one, or two ends in any order."""
    middle, sign, error = text.replace("±", "+-").partition("+-")
    low, dots, high = text.partition("..")
    if sign:
        centre, width = (number(option, part, text) for part in (middle, error))
        return centre - width, centre + width
    return tuple(number(option, part, text) for part in ((low, high) if dots else (text,)))


def _check(option: Option, value: Fraction, what: str) -> None:
    """Refuse what is outside of the domain, or of the doubles."""
    own = option.parameter
    if value > sys.float_info.max:
        raise option.refused(f"{what} is too large: no double is")
    if not own.holds(value) or (option.open and value in {own.lower, own.upper}):
        raise option.refused(f"{what} is outside of its domain: {own.domain}")


def _shown(end: Fraction) -> str:
    return repr(float(end)) if abs(end) <= sys.float_info.max else "beyond 1.8e308"


def _known(ends: Sequence[Fraction]) -> Known:
    """The nearest double, or an interval whose ends go outwards."""
    if len(ends) == 1:
        return float(ends[0])
    return Interval(*map(_outwards, ends, (-inf, inf)))


def _outwards(end: Fraction, where: float) -> float:
    """The double next to an end that is not inside of the interval."""
    near = float(end)
    inside = near > end if where < 0 else near < end
    return nextafter(near, where) if inside else near


def number(option: Option, text: str, whole: str = "") -> Fraction:
    """A decimal number, a power as 2^-64, or a quotient of these, exactly; a part of the `whole`.

    :raises typer.BadParameter: for anything else, and for what is out of all proportion.

    >>> number(OPTIONS["rho11"], "9/20"), number(OPTIONS["epsilon"], "2**-3")
    (Fraction(9, 20), Fraction(1, 8))
    """
    above, stroke, below = text.replace("**", "^").partition("/")
    try:
        return _power(above) / (_power(below) if stroke else 1)
    except OverflowError:
        raise option.refused(f"{text!r} is too large or too small to be read") from None
    except (InvalidOperation, ValueError, ZeroDivisionError):
        where = f" in {whole}" if whole not in {"", text} else ""
        interval = ", an interval 0.44..0.46 or 0.45+-0.01" if option.interval else ""
        about = f"; {option.about}" if option.about else ""
        forms = f"write it as 3, 0.45, 9/20, 1e9 or 2^-64{interval}"
        raise option.refused(f"{text!r}{where} is no number{about}; {forms}") from None


def _power(text: str) -> Fraction:
    base, sign, power = text.partition("^")
    value, exponent = Decimal(base), int(power) if sign else 1
    if not value.is_finite() or (sign and value < 0):
        raise ValueError(text)
    if abs(exponent) * max(abs(value.adjusted()), 1) > MOST_DIGITS:
        raise OverflowError(text)
    return Fraction(value) ** exponent


@dataclass(frozen=True)
class EveBits:
    """What one Eve leaves: whole bits of a block, by two theorems, and bits of a shot.

    `equations` has the numbers of the latter: of endless blocks, and of one shot.
    """

    holds: str
    block: int
    block_by_equipartition: int
    asymptotic: float
    one_shot: float
    equations: Mapping[str, str]


def found(asked: DeviceAsked) -> Iterator[EveBits]:
    """The bits of a real detector for each Eve, never more than is proved."""
    equations = {quantity.name: quantity.equation for quantity in quantities()}
    shot, shots, distance = asked.shot, asked.shots, asked.log2_epsilon
    for eve, holds in EVES.items():
        bound = function(f"bound_device{eve}", rounding="down")(**shot)
        least = function(f"min_entropy_device{eve}", rounding="down")(**shot)
        yield EveBits(
            holds.removeprefix("Eve holds "),
            function(f"extractable_bits{eve}")(**shot, N=shots, log2_epsilon=distance),
            equipartition_bits(float(bound), int(shot["n"]), shots, distance),  # type: ignore[arg-type]
            float(bound),
            float(least),
            {kind: equations[f"{name}_device{eve}"] for kind, name in KINDS.items()},
        )


def table(eves: Iterable[EveBits], asked: DeviceAsked) -> Iterator[tuple[str, str]]:
    """Rows of a label and a text: for each Eve her bits, then what is assumed."""
    for eve in eves:
        shot, one = (f"Eq. ({eve.equations[kind]})" for kind in KINDS)
        yield "Eve", f"holds {eve.holds}"
        yield "", f"{eve.block} bits of the block"
        yield "", f"{eve.block_by_equipartition} of them by equipartition and smoothing, {USUAL}"
        yield "", f"{rounded_down(eve.asymptotic)} bits per shot, asymptotic, {shot}"
        yield "", f"{rounded_down(eve.one_shot)} bits of one shot by Eve's best guess, {one}"
    yield "R'", PURIFIES
    yield "block", f"{asked.shots} shots, distance from ideal bits at most 2^{asked.log2_epsilon:g}"
    best = "from the Renyi entropies device:renyi at the best order"
    yield "", f"{best} (imported: Dupuis, arXiv 2105.05342)"
    yield "", f"{USUAL}: from the asymptotic bits (imported: arXiv 0811.1221 and 1002.2436)"
    yield "assumes", assumed(asked)
    yield "beware", BEWARE


def as_json(eves: Iterable[EveBits], asked: DeviceAsked) -> dict[str, object]:
    """The same as plain data, with what was typed."""
    block = {"shots": asked.shots, "log2_epsilon": asked.log2_epsilon}
    found = [asdict(eve) for eve in eves]
    return {"asked": dict(asked.typed), "eves": found, **block, "assumes": assumed(asked)}


def assumed(asked: DeviceAsked) -> str:
    """What the bits rest on; that intervals hold what they are about is for the user to know."""
    inside = [
        name.replace("_", " ") for name, known in asked.shot.items() if isinstance(known, Interval)
    ]
    if not inside:
        return ASSUMED
    return (
        f"{' and '.join(inside)} inside of what was given, which epsilon does not cover; {ASSUMED}"
    )


def rounded_down(bits: float) -> str:
    """Five digits that are not above the value.

    >>> rounded_down(2.03409), rounded_down(6.89895e-9)
    ('2.0340', '6.8989e-9')
    """
    few = Context(prec=5, rounding=ROUND_FLOOR)
    return str(few.create_decimal(Decimal(bits))).lower()
