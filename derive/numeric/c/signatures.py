"""Parameter lists of the generated C functions: of one point, of arrays, and between the two."""

from derive.numeric.registry import Variant


def one_point(variant: Variant, mark: str = "") -> str:
    """The parameters of a function of one point; a vector comes with its length m.

    `mark` is put behind the names of the numbers.

    >>> from derive.numeric.registry import quantity
    >>> one_point(quantity("adversary2_spatial").variant())
    'const double *p, size_t m, double Gamma_t, double unit'
    """
    vector = "const double *p, size_t m"
    names = variant.inputs
    return ", ".join(vector if n in variant.vectors else f"double {n}{mark}" for n in names)


def many_points(variant: Variant) -> str:
    """The parameters of an array function: rows of m values for a vector, then `count` points."""
    pointers = [f"const double *restrict {name}" for name in variant.parameters]
    length = ["size_t m"] if variant.vectors else []
    unit = ["double unit"] if "unit" in variant.inputs else []
    return ", ".join([*pointers, *length, *unit, "double *restrict out", "size_t count"])


def passed(variant: Variant, at: str = "") -> str:
    """The arguments of a function of one point, or of the i-th one with `at` = "[i]"."""
    row = "p + i*m, m" if at else "p, m"
    scalars = {name: name if name == "unit" else f"{name}{at}" for name in variant.inputs}
    return ", ".join(row if n in variant.vectors else text for n, text in scalars.items())
