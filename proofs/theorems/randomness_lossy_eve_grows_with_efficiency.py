"""With the lost photons in Eve's hands, a better detector gives more bits, for every coherence.

Domain: rho11 > 0, Gamma > 0, t > 0, integer n >= 1, 0 <= c <= sqrt(rho00 rho11),
0 <= eta_d1 < eta_d2 <= 1. Without coherence the slope in eta_d is at least (1 - exp(-Gamma t))
rho11 log2(kept/seen) > 0, kept and seen the probabilities of no loss and of a click. What eta_d
gains does not fall with c: its slope in both is the integral over 0 <= s <= 1 of what is >= 0.
Lemmas of analysis: the mean value theorem in eta_d, in c and in s, log increasing.
"""

from sympy import S, sqrt

from derive import symbols as sym
from derive.device.loss import randomness_lossy_eve
from derive.emission.monotonicity import LATER
from derive.model.domain import BINS, Domain, Range
from proofs.theorems.coherent_losses import DEFINITIONS, Block, populated
from proofs.theorems.lossy_eve_grows_with_efficiency import EFFICIENCIES, ENDS, EXCITED
from proofs.theorems.more_bins_more_randomness import click_in_one_bin
from proofs.theorems.spectra import survival_below_one, survival_positive
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Between,
    Step,
    defined,
    identity,
    lemma,
    mean_value,
    once,
    product,
    square,
    statement,
    telescope,
    termwise,
    total,
)

COHERENCE = Domain((Range(sym.c, S.Zero, sqrt(sym.rho11 * (1 - sym.rho11))),))
BEFORE = "exp(-Gamma*t*(k - 1)/n)"
EMITTED = f"(rho11*(1 - exp(-Gamma*t/n))*{BEFORE})"
"""The probability that a photon is emitted in bin k, seen or not."""
WHICH_BIN, ANY_BIN = (f"Sum({term}, (k, 1, n))" for term in (f"eta({EMITTED})", EMITTED))
ALL = "(rho11*(1 - alpha))"
DIAGONAL = f"{{y}}*{WHICH_BIN} + {ALL}*eta({{y}}) - eta(rho11*kept({{y}}))"
"""What depends on the efficiency y, without coherence."""
KEPT = ("kept(eta_d1)", "kept(eta_d2)")
BELOW = "(c - x)*(c + x)"
STATE = "c**2 <= rho11*(1 - rho11)"


def theorem() -> Theorem:
    """R(eta_d2) > R(eta_d1), for H(X|R'L)."""
    domain = EXCITED & COHERENCE & LATER & BINS & EFFICIENCIES
    definitions = DEFINITIONS | {"R(eta_d)": str(randomness_lossy_eve())}
    goal = "R(eta_d2) > R(eta_d1)"
    stated = statement(domain, definitions, [goal])
    steps = [*efficiencies(), *clicks(), incoherent(), *coherent(), *together(goal)]
    return Theorem(
        "randomness_lossy_eve_grows_with_efficiency",
        "with the lost photons with Eve the randomness is strictly increasing in the efficiency",
        stated,
        once(steps, stated["hypotheses"]),
    )


def blocks(w: str, x: str) -> tuple[Block, Block]:
    """What is Eve's not, if there is no click and in all, where no photon is lost to her with the
    probability w, for a coherence x."""
    return Block(w, "alpha", x), Block(w, w, x)


# Without coherence.


def efficiencies() -> list[Step]:
    """What holds at both efficiencies."""
    return [
        survival_positive(),
        *survival_below_one(),
        total("n > 0", "n >= 1", "1"),
        *click_in_one_bin("n"),
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        product(f"{ALL} > 0", "rho11 > 0", "alpha < 1"),
        *efficiency("eta_d1"),
        *efficiency("eta_d2", "eta_d2 > eta_d1", "eta_d1 >= 0"),
        total("1 - eta_d1 >= 0", "eta_d2 > eta_d1", "eta_d2 <= 1"),
        product("1 - kept(eta_d1) >= 0", "1 - eta_d1 >= 0", "alpha < 1"),
        product("1 - kept(eta_d2) >= 0", "eta_d2 <= 1", "alpha < 1"),
        *(step for w in KEPT for step in populated(w)),
        product(f"{KEPT[1]} > {KEPT[0]}", "eta_d2 > eta_d1", "alpha < 1"),
    ]


