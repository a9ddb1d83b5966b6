"""Appendix A: how the randomness grows with the coherence c = |rho01|, from Eqs. (17) and (18).

The spectra of rho_A and of the no-photon block give Delta, Delta' and F; differentiating (17)
gives (A1), the integral of artanh gives (A2)-(A4), trace and determinant give E in (A5), (A6).
"""

from sympy import (
    Add,
    Expr,
    Integral,
    S,
    Symbol,
    atanh,
    cancel,
    collect,
    diff,
    expand,
    factor,
    fraction,
    log,
    sqrt,
)

from derive import symbols as sym
from derive.emission.purification import PURE_VACUUM
from derive.emission.single_photon import (
    SURVIVAL,
    detection,
    in_survival,
    no_click_spectrum,
    randomness_single_photon,
)
from derive.emission.temporal import randomness_temporal
from derive.functions import eta, log2
from derive.model.domain import BINS, POPULATION, QUBIT, WINDOW, Domain, Range, between, positive
from derive.model.entropy import binary_entropy, moduli, spectrum
from derive.model.equation import equation
from derive.model.measurement import RHO_A, adjoint
from derive.model.steps import step

OPEN_QUBIT = QUBIT.replace(
    *(Range(r.symbol, r.lower, r.upper, lower_open=True, upper_open=True) for r in QUBIT.ranges)
)
"""Mixed states with coherence: 0 < rho11 < 1 and 0 < c < sqrt(rho00 rho11)."""
INTERIOR = OPEN_QUBIT & WINDOW
LATER = positive(sym.Gamma) & positive(sym.t)
"""A window that has been open for some time, t > 0."""
UNIT_SEGMENT = between(sym.s, 0, 1)
BIN_CLICK = Domain((Range(sym.p_bin, S.Zero, S.One, lower_open=True, upper_open=True),))


# The spectra, as sum and difference of two eigenvalues.


def Delta() -> Expr:
    """lambda_1 - lambda_2, the gap of the spectrum of rho_A; dimensionless, in [0, 1].

    >>> Delta()
    sqrt(4*c**2 + (rho00 - rho11)**2)
    """
    larger, smaller = spectrum(RHO_A)
    return larger - smaller


def Delta_prime() -> Expr:
    """mu_1 - mu_2, the gap of the spectrum (18) of the no-photon block; in [0, F].

    >>> Delta_prime()
    sqrt(4*c**2*exp(-Gamma*t) + (rho00 - rho11*exp(-Gamma*t))**2)
    """
    mu = no_click_spectrum()
    return mu["mu_1"] - mu["mu_2"]


def F() -> Expr:
    """mu_1 + mu_2, the probability to see no photon; in (0, 1].

    >>> F()
    rho00 + rho11*exp(-Gamma*t)
    """
    mu = no_click_spectrum()
    return mu["mu_1"] + mu["mu_2"]


def determinant() -> Expr:
    """lambda_1 lambda_2 of rho_A; zero for pure states only.

    >>> determinant()
    -c**2 + rho00*rho11
    """
    return moduli(RHO_A.det())


def squared_gaps() -> dict[Expr, Expr]:
    """Delta**2 = 1 - 4 lambda_1 lambda_2 and Delta'**2 = F**2 - 4 mu_1 mu_2.

    The determinant of a product of matrices is the product of their determinants, so
    mu_1 mu_2 is that of rho_A, named DETERMINANT here, times |det M_0|**2.
    """
    kraus = detection()[0].kraus
    mu_product = DETERMINANT * (kraus * adjoint(kraus)).det()
    return {sym.Delta**2: 1 - 4 * DETERMINANT, sym.Delta_prime**2: sym.F**2 - 4 * mu_product}


DETERMINANT = Symbol("det", nonnegative=True)
"""Stands for rho00 rho11 - c**2 while a formula is factored."""


def factored(expression: Expr) -> Expr:
    """The expression as a product, with factors 1 - exp(-Gamma t) and rho00 rho11 - c**2 kept.

    >>> factored(sym.rho00 - sym.rho00 * sym.alpha)
    rho00*(1 - exp(-Gamma*t))
    """
    decayed = Symbol("decayed", nonnegative=True)
    product = factor(in_survival(expression)).subs(SURVIVAL - 1, -decayed)
    names = {SURVIVAL: sym.alpha, decayed: 1 - sym.alpha, DETERMINANT: determinant()}
    return product.subs(names)


