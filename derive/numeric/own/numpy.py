"""An own quantity as a module for NumPy: the one for mpmath at 53 bits, over arrays."""

from collections.abc import Sequence

from derive.numeric.own import mpmath
from derive.numeric.own.quantity import Own
from derive.numeric.python import INDENT, title

IMPORT = "import numpy as np\n"


def source(own: Own, lines: Sequence[str]) -> str:
    """A module with NAME and NAME_lower for arrays that broadcast."""
    text = mpmath.source(own, lines)
    for name in (own.name, f"{own.name}_lower"):
        text = text.replace(f"def {name}(", f"def _{name}_at(")
    start, end = text.split("from mpmath import mp\n", 1)
    functions = "\n\n\n".join(_function(own, name) for name in (own.name, f"{own.name}_lower"))
    return f"{start}{IMPORT}from mpmath import mp\n{end}\n\n{functions}\n"


def _function(own: Own, name: str) -> str:
    names = ", ".join(own.parameters)
    unit, down = ", unit" if own.scale else "", name.endswith("_lower")
    return (
        f"@np.vectorize(otypes=[float])\n"
        f"def _{name}_each({names}{unit}):\n"
        f"{INDENT}with mp.workprec(53):\n"
        f"{INDENT * 2}return double(_{name}_at({names}{unit}), {down})\n\n\n"
        f"def {name}({names}{', unit=None' if own.scale else ''}):\n"
        f'{title(own)}"""\n'
        f"{INDENT}return _{name}_each({names}{unit})[()]"
    )
