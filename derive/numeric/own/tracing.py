"""An expression as a straight-line program, with a step for each part that is used twice."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import (
    Abs,
    Add,
    E,
    Expr,
    Float,
    Function,
    Integer,
    Max,
    Min,
    Mul,
    Pow,
    Rational,
    S,
    Sum,
    Symbol,
    atan,
    cos,
    erf,
    erfc,
    exp,
    log,
    pi,
    preorder_traversal,
    sift,
    sin,
)

from derive.errors import ExportError
from derive.functions import Phi, eta, log2
from derive.numeric.operations import BIN_TOTAL
from derive.numeric.program import Program, program

MOST_WRITTEN = 64
"""Terms of a sum of a known number of terms, which are written one by one."""
BIN = Symbol("bin_k", integer=True, positive=True)
"""The number of a term in every sum."""
COUNT = "n"
"""The name that programs have for the number of terms."""


class nats(Function):  # noqa: N801 - as the functions of formulas
    """The term -a ln a of an entropy, 0 at 0."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> Expr:  # noqa: ARG002
        """-ln a - 1."""
        return -log(self.args[0]) - 1

    def _eval_rewrite_as_log(self, arg: Expr, **_: Any) -> Expr:
        return -arg * log(arg)


def in_nats(value: Expr) -> Expr | None:
    """The same number in nats, of an expression that is a combination of entropies; else None.

    >>> from sympy.abc import x
    >>> in_nats(x*eta(x) - log2(x)), in_nats(1 - eta(x))
    (x*nats(x) - log(x), None)
    """
    if not value.has(eta, log2):
        return S.Zero if value == 0 else None
    match value:
        case eta() | log2():
            own = value.args[0]
            return None if own.has(eta, log2) else (nats if isinstance(value, eta) else log)(own)
        case Add():
            terms = [in_nats(term) for term in value.args]
            return None if None in terms else Add(*terms)
        case Mul():
            (first, *more), rest = sift(value.args, lambda x: x.has(eta, log2), binary=True)
            found = None if more else in_nats(first)
            return None if found is None else Mul(*rest, found)
        case Sum():
            found = in_nats(value.function)
            limits = any(limit.has(eta, log2) for limits in value.limits for limit in limits)
            return None if found is None or limits else Sum(found, *value.limits)
    return None


@dataclass
class Trace:
    """The steps so far, and the parts that they compute."""

    inputs: Mapping[Symbol, str]
    entropy: str
    """How -a ln a is written, of a name."""
    prefix: str
    shared: frozenset[Expr] = frozenset()
    steps: list[str] = field(default_factory=list)
    known: dict[Expr, str] = field(default_factory=dict)
    count: Symbol | None = None

    def named(self, text: str, value: Expr | None = None) -> str:
        """A step with this text; its name."""
        name = f"{self.prefix}{len(self.steps) + 1}"
        self.steps.append(f"{name} = {text}")
        if value is not None:
            self.known[value] = name
        return name

    def of(self, value: Expr) -> str:
        """The text of a value, in brackets where it needs them."""
        if value in self.known:
            return self.known[value]
        text = self._text(value)
        return self.named(text, value) if value in self.shared else text

    def _text(self, value: Expr) -> str:
        for kind, method in METHODS:
            if isinstance(value, kind):
                return method(self, value)
        what = type(value).__name__ if value.args else value
        raise ExportError(f"no code for {what}: elementary functions, entropies and finite sums")

    def name(self, value: Expr) -> str:
        """The name of a value that is used twice in one text."""
        text = self.of(value)
        return text if text.isidentifier() else self.named(text, value)


def traced(
    value: Expr,
    inputs: Mapping[Symbol, str],
    entropy: str,
    scale: str = "",
    parts: Iterable[tuple[Symbol, Expr]] = (),
) -> tuple[Program, Symbol | None]:
    """The program of an expression, and the symbol that counts the terms of its sums, if any.

    `entropy` is a template for -a ln a, a name; the result is multiplied by the input `scale`.
    `parts` are symbols that it has besides, in order, and what they stand for.

    :raises ExportError: for what no program can say.

    >>> from sympy.abc import x
    >>> steps = traced(eta(x) + exp(-x), {x: "x"}, "entropy({0})")[0].steps
    >>> [step.name for step in steps][-1]
    'result'
    """
    trace = Trace(inputs, entropy, _prefix(inputs.values()), _shared(value))
    for symbol, part in parts:
        trace.known[symbol] = trace.name(part)
    text = trace.of(value)
    given = [*inputs.values(), *([scale] if scale else [])]
    last = f"({text})*{scale}" if scale else text
    lines = [*_start(trace), *trace.steps, f"result = {last}"]
    return program(given, "\n".join(lines), ["result"]), trace.count