def abbreviations() -> dict[Expr, Expr]:
    """What the symbols Delta, Delta', F of Appendix A stand for."""
    return {sym.Delta: Delta(), sym.Delta_prime: Delta_prime(), sym.F: F()}


def difference_names() -> dict[Expr, Expr]:
    """Delta, Delta' and their squares, and F, by their names, for what they are."""
    roots = {Delta(): sym.Delta, Delta_prime(): sym.Delta_prime}
    return {**{root**2: name**2 for root, name in roots.items()}, **roots, F(): sym.F}


def written_out(expression: Expr) -> Expr:
    """The expression without the abbreviations Delta, Delta', F."""
    return expression.xreplace(abbreviations())


# (A1)


def named_randomness() -> Expr:
    """Eq. (17) with the gaps of its two spectra named Delta and Delta'; the rest is free of c."""
    names = {Delta(): sym.Delta, Delta_prime(): sym.Delta_prime}
    return randomness_single_photon().xreplace(names)


def slope_in_gap(randomness: Expr, gap: Expr) -> Expr:
    """dR/d gap in bits: one eigenvalue grows as the other falls, so their logarithms join.

    >>> slope_in_gap(eta((1 + sym.Delta) / 2) + eta((1 - sym.Delta) / 2), sym.Delta)
    -log2((Delta + 1)/(1 - Delta))/2
    """
    slope = expand(diff(randomness, gap))
    upper, lower = sorted(slope.atoms(log2), key=lambda term: diff(term.args[0], gap), reverse=True)
    return slope.coeff(upper) * log2(expand(2 * upper.args[0]) / expand(2 * lower.args[0]))


def slope_in_logarithms() -> Expr:
    """dR/dc by the chain rule, d sqrt(u)/dc = u'/(2 sqrt(u)), with Delta and Delta' named."""
    roots = {sym.Delta: Delta(), sym.Delta_prime: Delta_prime()}
    step("R", named_randomness(), "Eq. (17) with the gaps of its two spectra named")
    return Add(*(_slope_through(gap, root) for gap, root in roots.items()))


def _slope_through(gap: Expr, root: Expr) -> Expr:
    """dR/d gap times d gap/dc for one of the two gaps."""
    name = sym.TABLE[gap.name].latex
    step(name, root, "A gap, and how R changes with it")
    outer = step(rf"\partial R/\partial {name}", slope_in_gap(named_randomness(), gap))
    inner = step(rf"d{name}/dc", diff(root**2, sym.c) / (2 * gap), "The derivative of the root")
    return outer * inner


def log2_as_artanh(argument: Expr) -> Expr:
    """log2(u) = 2 artanh((u-1)/(u+1))/ln 2; the factor 1/ln 2 makes nats bits.

    >>> log2_as_artanh((1 + sym.Delta) / (1 - sym.Delta))
    2*atanh(Delta)/log(2)
    """
    above, below = fraction(argument)
    return 2 * atanh(expand((above - below) / 2) / expand((above + below) / 2)) / log(2)


@equation(
    "A1",
    r"\frac{dR}{dc}",
    domain=INTERIOR,
    title="slope of the randomness in the coherence",
    assumes=(PURE_VACUUM,),
    names=difference_names,
)
def slope() -> dict[str, Expr]:
    """dR/dc in bits, Eq. (A1): "1" with logarithms, "2" with artanh and hence a factor 1/ln 2."""
    logarithms = slope_in_logarithms()
    artanh = logarithms.replace(log2, log2_as_artanh)
    step(r"\frac{dR}{dc}", logarithms, "The chain rule")
    step(r"\frac{dR}{dc}", artanh, "log2(u) is 2 artanh((u - 1)/(u + 1))/ln 2")
    return {"1": written_out(logarithms), "2": written_out(artanh)}


# (A2)-(A4)


def artanh_integrand(x: Expr) -> Expr:
    """d/ds of artanh(x s)/x, whose integral from s = 0 to 1 is artanh(x)/x.

    >>> artanh_integrand(sym.x)
    1/(-s**2*x**2 + 1)
    """
    return diff(atanh(sym.s * x) / x, sym.s)


