"""What the SMT solvers are asked: the algebraic statements of Secs. IV.A, IV.B and Appendix A.

Each is generated from derived expressions; only the question, a sign on a domain, is written here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from sympy import Abs, Expr, MatrixBase, Mul, S, diff, expand, eye, sqrt

from derive import equation
from derive import symbols as sym
from derive.emission import monotonicity as appendix
from derive.emission import single_photon, temporal
from derive.emission.monotonicity import LATER, OPEN_QUBIT, UNIT_SEGMENT
from derive.emission.single_photon import in_survival
from derive.model.domain import BIN, BINS, POPULATION, QUBIT, WINDOW, Domain, Range
from derive.model.entropy import moduli
from derive.model.measurement import RHO_A, Outcome, block
from proofs.engines.smtlib import Atom, Question
from proofs.paper.claims import CLAIMS
from proofs.paper.formula import read
from proofs.paper.names import names_at

COHERENCE, NOT_PURE = "c**2 <= rho11*(1 - rho11)", "c**2 < rho11*(1 - rho11)"
SURVIVES, DECAY, PARTIAL_DECAY = "survival > 0", "survival <= 1", "survival < 1"
NOT_NEGATIVE, AT_MOST_ONE = "rho11 >= 0", "rho11 <= 1"
STATES = QUBIT & WINDOW
MIXED = OPEN_QUBIT.replace(Range(sym.c, S.Zero, QUBIT.ranges[1].upper, upper_open=True))
"""Mixed states with 0 < rho11 < 1, c = 0 included."""
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


@cache
def questions() -> tuple[Question, ...]:
    """Every statement, in the paper's order."""
    sections = (one_bin, many_bins, geometric_sum, denominators, numerator, boundary, printed)
    return tuple(statement for section in sections for statement in section())


@dataclass(frozen=True)
class On:
    """What statements about one claim have in common."""

    claim: str
    domain: Domain
    bins: Expr | int = 1

    def nonnegative(self, title: str, expression: Expr, needs: str) -> Question:
        """expression >= 0."""
        return self._state(f"{title} >= 0", Atom(expression, ">="), needs)

    def positive(self, title: str, expression: Expr, needs: str) -> Question:
        """expression > 0."""
        return self._state(f"{title} > 0", Atom(expression, ">"), needs)

    def equal(self, title: str, left: Expr, right: Expr) -> Question:
        """left == right: an identity, which needs no hypothesis."""
        return self._state(title, Atom(left, "==", right), "")

    def _state(self, title: str, goal: Atom, needs: str) -> Question:
        return Question(self.claim, title, goal, self.domain, needs, self.bins)


# Sec. IV: measurements and spectra.


def one_bin() -> Iterator[Question]:
    """Eqs. (14), (18), and the spectrum without coherence."""
    on, (none, photon) = On("14", WINDOW), single_photon.povm().values()
    yield from positive_matrix(on, "E_0", none, SURVIVES)
    yield from positive_matrix(on, "E_1", photon, DECAY)
    for i, j in product(range(2), repeat=2):
        yield on.equal(f"(E_0 + E_1)[{i},{j}]", photon[i, j], eye(2)[i, j] - none[i, j])
    mu = single_photon.no_click_spectrum()
    yield from spectrum("18", mu, single_photon.detection()[0])
    yield from incoherent_spectrum()


def positive_matrix(on: On, name: str, matrix: MatrixBase, needs: str) -> Iterator[Question]:
    """A real symmetric 2 x 2 matrix is >= 0: its diagonal entries and its determinant are."""
    yield on.equal(f"{name} symmetric", matrix[0, 1], matrix[1, 0])
    minors = {"[0,0]": matrix[0, 0], "[1,1]": matrix[1, 1], " det": matrix.det()}
    for place, minor in minors.items():
        yield on.nonnegative(f"{name}{place}", minor, "" if minor.is_number else needs)


