"""Trusted translator: a formula as a user types it, in the kernel's words, node by node.

Nothing is cancelled, ordered or evaluated on the way; only an exponent that is a number is worked
out. What the user's names are in the kernel's words is data, made outside: see :class:`Names`.
Functions that the kernel lacks become definitions. A variable bound by the user gets a name that
nothing else in the statement has, so nothing can be captured.
"""

import ast
import keyword
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from proofs.kernel.element import Element, Refused
from proofs.kernel.field import Field
from proofs.kernel.reader import RESERVED, is_whole, syntax_tree
from proofs.kernel.trees import (
    NUMBERS,
    Rows,
    TranslationError,
    Value,
    call,
    combine,
    dot,
    each,
    fresh,
    is_symbolic_power,
    need,
    rational,
    total,
    write,
)

MAX_LENGTH, MAX_NODES, MAX_DIGITS, LONGEST, MAX_POWER = 4000, 2000, 60, 300, 40
"""`LONGEST` is for the digits of a whole number that is written out."""
MAX_WRITTEN = 30_000
"""Nodes of what is written; products of matrices multiply them."""
SAME = ("exp", "sqrt", "eta", "Phi", "abs", "conj")
WORDS = {name: name for name in SAME} | {"log": "log2", "log2": "log2", "ln": "log"}
"""Functions by the kernel's names: `log` is to base 2 here, as in the paper, and natural there."""
DEFINED = {
    "h": "eta({u}) + eta(1 - {u})",
    "artanh": "(log(1 + {u}) - log(1 - {u}))/2",
    "cos": "(exp(I*{u}) + exp(-I*{u}))/2",
    "sin": "(exp(I*{u}) - exp(-I*{u}))/(2*I)",
    "cosh": "(exp({u}) + exp(-{u}))/2",
    "sinh": "(exp({u}) - exp(-{u}))/2",
}
"""What the kernel has no function for, with the parameter u."""
OTHER_NAMES = {"arctanh": "artanh", "atanh": "artanh"}
OF_MATRICES, BOUNDED = ("tr", "dagger", "S"), ("Sum", "Integral")
OWN = frozenset({*RESERVED, *WORDS.values(), *DEFINED, *OF_MATRICES, "I", "pi", "u"})
"""Names of the kernel and of the definitions above: no name that a user binds is one of them."""


@dataclass(frozen=True)
class Names:
    """What a user's name is in the kernel's words: a formula, a matrix, a family or a function.

    `integers` are the kernel's names of whole numbers, `taken` all other names of the statement.
    """

    scalars: Mapping[str, str] = field(default_factory=dict)
    matrices: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    families: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    integers: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()

    @cached_property
    def others(self) -> frozenset[str]:
        """Every name that these names bring into the statement, or that is taken."""
        entries = (entry for rows in self.matrices.values() for row in rows for entry in row)
        words = [*self.scalars.values(), *self.families.values(), *self.functions.values()]
        return self.integers | self.taken | {*re.findall(r"\w+", " ".join([*words, *entries]))}


@dataclass(frozen=True)
class Translation:
    """The entries of a formula in the kernel's words, row by row; a number has a single one.

    `definitions` are those of :data:`DEFINED` that it uses, `bound` its bound variables.
    """

    rows: tuple[tuple[str, ...], ...]
    is_matrix: bool
    definitions: Mapping[str, str]
    bound: frozenset[str]