def efficiency(y: str, *low: str) -> list[Step]:
    """Of an efficiency: 0 < kept."""
    return [
        total(f"{y} >= 0", *low),
        product(f"{y}*(1 - alpha) >= 0", f"{y} >= 0", "alpha < 1"),
        total(f"kept({y}) > 0", f"{y}*(1 - alpha) >= 0", "alpha > 0"),
        product(f"rho11*kept({y}) > 0", "rho11 > 0", f"kept({y}) > 0"),
    ]


def clicks() -> list[Step]:
    """A photon's bin, and whether it is seen, are told apart; the bin has eta(ALL) at least."""
    least = f"{WHICH_BIN} + log2{ALL}*{ANY_BIN} >= 0"
    emitted = f"{ANY_BIN} == {ALL}"
    return [
        defined(WHICH_BIN, "k", one_click()),
        telescope(emitted, EMITTED, "-rho11*exp(-Gamma*t*k/n)", "k"),
        termwise(least, {f"eta({EMITTED})": "1", EMITTED: f"log2{ALL}"}, ">=", "k"),
        identity(
            f"{WHICH_BIN} + {ALL}*log2{ALL} == {WHICH_BIN} + log2{ALL}*{ANY_BIN}",
            {emitted: f"-log2{ALL}"},
        ),
        total(
            f"{WHICH_BIN} + {ALL}*log2{ALL} >= 0",
            f"{WHICH_BIN} + {ALL}*log2{ALL} == {WHICH_BIN} + log2{ALL}*{ANY_BIN}",
            least,
        ),
        *(step for y in ENDS for step in seen(y, emitted)),
    ]


def one_click() -> list[Step]:
    """An emission in bin k is at most as likely as one in any bin."""
    after, survives = "exp(-Gamma*t*k/n)", f"exp(-Gamma*t*k/n) == {BEFORE}*exp(-Gamma*t/n)"
    bits, logs = f"eta({EMITTED}) == -{EMITTED}*log2({EMITTED})", f"log{ALL} >= log({EMITTED})"
    return [
        lemma(f"{BEFORE} > 0", "exp", u="-Gamma*t*(k - 1)/n"),
        product(f"{EMITTED} > 0", "rho11 > 0", "exp(-Gamma*t/n) < 1", f"{BEFORE} > 0"),
        lemma(survives, "exp-sum", a="-Gamma*t*(k - 1)/n", b="-Gamma*t/n"),
        identity(f"{EMITTED} == rho11*{BEFORE} - rho11*{after}", {survives: "rho11"}),
        product("Gamma*t*(k - 1)/n >= 0", "Gamma*t > 0", "k from", over=["n > 0"]),
        lemma(f"{BEFORE} <= 1", "exp-order-weak", a="-Gamma*t*(k - 1)/n", b="0"),
        product("Gamma*t*(n - k)/n >= 0", "Gamma*t > 0", "k to", over=["n > 0"]),
        lemma(f"{after} >= alpha", "exp-order-weak", a="-Gamma*t", b="-Gamma*t*k/n"),
        product(f"rho11*(1 - {BEFORE}) >= 0", "rho11 > 0", f"{BEFORE} <= 1"),
        product(f"rho11*({after} - alpha) >= 0", "rho11 > 0", f"{after} >= alpha"),
        identity(f"rho11*{BEFORE} - rho11*{after} == {EMITTED}", {survives: "-rho11"}),
        total(
            f"{ALL} >= {EMITTED}",
            f"rho11*(1 - {BEFORE}) >= 0",
            f"rho11*({after} - alpha) >= 0",
            f"rho11*{BEFORE} - rho11*{after} == {EMITTED}",
        ),
        lemma(logs, "log-order-weak", a=EMITTED, b=ALL),
        product(
            f"{EMITTED}*(log{ALL} - log({EMITTED}))/log(2) >= 0",
            f"{EMITTED} > 0",
            logs,
            over=["log(2) > 0"],
        ),
        lemma(bits, "eta-log", u=EMITTED),
        total(
            f"eta({EMITTED}) + {EMITTED}*log2{ALL} >= 0",
            bits,
            f"{EMITTED}*(log{ALL} - log({EMITTED}))/log(2) >= 0",
        ),
    ]


