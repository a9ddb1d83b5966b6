"""What theorems on Renyi entropies and mean norms share, for an Eve who is told of the dark counts.

Domain: that of :mod:`proofs.theorems.entropies_in_order`. Eve knows whether the atom is `idle`, so
that no photon is seen, and the bin of the first dark count, if there is one. Of an excited atom the
bins before it are left, and what is `unseen` in them; the names of :mod:`proofs.theorems.outcomes`
have the last of these bins as argument. X and G are the means of M and of v, and Z is N of all bins
as it is derived.
"""

import re
from dataclasses import dataclass

from derive.device.eves import Eve
from proofs.theorems.entropies_in_order import (
    AFTER,
    ALL_QUIET,
    BEFORE,
    QUIET,
    QUIET_BEFORE,
    STAY,
    left,
    levels,
    next_bin,
    populations,
    reached,
)
from proofs.theorems.outcomes import (
    add_up,
    another,
    logarithms,
    of_another,
    over_whole,
    powers,
)
from proofs.theorems.writing import (
    Step,
    congruence,
    defined,
    identity,
    lemma,
    product,
    telescope,
    termwise,
    total,
)


@dataclass(frozen=True)
class Idle:
    """An idle atom: no photon is seen."""

    weight: str = "idle"

    def own(self, text: str) -> str:
        """A text with the names of this one, which end with 0."""
        return re.sub(r"\b([MNWv])\b", r"\g<1>0", text)


@dataclass(frozen=True)
class Before:
    """An excited atom in the bins up to the `last` one before a dark count.

    `survival` is the probability that it does not decay in these.
    """

    last: str
    survival: str
    weight: str = "rho11"
    index: str = "i"
    click: str = "seen(i)"

    @property
    def none(self) -> str:
        """The probability that nothing is seen."""
        return f"unseen({self.last})"

    @property
    def ends(self) -> tuple[str, str]:
        """The first bin, and the last."""
        return "1", self.last

    @property
    def photons(self) -> str:
        """The sum of p**nu over the bins."""
        return f"Sum(seen(j)**nu, (j, 1, {self.last}))"

    def sums(self, term: str) -> str:
        """The sum of a term over the bins."""
        return f"Sum({term}, (i, 1, {self.last}))"

    def own(self, text: str) -> str:
        """A text with the names of this one, where they have no argument yet."""
        named = re.sub(r"\b([PRNMgv]|gap)\b(?!\()", rf"\g<1>({self.last})", text)
        return re.sub(r"\bW\b", "W1", named)


FIRST_DARK = f"d_c*{QUIET_BEFORE}"
"""The probability of the first dark count in bin k."""
IDLE = Idle()
IN_BIN = Before("k - 1", BEFORE, f"rho11*{FIRST_DARK}")
NEVER = Before("n", "alpha", f"rho11*{ALL_QUIET}")
"""The first dark count is in bin k, or there is none."""
NO_BIN, UP_TO_K = Before("0", "1"), Before("k", AFTER)
"""Before all bins, and after bin k."""
AS_DERIVED = f"(exp(-Gamma*nu*t) + {NEVER.photons})"
"""P of all bins as it is derived, if the lost photons are with Eve."""


def definitions(eve: Eve) -> dict[str, str]:
    """The levels, the outcomes of an excited atom, and what the header names."""
    over_whole = {"R(k)": "P(k)/W1", "M(k)": "N(k)/W1", "M0": "1"}
    return levels(eve) | norms(eve) | over_whole | {"X": mean("N", "Z")}


def norms(eve: Eve) -> dict[str, str]:
    """The outcomes of an excited atom, with P, N and Z."""
    return {
        "seen(i)": f"eta_d*(1 - {STAY})*exp(-Gamma*t*(i - 1)/n)",
        "unseen(k)": "never + eta_d*exp(-Gamma*t*k/n)",
        "P(k)": f"unseen(k)**nu + {UP_TO_K.photons}",
        "N(k)": "P(k)**(1/nu)",
        "Z": f"{AS_DERIVED}**(1/nu)" if eve.lost else "N(n)",
    }


def mean(of: str, never: str) -> str:
    """The mean of what is 1 of an idle atom, with its value where there is no dark count."""
    dark = another(FIRST_DARK, "k", "m")
    in_bins = f"Sum({dark}*{of}(m - 1), (m, 1, n))"
    return f"idle + rho11*({in_bins} + {ALL_QUIET}*{never})"


def known_of(eve: Eve, divided: bool) -> list[Step]:
    """What either theorem begins with: that all that the header names is positive; R and M if what
    is divided by W1 must be told.
    """
    before = [*unseen(IN_BIN), *readable(IN_BIN)]
    counted = product(f"{IN_BIN.weight} > 0", "rho11 > 0", "d_c > 0", f"{QUIET_BEFORE} > 0")
    return [
        *populations(eve),
        *dark_counts(),
        defined("Sum(N(k - 1), (k, 1, n))", "k", [*outcomes(IN_BIN, divided), counted]),
        defined("Sum(N(m - 1), (m, 1, n))", "m", of_another(before, "k", "m")),
        *outcomes(NEVER, divided),
        *(as_derived() if eve.lost else [identity("Z == N(n)")]),
        total("Z > 0", "Z == N(n)", "N(n) > 0"),
        *mean_positive("X", "N", "Z"),
    ]


