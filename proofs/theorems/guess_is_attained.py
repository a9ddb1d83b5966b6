"""Eve's best measurement is one: sqrt(rho) P sqrt(rho) and the same for 1 - P are not negative.

Domain: every state, Gamma > 0, t >= 0, and p with m = p - exp(-Gamma t) >= 0. With r the gap of the
two eigenvalues of sqrt(rho) X sqrt(rho), X = diag(-1, m), and T their sum, every minor is a product
of r +- T, W +- r and populations, W = rho00 + m rho11; and r is ordered among these as the squares
are. Lemma of analysis: the mean value theorem for the root.
"""

from derive.device.guessing import FIRST, GAP, best_measurement, written_out
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    BASIC,
    Between,
    Step,
    cases,
    formula,
    identity,
    lemma,
    mean_value,
    product,
    square,
    statement,
    total,
)

DOMAIN = FIRST
LIKELIER = "p - exp(-Gamma*t) >= 0"
KNOWN = "c**2 <= rho11*(1 - rho11)"
DETERMINANT = "(rho00*rho11 - c**2)"


def definitions() -> dict[str, str]:
    """m, the gap r, and the sums T and W."""
    return BASIC | {
        "m": "p - alpha",
        "T": "m*rho11 - rho00",
        "W": "m*rho11 + rho00",
        "r": formula(written_out(GAP)),
    }


def theorem() -> Theorem:
    """All minors are >= 0."""
    goals = [f"{formula(value)} >= 0" for value in best_measurement().values()]
    clicked, excited, _, silent, rest, _ = goals
    return Theorem(
        "guess_is_attained",
        "Eve's best measurement is one: its minors are not negative",
        statement(DOMAIN, definitions(), goals, [LIKELIER]),
        [
            *at_most(),
            *at_least(),
            product(clicked, "1/4", "W >= r", "r >= -T"),
            product("rho11*(r + T)/2 >= 0", "1/2", "rho11 >= 0", "r >= -T"),
            total(excited, "rho11*(r + T)/2 >= 0", KNOWN),
            product(silent, "1/4", "r + W >= 0", "r >= T"),
            product(rest, "1/2", f"rho11*r >= 2*{DETERMINANT} + T*rho11"),
        ],
    )


def at_most() -> list[Step]:
    """0 <= r <= W."""
    return [
        product("m*rho11 >= 0", LIKELIER, "rho11 >= 0"),
        total("W >= 0", "m*rho11 >= 0", "rho11 <= 1"),
        square("W**2 >= 0", "W"),
        square("T**2 >= 0", "T"),
        product(f"4*m*{DETERMINANT} >= 0", "4", LIKELIER, KNOWN),
        total(f"T**2 + 4*m*{DETERMINANT} >= 0", "T**2 >= 0", f"4*m*{DETERMINANT} >= 0"),
        lemma("r >= 0", "sqrt", u=f"T**2 + 4*m*{DETERMINANT}"),
        total("r + W >= 0", "r >= 0", "W >= 0"),
        product("4*m*c**2 >= 0", "4", LIKELIER, "c >= 0", "c >= 0"),
        larger("W", "r"),
    ]


def at_least() -> list[Step]:
    """-T, T <= r, and where r is against the determinant."""
    return [
        larger("r", "T"),
        larger("r", "-T"),
        product("rho11*r >= 0", "rho11 >= 0", "r >= 0"),
        square("(rho11*r)**2 >= 0", "rho11*r"),
        product(f"4*{DETERMINANT}*c**2 >= 0", "4", KNOWN, "c >= 0", "c >= 0"),
        larger("rho11*r", f"2*{DETERMINANT} + T*rho11"),
    ]


def larger(a: str, b: str) -> Step:
    """a >= b, where a >= 0, a**2 >= 0 and a**2 - b**2 >= 0 are known."""
    claim, low, high = f"{a} >= {b}", f"({b})**2", f"({a})**2"
    grown, start = f"sqrt({high}) >= sqrt({low})", total("y >= 0", "y from", f"{low} >= 0")
    inner = [
        total("y > 0", "y from", f"{low} >= 0"),
        lemma("sqrt(y) > 0", "sqrt-positive", u="y"),
        product("1/(2*sqrt(y)) > 0", "1/2", over=["sqrt(y) > 0"]),
    ]
    roots = [
        square(f"{low} >= 0", b),
        mean_value(grown, Between("sqrt(y)", "y", (low, high)), [start], inner),
        *(lemma(f"sqrt(({x})**2) == {x}", "root", q=x) for x in (a, b)),
        identity(f"{a} == sqrt({high})", {f"sqrt({high}) == {a}": "-1"}),
        total(claim, grown, f"{a} == sqrt({high})", f"sqrt({low}) == {b}"),
    ]
    return cases(claim, b, roots, [total(claim, f"{a} >= 0", "case")])
