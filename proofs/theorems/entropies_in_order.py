"""What theorems on the order of entropies share, for an Eve who is not told of the dark counts.

Domain: 0 < rho11 < 1, Gamma > 0, t > 0, every n >= 1, 0 < eta_d < 1, 0 < d_c < 1, 1 < nu < 2. Eve
knows which of two things j holds, with the probability w_j W_j: whether the atom is `idle`, so
that all clicks are dark. For each, with the probabilities p of the outcomes, W is their sum, P that
of all p**nu, R = P/W, N = P**(1/nu), M = N/W, g the largest p and v = g/W; X and G are the means of
M and of v.
"""

import re
from dataclasses import dataclass

from sympy import S

from derive import symbols as sym
from derive.device.eves import Eve
from derive.device.guessing import ORDER
from derive.emission.monotonicity import LATER
from derive.model.domain import BINS, Domain, Range
from proofs.theorems.more_bins_more_randomness import click_in_one_bin
from proofs.theorems.outcomes import (
    add_up,
    another,
    logarithms,
    of_another,
    over_whole,
    powers,
)
from proofs.theorems.spectra import strictly_later, survival_below_one, survival_positive
from proofs.theorems.writing import (
    BASIC,
    Step,
    defined,
    identity,
    lemma,
    product,
    total,
)

DOMAIN = (
    Domain(
        tuple(
            Range(symbol, S.Zero, S.One, lower_open=True, upper_open=True)
            for symbol in (sym.rho11, sym.eta_d, sym.d_c)
        )
    )
    & LATER
    & BINS
    & ORDER
)
STAY, BEFORE, AFTER = (f"exp(-Gamma*t{bins}/n)" for bins in ("", "*(k - 1)", "*k"))
QUIET_BEFORE, QUIET, ALL_QUIET = (f"exp({k}*log(1 - d_c))" for k in ("(k - 1)", "k", "n"))
UNSEEN_BEFORE, UNSEEN = (f"(never + eta_d*{left})" for left in (BEFORE, AFTER))
SEEN = f"(eta_d*(1 - {STAY})*{BEFORE})"
SHARE = "(nu - 1)/nu"
MEAN = f"exp({SHARE}*log(G))"


@dataclass(frozen=True)
class Told:
    """One of the two things that Eve tells apart: its weight, and the outcomes bin by bin.

    `before` and `after` are the probabilities of no photon before and up to bin k, `heard` that of
    no photon before it and a click in it.
    """

    j: str
    weight: str
    heard: str
    before: str
    after: str

    @property
    def click(self) -> str:
        """The probability of a first click in bin k."""
        return f"({QUIET_BEFORE}*({self.heard}))"

    @property
    def silent(self) -> str:
        """No click in bin k, where there was none."""
        return f"((1 - d_c)*{self.after})"

    @property
    def none(self) -> str:
        """The probability of no click at all."""
        return f"none{self.j}"

    @property
    def index(self) -> str:
        """The bin."""
        return "k"

    @property
    def ends(self) -> tuple[str, str]:
        """The first bin, and the last."""
        return "1", "n"

    def sums(self, term: str) -> str:
        """The sum of a term over all bins."""
        return f"Sum({term}, (k, 1, n))"

    def own(self, text: str) -> str:
        """A text with the names of this one: P, R, N, M, W, g and v."""
        return re.sub(r"\b([PRNMWgv]|first|gap)\b", rf"\g<1>{self.j}", text)


IDLE = Told("0", "idle", "d_c", "1", "1")
EXCITED = Told("1", "rho11", f"d_c*{UNSEEN_BEFORE} + (1 - d_c)*{SEEN}", UNSEEN_BEFORE, UNSEEN)
BOTH = (IDLE, EXCITED)


def known_of(eve: Eve, divided: tuple[Told, ...]) -> list[Step]:
    """What either theorem begins with: that all that the header names is positive; R and M for what
    is `divided` by a W that is not 1, or must be told.
    """
    each = (step for known in BOTH for step in outcomes(known, known in divided))
    return [*atom(eve), *each, *mean_positive("X", "N")]


def mean(of: str) -> str:
    """The mean of what is of each thing, times W."""
    return " + ".join(f"{known.weight}*{of}{known.j}" for known in BOTH)


def mean_positive(name: str, of: str) -> list[Step]:
    """A mean of what is positive is positive."""
    parts = {known: f"{known.weight}*{of}{known.j} > 0" for known in BOTH}
    signs = (
        product(claim, f"{known.weight} > 0", f"{of}{known.j} > 0")
        for known, claim in parts.items()
    )
    return [*signs, total(f"{name} > 0", *parts.values())]


def levels(eve: Eve) -> dict[str, str]:
    """What an excited atom never shows, what is idle, and what the outcomes of both add up to."""
    return BASIC | {
        "never": "alpha*(1 - eta_d)" if eve.lost else "1 - eta_d",
        "W0": "1",
        "W1": "never + eta_d",
        "idle": "1 - rho11*W1",
    }


def definitions(eve: Eve) -> dict[str, str]:
    """The levels, and of both things what the header names."""
    names = levels(eve) | {
        "none0": ALL_QUIET,
        "none1": f"{ALL_QUIET}*(never + eta_d*alpha)",
    }
    for known in BOTH:
        j, powers = known.j, another(known.sums(f"{known.click}**nu"))
        names |= {
            f"P{j}": f"{known.none}**nu + {powers}",
            f"R{j}": f"P{j}/W{j}",
            f"N{j}": f"P{j}**(1/nu)",
            f"M{j}": f"N{j}/W{j}",
        }
    return names | {"X": mean("N")}