def spectrum(claim: str, mu: dict[str, Expr], no_click: Outcome) -> Iterator[Question]:
    """0 <= mu_2 <= mu_1 <= 1, with trace and determinant of the block that they belong to."""
    on, matrix, (larger, smaller) = On(claim, STATES), block(no_click, RHO_A), mu.values()
    yield on.equal("mu_1 + mu_2 = tr", larger + smaller, matrix.trace())
    yield on.equal("mu_1 mu_2 = det", larger * smaller, moduli(expand(matrix.det())))
    yield on.nonnegative("mu_2", smaller, COHERENCE)
    yield on.nonnegative("1 - mu_1", 1 - larger, COHERENCE)


def incoherent_spectrum() -> Iterator[Question]:
    """mu_1 and mu_2 at rho01 = 0 are rho00 and exp(-Gamma t) rho11, in one order or the other."""
    on = On("text:mu-at-zero-coherence", POPULATION & WINDOW)
    larger, smaller = single_photon.no_click_spectrum_incoherent().values()
    excited = sym.alpha * sym.rho11
    for mu in (sym.rho00, excited):
        yield on.equal(f"{mu} is mu_1 or mu_2", (larger - mu) * (smaller - mu), S.Zero)
    yield on.equal("mu_1 + mu_2", larger + smaller, sym.rho00 + excited)


def many_bins() -> Iterator[Question]:
    """Eqs. (21), (23), (26) for every n, with one bin's survival as the variable."""
    on, (none, click) = On("21", WINDOW & BIN, sym.n), temporal.povm().values()
    yield from positive_matrix(on, "E_0", none, SURVIVES)
    yield from positive_matrix(on, "E_k", click, DECAY)
    yield from completeness(*(in_survival(effect[1, 1], sym.n) for effect in (none, click)))
    yield from probabilities(*temporal.arrival_probabilities().values())
    yield from spectrum("26", temporal.no_click_spectrum(), temporal.arrival()[0])


def completeness(stay: Expr, click: Expr) -> Iterator[Question]:
    """E_0 + sum_k E_k = 1 by induction: for no bin, and bin k takes E_k off E_0."""
    before, after = (stay.subs(sym.n, k) for k in (sym.k - 1, sym.k))
    on = On("21", WINDOW & BIN, sym.n)
    yield on.equal("E_0 = 1 for no bin", stay.subs(sym.n, 0), S.One)
    yield on.equal("E_0 before bin k = E_0 after it + E_k", before, after + click)


def probabilities(none: Expr, click: Expr) -> Iterator[Question]:
    """0 <= Pr_0 <= 1 and 0 <= Pr_k <= 1."""
    on = On("23", POPULATION & WINDOW & BIN, sym.n)
    yield on.nonnegative("Pr_0", none, AT_MOST_ONE)
    yield on.nonnegative("1 - Pr_0", 1 - none, NOT_NEGATIVE)
    yield on.nonnegative("Pr_k", click, NOT_NEGATIVE)
    yield on.nonnegative("1 - Pr_k", 1 - click, AT_MOST_ONE)


def geometric_sum() -> Iterator[Question]:
    """The closed form, by induction: zero at n = 1, and it grows by the next term, n x**n."""
    total, next_term = temporal.geometric_sum(), sym.n * sym.x**sym.n
    inside = Domain((Range(sym.x, S.Zero, S.One, lower_open=True, upper_open=True),))
    on = On("text:geometric-sum", inside & BINS)
    yield on.equal("sum at n = 1", total.subs(sym.n, 1), S.Zero)
    grown = total.subs(sym.n, sym.n + 1)
    yield on.equal("sum(n + 1) = sum(n) + n x^n", grown, total + next_term)


# Appendix A.


def denominators() -> Iterator[Question]:
    """Both denominators of (A3) are positive, and F > exp(-Gamma t)."""
    on = On("text:denominators-positive", MIXED & WINDOW & UNIT_SEGMENT)
    for name, denominator in denominators_of_A3().items():
        yield on.positive(f"1 - ({name})^2 s^2", denominator, NOT_PURE)
    excess, title = appendix.F() - sym.alpha, "F - exp(-Gamma t)"
    not_excited = Domain((Range(sym.rho11, S.Zero, S.One, upper_open=True),))
    on = On("text:F-exceeds-alpha", POPULATION & WINDOW)
    yield On(on.claim, not_excited & LATER).positive(title, excess, PARTIAL_DECAY)
    yield on.nonnegative(title, excess, DECAY)
    yield on.equal(f"{title} = its factors", excess, appendix.no_click_excess())


