"""Reads an expression into a tower: the one place that knows SymPy's functions.

Every root and logarithm leaves an obligation: its argument must be >= 0 on the domain. Equality
is only as good as these, so they are kept and decided by the caller.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import lcm, prod
from typing import Any

from flint import fmpq, fmpq_mat, fmpz
from sympy import (
    Abs,
    Add,
    Expr,
    I,
    Indexed,
    Integral,
    Mul,
    Pow,
    Rational,
    S,
    Sum,
    Symbol,
    atanh,
    conjugate,
    cos,
    erf,
    exp,
    log,
    pi,
    sin,
    sqrt,
)

from derive.domain import Domain
from derive.entropy import eta, log2
from proofs.exact.complex import conjugate_of
from proofs.exact.integrals import integral_of
from proofs.exact.logarithms import logarithm_of
from proofs.exact.signs import Signs, coefficients
from proofs.exact.sums import sum_of
from proofs.exact.tower import (
    ONE,
    RING,
    Element,
    Generator,
    Kind,
    Polynomial,
    TooLargeError,
    Tower,
    UnsupportedError,
    to_rational,
)

MAX_EXPONENT = 400


class _RescaleError(Exception):
    """An exponential is needed to a finer fraction of its exponent than it was stored with."""

    def __init__(self, key: str, scale: int) -> None:
        super().__init__(key)
        self.key = key
        self.scale = scale


@dataclass
class Converter:
    """Turns expressions into elements of one tower over one domain."""

    domain: Domain
    scales: dict[str, int] = field(default_factory=dict)
    tower: Tower = field(default_factory=Tower)
    obligations: list[Element] = field(default_factory=list)
    memory: dict[Expr, Element] = field(default_factory=dict)
    exponents: dict[str, list[Element]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the hypotheses, whose signs are then known."""
        self.signs = Signs(self.tower, self.domain)
        for h in map(self, self.domain.hypotheses):
            sign = self.signs.of(h.denominator)
            self.signs.hypotheses += [h.numerator * sign] if sign else []

    def __call__(self, expr: Expr) -> Element:
        """The element of an expression, computed once."""
        if expr not in self.memory:
            self.memory[expr] = self._convert(expr)
        return self.memory[expr]

    def _convert(self, expr: Expr) -> Element:
        for kind, rule in _RULES:
            if isinstance(expr, kind):
                return rule(self, expr)
        for target in (erf, exp, log):
            rewritten = expr.rewrite(target)
            if rewritten != expr:
                return self(rewritten)
        if expr.is_Function:
            return self.opaque(expr)
        raise UnsupportedError(f"no normal form for {expr.func.__name__}")

    # Atoms

    def variable(self, expr: Expr) -> Element:
        """A symbol (or pi, or an indexed symbol) as a generator of its own."""
        return self._element(self.tower.generator(("variable", expr), Kind.VARIABLE, expr))

    def imaginary(self, _: Expr) -> Element:
        """The imaginary unit, with the relation I^2 = -1."""
        made = self.tower.generator("I", Kind.IMAGINARY, I, argument=RING.constant(-1))
        return self._element(made)

    def opaque(self, expr: Expr) -> Element:
        """A quantity without further rules, equal only to itself."""
        return self._element(self.tower.generator(("opaque", expr), Kind.OPAQUE, expr))

    def _element(self, generator: Generator) -> Element:
        return Element(self.tower, generator.polynomial, ONE)

    # Powers and roots

    def power(self, expr: Pow) -> Element:
        """A power with a whole, half or symbolic exponent."""
        base, exponent = self(expr.base), expr.exp
        if exponent.is_Integer:
            return self._whole(base, int(exponent))
        if exponent.is_Rational and exponent.q == 2:
            self.obligations.append(base)
            return self._whole(self.root(base), int(exponent.p))
        return self.general_power(base, self(exponent))

    def _whole(self, base: Element, exponent: int) -> Element:
        if abs(exponent) > MAX_EXPONENT:
            raise TooLargeError(f"a power {exponent} is not expanded")
        return base**exponent

    def root(self, base: Element) -> Element:
        """The square root of an element that is >= 0, over its irreducible factors."""
        constant, unsigned, result = fmpq(1), ONE, self.tower.constant(1)
        for part, direction in ((base.numerator, 1), (base.denominator, -1)):
            scale, factors = part.factor()
            constant *= scale**direction
            for factor, multiplicity in factors:
                half, odd = divmod(direction * multiplicity, 2)
                sign = self.signs.of_irreducible(factor)
                positive = factor * (sign or 1)
                if odd and sign is None:
                    unsigned *= factor
                elif odd:
                    constant *= sign
                    result *= self._root_of(positive)
                result *= self._size(positive, sign, half)
        return result * self._root_of_rest(constant, unsigned)

    def _size(self, factor: Polynomial, sign: int | None, half: int) -> Element:
        """|factor|^half, where only even powers can do without the sign."""
        if half == 0:
            return self.tower.constant(1)
        if not self.tower.is_real(factor):
            raise UnsupportedError("the root of the square of a complex quantity")
        value = self.tower.element(factor)
        if sign is None and half % 2:
            value = self.modulus_of(factor)
        return self._whole(value, half)

    def _root_of_rest(self, constant: fmpq, unsigned: Polynomial) -> Element:
        if unsigned != 1:
            unsigned *= -1 if constant < 0 else 1
            return self._root_of(unsigned) * self._root_of_number(abs(constant))
        if constant < 0:
            raise UnsupportedError("the square root of a negative quantity")
        return self._root_of_number(constant)

    def _root_of_number(self, number: fmpq) -> Element:
        result = self.tower.constant(fmpq(1) / number.q)
        for prime, multiplicity in prime_factors(number.p * number.q):
            half, odd = divmod(multiplicity, 2)
            result *= self.tower.constant(fmpq(prime**half))
            if odd:
                result *= self._root_of(RING.constant(int(prime)))
        return result

    def _root_of(self, factor: Polynomial) -> Element:
        """The root of a squarefree polynomial that is >= 0 on the domain."""
        single = self.single(factor)
        if single is not None and single.kind is Kind.EXPONENTIAL:
            assert single.exponent is not None
            return self.exponential_of(single.exponent * self.tower.constant(fmpq(1, 2)))
        if single is not None and single.kind is Kind.POWER:
            assert single.exponent is not None
            half = single.exponent * self.tower.constant(fmpq(1, 2))
            return self.positive_power(single.argument, half)
        if self.signs.of_irreducible(factor) and any(
            g.kind is Kind.ROOT for g in self.tower.used(factor)
        ):  # sqrt(1 - Delta) may be a product of other roots, as ln(1 - Delta) is a sum
            half = self.tower.constant(fmpq(1, 2))
            return self.exponential_of(half * logarithm_of(self, self.tower.element(factor)))
        return self._new_root(factor)

    def _new_root(self, factor: Polynomial) -> Element:
        value = sqrt(self.tower.to_expr(factor))
        made = self.tower.generator(("root", str(factor)), Kind.ROOT, value, argument=factor)
        return self._element(made)

    def single(self, polynomial: Polynomial) -> Generator | None:
        """The generator that a polynomial consists of, if it is nothing else."""
        return next((g for g in self.tower.used(polynomial) if g.polynomial == polynomial), None)

    def modulus(self, expr: Abs) -> Element:
        """|u| over the irreducible factors of u."""
        value = self(expr.args[0])
        result = self.tower.constant(1)
        for part, direction in ((value.numerator, 1), (value.denominator, -1)):
            scale, factors = part.factor()
            result *= self.tower.constant(abs(scale)) ** direction
            for factor, multiplicity in factors:
                result *= self._whole(self.modulus_of(factor), direction * multiplicity)
        return result

    def modulus_of(self, factor: Polynomial) -> Element:
        """|f|: f or -f where its sign is known, the root of f times its conjugate if complex."""
        sign = self.signs.of_irreducible(factor)
        if sign is not None:
            return self.tower.element(factor * sign)
        if not self.tower.is_real(factor):
            own = self.tower.element(factor)
            return self.root(own * conjugate_of(self, own))
        value = Abs(self.tower.to_expr(factor))
        made = self.tower.generator(("abs", str(factor)), Kind.MODULUS, value, argument=factor)
        return self._element(made)

    def general_power(self, base: Element, exponent: Element) -> Element:
        """base^exponent = exp(exponent ln base) with a symbolic exponent, for a base >= 0."""
        sign = 1
        for part in (base.numerator, base.denominator):
            scale, factors = part.factor()
            signs = [
                self.signs.of_irreducible(f) for f, multiplicity in factors if multiplicity % 2
            ]
            if None in signs or not all(self.tower.is_real(f) for f, _ in factors):
                raise UnsupportedError("a symbolic power of a base of unknown sign")
            sign *= prod((1 if scale > 0 else -1, *(s for s in signs if s)))
        if sign < 0:
            raise UnsupportedError("a symbolic power of a negative base")
        return self.exponential_of(exponent * logarithm_of(self, base))

    def positive_power(self, base: Polynomial, exponent: Element) -> Element:
        """base^exponent for an irreducible base >= 0: one generator for each exponent."""
        result = self.tower.constant(1)
        for coefficient, key in terms(exponent):
            result *= self._one_power(base, coefficient, key)
        return result

    def _one_power(self, base: Polynomial, coefficient: fmpq, key: Element) -> Element:
        is_number = key.numerator == 1 and key.denominator == 1
        if is_number and int(coefficient.q).bit_count() == 1:  # q = 2, 4, 8: roots of roots
            nested = self.tower.element(base)
            for _ in range(int(coefficient.q).bit_length() - 1):
                nested = self._new_root(nested.numerator)
            return self._whole(nested, int(coefficient.p))
        result = self.tower.constant(1)
        value = self.tower.to_expr(base)
        for share, own in self._independent(f"{base}**", coefficient, key):
            scale = self._scale(f"{base}**{own.numerator}/{own.denominator}", share)
            exponent = own * self.tower.constant(fmpq(1, scale))
            made = self.tower.generator(
                ("power", str(base), str(own.numerator), str(own.denominator)),
                Kind.POWER,
                value**exponent.expr,
                argument=base,
                exponent=exponent,
                scale=scale,
            )
            result *= self._whole(self._element(made), int((share * scale).p))
        return result

    # Exponentials

    def exponential(self, expr: exp) -> Element:
        """exp of a sum of independent exponents."""
        return self.exponential_of(self(expr.args[0]))

    def exponential_of(self, exponent: Element) -> Element:
        """One generator for each independent term of the exponent."""
        result = self.tower.constant(1)
        for coefficient, key in terms(exponent):
            result *= self._one_exponential(coefficient, key)
        return result

    def _one_exponential(self, coefficient: fmpq, key: Element) -> Element:
        logarithm = next(
            (g for g in self.tower.used(key.numerator) if g.kind is Kind.LOGARITHM), None
        )
        if logarithm is not None:  # exp(r ln u) = u^r
            rest = key / self._element(logarithm) * self.tower.constant(coefficient)
            return self.positive_power(self.modulus_of(logarithm.argument).numerator, rest)
        result = self.tower.constant(1)
        for share, own in self._independent("exp", coefficient, key):
            scale = self._scale(f"exp({own.numerator})/({own.denominator})", share)
            exponent = own * self.tower.constant(fmpq(1, scale))
            made = self.tower.generator(
                ("exp", str(own.numerator), str(own.denominator)),
                Kind.EXPONENTIAL,
                exp(exponent.expr),
                exponent=exponent,
                scale=scale,
            )
            result *= self._whole(self._element(made), int((share * scale).p))
        return result

    def _independent(
        self, base: str, coefficient: fmpq, key: Element
    ) -> list[tuple[fmpq, Element]]:
        """coefficient*key over exponents that no rational relation connects.

        1/(n(n+1)) = 1/n - 1/(n+1): without this, powers that are equal would look independent.
        """
        known = self.exponents.setdefault(base, [])
        shares = combination(key, known)
        if shares is None:
            known.append(key)
            return [(coefficient, key)]
        return [
            (coefficient * share, own)
            for share, own in zip(shares, known, strict=True)
            if share != 0
        ]

    def _scale(self, name: str, coefficient: fmpq) -> int:
        scale = self.scales.setdefault(name, 1)
        if scale % int(coefficient.q):
            raise _RescaleError(name, lcm(scale, int(coefficient.q)))
        return scale

    # Logarithms, sums and integrals have files of their own

    def logarithm(self, expr: Expr) -> Element:
        """The natural logarithm of the argument, over independent logarithms."""
        value = self(expr.args[0])
        self.obligations.append(value)
        if value.is_zero:
            raise UnsupportedError("the logarithm of zero")
        return logarithm_of(self, value)

    def binary_logarithm(self, expr: Expr) -> Element:
        """log2 as ln/ln 2."""
        return self.logarithm(expr) / self(log(2))

    def entropy_term(self, expr: eta) -> Element:
        """-x log2 x, zero where x is identically zero."""
        value = self(expr.args[0])
        return value if value.is_zero else -value * self.binary_logarithm(expr)

    def inverse_tangent(self, expr: atanh) -> Element:
        """artanh u = (ln(1+u) - ln(1-u))/2."""
        u = expr.args[0]
        return self(log(1 + u) / 2) - self(log(1 - u) / 2)

    def conjugated(self, expr: conjugate) -> Element:
        """The conjugate of an element, generator by generator."""
        return conjugate_of(self, self(expr.args[0]))

    def error_function(self, expr: erf) -> Element:
        """erf, which is odd, at the normal form of its argument."""
        value = self(expr.args[0])
        sign = -1 if value.numerator.leading_coefficient() < 0 else 1
        argument = value * self.tower.constant(sign)
        return self.opaque(erf(argument.expr)) * self.tower.constant(sign)

    def summed(self, expr: Sum) -> Element:
        """A sum in closed form where there is one."""
        return sum_of(self, expr)

    def integrated(self, expr: Integral) -> Element:
        """An integral of a rational function with simple poles."""
        return integral_of(self, expr)


