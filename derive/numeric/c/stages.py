"""Array functions in two loops: first the exponentials, then what follows from them.

A processor looks some hundred operations ahead. Where each waits for the one before, as from an
exponential to the logarithm of a probability, there is too little to do among those, and two short
loops take less time than a long one. The floats are the same. A long program has enough to do.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from derive.numeric.c.signatures import many_points, one_point
from derive.numeric.language import Language, body
from derive.numeric.program import Program, Step, needed
from derive.numeric.registry import Variant

EXPONENTIALS = frozenset(("exp", "expm1"))
SLOW = frozenset(("log", "log1p", "log_ratio", "sqrt"))
SHORT = 30
"""How many steps may follow: a tenth is gained for up to 21, nothing from 40 on."""
PART = 256
"""Points of both loops, what is between them stays in the nearest cache."""


@dataclass(frozen=True)
class Stages:
    """A program up to its exponentials, and the rest of it."""

    first: Program
    rest: Program


def stages(code: Program) -> Stages | None:
    """Both loops of a program, where something slow waits for an exponential, and little else.

    >>> from derive.numeric.program import program
    >>> found = stages(program(["t", "n"], "h = t/n\\ns = exp(-h)\\nz = n*s + sqrt(s)", ["z"]))
    >>> found.first.inputs, found.first.outputs, found.rest.inputs
    (('t', 'n'), ('s',), ('n', 's'))
    """
    ends = [step.name for step in code.steps if _has(step, EXPONENTIALS)]
    first = tuple(needed(code.steps, ends))
    rest = tuple(step for step in code.steps if step not in first)
    if len(rest) > SHORT or not _wait(rest, ends):
        return None
    early, later = ({n for step in part for n in step.uses} for part in (first, rest))
    kept = tuple(step.name for step in first if step.name in later)
    return Stages(
        Program(tuple(n for n in code.inputs if n in early), first, kept),
        Program((*(n for n in code.inputs if n in later), *kept), rest, code.outputs),
    )


def _has(step: Step, some: Set[str]) -> bool:
    return not some.isdisjoint(Program((), (step,), ()).operations)


def _wait(rest: Sequence[Step], ends: Sequence[str]) -> bool:
    """Whether a slow step follows from one of these."""
    reached = set(ends)
    for step in rest:
        reached |= {step.name} if not reached.isdisjoint(step.uses) else set()
    return any(step.name in reached and _has(step, SLOW) for step in rest)


def steps(variant: Variant, found: Stages, language: Language) -> str:
    """NAME_exponentials, NAME_rest, and NAME_steps made of both."""
    name, first, rest = variant.name, found.first, found.rest
    kept = first.outputs
    stored = "\n".join(f"  *{n}_ = {n};" for n in kept)
    given = _doubles([*first.inputs, *(f"*{n}_" for n in kept)])
    return (
        f"INLINE void {name}_exponentials({given}) {{\n"
        f"{body(first, language, '  ')}\n{stored}\n}}\n\n"
        f"INLINE double {name}_rest({_doubles(rest.inputs)}) {{\n"
        f"{body(rest, language, '  ')}\n  return result;\n}}\n\n"
        f"INLINE double {name}_steps({one_point(variant)}) {{\n  double {', '.join(kept)};\n"
        f"  {name}_exponentials({', '.join([*first.inputs, *(f'&{n}' for n in kept)])});\n"
        f"  return {name}_rest({', '.join(rest.inputs)});\n}}\n"
    )


def _doubles(names: Sequence[str]) -> str:
    return ", ".join(f"double {name}" for name in names)


def array(variant: Variant, found: Stages) -> str:
    """NAME_array for many points, part by part."""
    name, kept = variant.name, found.first.outputs
    at = {n: n if n == "unit" else f"{n}[i]" for n in variant.inputs}
    at_kept = {n: f"{n}[i - start]" for n in kept}
    inside = ", ".join(at[n] for n in variant.parameters)
    first = ", ".join([*(at[n] for n in found.first.inputs), *(f"&{t}" for t in at_kept.values())])
    rest = ", ".join((at | at_kept)[n] for n in found.rest.inputs)
    loop = "  VECTORISE\n    for (size_t i = start; i < end; i++)"
    return (
        f"size_t {name}_array({many_points(variant)}) {{\n"
        f"  int64_t outside = 0;\n"
        f"  double {', '.join(f'{n}[{PART}]' for n in kept)};\n"
        f"  if (!arithmetic_holds()) return refused(out, count);\n"
        f"  for (size_t start = 0; start < count; start += {PART}) {{\n"
        f"    const size_t end = count - start < {PART} ? count : start + {PART};\n"
        f"  {loop} {name}_exponentials({first});\n"
        f"  {loop} {{\n"
        f"      const int inside = {name}_inside({inside});\n"
        f"      const double value = {name}_rest({rest}) + 0.0;\n"
        f"      outside |= !inside;\n"
        f"      out[i] = OR_NAN(inside, value);\n    }}\n  }}\n"
        f"  return outside != 0;\n}}\n"
    )