def translate(text: str, names: Names, log: str = "log2", sizes: int = 1) -> Translation:
    """The formula in the kernel's words; a bare ``log`` is `log` in them.

    A text of ours may be longer, by the factor `sizes`.

    :raises TranslationError: for a text that is not a formula with these names.

    >>> translate("log(a)/2**0.5", Names({"a": "a"})).rows
    (('log2(a)/sqrt(2)',),)
    >>> translate("Sum(x*n, (n, 1, 3))", Names({"x": "n"})).rows
    (('Sum(n*n_, (n_, 1, 3))',),)
    """
    most = sizes * MAX_LENGTH
    need(len(text) <= most, f"a formula of {len(text)} characters; at most {most}")
    plain = re.sub(r"\blambda\b", "lambda_", " ".join(text.split()))  # a word of Python's own
    translator = Translator(names, plain, WORDS | {"log": log})
    try:
        value = translator.read(tree(plain, sizes * MAX_NODES), {})
        rows = value if isinstance(value, tuple) else ((value,),)
        size = sum(1 for row in rows for entry in row for _ in ast.walk(entry))
        need(size <= MAX_WRITTEN, f"matrices with more than {MAX_WRITTEN} terms")
        written = tuple(tuple(map(write, row)) for row in rows)
    except RecursionError:
        raise TranslationError("the formula is nested too deeply") from None
    bound = frozenset(translator.bound)
    return Translation(written, isinstance(value, tuple), translator.definitions, bound)


def tree(text: str, most: int = MAX_NODES) -> ast.expr:
    """The syntax tree of a text of moderate size."""
    try:
        need("#" not in text, "not a formula: '#' has no place in one")
        body = syntax_tree(text)
    except SyntaxError as error:
        where = f" at character {error.offset}" if error.offset else ""
        raise TranslationError(f"not a formula{where}: {error.msg}") from None
    except (MemoryError, ValueError):
        why = "not a formula: nested too deeply or with unreadable characters"
        raise TranslationError(why) from None
    nodes = [*ast.walk(body)]
    words = [node.id for node in nodes if isinstance(node, ast.Name)]
    need(not any(map(keyword.iskeyword, words)), "a word of Python is no name in a formula")
    need(len(nodes) <= most, f"a formula of {len(nodes)} operations; at most {most} are read")
    return body


