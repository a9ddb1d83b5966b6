"""What theorems share on an Eve who is told of dark counts: bin by bin a photon or none.

Domain: 0 < rho11 < 1, Gamma > 0, t > 0, every n >= 1, 0 < eta_d < 1, 0 < d_c < 1. Bin k splits the
probability W that no photon was seen before into a, that of one seen there, and b, that of none:
`never` + eta_d exp(-Gamma t k/n).
"""

from collections.abc import Sequence
from typing import Any

from sympy import Expr, S, Sum

from derive import symbols as sym
from derive.device.eves import Eve
from derive.model.domain import Domain, Range
from proofs.theorems import entropies_in_order
from proofs.theorems.entropies_in_order import (
    AFTER,
    BEFORE,
    QUIET,
    SEEN,
    STAY,
    UNSEEN,
    UNSEEN_BEFORE,
    left,
)
from proofs.theorems.more_bins_more_randomness import click_in_one_bin
from proofs.theorems.spectra import strictly_later, survival_positive
from proofs.theorems.writing import (
    BASIC,
    Step,
    defined,
    formula,
    identity,
    lemma,
    product,
    statement,
    termwise,
    total,
)

DOMAIN = entropies_in_order.DOMAIN.without(sym.nu)
MEAN_OF = ("eta_1", "(2*eta_2 - eta_1)", "eta_2")
"""Two efficiencies and their mean."""


TWO = DOMAIN.without(sym.eta_d) & Domain(
    (
        Range(sym.eta_1, S.Zero, S.One, lower_open=True, upper_open=True),
        Range(sym.eta_2, sym.eta_1, S.One, lower_open=True, upper_open=True),
    )
)
ALPHA = {"alpha": BASIC["alpha"]}
SURVIVES = f"{AFTER} == {BEFORE}*{STAY}"
PARTS = (SEEN, UNSEEN)
SPLIT = f"{UNSEEN_BEFORE} == {SEEN} + {UNSEEN}"


def stated(eve: Eve, value: Expr) -> dict[str, Any]:
    """That a value is not negative."""
    return statement(DOMAIN, names(eve), [claimed(value)])


def names(eve: Eve) -> dict[str, str]:
    """What the steps speak of."""
    return ALPHA | {"never": never(eve, "eta_d")}


def claimed(value: Expr) -> str:
    """That a value is not negative, in rho11 alone."""
    return f"{formula(value.xreplace({sym.rho00: 1 - sym.rho11}))} >= 0"


def never(eve: Eve, efficiency: str) -> str:
    """The probability that no photon will be seen, in time without limit; for an Eve who has the
    lost photons, and that none is lost."""
    return f"{'alpha*' if eve.lost else ''}(1 - {efficiency})"


def by_bins(
    eve: Eve, value: Expr, in_bin: Sequence[Step], sign: str = "", over: Sequence[str] = ()
) -> list[Step]:
    """The same, where `in_bin` shows it of each term of the value's only sum, with a sign."""
    (summed,) = value.atoms(Sum)
    whole, term = f"{sign}{formula(summed)} >= 0", formula(summed.function)
    quiet = lemma(f"{QUIET} > 0", "exp", u="k*log(1 - d_c)")
    return [
        *detector(eve),
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        defined(formula(summed), "k", [quiet, *survives(), *unseen(), *in_bin]),
        termwise(whole, {term: f"{sign}1"}, ">=", "k"),
        product(claimed(value), "rho11 > 0", whole, over=over),
    ]


def emission() -> list[Step]:
    """A photon may come in any bin."""
    return [total("n > 0", "n >= 1", "1"), strictly_later(), *click_in_one_bin("n")]


def detector(eve: Eve) -> list[Step]:
    """The same, and it may never be seen."""
    loss = [survival_positive()] if eve.lost else []
    never_seen = product("never > 0", *(step["label"] for step in loss), "eta_d < 1")
    return [*emission(), *loss, never_seen]


def survives() -> list[Step]:
    """What survives bin k has survived those before."""
    return [
        lemma(f"{BEFORE} > 0", "exp", u="-Gamma*t*(k - 1)/n"),
        lemma(SURVIVES, "exp-sum", a="-Gamma*t*(k - 1)/n", b="-Gamma*t/n"),
    ]


def unseen() -> list[Step]:
    """b > 0 and W > 0."""
    after = lemma(f"{AFTER} > 0", "exp", u="-Gamma*t*k/n")
    return [after, *left(AFTER, UNSEEN), *left(BEFORE, UNSEEN_BEFORE)]


def seen() -> Step:
    """a > 0."""
    return product(f"{SEEN} > 0", "eta_d > 0", f"{STAY} < 1", f"{BEFORE} > 0")


def likelier() -> list[Step]:
    """log(W) is at least log(a) and log(b)."""
    return [
        seen(),
        identity(SPLIT, {SURVIVES: "-eta_d"}),
        total(f"{UNSEEN_BEFORE} >= {SEEN}", SPLIT, f"{UNSEEN} > 0"),
        total(f"{UNSEEN_BEFORE} >= {UNSEEN}", SPLIT, f"{SEEN} > 0"),
        *(lemma(f"{less(p)} >= 0", "log-order-weak", a=p, b=UNSEEN_BEFORE) for p in PARTS),
    ]


def less(p: str) -> str:
    """By how much the logarithm of a part is less than that of the whole."""
    return f"(log{UNSEEN_BEFORE} - log{p})"


def weighed(rates: Sequence[str]) -> str:
    """The two differences of logarithms, in bits, with weights."""
    a, b = (f"{rate}*{less(p)}" for rate, p in zip(rates, PARTS, strict=True))
    return f"({a} + {b})/log(2)"


def weighed_positive(rates: Sequence[str], signs: Sequence[str]) -> list[Step]:
    """These are not negative, where the weights have signs."""
    parts = [f"{rate}*{less(p)} >= 0" for rate, p in zip(rates, PARTS, strict=True)]
    summed = weighed(rates).removesuffix("/log(2)")
    return [
        *likelier(),
        *(
            product(part, sign, f"{less(p)} >= 0")
            for part, sign, p in zip(parts, signs, PARTS, strict=True)
        ),
        total(f"{summed} >= 0", *parts),
        product(f"{weighed(rates)} >= 0", f"{summed} >= 0", over=["log(2) > 0"]),
    ]
