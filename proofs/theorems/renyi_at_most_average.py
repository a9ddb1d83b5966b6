"""H_nu(X|R') <= H(X|R') for every order 1 < nu < 2, without coherence, for a real detector.

Domain and names: those of :mod:`proofs.theorems.entropies_in_order`. log p**(nu - 1) <= log R +
p**(nu - 1)/R - 1 bounds log R by the entropy, and log M <= log X + M/X - 1 log X by log R.
Lemmas of analysis: log(r) <= r - 1, and those of exp and log.
"""

from collections.abc import Sequence

from derive.device.dark import NOISILY
from derive.device.eves import ALONE, Eve
from derive.device.guessing import below_average
from proofs.theorems.combinations import Combination, add_combinations
from proofs.theorems.entropies_in_order import (
    AFTER,
    BOTH,
    DOMAIN,
    EXCITED,
    QUIET,
    QUIET_BEFORE,
    UNSEEN,
    Told,
    definitions,
    known_of,
    left,
    positive,
    survives,
)
from proofs.theorems.one_shot_at_most_average import (
    below,
)
from proofs.theorems.outcomes import (
    Knowledge,
    Outcomes,
    bare,
    less,
)
from proofs.theorems.tangents import (
    log_below,
)
from proofs.theorems.theorem import (
    Theorem,
)
from proofs.theorems.writing import (
    Step,
    congruence,
    defined,
    formula,
    identity,
    lemma,
    once,
    product,
    statement,
    telescope,
    termwise,
    total,
)


def theorem() -> Theorem:
    """H - H_nu >= 0, for an Eve with R' alone."""
    return of(ALONE, "renyi_at_most_average")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    summary = f"Renyi entropies are at most the bits per shot of many {NOISILY}, {eve.title}"
    goal = f"{formula(below_average(eve))} >= 0"
    stated = statement(DOMAIN, definitions(eve), [goal])
    return Theorem(name, summary, stated, once([*known_of(eve, BOTH), *average(goal)]))


def average(goal: str) -> list[Step]:
    """log(X) is at least the mean of log(M), and log(R) at least -(nu - 1) ln 2 times the bits."""
    bits = " + ".join(f"{known.weight}*{in_bins(known)}" for known in BOTH)
    mixed = f"log(X) + (nu - 1)*log(2)*({bits})/nu >= 0"
    parts = [part for known in BOTH for part in shares(known, in_bins(known))]
    return [
        *(step for known in BOTH for step in (*entropy(known), *weighed(known, in_bins(known)))),
        total(mixed, *parts),
        product(goal, mixed, "nu > 0", over=["nu > 1", "log(2) > 0"]),
    ]


BIT = "(nu - 1)*log(2)"
"""What log(R) loses for each bit."""
TANGENT = "{w}*W*(log(X) + M/X - 1 - log(M)) >= 0"
BITS = "{w}*(W*log(R) + (nu - 1)*log(2)*({h} + eta(W)))/nu >= 0"
ZERO = "{w}*(W*log(M) - W*log(R)/nu - (nu - 1)*log(2)*eta(W)/nu) == 0"
"""Of what Eve knows, weighed: log below its tangent, the bits, and what log(M) is."""


def shares(known: Knowledge, bits: str) -> list[str]:
    """The three for one thing that Eve knows, with the bits of its outcomes."""
    parts = map(known.own, (TANGENT, BITS, ZERO))
    return [part.format(w=known.weight, h=bits) for part in parts]


def in_bins(known: Told) -> str:
    """The bits bin by bin."""
    heard, silent, before = f"eta({known.heard})", f"eta({known.silent})", f"eta({known.before})"
    return known.sums(f"{QUIET_BEFORE}*({heard} + {silent} - {before})")


def left_over(known: Told) -> str:
    """What is left of an entropy after bin k."""
    return f"eta({QUIET}*{known.after}) - eta({QUIET_BEFORE}*{known.before})"


def entropy(known: Told) -> list[Step]:
    """W log(R) + (nu - 1) ln 2 times the entropy of the outcomes >= 0, told bin by bin."""
    return [
        *weighted(known, known.none),
        *told_apart(known, weighted(known, known.click)),
        *added(known, in_bins(known), same_bits(known)),
    ]


def same_bits(known: Told) -> tuple[str, str]:
    """The bits bin by bin are those of the clicks and what is left; what is left in the end."""
    clicks, rest = known.sums(f"eta({known.click})"), known.sums(left_over(known))
    left = known.own(f"{rest} == eta({known.none}) - eta(W)")
    return f"{in_bins(known)} == {clicks} + {rest}", left


def told_apart(known: Told, click: list[Step]) -> list[Step]:
    """The same as steps, with others that are about a click in bin k."""
    split, ends = same_bits(known)
    bits = f"eta({known.click})"
    in_bin = f"eta({known.heard}) + eta({known.silent}) - eta({known.before})"
    terms = {f"{QUIET_BEFORE}*({in_bin})": "1", bits: "-1", left_over(known): "-1"}
    return [
        defined(known.sums(bits), "k", [*bin_by_bin(known), *click]),
        termwise(split, terms, "==", "k"),
        telescope(ends, left_over(known), f"eta({QUIET}*{known.after})", "k"),
    ]


def logarithm(known: Knowledge) -> Combination:
    """What is >= 0 of an outcome."""
    return Combination(known.own("log(R) - 1"), known.own("1/R"), BIT, "0")