def seen(y: str, emitted: str) -> list[Step]:
    """The entropy of the clicks for an efficiency y."""
    term = f"eta({y}*{EMITTED})"
    whole, each = f"Sum({term}, (k, 1, n))", f"{term} == {y}*eta({EMITTED}) + {EMITTED}*eta({y})"
    parts = f"{whole} == {y}*{WHICH_BIN} + eta({y})*{ANY_BIN}"
    block = [
        product(f"{y}*{EMITTED} >= 0", f"{y} >= 0", f"{EMITTED} > 0"),
        lemma(each, "eta-product", a=y, b=EMITTED),
    ]
    weights = {term: "1", f"eta({EMITTED})": f"-{y}", EMITTED: f"-eta({y})"}
    return [
        defined(whole, "k", block),
        termwise(parts, weights, "==", "k"),
        identity(
            f"{whole} == {y}*{WHICH_BIN} + {ALL}*eta({y})", {parts: "1", emitted: f"eta({y})"}
        ),
    ]


def incoherent() -> Step:
    """The diagonal alone grows with the efficiency."""
    low, high = (DIAGONAL.format(y=y) for y in ENDS)
    between = Between(DIAGONAL.format(y="y"), "y", ENDS)
    seen, gain = f"(y*{ALL})", f"{ALL}*(log(rho11*kept(y)) - log(y*{ALL}))/log(2) > 0"
    logs = f"log{seen} == log(y) + log{ALL}"
    bits = f"{WHICH_BIN} + {ALL}*log2{ALL}"
    slope = f"{WHICH_BIN} + {ALL}*(log(rho11*kept(y)) - log(y))/log(2)"
    parts = f"{slope} == {bits} + {gain.removesuffix(' > 0')}"
    inner = [
        total("y > 0", "y from", "eta_d1 >= 0"),
        product(f"{seen} > 0", "y > 0", f"{ALL} > 0"),
        product(f"rho11*kept(y) - {seen} > 0", "rho11 > 0", "alpha > 0"),
        lemma(f"log(rho11*kept(y)) > log{seen}", "log-order", a=seen, b="rho11*kept(y)"),
        product(gain, f"{ALL} > 0", f"log(rho11*kept(y)) > log{seen}", over=["log(2) > 0"]),
        lemma(logs, "log-product", a="y", b=ALL),
        identity(parts, {logs: f"{ALL}/log(2)"}),
        total(f"{slope} > 0", parts, f"{bits} >= 0", gain),
    ]
    return mean_value(f"{high} > {low}", between, efficiency("y", "y from", "eta_d1 >= 0"), inner)


# With coherence.


def gained(x: str) -> str:
    """By how much the entropies of the blocks change with the efficiency, for a coherence x."""
    (none1, all1), (none2, all2) = (blocks(w, x) for w in KEPT)
    return f"{none2.entropy} - {all2.entropy} - {none1.entropy} + {all1.entropy}"


def coherent() -> list[Step]:
    """It does not fall with the coherence."""
    claim, (low, high) = f"{gained('c')} - ({gained('0')}) >= 0", map(rate, KEPT)
    slope = f"2*x*({high} - ({low}))/log(2) >= 0"
    inner = [
        *(step for w in KEPT for step in mixed(w)),
        rate_grows(),
        product(slope, "2", "x > 0", f"{high} >= {low}", over=["log(2) > 0"]),
    ]
    return [
        product("c*c >= 0", "c >= 0", "c >= 0"),
        *(step for w in KEPT for step in spectra(w, "0", "c*c >= 0")),
        *(step for w in KEPT for step in spectra(w, "c")),
        mean_value(claim, Between(gained("x"), "x", ("0", "c")), less_coherent(), inner),
    ]


