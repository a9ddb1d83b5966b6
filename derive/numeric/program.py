"""Straight-line programs: a formula as named steps over a short list of operations.

A stable form (:mod:`derive.numeric.stable`) is written once as such a program. It is then evaluated
in any arithmetic (floats, double-double numbers, balls), printed in any language, or read as an
exact expression: the last is what gets proved equal to the derived equation.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any

from sympy import Add, E, Expr, Integer, Rational, S, Sum, erf, exp, expand, log, pi, sqrt

from derive import symbols as sym

OPERATIONS: dict[str, Callable[..., Expr]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "neg": lambda a: -a,
    "fma": lambda a, b, c: a * b + c,
    "remainder": lambda a, b, n: a - b * n,
    "sqrt": sqrt,
    "exp": exp,
    "expm1": lambda a: exp(a) - 1,
    "log": log,
    "log1p": lambda a: log(1 + a),
    "log_ratio": lambda a, b, _: log(a / b),
    "erf": erf,
    "erfc": lambda a: 1 - erf(a),
    "artanh_excess": lambda a, *_: log((1 + a) / (1 - a)) / (2 * a) - 1,
    "positive": lambda a: a,
    "nonnegative": lambda a: a,
    "capped": lambda a, _: a,
}
"""Each operation and what it means exactly.

`fma(a, b, c)` is a*b + c with one rounding, used for what a product lost;
`remainder(a, b, n)` is a - b*n for b = a/n in floats, which has no rounding;
`log_ratio(a, b, d)` is ln(a/b) for positive a and b, where d is a - b;
`artanh_excess(z, s, r)` is artanh(z)/z - 1, where s*r is 1 - z. The guards are the
identity on the domain: `positive(a)` is a, but at least the smallest normal float, so that
0 log 0 is 0; `nonnegative(a)` is a, but 0 where rounding made it negative; `capped(a, b)` is a,
but b where a is larger: only for b from which on the result no longer changes as a float.
"""
CLAIMS: dict[str, Callable[..., tuple[Expr, Expr]]] = {
    "log_ratio": lambda a, b, d: (d, a - b),
    "artanh_excess": lambda z, s, r: (s * r, 1 - z),
}
"""What the arguments of an operation are said to fulfil: two expressions that are equal."""
CHOICES = ("pick", "abs", "max", "min")
"""Operations with cases: `pick(t, a, b)` is a where t >= 0, else b; the others follow from it."""
TOTAL, BIN_TOTAL = "total_of", "over_bins"
"""Sums, only as a whole step: ``total = total_of(f(p_i))`` is over all detectors, where p_i is an
entry of the input p; ``total = over_bins(f(bin_k))`` over the bins, bin_k = 1..n. Other steps that
use p_i or bin_k, or such a step, are computed for each term anew. A sum also defines `total_lost`,
what rounding lost of it: 0 exactly."""
SO_FAR = "so_far"
"""The sum over the bins before bin_k, only as a whole step that is computed for each bin."""
ENTRIES = {"p_i": "p", "bin_k": "bins"}
"""What a sum runs over: `bins` comes with the input n and holds the numbers 1..n."""
ENTRY_OF = {TOTAL: "p_i", BIN_TOTAL: "bin_k"}
INNER = ("nearest", "scaled", "leading_log", "mad", "whole", "power_of_2", "exponent",
         "significand", "expm1_small", "log_normal")  # fmt: skip
"""Operations that no stable form uses: :mod:`derive.numeric.double_double` and
:mod:`derive.numeric.elementary` build others from them.

