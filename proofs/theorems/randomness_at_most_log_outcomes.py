"""R_n <= log2(n + 1): no more bits than the n + 1 outcomes can carry.

Domain: 0 <= rho11 <= 1, 0 <= c <= sqrt(rho00 rho11), t >= 0, every n >= 1, with 0 log 0 = 0. By
Proposition 1 a pure state has the largest R, where it is the entropy of the outcomes; that is at
most log2(n + 1) by Gibbs. R_n >= 0 is :mod:`proofs.theorems.bound_sum_with_edges`. Lemmas of
analysis: those of (27), the mean value theorem for eta and the root, terms of a sum compared.
"""

from derive.emission.temporal import randomness_temporal
from derive.model.domain import BINS, QUBIT, WINDOW
from proofs.theorems.bound_single import KNOWN
from proofs.theorems.bound_sum_with_edges import one_short_bin
from proofs.theorems.bound_temporal import AFTER, BEFORE, CLICKS, TERM
from proofs.theorems.entropy_at_most_log import (
    EQUAL_SHARE,
    below_tangent,
    equal_share,
    tangent,
)
from proofs.theorems.spectra import everywhere, randomness_grows, spectra
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Between,
    Step,
    congruence,
    defined,
    formula,
    identity,
    lemma,
    mean_value,
    product,
    spectrum_definitions,
    statement,
    telescope,
    termwise,
    total,
)

PURE = {"c_max": "sqrt(rho00*rho11)"}
IN_BIN = TERM.removeprefix("eta(").removesuffix(")")
TANGENT = tangent(IN_BIN)
LOST = f"(rho11 - {AFTER})"
ANTIDIFFERENCE = f"{LOST}*log2(n + 1) + (k*{EQUAL_SHARE} - {LOST})/log(2)"
OUTCOMES = f"eta(F) + {CLICKS}"
VALUE = f"R(c_max) == {OUTCOMES}"
EASY = (
    *("Delta(c_max) >= 0", "1 + Delta(c_max) > 0"),
    *("1/2 + Delta(c_max)/2 > 0", "1/2 - Delta(c_max)/2 >= 0"),
)
"""What is said of numbers, as Delta(c_max) = 1."""


def theorem() -> Theorem:
    """R_n(c) <= R_n(c_max) <= log2(n + 1)."""
    definitions = spectrum_definitions() | PURE | {"R(c)": formula(randomness_temporal())}
    goals = ["R(c) <= R(c_max)", VALUE, "R(c) <= log2(n + 1)"]
    return Theorem(
        "randomness_at_most_log_outcomes",
        "the randomness (25) is at most that of a pure state, and at most `log2(n + 1)`",
        statement(QUBIT & WINDOW & BINS, definitions, goals),
        steps(),
    )


def steps() -> list[Step]:
    """A pure state is best; then Gibbs for the outcomes."""
    return [
        total("n > 0", "n >= 1", "1"),
        *everywhere(),
        *one_short_bin(),
        defined(CLICKS, "k", click_in_bin()),
        *pure_state_best(),
        *value_for_pure_states(),
        *equal_share(),
        *gibbs(),
        identity(f"{OUTCOMES} == R(c_max)", {VALUE: "-1"}),
        total(
            "R(c) <= log2(n + 1)",
            *("R(c) <= R(c_max)", f"{OUTCOMES} == R(c_max)", f"{OUTCOMES} <= log2(n + 1)"),
        ),
    ]