def _start(trace: Trace) -> list[str]:
    """The step that says how many terms sums have, unless an input of that name does."""
    if trace.count is None or trace.inputs[trace.count] == COUNT:
        return []
    if COUNT in trace.inputs.values():
        raise ExportError(f"sums to {trace.count} beside {COUNT}, their number in code: rename it")
    return [f"{COUNT} = {trace.inputs[trace.count]}"]


def _prefix(names: Iterable[str]) -> str:
    """A start of names that no input has."""
    prefix = "v"
    while any(name.startswith(prefix) for name in names):
        prefix += "_"
    return prefix


def _shared(value: Expr) -> frozenset[Expr]:
    """The parts that occur more than once, but for numbers, symbols and what a sum is over."""
    uses = Counter(preorder_traversal(value))
    bound = {limits[0] for part in uses if isinstance(part, Sum) for limits in part.limits}
    return frozenset(
        part
        for part, times in uses.items()
        if times > 1 and isinstance(part, Expr) and part.args and not part.free_symbols & bound
        and not part.is_Rational
    )  # fmt: skip


# How each kind of expression is written.


def _symbol(trace: Trace, value: Symbol) -> str:
    if value in trace.inputs:
        return trace.inputs[value]
    if value == BIN:
        return str(value)
    raise ExportError(f"{value} has no value: it is not among the symbols of the domain")


def _number(_: Trace, value: Rational) -> str:
    top, bottom = (_whole(int(part)) for part in (value.p, value.q))
    text = top if value.q == 1 else f"{top}/{bottom}"
    return text if value >= 0 and value.q == 1 else f"({text})"


def _whole(value: int) -> str:
    """A whole number as a sum of floats, which is exact."""
    parts, rest = list[str](), value
    while rest or not parts:
        try:
            part = int(float(rest))
        except OverflowError:
            raise ExportError("a number is too large for floats") from None
        parts.append(repr(part) if abs(part) < 2**53 else repr(float(part)))
        rest -= part
    return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"


def _add(trace: Trace, value: Add) -> str:
    text = ""
    for term in sorted(value.args, key=lambda x: (x.could_extract_minus_sign(), str(x))):
        minus = term.could_extract_minus_sign()
        own = trace.of(-term if minus else term)
        text += f" {'-' if minus else '+'} {own}" if text else f"-{own}" if minus else own
    return f"({text})"


def _mul(trace: Trace, value: Mul) -> str:
    if value.could_extract_minus_sign():
        return f"(-{trace.of(-value)})"
    above, below = value.as_numer_denom() if value.is_Rational else _fraction(value)
    top = "*".join(trace.of(factor) for factor in above) or "1"
    if not below:
        return top
    return f"({top}/({'*'.join(trace.of(factor) for factor in below)}))"


def _fraction(value: Mul) -> tuple[list[Expr], list[Expr]]:
    """The factors above and below the bar."""
    above, below = [], []
    for factor in value.args:
        base, power = factor.as_base_exp()
        if factor.is_Rational:
            above += [Integer(factor.p)] if factor.p != 1 else []
            below += [Integer(factor.q)] if factor.q != 1 else []
        elif power.is_Rational and power < 0 and base != E:
            below.append(1 / factor)
        else:
            above.append(factor)
    return above, below


def _power(trace: Trace, value: Pow) -> str:
    base, power = value.as_base_exp()
    if base == E:
        return f"exp({trace.of(power)})"
    if power.is_Rational and power.q <= 2 and abs(power.p) <= MOST_WRITTEN:
        root = base if power.q == 1 else None
        name = trace.name(base) if root is not None else _root(trace, base)
        found = "*".join([name] * abs(int(power.p)))
        return f"(1/({found}))" if power < 0 else f"({found})"
    return _general_power(trace, base, power)


def _root(trace: Trace, base: Expr) -> str:
    """The name of a root; what is under it is >= 0, whatever rounding makes of it."""
    return trace.named(f"sqrt(nonnegative({trace.of(base)}))")