`mad(a, b, c)` is a*b + c with one rounding or two; `whole(a)` is the whole number nearest to a;
a is significand(a)*power_of_2(exponent(a)), the first in [sqrt(1/2), sqrt(2)), for normal a > 0.
"""
CONSTANTS: dict[str, Expr] = {"E_HIGH": E, "E_LOW": S.Zero, "TWO_OVER_ROOT_PI": 2 / sqrt(pi)}
"""Named constants, exactly."""
FLOATS = {
    "E_HIGH": 2.718281828459045,
    "E_LOW": 1.4456468917292502e-16,
    "TWO_OVER_ROOT_PI": 1.1283791670955126,
}
"""The same as floats: E_HIGH + E_LOW is e to twice the precision."""

_ALL = frozenset((*OPERATIONS, *CHOICES, *INNER, TOTAL, BIN_TOTAL, SO_FAR))
_INFIX = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div"}


@dataclass(frozen=True)
class Step:
    """One line ``name = value  # note`` of a program."""

    name: str
    value: ast.expr
    note: str

    @property
    def term(self) -> ast.expr | None:
        """What is summed over the detectors or the bins, if this step is such a sum."""
        return operands(self.value)[0] if self.sums else None

    @property
    def sums(self) -> str:
        """The operation of a step that is a sum; empty for any other."""
        found = operation(self.value)
        return found if found in (TOTAL, BIN_TOTAL) else ""

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

    @property
    def operations(self) -> frozenset[str]:
        """The names of all operations that the program uses."""
        return frozenset(op for step in self.steps for op in _operations(step.value))

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The names of the steps that have a value for each term of a sum."""
        found: set[str] = set(ENTRIES)
        for step in self.steps:
            if not step.term and not found.isdisjoint(names(step.value)):
                found.add(step.name)
        return frozenset(found - set(ENTRIES))

    @property
    def once(self) -> tuple[Step, ...]:
        """The steps that are computed once, sums among them."""
        return tuple(step for step in self.steps if step.name not in self.repeated)

    def each(self, total: Step) -> tuple[Step, ...]:
        """The steps that are computed for each term of a sum, in order."""
        needed, found = set(names(total.value)), []
        for step in reversed(self.steps[: self.steps.index(total)]):
            if step.name in needed & self.repeated:
                found.append(step)
                needed |= set(names(step.value))
        return tuple(reversed(found))


def program(inputs: Iterable[str], text: str, outputs: Iterable[str]) -> Program:
    """Read a program; steps that no output needs are left out.

    >>> steps = program(["x"], "y = 2*x  # twice\\nz = x - y", ["y"]).steps
    >>> [(step.name, step.note) for step in steps]
    [('y', 'twice')]
    """
    needed = set(outputs := tuple(outputs))
    kept: list[Step] = []
    for step in reversed([_step(line) for line in text.splitlines() if line.strip()]):
        if needed.intersection(step.defines):
            kept.append(step)
            needed |= set(names(step.value))
    vectors = {*inputs, *(["bins"] if "n" in inputs else [])}
    known = {*inputs, *CONSTANTS, *(entry for entry, of in ENTRIES.items() if of in vectors)}
    if len({step.name for step in kept}) < len(kept):
        raise ValueError("a program defines a step twice")
    unknown = needed - known - {name for step in kept for name in step.defines}
    if unknown:
        raise ValueError(f"a program uses {sorted(unknown)} without defining them")
    return Program(tuple(inputs), tuple(reversed(kept)), outputs)


def _step(line: str) -> Step:
    statement = ast.parse(line.strip()).body[0]
    if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
        raise ValueError(f"not a step of a program: {line!r}")
    return Step(statement.targets[0].id, statement.value, line.partition("#")[2].strip())


def names(value: ast.expr) -> Iterator[str]:
    """The names of the quantities that an expression uses, in order, with repetitions."""
    if isinstance(value, ast.Name):
        yield value.id
    for child in operands(value):
        yield from names(child)


def operands(value: ast.expr) -> list[ast.expr]:
    """The expressions that the outermost operation acts on."""
    match value:
        case ast.BinOp(left, _, right):
            return [left, right]
        case ast.UnaryOp(ast.USub(), operand):
            return [operand]
        case ast.Call(ast.Name(), arguments):
            return arguments
        case ast.Name() | ast.Constant():
            return []
    raise ValueError(f"no operation of a program: {ast.unparse(value)}")


def operation(value: ast.expr) -> str:
    """The name of the outermost operation; empty for a name or a number."""
    match value:
        case ast.BinOp(_, operator, _):
            return _INFIX[type(operator)]
        case ast.UnaryOp():
            return "neg"
        case ast.Call(ast.Name(name), _) if name in _ALL:
            return name
        case ast.Name() | ast.Constant():
            return ""
    raise ValueError(f"no operation of a program: {ast.unparse(value)}")


def _operations(value: ast.expr) -> Iterator[str]:
    if operation(value):
        yield operation(value)
    for child in operands(value):
        yield from _operations(child)


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
        match node:
            case ast.Name(name):
                return known[name]
            case ast.Constant(constant) if isinstance(constant, int | float):
                return number(constant)
        return arithmetic[operation(node)](*map(value_of, operands(node)))

    def compute(step: Step) -> None:
        value = value_of(step.value)
        known[step.name] = replaced[step.name](value, known) if step.name in replaced else value

    def terms(step: Step, node: ast.expr) -> Iterator[Any]:
        entry, each = ENTRY_OF[step.sums], code.each(step)
        running = {inner.name: number(0) for inner in each if inner.runs}
        for value in known[ENTRIES[entry]]:
            known[entry] = number(value) if isinstance(value, int) else value
            for inner in each:
                if inner.runs and SO_FAR not in arithmetic:
                    known[inner.name] = running[inner.name]
                    more = value_of(operands(inner.value)[0])
                    running[inner.name] = arithmetic["add"](running[inner.name], more)
                else:
                    compute(inner)
            yield value_of(node)

    for step in code.once:
        if step.term:
            found = arithmetic[step.sums](list(terms(step, step.term)))
            known |= zip(step.defines, found, strict=True)
        else:
            compute(step)
    return known


@dataclass(frozen=True)
class Case:
    """The outputs as exact expressions, valid where every hypothesis is >= 0.

    They were computed with a simpler form of some steps; `lemmas` are pairs of such a step's own
    value and the form used instead. `claims` are pairs that operations
    took to be equal, see :data:`CLAIMS`.
    """

    hypotheses: tuple[Expr, ...]
    outputs: tuple[Expr, ...]
    lemmas: tuple[tuple[Expr, Expr], ...] = ()
    claims: tuple[tuple[Expr, Expr], ...] = ()


def cases(code: Program, values: Mapping[str, Expr], lemmas: str = "") -> Iterator[Case]:
    """What a program means exactly, one case for each way through its `pick`s.

    `lemmas` are steps ``name = value``: simpler forms of steps of the program, to be used in
    their place. The meaning is then only as good as the proofs of :attr:`Case.lemmas`.

    >>> doubled = program(["x"], "y = pick(x - 1, 2*x, x + 1)", ["y"])
    >>> from sympy.abc import x
    >>> [(case.hypotheses, case.outputs) for case in cases(doubled, {"x": x})]
    [((x - 1,), (2*x,)), ((1 - x,), (x + 1,))]
    """
    simpler = {step.name: step for step in map(_step, filter(str.strip, lemmas.splitlines()))}
    pending: list[tuple[bool, ...]] = [()]
    while pending:
        path = pending.pop()
        case, taken = _case(code, values, path, simpler)
        pending += [(*taken[:i], not taken[i]) for i in range(len(taken) - 1, len(path) - 1, -1)]
        yield case


def _case(
    code: Program, values: Mapping[str, Expr], path: tuple[bool, ...], simpler: Mapping[str, Step]
) -> tuple[Case, tuple[bool, ...]]:
    decided: dict[Expr, bool] = {}

    def pick(test: Expr, first: Expr, second: Expr) -> Expr:
        test = expand(test)
        if first == second or test.is_number:
            return first if first == second or test >= 0 else second
        if -test in decided:
            return second if decided[-test] else first
        if test not in decided:
            decided[test] = path[len(decided)] if len(decided) < len(path) else True
        return first if decided[test] else second

    exact = OPERATIONS | {
        "pick": pick,
        "abs": lambda a: pick(a, a, -a),
        "max": lambda a, b: pick(a - b, a, b),
        "min": lambda a, b: pick(a - b, b, a),
        TOTAL: lambda terms: (Add(*map(_over_detectors, terms)), S.Zero),
        BIN_TOTAL: lambda terms: (Add(*map(_over_bins, terms)), S.Zero),
        SO_FAR: lambda term: Sum(term.subs(sym.k, sym.i), (sym.i, 1, sym.k - 1)),
    }
    claims: list[tuple[Expr, Expr]] = []

    def claiming(name: str) -> Callable[..., Expr]:
        def apply(*arguments: Expr) -> Expr:
            claims.append(CLAIMS[name](*arguments))
            return OPERATIONS[name](*arguments)

        return apply

    exact |= {name: claiming(name) for name in CLAIMS}
    used: list[tuple[Expr, Expr]] = []

    def replace(value: Expr, known: Mapping[str, Expr], step: Step) -> Expr:
        used.append((value, evaluate(Program((), (step,), ()), exact, known, _rational)[step.name]))
        return used[-1][1]

    replaced = {name: partial(replace, step=step) for name, step in simpler.items()}
    given = {**CONSTANTS, "bins": [sym.k], **values}
    known = evaluate(code, exact, given, _rational, replaced)
    hypotheses = tuple(test if holds else -test for test, holds in decided.items())
    outputs = tuple(known[o] for o in code.outputs)
    return Case(hypotheses, outputs, tuple(used), tuple(claims)), tuple(decided.values())


def _over_detectors(term: Expr) -> Expr:
    """The sum over i of a term in p_i; a sum inside of the term binds its own i."""
    return Sum(term, (sym.i, 1, sym.m))


def _over_bins(term: Expr) -> Expr:
    """The sum over the bins of a term in k."""
    return Sum(term, (sym.k, 1, sym.n))


def _rational(constant: int | float) -> Expr:
    return Integer(constant) if isinstance(constant, int) else Rational(constant)
