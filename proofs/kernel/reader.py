"""Trusted reader of the kernel: text to elements and facts, only where facts say it is defined.

Formulas are read with Python's `ast` through a whitelist: integers, declared names, `I`, `pi`, the
certificate's definitions and opaque functions, ``+ - * / **``, `sqrt log log2 exp eta atan Phi
conj abs`, ``Sum(f, (k, a, b))``, ``Integral(f, (s, a, b))``, ``S([[...]])``, and ``diff(f, x)``,
the derivative of a formula, as it stands, in a declared symbol x. Declared names are real, and so
is what is ordered; a function of real numbers is read of what is known to equal one.
Divisors must be known not to vanish, arguments of `sqrt` and `eta` to be >= 0, of `log` to be > 0,
a Sum not to run backwards; under a Sum or Integral too: there, facts about the bound variable count
that hold on its range. S is the entropy of a matrix whose spectrum is known. ``u**v`` is
read as exp(v log u) where u > 0 is known, else as ``power(u, v)``, whose exponent is whole.
"""

import ast
import functools
import gc
import keyword
import math
import operator
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from proofs.kernel.element import Element, Refused, require
from proofs.kernel.field import FUNCTIONS, WHOLES, Field
from proofs.kernel.scope import Fact, Limits, Matrix, Scope

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
RESERVED = frozenset({*FUNCTIONS, *WHOLES, "power", "log2", "conj", "abs", "S", "diff", "I", "pi"})
SIGNS = (">", ">=", "real")
"""What a statement may say of all values of an opaque function; ``"> 1 n"`` also says that it is a
family with members at the whole numbers 1..n."""
LEAVES = (ast.Name, ast.Constant, ast.operator, ast.cmpop, ast.unaryop, ast.expr_context)
OPERATIONS = (ast.BinOp, ast.Call)
MAX_LENGTH, MAX_TREES = 20_000, 128
"""Characters of a formula that is read, and syntax trees that are kept, as they are large."""
Env = Mapping[str, Element]


def parse(text: str) -> ast.expr:
    """The syntax tree of a formula, in which every name is spelt as it is read."""
    require(isinstance(text, str), "a formula is text")
    require(len(text) <= MAX_LENGTH, "a formula is too long")
    require(text.isprintable() and "#" not in text and is_plain(text), "not the text of a formula")
    return syntax_tree(text)


def syntax_tree(text: str) -> ast.expr:
    """The syntax tree of an expression, once more if CPython 3.11 lost count of how deep it is:
    garbage was collected meanwhile, and somebody parsed then (python/cpython issue 106905).
    """
    try:
        return ast.parse(text, mode="eval").body
    except SystemError:
        collects = gc.isenabled()
        gc.disable()
        try:
            return ast.parse(text, mode="eval").body
        finally:
            (gc.enable if collects else gc.disable)()


def spelt(text: str) -> ast.expr:
    """The same, with the own texts of its operations and calls: what is spelt alike is the same."""
    own, nodes = text.encode(), list[ast.AST]([parse(text)])
    for node in nodes:
        nodes += () if isinstance(node, LEAVES) else ast.iter_child_nodes(node)
        if isinstance(node, OPERATIONS):
            node.spelt = own[node.col_offset : node.end_col_offset]  # type: ignore[union-attr]
    return nodes[0]  # type: ignore[return-value]


def is_plain(text: str) -> bool:
    """Whether Python reads the names in a text as they are spelt."""
    return text.isascii() or unicodedata.normalize("NFKC", text) == text


def is_name(text: str) -> bool:
    """Whether a text is a name in formulas."""
    return text.isidentifier() and is_plain(text) and not keyword.iskeyword(text)


def unknown(node: ast.AST, known: frozenset[str]) -> set[str]:
    """The names in a formula that are neither known nor bound by a Sum or Integral around them."""
    match node:
        case ast.Name(id=name):
            return {name} - known
        case ast.Call(func=function, args=[body, ast.Tuple(elts=[ast.Name(id=bound), *ends])]):
            outside = (unknown(each, known) for each in (function, *ends))
            return unknown(body, known | {bound}).union(*outside)
    return set().union(*(unknown(child, known) for child in ast.iter_child_nodes(node)))


