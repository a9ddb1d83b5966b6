"""One shot: how well Eve guesses the outcome, and the entropies between a guess and an average.

Min-entropy for every coherence and a perfect detector; at rho01 = 0, where Eve is classical, the
min-entropy and the Renyi entropies of a detector with losses and dark counts.
"""

from sympy import Add, Expr, Integer, S, Sum, sqrt

from derive import symbols as sym
from derive.device.dark import NOISY, QUIET, TOLD, UNTOLD, Branch, branches
from derive.device.loss import LOST_WITH_EVE, LOST_WITH_NOBODY
from derive.emission.purification import PURE_VACUUM
from derive.emission.temporal import ATOM_BINS, arrival
from derive.functions import log2
from derive.model.domain import Domain, Range
from derive.model.entropy import moduli
from derive.model.equation import equation
from derive.model.measurement import RHO_A, effect, probability
from derive.model.steps import step

ORDER = Domain((Range(sym.order, S.One, Integer(2), lower_open=True),))
ONE_SHOT = "bits that one shot promises: minus the logarithm of the best guess"


def larger(one: Expr, other: Expr) -> Expr:
    """The larger of two numbers.

    >>> larger(sym.x, sym.x)
    x
    """
    return (one + other + sqrt((one - other) ** 2)) / 2


@equation(
    "device:min-entropy",
    r"H_{\min}(X|R')",
    domain=ATOM_BINS,
    title="min-entropy of arrival times",
    assumes=(PURE_VACUUM, ONE_SHOT),
)
def min_entropy() -> dict[str, Expr]:
    """Eve's best guess, and its bits, for an Eve with R' and a perfect detector.

    A click leaves her in one pure state, whatever the bin, and the first bin is the likeliest: so
    she tells two states apart, no click and a click in bin 1, by the positive part of their
    difference (Helstrom). The difference has at most one positive eigenvalue.
    """
    none, click = arrival()
    first = effect(click).subs(sym.k, 1)
    more = larger(first[1, 1] - effect(none)[1, 1], S.Zero)
    trace = more * sym.rho11 - sym.rho00
    determinant = -more * moduli(RHO_A.det())
    gained = (trace + sqrt(trace**2 - 4 * determinant)) / 2
    step("a", more, "By how much a click in the first bin is likelier than none")
    guess = step(r"p_{\mathrm{guess}}", probability(none, RHO_A) + gained, "Helstrom's bound")
    return {"guess": guess, "bits": -log2(guess)}


# A detector with losses and dark counts, at rho01 = 0.


def click_in_bin(known: Branch) -> Expr:
    """The probability of a first click in bin k, of a photon or dark, over the branch's weight."""
    return QUIET.subs(sym.k, sym.k - 1) * known.clicked


def silence(known: Branch) -> Expr:
    """The probability of no click at all, over the branch's weight."""
    return (QUIET * known.unseen_after).subs(sym.k, sym.n)


def guessed(known: Branch) -> Expr:
    """Eve's best guess of the outcome where dark counts are unknown: the first bin, or no click."""
    return known.weight * larger(click_in_bin(known).subs(sym.k, 1), silence(known))


def guessed_told(known: Branch) -> Expr:
    """The same where she is told of the first dark count, in bin k or in none."""
    first = known.seen.subs(sym.k, 1)
    dark = QUIET.subs(sym.k, sym.k - 1) * sym.d_c
    in_bin = Sum(dark * larger(first, known.unseen), (sym.k, 1, sym.n))
    never = (QUIET * larger(first, known.unseen_after)).subs(sym.k, sym.n)
    return known.weight * (in_bin + never)


def norm(known: Branch) -> Expr:
    """The norm of order a of the outcome's distribution, times the weight."""
    powers = Sum(click_in_bin(known) ** sym.order, (sym.k, 1, sym.n))
    return known.weight * (powers + silence(known) ** sym.order) ** (1 / sym.order)


def norm_told(known: Branch) -> Expr:
    """The same, averaged over the first dark count, in bin k or in none.

    A dark count in bin k leaves the bins before it, and what is not seen there.
    """
    before = Sum(known.seen.subs(sym.k, sym.i) ** sym.order, (sym.i, 1, sym.k - 1))
    all_bins = before.subs(sym.k, sym.n + 1)
    left = known.unseen**sym.order
    dark = QUIET.subs(sym.k, sym.k - 1) * sym.d_c
    in_bin = Sum(dark * (before + left) ** (1 / sym.order), (sym.k, 1, sym.n))
    never = (all_bins + left.subs(sym.k, sym.n + 1)) ** (1 / sym.order)
    return known.weight * (in_bin + QUIET.subs(sym.k, sym.n) * never)


