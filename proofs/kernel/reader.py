"""Trusted reader of the kernel: text to elements and facts, only where facts say it is defined.

Formulas are read with Python's `ast` through a whitelist: integers, declared names, the imaginary
unit `I`, the certificate's definitions, ``+ - * / **``, `sqrt log log2 exp eta`,
``Sum(f, (k, 1, n))``, ``Integral(f, (s, 0, 1))``, and ``diff(f, x)``, the derivative in a declared
symbol x. Declared names are real, and so is what is ordered: no fact says ``>`` or ``>=`` of an
element with `I`.
Divisors must be known not to vanish, arguments of `sqrt` and `eta` to be >= 0, of `log` to be > 0,
under a Sum or Integral too: there, facts about the bound variable count that hold on its range.
"""

import ast
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from proofs.kernel.field import FUNCTIONS, Element, Field, Refused, require

ENTAILS = {">": (">", ">="), ">=": (">=",), "==": ("==", ">=")}
COMPARISONS: Mapping[type, str] = {
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.Lt: ">",
    ast.LtE: ">=",
}
ARITHMETIC: Mapping[type, Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
RESERVED = frozenset({*FUNCTIONS, "log2", "Sum", "Integral", "diff", "I"})
MAX_EXPONENT = 16
Env = Mapping[str, Element]
Limits = tuple[str, str, str]
"""A bound variable and its range: ``(k, 1, n)`` of a Sum, ``(s, 0, 1)`` of an Integral."""


@dataclass(frozen=True)
class Fact:
    """``value relation 0``, with relation ``>``, ``>=`` or ``==``, wherever the hypotheses hold."""

    value: Element
    relation: str

    def __post_init__(self) -> None:
        require(self.relation == "==" or self.value.is_real(), "complex numbers have no order")


@dataclass(frozen=True)
class Scope:
    """What a step may use: declared names, facts by label.

    `ranges` has the facts about a bound variable. A `trusting` scope skips definedness; only the
    conclusions of lemmas are read in one.
    """

    names: frozenset[str]
    facts: dict[str, Fact] = field(default_factory=dict)
    ranges: dict[Limits, dict[str, Fact]] = field(default_factory=dict)
    trusting: bool = False

    def copy(self) -> "Scope":
        """The same facts; what is added later stays inside."""
        return replace(self, facts=dict(self.facts), ranges=dict(self.ranges))


def parse(text: str) -> ast.expr:
    """The syntax tree of a formula."""
    require(isinstance(text, str), "a formula is text")
    return ast.parse(text, mode="eval").body


def free_names(parameters: Sequence[str], body: ast.expr) -> set[str]:
    """The names in the body of a definition that are not its parameters."""
    return {node.id for node in ast.walk(body) if isinstance(node, ast.Name)} - {*parameters}


class Reader:
    """Reads the formulas of one certificate over one field."""

    def __init__(self, statement: Mapping[str, Any]) -> None:
        self.field = Field()
        self.integers = frozenset(statement["integers"])
        self.definitions: dict[str, tuple[list[str], ast.expr]] = {}
        self.outermost = Scope(frozenset(statement["symbols"]) | self.integers)
        require(RESERVED.isdisjoint(self.outermost.names), "a symbol with a reserved name")
        for head, body in statement["definitions"].items():
            self.define(parse(head), parse(body))
        for text in statement["hypotheses"]:
            self.outermost.facts[text] = self.claim(text, self.outermost)

    def define(self, head: ast.expr, body: ast.expr) -> None:
        """Add an abbreviation ``name`` or ``name(parameters)`` of what is defined before it."""
        nodes = [head.func, *head.args] if isinstance(head, ast.Call) else [head]
        name, *parameters = [ast.unparse(node) for node in nodes]
        taken = {*self.outermost.names, *self.definitions, *RESERVED}
        require(name.isidentifier() and name not in taken, f"{name!r} is defined twice")
        require(RESERVED.isdisjoint(parameters), "a parameter with a reserved name")
        self.definitions[name] = parameters, body
        used = any(name in free_names(*known) for known in self.definitions.values())
        require(not used, f"{name!r} is used before it is defined")

    def bind(self, name: str, scope: Scope) -> Scope:
        """A copy of the scope in which the variable `name`, not yet in use, is declared."""
        used = name in scope.names or name in self.definitions or name in RESERVED
        require(name.isidentifier() and not used, f"{name!r} is already in use")
        return replace(scope.copy(), names=scope.names | {name})

    def between(self, name: str, inside: Scope, ends: Sequence[Element], sign: str) -> Element:
        """The bound variable, with the facts that say between which ends it lies."""
        x = self.field.generator("symbol", name)
        inside.facts[f"{name} from"] = Fact(x - ends[0], sign)
        inside.facts[f"{name} to"] = Fact(ends[1] - x, sign)
        return x

    def inside(self, limits: Limits, scope: Scope) -> Scope:
        """The scope under a Sum or Integral: its variable is declared, with all known facts."""
        name, *ends = limits
        inner = self.bind(name, scope)
        self.between(name, inner, [self.value(end, scope) for end in ends], ">=")
        inner.facts.update(scope.ranges.get(limits, {}))
        return inner

    def holds(self, value: Element, relation: str, scope: Scope) -> bool:
        """Whether ``value relation 0`` is true of a number, or is a fact."""
        number = value.number()
        if number is not None:
            return bool({">": number > 0, ">=": number >= 0, "==": number == 0}[relation])
        facts = [f.value for f in scope.facts.values() if relation in ENTAILS[f.relation]]
        return value in facts or any(self.field.equal(known, value) for known in facts)

    def need(self, value: Element, relation: str, scope: Scope, what: str) -> Element:
        """The value; refused if nothing says that ``value relation 0``."""
        known = scope.trusting or self.holds(value, relation, scope)
        require(known, f"not known: {what} {relation} 0")
        return value

    def claim(self, text: str, scope: Scope, env: Env | None = None) -> Fact:
        """``a > b`` or ``b < a`` as the fact ``a - b > 0``; `env` gives values to some names."""
        match parse(text):
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
                sides = (right, left) if isinstance(op, ast.Lt | ast.LtE) else (left, right)
                a, b = (self.evaluate(side, env or {}, scope) for side in sides)
                return Fact(a - b, COMPARISONS[type(op)])
        raise Refused(f"not a comparison: {text}")

    def value(self, text: str, scope: Scope, env: Env | None = None) -> Element:
        """The element that a formula denotes; `env` gives values to some names."""
        return self.evaluate(parse(text), env or {}, scope)

    def evaluate(self, node: ast.expr, env: Env, scope: Scope) -> Element:  # noqa: PLR0911
        """One node of a formula; whatever is not on the list is refused."""
        match node:
            case ast.Constant(value=int(number)) if not isinstance(number, bool):
                return self.field.number(number)
            case ast.Name(id=name):
                return env[name] if name in env else self.name(name, scope)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.field.number(0) - self.evaluate(operand, env, scope)
            case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant(value=int(exponent))):
                require(0 <= exponent <= MAX_EXPONENT, f"exponent {exponent}")
                return self.field.power(self.evaluate(base, env, scope), exponent)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self.evaluate(left, env, scope) / self.divisor(right, env, scope)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
                a, b = self.evaluate(left, env, scope), self.evaluate(right, env, scope)
                return ARITHMETIC[type(op)](a, b)
            case ast.Call(func=ast.Name(id=kind), args=[body, ast.Tuple(elts=limits)]):
                return self.whole(kind, body, tuple(map(ast.unparse, limits)), env, scope)
            case ast.Call(func=ast.Name(id="diff"), args=[body, ast.Name(id=variable)]):
                free = not env and scope.names == self.outermost.names
                require(free, "diff inside of a definition or of a bound variable")
                return self.slope(self.evaluate(body, env, scope), variable, scope)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self.call(name, [self.evaluate(a, env, scope) for a in arguments], scope)
        raise Refused(f"not a formula: {ast.unparse(node)}")

    def name(self, name: str, scope: Scope) -> Element:
        """A declared symbol, a definition without parameters, or I."""
        if name in self.definitions:
            return self.call(name, [], scope)
        if name == "I":
            return self.field.i
        require(name in scope.names, f"{name!r} is not declared")
        return self.field.generator("symbol", name)

    def divisor(self, node: ast.expr, env: Env, scope: Scope) -> Element:
        """A value that is known not to be zero, factor by factor."""
        match node:
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self.divisor(left, env, scope) * self.divisor(right, env, scope)
            case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant()):
                self.divisor(base, env, scope)
                return self.evaluate(node, env, scope)
            case ast.Call(func=ast.Name(id="exp")):
                return self.evaluate(node, env, scope)
        value = self.evaluate(node, env, scope)
        if not value.is_real():
            self.need(self.field.squared_modulus(value), ">", scope, f"|{ast.unparse(node)}|**2")
            return value
        signs = value, self.field.number(0) - value
        known = scope.trusting or any(self.holds(sign, ">", scope) for sign in signs)
        require(known, f"not known: {ast.unparse(node)} > 0")
        return value

    def call(self, name: str, arguments: list[Element], scope: Scope) -> Element:
        """A definition with its parameters set, or one of the known functions."""
        if name in self.definitions:
            parameters, body = self.definitions[name]
            return self.evaluate(body, dict(zip(parameters, arguments, strict=True)), scope)
        require(name in (*FUNCTIONS, "log2") and len(arguments) == 1, f"no function {name!r}")
        if name == "log2":
            return self.call("log", arguments, scope) / self.call(
                "log", [self.field.number(2)], scope
            )
        if name != "exp":
            self.need(arguments[0], ">" if name == "log" else ">=", scope, f"argument of {name}")
        return self.field.generator(name, arguments[0])

    def whole(
        self, kind: str, body: ast.expr, limits: tuple[str, ...], env: Env, scope: Scope
    ) -> Element:
        """A sum or integral, of a term that is defined on all of its range."""
        index, lower, upper = limits
        require(kind in ("Sum", "Integral"), f"no function {kind!r} with limits")
        if kind == "Sum":
            declared = upper in self.integers and upper not in env
            require(lower == "1" and declared, "a Sum runs from 1 to a declared integer")
        else:
            require((lower, upper) == ("0", "1"), "an Integral runs from 0 to 1")
        free = {name: value for name, value in env.items() if name != index}
        term = self.evaluate(body, free, self.inside((index, lower, upper), scope))
        return self.field.generator(kind, (term, index, upper))

    def slope(self, function: Element, variable: str, scope: Scope) -> Element:
        """The derivative of a function, defined here, where roots and entropies are not at 0."""
        real = variable in scope.names and variable not in self.integers
        require(real, f"{variable!r} is no real symbol")
        positive = lambda u: self.holds(u, ">", scope)  # noqa: E731
        return self.field.derivative(function, variable, positive)