def is_whole(field: Field, value: Element, numbers: Collection[str]) -> bool:
    """Whether an element is a polynomial with whole coefficients in whole numbers."""
    symbols = [field.generators[place] for place in value.places()]
    named = all(kind == "symbol" and name in numbers for kind, name in symbols)
    coefficients = [c / value.den.leading_coefficient() for c in value.num.coeffs()]
    return named and value.den.is_constant() and all(c.q == 1 for c in coefficients)


class Reader:
    """Reads the formulas of one certificate over one field."""

    def __init__(self, statement: Mapping[str, Any], end: float = math.inf) -> None:
        self.field = Field(end)
        self.tree = functools.lru_cache(MAX_TREES)(spelt)  # no one else's: trees can be changed
        self.moving = frozenset[str]()
        integers = frozenset(statement["integers"])
        self.definitions: dict[str, tuple[list[str], ast.expr]] = {}
        self.functions: dict[str, str] = {}
        self.members: dict[str, tuple[str, str]] = {}
        declared = (*statement["symbols"], *statement["integers"])
        self.outermost = Scope(frozenset(declared), integers)
        require(len(self.outermost.names) == len(declared), "a symbol is declared twice")
        for name in declared:
            require(is_name(name) and name not in RESERVED, f"a symbol named {name!r}")
        for name, sign in statement["functions"].items():
            least, *ends = sign.split(" ")
            require(least in SIGNS and len(ends) in (0, 2), f"{sign!r} is no sign of a function")
            self.free(name)
            self.functions[name] = least
            self.members |= {name: (ends[0], ends[1])} if ends else {}
        for head, body in statement["definitions"].items():
            self.define(self.tree(head), self.tree(body))
        for text in (text for ends in self.members.values() for text in ends):
            whole = self.is_whole(self.outermost)(self.value(text, self.outermost))
            require(whole, f"a family ends at {text!r}")
        self.hypotheses = tuple(statement["hypotheses"])
        for text in self.hypotheses:
            self.outermost.facts[text] = self.claim(text, self.outermost)

    def free(self, name: str) -> None:
        """Refuse a name that is already something."""
        taken = {*self.outermost.names, *self.definitions, *self.functions, *RESERVED}
        require(is_name(name) and name not in taken, f"{name!r} is no name, or defined twice")

    def define(self, head: ast.expr, body: ast.expr) -> None:
        """Add an abbreviation ``name`` or ``name(parameters)`` of what is defined before it."""
        call = isinstance(head, ast.Call) and not head.keywords
        nodes = [head.func, *head.args] if isinstance(head, ast.Call) and call else [head]
        name, *parameters = [ast.unparse(node) for node in nodes]
        self.free(name)
        proper = all(map(is_name, parameters)) and RESERVED.isdisjoint(parameters)
        require(proper and len({*parameters}) == len(parameters), f"the parameters of {name!r}")
        called = {ast.unparse(x.func) for x in ast.walk(body) if isinstance(x, ast.Call)}
        require(called.isdisjoint(parameters), f"{name!r} calls a parameter")
        known = {*self.outermost.names, *self.definitions, *self.functions, *RESERVED, *parameters}
        names = unknown(body, frozenset(known))
        require(not names, f"in {name!r}, {sorted(names)} is used before it is defined")
        self.definitions[name] = parameters, body

    # Facts.

    def fact(self, value: Element, relation: str) -> Fact:
        """A fact; only real elements have an order."""
        require(relation == "==" or self.field.is_real(value), "complex numbers have no order")
        return Fact(value, relation)

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
        match self.tree(text):
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
                sides = (right, left) if isinstance(op, ast.Lt | ast.LtE) else (left, right)
                a, b = (self.evaluate(side, env or {}, scope) for side in sides)
                return self.fact(a - b, COMPARISONS[type(op)])
        raise Refused(f"not a comparison: {text}")

    def well_formed(self, text: str) -> None:
        """Refuse what is no equality of two formulas in known names, defined or not."""
        match self.tree(text):
            case ast.Compare(ops=[ast.Eq()]) as equality:
                known = {*self.outermost.names, *self.definitions, *self.functions, *RESERVED}
                names = unknown(equality, frozenset(known))
                require(not names, f"{sorted(names)} not declared")
            case _:
                raise Refused(f"no equality: {text}")

    # Bound variables.

    def bind(self, name: str, scope: Scope, whole: bool = False) -> Scope:
        """A copy of the scope in which the variable `name`, not yet in use, is declared."""
        require(isinstance(name, str) and name not in scope.names, f"{name!r} is already in use")
        self.free(name)
        numbers = scope.numbers | {name} if whole else scope.numbers
        return replace(scope.copy(), names=scope.names | {name}, numbers=numbers)

    def between(self, name: str, inside: Scope, ends: Sequence[Element], sign: str) -> Element:
        """The bound variable, with the facts that say between which ends it lies."""
        x = self.field.generator("symbol", name)
        inside.facts[f"{name} from"] = self.fact(x - ends[0], sign)
        inside.facts[f"{name} to"] = self.fact(ends[1] - x, sign)
        return x

    def inside(self, limits: Limits, scope: Scope) -> Scope:
        """The scope under a Sum or Integral: its variable is declared, with all known facts."""
        inner = self.bind(limits.name, scope, whole=limits.kind == "Sum")
        if limits.kind == "Sum" or self.is_ordered(limits, scope):
            self.between(limits.name, inner, self.ordered(limits, scope), ">=")
        else:
            x = self.field.generator("symbol", limits.name)
            inside = (x - limits.lower) * (limits.upper - x)
            inner.facts[f"{limits.name} between"] = self.fact(inside, ">=")
        for known, scope_there in scope.ranges:
            if self.same_limits(known, limits):
                inner.facts.update(scope_there.facts)
                inner.ranges.extend(scope_there.ranges)
                inner.spectra.extend(scope_there.spectra)
        return inner

    def same_limits(self, a: Limits, b: Limits) -> bool:
        """Whether two bound variables are the same between equal ends."""
        ends = ((a.lower, b.lower), (a.upper, b.upper))
        named = (a.kind, a.name) == (b.kind, b.name)
        return named and all(self.field.equal(x, y) for x, y in ends)

    def ordered(self, limits: Limits, scope: Scope) -> tuple[Element, Element]:
        """The ends, the smaller first. A Sum may be empty, but does not run backwards."""
        low, high = limits.lower, limits.upper
        if limits.kind == "Sum":
            require(all(map(self.is_whole(scope), (low, high))), "a limit is no whole number")
            more = high - low + self.field.number(1)
            known = any(self.holds(value, ">=", scope) for value in (high - low, more))
            require(scope.trusting or known, "a Sum may run backwards")
            return low, high
        if scope.trusting or self.holds(high - low, ">=", scope):
            return low, high
        self.need(low - high, ">=", scope, "lower - upper limit")
        return high, low

    def is_ordered(self, limits: Limits, scope: Scope) -> bool:
        """Whether the smaller end of an Integral is known; else nothing is, of its variable."""
        gap = limits.upper - limits.lower
        require(all(map(self.field.is_real, (limits.lower, limits.upper))), "a complex limit")
        return scope.trusting or any(self.holds(value, ">=", scope) for value in (gap, -gap))

    def need_order(self, limits: Limits, scope: Scope) -> None:
        """Refuse unless lower <= upper, or a Sum is empty at most."""
        if limits.kind == "Sum":
            self.ordered(limits, scope)
        else:
            self.need(limits.upper - limits.lower, ">=", scope, "upper - lower limit")

    def is_whole(self, scope: Scope) -> Callable[[Element], bool]:
        """A test for whole numbers."""
        return lambda value: is_whole(self.field, value, scope.numbers)

    # Formulas.

    def value(self, text: str, scope: Scope, env: Env | None = None) -> Element:
        """The element that a formula denotes; `env` gives values to some names."""
        return self.evaluate(self.tree(text), env or {}, scope)

    def evaluate(self, node: ast.expr, env: Env, scope: Scope) -> Element:  # noqa: PLR0911
        """One node of a formula; whatever is not on the list is refused."""
        match node:
            case ast.Constant(value=int(number)) if not isinstance(number, bool):
                return self.field.number(number)
            case ast.Name(id=name):
                return env[name] if name in env else self.name(name, scope)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.evaluate(operand, env, scope)
            case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant(value=int(exponent))):
                require(not isinstance(exponent, bool), "an exponent is a number")
                return self.field.power(self.evaluate(base, env, scope), exponent)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                u, v = self.evaluate(left, env, scope), self.evaluate(right, env, scope)
                return self.logarithmic(u, v, scope) or self.power(u, v, scope)
            case ast.Call(func=ast.Name(id="power"), args=[left, right], keywords=[]):
                u, n = self.evaluate(left, env, scope), self.evaluate(right, env, scope)
                return self.power(u, n, scope)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self.evaluate(left, env, scope) / self.divisor(right, env, scope)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
                a, b = self.evaluate(left, env, scope), self.evaluate(right, env, scope)
                return ARITHMETIC[type(op)](a, b)
            case ast.Call(func=ast.Name(id=kind), args=[body, ast.Tuple(elts=limits)], keywords=[]):
                return self.whole(kind, body, limits, env, scope)
            case ast.Call(func=ast.Name(id="S"), args=[ast.List(elts=rows)], keywords=[]):
                return self.entropy(self.matrix(rows, env, scope), scope)
            case ast.Call(func=ast.Name(id="diff"), args=[body, ast.Name(id=x)], keywords=[]):
                free = not env and scope.names == self.outermost.names
                require(free, "diff inside of a definition or of a bound variable")
                return self.slope(self.evaluate(body, env, replace(scope, literal=True)), x, scope)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self.call(name, [self.evaluate(a, env, scope) for a in arguments], scope)
        raise Refused(f"not a formula: {ast.unparse(node)}")

    def name(self, name: str, scope: Scope) -> Element:
        """A declared symbol, a definition without parameters, I or pi."""
        if name in self.definitions:
            return self.call(name, [], scope)
        if name in ("I", "pi"):
            return self.field.i if name == "I" else self.field.generator("pi", "pi")
        require(name in scope.names, f"{name!r} is not declared")
        return self.field.generator("symbol", name)

    def divisor(self, node: ast.expr, env: Env, scope: Scope) -> Element:
        """A value that is known not to be zero, factor by factor."""
        match node:
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self.divisor(left, env, scope) * self.divisor(right, env, scope)
            case ast.BinOp(left=base, op=ast.Pow()):
                self.divisor(base, env, scope)
                return self.evaluate(node, env, scope)
            case ast.Call(func=ast.Name(id="exp")):
                return self.evaluate(node, env, scope)
        value = self.evaluate(node, env, scope)
        if not scope.trusting and not self.is_nonzero(value, scope):
            raise Refused(f"{ast.unparse(node)} may be 0")
        return value

    def logarithmic(self, base: Element, exponent: Element, scope: Scope) -> Element | None:
        """exp(v log u), for an exponent that is not a whole number by its looks; needs u > 0."""
        number = exponent.number()
        if (number is not None and number.q == 1) or not self.holds(base, ">", scope):
            return None
        return self.field.generator("exp", exponent * self.field.generator("log", base))

    def power(self, base: Element, exponent: Element, scope: Scope) -> Element:
        """base**exponent for a whole exponent, >= 0 unless the base is known not to be zero."""
        require(self.is_whole(scope)(exponent), "an exponent is no whole number")
        if not (scope.trusting or self.is_nonzero(base, scope)):
            self.need(exponent, ">=", scope, "exponent")
        return self.field.whole_power(base, exponent)

    def is_nonzero(self, value: Element, scope: Scope) -> bool:
        """Whether z > 0, -z > 0 or |z|**2 > 0 is known."""
        if self.field.is_real(value) and any(self.holds(v, ">", scope) for v in (value, -value)):
            return True
        return self.holds(self.field.squared_modulus(value), ">", scope)

    def call(self, name: str, arguments: list[Element], scope: Scope) -> Element:
        """A definition with its parameters set, an opaque function, or one of the known ones."""
        if name in self.definitions:
            parameters, body = self.definitions[name]
            return self.evaluate(body, dict(zip(parameters, arguments, strict=True)), scope)
        require(len(arguments) == 1, f"{name!r} with {len(arguments)} arguments")
        (u,) = arguments
        if name in self.functions:
            jumps = any(self.field.depends(u, x) for x in self.moving)
            require(not jumps, f"{name!r} may jump where a limit is taken")
            self.member(name, u, scope)
            return self.field.generator(f"function {name}", u)
        if name == "conj":
            return self.field.conjugate(u)
        if name == "abs":
            return self.field.generator("sqrt", self.field.squared_modulus(u))
        if name == "log2":
            bit = self.field.generator("log", self.field.number(2))
            return self.call("log", arguments, scope) / bit
        require(name in FUNCTIONS, f"no function {name!r}")
        u = u if name == "exp" else self.real(u, scope)
        if name in ("sqrt", "log", "eta"):
            self.need(u, ">" if name == "log" else ">=", scope, f"argument of {name}")
        return self.field.generator(name, u)

    def real(self, value: Element, scope: Scope) -> Element:
        """What is real, in place of a value that is known to equal it."""
        if scope.literal or scope.trusting or self.field.is_real(value):
            return value
        known = (f.value for f in scope.facts.values() if f.relation == "==")
        forms = (form for equal in known for form in (value - equal, value + equal))
        return next(filter(self.field.is_real, forms), value)

    def member(self, name: str, place: Element, scope: Scope) -> None:
        """Refuse a place that is not known to be one of a function that is a family."""
        if name in self.members:
            require(self.is_whole(scope)(place), f"{name!r} at what is no whole number")
            lower, upper = (self.value(end, self.outermost) for end in self.members[name])
            self.need(place - lower, ">=", scope, f"place in {name!r} - first")
            self.need(upper - place, ">=", scope, f"last - place in {name!r}")

    def whole(
        self, kind: str, body: ast.expr, limits: list[ast.expr], env: Env, scope: Scope
    ) -> Element:
        """A sum or integral, of a term that is defined on all of its range."""
        require(kind in WHOLES and len(limits) == 3, f"no function {kind!r} with limits")
        name = ast.unparse(limits[0])
        lower, upper = (self.evaluate(end, env, scope) for end in limits[1:])
        return self.whole_of(Limits(kind, name, lower, upper), body, env, scope)

    def whole_of(self, limits: Limits, body: ast.expr, env: Env, scope: Scope) -> Element:
        """The same, of limits that have been read; what is integrated is continuous."""
        free = {name: value for name, value in env.items() if name != limits.name}
        return self.total(self.evaluate(body, free, self.inside(limits, scope)), limits)

    def total(self, term: Element, limits: Limits) -> Element:
        """The Sum or Integral of a term that is defined on the range."""
        opaque = limits.kind == "Integral" and self.field.is_opaque(term, limits.name)
        require(not opaque, "an opaque function is integrated")
        return self.field.whole(limits.kind, term, limits.name, limits.lower, limits.upper)

    def matrix(self, rows: list[ast.expr], env: Env, scope: Scope) -> Matrix:
        """The entries of a square matrix."""
        cells = [row.elts if isinstance(row, ast.List) else [] for row in rows]
        square = len(rows) > 0 and all(len(row) == len(rows) for row in cells)
        require(square, "S of a matrix that is not square")
        return tuple(tuple(self.evaluate(cell, env, scope) for cell in row) for row in cells)

    def entropy(self, matrix: Matrix, scope: Scope) -> Element:
        """The entropy of a matrix whose spectrum has been shown, or that of one equal to it."""
        for known, entropy in scope.spectra:
            if len(known) == len(matrix) and all(
                self.field.equal(a, b) or (not scope.literal and self.holds(a - b, "==", scope))
                for rows in zip(known, matrix, strict=True)
                for a, b in zip(*rows, strict=True)
            ):
                return entropy
        raise Refused("the spectrum of the matrix of an entropy is not known")

    def slope(self, function: Element, variable: str, scope: Scope) -> Element:
        """The derivative of a function, defined here, where roots and entropies are not at 0."""
        real = variable in scope.names and variable not in scope.numbers
        require(real, f"{variable!r} is no real symbol")
        positive = lambda u: self.holds(u, ">", scope)  # noqa: E731
        return self.field.derivative(function, variable, positive)
