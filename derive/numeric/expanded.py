"""A program over numbers with a first-order error, written out over floats.

Behind each operation stand the steps of its error, see :mod:`derive.numeric.rules`. What is
known before any point is costs no step: errors relative to a value, signs, and between which powers
of 2 a value lies.
"""

import ast
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from derive.numeric.elementary import artanh_excess
from derive.numeric.program import Program, Spelling, Step, operands, operation, spelling
from derive.numeric.running_error import TRUNCATED

ZERO = ast.Constant(0.0)
SLIGHT = 1.5 * 2.0**-53
"""What relative errors may differ by without a step for that."""
Span = tuple[float, float]
"""Powers of 2: a float is 0 or at least the first in size, and at most the second."""


@dataclass(frozen=True)
class Number:
    """A float, at most `off` and `relative` times its size from the exact value."""

    value: ast.expr
    span: Span
    sign: int = 0
    """1 where it is surely not negative, -1 where it is surely not positive."""
    relative: float = 0.0
    off: ast.expr = ZERO


@dataclass(frozen=True)
class Rule:
    """The error of the result v of an operation on a, b, ...: parts of it, and steps.

    `relative` and `span` take those of the arguments. The steps give `off` from v, a, a_off,
    a_relative, and a_all, which is all of the error of a; they may define v itself. What their
    results `sure...` are has to be >= 0, or the result is not to be used. `finite` are arguments
    that must not overflow, and `under` says whether the result may underflow. The arguments in
    `level` are taken with one relative error, the smallest of theirs: the rest counts as `off`.
    """

    arguments: tuple[str, ...]
    relative: Callable[..., float]
    span: Callable[..., Span]
    steps: Program
    finite: tuple[str, ...] = ()
    under: bool = False
    level: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What holds of floats: the rules by operations, the span of each input, and limits."""

    rules: Mapping[str, Rule]
    spans: Mapping[str, Span]
    normal: Span
    """Between these nothing underflows or overflows."""
    under: float
    """More than what underflow loses."""


def with_error(code: Program, known: Known, given: Mapping[str, Number] | None = None) -> Program:
    """The program of `result`, its error `off`, and of `sure`, which is >= 0 where that holds.

    Its arguments are exact and not negative, unless they are given with what is known of them.
    """
    written = _Written(known)
    given = given or {name: written.exact(name, span) for name, span in known.spans.items()}
    written.signs |= {name: number.sign for name, number in given.items()}
    result = written.all(code, given)
    written.put("result", result.value)
    written.put("off", written.total(result))
    written.put("sure", written.least())
    return Program(code.inputs, tuple(written.steps), ("result", "off", "sure"))


class _Written:
    """The steps so far, and what has to be >= 0."""

    def __init__(self, known: Known) -> None:
        self.known, self.steps = known, list[Step]()
        self.names, self.sure = dict[Spelling, ast.expr](), dict[Spelling, ast.expr]()
        self.signs = dict[str, int]()

    def put(self, name: str, value: ast.expr) -> ast.expr:
        """A step, and its name."""
        self.steps.append(Step(name, value, ""))
        return ast.Name(name)

    def exact(self, name: str, span: Span) -> Number:
        """An argument; -0 as 0."""
        value = self.put(f"{name}_", _call("add", ast.Name(name), ZERO))
        self.mark(value, 1)
        return Number(value, span, 1)

    def new(self, value: ast.expr) -> ast.expr:
        """The value as a name, that of an earlier step where it is the same, or a constant."""
        if isinstance(value, ast.Name | ast.Constant):
            return value
        spelt = spelling(value)
        if spelt not in self.names:
            self.names[spelt] = self.put(f"v{len(self.steps)}", value)
        return self.names[spelt]

    def least(self) -> ast.expr:
        """What is >= 0 only where all is that has to be."""
        found: ast.expr = ast.Constant(0.0)
        for condition in self.sure.values():
            found = self.new(_call("both", condition, found))
        return found

    def all(self, code: Program, given: Mapping[str, Number]) -> Number:
        """Every step of a program; its result."""
        numbers = dict(given)
        for step in code.steps:
            numbers[step.name] = self.number(step.value, numbers)
        return numbers[code.outputs[0]]

    def number(self, node: ast.expr, numbers: Mapping[str, Number]) -> Number:
        """An expression as a number."""
        match node:
            case ast.Name(name):
                return numbers[name]
            case ast.Constant(constant) if isinstance(constant, int | float):
                return _exact(constant)
        return self.apply(operation(node), [self.number(part, numbers) for part in operands(node)])

    def apply(self, name: str, given: Sequence[Number]) -> Number:
        """An operation on numbers."""
        match name:
            case "neg":
                return self.negative(given[0])
            case "abs":
                return replace(given[0], value=self.size(given[0]), sign=1)
            case "remainder":
                a, b, n = given
                return self.apply("fma", [self.negative(b), n, a])
            case "nonnegative":
                return self.apply("max", [given[0], _exact(0.0)])
            case "artanh_excess":
                steps = artanh_excess()
                found = self.all(steps, dict(zip(steps.inputs, given, strict=True)))
                return replace(found, relative=found.relative + TRUNCATED[name])
        value = _call(name, *(number.value for number in given))
        if name == "sub":
            given = [given[0], self.negative(given[1])]
        return self.ruled(self.known.rules[_kind(name, given)], value, _sign(name, given), given)

    def negative(self, number: Number) -> Number:
        """The same with the other sign."""
        value = self.new(_folded("neg", [number.value]))
        self.mark(value, -number.sign)
        if isinstance(value, ast.Name):
            self.names[spelling(_call("abs", value))] = self.absolute(number.value)
        return replace(number, value=value, sign=-number.sign)

    def mark(self, value: ast.expr, sign: int) -> None:
        """Remember the sign of a name."""
        if isinstance(value, ast.Name):
            self.signs[value.id] = sign

    def size(self, number: Number) -> ast.expr:
        """The absolute value."""
        return self.folded(_call("abs", number.value), {})

    def total(self, number: Number) -> ast.expr:
        """All of an error."""
        size = self.size(number)
        return self.new(_folded("mad", [ast.Constant(number.relative), size, number.off]))

    def ruled(self, rule: Rule, value: ast.expr, sign: int, given: Sequence[Number]) -> Number:
        """The result of an operation that has a rule."""
        texts: dict[str, ast.expr] = {}
        given = self.levelled(rule, given)
        for name, number in zip(rule.arguments, given, strict=True):
            texts |= {
                name: number.value,
                f"{name}_off": number.off,
                f"{name}_all": self.total(number),
                f"{name}_relative": ast.Constant(number.relative),
            }
            if name in rule.finite:
                self.require_finite(number)
        if all(step.name != "v" for step in rule.steps.steps):
            texts["v"] = self.new(value)
            self.mark(texts["v"], sign)
        for step in rule.steps.steps:
            value = self.folded(step.value, texts)
            if not step.name.startswith("sure"):
                texts[step.name] = self.new(value)
                self.mark(texts[step.name], sign if step.name == "v" else self.sign_of(value))
            elif self.sign_of(value) < 1:
                self.require(value)
        relative = rule.relative(*(number.relative for number in given))
        found = Number(
            texts["v"], rule.span(*(n.span for n in given)), sign, relative, texts["off"]
        )
        return self.limited(rule, found)

    def levelled(self, rule: Rule, given: Sequence[Number]) -> Sequence[Number]:
        """The arguments, those in `level` with the smallest relative error among them."""
        taken = [name in rule.level for name in rule.arguments]
        least = min((n.relative for n, yes in zip(given, taken, strict=True) if yes), default=0.0)
        return [self.lowered(n, least) if yes else n for n, yes in zip(given, taken, strict=True)]

    def lowered(self, number: Number, relative: float) -> Number:
        """With no more relative error than that, unless it is slightly more."""
        more = number.relative - relative
        if more <= SLIGHT:
            return number
        off = self.new(_folded("mad", [ast.Constant(more), self.size(number), number.off]))
        self.mark(off, 1)
        return replace(number, relative=relative, off=off)

    def require(self, value: ast.expr) -> None:
        """Note what has to be >= 0, once."""
        self.sure.setdefault(spelling(value), value)

    def limited(self, rule: Rule, number: Number) -> Number:
        """With what underflow may have lost."""
        if not rule.under or number.span[0] >= self.known.normal[0]:
            return number
        off = self.new(_folded("add", [number.off, ast.Constant(self.known.under)]))
        return replace(number, off=off)

    def require_finite(self, number: Number) -> None:
        """Note that a number has to be finite, where that is not known."""
        most = self.known.normal[1]
        if number.span[1] > most:
            self.require(_call("sub", ast.Constant(2.0**most), self.size(number)))

    def sign_of(self, node: ast.expr) -> int:  # noqa: PLR0911 - a line for each case
        """What is known of the sign of an expression."""
        match node:
            case ast.Name(name):
                return self.signs.get(name, 0)
            case ast.Constant(constant) if isinstance(constant, int | float):
                return 1 if constant >= 0 else -1
            case ast.Call(ast.Name("abs")):
                return 1
            case ast.BinOp(left, ast.Mult() | ast.Div(), right):
                return self.sign_of(left) * self.sign_of(right)
            case ast.Call(ast.Name("mad"), [a, b, c]):
                return self.sign_of(ast.BinOp(ast.BinOp(a, ast.Mult(), b), ast.Add(), c))
            case ast.BinOp(left, ast.Add(), right) if self.sign_of(left) == self.sign_of(right):
                return self.sign_of(left)
        return 0

    def folded(self, node: ast.expr, texts: Mapping[str, ast.expr]) -> ast.expr:
        """An expression of errors, without what is zero."""
        match node:
            case ast.Name(name):
                return texts.get(name, node)
            case ast.Constant():
                return node
        name = operation(node)
        parts = [self.folded(part, texts) for part in operands(node)]
        if name == "abs":
            return self.absolute(parts[0])
        if name == "pick" and self.sign_of(parts[0]) == 1:
            return parts[1]
        return _folded(name, parts)

    def absolute(self, node: ast.expr) -> ast.expr:
        """The size of a value."""
        if self.sign_of(node) == 1:
            return node
        size = self.new(_call("abs", node))
        self.mark(size, 1)
        return size


def _exact(constant: float) -> Number:
    size = math.log2(abs(constant)) if constant else 0.0
    return Number(ast.Constant(constant), (size, size), 1 if constant >= 0 else -1)


def _kind(name: str, given: Sequence[Number]) -> str:
    """The name of the rule for an operation on such arguments."""
    first, exactly = given[0], all(_is_zero(number.off) for number in given)
    alike = len({number.sign for number in given}) == 1 and first.sign != 0
    match name:
        case "add" | "sub":
            return "add" if alike else "add apart"
        case "max" if _is_zero(given[1].value):
            return "max zero"
        case "exp" | "expm1" if first.sign == -1:
            return f"{name} below"
        case "log_ratio" if exactly:
            return "log_ratio exact"
        case "mul" if any(_is_power_of_2(number.value) for number in given):
            return "scaled"
    return name


def _sign(name: str, given: Sequence[Number]) -> int:
    """What is known of the sign of a result."""
    signs = [number.sign for number in given]
    same = signs[-1] if signs[-1] == signs[-2:][0] else 0
    found = {
        "mul": 1 if _alike(given) else math.prod(signs),
        "div": math.prod(signs),
        "sub": 1 if _exceeds(given) else same,
        "max": max(same, *signs),
        "log1p": max(signs[0], 0),
        "log_ratio": signs[-1],
        **dict.fromkeys(("add", "min", "capped", "pick", "expm1"), same),
        **dict.fromkeys(("sqrt", "exp", "positive"), 1),
    }
    return found.get(name, 0)


def _alike(given: Sequence[Number]) -> bool:
    """Whether two numbers are the same, as in a square."""
    return len({spelling(number.value) for number in given}) == 1


def _exceeds(given: Sequence[Number]) -> bool:
    """Whether the first is a constant that is at least as large as the other can be."""
    first, other = given[0], given[-1]
    return _constant(first.value) is not None and first.sign == 1 and first.span[0] >= other.span[1]


def _constant(node: ast.expr) -> float | None:
    match node:
        case ast.Constant(constant) if isinstance(constant, int | float):
            return constant
    return None


def _is_zero(node: ast.expr) -> bool:
    return _constant(node) == 0


def _is_power_of_2(node: ast.expr) -> bool:
    constant = _constant(node)
    return constant is not None and math.frexp(constant)[0] == 0.5


def _folded(name: str, parts: list[ast.expr]) -> ast.expr:  # noqa: PLR0911 - a line for each case
    """An operation on errors, none of which is negative."""
    match name, [*map(_is_zero, parts)], [*map(_constant, parts)]:
        case ("neg", _, [float() | int() as a]):
            return ast.Constant(-a)
        case ("mul", _, [float() | int() as a, float() | int() as b]):
            return ast.Constant(a * b)
        case ("add", _, [float() | int() as a, float() | int() as b]):
            return ast.Constant(a + b)
        case ("max", _, [float() | int() as a, float() | int() as b]):
            return ast.Constant(max(a, b))
        case ("mul", [True, _] | [_, True], _) | ("div", [True, _], _):
            return ZERO
        case ("add" | "max", [True, _], _):
            return parts[1]
        case ("add" | "sub" | "max", [_, True], _):
            return parts[0]
        case ("mad", [True, _, _] | [_, True, _], _):
            return parts[2]
        case ("mad", [_, _, True], _):
            return _folded("mul", parts[:2])
        case ("pick", [_, True, True], _) | ("sub", [True, _], _) | ("nonnegative", [True], _):
            return ZERO
    return _call(name, *parts)


_INFIX = {"add": ast.Add, "sub": ast.Sub, "mul": ast.Mult, "div": ast.Div}


def _call(name: str, *parts: ast.expr) -> ast.expr:
    if name in _INFIX:
        return ast.BinOp(parts[0], _INFIX[name](), parts[1])
    if name == "neg":
        return ast.UnaryOp(ast.USub(), parts[0])
    return ast.Call(ast.Name(name), list(parts), [])
