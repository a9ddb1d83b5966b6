"""Straight-line programs: a formula as named steps over a short list of operations.

A stable form (:mod:`derive.numeric.stable`) is written once as such a program. It is then evaluated
in any arithmetic (floats, double-double numbers, balls), printed in any language, or read as an
exact expression: the last is what gets proved equal to the derived equation.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

from derive.numeric.operations import (
    BIN_TOTAL,
    CHOICES,
    CONSTANTS,
    ENTRIES,
    ENTRY_OF,
    INNER,
    OPERATIONS,
    OWN,
    SO_FAR,
)
from derive.numeric.syntax import syntax_tree

_ALL = frozenset((*OPERATIONS, *OWN, *CHOICES, *INNER, *ENTRY_OF, SO_FAR))
SO_FAR_BY = "so far by"
"""What an arithmetic may say of a sum so far: before an entry, and after it."""
Spelling: TypeAlias = str | tuple[Any, ...]
"""What tells expressions apart, see :func:`spelling`."""
_INFIX = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div"}


@dataclass(frozen=True)
class Step:
    """One line ``name = value  # note`` of a program."""

    name: str
    value: ast.expr
    note: str

    @cached_property
    def uses(self) -> frozenset[str]:
        """The names of the quantities that its value needs."""
        return frozenset(names(self.value))

    @property
    def term(self) -> ast.expr | None:
        """What is summed over the detectors or the bins, if this step is such a sum."""
        return operands(self.value)[0] if self.sums else None

    @property
    def sums(self) -> str:
        """The operation of a step that is a sum; empty for any other."""
        found = operation(self.value)
        return found if found in ENTRY_OF else ""

    @property
    def runs(self) -> bool:
        """Whether this is a sum over the bins so far."""
        return operation(self.value) == SO_FAR

    @property
    def defines(self) -> tuple[str, ...]:
        """The names that later steps may use."""
        return (self.name, f"{self.name}_lost") if self.term else (self.name,)


@dataclass(frozen=True)
class Program:
    """Steps from the inputs to the outputs; a step uses inputs, constants and steps before it."""

    inputs: tuple[str, ...]
    steps: tuple[Step, ...]
    outputs: tuple[str, ...]

    @cached_property
    def operations(self) -> frozenset[str]:
        """The names of all operations that the program uses."""
        return frozenset(op for step in self.steps for op in _operations(step.value))

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The names of the steps that have a value for each term of a sum."""
        found: set[str] = set(ENTRIES)
        for step in self.steps:
            if not step.term and not found.isdisjoint(step.uses):
                found.add(step.name)
        return frozenset(found - set(ENTRIES))

    @property
    def once(self) -> tuple[Step, ...]:
        """The steps that are computed once, sums among them."""
        return tuple(step for step in self.steps if step.name not in self.repeated)

    @cached_property
    def passes(self) -> tuple[tuple[Step, ...], ...]:
        """The steps that are computed once, with sums over the same entries together."""
        left, found = [*self.once], list[tuple[Step, ...]]()
        while left:
            later = {name for step in left for name in step.defines}
            alike = [s for s in left if s.sums and later.isdisjoint(self._outside(s))]
            first = left[0]
            group = tuple(s for s in alike if s.sums == first.sums) or (first,)
            found.append(group)
            left = [step for step in left if step not in group]
        return tuple(found)

    def _outside(self, total: Step) -> set[str]:
        """What the terms of a sum use that is computed once."""
        steps = (*self.each(total), total)
        return {name for step in steps for name in step.uses} - self.repeated

    def each(self, *totals: Step) -> tuple[Step, ...]:
        """The steps that are computed for each term of sums, in order."""
        needed = {name for total in totals for name in total.uses}
        last, found = max(map(self.steps.index, totals)), list[Step]()
        for step in reversed(self.steps[:last]):
            if step.name in needed & self.repeated:
                found.append(step)
                needed |= step.uses
        return tuple(reversed(found))


def program(inputs: Iterable[str], text: str, outputs: Iterable[str]) -> Program:
    """Read a program; steps that no output needs are left out.

    >>> steps = program(["x"], "y = 2*x  # twice\\nz = x - y", ["y"]).steps
    >>> [(step.name, step.note) for step in steps]
    [('y', 'twice')]
    """
    steps = [read_step(line) for line in text.splitlines() if line.strip()]
    outputs = tuple(outputs)
    return _checked(inputs, needed(steps, outputs), outputs)


def traced(function: Callable[..., Any]) -> Program:
    """The program that a Python function says: from its arguments to what it returns.

    Each assignment is a step, with the comment behind it as a note. A number of the module stands
    for its value. A value that is returned without a name is called `result`.

    :raises ValueError: for a body that is more than that.

    >>> from derive.numeric.stable import atom
    >>> atom.inputs, [step.name for step in atom.steps], atom.outputs
    (('rho11',), ['x', 'y'], ('x', 'y'))
    """
    source = textwrap.dedent(inspect.getsource(function)).splitlines()
    (definition,) = syntax_tree("\n".join(source)).body
    if not isinstance(definition, ast.FunctionDef):
        raise ValueError(f"no function: {source[0]}")
    *body, last = map(_Numbers(function.__globals__).visit, definition.body)
    steps = [_assignment(node, source[node.end_lineno - 1]) for node in body if _acts(node)]
    parts = last.value.elts if isinstance(last.value, ast.Tuple) else [last.value]
    outputs = [part.id if isinstance(part, ast.Name) else "result" for part in parts]
    steps += [Step("result", part, "") for part in parts if not isinstance(part, ast.Name)]
    return _checked([argument.arg for argument in definition.args.args], steps, outputs)


class _Numbers(ast.NodeTransformer):
    """Puts numbers in the place of their names, but for the constants of programs."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        numbers = {name: value for name, value in known.items() if isinstance(value, int | float)}
        self.numbers = {name: numbers[name] for name in numbers.keys() - CONSTANTS.keys()}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """The number, or the name as it is."""
        return ast.Constant(self.numbers[node.id]) if node.id in self.numbers else node


