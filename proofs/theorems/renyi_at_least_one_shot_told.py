"""H_min(X|R'D) <= H_nu(X|R'D) for every order 1 < nu < 2, for an Eve who is told of dark counts.

Domain and names: those of :mod:`proofs.theorems.told_outcomes`. The steps are those of
:mod:`proofs.theorems.renyi_at_least_one_shot` for every first dark count. Lemmas of analysis:
log(r) <= r - 1, and those of exp and log.
"""

from derive.device.dark import NOISILY
from derive.device.eves import INFORMED, Eve
from derive.device.guessing import above_one_shot
from proofs.theorems.best_guesses import (
    at_mean,
    concave,
    likeliest,
    likeliest_power,
    logarithms_of_means,
    part,
    weighed,
)
from proofs.theorems.entropies_in_order import DOMAIN, MEAN, SHARE, STAY
from proofs.theorems.outcomes import bare
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_outcomes import (
    CERTAIN,
    FIRST_DARK,
    IDLE,
    IN_BIN,
    NEVER,
    Before,
    definitions,
    known_of,
    mean,
    mean_positive,
)
from proofs.theorems.writing import (
    Step,
    defined,
    formula,
    identity,
    lemma,
    once,
    product,
    statement,
    termwise,
    total,
)


def theorem() -> Theorem:
    """H_nu - H_min >= 0, for an Eve with R' and the record of the dark counts."""
    return of(INFORMED, "renyi_at_least_one_shot_told")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    summary = f"Renyi entropies are at least the bits of one shot {NOISILY}, {eve.title}"
    goal = f"{formula(above_one_shot(eve))} >= 0"
    stated = statement(DOMAIN, definitions(eve) | guesses(), [goal])
    steps = [*known_of(eve, eve.lost), *guess(eve.lost), *one_shot(goal, eve)]
    return Theorem(name, summary, stated, once(steps))


def guesses() -> dict[str, str]:
    """The likeliest outcomes: the first bin, or nothing."""
    return {
        "first": f"eta_d*(1 - {STAY})",
        "gap(k)": "first - unseen(k)",
        "g(k)": "(first + unseen(k) + abs(gap(k)))/2",
        "v(k)": "g(k)/W1",
        "v0": "1",
        "G": mean("g", "g(n)"),
    }


def guess(divided: bool) -> list[Step]:
    """g is at least every outcome, and G > 0."""
    return [
        product("first > 0", "eta_d > 0", f"{STAY} < 1"),
        defined("Sum(g(k - 1), (k, 1, n))", "k", likeliest(IN_BIN, divided)),
        *likeliest(NEVER, divided),
        *mean_positive("G", "g", "g(n)"),
    ]


def at_most_g(known: Before) -> list[Step]:
    """A photon in bin i is no likelier than g."""
    before, first = "exp(-Gamma*t*(i - 1)/n)", "first - seen(i) >= 0"
    return [
        product("Gamma*t*(i - 1)/n >= 0", "Gamma*t > 0", "i from", over=["n > 0"]),
        lemma(f"{before} <= 1", "exp-order-weak", a="-Gamma*t*(i - 1)/n", b="0"),
        product(first, "first > 0", f"{before} <= 1"),
        total(known.own("g >= seen(i)"), known.own("g >= first"), first),
    ]


def one_shot(goal: str, eve: Eve) -> list[Step]:
    """log(X) <= log(G) (nu - 1)/nu."""
    return [
        *at_mean(),
        defined("Sum(M(k - 1), (k, 1, n))", "k", below_line(IN_BIN, eve.lost)),
        *below_line(NEVER, eve.lost),
        identity(f"exp({SHARE}*log(v0)) - M0 >= 0"),
        *concave(IDLE),
        weighed(IDLE),
        *averaged(),
        *logarithms_of_means(goal),
    ]


def below_line(known: Before, divided: bool) -> list[Step]:
    """M is below the line, weighed."""
    return [
        *likeliest_power(known, at_most_g(known), divided),
        *concave(known),
        weighed(known),
    ]


def averaged() -> list[Step]:
    """G**((nu - 1)/nu) >= X."""
    weights = {
        FIRST_DARK: f"rho11*W1*{MEAN}*(1 - {SHARE})",
        IN_BIN.own(f"{FIRST_DARK}*g"): f"rho11*{MEAN}*{SHARE}/G",
        IN_BIN.own(f"{FIRST_DARK}*N"): "-rho11",
    }
    in_bins = " + ".join(f"({w})*Sum({term}, (k, 1, n))" for term, w in weights.items())
    parts = (f"{in_bins} >= 0", part(NEVER), part(IDLE))
    whole = f"{MEAN} - X == {' + '.join(map(bare, parts))}"
    using = {CERTAIN: f"-rho11*W1*{MEAN}*(1 - {SHARE})", "Z == N(n)": f"-{NEVER.weight}"}
    return [
        termwise(parts[0], weights, ">=", "k"),
        identity(whole, using),
        total(f"{MEAN} >= X", whole, *parts),
    ]