def _folded(
    unit: Callable[[Converter], Element], combine: Callable[[Element, Element], Element]
) -> Any:
    def rule(converter: Converter, expr: Expr) -> Element:
        total = unit(converter)
        for a in expr.args:
            total = combine(total, converter(a))
        return total

    return rule


_RULES: tuple[tuple[Any, Callable[[Converter, Any], Element]], ...] = (
    (Rational, lambda c, e: c.tower.constant(e)),
    (type(S.ImaginaryUnit), Converter.imaginary),
    ((Symbol, Indexed, type(pi)), Converter.variable),
    (type(S.Exp1), lambda c, _: c.exponential_of(c.tower.constant(1))),
    (Add, _folded(lambda c: c.tower.constant(0), lambda a, b: a + b)),
    (Mul, _folded(lambda c: c.tower.constant(1), lambda a, b: a * b)),
    (exp, Converter.exponential),
    (Pow, Converter.power),
    (log2, Converter.binary_logarithm),
    (log, Converter.logarithm),
    (eta, Converter.entropy_term),
    (atanh, Converter.inverse_tangent),
    (Abs, Converter.modulus),
    (cos, lambda c, e: c((exp(I * e.args[0]) + exp(-I * e.args[0])) / 2)),
    (sin, lambda c, e: c((exp(I * e.args[0]) - exp(-I * e.args[0])) / (2 * I))),
    (erf, Converter.error_function),
    (conjugate, Converter.conjugated),
    (Sum, Converter.summed),
    (Integral, Converter.integrated),
)