def less_coherent() -> list[Step]:
    """At a coherence x <= c."""
    return [
        *below(">="),
        *(step for w in KEPT for step in spectra(w, "x", f"{BELOW} >= 0")),
    ]


def below(sign: str) -> list[Step]:
    """The coherence x is at most c, or less."""
    return [
        total(f"c + x {sign} 0", "c >= 0", "x from"),
        product(f"{BELOW} {sign} 0", "x to", f"c + x {sign} 0"),
    ]


def spectra(w: str, x: str, *less: str) -> list[Step]:
    """The eigenvalues of both blocks at a coherence x, which is c or known to be `less`."""
    none, whole = blocks(w, x)
    return [
        total(f"{none.rest} >= 0", STATE, *less, f"rho11**2*(1 - {w}) >= 0"),
        *none.eigenvalues(">="),
        *whole.eigenvalues(">="),
    ]


def mixed(w: str) -> list[Step]:
    """Those at a coherence 0 < x < c are positive and different."""
    none, whole = blocks(w, "x")
    return [
        total("x > 0", "x from"),
        *below(">"),
        total(f"{none.rest} > 0", STATE, f"{BELOW} > 0", f"rho11**2*(1 - {w}) >= 0"),
        *none.apart(),
        *whole.apart(),
    ]


def rate(w: str) -> str:
    """How fast the entropies grow with the square of the coherence, in nats."""
    none, whole = (block.logarithms("1") for block in blocks(w, "x"))
    return f"{w}*{whole} - alpha*{none}"


def rate_grows() -> Step:
    """It does not fall with the efficiency."""
    (low, high), blocks_at_w = map(rate, KEPT), blocks("w", "x")
    rest = blocks_at_w[0].rest
    slope = f"({bracket('1')})/(2*w*{rest}) >= 0"
    inner = [
        *(block.half() for block in blocks_at_w),
        bracket_positive(),
        product(slope, "1/2", f"{bracket('1')} >= 0", over=["w > 0", f"{rest} > 0"]),
    ]
    return mean_value(f"{high} >= {low}", Between(rate("w"), "w", KEPT), between(), inner)


def between() -> list[Step]:
    """alpha <= w <= 1, and the eigenvalues are positive and different there."""
    none, whole = blocks("w", "x")
    return [
        total("w - alpha >= 0", "w from", "eta_d1*(1 - alpha) >= 0"),
        total("w > 0", "w - alpha >= 0", "alpha > 0"),
        total("1 - w >= 0", "w to", "1 - kept(eta_d2) >= 0"),
        *populated("w"),
        total(f"{none.rest} > 0", STATE, f"{BELOW} > 0", "rho11**2*(1 - w) >= 0"),
        *none.eigenvalues(">"),
        *whole.eigenvalues(">"),
    ]


# The slope in both.

SEEN, STAYED = "rho11*w", "rho11*alpha"


def curvature(block: Block, s: str) -> str:
    """The integral from 0 to s of (1 - s**2)/(1 - gap**2 s**2/trace**2)."""
    u, rest, trace, gap = block.u, block.rest, block.trace, block.gap
    return f"({trace}**2*{s} - 2*{u}*{rest}*{trace}*{block.logarithms(s)})/{gap}**2"


def bracket(s: str) -> str:
    """The slope of the rate at s = 1, over (1 - alpha)/(2 kept rest); 0 at s = 0."""
    none, whole = blocks("w", "x")
    return (
        f"(1 - {SEEN})*{s} - {curvature(whole, s)}*((1 + {whole.gap}**2)/2 - 2*({SEEN})**2)"
        f" + {SEEN}*{curvature(none, s)}*(1 - {SEEN} - {STAYED})/{none.trace}"
    )