# Dark counts.


def dark_counts() -> list[Step]:
    """There is a first dark count, or none."""
    return [
        lemma(f"{ALL_QUIET} > 0", "exp", u="n*log(1 - d_c)"),
        defined("Sum(1, (k, 1, n))", "k", [reached(), *next_bin()]),
        certain(),
        product(f"{NEVER.weight} > 0", "rho11 > 0", f"{ALL_QUIET} > 0"),
    ]


CERTAIN = f"Sum({FIRST_DARK}, (k, 1, n)) == 1 - {ALL_QUIET}"


def certain() -> Step:
    """Their probabilities add up to 1, where it is known how that of none falls bin by bin."""
    return telescope(CERTAIN, FIRST_DARK, f"-{QUIET}", "k")


def mean_positive(name: str, of: str, never: str) -> list[Step]:
    """A mean of what is positive is positive."""
    term, last = IN_BIN.own(f"{FIRST_DARK}*{of}"), f"{NEVER.weight}*{never} > 0"
    in_bins = f"rho11*Sum({term}, (k, 1, n)) >= 0"
    value = IN_BIN.own(f"{of} > 0")
    return [
        defined(
            f"Sum({term}, (k, 1, n))",
            "k",
            [product(f"rho11*{term} > 0", f"{IN_BIN.weight} > 0", value)],
        ),
        termwise(in_bins, {term: "rho11"}, ">=", "k"),
        product(last, f"{NEVER.weight} > 0", f"{never} > 0"),
        total(f"{name} > 0", f"{IDLE.weight} > 0", in_bins, last),
    ]


# Outcomes.


def outcomes(known: Before, divided: bool) -> list[Step]:
    """What is known of every outcome, and what they add up to."""
    return [
        *unseen(known),
        *powers(known, photon(), follows()),
        *(over_whole(known) if divided else []),
        add_up(known, "-eta_d*exp(-Gamma*t*i/n)"),
        *logarithms(known),
    ]


def unseen(known: Before) -> list[Step]:
    """What is not seen is positive."""
    survives = lemma(f"{known.survival} > 0", "exp", u=f"-Gamma*t*({known.last})/n")
    return [survives, *left(known.survival, known.none)]


def photon() -> list[Step]:
    """A photon that is seen in bin i has a positive probability."""
    return [
        lemma("exp(-Gamma*t*(i - 1)/n) > 0", "exp", u="-Gamma*t*(i - 1)/n"),
        product("seen(i) > 0", "eta_d > 0", f"{STAY} < 1", "exp(-Gamma*t*(i - 1)/n) > 0"),
    ]


def follows() -> list[Step]:
    """It is what is not seen before bin i, less what is not seen up to it."""
    before, after = "exp(-Gamma*t*(i - 1)/n)", "exp(-Gamma*t*i/n)"
    survival = f"{after} == {before}*{STAY}"
    return [
        lemma(survival, "exp-sum", a="-Gamma*t*(i - 1)/n", b="-Gamma*t/n"),
        identity(f"seen(i) - eta_d*({before} - {after}) == 0", {survival: "eta_d"}),
    ]


def readable(known: Before) -> list[Step]:
    """P > 0, where what is not seen is positive, for what speaks of N alone."""
    power, silence = "seen(j)**nu", f"({known.none})**nu"
    in_bin = [*of_another(photon(), "i"), lemma(f"{power} > 0", "exp", u="nu*log(seen(j))")]
    return [
        lemma(f"{silence} > 0", "exp", u=f"nu*log({known.none})"),
        defined(known.photons, "j", in_bin, known.ends),
        termwise(f"{known.photons} >= 0", {power: "1"}, ">=", "j", known.ends),
        total(known.own("P > 0"), f"{silence} > 0", f"{known.photons} >= 0"),
    ]


def summed(known: Before) -> Step:
    """The sum of p**nu over bin i, as it is derived, is defined, too."""
    return defined(known.sums("seen(i)**nu"), "i", photon(), known.ends)


def as_derived() -> list[Step]:
    """An atom with lost photons that shows nothing has not decayed: its power is an exponential."""
    own, log = "nu*log(unseen(n))", f"log({AS_DERIVED})/nu"
    survives, same = "log(exp(-Gamma*t)) == -Gamma*t", congruence("exp", own, "-Gamma*nu*t")
    logs, roots = congruence("log", AS_DERIVED, "P(n)"), congruence("exp", log, "log(P(n))/nu")
    return [
        lemma(survives, "log-exp", u="-Gamma*t"),
        identity(f"{own} == -Gamma*nu*t", {survives: "nu"}),
        same,
        identity(f"{AS_DERIVED} == P(n)", {same["claim"]: "-1"}),
        total(f"{AS_DERIVED} > 0", f"{AS_DERIVED} == P(n)", "P(n) > 0"),
        logs,
        identity(f"{log} == log(P(n))/nu", {logs["claim"]: "1/nu"}),
        roots,
        identity("Z == N(n)", {roots["claim"]: "1"}),
    ]
