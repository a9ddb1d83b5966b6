"""Loops over one axis in C: what the arguments that stay fixed along it determine is computed once.

An argument may be a scalar, or an axis of a grid. Each choice of those that change along the last
axis has a loop of its own, compiled when it is first needed; steps that none of them reaches stand
before it. (A compiler does not find these: their conditions become branches, and the loop scalar.)
The arithmetic, hence every result, is that of the loop over points.
"""

import ast
import copy
import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from derive.numeric.arguments import Array
from derive.numeric.inside import together
from derive.numeric.language import Language, body
from derive.numeric.program import Program, names, operands, operation
from derive.numeric.registry import Variant

MANY, LONG = 2**15, 64
"""Points of a call, and of a row, from which on a loop of its own is worth its compilation."""


def varying(variant: Variant, arrays: Sequence[Array], shape: tuple[int, ...]) -> tuple[str, ...]:
    """The arguments that change along the last axis; none where the loop over points is as good."""
    sums = variant.vectors or variant.sums_bins
    if sums or math.prod(shape) < MANY or shape[-1] < LONG:
        return ()
    pairs = zip(variant.parameters, arrays, strict=True)
    found = tuple(name for name, array in pairs if array.ndim and array.shape[-1] > 1)
    return found if len(found) < len(variant.parameters) else ()


def rows(array: Array, along: bool, shape: tuple[int, ...]) -> tuple[Array, int]:
    """An argument in the order of the result's rows, and the step from one row to the next.

    `along` says whether it changes within a row; otherwise there is one value for each.

    >>> rows(np.zeros((3, 1)), False, (3, 100))[0].shape, rows(np.zeros(100), True, (3, 100))[1]
    ((3,), 0)
    """
    length = shape[-1:] if along else ()
    own = array if along or not array.ndim else array[..., 0]
    if own.size == math.prod(length):
        return np.ascontiguousarray(own).reshape(length), 0
    full = np.broadcast_to(own, (*shape[:-1], *length))
    return np.ascontiguousarray(full), math.prod(length)


def text(variant: Variant, along: Sequence[str], language: Language) -> str:
    """NAME_rows, which returns what NAME_array does."""
    pointers = [f"const double *restrict {n}_all, size_t {n}_step" for n in variant.parameters]
    unit = ["double unit"] if "unit" in variant.inputs else []
    end = ["double *restrict out", "size_t count", "size_t rows"]
    fixed = [name for name in variant.parameters if name not in along]
    once, each = (body(part, language, "") for part in split(variant.program, along))
    row = [f"const double {n} = {n}_all[row*{n}_step];" for n in fixed]
    row += [f"const double *{n}_row = {n}_all + row*{n}_step;" for n in along]
    point = [f"const double {n} = {n}_row[i];" for n in along]
    point += ["const double nothing = 0.0*(int)i;"]
    return (
        f"size_t {variant.name}_rows({', '.join([*pointers, *unit, *end])}) {{\n"
        "int64_t outside = 0;\n"
        "if (!arithmetic_holds()) return refused(out, count*rows);\n"
        "for (size_t row = 0; row < rows; row++, out += count) {\n"
        f"{lines(row)}{once}\nVECTORISE\nfor (size_t i = 0; i < count; i++) {{\n"
        f"{lines(point)}const int inside = {together(variant, language)};\n"
        f"{each}\noutside |= !inside;\nout[i] = OR_NAN(inside, result + 0.0);\n}}\n}}\n"
        "return outside != 0;\n}\n"
    )


def split(program: Program, along: Sequence[str]) -> tuple[Program, Program]:
    """The steps that none of these arguments reaches, and the others.

    >>> from derive.numeric.program import program
    >>> once, each = split(program(["x", "c"], "y = 1 - x\\nz = y*c", ["z"]), ["c"])
    >>> [step.name for step in once.steps], [step.name for step in each.steps]
    (['y'], ['z'])
    """
    reached = set(along)
    for step in program.steps:
        reached |= {step.name} if not reached.isdisjoint(names(step.value)) else set()
    once = [step for step in program.steps if step.name not in reached]
    seeming = _Seeming(reached)
    each = [
        replace(step, value=seeming.visit(copy.deepcopy(step.value)))
        for step in program.steps
        if step.name in reached
    ]
    return Program((), tuple(once), ()), Program((), tuple(each), ())


class _Seeming(ast.NodeTransformer):
    """Makes every condition depend on the point, as far as a compiler can see.

    One that does not would become a branch, and the loop scalar; `nothing` is 0 at every point.
    """

    def __init__(self, reached: set[str]) -> None:
        self.reached = reached

    def visit_Call(self, call: ast.Call) -> ast.Call:
        """A choice whose condition none of the arguments reaches is rewritten."""
        self.generic_visit(call)
        if operation(call) == "pick" and self.reached.isdisjoint(names(call.args[0])):
            test = call.args[0]
            left, right = operands(test) if operation(test) == "sub" else (test, ast.Constant(0))
            seeming = ast.BinOp(left, ast.Add(), ast.Name("nothing"))
            call.args[0] = ast.BinOp(seeming, ast.Sub(), right)
        return call


def lines(texts: Sequence[str]) -> str:
    """One after the other, each on a line."""
    return "".join(f"{text}\n" for text in texts)
