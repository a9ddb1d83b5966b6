"""Prints straight-line programs in a language given as data: templates for calls and steps."""

import ast
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from derive.errors import ExportError
from derive.program import FLOATS, TOTAL, Program, Step, operands, operation

INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
_STRENGTH = {"add": 1, "sub": 1, "mul": 2, "div": 2, "neg": 3}


@dataclass(frozen=True)
class Language:
    """How a target writes operations, steps and comments.

    `calls` has a template with {0}, {1}, ... for each operation other than + - * / and negation;
    an operation without template is one that the target does not support. In `pick` {0} is a
    condition (see `condition`), {1} and {2} are the values where it holds and where not. A target
    whose numbers have no infix operators gives templates for those too. `total` is the whole step
    that sums {value}, a term in p_i, over the detectors into {name} and {name}_lost.
    """

    name: str
    comment: str
    step: str
    calls: Mapping[str, str]
    number: Callable[[int | float], str] = repr
    condition: str = "{0} >= {1}"
    total: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)
    """How named constants are written, other than as floats."""

    @property
    def operations(self) -> frozenset[str]:
        """The operations that the target supports."""
        sums = {TOTAL} if self.total else set()
        return frozenset(self.calls) | frozenset(_STRENGTH) | sums


def body(program: Program, language: Language, indent: str) -> str:
    """The steps of a program, one per line, notes as comments.

    :raises ExportError: when the target does not support an operation of the program.
    """
    missing = program.operations - language.operations
    if missing:
        raise ExportError(f"target {language.name} has no {', '.join(sorted(missing))}")
    return textwrap.indent("\n".join(_line(step, language) for step in program.steps), indent)


def _line(step: Step, language: Language) -> str:
    template = language.total if step.term else language.step
    value = expression(step.term or step.value, language)
    note = f"  {language.comment} {step.note}" if step.note else ""
    first, *rest = template.format(name=step.name, value=value).splitlines()
    return "\n".join([f"{first}{note}", *rest])


def expression(node: ast.expr, language: Language, binding: int = 0) -> str:
    """An expression in the target's notation, with no more parentheses than its order needs.

    >>> plain = Language("plain", "#", "{name} = {value}", {"exp": "exp({0})"})
    >>> expression(ast.parse("-a*(b*c) - (d - exp(e + 1))", mode="eval").body, plain)
    '-a*(b*c) - (d - exp(e + 1))'
    """
    match node:
        case ast.Name(name) if name in language.constants:
            return language.constants[name]
        case ast.Name(name):
            return language.number(FLOATS[name]) if name in FLOATS else name
        case ast.Constant(constant) if isinstance(constant, int | float):
            return language.number(constant)
    op, parts = operation(node), operands(node)
    if op == "pick":
        test, *parts = parts
        texts = [_comparison(test, language), *(expression(part, language) for part in parts)]
        return language.calls[op].format(*texts)
    if op in language.calls:
        return language.calls[op].format(*(expression(part, language) for part in parts))
    return _infix(op, parts, language, binding)


def _comparison(test: ast.expr, language: Language) -> str:
    """The condition test >= 0; a difference is compared without being computed."""
    sides = operands(test) if operation(test) == "sub" else [test, ast.Constant(0)]
    texts = (expression(side, language, _STRENGTH["add"]) for side in sides)
    return language.condition.format(*texts)


def _infix(op: str, parts: list[ast.expr], language: Language, binding: int) -> str:
    strength = _STRENGTH[op]
    if op == "neg":
        text = "-" + expression(parts[0], language, strength)
    else:
        space = " " if strength == 1 else ""
        left = expression(parts[0], language, strength)
        # A right operand of the same strength keeps its parentheses: rounding depends on order.
        right = expression(parts[1], language, strength + 1)
        text = f"{left}{space}{INFIX[op]}{space}{right}"
    return f"({text})" if strength < binding else text


def header(lines: list[str], language: Language) -> str:
    """Lines of text as a block of comments."""
    return "\n".join(f"{language.comment} {line}".rstrip() for line in lines)