def convert(exprs: list[Expr], domain: Domain) -> tuple[Converter, list[Element]]:
    """The expressions as elements of one common tower over `domain`.

    :raises UnsupportedError: where an expression is outside the normal form.
    """
    scales: dict[str, int] = {}
    for _ in range(16):
        try:
            converter = Converter(domain, scales)
            return converter, [converter(e) for e in exprs]
        except _RescaleError as need:
            scales[need.key] = need.scale
    raise UnsupportedError("the exponents do not settle on common denominators")


def to_polynomial(expr: Expr, tower: Tower) -> Polynomial:
    """A polynomial expression in symbols as a polynomial of the tower's ring."""
    converter = Converter(Domain(), tower=tower)
    return converter(expr).numerator / converter(expr).denominator.leading_coefficient()


def combination(key: Element, known: list[Element]) -> list[fmpq] | None:
    """Rational numbers r_j with key = r_1 known_1 + r_2 known_2 + ..., if there are any."""
    if key in known:
        return [fmpq(int(key == own)) for own in known]
    common = prod({str(e.denominator): e.denominator for e in (key, *known)}.values(), start=ONE)
    columns = [
        key.tower.reduce(e.numerator * (common / e.denominator)).to_dict() for e in (*known, key)
    ]
    monomials = sorted({m for column in columns for m in column})
    reduced, rank = fmpq_mat([[c.get(m, fmpq(0)) for c in columns] for m in monomials]).rref()
    shares = [fmpq(0)] * len(known)
    for row in range(rank):
        pivot = next(j for j in range(len(known) + 1) if reduced[row, j] != 0)
        if pivot == len(known):
            return None
        shares[pivot] = reduced[row, len(known)]
    return shares


def terms(element: Element) -> list[tuple[fmpq, Element]]:
    """The element as a sum of rational multiples of monic quotients with one-term numerators."""
    found = []
    for exponents, value in element.numerator.to_dict().items():
        monomial = RING.from_dict({exponents: fmpq(1)})
        unit = element.tower.element(monomial) / element.tower.element(element.denominator)
        lead = unit.numerator.leading_coefficient()
        found.append((value * lead, unit * element.tower.constant(1 / lead)))
    return found


def prime_factors(number: fmpz) -> list[tuple[fmpz, int]]:
    """The prime factors of |number|; a number too large to be factored is given up."""
    number = abs(fmpz(int(number)))
    if number.height_bits() > 160:
        raise TooLargeError("a number with too many digits to be factored")
    return list(number.factor()) if number > 1 else []


__all__ = ["Converter", "coefficients", "convert", "terms", "to_polynomial", "to_rational"]
