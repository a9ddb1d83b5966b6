"""Numbers of any precision as those of `mpmath.mp`, and whether they lie in the domain."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb
from mpmath import libmp, mp, mpf

from derive.errors import DomainError, KindError
from derive.numeric.arguments import EDGE_ULPS, Array
from derive.numeric.balls import Compiled, evaluated
from derive.numeric.registry import Parameter, Variant
from derive.precision import precision

GUARD = 16
"""Bits beyond the working precision: a form loses less than ten."""
WIDER = 64
"""Bits of balls beyond that: they lose more than numbers do."""
POLE = arb(2) ** (2**58)
"""What is larger may be infinite."""


def objects(parameter: Parameter, value: Any) -> Array:
    """An argument as an array of objects, each a number of :func:`number`."""
    array = np.asarray(value, dtype=object)
    if not array.size or (parameter.vector and not array.ndim):
        raise DomainError(parameter.name, f"of shape {array.shape}", parameter.domain)
    return np.vectorize(lambda entry: number(parameter, entry), otypes=[object])(array)


def number(parameter: Parameter, value: Any) -> mpf:
    """A number at the working precision; a ratio of whole numbers is rounded once.

    :raises DomainError: for what is no real number.
    :raises KindError: for a ball with a radius.
    """
    if isinstance(value, arb) and not value.is_exact():
        raise KindError(parameter.name, f"the ball {value}", "pass a number, as its .mid()")
    try:
        if isinstance(value, float | np.floating) or hasattr(value, "_mpf_"):
            return mpf(float(value)) if isinstance(value, np.floating) else mpf(value)
        if hasattr(value, "_to_mpmath"):  # SymPy, to any precision
            return mpf(value._to_mpmath(mp.prec))
        exact = _fraction(value)
    except (TypeError, ValueError, AttributeError, OverflowError):
        raise DomainError(parameter.name, repr(value), parameter.domain) from None
    return mp.make_mpf(libmp.from_rational(exact.numerator, exact.denominator, mp.prec, "n"))


def _fraction(value: Any) -> Fraction:
    if isinstance(value, str | bool | np.bool_):
        raise TypeError
    if hasattr(value, "p") and hasattr(value, "q"):  # fmpq
        return Fraction(int(value.p), int(value.q))
    if hasattr(value, "numerator"):
        return Fraction(int(value.numerator), int(value.denominator))
    return Fraction(int(value)) if type(value).__name__ in ("fmpz", "mpz") else Fraction(value)


def check(variant: Variant, numbers: Mapping[str, Any]) -> None:
    """Refuse what lies outside of the domain, exactly but for the edge that rounding may cross.

    :raises DomainError: naming the parameter.
    """
    for parameter in variant.domain:
        name, value = parameter.name, numbers[parameter.name]
        for entry in value if parameter.vector else [value]:
            if not _inside(parameter, entry):
                raise DomainError(name, mp.nstr(entry), parameter.domain)
    if beyond(variant, numbers, 1 + 2 * EDGE_ULPS * mp.ldexp(1, GUARD - mp.prec)):
        raise DomainError("c", mp.nstr(numbers["c"]), variant.parameter("c").domain)
    for name in variant.vectors:
        _check_sum(variant.parameter(name), numbers)


def _inside(parameter: Parameter, value: mpf) -> bool:
    upper = mp.inf if parameter.coherence else parameter.upper
    whole = not parameter.integer or mp.isint(value)
    return bool(parameter.lower <= value <= upper and whole)


def beyond(variant: Variant, numbers: Mapping[str, Any], edge: Any = 1) -> bool:
    """Whether a coherence exceeds its largest value, or that with an edge."""
    if not {"c", "rho11"} <= set(variant.parameters):
        return False
    x, c = numbers["rho11"], numbers["c"]
    return bool(c * c > x * (1 - x) * edge)


def _check_sum(parameter: Parameter, numbers: Mapping[str, Any]) -> None:
    total, window = mp.fsum(numbers[parameter.name]), numbers.get("Gamma_t", mp.inf)
    if total > -mp.expm1(-window) * (1 + EDGE_ULPS * mp.ldexp(1, GUARD - mp.prec)):
        raise DomainError(f"sum({parameter.name})", mp.nstr(total), parameter.domain)


def enclosed(variant: Variant, unit: str, numbers: Iterable[Any], known: Compiled) -> mpf | None:
    """The value to the working precision by balls, if they know it so far."""
    at = list(numbers)
    with precision(mp.prec + WIDER):
        for steps in known[variant.name]:
            ball = evaluated(variant, unit, at, steps)
            if ball.is_finite() and ball.rel_accuracy_bits() >= mp.prec and abs(ball) <= POLE:
                mantissa, exponent = map(int, ball.mid().man_exp())
                return mp.make_mpf(libmp.from_man_exp(mantissa, exponent, mp.prec, "n"))
    return None


def rounded(points: Sequence[mpf], shape: tuple[int, ...]) -> Any:
    """Values at the working precision: one, or an array of objects."""
    if not shape:
        return +points[0]
    out = np.empty(len(points), object)
    out[:] = [+point for point in points]
    return out.reshape(shape)