def _general_power(trace: Trace, base: Expr, power: Expr) -> str:
    """u**v for u >= 0: 1 for v = 0, and for u = 0 no number unless v > 0, where it is 0."""
    u, v = trace.name(base), trace.name(power)
    return f"pick(-abs({v}), 1, pick(-abs({u}), pick({v}, 0, -log({u})), exp({v}*log({u}))))"


def _exp(trace: Trace, value: exp) -> str:
    return f"exp({trace.of(value.args[0])})"


def _nats(trace: Trace, value: nats) -> str:
    return trace.entropy.format(trace.name(value.args[0]))


def _eta(trace: Trace, value: eta) -> str:
    return f"({trace.of(nats(value.args[0]))}/{_ln2(trace)})"


def _ln2(trace: Trace) -> str:
    return trace.known.get(log(2)) or trace.named("log(2)", log(2))


def _log2(trace: Trace, value: log2) -> str:
    return f"(log({trace.of(value.args[0])})/{_ln2(trace)})"


def _phi(trace: Trace, value: Phi) -> str:
    return f"({trace.of((1 + erf(value.args[0] / 2**S.Half)) / 2)})"


def _called_with(name: str) -> Callable[[Trace, Expr], str]:
    return lambda trace, value: f"{name}({', '.join(trace.of(x) for x in value.args)})"


def _extreme(name: str) -> Callable[[Trace, Expr], str]:
    def text(trace: Trace, value: Expr) -> str:
        first, *rest = sorted(value.args, key=str)
        found = trace.of(first)
        for other in rest:
            found = f"{name}({found}, {trace.of(other)})"
        return found

    return text


def _sum(trace: Trace, value: Sum) -> str:
    """Terms that are counted by a number are written out; else one symbol counts them."""
    if len(value.limits) > 1 or value.function.has(Sum):
        raise ExportError(f"no code for a sum of sums: {value}")
    index, lower, upper = value.limits[0]
    count = upper - lower + 1
    if count.is_Integer:
        return _written_out(trace, value.function, index, lower, count)
    if not value.function.has(index):
        return trace.of(count * value.function)
    symbol, more = _counted(value, count)
    if trace.count not in (None, symbol):
        raise ExportError(f"sums to {trace.count} and to {symbol} in one equation: one of them")
    trace.count = symbol
    first = [trace.of(value.function.subs(index, lower + i)) for i in range(more)]
    term = trace.of(value.function.subs(index, lower + more - 1 + BIN))
    name = f"{trace.prefix}{len(trace.steps) + 1}"
    trace.steps.append(f"{name}, {name}_lost = {BIN_TOTAL}({term})")
    return f"({' + '.join([*first, name, f'{name}_lost'])})"


def _written_out(trace: Trace, term: Expr, index: Symbol, lower: Expr, count: Integer) -> str:
    if count < 0:
        raise ExportError(f"a sum from {lower} down to {lower + count - 1}: from the lower end up")
    if count > MOST_WRITTEN:
        raise ExportError(f"a sum of {count} terms is too long to write; at most {MOST_WRITTEN}")
    return trace.of(Add(*(term.subs(index, lower + i) for i in range(int(count)))))


def _counted(value: Sum, count: Expr) -> tuple[Symbol, int]:
    """The symbol that counts the terms, but for some first ones."""
    symbols = [s for s in count.free_symbols if (count - s).is_Integer]
    if len(symbols) == 1 and symbols[0].is_integer:
        more = int(count - symbols[0])
        if 0 <= more <= MOST_WRITTEN:
            return symbols[0], more
    raise ExportError(f"no code for {value}: it has {count} terms, not n, n + 1, ...")


METHODS: tuple[tuple[type, Callable[[Trace, Expr], str]], ...] = (
    (Symbol, _symbol),
    (Float, lambda trace, value: _number(trace, Rational(value))),
    (Rational, _number),
    (type(pi), lambda _, __: "circle(1)"),
    (type(E), lambda _, __: "exp(1)"),
    (Add, _add),
    (Mul, _mul),
    (exp, _exp),
    (Pow, _power),
    (nats, _nats),
    (eta, _eta),
    (log2, _log2),
    (Phi, _phi),
    (Max, _extreme("max")),
    (Min, _extreme("min")),
    (Abs, _called_with("abs")),
    *((kind, _called_with(kind.__name__)) for kind in (log, cos, sin, atan, erf, erfc)),
    (Sum, _sum),
)
"""How each kind of node is written."""
