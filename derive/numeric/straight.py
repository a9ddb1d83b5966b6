"""A program as one Python function of numbers with operators, as balls are."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

from derive.numeric.language import Language, body
from derive.numeric.operations import BIN_TOTAL, FLOATS, TOTAL
from derive.numeric.program import Program

ARGUMENTS = dict.fromkeys(("fma", "remainder", "log_ratio", "artanh_excess", "pick"), 3)
ARGUMENTS |= dict.fromkeys(("max", "min", "capped"), 2)
"""Of operations that have more than one."""
DECIDED = "({1} if {0} else {2})"
OPEN = "({1} if ge_({0}) else {2} if lt_({0}) else pick_(sub_({0}), {1}, {2}))"
INFIX = {"add", "sub", "mul", "div", "neg"}


def straight(
    code: Program,
    arithmetic: Mapping[str, Callable[..., Any]],
    number: Callable[[float], Any],
    constants: Mapping[str, Callable[[], Any]],
    decided: bool = False,
) -> Callable[..., Any] | None:
    """The result of a program from its inputs by their names; None where it has sums.

    `constants` give the named ones, to the precision there is at a call. `decided` says that every
    comparison of numbers is true or false; else it may be neither, and `pick` gets both sides.
    """
    if {TOTAL, BIN_TOTAL} & code.operations:
        return None
    numbers: dict[float, str] = {}
    end = _end(code)
    steps = body(code, _language(arithmetic, decided, numbers, end), " " * 4)
    text = f"def steps({', '.join(code.inputs)}):\n{steps}\n    return result\n"
    known = {**arithmetic, **constants, "ge": operator.ge, "lt": operator.lt}
    names: dict[str, Any] = {f"{name}{end}": meaning for name, meaning in known.items()}
    names |= {name: number(constant) for constant, name in numbers.items()}
    exec(compile(text, "<sponte straight>", "exec"), names)
    return names["steps"]


def _end(code: Program) -> str:
    """An end of names that no input and no step has."""
    taken, end = [*code.inputs, *(step.name for step in code.steps)], "_"
    while any(name.endswith(end) for name in taken):
        end += "_"
    return end


def _language(
    arithmetic: Mapping[str, Callable[..., Any]], decided: bool, numbers: dict[float, str], end: str
) -> Language:
    """How Python writes the steps; `numbers` gets a name for each constant."""
    named = {name: f"{name}{end}({_places(name)})" for name in arithmetic if name not in INFIX}
    return Language(
        name="straight",
        comment="#",
        step="{name} = {value}",
        calls=named | {"pick": DECIDED if decided else OPEN.replace("_(", f"{end}(")},
        number=lambda constant: numbers.setdefault(constant, f"number{len(numbers)}{end}"),
        condition="{0} >= {1}" if decided else "{0}, {1}",
        constants={name: f"{name}{end}()" for name in FLOATS},
    )


def _places(name: str) -> str:
    """The places of an operation's arguments in a template."""
    return ", ".join(f"{{{place}}}" for place in range(ARGUMENTS.get(name, 1)))