class _Names(ast.NodeTransformer):
    """Gives quantities other names."""

    def __init__(self, other: Mapping[str, str]) -> None:
        self.other = other

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """The name, or the other one."""
        return ast.Name(self.other.get(node.id, node.id))


def _acts(node: ast.stmt) -> bool:
    """Whether a statement is more than text."""
    return not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def joined(inputs: Iterable[str], parts: Iterable[Program], outputs: Iterable[str]) -> Program:
    """Programs one after the other, without the steps that no output needs.

    :raises ValueError: where one uses what neither the inputs nor those before it give.
    """
    inputs, outputs = tuple(inputs), tuple(outputs)
    known, steps = {*inputs}, list[Step]()
    for part in parts:
        if missing := {*part.inputs} - known - _entries(known):
            raise ValueError(f"a part of a program lacks {sorted(missing)}")
        known |= {*part.outputs}
        steps += part.steps
    return _checked(inputs, needed(steps, outputs), outputs)


def renamed(part: Program, other: Mapping[str, str]) -> Program:
    """A part with other names for some of its inputs and steps.

    >>> from derive.numeric.stable import atom
    >>> [ast.unparse(step.value) for step in renamed(atom, {"x": "excited"}).steps]
    ['rho11', '1 - excited']
    """

    def named(*texts: str) -> tuple[str, ...]:
        return tuple(other.get(text, text) for text in texts)

    def again(step: Step) -> Step:
        (name,), value = named(step.name), _Names(other).visit(deepcopy(step.value))
        return Step(name, value, re.sub(r"\w+", lambda word: named(word[0])[0], step.note))

    steps = map(again, part.steps)
    return _checked(named(*part.inputs), steps, named(*part.outputs))


def needed(steps: Sequence[Step], outputs: Iterable[str]) -> list[Step]:
    """The steps from which the outputs follow."""
    needed, kept = {*outputs}, list[Step]()
    for step in reversed(steps):
        if needed.intersection(step.defines):
            kept.append(step)
            needed |= step.uses | ({"n"} if step.sums == BIN_TOTAL else set())
    return kept[::-1]


def _checked(inputs: Iterable[str], steps: Iterable[Step], outputs: Iterable[str]) -> Program:
    """A program in which every step uses what was defined before it, and defines something new."""
    code = Program(tuple(inputs), tuple(steps), tuple(outputs))
    known = {*code.inputs, *CONSTANTS} | _entries(code.inputs)
    for step in code.steps:
        if unknown := step.uses - known - _entries(known):
            raise ValueError(f"a program uses {sorted(unknown)} without defining them")
        if known.intersection(step.defines):
            raise ValueError(f"a program defines {step.name} twice")
        known |= {*step.defines}
    if unknown := frozenset(code.outputs) - known:
        raise ValueError(f"a program uses {sorted(unknown)} without defining them")
    return code


def _entries(inputs: Collection[str]) -> set[str]:
    """What the entries of those inputs that are vectors are called; n bins are one."""
    vectors = {*inputs, *(["bins"] if "n" in inputs else [])}
    return {entry for entry, vector in ENTRIES.items() if vector in vectors}


def read_step(line: str) -> Step:
    """One line of a program.

    :raises ValueError: for anything else.
    """
    return _assignment(syntax_tree(line.strip()).body[0], line)


def _assignment(node: ast.stmt, line: str) -> Step:
    """The step of ``name = value``, or of ``name, name_lost = total_of(...)`` and the like."""
    match node:
        case ast.Assign([ast.Name(name)], value):
            pass
        case ast.Assign([ast.Tuple([ast.Name(name), ast.Name(lost)])], value) if (
            operation(value) in ENTRY_OF and lost == f"{name}_lost"
        ):
            pass
        case _:
            raise ValueError(f"not a step of a program: {line!r}")
    return Step(name, value, line.partition("#")[2].strip())


