"""The mean norm of an Eve who has the lost photons and is told falls with the efficiency.

Domain and names: those of :mod:`proofs.theorems.photon_or_none`, with 1 < nu < 2, and of
:mod:`proofs.theorems.told_norm`, without coherence. The slope of N is the sum of (p/N)**(nu - 1) p'
over all outcomes, where p <= N and p' >= 0: at most that of all p', and so much rarer is a loss.
Lemmas of analysis: exp and log are increasing.
"""

from dataclasses import replace

from derive.device.ends import falling_norm
from derive.device.eves import BOTH
from proofs.equality.steps import step
from proofs.theorems.entropies_in_order import (
    ALL_QUIET,
    BEFORE,
    DOMAIN,
    QUIET_BEFORE,
    STAY,
    left,
    reached,
)
from proofs.theorems.outcomes import less as less_by_one
from proofs.theorems.outcomes import power
from proofs.theorems.photon_or_none import claimed, detector, names
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_norm import BEFORE_K, WRITTEN_OUT, Counted, emitted, in_bin, photon
from proofs.theorems.writing import (
    Step,
    defined,
    identity,
    lemma,
    product,
    statement,
    telescope,
    termwise,
    total,
)

SOME, ALL = (replace(bins, index="j") for bins in (BEFORE_K, WRITTEN_OUT))
"""The bins before k, and all of them: what is said of bin i may speak of a sum over j."""
PHOTON, EMITTED, IN_BIN = photon("i"), emitted("i"), f"d_c*{QUIET_BEFORE}"
SLOPE = f"order*{PHOTON}**order/eta_d"
"""That of p**nu."""


def theorem() -> Theorem:
    """-d/d eta_d of the mean norm is not negative."""
    goal = claimed(falling_norm(BOTH))
    summary = "the mean norm falls with the efficiency, where Eve has the lost photons and is told"
    stated = statement(DOMAIN, names(BOTH), [goal])
    return Theorem("told_norm_falls_with_efficiency_lost", summary, stated, steps(goal))


def steps(goal: str) -> list[Step]:
    """It does so for a dark count in every bin, and for none."""
    terms = {IN_BIN: "1 - alpha", f"{IN_BIN}*{slope(SOME)}": "-1"}
    sums = " + ".join(f"({w})*Sum({term}, (k, 1, n))" for term, w in terms.items())
    none = f"{ALL_QUIET}*({rest(ALL)})"
    return [
        total("order > 0", "order > 1", "1"),
        *detector(BOTH),
        defined("Sum(1, (k, 1, n))", "k", in_bin_k()),
        termwise(f"{sums} >= 0", terms, ">=", "k"),
        lemma(f"{ALL_QUIET} > 0", "exp", u="n*log(1 - d_c)"),
        *ALL.positive(),
        *photons(ALL),
        *bounded(ALL),
        product(f"{none} >= 0", f"{ALL_QUIET} > 0", f"{rest(ALL)} >= 0"),
        total(f"{sums} + {none} >= 0", f"{sums} >= 0", f"{none} >= 0"),
        product(goal, "rho11 > 0", f"{sums} + {none} >= 0"),
    ]


def slope(bins: Counted) -> str:
    """That of N; of all bins no W is left that changes."""
    none = "" if bins.lost else f" + order*({bins.left} - alpha)*{bins.silence}/{bins.none}"
    return f"({of_photons(bins)}{none})*{bins.norm}/(order*{bins.powers})"


def of_photons(bins: Counted) -> str:
    """What photons add to nu times the slope, over N/P."""
    return f"Sum({SLOPE}, (i, 1, {bins.last}))"


def rest(bins: Counted) -> str:
    """What the slope is short of its bound."""
    return f"1 - alpha - {slope(bins)}"


def in_bin_k() -> list[Step]:
    """For a dark count in bin k."""
    return [
        reached(),
        lemma(f"{BEFORE} > 0", "exp", u="-Gamma*t*(k - 1)/n"),
        *left(BEFORE, SOME.none),
        *SOME.positive(),
        *photons(SOME),
        *silence(SOME),
        *bounded(SOME),
        product(
            f"{IN_BIN}*({rest(SOME)}) >= 0", "d_c > 0", f"{QUIET_BEFORE} > 0", f"{rest(SOME)} >= 0"
        ),
    ]


def photons(bins: Counted) -> list[Step]:
    """What photons add is at most what is emitted."""
    ends, all_emitted = ("1", bins.last), f"Sum({EMITTED}, (i, 1, {bins.last}))"
    terms = {EMITTED: "1", SLOPE: f"-{bins.norm}/(order*{bins.powers})"}
    return [
        defined(all_emitted, "i", photon_in_bin(bins), ends),
        telescope(f"{all_emitted} == 1 - {bins.left}", EMITTED, "-exp(-Gamma*t*i/n)", "i", ends),
        termwise(f"{short_of_photons(bins)} >= 0", terms, ">=", "i", ends),
    ]


def short_of_photons(bins: Counted) -> str:
    """What they are short of that."""
    all_emitted = f"Sum({EMITTED}, (i, 1, {bins.last}))"
    return f"{all_emitted} - {of_photons(bins)}*{bins.norm}/(order*{bins.powers})"


