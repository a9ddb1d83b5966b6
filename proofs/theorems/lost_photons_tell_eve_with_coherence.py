"""Eve never loses by the lost photons, whatever the coherence: H(X|R') >= H(X|R'L).

Domain: mixed states with coherence, Gamma > 0, t > 0, every n >= 1, 0 < eta_d < 1. Let a part of
the lost photons go to Eve and the others to nobody, so that the atom loses none to her with the
probability w between kept and 1, and gives no click then with that of left(w)/w. The slope of the
difference in w is the integral over 0 <= s <= 1 of what is >= 0. Lemmas of analysis: the mean value
theorem in w and in s.
"""

from sympy import S

from derive.device.loss import told_with_coherence
from derive.emission.monotonicity import LATER, OPEN_QUBIT
from derive.model.domain import BINS, Domain, Range
from derive.symbols import eta_d
from proofs.theorems.coherent_losses import DEFINITIONS, Withheld, populated
from proofs.theorems.spectra import survival_below_one, survival_positive
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Between,
    Step,
    identity,
    lemma,
    mean_value,
    once,
    product,
    statement,
    total,
)

LOSING = Domain((Range(eta_d, S.Zero, S.One, lower_open=True, upper_open=True),))
"""A detector that sees some photons and loses some."""
SEEN, KEPT = "eta_d*(1 - alpha)", "kept(eta_d)"
STATE = "c**2 < rho11*(1 - rho11)"


def theorem() -> Theorem:
    """H(X|R') - H(X|R'L) >= 0."""
    goal = f"{told_with_coherence()} >= 0"
    names = DEFINITIONS | {"left(w)": f"w - {SEEN}"}
    stated = statement(OPEN_QUBIT & LATER & BINS & LOSING, names, [goal])
    return Theorem(
        "lost_photons_tell_eve_with_coherence",
        "the lost photons never make Eve's ignorance larger, whatever the coherence",
        stated,
        once([*ends(), rises(goal)], stated["hypotheses"]),
    )


def blocks(w: str) -> tuple[Withheld, Withheld]:
    """What is Eve's not, if there is no click and in all, where no photon is lost to her with the
    probability w."""
    return Withheld(w, f"left({w})", "c"), Withheld(w, w, "c")


def ends() -> list[Step]:
    """What holds where Eve has all lost photons, and where she has none."""
    return [
        total("rho11 <= 1", "rho11 < 1"),
        survival_positive(),
        *survival_below_one(),
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        product(f"{SEEN} > 0", "eta_d > 0", "alpha < 1"),
        total(f"{KEPT} > 0", f"{SEEN} > 0", "alpha > 0"),
        product(f"1 - {KEPT} >= 0", "eta_d < 1", "alpha < 1"),
        total(f"left({KEPT}) > 0", "alpha > 0"),
        total("left(1) > 0", f"1 - {KEPT} >= 0", "alpha > 0"),
        total("1 > 0", "1"),
        identity("1 - 1 >= 0"),
        *spectra(KEPT),
        *spectra("1"),
    ]


def spectra(w: str) -> list[Step]:
    """The eigenvalues of both blocks are positive and different."""
    none, whole = blocks(w)
    return [
        *populated(w),
        total(f"{none.rest} > 0", STATE, f"rho11**2*(1 - {w}) >= 0"),
        *none.eigenvalues(">"),
        *whole.eigenvalues(">"),
    ]


def between() -> list[Step]:
    """0 < left < w <= 1."""
    return [
        total("w > 0", "w from", f"{KEPT} > 0"),
        total("left(w) > 0", "w from", "alpha > 0"),
        total("1 - w >= 0", "w to"),
    ]


def entropy(w: str) -> str:
    """What the randomness is but for the clicks."""
    none, whole = blocks(w)
    return f"{none.entropy} - {whole.entropy}"


def rises(goal: str) -> Step:
    """It rises with w, from Eve having all lost photons to nobody having any."""
    slope = f"({rate('1')})/log(2) >= 0"
    inner = [
        *(block.half() for block in blocks("w")),
        rate_positive(),
        product(slope, f"{rate('1')} >= 0", over=["log(2) > 0"]),
    ]
    function = Between(entropy("w"), "w", (KEPT, "1"))
    return mean_value(goal, function, [*between(), *spectra("w")], inner)


def rate(s: str) -> str:
    """How fast it rises, in nats, at s = 1; 0 at s = 0."""
    none, whole = (
        f"({block.rest} - rho11**2*{block.u})*{block.logarithms(s)}" for block in blocks("w")
    )
    return f"{none} - {whole}"


def rate_positive() -> Step:
    """It grows with s: its slope is a sum of products of what is >= 0."""
    none, whole = blocks("w")
    rest, ground = none.rest, "rho11*(1 - rho11*w)"
    early = f"(1 - s**2)*{none.trace}*rho11*({ground} + {rest})"
    late = f"4*s**2*{rest}*({rest}*(1 - rho11*w) + rho11**3*left(w)*w)"
    below = [f"{block.below()} > 0" for block in (none, whole)]
    slope = f"2*{SEEN}*({early} + {late})/({none.below()}*{whole.below()})"
    inner = [
        total("1 + s > 0", "1", "s from"),
        product("1 - s**2 >= 0", "s to", "1 + s > 0"),
        none.below_positive(),
        whole.below_positive(),
        product(f"{ground} >= 0", "rho11 > 0", "1 - rho11*w >= 0"),
        total(f"{ground} + {rest} >= 0", f"{ground} >= 0", f"{rest} > 0"),
        product(
            f"{early} >= 0",
            "1 - s**2 >= 0",
            f"{none.trace} > 0",
            "rho11 > 0",
            f"{ground} + {rest} >= 0",
        ),
        product(f"{rest}*(1 - rho11*w) >= 0", f"{rest} > 0", "1 - rho11*w >= 0"),
        product("rho11**3*left(w)*w > 0", *("rho11 > 0",) * 3, "left(w) > 0", "w > 0"),
        total(
            f"{rest}*(1 - rho11*w) + rho11**3*left(w)*w >= 0",
            f"{rest}*(1 - rho11*w) >= 0",
            "rho11**3*left(w)*w > 0",
        ),
        product(
            f"{late} >= 0",
            "4",
            "s from",
            "s from",
            f"{rest} > 0",
            f"{rest}*(1 - rho11*w) + rho11**3*left(w)*w >= 0",
        ),
        total(f"{early} + {late} >= 0", f"{early} >= 0", f"{late} >= 0"),
        product(f"{slope} >= 0", "2", f"{SEEN} > 0", f"{early} + {late} >= 0", over=below),
    ]
    closed = [*none.segment(), *whole.segment()]
    return mean_value(f"{rate('1')} >= 0", Between(rate("s"), "s", ("0", "1")), closed, inner)
