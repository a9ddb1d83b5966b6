"""Steps that what a better detector gains, Eve having the lost photons, grows with the coherence.

Written for the definitions of :mod:`proofs.theorems.coherent_losses`. At a coherence x the slope
in x**2 of the entropies is w B(w) - alpha B(alpha) up to ln 2, where w is the probability of no
loss and B the logarithm of l1/l2 over l1 - l2; its slope in w is, times 2 w rest, the integral over
0 <= s <= 1 of what is >= 0.
"""

from proofs.theorems.coherent_losses import Withheld, populated
from proofs.theorems.outcomes import bare
from proofs.theorems.writing import Between, Step, mean_value, product, square, total

KEPT = ("kept(eta_d1)", "kept(eta_d2)")
BELOW = "(c - x)*(c + x)"
STATE = "c**2 <= rho11*(1 - rho11)"
SEEN, STAYED = "rho11*w", "rho11*alpha"
"""An excited atom that loses no photon to Eve, and one that has not decayed."""


def blocks(w: str, x: str) -> tuple[Withheld, Withheld]:
    """What is Eve's not, if there is no click and in all, where no photon is lost to her with the
    probability w, for a coherence x."""
    return Withheld(w, "alpha", x), Withheld(w, w, x)


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


def curvature(block: Withheld, s: str) -> str:
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
    first, second = (part[-1]["label"] for part in (alone(whole), mixture(none, whole)))
    inner = [
        total("1 + s > 0", "1", "s from"),
        product("1 - s**2 >= 0", "s to", "1 + s > 0"),
        none.below_positive(),
        whole.below_positive(),
        *alone(whole),
        *mixture(none, whole),
        total(f"{bare(first)} + {bare(second)} >= 0", first, second),
    ]
    closed = [*none.segment(), *whole.segment()]
    return mean_value(f"{bracket('1')} >= 0", Between(bracket("s"), "s", ("0", "1")), closed, inner)


def alone(whole: Withheld) -> list[Step]:
    """What the slope has of all that is Eve's not."""
    late, early = f"4*s**2*w*{whole.rest}*(1 - {SEEN})", f"2*(1 - s**2)*w*{whole.rest}"
    signs = ["w > 0", f"{whole.rest} > 0"]
    return [
        product(f"{late} >= 0", "4", "s from", "s from", *signs, f"1 - {SEEN} >= 0"),
        product(f"{early} >= 0", "2", "1 - s**2 >= 0", *signs),
        total(f"{late} + {early} >= 0", f"{late} >= 0", f"{early} >= 0"),
        product(
            f"({late} + {early})/{whole.below()} >= 0",
            f"{late} + {early} >= 0",
            over=[f"{whole.below()} > 0"],
        ),
    ]


def mixture(none: Withheld, whole: Withheld) -> list[Step]:
    """What it has of both blocks."""
    rest, square_of = none.rest, f"(1 - {SEEN})**2"
    lost, mixed = "w - alpha >= 0", f"{square_of} + {SEEN}*{STAYED}"
    early = f"rho11*{none.trace}*(w - alpha)*(1 - {SEEN})*(1 - s**2)"
    late = f"2*{rest}*(w - alpha)*s**2*({mixed})"
    below = [block.below() for block in (none, whole)]
    signs = ["rho11 > 0", f"{none.trace} > 0", lost, f"1 - {SEEN} >= 0", "1 - s**2 >= 0"]
    return [
        product(f"{SEEN} > 0", "rho11 > 0", "w > 0"),
        product(f"{SEEN}*{STAYED} > 0", f"{SEEN} > 0", f"{STAYED} > 0"),
        square(f"{square_of} >= 0", f"1 - {SEEN}"),
        total(f"{mixed} >= 0", f"{square_of} >= 0", f"{SEEN}*{STAYED} > 0"),
        product(f"{early} >= 0", *signs),
        product(f"{late} >= 0", "2", f"{rest} > 0", lost, "s from", "s from", f"{mixed} >= 0"),
        total(f"{early} + {late} >= 0", f"{early} >= 0", f"{late} >= 0"),
        product(
            f"2*{SEEN}*(1 - s**2)*({early} + {late})/({below[0]}*{below[1]}) >= 0",
            *("2", f"{SEEN} > 0", "1 - s**2 >= 0", f"{early} + {late} >= 0"),
            over=[f"{each} > 0" for each in below],
        ),
    ]
