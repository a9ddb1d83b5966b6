"""An own quantity as a module for mpmath: at the working precision, or rounded down."""

import inspect
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from mpmath import mp

from derive.errors import DomainError
from derive.numeric import multiple
from derive.numeric.arguments import Array, Kernel, aligned
from derive.numeric.inside import conditions
from derive.numeric.language import Language, body
from derive.numeric.own import kernels, mp_ball
from derive.numeric.own.names import checked
from derive.numeric.own.quantity import Own
from derive.numeric.python import INDENT, document, loaded, title
from derive.numeric.registry import Variant
from derive.numeric.target import Otherwise
from derive.numeric.targets.mpmath import LOCK, over_points

BALLS = Language(
    name="mpmath",
    comment="#",
    step="{name} = {value}",
    calls={
        "pick": "({1} if {0} else {2})",
        "max": "larger({0}, {1})",
        "min": "(-larger(-({0}), -({1})))",
        **{
            name: f"{name}({{0}})"
            for name in ("sqrt", "exp", "log", "entropy", "nonnegative", "cos", "sin", "atan",
                         "erf", "erfc", "circle", "abs")
        },
    },
    number=lambda constant: f"exact({constant!r})",
    bins="""\
def {name}_terms():
    for number in range(1, int(n.mid) + 1):
        bin_k = exact(number)
        {steps}
        yield {value}
{name}, {name}_lost = sum({name}_terms()), 0""",
)  # fmt: skip
NUMBERS = Language(
    name="mpmath",
    comment="#",
    step="",
    calls={
        "whole": "mp.floor({0})",
        "nonnegative": "max({0}, 0)",
        "positive": "max({0}, mp.ldexp(1, -1022))",
        "abs": "abs({0})",
        "max": "max({0}, {1})",
        "min": "min({0}, {1})",
        "pick": "({1} if {0} else {2})",
        "circle": "(mp.pi*{0})",
        **{
            name: f"mp.{name}({{0}})"
            for name in ("sqrt", "exp", "log", "cos", "sin", "atan", "erf", "erfc")
        },
    },
)
"""In which the conditions of the domain are written."""


def source(own: Own, lines: Sequence[str]) -> str:
    """A module with NAME and NAME_lower, in the precision of `mpmath.mp`."""
    balls = inspect.getsource(mp_ball).partition('"""\n\n')[2]
    return document(lines, [balls, _steps(own), *(_rounded(own, down) for down in (False, True))])


def _steps(own: Own) -> str:
    steps = body(own.tracked, BALLS, INDENT)
    names = ", ".join((*own.parameters, *([own.scale] if own.scale else [])))
    given = "".join(f"{INDENT}{p} = exact({p})\n" for p in own.parameters)
    scale = f"{INDENT}unit = 1/log(2) if unit is None else exact(unit)\n" if own.scale else ""
    return f"def _{own.name}({names}):\n{given}{scale}{steps}\n{INDENT}return result"


def _rounded(own: Own, down: bool) -> str:
    name, more = (f"{own.name}_lower", ", down=True") if down else (own.name, "")
    scale = ["unit"] if own.scale else []
    about = title(own)
    about += " Never above." if down else ""
    about += " In bits; in nats with unit=1." if scale else ""
    numbers = "".join(f"{INDENT}{p} = mp.mpf({p})\n" for p in own.parameters)
    inside = " and ".join(f"{text}" for text in conditions(own.variants[0], NUMBERS)) or "True"
    return (
        f"def {name}({', '.join([*own.parameters, *(f'{s}=None' for s in scale)])}):\n"
        f'{about}"""\n{numbers}{INDENT}if not ({inside}):\n{INDENT * 2}return mp.nan\n'
        f"{INDENT}return known(lambda: _{own.name}({', '.join([*own.parameters, *scale])}){more})"
    )


def _functions(own: Own) -> Mapping[str, Any]:
    """What the module defines.

    :raises ExportError: for a parameter with a name that the text needs for itself.
    """
    return _loaded(checked(own, source(own, ())))


@cache
def _loaded(text: str) -> Mapping[str, Any]:
    return loaded(text, "mpmath")


def kernel(own: Own, unit: str, rounding: str) -> Kernel:
    """Results of 53 bits, one point after the other; balls where they give NaN."""
    name = f"{own.name}_lower" if rounding == "down" else own.name
    function = _functions(own)[name]
    units = [1] if unit == "nats" and own.scale else []

    def block(arrays: Sequence[Array], out: Array) -> None:
        full = aligned(own.variants[0].domain, arrays, out.shape)
        with LOCK, mp.workprec(53):
            for index in np.ndindex(out.shape):
                value = function(*(float(a[index]) for a in full), *units)
                out[index] = mp_ball.double(value, rounding == "down")
        out[...] = kernels.mended(own, unit, full, out, rounding)

    return block


def exactly(variant: Variant, unit: str) -> Otherwise:
    """A function of numbers of any precision, which gives those of `mpmath.mp` at its precision."""
    own: Any = variant.quantity
    function = _functions(own)[own.name]
    units = [1] if unit == "nats" and own.scale else []

    def value(at: Sequence[Any], nan: str) -> Any:
        given = dict(zip(variant.parameters, at, strict=True))
        if any(map(mp.isnan, at)):
            if nan == "propagate":
                return mp.nan
            raise DomainError(variant.parameters[-1], "nan", "numbers")
        multiple.check(variant, given)
        found = function(*at, *units)
        if mp.isnan(found):
            raise DomainError(", ".join(given), ", ".join(map(str, at)), _together(own))
        return found

    return over_points(variant, value)


def _together(own: Own) -> str:
    """What holds of several parameters, in words."""
    return "; ".join(condition.words for condition in own.conditions)
