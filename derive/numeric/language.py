"""Prints straight-line programs in a language given as data: templates for calls and steps."""

import ast
import textwrap
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace

from derive.errors import ExportError
from derive.numeric.operations import BIN_TOTAL, FLOATS, SO_FAR, TOTAL
from derive.numeric.program import Program, Step, names, operands, operation

INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
_STRENGTH = {"add": 1, "sub": 1, "mul": 2, "div": 2, "neg": 3}


@dataclass(frozen=True)
class Language:
    """How a target writes operations, steps and comments.

    `calls` has a template with {0}, {1}, ... for each operation other than + - * / and negation;
    an operation without template is one that the target does not support. In `pick` {0} is a
    condition (see `condition`), {1} and {2} are the values where it holds and where not; in other
    `tests` {0} is one too. A target
    whose numbers have no infix operators gives templates for those too. `total` is the whole step
    that sums {value}, a term in p_i, over the detectors into {name} and {name}_lost, `bins` the
    same over the bins, bin_k = 1..n, after a line {steps} for what each term needs. `so_far` is the
    step of a sum over the bins so far, `start` the line {starts} before all bins; {total} is the
    name of the sum that they are for. Operations in `loose` need parentheses inside of a larger
    expression, `constants` are those not written as floats. Without a template,
    `mad(a, b, c)` is a*b + c.
    """

    name: str
    comment: str
    step: str
    calls: Mapping[str, str]
    number: Callable[[int | float], str] = repr
    condition: str = "{0} >= {1}"
    total: str = ""
    bins: str = ""
    so_far: str = ""
    start: str = ""
    infix: Mapping[str, str] = field(default_factory=lambda: INFIX)
    loose: Collection[str] = ()
    tests: Collection[str] = ("pick", "chosen")
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def operations(self) -> frozenset[str]:
        """The operations that the target supports."""
        sums = {TOTAL: self.total, BIN_TOTAL: self.bins, SO_FAR: self.so_far}
        own = {name for name, template in sums.items() if template}
        return frozenset(self.calls) | frozenset(_STRENGTH) | {"mad"} | own


def body(program: Program, language: Language, indent: str) -> str:
    """The steps of a program, one per line, notes as comments.

    :raises ExportError: when the target does not support an operation of the program.
    """
    require(program, language)
    lines = (_line(step, program, language) for step in program.once)
    return textwrap.indent("\n".join(lines), indent)


def frugal(program: Program, language: Language, indent: str) -> str:
    """The steps in Python, each forgotten after its last use: what is in use then stays in cache.

    A condition that decides more than once is a step of its own.

    :raises ExportError: when the target does not support an operation of the program.
    """
    program = _decided_once(program)
    own, lines = {step.name for step in program.steps}, list[str]()
    for step in reversed(program.steps):
        over = sorted(own.intersection(names(step.value)))
        own.difference_update(over)
        lines += [f"{indent}del {', '.join(over)}"] if over else []
        lines.append(body(Program((), (step,), ()), language, indent))
    return "\n".join(reversed(lines))


def _decided_once(program: Program) -> Program:
    """The same with what several choices depend on as steps."""
    tests = Counter(ast.unparse(n.args[0]) for step in program.steps for n in _choices(step.value))
    known: dict[str, str] = {}
    steps: list[Step] = []

    class Put(ast.NodeTransformer):
        def visit_Call(self, node: ast.Call) -> ast.Call:
            self.generic_visit(node)
            text = ast.unparse(node.args[0]) if _is_choice(node) else ""
            if tests[text] <= 1:
                return node
            if text not in known:
                known[text] = f"chosen_{len(known)}"
                chosen = ast.Call(ast.Name("chosen"), [node.args[0]], [])
                steps.append(Step(known[text], chosen, ""))
            return ast.Call(ast.Name("blend"), [ast.Name(known[text]), *node.args[1:]], [])

    for step in program.steps:
        chooses = any(_choices(step.value))
        steps.append(replace(step, value=Put().visit(deepcopy(step.value))) if chooses else step)
    return replace(program, steps=tuple(steps))


def _choices(value: ast.expr) -> Iterator[ast.Call]:
    return (n for n in ast.walk(value) if isinstance(n, ast.Call) and _is_choice(n))


