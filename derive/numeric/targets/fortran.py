"""Target `fortran`: a module of pure elemental functions, Fortran 2008.

Fortran has erf and erfc; fma, expm1 and log1p are those of the C library, which every Fortran
program is linked to. Names that differ in their case only are one name in Fortran, so `D` beside
`d` becomes `big_d`.
"""

import ast
import copy
import textwrap
from collections.abc import Mapping, Sequence

from derive.numeric.elementary import Helper, needed
from derive.numeric.inside import NOTE, conditions
from derive.numeric.language import Language, expression, header, joined, require, sentence
from derive.numeric.program import Program, Step, operation
from derive.numeric.registry import UNITS, Quantity, Variant
from derive.numeric.target import Target


def _number(constant: int | float) -> str:
    return f"{float(constant)!r}_dp"


OWN = ("artanh_excess", "log_ratio")
FUNCTIONS = ("sqrt", "exp", "expm1", "log", "log1p", "erf", "erfc", "abs")
LANGUAGE = Language(
    name="fortran",
    comment="!",
    step="{name} = {value}",
    calls={
        **{name: f"{name}({{0}})" for name in FUNCTIONS},
        "fma": "fma({0}, {1}, {2})",
        "remainder": "fma(-({1}), {2}, {0})",
        "artanh_excess": "artanh_excess({0}, {1}, {2})",
        "log_ratio": "log_ratio({0}, {1}, {2})",
        "max": "max({0}, {1})",
        "min": "min({0}, {1})",
        "pick": "merge({1}, {2}, {0})",
        "positive": "max({0}, tiny(1.0_dp))",
        "nonnegative": "max({0}, 0.0_dp)",
        "capped": "min({0}, {1})",
        "whole": "anint({0})",
    },
    number=_number,
    loose=("neg", "mul"),
    total="sums = total_of([({value}, i = 1, size(p))])\n{name} = sums(1)\n{name}_lost = sums(2)",
)
RENAMED = {"result": "value", "unit": "per_nat", "p_i": "p(i)"}
IN_C = {"fma": "a, b, c", "expm1": "a", "log1p": "a"}
START = """
!
! {note} Not for -ffast-math.

module sponte_{module}
  use, intrinsic :: ieee_arithmetic, only: ieee_quiet_nan, ieee_value
{c}  use, intrinsic :: iso_fortran_env, only: dp => real64
  implicit none
  private
  public :: {names}
"""
FROM_C = "  use, intrinsic :: iso_c_binding, only: c_double\n"
UNIT = """
  ! The unit of a result: what one nat is in bits, or in nats.
  real(dp), parameter, public :: bits = {bits!r}_dp, nats = 1.0_dp
"""
INTERFACE = """\
    pure function {name}({arguments}) bind(c, name="{name}")
      import :: c_double
      real(c_double), intent(in), value :: {arguments}
      real(c_double) :: {name}
    end function
"""
VECTORS = """
  ! No entry is negative, and the sum is at most so much.
  pure logical function within(p, most)
    real(dp), intent(in) :: p(:), most
    real(dp) :: sums(2)
    sums = total_of(p)
    within = size(p) > 0 .and. all(p >= 0.0_dp) .and. sums(1) <= most
  end function

  ! The sum over the detectors, and what rounding lost of it.
  pure function total_of(terms) result(sums)
    real(dp), intent(in) :: terms(:)
    real(dp) :: sums(2), before, added
    integer :: i
    sums = 0.0_dp
    do i = 1, size(terms)
      before = sums(1)
      sums(1) = before + terms(i)
      added = sums(1) - before
      sums(2) = sums(2) + ((before - (sums(1) - added)) + (terms(i) - added))
    end do
    before = sums(1)
    sums(1) = before + sums(2)
    sums(2) = sums(2) - (sums(1) - before)
  end function
"""
FUNCTION = """
{about}
  {kind} function {name}({inputs}) result(value)
    real(dp), intent(in) :: {parameters}
{unit}    real(dp) :: value
{locals}
    if (.not. ( &
{inside})) then
      value = ieee_value(value, ieee_quiet_nan)
      return
    end if
{steps}
    value = value + 0.0_dp  ! no negative zero
  end function
"""
OPTIONAL = "    real(dp), intent(in), optional :: unit\n    real(dp) :: per_nat\n"
DEFAULT = "    per_nat = bits\n    if (present(unit)) per_nat = unit\n"
HELPER = """
  ! {about}
  elemental function {name}({inputs}) result(value)
    real(dp), intent(in) :: {inputs}
    real(dp) :: value
{locals}
{steps}
  end function
"""