def pure_state_best() -> list[Step]:
    """c <= c_max as squares are ordered, and R grows in between."""
    root = mean_value(
        "sqrt(rho00*rho11) >= sqrt(c**2)",
        Between("sqrt(y)", "y", ("c**2", "rho00*rho11")),
        [total("y >= 0", "y from", "c**2 >= 0")],
        [
            total("y > 0", "y from", "c**2 >= 0"),
            lemma("sqrt(y) > 0", "sqrt-positive", u="y"),
            product("1/(2*sqrt(y)) > 0", "1/2", over=["sqrt(y) > 0"]),
        ],
    )
    determinant = "rho00*rho11 - (c_max)**2 >= 0"
    return [
        lemma("c_max >= 0", "sqrt", u="rho00*rho11"),
        product("c**2 >= 0", "c >= 0", "c >= 0"),
        root,
        lemma("sqrt(c**2) == c", "root", q="c"),
        total("c_max >= c", "sqrt(rho00*rho11) >= sqrt(c**2)", "sqrt(c**2) == c"),
        identity("rho00*rho11 - (c_max)**2 == 0"),
        total(determinant, "rho00*rho11 - (c_max)**2 == 0"),
        *spectra("c", KNOWN),
        *(step for step in spectra("c_max", determinant) if step["claim"] not in EASY),
        randomness_grows(
            "R(c) <= R(c_max)", Between("R(x)", "x", ("c", "c_max")), determinant, ">="
        ),
    ]


def value_for_pure_states() -> list[Step]:
    """Delta = 1, a root of a number, and Delta' = F: one eigenvalue of each spectrum is zero."""
    ends = {"F/2 - Delta_prime(c_max)/2": "0", "F/2 + Delta_prime(c_max)/2": "F"}
    entropies = [congruence("eta", u, v) for u, v in ends.items()]
    return [
        lemma("Delta_prime(c_max) == F", "root", q="F"),
        *(
            identity(f"{u} == {v}", {"Delta_prime(c_max) == F": cofactor})
            for (u, v), cofactor in zip(ends.items(), ("-1/2", "1/2"), strict=True)
        ),
        *entropies,
        identity(VALUE, {each["claim"]: "1" for each in entropies}),
    ]


def click_in_bin() -> list[Step]:
    """The probability of a click in bin k is not negative."""
    return [
        lemma("exp(-Gamma*t*(k - 1)/n) > 0", "exp", u="-Gamma*t*(k - 1)/n"),
        product(f"{BEFORE} >= 0", "rho11 >= 0", "exp(-Gamma*t*(k - 1)/n) > 0"),
        product(f"{IN_BIN} >= 0", f"{BEFORE} >= 0", "exp(-Gamma*t/n) <= 1"),
    ]


def one_bin() -> list[Step]:
    """The entropy of bin k is below its tangent, which is a difference."""
    power = "exp(-Gamma*t*k/n) == exp(-Gamma*t*(k - 1)/n)*exp(-Gamma*t/n)"
    difference = f"{TANGENT} == {ANTIDIFFERENCE} - ({ANTIDIFFERENCE.replace('k', '(k - 1)')})"
    return [
        below_tangent(IN_BIN),
        lemma(power, "exp-sum", a="-Gamma*t*(k - 1)/n", b="-Gamma*t/n"),
        identity(difference, {power: "rho11*(log2(n + 1) - 1/log(2))"}),
    ]


def gibbs() -> list[Step]:
    """Every eta is below its tangent, and the tangents add up."""
    tangents = f"Sum({TANGENT}, (k, 1, n))"
    added = "rho11*(1 - alpha)*log2(n + 1) + (n/(n + 1) - rho11*(1 - alpha))/log(2)"
    closed = f"{tangents} == {added}"
    return [
        total("F >= 0", "F > 0"),
        below_tangent("F"),
        defined(tangents, "k", one_bin()),
        termwise(f"{tangents} >= {CLICKS}", {TANGENT: "1", TERM: "-1"}, ">=", "k"),
        telescope(closed, TANGENT, ANTIDIFFERENCE, "k"),
        identity(f"{added} == {tangents}", {closed: "-1"}),
        total(
            f"{OUTCOMES} <= log2(n + 1)",
            f"eta(F) <= {tangent('F')}",
            f"{tangents} >= {CLICKS}",
            f"{added} == {tangents}",
        ),
    ]
