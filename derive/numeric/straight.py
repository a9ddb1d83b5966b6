"""A program as one Python function of numbers with operators, as balls are."""

from collections.abc import Callable, Mapping
from typing import Any

from derive.numeric.language import Language, body
from derive.numeric.operations import BIN_TOTAL, FLOATS, TOTAL
from derive.numeric.program import Program

ARGUMENTS = dict.fromkeys(("fma", "remainder", "log_ratio", "artanh_excess", "pick"), 3)
ARGUMENTS |= dict.fromkeys(("max", "min", "capped"), 2)
"""Of operations that have more than one."""
INFIX = {"add", "sub", "mul", "div", "neg"}


class _Known(dict[float, Any]):
    """Constants as numbers of one kind, each made once."""

    def __init__(self, number: Callable[[float], Any]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, constant: float) -> Any:
        return self.setdefault(constant, self._number(constant))


def straight(
    code: Program,
    arithmetic: Mapping[str, Callable[..., Any]],
    number: Callable[[float], Any],
    constants: Mapping[str, Callable[[], Any]],
    lazily: bool = False,
) -> Callable[..., Any] | None:
    """The result of a program from its inputs by their names; None where it has sums.

    `constants` give the named ones, to the precision there is at a call. `lazily` takes the side of
    a `pick` that holds, and no other.
    """
    if {TOTAL, BIN_TOTAL} & code.operations:
        return None
    steps = body(code, _language(arithmetic, lazily), " " * 4)
    text = f"def steps({', '.join(code.inputs)}):\n{steps}\n    return result\n"
    names: dict[str, Any] = {f"{n}_": known for n, known in {**arithmetic, **constants}.items()}
    names["KNOWN"] = _Known(number)
    if not lazily:
        names["pick_"] = _of_sides(arithmetic["pick"])
    exec(compile(text, "<sponte straight>", "exec"), names)
    return names["steps"]


def _of_sides(pick: Callable[..., Any]) -> Callable[..., Any]:
    """A choice by a comparison, and only where that says nothing by the difference."""

    def of_sides(left: Any, right: Any, first: Any, second: Any) -> Any:
        if left >= right:
            return first
        return second if left < right else pick(left - right, first, second)

    return of_sides


def _language(arithmetic: Mapping[str, Callable[..., Any]], lazily: bool) -> Language:
    named = {name: f"{name}_({_places(name)})" for name in arithmetic if name not in INFIX}
    return Language(
        name="straight",
        comment="#",
        step="{name} = {value}",
        calls=named | ({"pick": "({1} if {0} else {2})"} if lazily else {}),
        number=lambda constant: f"KNOWN[{constant!r}]",
        condition="{0} >= {1}" if lazily else "{0}, {1}",
        constants={name: f"{name}_()" for name in FLOATS},
    )


def _places(name: str) -> str:
    """The places of an operation's arguments in a template."""
    return ", ".join(f"{{{place}}}" for place in range(ARGUMENTS.get(name, 1)))