def bracket_positive() -> Step:
    """It grows with s: its slope is a sum of products of what is >= 0."""
    none, whole = blocks("w", "x")
    rest, lost = none.rest, "(w - alpha)"
    late, early = f"s**2*w*{rest}*(1 - {SEEN})", f"(1 - s**2)*w*{rest}"
    mixed = f"(1 - {SEEN})**2 + {SEEN}*{STAYED}"
    ends = [f"rho11*{none.trace}*{lost}*(1 - {SEEN})*(1 - s**2)", f"2*{rest}*{lost}*s**2*({mixed})"]
    both = f"2*{SEEN}*(1 - s**2)*({ends[0]} + {ends[1]})"
    first, second = (
        f"(4*{late} + 2*{early})/{whole.below()}",
        f"{both}/({none.below()}*{whole.below()})",
    )
    signs = ["w > 0", f"{rest} > 0"]
    inner = [
        total("1 + s > 0", "1", "s from"),
        product("1 - s**2 >= 0", "s to", "1 + s > 0"),
        none.below_positive(),
        whole.below_positive(),
        product(f"4*{late} >= 0", "4", "s from", "s from", *signs, f"1 - {SEEN} >= 0"),
        product(f"2*{early} >= 0", "2", "1 - s**2 >= 0", *signs),
        total(f"4*{late} + 2*{early} >= 0", f"4*{late} >= 0", f"2*{early} >= 0"),
        product(f"{first} >= 0", f"4*{late} + 2*{early} >= 0", over=[f"{whole.below()} > 0"]),
        product(f"{SEEN} > 0", "rho11 > 0", "w > 0"),
        product(f"{SEEN}*{STAYED} > 0", f"{SEEN} > 0", f"{STAYED} > 0"),
        square(f"(1 - {SEEN})**2 >= 0", f"1 - {SEEN}"),
        total(f"{mixed} >= 0", f"(1 - {SEEN})**2 >= 0", f"{SEEN}*{STAYED} > 0"),
        product(
            f"{ends[0]} >= 0",
            "rho11 > 0",
            f"{none.trace} > 0",
            "w - alpha >= 0",
            f"1 - {SEEN} >= 0",
            "1 - s**2 >= 0",
        ),
        product(
            f"{ends[1]} >= 0",
            "2",
            f"{rest} > 0",
            "w - alpha >= 0",
            "s from",
            "s from",
            f"{mixed} >= 0",
        ),
        total(f"{ends[0]} + {ends[1]} >= 0", *(f"{end} >= 0" for end in ends)),
        product(
            f"{second} >= 0",
            *("2", f"{SEEN} > 0", "1 - s**2 >= 0", f"{ends[0]} + {ends[1]} >= 0"),
            over=[f"{block.below()} > 0" for block in (none, whole)],
        ),
        total(f"{first} + {second} >= 0", f"{first} >= 0", f"{second} >= 0"),
    ]
    closed = [*none.segment(), *whole.segment()]
    return mean_value(f"{bracket('1')} >= 0", Between(bracket("s"), "s", ("0", "1")), closed, inner)


def together(goal: str) -> list[Step]:
    """What the diagonal gains, and what the blocks gain by the coherence, add up."""
    low, high = (DIAGONAL.format(y=y) for y in ENDS)
    more = f"{gained('c')} - ({gained('0')})"
    diagonals = {
        y: [block.without_coherence() for block in blocks(f"kept({y})", "0")] for y in ENDS
    }
    sums = {
        y: f"Sum(eta({y}*{EMITTED}), (k, 1, n)) == {y}*{WHICH_BIN} + {ALL}*eta({y})" for y in ENDS
    }
    using = {}
    for y, sign in zip(ENDS, ("-1", "1"), strict=True):
        none, whole = diagonals[y]
        other = "-1" if sign == "1" else "1"
        using |= {sums[y]: sign, none["label"]: sign, whole["label"]: other}
    rest = f"R(eta_d2) - R(eta_d1) - ({high} - ({low})) - ({more}) == 0"
    return [
        *(step for each in diagonals.values() for step in each),
        identity(rest, using),
        total(goal, f"{high} > {low}", f"{more} >= 0", rest),
    ]