@equation(
    "A2",
    r"\frac{\operatorname{artanh}(x)}{x}",
    domain=Domain((Range(sym.x, S.Zero, S.One, lower_open=True, upper_open=True),)),
    title="artanh(x)/x as an integral",
)
def artanh_integral() -> Expr:
    """artanh(x)/x for 0 < x < 1 as an integral of 1/(1 - x**2 s**2), Eq. (A2)."""
    step(r"\frac{\operatorname{artanh}(x)}{x}", atanh(sym.x) / sym.x, "The fundamental theorem")
    step(r"\frac{d}{ds}\frac{\operatorname{artanh}(xs)}{x}", artanh_integrand(sym.x))
    return Integral(artanh_integrand(sym.x), (sym.s, 0, 1))


def bracket() -> Expr:
    """The integrand of (A3), from the artanh form of (A1), with Delta, Delta', F named."""
    weighted = artanh_integrand(sym.Delta_prime / sym.F) * sym.alpha / sym.F
    return artanh_integrand(sym.Delta) - weighted


@equation(
    "A3",
    r"\frac{dR}{dc}",
    domain=INTERIOR,
    title="the slope as an integral",
    assumes=(PURE_VACUUM,),
    names=difference_names,
)
def slope_integral() -> Expr:
    """dR/dc in bits as an integral over s, Eq. (A3)."""
    step(r"\frac{dR}{dc}", slope()["2"], "The second line of (A1); each artanh is an integral (A2)")
    return 4 * sym.c / log(2) * Integral(written_out(bracket()), (sym.s, 0, 1))


def bracket_numerator() -> Expr:
    """J with Delta, Delta', F named: the bracket times both of its denominators."""
    first, second = (1 / artanh_integrand(y) for y in (sym.Delta, sym.Delta_prime / sym.F))
    step("J(s)", bracket() * first * second, "The integrand of (A3) times both denominators")
    numerator = cancel(bracket() * first * second)
    return collect(expand(numerator), sym.s)


@equation(
    "A4",
    "J(s)",
    domain=INTERIOR & UNIT_SEGMENT,
    title="numerator of the integrand",
    names=difference_names,
)
def J() -> Expr:
    """The numerator of the integrand over the product of its two denominators, Eq. (A4)."""
    return written_out(bracket_numerator())


# (A5): E from trace and determinant of the two blocks.


@equation("A5", "E", domain=QUBIT & WINDOW, title="F^2 J(1), factored")
def E() -> Expr:
    """F**2 J(1) as a product of factors that are >= 0 for every state and window, Eq. (A5)."""
    numerator = expand(sym.F**2 * bracket_numerator().subs(sym.s, 1))
    step("E", numerator, "E is F^2 J(1)")
    for square, value in squared_gaps().items():
        name = f"{sym.TABLE[square.base.name].latex}^2"
        step(
            name, value.subs(DETERMINANT, determinant()), "A squared gap: trace squared less 4 det"
        )
    return factored(in_excitation(expand(numerator.subs(squared_gaps())).subs(sym.F, F())))


def in_excitation(expression: Expr) -> Expr:
    """The expression with rho00 written as 1 - rho11."""
    return expression.subs(sym.rho00, 1 - sym.rho11)


@equation(
    "text:F-exceeds-alpha",
    r"F - e^{-\Gamma t}",
    domain=POPULATION & WINDOW,
    title="F against exp(-Gamma t)",
)
def no_click_excess() -> Expr:
    """F - exp(-Gamma t): positive for rho00 > 0 and t > 0, else zero."""
    return factored((F() - sym.alpha).subs(sym.rho11, 1 - sym.rho00))


@equation(
    "text:J-nonnegative",
    "J(s)",
    domain=INTERIOR & UNIT_SEGMENT,
    title="J between its values at 0 and 1",
    names=difference_names,
)
def J_between_ends() -> Expr:
    """(1 - s**2) J(0) + s**2 J(1), which is J(s), since J is linear in s**2."""
    return (1 - sym.s**2) * no_click_excess() / F() + sym.s**2 * E() / F() ** 2


@equation(
    "text:denominators-positive",
    "1 - y^2 s^2",
    domain=QUBIT & WINDOW,
    title="smallest values of the denominators in (A3)",
)
def smallest_denominators() -> dict[str, Expr]:
    """The denominators at s = 1: 1 - Delta**2 and F**2 - Delta'**2, zero for pure states only."""
    smallest = {"Delta": 1 - sym.Delta**2, "Delta_prime": sym.F**2 - sym.Delta_prime**2}
    return {name: factored(expand(u.subs(squared_gaps()))) for name, u in smallest.items()}


