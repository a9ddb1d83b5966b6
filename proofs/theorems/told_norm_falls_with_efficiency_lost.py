"""The mean norm of an Eve who has the lost photons and is told falls with the efficiency.

Domain and names: those of :mod:`proofs.theorems.photon_or_none`, with 1 < nu < 2, and of
:mod:`proofs.theorems.told_outcomes`, without coherence. The slope of N is the sum of
(p/N)**(nu - 1) p' over all outcomes, where p <= N and p' >= 0: at most that of all p', and so much
rarer is a loss. Lemmas of analysis: exp and log are increasing.
"""

from derive.device.ends import falling_norm
from derive.device.eves import BOTH
from proofs.theorems.entropies_in_order import (
    ALL_QUIET,
    DOMAIN,
    QUIET_BEFORE,
    STAY,
    next_bin,
    reached,
)
from proofs.theorems.outcomes import bare, power
from proofs.theorems.outcomes import less as less_by_one
from proofs.theorems.photon_or_none import claimed, detector, names
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_outcomes import (
    AS_DERIVED,
    CERTAIN,
    FIRST_DARK,
    IN_BIN,
    NEVER,
    Before,
    as_derived,
    certain,
    follows,
    norms,
    photon,
    readable,
    unseen,
)
from proofs.theorems.writing import (
    Step,
    defined,
    identity,
    lemma,
    member,
    product,
    statement,
    telescope,
    termwise,
    total,
)

PHOTON, EMITTED = "seen(i)", f"(1 - {STAY})*exp(-Gamma*t*(i - 1)/n)"
SLOPE = f"nu*{PHOTON}**nu/eta_d"
"""That of p**nu."""
RATIO = f"Z/{AS_DERIVED} == N(n)/P(n)"


def theorem() -> Theorem:
    """-d/d eta_d of the mean norm is not negative."""
    goal = claimed(falling_norm(BOTH))
    summary = "the mean norm falls with the efficiency, where Eve has the lost photons and is told"
    stated = statement(DOMAIN, names(BOTH) | norms(BOTH), [goal])
    return Theorem("told_norm_falls_with_efficiency_lost", summary, stated, steps(goal))


def steps(goal: str) -> list[Step]:
    """It does so for a dark count in every bin, and for none."""
    terms = {FIRST_DARK: "1 - alpha", f"{FIRST_DARK}*{slope(IN_BIN)}": "-1"}
    sums = " + ".join(f"({w})*Sum({term}, (k, 1, n))" for term, w in terms.items())
    none = f"{ALL_QUIET}*({rest(NEVER)})"
    return [
        total("nu > 0", "nu > 1", "1"),
        *detector(BOTH),
        defined("Sum(1, (k, 1, n))", "k", in_bin_k()),
        certain(),
        termwise(f"{sums} >= 0", terms, ">=", "k"),
        lemma(f"{ALL_QUIET} > 0", "exp", u="n*log(1 - d_c)"),
        *readable(NEVER),
        *photons(NEVER),
        *bounded(NEVER),
        product(f"{none} >= 0", f"{ALL_QUIET} > 0", f"{rest(NEVER)} >= 0"),
        total(f"{sums} + {none} >= 0", f"{sums} >= 0", f"{none} >= 0"),
        product(f"rho11*({sums} + {none}) >= 0", "rho11 > 0", f"{sums} + {none} >= 0"),
        *in_derived_names(goal, f"rho11*({sums} + {none})"),
    ]


def in_derived_names(goal: str, mean: str) -> list[Step]:
    """The goal, with P and N of all bins as they are derived."""
    ratio = {"Z == N(n)": f"1/{AS_DERIVED}", f"{AS_DERIVED} == P(n)": f"-N(n)/({AS_DERIVED}*P(n))"}
    using = {
        CERTAIN: "-rho11*(1 - alpha)",
        RATIO: f"-rho11*{ALL_QUIET}*{of_photons(NEVER)}/nu",
    }
    return [
        *as_derived(),
        identity(RATIO, ratio),
        identity(f"{bare(goal)} == {mean}", using),
        total(goal, f"{bare(goal)} == {mean}", f"{mean} >= 0"),
    ]


def later(known: Before) -> str:
    """The slope of what is not seen."""
    return f"({known.survival} - alpha)"


def slope(known: Before) -> str:
    """That of N; of all bins no W is left that changes."""
    none = f"nu*{later(known)}*{known.none}**nu/{known.none}"
    return known.own(f"({of_photons(known)} + {none})*N/(nu*P)")


def of_photons(known: Before) -> str:
    """What photons add to nu times the slope, over N/P."""
    return known.sums(SLOPE)


def rest(known: Before) -> str:
    """What the slope is short of its bound."""
    return f"1 - alpha - {slope(known)}"


def in_bin_k() -> list[Step]:
    """For a dark count in bin k."""
    short, signs = f"{rest(IN_BIN)} >= 0", ("d_c > 0", f"{QUIET_BEFORE} > 0")
    return [
        reached(),
        *next_bin(),
        *unseen(IN_BIN),
        *readable(IN_BIN),
        *photons(IN_BIN),
        *silence(),
        *bounded(IN_BIN),
        product(f"{FIRST_DARK}*({rest(IN_BIN)}) >= 0", *signs, short),
    ]


