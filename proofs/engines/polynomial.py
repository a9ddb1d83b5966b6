"""What the SMT solvers are asked: the algebraic statements of Secs. IV.A, IV.B and Appendix A.

Each is generated from derived expressions; only the question, a sign on a domain, is written here.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product

from sympy import Abs, Expr, Mul, MatrixBase, S, diff, expand, eye, sqrt

from derive import equation
from derive import monotonicity as appendix
from derive import single_photon, temporal
from derive import symbols as sym
from derive.domain import BIN, BINS, POPULATION, QUBIT, WINDOW, Domain, Range
from derive.entropy import moduli
from derive.measurement import RHO_A, Outcome, block
from derive.monotonicity import LATER, OPEN_QUBIT, UNIT_SEGMENT
from derive.single_photon import SURVIVAL, in_survival
from proofs.engines.smtlib import Relation, Statement
from proofs.formula import read
from proofs.judge import BY_NUMBER
from proofs.names import names_at

COHERENCE = "c**2 <= rho11*(1 - rho11)"
NOT_PURE = "c**2 < rho11*(1 - rho11)"
POPULATION_BOUNDS = ("rho11 >= 0", "rho11 <= 1")
DECAY, PARTIAL_DECAY = "survival <= 1", "survival < 1"
PRINTED = (
    "14",
    "15",
    "18",
    "20",
    "21",
    "23",
    "26",
    "A4",
    "A5",
    "text:substitution-F",
    "text:substitution-Delta",
    "text:substitution-Delta-prime",
    "A6",
)
"""Claims whose printed formulas are algebraic, and equal to the derived ones."""
MIXED = OPEN_QUBIT.replace(Range(sym.c, S.Zero, QUBIT.ranges[1].upper, upper_open=True))
"""Mixed states with 0 < rho11 < 1, c = 0 included."""
SEGMENT = QUBIT & WINDOW & UNIT_SEGMENT


@cache
def statements() -> tuple[Statement, ...]:
    """Every statement, in the paper's order."""
    return (
        *one_bin(),
        *many_bins(),
        *geometric_sum(),
        *denominators(),
        *numerator(),
        *boundary(),
        *printed(),
    )


def nonnegative(
    claim: str, title: str, expression: Expr, domain: Domain, needs: str, bins: Expr | int = 1
) -> Statement:
    """expression >= 0."""
    return Statement(claim, f"{title} >= 0", Relation(expression, ">="), domain, needs, bins)


def positive(claim: str, title: str, expression: Expr, domain: Domain, needs: str) -> Statement:
    """expression > 0."""
    return Statement(claim, f"{title} > 0", Relation(expression, ">"), domain, needs)


def equal(
    claim: str, title: str, left: Expr, right: Expr, domain: Domain, bins: Expr | int = 1
) -> Statement:
    """left == right, wherever both have a value."""
    return Statement(claim, title, Relation(left, "==", right), domain, "", bins)


# Sec. IV: measurements and spectra.


def one_bin() -> Iterator[Statement]:
    """Eqs. (14), (18), and the spectrum without coherence."""
    effects = single_photon.povm()
    yield from positive_matrix("14", "E_0", effects["E_0"], WINDOW, "survival > 0")
    yield from positive_matrix("14", "E_1", effects["E_1"], WINDOW, DECAY)
    yield from complete("14", *effects.values())
    no_click = block(single_photon.detection()[0], RHO_A)
    yield from spectrum("18", single_photon.no_click_spectrum(), no_click)
    yield from incoherent_spectrum()


def positive_matrix(
    claim: str, name: str, matrix: MatrixBase, domain: Domain, needs: str, bins: Expr | int = 1
) -> Iterator[Statement]:
    """A real symmetric 2 x 2 matrix is >= 0: its diagonal entries and its determinant are."""
    yield equal(claim, f"{name} symmetric", matrix[0, 1], matrix[1, 0], domain, bins)
    minors = {"[0,0]": matrix[0, 0], "[1,1]": matrix[1, 1], " det": matrix.det()}
    for place, minor in minors.items():
        needed = "" if minor.is_number else needs
        yield nonnegative(claim, f"{name}{place}", minor, domain, needed, bins)