def added(known: Outcomes, bits: str, same: Sequence[str]) -> list[Step]:
    """The claim on the entropy from what is known of every outcome; `same` tells the bits."""
    each, claim = logarithm(known), known.own(f"W*log(R) + {BIT}*({bits} + eta(W)) >= 0")
    return [
        *add_combinations(known, each, bits, same),
        total(claim, f"{each.added(known, bits)} >= 0"),
    ]


def after_bin(known: Told) -> list[Step]:
    """No click up to bin k has a positive probability."""
    survival = [lemma(f"{AFTER} > 0", "exp", u="-Gamma*t*k/n"), *left(AFTER, UNSEEN)]
    silent = product(f"{known.silent} > 0", "d_c < 1", *positive(known.after))
    return [
        *(survival if known is EXCITED else [lemma(f"{QUIET} > 0", "exp", u="k*log(1 - d_c)")]),
        silent,
    ]


def bin_by_bin(known: Told) -> list[Step]:
    """The entropy of a first click in bin k is that of a click or none, where it is reached."""
    parts = {
        x: f"eta({QUIET_BEFORE}*({x})) == {QUIET_BEFORE}*eta({x}) + ({x})*eta({QUIET_BEFORE})"
        for x in (known.heard, known.silent, known.before)
    }
    signs = dict(zip(parts.values(), ("-1", "-1", "1"), strict=True))
    step = f"{QUIET} == {QUIET_BEFORE}*(1 - d_c)"
    ahead = f"{QUIET}*{known.after} == {QUIET_BEFORE}*{known.silent}"
    same = congruence("eta", f"{QUIET}*{known.after}", f"{QUIET_BEFORE}*{known.silent}")
    term = f"{QUIET_BEFORE}*(eta({known.heard}) + eta({known.silent}) - eta({known.before}))"
    factors = [(QUIET_BEFORE, known.silent), (QUIET_BEFORE, known.before), (QUIET, known.after)]
    return [
        *after_bin(known),
        *(product(f"{a}*{b} > 0", f"{a} > 0", *positive(b)) for a, b in factors if b != "1"),
        *(lemma(claim, "eta-product", a=QUIET_BEFORE, b=x) for x, claim in parts.items()),
        *([identity(ahead, {step: known.after})] if known is EXCITED else []),
        same,
        identity(
            f"{term} - eta({known.click}) - ({left_over(known)}) == 0",
            signs | {same["claim"]: "-1"} | survives(known, f"-eta({QUIET_BEFORE})"),
        ),
    ]


def weighted(known: Knowledge, p: str) -> list[Step]:
    """p log R - p + p**nu/R + (nu - 1) ln 2 eta(p) >= 0."""
    own = known.own
    ratio, bits = own(f"({less(p)}/R)"), f"eta({p}) == -({p})*log2({p})"
    logs = own(f"log({less(p)}) == log({ratio}) + log(R)")
    power_of = f"log({less(p)}) == (nu - 1)*log({p})"
    gap, whole = f"({p})*({ratio} - 1 - log({ratio})) >= 0", f"({p})**nu == ({p})*{less(p)}"
    claim = logarithm(known).at(p)
    weights = {whole: own("1/R"), bits: "(nu - 1)*log(2)", logs: f"-({p})", power_of: f"({p})"}
    return [
        lemma(f"{less(p)} > 0", "exp", u=f"(nu - 1)*log({p})"),
        product(f"{ratio} > 0", f"{less(p)} > 0", over=[own("R > 0")]),
        log_below(ratio),
        lemma(logs, "log-product", a=ratio, b=own("R")),
        lemma(power_of, "log-exp", u=f"(nu - 1)*log({p})"),
        lemma(bits, "eta-log", u=p),
        product(gap, f"{p} > 0", f"log({ratio}) <= {ratio} - 1"),
        identity(f"{claim} == {bare(gap)}", weights),
        total(f"{claim} >= 0", f"{claim} == {bare(gap)}", gap),
    ]


def weighed(known: Knowledge, h: str) -> list[Step]:
    """The three parts of the mixture that this one adds, with the bits h of its outcomes."""
    own, w = known.own, known.weight
    _, bits, zero = shares(known, h)
    using = {
        own("log(N) == log(M) + log(W)"): own(f"-{w}*W"),
        own("log(N) == log(P)/nu"): own(f"{w}*W"),
        own("log(P) == log(R) + log(W)"): own(f"{w}*W/nu"),
        own("eta(W) == -W*log2(W)"): f"-{w}*(nu - 1)*log(2)/nu",
    }
    entropies = own(f"W*log(R) + (nu - 1)*log(2)*({h} + eta(W)) >= 0")
    return [
        lemma(own("eta(W) == -W*log2(W)"), "eta-log", u=own("W")),
        *touched(known, own("M > 0")),
        product(bits, f"{w} > 0", entropies, over=["nu > 0"]),
        identity(zero, using),
    ]


def touched(known: Knowledge, positive: str) -> list[Step]:
    """log(M) is below the line that touches log at X, weighed."""
    own, w = known.own, known.weight
    below_line = own("log(X) + M/X - 1 >= log(M)")
    return [
        *below(own("M"), positive, below_line, "X"),
        product(own(TANGENT).format(w=w), f"{w} > 0", own("W > 0"), below_line),
    ]
