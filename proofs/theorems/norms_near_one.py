"""nu (1 - M) is at least (nu - 1) ln 2 times the bits, less (nu - 1)**2/2 times their spread.

Names: those of :mod:`proofs.theorems.outcomes`. N is at most the tangent of P**(1/nu) at W, and P
is bounded outcome by outcome, as in :mod:`proofs.theorems.powers_near_one`.
"""

from collections.abc import Sequence

from derive.device.dark import NOISILY
from derive.device.eves import Eve
from proofs.theorems.combinations import add_combinations
from proofs.theorems.outcomes import (
    Knowledge,
    Outcomes,
    another,
    less,
    renamed,
)
from proofs.theorems.powers_near_one import MANY, SPREAD, combination
from proofs.theorems.tangents import log_below
from proofs.theorems.writing import Step, identity, lemma, member, product, termwise, total

NORM = f"P/{less('W')} + (nu - 1)*W - nu*N >= 0"
"""N is at most the tangent of P**(1/nu) at W."""


def summary(eve: Eve) -> str:
    """The theorem in one line."""
    rate = "`(nu - 1)*(1 + ln(n + 1)/2)*log2(n + 1)`"
    return f"Renyi entropies are at most {rate} below the bits per shot {NOISILY}, {eve.title}"


def share(known: Knowledge, bits: str) -> str:
    """What is claimed of one thing that Eve may know, with the bits of its outcomes."""
    return known.own(f"nu*(W - N) + {SPREAD}*W - (nu - 1)*log(2)*({bits}) >= 0")


def near(known: Outcomes, bits: str, same: Sequence[str]) -> list[Step]:
    """It is so for at most n + 1 outcomes, of each of which the combination is known; `same` says
    what the bits are.
    """
    own, each = known.own, combination(known.own("W"))
    eta, zero = "eta(W) == -W*log2(W)", "(nu - 1)*log(2)*(eta(W) + W*log2(W)) == 0"
    steps = [
        lemma(eta, "eta-log", u="W"),
        identity(zero, {eta: "(nu - 1)*log(2)"}),
        *norm(),
        fewer(known),
    ]
    of = (fewer(known)["claim"], NORM, zero)
    return [
        *renamed(steps, own),
        *add_combinations(known, each, bits, same),
        total(share(known, bits), f"{each.added(known, bits)} >= 0", *map(own, of)),
    ]


def fewer(known: Outcomes) -> Step:
    """What the tangent adds for every outcome that there is not."""
    none = f"n - ({known.ends[1]})"
    claim = f"(nu - 1)**2*(1 + {MANY})*W*({none})/(n + 1) >= 0"
    of = ("nu > 1", "nu > 1", f"1 + {MANY} > 0", "W > 0", f"{none} >= 0")
    return product(claim, *of, over=["n + 1 > 0"])


def norm() -> list[Step]:
    """It is, as M**(nu - 1) >= 1 + (nu - 1) ln M and ln M >= 1 - 1/M, times M W."""
    w, m = less("W"), "(nu - 1)*log(1/M)"
    r = f"(R/({w}*M))"
    rises, falls = f"log({r}) <= {r} - 1", "(nu - 1)*(1/M - 1 - log(1/M)) >= 0"
    logs = {
        f"log(R) - log({r}) - log({w}*M) == 0": "-1",
        f"log({w}*M) - log({w}) - log(M) == 0": "-1",
        f"log({w}) - (nu - 1)*log(W) == 0": "-1",
        "0 == log(1/M) + log(M)": "1 - nu",
        "log(N) == log(M) + log(W)": "nu",
        "log(N) == log(P)/nu": "-nu",
        "log(P) == log(R) + log(W)": "-1",
    }
    over, parts, power, inverse, *_ = logs
    return [
        lemma(f"{w} > 0", "exp", u="(nu - 1)*log(W)"),
        product(f"{w}*M > 0", f"{w} > 0", "M > 0"),
        product(f"{r} > 0", "R > 0", over=[f"{w}*M > 0"]),
        product("1/M > 0", "1", over=["M > 0"]),
        *map(log_below, (r, "1/M")),
        lemma(over, "log-product", a=r, b=f"{w}*M"),
        lemma(parts, "log-product", a=w, b="M"),
        lemma(power, "log-exp", u="(nu - 1)*log(W)"),
        lemma(inverse, "log-product", a="1/M", b="M"),
        identity(f"log({r}) + {m} == 0", logs),
        product(falls, "nu > 1", "log(1/M) <= 1/M - 1"),
        total(f"{r} - 1 + (nu - 1)*(1/M - 1) >= 0", rises, falls, f"log({r}) + {m} == 0"),
        product(NORM, "M > 0", "W > 0", f"{r} - 1 + (nu - 1)*(1/M - 1) >= 0"),
    ]


def mixture(bits: str) -> str:
    """The same of all that Eve may know, with the bits of a shot."""
    return f"nu*(1 - X) + {SPREAD} - (nu - 1)*log(2)*({bits}) >= 0"


def below_logarithm(goal: str, bits: str) -> list[Step]:
    """The goal, from the mixture and log(X) <= X - 1."""
    last = "nu*(X - 1 - log(X)) >= 0"
    mixed = f"{SPREAD} - (nu - 1)*log(2)*({bits}) - nu*log(X) >= 0"
    return [
        log_below("X"),
        product(last, "nu > 0", "log(X) <= X - 1"),
        total(mixed, mixture(bits), last),
        product(goal, mixed, over=["nu > 1", "log(2) > 0"]),
    ]


# No outcome is likelier than all.


def clicks(known: Outcomes) -> str:
    """What all clicks add up to."""
    return known.own(f"W - {known.none} == {known.sums(known.click)}")


def none_at_most_whole(known: Outcomes) -> list[Step]:
    """No click is no likelier."""
    seen, own = known.sums(known.click), known.own
    return [
        termwise(f"{seen} >= 0", {known.click: "1"}, ">=", known.index, known.ends),
        identity(clicks(known), {own(f"{seen} == W - {known.none}"): "-1"}),
        total(own(f"W - {known.none} >= 0"), clicks(known), f"{seen} >= 0"),
    ]


def click_at_most_whole(known: Outcomes) -> list[Step]:
    """Nor is a click in a bin."""
    others, seen = (another(x, known.index) for x in (known.click, known.sums(known.click)))
    least = f"{seen} >= {known.click}"
    return [
        member(least, others, "j", known.index, known.ends),
        total(known.own(f"W - {known.click} >= 0"), clicks(known), least, f"{known.none} > 0"),
    ]
