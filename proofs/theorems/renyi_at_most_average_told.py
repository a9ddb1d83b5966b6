"""H_nu(X|R'D) <= H(X|R'D) for every order 1 < nu < 2, for an Eve who is told of dark counts.

Domain and names: those of :mod:`proofs.theorems.told_outcomes`. The steps are those of
:mod:`proofs.theorems.renyi_at_most_average` for every first dark count; `bits` are the
entropies of all outcomes up to a bin, and their mean is what is derived, a sum of what every bin
adds where no dark count came before. Lemmas of analysis: log(r) <= r - 1, and those of exp and log.
"""

from derive.device.dark import NOISILY
from derive.device.eves import INFORMED, Eve
from derive.device.guessing import below_average
from proofs.theorems.entropies_in_order import (
    AFTER,
    ALL_QUIET,
    BEFORE,
    DOMAIN,
    QUIET,
    QUIET_BEFORE,
    STAY,
    left,
)
from proofs.theorems.outcomes import bare, of_another
from proofs.theorems.renyi_at_most_average import (
    BIT,
    TANGENT,
    added,
    shares,
    touched,
    weighed,
    weighted,
)
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
    photon,
)
from proofs.theorems.writing import (
    Step,
    defined,
    empty,
    formula,
    identity,
    last,
    lemma,
    once,
    product,
    statement,
    telescope,
    termwise,
    total,
)

BITS = {"bits(k)": "Sum(eta(seen(j)), (j, 1, k)) + eta(unseen(k))"}
"""Of an excited atom, the entropies of the outcomes in the bins up to one."""
ADDED = f"{QUIET}*(eta(seen(k)) + eta(unseen(k)) - eta(unseen(k - 1)))"
"""The bits that bin k adds."""
GAINED = "(bits({}) - eta(W1))"
"""The bits of all bins up to one."""
TAKEN = f"{FIRST_DARK}*{GAINED.format('k - 1')}"
"""Those before a first dark count in bin k."""
ALL_BITS, IN_BINS = (f"Sum({term}, (k, 1, n))" for term in (ADDED, TAKEN))
MEAN_BITS = f"{ALL_BITS} == {IN_BINS} + {ALL_QUIET}*{GAINED.format('n')}"


def theorem() -> Theorem:
    """H - H_nu >= 0, for an Eve with R' and the record of the dark counts."""
    return of(INFORMED, "renyi_at_most_average_told")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    summary = f"Renyi entropies are at most the bits per shot of many {NOISILY}, {eve.title}"
    goal = f"{formula(below_average(eve))} >= 0"
    stated = statement(DOMAIN, definitions(eve) | BITS, [goal])
    steps = [*known_of(eve, True), *bin_by_bin(), *average(goal)]
    return Theorem(name, summary, stated, once(steps))


# The bits.


BIN_ENTROPY = "eta(seen(j))"


def up_to(k: str) -> str:
    """The entropies of a photon in each bin up to one, added up."""
    return f"Sum({BIN_ENTROPY}, (j, 1, {k}))"


def bin_by_bin() -> list[Step]:
    """The mean of the bits before a dark count is what every bin adds."""
    both, none = f"{ADDED} - {TAKEN}", f"{up_to('0')} == 0"
    split = f"Sum({both}, (k, 1, n)) == {ALL_BITS} - {IN_BINS}"
    ends = f"Sum({both}, (k, 1, n)) == {ALL_QUIET}*{GAINED.format('n')} - {up_to('0')}"
    return [
        defined(up_to("0"), "j", of_another(photon(), "i"), ("1", "0")),
        empty(none, BIN_ENTROPY, "j", ("1", "0")),
        defined(f"Sum({both}, (k, 1, n))", "k", one_bin()),
        telescope(ends, both, f"{QUIET}*{GAINED.format('k')}", "k"),
        termwise(split, {both: "1", ADDED: "-1", TAKEN: "1"}, "==", "k"),
        identity(MEAN_BITS, {ends: "1", split: "-1", none: "-1"}),
    ]


def one_bin() -> list[Step]:
    """What bin k adds is the bits up to it, less those before."""
    one_more = f"{up_to('k')} == {up_to('k - 1')} + eta(seen(k))"
    before, up_to_bin = map(GAINED.format, ("k - 1", "k"))
    later = f"{QUIET}*{up_to_bin} - {QUIET_BEFORE}*{before}"
    using = {one_more: f"-{QUIET}", f"{QUIET} == {QUIET_BEFORE}*(1 - d_c)": f"-{before}"}
    return [
        product("seen(k) > 0", "eta_d > 0", f"{STAY} < 1", f"{BEFORE} > 0"),
        lemma(f"{AFTER} > 0", "exp", u="-Gamma*t*k/n"),
        *left(AFTER, "unseen(k)"),
        defined(up_to("k"), "j", of_another(photon(), "i"), ("1", "k")),
        last(one_more, BIN_ENTROPY, "j", ("1", "k")),
        identity(f"{ADDED} - {TAKEN} - ({later}) == 0", using),
    ]


# Their mean.


def average(goal: str) -> list[Step]:
    """log(X) is at least the mean of log(M), and log(R) at least -(nu - 1) ln 2 times the bits."""
    return [
        defined("Sum(M(k - 1), (k, 1, n))", "k", entropy(IN_BIN)),
        *entropy(NEVER),
        *touched(IDLE, "1"),
        *averaged(),
        product(goal, MIXED, "nu > 0", over=["nu > 1", "log(2) > 0"]),
    ]


MIXED = f"log(X) + {BIT}*rho11*{ALL_BITS}/nu >= 0"


def part(known: Before) -> str:
    """The three parts that one first dark count adds to the mixture, added up."""
    value = f"W*(log(X) - 1) + N/X + {BIT}*{GAINED.format(known.last)}/nu"
    return known.own(f"{known.weight}*({value}) >= 0")


def entropy(known: Before) -> list[Step]:
    """The part that one first dark count adds."""
    bits = GAINED.format(known.last)
    click = weighted(known, known.click)
    return [
        *weighted(known, known.none),
        defined(known.sums(f"eta({known.click})"), known.index, click, known.ends),
        *added(known, bits, ()),
        *weighed(known, bits),
        total(part(known), *shares(known, bits)),
    ]


def averaged() -> list[Step]:
    """All parts, added up."""
    weights = {
        FIRST_DARK: "rho11*W1*(log(X) - 1)",
        IN_BIN.own(f"{FIRST_DARK}*N"): "rho11/X",
        TAKEN: f"rho11*{BIT}/nu",
    }
    in_bins = " + ".join(f"({w})*Sum({term}, (k, 1, n))" for term, w in weights.items())
    idle = IDLE.own(TANGENT).format(w=IDLE.weight)
    parts = (f"{in_bins} >= 0", part(NEVER), idle)
    whole = f"{bare(MIXED)} == {' + '.join(map(bare, parts))}"
    using = {
        CERTAIN: "rho11*W1*(1 - log(X))",
        "Z == N(n)": f"{NEVER.weight}/X",
        MEAN_BITS: f"rho11*{BIT}/nu",
    }
    return [
        termwise(parts[0], weights, ">=", "k"),
        identity(whole, using),
        total(MIXED, whole, *parts),
    ]
