"""H_min(X|R') <= H_nu(X|R') for every order 1 < nu < 2, without coherence, for a real detector.

Domain and names: those of :mod:`proofs.theorems.entropies_in_order`. R <= g**(nu - 1) for the
likeliest outcome, and the concavity of u**((nu - 1)/nu) bounds X by G, the guess. Lemmas of
analysis: log(r) <= r - 1, and those of exp and log.
"""

from derive.device.dark import NOISILY
from derive.device.eves import ALONE, Eve
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
from proofs.theorems.entropies_in_order import (
    BEFORE,
    BOTH,
    DOMAIN,
    EXCITED,
    IDLE,
    MEAN,
    QUIET_BEFORE,
    STAY,
    Told,
    definitions,
    known_of,
    mean,
    mean_positive,
)
from proofs.theorems.theorem import (
    Theorem,
)
from proofs.theorems.writing import (
    Step,
    defined,
    formula,
    identity,
    lemma,
    product,
    statement,
    total,
)


def theorem() -> Theorem:
    """H_nu - H_min >= 0, for an Eve with R' alone."""
    return of(ALONE, "renyi_at_least_one_shot")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    summary = f"Renyi entropies are at least the bits of one shot {NOISILY}, {eve.title}"
    goal = f"{formula(above_one_shot(eve))} >= 0"
    divided = (EXCITED,) if eve.lost else ()
    stated = statement(DOMAIN, definitions(eve) | guesses(), [goal])
    return Theorem(
        name, summary, stated, [*known_of(eve, divided), *guess(divided), *one_shot(goal, divided)]
    )


def guesses() -> dict[str, str]:
    """The likeliest outcomes."""
    first = {IDLE: "d_c", EXCITED: f"d_c*W1 + (1 - d_c)*eta_d*(1 - {STAY})"}
    names: dict[str, str] = {}
    for known in BOTH:
        j = known.j
        names |= {
            f"first{j}": first[known],
            f"gap{j}": f"first{j} - none{j}",
            f"g{j}": f"(first{j} + none{j} + sqrt(gap{j}**2))/2",
            f"v{j}": f"g{j}/W{j}",
        }
    return names | {"G": mean("g")}


def guess(divided: tuple[Told, ...]) -> list[Step]:
    """g is at least every outcome, and G > 0."""
    return [
        lemma("0 >= log(1 - d_c)", "log-order-weak", a="1 - d_c", b="1"),
        defined("Sum(k, (k, 1, n))", "k", quiet()),
        *(step for known in BOTH for step in likeliest(known, known in divided)),
        *mean_positive("G", "g"),
    ]


def quiet() -> list[Step]:
    """(1 - d_c)**(k - 1) <= 1."""
    return [
        product("-(k - 1)*log(1 - d_c) >= 0", "k from", "0 >= log(1 - d_c)"),
        lemma(f"{QUIET_BEFORE} <= 1", "exp-order-weak", a="(k - 1)*log(1 - d_c)", b="0"),
    ]


def at_most_g(known: Told) -> list[Step]:
    """A click in bin k is no likelier than g."""
    own, heard = known.own, known.heard
    first, later = own(f"first >= {heard}"), f"({heard})*(1 - {QUIET_BEFORE}) >= 0"
    return [
        *(before_first(first) if known is EXCITED else [identity(first)]),
        product(later, f"{heard} > 0", f"{QUIET_BEFORE} <= 1"),
        total(own(f"g >= {known.click}"), own("g >= first"), first, later),
    ]


def before_first(claim: str) -> list[Step]:
    """No bin is likelier than the first."""
    less = [f"{x}*(1 - {BEFORE}) >= 0" for x in ("d_c*eta_d", f"(1 - d_c)*eta_d*(1 - {STAY})")]
    return [
        product("Gamma*t*(k - 1)/n >= 0", "Gamma*t > 0", "k from", over=["n > 0"]),
        lemma(f"{BEFORE} <= 1", "exp-order-weak", a="-Gamma*t*(k - 1)/n", b="0"),
        product(less[0], "d_c > 0", "eta_d > 0", f"{BEFORE} <= 1"),
        product(less[1], "d_c < 1", "eta_d > 0", f"{STAY} < 1", f"{BEFORE} <= 1"),
        total(claim, *less),
    ]


def one_shot(goal: str, divided: tuple[Told, ...]) -> list[Step]:
    """log(X) <= log(G) (nu - 1)/nu."""
    return [
        *at_mean(),
        *(
            step
            for known in BOTH
            for step in (
                *likeliest_power(known, at_most_g(known), known in divided),
                *concave(known),
            )
        ),
        *(weighed(known) for known in BOTH),
        total(f"{MEAN} >= X", *map(part, BOTH)),
        *logarithms_of_means(goal),
    ]
