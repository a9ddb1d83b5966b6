"""A formula as text in the language that ``sponte check`` reads, see :mod:`proofs.paper.formula`.

Certificates speak of this text, so it is trusted: one small method for each kind of node, brackets
by five levels of precedence, and an error for everything that has no place in the language. A
logarithm is always ``log2`` or ``ln``, never a bare ``log``, which readers take for either.
"""

import keyword
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import lru_cache
from typing import Any, TypeAlias

from sympy import (
    Abs,
    Add,
    Expr,
    Float,
    Function,
    I,
    Indexed,
    Integral,
    MatrixBase,
    Mul,
    Pow,
    Rational,
    S,
    Sum,
    Symbol,
    atanh,
    conjugate,
    cos,
    cosh,
    erf,
    exp,
    log,
    pi,
    sin,
    sinh,
)
from sympy.core.function import AppliedUndef

from derive.errors import FormulaError
from derive.functions import Called, Phi, eta, log2
from derive.text.terms import ordered_terms

FUNCTIONS: Mapping[type[Function], str] = {
    log2: "log2",
    log: "ln",
    exp: "exp",
    eta: "eta",
    Phi: "Phi",
    sin: "sin",
    cos: "cos",
    sinh: "sinh",
    cosh: "cosh",
    atanh: "atanh",
    Abs: "abs",
    conjugate: "conj",
}
"""How the functions of one argument are called."""

CONSTANTS: Mapping[Expr, str] = {I: "I", pi: "pi", S.Exp1: "exp(1)"}
WORDS = frozenset(
    {*FUNCTIONS.values(), "log", "sqrt", "h", "artanh", "arctanh", "tr", "dagger", "S"}
    | {"Sum", "Integral"}
)
"""Every word that the language calls; no function of a formula's own may have such a name."""


MEMBER = "a member of a family"
"""What p_i means beside p and i, which are names of their own."""


class Level(IntEnum):
    """How tightly a text holds together: what may stand where without brackets."""

    SUM = 1
    NEGATIVE = 2
    PRODUCT = 3
    POWER = 4
    ATOM = 5


Written: TypeAlias = tuple[str, Level]


def to_text(value: Expr | MatrixBase, called: Collection[str] = ()) -> str:
    """An expression or a matrix as text that ``sponte check`` reads back as the same value.

    `called` are words of the language by which an undefined function of SymPy may go.

    :raises FormulaError: for what the language has no words for, and where one word would have to
        mean two things.

    >>> from sympy import sqrt
    >>> from sympy.abc import x, y
    >>> to_text(-eta(x) / 3 + log(y) * log2(x)), to_text(sqrt(2) / x**2)
    ('ln(y)*log2(x) - eta(x)/3', 'sqrt(2)/x**2')
    >>> to_text(Symbol("p") * Symbol("p", real=True))
    Traceback (most recent call last):
    ...
    derive.errors.FormulaError: 'p' would mean two things in one formula
    """
    return _written(_fixed(value), frozenset(called))[0]


def names_in(value: Expr | MatrixBase, called: Collection[str] = ()) -> dict[str, object]:
    """What a formula that is written needs to be read: its names, with what they mean in it.

    That is a symbol, a family, or a function without a rule with its arguments but the last.

    >>> from sympy import IndexedBase, Sum
    >>> from sympy.abc import i, m, x
    >>> names_in(x + Sum(IndexedBase("p")[i], (i, 1, m)))
    {'m': m, 'p': p, 'x': x}
    """
    _, free = _written(_fixed(value), frozenset(called))
    own = {name: meaning for name, meaning in free.items() if meaning != MEMBER}
    return dict(sorted(own.items()))


def _fixed(value: Expr | MatrixBase) -> Expr | MatrixBase:
    return value.as_immutable() if isinstance(value, MatrixBase) else value


@lru_cache(maxsize=512)
def _written(value: Expr | MatrixBase, called: frozenset[str]) -> tuple[str, Mapping[str, object]]:
    """A formula as text, and what each name in it means."""
    writer = _Writer(called)
    try:
        is_matrix = isinstance(value, MatrixBase)
        return writer.matrix(value) if is_matrix else writer.write(value)[0], writer.free
    except RecursionError:
        raise FormulaError("the formula is nested too deeply to be written") from None
    except FormulaError:
        raise
    except ValueError as error:  # Python writes no whole number of more than 4300 digits
        raise FormulaError(f"a number is too long to be written: {error}") from None


