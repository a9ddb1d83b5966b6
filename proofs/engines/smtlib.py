"""Algebraic statements as SMT-LIB 2 text, generated from derived expressions.

A statement says that an expression is >= 0, > 0 or == 0 on a domain. Its script asserts the domain
and the opposite, so that `unsat` proves it. The text is what any solver reads; none is named here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce

from sympy import Abs, Add, Expr, Mul, Pow, Rational, S, Symbol, expand, oo

from derive import symbols as sym
from derive.emission.single_photon import SURVIVAL, in_survival
from derive.model.domain import Domain, Range

OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "==": "distinct"}


class NotAlgebraicError(ValueError):
    """The expression has a part that real arithmetic cannot say."""


@dataclass(frozen=True)
class Atom:
    """``left sign right``; not SymPy's relation, which evaluates itself to true or false."""

    left: Expr
    sign: str
    right: Expr = S.Zero

    def __str__(self) -> str:
        return f"{self.left} {self.sign} {self.right}"


@dataclass(frozen=True)
class Question:
    """A relation between two expressions on a domain, for one claim of the paper.

    `needs` is the hypothesis, as text, without which the statement is false; an identity has none.
    Exponentials are powers of exp(-Gamma t/bins), one variable of the solver.
    """

    claim: str
    title: str
    goal: Atom
    domain: Domain
    needs: str = ""
    bins: Expr | int = 1

    def hypotheses(self, dropped: str = "") -> dict[str, Atom]:
        """What the domain says of each variable, by its text, without one of them.

        :raises KeyError: when there is no such hypothesis to drop.
        """
        ranges = (*self.domain.ranges, *self.survival())
        known = {str(relation): relation for limits in ranges for relation in bounds(limits)}
        if dropped:
            del known[dropped]
        return known

    def survival(self) -> tuple[Range, ...]:
        """0 < exp(-Gamma t/bins) <= 1, and < 1 for t > 0."""
        windows = [r for r in self.domain.ranges if r.symbol == sym.t]
        return tuple(
            Range(SURVIVAL, S.Zero, S.One, lower_open=True, upper_open=r.lower_open)
            for r in windows
        )


def bounds(limits: Range) -> Iterator[Atom]:
    """The two sides of a range; the exponent's own symbols Gamma and t stay outside.

    >>> from derive.model.domain import QUBIT
    >>> [str(relation) for relation in bounds(QUBIT.ranges[1])]
    ['c >= 0', 'c**2 <= rho11*(1 - rho11)']
    """
    x, lower, upper = limits.symbol, limits.lower, limits.upper
    if x in (sym.Gamma, sym.t):
        return
    if lower != -oo:
        yield Atom(x, ">" if limits.lower_open else ">=", lower)
    if upper != oo:
        power = 2 if upper.has(Pow) and lower == 0 else 1  # no root, where both sides are >= 0
        yield Atom(x**power, "<" if limits.upper_open else "<=", upper**power)


# Terms.


@dataclass(frozen=True)
class Ratio:
    """A quotient of two SMT-LIB terms, so that no solver has to divide.

    >>> (Ratio("x") * Ratio("y", "z")).above
    '(* x y)'
    """

    above: str
    below: str = "1"

    def __mul__(self, other: "Ratio") -> "Ratio":
        return Ratio(_times(self.above, other.above), _times(self.below, other.below))

    def __add__(self, other: "Ratio") -> "Ratio":
        if self.below == other.below:
            return Ratio(f"(+ {self.above} {other.above})", self.below)
        crossed = (_times(self.above, other.below), _times(other.above, self.below))
        return Ratio(f"(+ {crossed[0]} {crossed[1]})", _times(self.below, other.below))


def _times(left: str, right: str) -> str:
    return f"(* {left} {right})" if "1" not in (left, right) else left if right == "1" else right


def _integer(value: int) -> str:
    return str(value) if value >= 0 else f"(- {-value})"