def atom(eve: Eve) -> list[Step]:
    """The signs of what the outcomes are made of."""
    return [
        *populations(eve),
        lemma("none0 > 0", "exp", u="n*log(1 - d_c)"),
        total("never + eta_d*alpha > 0", "never > 0", "eta_d*alpha > 0"),
        product("none1 > 0", "none0 > 0", "never + eta_d*alpha > 0"),
        defined("Sum(1, (k, 1, n))", "k", [reached(), *next_bin()]),
        defined("Sum(1, (j, 1, n))", "j", of_another([reached()])),
    ]


def populations(eve: Eve) -> list[Step]:
    """The signs of the levels."""
    kept = "rho11*(1 - W1) >= 0"
    return [
        total("n > 0", "n >= 1", "1"),
        total("nu > 0", "nu > 1", "1"),
        survival_positive(),
        *(survival_below_one() if eve.lost else [strictly_later()]),
        *click_in_one_bin("n"),
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        product("never > 0", *(["alpha > 0"] if eve.lost else []), "eta_d < 1"),
        product("eta_d*alpha > 0", "eta_d > 0", "alpha > 0"),
        product("W0 > 0", "1"),
        total("W1 > 0", "never > 0", "eta_d > 0"),
        product(kept, "rho11 > 0", "alpha < 1", "eta_d < 1") if eve.lost else identity(kept),
        total("idle > 0", "rho11 < 1", kept),
    ]


def outcomes(known: Told, divided: bool) -> list[Step]:
    """What is known of every outcome, and what they add up to."""
    ahead = follows() if known is EXCITED else []
    return [
        *powers(known, clicked(known), ahead),
        *(over_whole(known) if divided else []),
        add_up(known, f"-{QUIET}*{known.after}"),
        *logarithms(known),
    ]


# Outcomes.


def reached() -> Step:
    """Bin k may be reached without a dark count."""
    return lemma(f"{QUIET_BEFORE} > 0", "exp", u="(k - 1)*log(1 - d_c)")


def next_bin() -> list[Step]:
    """Without a dark count up to bin k there is none before it, and none in it."""
    parts, one = f"{QUIET} == {QUIET_BEFORE}*exp(log(1 - d_c))", "exp(log(1 - d_c)) == 1 - d_c"
    return [
        lemma(parts, "exp-sum", a="(k - 1)*log(1 - d_c)", b="log(1 - d_c)"),
        lemma(one, "exp-log", u="1 - d_c"),
        identity(f"{QUIET} == {QUIET_BEFORE}*(1 - d_c)", {parts: "1", one: QUIET_BEFORE}),
    ]


def clicked(known: Told) -> list[Step]:
    """A click in bin k has a positive probability."""
    signs = photon() if known is EXCITED else []
    return [*signs, product(f"{known.click} > 0", f"{QUIET_BEFORE} > 0", f"{known.heard} > 0")]


def photon() -> list[Step]:
    """So has one of a photon or dark, where there was none before."""
    return [
        lemma(f"{BEFORE} > 0", "exp", u="-Gamma*t*(k - 1)/n"),
        product(f"{SEEN} > 0", "eta_d > 0", f"{STAY} < 1", f"{BEFORE} > 0"),
        product(f"(1 - d_c)*{SEEN} > 0", "d_c < 1", f"{SEEN} > 0"),
        *left(BEFORE, UNSEEN_BEFORE),
        product(f"d_c*{UNSEEN_BEFORE} > 0", "d_c > 0", f"{UNSEEN_BEFORE} > 0"),
        total(f"{EXCITED.heard} > 0", f"d_c*{UNSEEN_BEFORE} > 0", f"(1 - d_c)*{SEEN} > 0"),
    ]


def left(survival: str, unseen: str) -> list[Step]:
    """What is not seen is positive."""
    return [
        product(f"eta_d*{survival} > 0", "eta_d > 0", f"{survival} > 0"),
        total(f"{unseen} > 0", "never > 0", f"eta_d*{survival} > 0"),
    ]


def follows() -> list[Step]:
    """A first click in bin k is no click before it, less none up to it."""
    survival = f"{AFTER} == {BEFORE}*{STAY}"
    none_before, none_after = f"{QUIET_BEFORE}*{EXCITED.before}", f"{QUIET}*{EXCITED.after}"
    ahead = {f"{QUIET} == {QUIET_BEFORE}*(1 - d_c)": EXCITED.after}
    return [
        lemma(survival, "exp-sum", a="-Gamma*t*(k - 1)/n", b="-Gamma*t/n"),
        identity(
            f"{EXCITED.click} - ({none_before} - {none_after}) == 0",
            ahead | survives(EXCITED, QUIET_BEFORE),
        ),
    ]


def positive(factor: str) -> list[str]:
    """That a factor is positive, which says nothing of 1."""
    return [] if factor == "1" else [f"{factor} > 0"]


def survives(known: Told, times: str) -> dict[str, str]:
    """What is not seen up to bin k is what was not seen before, less what is seen there."""
    weight = f"(1 - d_c)*eta_d*({times})"
    return {f"{AFTER} == {BEFORE}*{STAY}": weight} if known is EXCITED else {}