def inlined(code: Program) -> ast.expr:
    r"""The only output as one expression of the inputs.

    >>> ast.unparse(inlined(program(["x"], "y = 2*x\nz = y + y", ["z"])))
    '2 * x + 2 * x'
    """
    known: dict[str, ast.expr] = {}

    class Put(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return known.get(node.id, node)

    for step in code.steps:
        known[step.name] = Put().visit(deepcopy(step.value))
    return known[code.outputs[0]]


def names(value: ast.expr) -> Iterator[str]:
    """The names of the quantities that an expression uses, in order, with repetitions."""
    return (node.id for node in _nodes(value) if isinstance(node, ast.Name))


def _nodes(value: ast.expr) -> Iterator[ast.expr]:
    """An expression and all that its operations act on, from left to right."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(operands(node))


def operands(value: ast.expr) -> list[ast.expr]:
    """The expressions that the outermost operation acts on."""
    match value:
        case ast.Name() | ast.Constant():
            return []
        case ast.BinOp(left, _, right):
            return [left, right]
        case ast.Call(ast.Name(), arguments):
            return arguments
        case ast.UnaryOp(ast.USub(), operand):
            return [operand]
    raise ValueError(f"no operation of a program: {ast.unparse(value)}")


def operation(value: ast.expr) -> str:
    """The name of the outermost operation; empty for a name or a number."""
    match value:
        case ast.Name() | ast.Constant():
            return ""
        case ast.BinOp(_, operator, _):
            return _INFIX[type(operator)]
        case ast.Call(ast.Name(name), _) if name in _ALL:
            return name
        case ast.UnaryOp():
            return "neg"
    raise ValueError(f"no operation of a program: {ast.unparse(value)}")


def spelling(value: ast.expr) -> Spelling:
    """An expression as what is the same, and has the same hash, where it is spelt alike.

    >>> a, b, c = (ast.parse(text, mode="eval").body for text in ("x*1", "x * 1", "x*1.0"))
    >>> spelling(a) == spelling(b), spelling(a) == spelling(c)
    (True, False)
    """
    match value:
        case ast.Name(name):
            return name
        case ast.Constant(constant):
            return (repr(constant),)
    return (operation(value), *map(spelling, operands(value)))


def _operations(value: ast.expr) -> Iterator[str]:
    return filter(None, map(operation, _nodes(value)))


Reader = Callable[[Mapping[str, Any], Mapping[str, Callable[..., Any]], Callable[..., Any]], Any]
"""Gives a value from the values of names, the operations, and what makes a number of a constant."""


def _read(value: ast.expr) -> Reader:
    """What computes an expression, so that its form is looked at once and not at each point."""
    match value:
        case ast.Name(name):
            return lambda known, *_: known[name]
        case ast.Constant(constant) if isinstance(constant, int | float):
            return lambda _known, _arithmetic, number: number(constant)
    name, parts = operation(value), [*map(_read, operands(value))]
    return lambda known, arithmetic, number: arithmetic[name](
        *[part(known, arithmetic, number) for part in parts]
    )


_reader = lru_cache(2**14)(_read)


def evaluate(
    code: Program,
    arithmetic: Mapping[str, Callable[..., Any]],
    values: Mapping[str, Any],
    number: Callable[[int | float], Any] = lambda constant: constant,
    replaced: Mapping[str, Callable[[Any, Mapping[str, Any]], Any]] = MappingProxyType({}),
) -> dict[str, Any]:
    """Every step's value in the given arithmetic, a function for each operation.

    A vector input is a sequence of its entries, as is `bins` where a sum is over them; a sum gets
    all its terms, and gives the sum and what that lost. A step in `replaced` gets what that
    function makes of its value and of the steps before it.
    """
    known = dict(values)

    def value_of(node: ast.expr) -> Any:
        return _reader(node)(known, arithmetic, number)

    def compute(step: Step) -> None:
        value = value_of(step.value)
        known[step.name] = replaced[step.name](value, known) if step.name in replaced else value

    def added(before: Any, more: Any, _: Any) -> tuple[Any, Any]:
        return before, arithmetic["add"](before, more)

    so_far = arithmetic.get(SO_FAR_BY, added)

    def terms(sums: Sequence[Step]) -> Iterator[list[Any]]:
        entry, each = ENTRY_OF[sums[0].sums], code.each(*sums)
        running = {inner.name: number(0) for inner in each if inner.runs}
        for value in known[ENTRIES[entry]]:
            known[entry] = number(value) if isinstance(value, int) else value
            for inner in each:
                if inner.runs and SO_FAR not in arithmetic:
                    more, before = value_of(operands(inner.value)[0]), running[inner.name]
                    known[inner.name], running[inner.name] = so_far(before, more, value)
                else:
                    compute(inner)
            yield [value_of(step.term) for step in sums if step.term]

    for group in code.passes:
        if not group[0].sums:
            compute(group[0])
            continue
        rows = list(terms(group))
        for place, step in enumerate(group):
            found = arithmetic[step.sums]([row[place] for row in rows])
            known |= zip(step.defines, found, strict=True)
    return known