@dataclass
class TermWriter:
    """Writes expressions as terms and collects what they need.

    `facts` define the variables that stand for roots and symbolic powers. `conditions` must hold
    for the expressions to have a value, and are statements of their own, each with the facts that
    were there before it: r**2 = u would say by itself that u >= 0.
    """

    names: dict[Expr, str] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)
    conditions: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def assertion(self, relation: Atom, opposite: bool = False) -> str:
        """The relation as a formula, or its opposite; a quotient a/b has the sign of a b."""
        left, right = self.ratio(relation.left), self.ratio(relation.right)
        difference = left + Ratio("(- 1)") * right
        sign = OPPOSITE[relation.sign] if opposite else relation.sign.replace("==", "=")
        equality = relation.sign == "=="
        term = difference.above if equality else _times(difference.above, difference.below)
        return f"({sign} {term} 0)"

    def require(self, condition: str) -> None:
        """Without this condition there is no value."""
        self.conditions.setdefault(condition, tuple(self.facts))

    def ratio(self, expr: Expr) -> Ratio:
        """The expression as a quotient of two terms.

        :raises NotAlgebraicError: for logarithms and the like.
        """
        if isinstance(expr, Rational):
            return Ratio(_integer(int(expr.p)), str(expr.q))
        if isinstance(expr, Symbol):
            return self.ratio(1 - sym.rho11) if expr == sym.rho00 else Ratio(self.variable(expr))
        if isinstance(expr, Add | Mul):
            first, *rest = map(self.ratio, expr.args)
            for other in rest:
                first = first + other if isinstance(expr, Add) else first * other
            return first
        if isinstance(expr, Abs):
            return self.root(expr.args[0] ** 2)
        if isinstance(expr, Pow):
            return self.power(expr.base, expr.exp)
        raise NotAlgebraicError(f"no term for {expr}")

    def variable(self, expr: Expr) -> str:
        """The declared name of a symbol, or of a root or power that stands for itself."""
        plain = isinstance(expr, Symbol)
        return self.names.setdefault(expr, str(expr) if plain else f"|{expr}|")

    def power(self, base: Expr, exponent: Expr) -> Ratio:
        """base**exponent for a whole, a half or a symbolic exponent such as n + 1."""
        number, symbolic = expand(exponent).as_coeff_Add()
        if symbolic != 0:
            return self.symbolic_power(base, symbolic) * self.power(base, number)
        if number.is_Integer:
            return self.whole_power(self.ratio(base), int(number))
        if (2 * number).is_Integer:
            return self.whole_power(self.root(base), int(2 * number))
        raise NotAlgebraicError(f"no term for {base**exponent}")

    def whole_power(self, base: Ratio, exponent: int) -> Ratio:
        """base**exponent; a negative exponent makes it a condition that the base is not zero."""
        if exponent < 0:
            self.require(f"(distinct {base.above} 0)")
            base = Ratio(base.below, base.above)
        return reduce(Ratio.__mul__, [base] * abs(exponent), Ratio("1"))

    def root(self, base: Expr) -> Ratio:
        """A variable r >= 0 with r**2 = base, where base >= 0."""
        ratio, known = self.ratio(base), base**S.Half in self.names
        name = self.variable(base**S.Half)
        if not known:
            self.require(f"(>= {_times(ratio.above, ratio.below)} 0)")
            square = _times(ratio.below, f"(* {name} {name})")
            self.facts += [f"(>= {name} 0)", f"(= {square} {ratio.above})"]
        return Ratio(name)

    def symbolic_power(self, base: Expr, exponent: Expr) -> Ratio:
        """A variable for x**n with n >= 1: positive with x > 0, and at most x if x <= 1."""
        if not (isinstance(base, Symbol) and isinstance(exponent, Symbol)) or not (
            base.is_nonnegative and exponent.is_integer and exponent.is_positive
        ):
            raise NotAlgebraicError(f"no term for {base**exponent}")
        x, name = self.variable(base), self.variable(base**exponent)
        facts = [
            f"(=> (> {x} 0) (> {name} 0))",
            f"(=> (and (>= {x} 0) (<= {x} 1)) (<= {name} {x}))",
        ]
        self.facts += [fact for fact in facts if fact not in self.facts]
        return Ratio(name)


# Scripts.


@dataclass(frozen=True)
class Script:
    """Declarations and assertions; satisfiable by exactly the points that they describe."""

    names: tuple[str, ...]
    assertions: tuple[str, ...]

    @property
    def variables(self) -> str:
        """The names, as a list of terms to ask for."""
        return " ".join(self.names)

    @property
    def text(self) -> str:
        """SMT-LIB 2 for quantifier-free nonlinear real arithmetic."""
        lines = ["(set-logic QF_NRA)", *(f"(declare-const {name} Real)" for name in self.names)]
        lines += [f"(assert {assertion})" for assertion in self.assertions]
        return "\n".join([*lines, "(check-sat)"])


def scripts(statement: Question) -> tuple[Script, ...]:
    """The negation, and one script for each condition that the expression's value needs.

    The statement holds where all of them are unsatisfiable.
    """
    writer = TermWriter()
    given = [writer.assertion(known) for known in statement.hypotheses().values()]
    goal = writer.assertion(_goal(statement), opposite=True)
    names = tuple(writer.names.values())
    undefined = (
        Script(names, (*given, *facts, f"(not {condition})"))
        for condition, facts in writer.conditions.items()
    )
    return (Script(names, (*given, *writer.facts, goal)), *undefined)


def relaxed(statement: Question) -> Script:
    """The negation without the hypothesis that the statement needs: it must be satisfiable.

    A symbolic power is any value within what is known of it, so its point may be an abstract one.
    """
    writer = TermWriter()
    given = [writer.assertion(known) for known in statement.hypotheses(statement.needs).values()]
    goal = writer.assertion(_goal(statement), opposite=True)
    names = tuple(writer.names.values())
    return Script(names, (*given, *writer.facts, *writer.conditions, goal))


def _goal(statement: Question) -> Atom:
    left, right = (
        in_survival(e, statement.bins) for e in (statement.goal.left, statement.goal.right)
    )
    return Atom(left, statement.goal.sign, right)
