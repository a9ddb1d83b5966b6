"""The generated C functions that a user calls, of one point and of arrays, and their parameters."""

from collections.abc import Sequence

from derive.numeric.inside import together
from derive.numeric.language import Language
from derive.numeric.registry import Variant


def one_point(variant: Variant, mark: str = "") -> str:
    """The parameters of a function of one point; a vector comes with its length m.

    `mark` is put behind the names of the numbers.

    >>> from derive.numeric.quantities import quantity
    >>> one_point(quantity("adversary2_spatial").variant())
    'const double *p, size_t m, double Gamma_t, double unit'
    """
    return ", ".join(_number(variant, name, mark) for name in variant.inputs)


def _number(variant: Variant, name: str, mark: str = "") -> str:
    return "const double *p, size_t m" if name in variant.vectors else f"double {name}{mark}"


def many_points(variant: Variant) -> str:
    """The parameters of an array function: rows of m values for a vector, then `count` points."""
    pointers = [f"const double *restrict {name}" for name in variant.parameters]
    length = ["size_t m"] if variant.vectors else []
    unit = ["double unit"] if "unit" in variant.inputs else []
    return ", ".join([*pointers, *length, *unit, "double *restrict out", "size_t count"])


def passed(variant: Variant, at: str = "") -> str:
    """The arguments of a function of one point, or of the i-th one with `at` = "[i]"."""
    return _passed(variant, at, variant.inputs)


def _passed(variant: Variant, at: str, names: Sequence[str]) -> str:
    row = "p + i*m, m" if at else "p, m"
    scalars = {name: name if name == "unit" else f"{name}{at}" for name in names}
    return ", ".join(row if n in variant.vectors else text for n, text in scalars.items())


def inside(variant: Variant, language: Language) -> str:
    """NAME_inside: whether one point lies in the domain."""
    given = ", ".join(_number(variant, name) for name in variant.parameters)
    head = f"INLINE int {variant.name}_inside({given})"
    return f"{head} {{\n  return {together(variant, language)};\n}}\n"


def one(variant: Variant, steps: str, suffix: str = "") -> str:
    """NAME for one point, from NAME_steps; NaN where it says nothing."""
    name, at = variant.name, _passed(variant, "", variant.parameters)
    return (
        f"double {name}{suffix}({one_point(variant)}) {{\n"
        f"  if (!arithmetic_holds() || !{name}_inside({at})) return NAN;\n"
        f"  return {name}_{steps}({passed(variant)}) + 0.0;  // no negative zero\n}}\n"
    )


def functions(variant: Variant, steps: str, suffix: str = "", vectorise: bool = False) -> str:
    """NAME for one point and NAME_array for many, from NAME_steps; NaN where they say nothing."""
    name, loop = variant.name, "  VECTORISE\n" if vectorise else ""
    at_i = _passed(variant, "[i]", variant.parameters)
    return (
        f"{one(variant, steps, suffix)}\n"
        f"size_t {name}{suffix}_array({many_points(variant)}) {{\n"
        f"  int64_t outside = 0;\n"
        f"  if (!arithmetic_holds()) return refused(out, count);\n{loop}"
        f"  for (size_t i = 0; i < count; i++) {{\n"
        f"    const int inside = {name}_inside({at_i});\n"
        f"    const double value = {name}_{steps}({passed(variant, '[i]')}) + 0.0;\n"
        f"    outside |= !inside;\n"
        f"    out[i] = OR_NAN(inside, value);\n  }}\n"
        f"  return outside != 0;\n}}\n"
    )