@dataclass(frozen=True)
class _Writer:
    """Writes nodes; it knows what each name means, so that no name means two things."""

    called: Collection[str] = ()
    free: dict[str, object] = field(default_factory=dict)
    bound: Mapping[str, object] = field(default_factory=dict)

    def matrix(self, value: MatrixBase) -> str:
        if not value.rows or not value.cols:
            raise FormulaError("a matrix without entries cannot be written")
        rows = (", ".join(self.write(x)[0] for x in value.row(j)) for j in range(value.rows))
        return "[" + ", ".join(f"[{row}]" for row in rows) + "]"

    def write(self, node: Any) -> Written:
        """The text of a node, and how tightly it holds together."""
        for kind, method in _METHODS:
            if isinstance(node, kind):
                return method(self, node)
        if node in CONSTANTS:
            return CONSTANTS[node], Level.ATOM
        if type(node) in FUNCTIONS:
            return self.function(FUNCTIONS[type(node)], node)
        if isinstance(node, Called):
            return self.named(node.called, node)
        raise FormulaError(
            f"'{str(node)[:40]}' ({type(node).__name__}) is not allowed in a formula"
        )

    def within(self, node: Any, level: Level) -> str:
        """The text of a node, in brackets if it holds together less tightly than `level`."""
        text, own = self.write(node)
        return f"({text})" if own < level else text

    # Numbers and names.

    def number(self, node: Rational) -> Written:
        if node < 0:
            return str(node), Level.NEGATIVE
        return str(node), Level.ATOM if node.q == 1 else Level.PRODUCT

    def float(self, node: Float) -> Written:
        raise FormulaError(f"{node} is a rounded number; use a fraction, as Rational(1, 3)")

    def symbol(self, node: Symbol) -> Written:
        return self.name(node.name, node), Level.ATOM

    def indexed(self, node: Indexed) -> Written:
        """A member of a family, p_i or p[i + 1]; a letter with a line below it is in brackets."""
        family, index = node.base, node.indices[0]
        if len(node.indices) != 1:
            raise FormulaError(
                f"a member of a family has one index, not {len(node.indices)}: {node}"
            )
        label = self.name(family.label.name, family)
        if not isinstance(index, Symbol) or "_" in index.name:
            return f"{label}[{self.write(index)[0]}]", Level.ATOM
        return self.name(f"{label}_{self.name(index.name, index)}", MEMBER), Level.ATOM

    def name(self, name: str, meaning: object) -> str:
        """A name, if it can be typed and means nothing else here."""
        key = _key(name, meaning)
        known = self.bound if key in self.bound else self.free
        if key in known and known[key] != meaning:
            raise FormulaError(f"{name!r} would mean two things in one formula")
        if key not in known:
            self.free[key] = meaning
        return name

    # Sums, products and powers.

    def sum(self, node: Add) -> Written:
        terms = ordered_terms(node)
        if Counter(terms) != Counter(node.args):
            terms = node.args
        first, *rest = (self.within(term, Level.NEGATIVE) for term in terms)
        return "".join([first, *map(_signed, rest)]), Level.SUM

    def product(self, node: Mul) -> Written:
        """The number first, negative exponents below the line; operators keep their order."""
        number, factors = _number_first(node)
        above = [] if abs(number.p) == 1 else [str(abs(number.p))]
        below = [] if number.q == 1 else [str(number.q)]
        for factor in factors:
            if _divides(factor):
                below.append(self.factor(self.raised(factor.base, -factor.exp)))
            else:
                above.append(self.within(factor, Level.POWER))
        text = _quotient(above, below)
        return (f"-{text}", Level.NEGATIVE) if number < 0 else (text, Level.PRODUCT)

    def power(self, node: Pow) -> Written:
        if _divides(node):
            below = self.factor(self.raised(node.base, -node.exp))
            return _quotient([], [below]), Level.PRODUCT
        return self.raised(node.base, node.exp)

    def raised(self, base: Expr, exponent: Expr) -> Written:
        if exponent == S.One:
            return self.write(base)
        if exponent == S.Half:
            return f"sqrt({self.write(base)[0]})", Level.ATOM
        parts = (self.within(part, Level.ATOM) for part in (base, exponent))
        return "**".join(parts), Level.POWER

    @staticmethod
    def factor(written: Written) -> str:
        text, level = written
        return f"({text})" if level < Level.POWER else text

    # Functions, and what binds a variable.

    def function(self, word: str, node: Function) -> Written:
        if len(node.args) != 1:
            raise FormulaError(f"{word} of {len(node.args)} arguments is not allowed in a formula")
        return f"{word}({self.write(node.args[0])[0]})", Level.ATOM

    def named(self, name: str, node: Function) -> Written:
        """A function without a rule, called by its name with the last of its arguments."""
        *labels, argument = node.args
        if name in WORDS or any(label.free_symbols & {*self.bound.values()} for label in labels):
            raise FormulaError(f"{name!r} is no name that a function of its own can have")
        self.name(name, (node.func, *labels))
        return f"{name}({self.write(argument)[0]})", Level.ATOM

    def undefined(self, node: AppliedUndef) -> Written:
        if len(node.args) != 1:
            raise FormulaError(f"{node.func} is called with {len(node.args)} arguments, not one")
        if node.func.__name__ in self.called:
            return self.function(node.func.__name__, node)
        return self.named(node.func.__name__, node)

    def error_function(self, node: erf) -> Written:
        return f"2*Phi(sqrt(2)*{self.within(node.args[0], Level.POWER)}) - 1", Level.SUM

    def bounded(self, node: Sum | Integral) -> Written:
        return self.over(type(node).__name__, node.function, node.limits), Level.ATOM

    def over(self, word: str, body: Expr, limits: Sequence[Any]) -> str:
        """A sum or integral; the last limit is the outermost, and none sees its own variable."""
        if not limits:
            return self.write(body)[0]
        *others, limit = limits
        if len(limit) != 3:
            raise FormulaError(f"a {word} needs a lower and an upper limit")
        variable, lower, upper = limit
        inner = replace(self, bound={**self.bound, _key(variable.name, variable): variable})
        ends = ", ".join(self.write(end)[0] for end in (lower, upper))
        return f"{word}({inner.over(word, body, others)}, ({variable.name}, {ends}))"