def photon_in_bin(bins: Counted) -> list[Step]:
    """The same of one bin."""
    member = f"{bins.photons} >= {PHOTON}**order"
    short = f"{EMITTED} - {SLOPE}*{bins.norm}/(order*{bins.powers})"
    survives = f"exp(-Gamma*t*i/n) == exp(-Gamma*t*(i - 1)/n)*{STAY}"
    in_sum = {"variable": "j", "lower": "1", "upper": bins.last, "term": f"{photon('j')}**order"}
    return [
        *in_bin("i"),
        power(PHOTON)[0],
        lemma(survives, "exp-sum", a="-Gamma*t*(i - 1)/n", b="-Gamma*t/n"),
        product(f"{EMITTED} >= 0", f"{STAY} < 1", "exp(-Gamma*t*(i - 1)/n) > 0"),
        step(member, "member", **in_sum, at="i"),
        total(f"{bins.powers} >= {PHOTON}**order", f"{bins.silence} > 0", member),
        *outcome(bins, PHOTON, EMITTED),
        identity(f"{short} == {gap(bins, PHOTON, EMITTED)}", known(bins, PHOTON, EMITTED)),
        total(
            f"{short} >= 0",
            f"{short} == {gap(bins, PHOTON, EMITTED)}",
            f"{gap(bins, PHOTON, EMITTED)} >= 0",
        ),
    ]


def silence(bins: Counted) -> list[Step]:
    """What W adds to the slope is at most its own."""
    later = f"{bins.left} - alpha"
    return [
        total("n - k + 1 > 0", "k to", "1"),
        product("Gamma*t*(n - k + 1)/n > 0", "Gamma*t > 0", "n - k + 1 > 0", over=["n > 0"]),
        lemma(f"({later}) >= 0", "exp-order-weak", a="-Gamma*t", b="-Gamma*t*(k - 1)/n"),
        *outcome(bins, bins.none, f"({later})"),
    ]


def bounded(bins: Counted) -> list[Step]:
    """The slope of N is at most 1 - alpha."""
    parts, later = [short_of_photons(bins)], f"({bins.left} - alpha)"
    using = {f"Sum({EMITTED}, (i, 1, {bins.last})) == 1 - {bins.left}": "-1"}
    if not bins.lost:
        parts.append(gap(bins, bins.none, later))
        using |= known(bins, bins.none, later)
    same = f"{rest(bins)} == {' + '.join(parts)}"
    return [identity(same, using), total(f"{rest(bins)} >= 0", same, *(f"{p} >= 0" for p in parts))]


# One outcome, with the probability p and its slope p'.


def gap(bins: Counted, p: str, rate: str) -> str:
    """p' - (p/N)**(nu - 1) p'."""
    return f"{rate}*({bins.powers} - {bins.norm}*{less_by_one(p)})/{bins.powers}"


def known(bins: Counted, p: str, rate: str) -> dict[str, str]:
    """That p**nu is p p**(nu - 1), times what it stands with in the slope of N."""
    times = f"-{rate}*{bins.norm}/({p}*{bins.powers})"
    return {f"({p})**order == ({p})*{less_by_one(p)}": times}


def outcome(bins: Counted, p: str, rate: str) -> list[Step]:
    """The gap is not negative, where P >= p**nu and p' >= 0 are known."""
    less = f"{bins.powers} >= {bins.norm}*{less_by_one(p)}"
    return [
        *power(p)[1:],
        *logarithms(bins, p),
        *exponentials(bins, p, less),
        product(f"{gap(bins, p, rate)} >= 0", f"{rate} >= 0", less, over=[f"{bins.powers} > 0"]),
    ]


def logarithms(bins: Counted, p: str) -> list[Step]:
    """log(P) >= log(P)/nu + (nu - 1) log(p)."""
    log, own = f"log{bins.powers}", f"log({p}**order) == order*log{p}"
    more = f"{log} - order*log{p} >= 0"
    return [
        lemma(own, "log-exp", u=f"order*log{p}"),
        lemma(f"{log} >= log({p}**order)", "log-order-weak", a=f"{p}**order", b=bins.powers),
        total(more, f"{log} >= log({p}**order)", own),
        product(
            f"(order - 1)*({log} - order*log{p})/order >= 0",
            *("order > 1", more),
            over=["order > 0"],
        ),
    ]


def exponentials(bins: Counted, p: str, less: str) -> list[Step]:
    """P >= N p**(nu - 1)."""
    a, b, log = f"log{bins.powers}/order", f"(order - 1)*log{p}", f"log{bins.powers}"
    parts = f"exp({a} + {b}) == {bins.norm}*{less_by_one(p)}"
    whole, larger = f"exp({log}) == {bins.powers}", f"exp({log}) >= exp({a} + {b})"
    same = f"{less.replace(' >= ', ' - ')} == exp({log}) - exp({a} + {b})"
    return [
        lemma(larger, "exp-order-weak", a=f"{a} + {b}", b=log),
        lemma(parts, "exp-sum", a=a, b=b),
        lemma(whole, "exp-log", u=bins.powers),
        identity(same, {parts: "1", whole: "-1"}),
        total(less, same, larger),
    ]