def complete(claim: str, first: MatrixBase, second: MatrixBase) -> Iterator[Statement]:
    """Two effects add up to the identity."""
    for i, j in product(range(2), repeat=2):
        rest = eye(2)[i, j] - first[i, j]
        yield equal(claim, f"E_1[{i},{j}] = (1 - E_0)[{i},{j}]", second[i, j], rest, WINDOW)


def spectrum(claim: str, mu: dict[str, Expr], matrix: MatrixBase) -> Iterator[Statement]:
    """0 <= mu_2 <= mu_1 <= 1, with the trace and determinant of the matrix they belong to."""
    larger, smaller = mu.values()
    domain = QUBIT & WINDOW
    yield equal(claim, "mu_1 + mu_2 = tr", larger + smaller, matrix.trace(), domain)
    yield equal(claim, "mu_1 mu_2 = det", larger * smaller, moduli(expand(matrix.det())), domain)
    yield nonnegative(claim, "mu_2", smaller, domain, COHERENCE)
    yield nonnegative(claim, "1 - mu_1", 1 - larger, domain, COHERENCE)


def incoherent_spectrum() -> Iterator[Statement]:
    """mu_1 and mu_2 at rho01 = 0 are rho00 and exp(-Gamma t) rho11, the larger one first."""
    claim, domain = "text:mu-at-zero-coherence", POPULATION & WINDOW
    larger, smaller = single_photon.no_click_spectrum_incoherent().values()
    for mu in (sym.rho00, sym.alpha * sym.rho11):
        roots = (larger - mu) * (smaller - mu)
        yield equal(claim, f"{mu} is mu_1 or mu_2", roots, S.Zero, domain)
    total = sym.rho00 + sym.alpha * sym.rho11
    yield equal(claim, "mu_1 + mu_2", larger + smaller, total, domain)


def many_bins() -> Iterator[Statement]:
    """Eqs. (21), (23), (26) for every n, with one bin's survival as the variable."""
    effects, domain = temporal.povm(), WINDOW & BIN
    yield from positive_matrix("21", "E_0", effects["E_0"], domain, "survival > 0", sym.n)
    yield from positive_matrix("21", "E_k", effects["E_k"], domain, DECAY, sym.n)
    yield from completeness(*(in_survival(e[1, 1], sym.n) for e in effects.values()))
    for name, probability in temporal.arrival_probabilities().items():
        small, large = POPULATION_BOUNDS if name == "Pr_k" else reversed(POPULATION_BOUNDS)
        where = POPULATION & domain
        yield nonnegative("23", name, probability, where, small, sym.n)
        yield nonnegative("23", f"1 - {name}", 1 - probability, where, large, sym.n)
    no_click = block(temporal.arrival()[0], RHO_A)
    yield from spectrum("26", temporal.no_click_spectrum(), no_click)


def completeness(stay: Expr, click: Expr) -> Iterator[Statement]:
    """E_0 + sum_k E_k = 1 by induction: for no bin, and bin k takes E_k off E_0."""
    before, after = (stay.subs(sym.n, k) for k in (sym.k - 1, sym.k))
    bins = WINDOW & BINS & BIN.without(sym.n)
    yield equal("21", "E_0 = 1 for no bin", stay.subs(sym.n, 0), S.One, WINDOW)
    yield equal("21", "E_0 before bin k = E_0 after it + E_k", before, after + click, bins, sym.n)


def geometric_sum() -> Iterator[Statement]:
    """The closed form, by induction: at n = 1, and its growth is the next term n x**n."""
    claim, total = "text:geometric-sum", temporal.geometric_sum()
    domain = Domain((Range(sym.x, S.Zero, S.One, lower_open=True, upper_open=True),)) & BINS
    grown = total.subs(sym.n, sym.n + 1)
    yield equal(claim, "sum at n = 1", total.subs(sym.n, 1), S.Zero, domain.without(sym.n))
    yield equal(claim, "sum(n + 1) = sum(n) + n x^n", grown, total + sym.n * sym.x**sym.n, domain)


# Appendix A.


def denominators_of_A3() -> dict[str, Expr]:
    """The denominators of (A3) by the gap that they belong to."""
    gaps = {"Delta": sym.Delta, "Delta'/F": sym.Delta_prime / sym.F}
    integrands = {name: appendix.artanh_integrand(gap) for name, gap in gaps.items()}
    return {name: appendix.written_out(1 / value) for name, value in integrands.items()}