@dataclass
class Translator:
    """Reads one text; a scope has the user's bound variables with their names in the kernel."""

    names: Names
    text: str
    words: Mapping[str, str]
    definitions: dict[str, str] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)

    def read(self, node: ast.expr, scope: Mapping[str, str]) -> Value:  # noqa: PLR0911
        """One node; whatever is not on the list is refused."""
        match node:
            case ast.Constant():
                return self.number(node)
            case ast.Name(id=name):
                return self.name(name, scope)
            case ast.Subscript(value=ast.Name(id=base), slice=index) if base not in scope:
                return self.member(base, index, scope)
            case ast.List(elts=rows):
                return self.matrix(rows, scope)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.read(operand, scope)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return each(lambda x: ast.UnaryOp(ast.USub(), x), self.read(operand, scope))
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self.power(self.scalar(left, scope), self.scalar(right, scope))
            case ast.BinOp(left=left, op=ast.Div() as op, right=right):
                divisor = self.scalar(right, scope)
                return each(lambda x: combine(x, op, divisor), self.read(left, scope))
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self.product(self.read(left, scope), self.read(right, scope), node)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
                both = self.read(left, scope), self.read(right, scope)
                return each(lambda a, b: combine(a, op, b), *both)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self.call(name, arguments, scope)
        raise TranslationError(f"'{ast.unparse(node)[:40]}' is not allowed in a formula")

    def scalar(self, node: ast.expr, scope: Mapping[str, str]) -> ast.expr:
        """One node that is a number."""
        value = self.read(node, scope)
        if isinstance(value, tuple):
            need(False, "{} is a matrix where a number is needed", node)
        return value  # type: ignore[return-value]

    def number(self, node: ast.Constant) -> ast.expr:
        """A whole number, or a decimal as an exact quotient."""
        source = self.text.encode()[node.col_offset : node.end_col_offset].decode()
        plain = type(node.value) in (int, float)
        need(plain, "{} is not a number; use decimals or fractions, I for i", node)
        mantissa, _, exponent = source.lower().partition("e")
        digits = (mantissa + exponent.lstrip("+-")).replace(".", "")
        need(digits.isdecimal(), "the number {} is not decimal", node)
        most = LONGEST if mantissa.isdecimal() and not exponent else MAX_DIGITS
        short = len(mantissa) + abs(int(exponent[:9] or 0)) <= most
        need(short, f"the number {{}} has more than {most} digits", node)
        above, below = map(ast.Constant, Fraction(source).as_integer_ratio())
        return above if below.value == 1 else combine(above, ast.Div(), below)

    def name(self, name: str, scope: Mapping[str, str]) -> Value:
        """A bound variable, a name of :class:`Names`, a member ``p_i``, I or pi."""
        names = self.names
        if name in scope:
            return ast.Name(scope[name])
        if name in names.scalars:
            word = names.scalars[name]
            return ast.Name(word) if word.isidentifier() else syntax_tree(word)
        if name in names.matrices:
            rows = names.matrices[name]
            return tuple(tuple(syntax_tree(x) for x in row) for row in rows)
        for family in names.families:
            index = name.removeprefix(f"{family}_")
            if index != name and (index in scope or index in names.scalars):
                return self.member(family, ast.Name(index), scope)
        need(name not in names.families, f"{name!r} needs an index, as in {name}_i inside Sum")
        need(name not in names.functions, f"{name!r} needs an argument, as in {name}(t)")
        kinds = (names.scalars, names.matrices, names.families, names.functions, scope, ("I", "pi"))
        known = ", ".join(sorted({known for kind in kinds for known in kind}))
        need(name in ("I", "pi"), f"no name {name!r} at this equation; there are {known}")
        return ast.Name(name)

    def member(self, base: str, node: ast.expr, scope: Mapping[str, str]) -> ast.expr:
        """A member of a family, the kernel's function of its index."""
        family = self.names.families.get(base, self.names.families.get(base.removesuffix("_")))
        need(family is not None, f"{base!r} is no family and has no index")
        index = self.scalar(node, scope)
        need(self.is_whole(index), "the index {} is no whole number", node)
        return call(str(family), index)

    def is_whole(self, node: ast.expr) -> bool:
        """Whether a formula is a polynomial with whole coefficients in whole numbers, wherever it
        has a value: all else in it cancels, as in (n**2 - 1)/(n + 1) and m - F + F."""
        field, powers = Field(), set[str]()
        try:
            value = self.plain(node, field, powers)
        except Refused:
            return False
        return is_whole(field, value, self.names.integers | self.whole | powers)

    def is_whole_power(self, node: ast.AST) -> bool:
        """Whether a formula is a power of whole numbers whose exponent is not a number."""
        match node:
            case ast.BinOp(left=base, op=ast.Pow(), right=exponent) if is_symbolic_power(node):
                return self.is_whole(base) and self.is_whole(exponent)
        return False

    def plain(self, node: ast.expr, field: Field, powers: set[str]) -> Element:
        """A formula as a rational function of whatever stands in it that is none; `powers` are the
        whole ones among these."""
        match node:
            case ast.Constant(value=int(number)):
                return field.number(number)
            case ast.UnaryOp(operand=operand):
                return -self.plain(operand, field, powers)
            case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant(value=int(times))):
                return field.power(self.plain(base, field, powers), times)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in NUMBERS:
                both = self.plain(left, field, powers), self.plain(right, field, powers)
                return NUMBERS[type(op)](*both)
        name = ast.unparse(node)
        powers |= {name} if self.is_whole_power(node) else set()
        return field.generator("symbol", name)

    def matrix(self, rows: list[ast.expr], scope: Mapping[str, str]) -> Rows:
        """A list of rows."""
        entries = [row.elts if isinstance(row, ast.List) else [] for row in rows]
        even = bool(entries) and all(row and len(row) == len(entries[0]) for row in entries)
        need(even, "a matrix is a list of rows of equal length, as in [[1, 0], [0, 1]]")
        return tuple(tuple(self.scalar(entry, scope) for entry in row) for row in entries)

    def product(self, left: Value, right: Value, node: ast.expr) -> Value:
        """Of numbers and matrices."""
        if isinstance(left, tuple) and isinstance(right, tuple):
            need(len(left[0]) == len(right), "the shapes in {} do not match", node)
            columns = tuple(zip(*right, strict=True))
            return tuple(tuple(dot(row, column) for column in columns) for row in left)
        if isinstance(left, tuple):
            return each(lambda x: combine(x, ast.Mult(), right), left)  # type: ignore[arg-type]
        return each(lambda x: combine(left, ast.Mult(), x), right)

    def power(self, base: ast.expr, exponent: ast.expr) -> ast.expr:
        """A whole power, of a root for half of one; else as it stands."""
        number = rational(exponent)
        if number is not None and number.denominator <= 2:
            times = abs(number.numerator)
            large = MAX_DIGITS if rational(base) is not None else MAX_POWER
            need(times <= large, "the power {} is too large to be expanded", exponent)
            root = base if number.denominator == 1 else call("sqrt", base)
            power = root if times == 1 else combine(root, ast.Pow(), ast.Constant(times))
            return power if number >= 0 else combine(ast.Constant(1), ast.Div(), power)
        return combine(base, ast.Pow(), exponent)

    def defined(self, name: str, argument: ast.expr) -> ast.expr:
        """A call of a definition, which is added under names of its own."""
        own, u = (fresh(word, self.names.others) for word in (name, "u"))
        self.definitions[f"{own}({u})"] = DEFINED[name].format(u=u)
        return call(own, argument)

    def call(self, name: str, arguments: list[ast.expr], scope: Mapping[str, str]) -> Value:
        """A function of the statement, one of those listed, or a sum or integral."""
        word = self.words.get(name, OTHER_NAMES.get(name, name))
        own = self.names.functions.get(name)
        if own is None and name in BOUNDED:
            return self.whole_of(name, arguments, scope)
        listed = {*self.words, *OTHER_NAMES, *DEFINED, *OF_MATRICES}
        known = ", ".join(sorted({*listed, *BOUNDED, *self.names.functions}))
        need(own or name in listed, f"no function {name!r}; there are {known}")
        need(len(arguments) == 1, f"{name} takes one argument, here it has {len(arguments)}")
        if own is None and name in OF_MATRICES:
            return self.of_matrix(name, self.read(arguments[0], scope))
        argument = self.scalar(arguments[0], scope)
        return (
            self.defined(word, argument)
            if not own and word in DEFINED
            else call(own or word, argument)
        )

    def of_matrix(self, name: str, value: Value) -> Value:
        """Trace, adjoint, von Neumann entropy."""
        if not isinstance(value, tuple):
            raise TranslationError(f"{name} takes a matrix")
        if name == "dagger":
            columns = zip(*value, strict=True)
            return tuple(
                tuple(x if rational(x) is not None else call("conj", x) for x in c) for c in columns
            )
        shape = len(value), len(value[0])
        need(shape[0] == shape[1], f"{name} takes a square matrix, not one of shape {shape}")
        if name == "tr":
            return total([row[j] for j, row in enumerate(value)])
        return call("S", ast.List([ast.List([*row]) for row in value]))

    def whole_of(self, kind: str, arguments: list[ast.expr], scope: Mapping[str, str]) -> ast.expr:
        """Sum(term, (k, 1, n)) or Integral(term, (s, 0, 1)), also without the inner brackets."""
        match arguments:
            case [term, ast.Tuple(elts=[ast.Name(id=name), *ends])] | [
                term,
                ast.Name(id=name),
                *ends,
            ]:
                limits = [self.scalar(end, scope) for end in ends]
                need(len(limits) == 2, f"{kind} takes two limits")
            case _:
                raise TranslationError(
                    f"write {kind}(term, (k, 1, n)), with limits that are formulas"
                )
        for limit in limits if kind == "Sum" else []:
            need(self.is_whole(limit), "the limit {} of a sum is no whole number", limit)
        variable = fresh(name, {*OWN, *self.names.others, *scope.values()})
        self.bound.add(variable)
        (self.whole.add if kind == "Sum" else self.whole.discard)(variable)
        body = self.scalar(term, {**scope, name: variable})
        return call(kind, body, ast.Tuple([ast.Name(variable), *limits]))