@equation(
    "text:c2-coefficient",
    r"[c^2]\,E",
    domain=POPULATION & WINDOW,
    title="coefficient of c^2 in E",
)
def c2_coefficient() -> Expr:
    """The coefficient of c**2 in E at fixed rho11: negative, so E is least for pure states."""
    return factored(expand(E()).coeff(sym.c, 2))


# The substitutions with a = rho11 - rho00.


def in_difference(expression: Expr) -> Expr:
    """The expression with rho00 = (1 - a)/2 and rho11 = (1 + a)/2.

    >>> in_difference(sym.rho11 - sym.rho00)
    a
    """
    a = sym.pop_difference
    return expression.subs({sym.rho00: (1 - a) / 2, sym.rho11: (1 + a) / 2})


DIFFERENCE = between(sym.pop_difference, -1, 1) & WINDOW
COHERENT_DIFFERENCE = DIFFERENCE & between(sym.c, 0, sqrt(1 - sym.pop_difference**2) / 2)


@equation("text:substitution-F", "F", domain=DIFFERENCE, title="F in a = rho11 - rho00")
def F_in_difference() -> Expr:
    """F in terms of a."""
    return collect(expand(in_difference(F())), sym.pop_difference)


@equation(
    "text:substitution-Delta",
    r"\Delta^2",
    domain=COHERENT_DIFFERENCE,
    title="Delta^2 in a = rho11 - rho00",
)
def Delta_in_difference() -> Expr:
    """Delta**2 in terms of a and c."""
    return expand(in_difference(Delta() ** 2))


@equation(
    "text:substitution-Delta-prime",
    r"\Delta'^2",
    domain=COHERENT_DIFFERENCE,
    title="Delta'^2 in a = rho11 - rho00",
)
def Delta_prime_in_difference() -> Expr:
    """Delta'**2 in terms of a and c."""
    return in_difference(Delta_prime() ** 2)


@equation("A6", "E", domain=DIFFERENCE, title="E on the boundary of pure states")
def E_of_pure_states() -> dict[str, Expr]:
    """E at c**2 = (1 - a**2)/4, where Delta = 1: the value of each line of Eq. (A6), zero."""
    step("E(a, c)", in_difference(E()), "(A5) in a, where pure states have c^2 = (1 - a^2)/4")
    boundary = expand(in_difference(E()).subs(sym.c**2, (1 - sym.pop_difference**2) / 4))
    return dict.fromkeys("123", boundary)


# What follows.


@equation(
    "prop1",
    r"\frac{dR}{dc}",
    domain=OPEN_QUBIT & LATER,
    title="the randomness grows with the coherence",
    assumes=(PURE_VACUUM,),
    names=difference_names,
)
def randomness_slope() -> Expr:
    """dR/dc in bits, to be shown > 0 for mixed states with coherence, and t > 0.

    At c = 0 it vanishes; for t = 0, where R = 0, it vanishes everywhere.
    """
    return slope()["1"]


@equation(
    "text:temporal-monotone",
    r"\frac{dR}{dc}",
    domain=INTERIOR & BINS,
    title="slope of the temporal randomness in the coherence",
    assumes=(PURE_VACUUM,),
    names=difference_names,
)
def temporal_slope() -> Expr:
    """d/dc of Eq. (25): the clicks do not feel c, so it is (A1) for every number of bins."""
    difference = expand(randomness_temporal() - randomness_single_photon())
    return slope()["1"] + diff(difference, sym.c)


@equation(
    "text:more-bins",
    r"\frac{d}{dp}\,\frac{h(p)}{p}",
    domain=BIN_CLICK,
    title="bits per click and bin, against the bin's click probability",
    assumes=(PURE_VACUUM,),
)
def bin_entropy_slope() -> Expr:
    """d/dp of h(p)/p in bits: negative. (28) is a multiple of h(p)/p, and p falls as n grows."""
    slope = diff(binary_entropy(sym.p_bin) / sym.p_bin, sym.p_bin)
    return factor(expand(slope.replace(eta, lambda u: -u * log2(u))))