def denominators() -> Iterator[Statement]:
    """Both denominators of (A3), the smaller for s = 1, and F > exp(-Gamma t)."""
    claim, domain = "text:denominators-positive", MIXED & WINDOW & UNIT_SEGMENT
    for name, denominator in denominators_of_A3().items():
        yield positive(claim, f"1 - ({name})^2 s^2", denominator, domain, NOT_PURE)
    excess = appendix.F() - sym.alpha
    below_one = Domain((Range(sym.rho11, S.Zero, S.One, upper_open=True),))
    claim = "text:F-exceeds-alpha"
    yield positive(claim, "F - exp(-Gamma t)", excess, below_one & LATER, PARTIAL_DECAY)
    yield nonnegative(claim, "F - exp(-Gamma t)", excess, POPULATION & WINDOW, DECAY)
    yield equal(claim, "factored", excess, appendix.no_click_excess(), POPULATION & WINDOW)


def numerator() -> Iterator[Statement]:
    """J and E of (A4), (A5), as they come and factored."""
    J, E = appendix.J(), unfactored_E()
    yield nonnegative("A4", "J(s)", J, SEGMENT, COHERENCE)
    mixed = MIXED & UNIT_SEGMENT
    title = "integrand of (A3) = J over its denominators"
    yield equal("A4", title, integrand(), J / Mul(*denominators_of_A3().values()), mixed & WINDOW)
    yield positive("A4", "J(s)", J, mixed & LATER, PARTIAL_DECAY)
    convex = appendix.J_between_ends()
    yield equal("text:J-nonnegative", "J as a combination", J, convex, SEGMENT)
    yield nonnegative("A5", "E as it comes", E, QUBIT & WINDOW, COHERENCE)
    yield nonnegative("A5", "E factored", appendix.E(), QUBIT & WINDOW, COHERENCE)
    yield equal("A5", "E = its factors", E, appendix.E(), QUBIT & WINDOW)
    curvature = diff(E, sym.c, 2) / 2
    claim = "text:c2-coefficient"
    yield nonnegative(claim, "-[c^2] E", -curvature, POPULATION & WINDOW, DECAY)
    yield equal(claim, "[c^2] E", curvature, appendix.c2_coefficient(), POPULATION & WINDOW)


def integrand() -> Expr:
    """The integrand of (A3) without its factor 4c/ln 2."""
    return appendix.written_out(appendix.bracket())


def unfactored_E() -> Expr:
    """F**2 J(1) as it comes, not as (A5) derives it."""
    return appendix.written_out(expand(sym.F**2 * appendix.bracket_numerator().subs(sym.s, 1)))


def boundary() -> Iterator[Statement]:
    """(A6): E is least for pure states, where it vanishes."""
    E, a = appendix.in_difference(unfactored_E()), sym.pop_difference
    pure = E.subs(sym.c, sqrt(1 - a**2) / 2)
    value = appendix.E_of_pure_states()["3"]
    yield equal("A6", "E of pure states", pure, value, appendix.DIFFERENCE)
    domain = appendix.COHERENT_DIFFERENCE
    yield nonnegative("A6", "E - E of pure states", E - pure, domain, "c**2 <= 1/4 - a**2/4")


# What the paper prints.


def printed() -> Iterator[Statement]:
    """Printed = derived, for the claims of :data:`PRINTED`."""
    for number in PRINTED:
        derived, formulas = equation(number), BY_NUMBER[number].parts
        names = names_at(number, derived.domain)
        for part, formula in formulas.items():
            left, right = read(formula, names).value, derived.part(part)
            yield from entrywise(number, part, left, right, derived.domain)


def entrywise(
    number: str, part: str, left: Expr | MatrixBase, right: Expr | MatrixBase, domain: Domain
) -> Iterator[Statement]:
    """One equality for each entry of a matrix; the modulus of rho01 is c."""
    bins = sym.n if sym.n in domain.symbols else 1
    title = f"printed{' ' * bool(part)}{part} = derived"
    for x, y in zip(entries(left), entries(right), strict=True):
        yield equal(number, title, x.subs(Abs(sym.rho01), sym.c), y, domain, bins)


def entries(value: Expr | MatrixBase) -> list[Expr]:
    """The entries of a matrix; an expression is its own."""
    return list(value) if isinstance(value, MatrixBase) else [value]