def _is_choice(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == "pick"


SUMS = {
    TOTAL: "sums over detectors",
    BIN_TOTAL: "sums of n terms",
    SO_FAR: "sums of n terms",
}
"""What programs call sums, in words."""


def require(program: Program, language: Language) -> None:
    """Refuse a program with operations that a target does not support.

    :raises ExportError: naming them.
    """
    missing = program.operations - language.operations
    if missing:
        found = dict.fromkeys(SUMS.get(name, name) for name in sorted(missing))
        raise ExportError(f"target {language.name} has no {', '.join(found)}")


def _line(step: Step, program: Program, language: Language, total: str = "") -> str:
    """A step; `total` is the sum for each of whose terms it is computed, if there is one."""
    templates = {TOTAL: language.total, BIN_TOTAL: language.bins, SO_FAR: language.so_far}
    template = templates.get(operation(step.value), language.step)
    whole = step.sums or (step.runs and language.so_far)
    value = expression(operands(step.value)[0] if whole else step.value, language)
    note = f"  {language.comment} {step.note}" if step.note else ""
    blocks = _blocks(step, program, language)
    first, *rest = _filled(template, blocks, name=step.name, value=value, total=total)
    return "\n".join([f"{first}{note}", *rest])


def _blocks(step: Step, program: Program, language: Language) -> dict[str, str]:
    """The lines that the template of a sum has a place for."""
    each = program.each(step) if step.sums else ()
    running = [inner.name for inner in each if inner.runs]
    starts = [language.start.format(name=name, total=step.name) for name in running]
    lines = [_line(inner, program, language, step.name) for inner in each]
    return {"{steps}": "\n".join(lines), "{starts}": "\n".join(starts)}


def _filled(template: str, blocks: Mapping[str, str], **texts: str) -> Iterator[str]:
    """The lines of a template, those of a block where it has a line for them."""
    for line in template.splitlines():
        place = line.strip()
        if place in blocks:
            yield from textwrap.indent(blocks[place], line.removesuffix(place)).splitlines()
        else:
            yield line.format(**texts)


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
    if op in language.calls:
        return _call(op, parts, language, binding)
    if op == "mad":
        op, parts = _product_and_sum(*parts)
    return _infix(op, parts, language, binding)


def _call(op: str, parts: list[ast.expr], language: Language, binding: int) -> str:
    test, rest = (parts[:1], parts[1:]) if op in language.tests else ([], parts)
    texts = [_comparison(part, language) for part in test]
    texts += [expression(part, language) for part in rest]
    text = language.calls[op].format(*texts)
    return f"({text})" if op in language.loose and binding else text


def _product_and_sum(a: ast.expr, b: ast.expr, c: ast.expr) -> tuple[str, list[ast.expr]]:
    """a*b + c, or a*b - d where c is -d."""
    product = ast.BinOp(a, ast.Mult(), b)
    return ("sub", [product, *operands(c)]) if operation(c) == "neg" else ("add", [product, c])


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
        text = f"{left}{space}{language.infix[op]}{space}{right}"
    return f"({text})" if strength < binding or (op in language.loose and binding) else text


def joined(parts: Sequence[str], joiner: str, indent: str, end: str = "") -> str:
    """Parts with an operator in between, on lines of at most 100 characters.

    A line that goes on ends in `end`.

    >>> print(joined(["a >= 0", "b >= 0"], "&&", "  "))
      a >= 0 && b >= 0
    """
    kept = [part.replace(" ", "\xa0") for part in parts]  # lines break at operators only
    text = f" {joiner}\xa0".join(kept)
    lines = textwrap.wrap(text, 98 - len(indent), break_on_hyphens=False, break_long_words=False)
    return textwrap.indent(f"{end}\n".join(lines), indent).replace("\xa0", " ")


def sentence(title: str, equation: str) -> str:
    """The first line of a function's description."""
    return f"{title[0].upper()}{title[1:]}, Eq. ({equation})."


def header(lines: list[str], language: Language, mark: str = "") -> str:
    """Lines of text as a block of comments, each with the language's mark or another one."""
    return "\n".join(f"{mark or language.comment} {line}".rstrip() for line in lines)