def min_bits(lost: bool, told: bool) -> Expr:
    """The min-entropy in bits: minus the logarithm of the guess, averaged over what Eve knows."""
    return -log2(Add(*map(guessed_told if told else guessed, branches(lost))))


def renyi_bits(lost: bool, told: bool) -> Expr:
    """Arimoto's conditional Renyi entropy in bits, from norms averaged over what Eve knows."""
    averaged = Add(*map(norm_told if told else norm, branches(lost)))
    return sym.order / (1 - sym.order) * log2(averaged)


@equation(
    "device:min",
    r"H_{\min}(X|R')\big|_{\rho_{01}=0}",
    domain=NOISY,
    title="min-entropy with losses and dark counts, both with nobody",
    assumes=(PURE_VACUUM, ONE_SHOT, LOST_WITH_NOBODY, UNTOLD),
)
def min_entropy_device() -> Expr:
    """H_min(X|R') at rho01 = 0, in bits."""
    return min_bits(lost=False, told=False)


@equation(
    "device:min:lost",
    r"H_{\min}(X|R'L)\big|_{\rho_{01}=0}",
    domain=NOISY,
    title="min-entropy with losses and dark counts, the lost photons with Eve",
    assumes=(PURE_VACUUM, ONE_SHOT, LOST_WITH_EVE, UNTOLD),
)
def min_entropy_device_lost() -> Expr:
    """H_min(X|R'L) at rho01 = 0, in bits."""
    return min_bits(lost=True, told=False)


@equation(
    "device:min:told",
    r"H_{\min}(X|R'D)\big|_{\rho_{01}=0}",
    domain=NOISY,
    title="min-entropy with losses and dark counts, the record of these with Eve",
    assumes=(PURE_VACUUM, ONE_SHOT, LOST_WITH_NOBODY, TOLD),
)
def min_entropy_device_told() -> Expr:
    """H_min(X|R'D) at rho01 = 0, in bits."""
    return min_bits(lost=False, told=True)


@equation(
    "device:min:lost:told",
    r"H_{\min}(X|R'LD)\big|_{\rho_{01}=0}",
    domain=NOISY,
    title="min-entropy with losses and dark counts, both with Eve",
    assumes=(PURE_VACUUM, ONE_SHOT, LOST_WITH_EVE, TOLD),
)
def min_entropy_device_lost_told() -> Expr:
    """H_min(X|R'LD) at rho01 = 0, in bits."""
    return min_bits(lost=True, told=True)


@equation(
    "device:renyi",
    r"H_{\nu}(X|R')\big|_{\rho_{01}=0}",
    domain=NOISY & ORDER,
    title="Renyi entropy with losses and dark counts, both with nobody",
    assumes=(PURE_VACUUM, ONE_SHOT, LOST_WITH_NOBODY, UNTOLD),
)
def renyi_device() -> Expr:
    """H_nu(X|R') at rho01 = 0, in bits."""
    return renyi_bits(lost=False, told=False)


@equation(
    "device:renyi:lost",
    r"H_{\nu}(X|R'L)\big|_{\rho_{01}=0}",
    domain=NOISY & ORDER,
    title="Renyi entropy with losses and dark counts, the lost photons with Eve",
    assumes=(PURE_VACUUM, ONE_SHOT, LOST_WITH_EVE, UNTOLD),
)
def renyi_device_lost() -> Expr:
    """H_nu(X|R'L) at rho01 = 0, in bits."""
    return renyi_bits(lost=True, told=False)


@equation(
    "device:renyi:told",
    r"H_{\nu}(X|R'D)\big|_{\rho_{01}=0}",
    domain=NOISY & ORDER,
    title="Renyi entropy with losses and dark counts, the record of these with Eve",
    assumes=(PURE_VACUUM, ONE_SHOT, LOST_WITH_NOBODY, TOLD),
)
def renyi_device_told() -> Expr:
    """H_nu(X|R'D) at rho01 = 0, in bits."""
    return renyi_bits(lost=False, told=True)


@equation(
    "device:renyi:lost:told",
    r"H_{\nu}(X|R'LD)\big|_{\rho_{01}=0}",
    domain=NOISY & ORDER,
    title="Renyi entropy with losses and dark counts, both with Eve",
    assumes=(PURE_VACUUM, ONE_SHOT, LOST_WITH_EVE, TOLD),
)
def renyi_device_lost_told() -> Expr:
    """H_nu(X|R'LD) at rho01 = 0, in bits."""
    return renyi_bits(lost=True, told=True)