_METHODS: tuple[tuple[type, Callable[[_Writer, Any], Written]], ...] = (
    (Rational, _Writer.number),
    (Float, _Writer.float),
    (Symbol, _Writer.symbol),
    (Indexed, _Writer.indexed),
    (Add, _Writer.sum),
    (Mul, _Writer.product),
    (Pow, _Writer.power),
    (AppliedUndef, _Writer.undefined),
    (erf, _Writer.error_function),
    (Sum, _Writer.bounded),
    (Integral, _Writer.bounded),
)
"""One method for each kind of node."""


def _key(name: str, meaning: object) -> str:
    """A name as it is read: ``lambda`` is a word of Python's, so a quantity is ``lambda_``."""
    typed = re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) is not None
    reserved = name in CONSTANTS.values() or (keyword.iskeyword(name) and name != "lambda")
    if not typed or reserved:
        raise FormulaError(f"{name!r} is no name that a formula can use")
    return "lambda_" if name == "lambda" and isinstance(meaning, Symbol) else name


def _number_first(node: Mul) -> tuple[Rational, list[Expr]]:
    """The rational number in front, and the other factors in the order in which they print."""
    first, *rest = node.args
    number, factors = (first, rest) if isinstance(first, Rational) else (S.One, node.args)
    free = sorted((x for x in factors if x.is_commutative), key=lambda x: x.sort_key())
    return number, [*free, *(x for x in factors if not x.is_commutative)]


def _divides(node: Expr) -> bool:
    """Whether a factor is written below the line."""
    return type(node) is Pow and node.is_commutative and node.exp.as_coeff_Mul()[0].is_negative


def _quotient(above: Sequence[str], below: Sequence[str]) -> str:
    top, bottom = "*".join(above) or "1", "*".join(below)
    return f"{top}/({bottom})" if len(below) > 1 else f"{top}/{bottom}" if below else top


def _signed(term: str) -> str:
    """A later term of a sum with its sign."""
    return f" - {term[1:]}" if term.startswith("-") else f" + {term}"