def photons(known: Before) -> list[Step]:
    """What photons add is at most what is emitted."""
    emitted = known.sums(EMITTED)
    terms = {EMITTED: "1", SLOPE: known.own("-N/(nu*P)")}
    return [
        defined(emitted, "i", photon_in_bin(known), known.ends),
        telescope(adds_up(known), EMITTED, "-exp(-Gamma*t*i/n)", "i", known.ends),
        termwise(f"{short_of_photons(known)} >= 0", terms, ">=", "i", known.ends),
    ]


def adds_up(known: Before) -> str:
    """What is emitted in all."""
    return f"{known.sums(EMITTED)} == 1 - {known.survival}"


def short_of_photons(known: Before) -> str:
    """What they are short of that."""
    return known.own(f"{known.sums(EMITTED)} - {of_photons(known)}*N/(nu*P)")


def photon_in_bin(known: Before) -> list[Step]:
    """The same of one bin."""
    least, below = f"{known.photons} >= {PHOTON}**nu", gap(known, PHOTON, EMITTED)
    short = known.own(f"{EMITTED} - {SLOPE}*N/(nu*P)")
    return [
        *photon(),
        power(PHOTON)[0],
        follows()[0],
        product(f"{EMITTED} >= 0", f"{STAY} < 1", "exp(-Gamma*t*(i - 1)/n) > 0"),
        member(least, "seen(j)**nu", "j", "i", known.ends),
        total(known.own(f"P >= {PHOTON}**nu"), f"({known.none})**nu > 0", least),
        *outcome(known, PHOTON, EMITTED),
        identity(f"{short} == {below}", split(known, PHOTON, EMITTED)),
        total(f"{short} >= 0", f"{short} == {below}", f"{below} >= 0"),
    ]


def silence() -> list[Step]:
    """What W adds to the slope before bin k is at most its own."""
    return [
        total("n - k + 1 > 0", "k to", "1"),
        product("Gamma*t*(n - k + 1)/n > 0", "Gamma*t > 0", "n - k + 1 > 0", over=["n > 0"]),
        lemma(f"{later(IN_BIN)} >= 0", "exp-order-weak", a="-Gamma*t", b="-Gamma*t*(k - 1)/n"),
        *outcome(IN_BIN, IN_BIN.none, later(IN_BIN)),
    ]


def bounded(known: Before) -> list[Step]:
    """The slope of N is at most 1 - alpha."""
    parts, using = [short_of_photons(known)], {adds_up(known): "-1"}
    if known is IN_BIN:
        parts.append(gap(known, known.none, later(known)))
        using |= split(known, known.none, later(known))
    same, signs = f"{rest(known)} == {' + '.join(parts)}", (f"{part} >= 0" for part in parts)
    return [identity(same, using), total(f"{rest(known)} >= 0", same, *signs)]


# One outcome, with the probability p and its slope p'.


def gap(known: Before, p: str, rate: str) -> str:
    """p' - (p/N)**(nu - 1) p'."""
    return known.own(f"{rate}*(P - N*{less_by_one(p)})/P")


def split(known: Before, p: str, rate: str) -> dict[str, str]:
    """That p**nu is p p**(nu - 1), times what it stands with in the slope of N."""
    return {f"({p})**nu == ({p})*{less_by_one(p)}": known.own(f"-{rate}*N/({p}*P)")}


def outcome(known: Before, p: str, rate: str) -> list[Step]:
    """The gap is not negative, where P >= p**nu and p' >= 0 are known."""
    less = known.own(f"P >= N*{less_by_one(p)}")
    return [
        *power(p)[1:],
        *logarithms(known, p),
        *exponentials(known, p, less),
        product(f"{gap(known, p, rate)} >= 0", f"{rate} >= 0", less, over=[known.own("P > 0")]),
    ]


def logarithms(known: Before, p: str) -> list[Step]:
    """log(P) >= log(P)/nu + (nu - 1) log(p)."""
    log, own = known.own("log(P)"), f"log(({p})**nu) == nu*log({p})"
    larger, more = f"{log} >= log(({p})**nu)", f"{log} - nu*log({p}) >= 0"
    shared = f"(nu - 1)*({bare(more)})/nu >= 0"
    return [
        lemma(own, "log-exp", u=f"nu*log({p})"),
        lemma(larger, "log-order-weak", a=f"({p})**nu", b=known.own("P")),
        total(more, larger, own),
        product(shared, "nu > 1", more, over=["nu > 0"]),
    ]


def exponentials(known: Before, p: str, less: str) -> list[Step]:
    """P >= N p**(nu - 1)."""
    log, own = known.own("log(P)"), known.own("P")
    a, b = f"{log}/nu", f"(nu - 1)*log({p})"
    parts = known.own(f"exp({a} + {b}) == N*{less_by_one(p)}")
    whole, larger = f"exp({log}) == {own}", f"exp({log}) >= exp({a} + {b})"
    same = f"{less.replace(' >= ', ' - ')} == exp({log}) - exp({a} + {b})"
    return [
        lemma(larger, "exp-order-weak", a=f"{a} + {b}", b=log),
        lemma(parts, "exp-sum", a=a, b=b),
        lemma(whole, "exp-log", u=own),
        identity(same, {parts: "1", whole: "-1"}),
        total(less, same, larger),
    ]