def denominators_of_A3() -> dict[str, Expr]:
    """The denominators by the gap that they belong to."""
    gaps = {"Delta": sym.Delta, "Delta'/F": sym.Delta_prime / sym.F}
    return {
        name: appendix.written_out(1 / appendix.artanh_integrand(gap)) for name, gap in gaps.items()
    }


def numerator() -> Iterator[Question]:
    """J and E of (A4), (A5), as they come and factored; the coefficient of c**2 in E."""
    J, mixed = appendix.J(), MIXED & UNIT_SEGMENT
    integrand = appendix.written_out(appendix.bracket())
    quotient = J / Mul(*denominators_of_A3().values())
    yield On("A4", STATES & UNIT_SEGMENT).nonnegative("J(s)", J, COHERENCE)
    yield On("A4", mixed & LATER).positive("J(s)", J, PARTIAL_DECAY)
    yield On("A4", mixed & WINDOW).equal("integrand of (A3) = J/denominators", integrand, quotient)
    on = On("text:J-nonnegative", STATES & UNIT_SEGMENT)
    yield on.equal("J = a combination of terms >= 0", J, appendix.J_between_ends())
    yield on.nonnegative("the combination", appendix.J_between_ends(), COHERENCE)
    yield from factors_of_E(unfactored_E())


def factors_of_E(E: Expr) -> Iterator[Question]:
    """E >= 0 in both forms, and its coefficient of c**2 is <= 0."""
    on = On("A5", STATES)
    yield on.nonnegative("E as it comes", E, COHERENCE)
    yield on.nonnegative("E factored", appendix.E(), COHERENCE)
    yield on.equal("E = its factors", E, appendix.E())
    on, curvature = On("text:c2-coefficient", POPULATION & WINDOW), diff(E, sym.c, 2) / 2
    yield on.nonnegative("-[c^2] E", -curvature, DECAY)
    yield on.equal("[c^2] E = its factors", curvature, appendix.c2_coefficient())


def unfactored_E() -> Expr:
    """F**2 J(1) as it comes, not as (A5) derives it."""
    return appendix.written_out(expand(sym.F**2 * appendix.bracket_numerator().subs(sym.s, 1)))


def boundary() -> Iterator[Question]:
    """(A6): E is least for pure states, where it vanishes."""
    E, a = appendix.in_difference(unfactored_E()), sym.pop_difference
    pure, value = E.subs(sym.c, sqrt(1 - a**2) / 2), appendix.E_of_pure_states()["3"]
    yield On("A6", appendix.DIFFERENCE).equal("E of pure states", pure, value)
    on = On("A6", appendix.COHERENT_DIFFERENCE)
    yield on.nonnegative("E - E of pure states", E - pure, "c**2 <= 1/4 - a**2/4")


# What the paper prints.


def printed() -> Iterator[Question]:
    """Printed = derived, for the claims of :data:`PRINTED`."""
    claims = {claim.number: claim for claim in CLAIMS}
    for number in PRINTED:
        derived = equation(number)
        on = On(number, derived.domain, sym.n if sym.n in derived.domain.symbols else 1)
        for part, formula in claims[number].parts.items():
            value = read(formula, names_at(number, derived.domain))
            title = f"printed {part} = derived".replace("  ", " ")
            for x, y in zip(entries(value), entries(derived.part(part)), strict=True):
                yield on.equal(title, x.subs(Abs(sym.rho01), sym.c), y)


def entries(value: Expr | MatrixBase) -> list[Expr]:
    """The entries of a matrix; an expression is its own."""
    return list(value) if isinstance(value, MatrixBase) else [value]