def source(quantity: Quantity, lines: Sequence[str]) -> str:
    """A module sponte_NAME with one function for each variant; `lines` is its header."""
    for variant in quantity.variants:
        require(variant.program, LANGUAGE)
    helpers = needed((variant.program for variant in quantity.variants), OWN)
    text = "".join(map(_function, quantity.variants))
    text += VECTORS if quantity.variant().vectors else ""
    text += "".join(_helper(name, helper) for name, helper in helpers.items())
    in_c = [INTERFACE.format(name=n, arguments=a) for n, a in IN_C.items() if f"{n}(" in text]
    start = START.format(
        note=NOTE,
        module=quantity.name,
        c=FROM_C if in_c else "",
        names=", ".join(variant.name for variant in quantity.variants),
    )
    start += UNIT.format(bits=UNITS["bits"]) if quantity.entropy else ""
    interface = f"\n  interface\n{''.join(in_c)}  end interface\n" if in_c else ""
    end = f"\nend module sponte_{quantity.name}\n"
    return f"{header(list(lines), LANGUAGE)}{start}{interface}\ncontains\n{text}{end}"


def _function(variant: Variant) -> str:
    steps, units = _lower(variant.program, variant.name), "unit" in variant.inputs
    return FUNCTION.format(
        about=_about(variant),
        name=variant.name,
        kind="pure" if variant.vectors else "elemental",
        inputs=", ".join(variant.inputs).lower(),
        parameters=", ".join(
            f"{name}(:)" if name in variant.vectors else name for name in variant.parameters
        ).lower(),
        unit=OPTIONAL if units else "",
        locals=_locals(steps),
        inside=joined(conditions(variant, LANGUAGE), ".and.", " " * 6, " &").lower(),
        steps=(DEFAULT if units else "") + "\n".join(map(_line, steps.steps)),
    )


def _about(variant: Variant) -> str:
    lines = [sentence(variant.quantity.title, variant.quantity.equation)]
    lines += [
        f"  {parameter.name.lower()}: {parameter.meaning}; {parameter.domain}"
        for parameter in variant.domain
    ]
    if "unit" in variant.inputs:
        lines.append("  unit: bits (the default) or nats")
    return textwrap.indent("\n".join(lines), "  ! ")


def _helper(name: str, helper: Helper) -> str:
    steps = _lower(helper.steps, name)
    return HELPER.format(
        about=helper.about,
        name=name,
        inputs=", ".join(steps.inputs),
        locals=_locals(steps),
        steps="\n".join(map(_line, steps.steps)),
    )


def _lower(code: Program, function: str) -> Program:
    """The program with names in lower case; of two that would be equal, one gets a prefix.

    A step must not have the name of its function either.
    """
    defined = [name for step in code.steps for name in step.defines]
    taken = {name.lower() for name in code.inputs} | {n for n in defined if n.islower()}
    names = {name: name.lower() for name in code.inputs}
    for name in defined:
        clash = name.lower() != name and name.lower() in taken
        names[name] = f"big_{name.lower()}" if clash else name.lower()
    names |= RENAMED | {function: f"{function}_here"}
    steps = [Step(names[s.name], _with_names(s.value, names), s.note) for s in code.steps]
    return Program(tuple(names[name] for name in code.inputs), tuple(steps), ("value",))


def _with_names(value: ast.expr, names: Mapping[str, str]) -> ast.expr:
    value = copy.deepcopy(value)
    functions = {id(node.func) for node in ast.walk(value) if isinstance(node, ast.Call)}
    for node in ast.walk(value):
        if isinstance(node, ast.Name) and id(node) not in functions:
            node.id = names.get(node.id, node.id)
    return value


def _locals(code: Program) -> str:
    names = [name for step in code.steps for name in step.defines if name != "value"]
    sums = any(step.term for step in code.steps)
    lines = textwrap.wrap(", ".join([*names, *(["sums(2)"] if sums else [])]), 80)
    lines = [f"    real(dp) :: {line.rstrip(',')}" for line in lines]
    return "\n".join([*lines, *(["    integer :: i"] if sums else [])])


def _line(step: Step) -> str:
    """One step, on lines of at most 100 characters.

    Every product has parentheses. What it lost may be computed from it, or the same product be
    subtracted elsewhere, which a compiler that fuses it with a sum (-ffp-contract=fast, gfortran's
    default) would falsify; parentheses keep it from that.
    """
    value = expression(step.term or step.value, LANGUAGE)
    value = f"({value})" if operation(step.value) == "mul" else value
    template = LANGUAGE.total if step.term else LANGUAGE.step
    first, *rest = template.format(name=step.name, value=value).splitlines()
    lines = textwrap.wrap(first, 94, break_on_hyphens=False, break_long_words=False)
    note = f"  ! {step.note}" if step.note else ""
    return textwrap.indent("\n".join([" &\n  ".join(lines) + note, *rest]), " " * 4)


TARGET = Target(source=source, suffix=".f90", language=LANGUAGE)
