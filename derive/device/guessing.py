"""One shot: how well Eve guesses the outcome, and the entropies between a guess and an average.

Min-entropy for every coherence and a perfect detector; at rho01 = 0, where Eve is classical, the
min-entropy and the Renyi entropies of a detector with losses and dark counts.
"""

from sympy import Add, Dummy, Expr, ImmutableMatrix, Integer, S, Sum, expand, log, sqrt

from derive import symbols as sym
from derive.device.dark import (
    NOISILY,
    NOISY,
    QUIET,
    Branch,
    bound_device,
    branches,
    over_bins,
    quiet,
)
from derive.device.eves import (
    ALONE,
    LOST_WITH_NOBODY,
    NOISY_EVES,
    Eve,
    for_each_eve,
)
from derive.device.loss import LOSSY_EXCITED, WITHOUT_COHERENCE
from derive.emission.purification import PURE_VACUUM
from derive.emission.temporal import ATOM_BINS, arrival
from derive.functions import log2
from derive.model.domain import BIN, QUBIT, WINDOW, Domain, Range, between
from derive.model.entropy import moduli
from derive.model.equation import equation
from derive.model.measurement import RHO_A, effect, probability
from derive.model.steps import step

ORDER = Domain((Range(sym.nu, S.One, Integer(2), lower_open=True),))
ONE_SHOT = "bits that one shot promises: minus the logarithm of the best guess"
RATE = r"(\nu - 1) \left(1 + \tfrac{1}{2} \ln(n + 1)\right) \log(n + 1)"
"""In bits, how far a Renyi entropy of n + 1 outcomes may lie below the asymptotic bits."""
OF_ORDER = "the Renyi entropy of one shot, from which the bits of a block follow"


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
    gained = (trace + sqrt(trace**2 + 4 * more * moduli(RHO_A.det()))) / 2
    step("a", more, "By how much a click in the first bin is likelier than none")
    guess = step(r"p_{\mathrm{guess}}", probability(none, RHO_A) + gained, "Helstrom's bound")
    return {"guess": guess, "bits": -log2(guess)}


# The measurement, and the proof that none is better, where a click in bin 1 is likelier than none.


FIRST = QUBIT & WINDOW & between(sym.p_bin, 0, 1)
FIRST_BIN, NO_CLICK = FIRST.where(sym.p_bin - sym.alpha), FIRST.where(sym.alpha - sym.p_bin)
"""Where a click in the first bin, of probability p, is at least as likely as none, for an excited
atom; and where no click is."""


def in_p(value: Expr) -> Expr:
    """A value with the probability p of the first bin, whatever its length."""
    return value.subs(sym.decay(sym.t, sym.n), 1 - sym.p_bin)


def likelier() -> Expr:
    """By how much a click in the first bin is likelier than none, for an excited atom."""
    none, click = arrival()
    return in_p(effect(click).subs(sym.k, 1)[1, 1] - effect(none)[1, 1])


MORE, GAP = Dummy("m", nonnegative=True), Dummy("r", nonnegative=True)
"""By how much a click in the first bin is likelier, and the gap between the two eigenvalues."""
DIFFERENCE = ImmutableMatrix([[-1, 0], [0, MORE]])
"""The effect of a click in the first bin less that of no click."""
TRACE = MORE * sym.rho11 - sym.rho00
HIGH, LOW = (GAP + TRACE) / 2, (GAP - TRACE) / 2
"""The positive eigenvalue of sqrt(rho) X sqrt(rho), X the difference, and the other's modulus."""
BOTH = RHO_A * DIFFERENCE * RHO_A
CLICKED, SILENT = BOTH + LOW * RHO_A, HIGH * RHO_A - BOTH
"""sqrt(rho) P sqrt(rho) and sqrt(rho) (1 - P) sqrt(rho) for Eve's projector P, times the gap."""
ABOVE = HIGH * DIFFERENCE + MORE * RHO_A.adjugate()
"""By how much the dual exceeds the effect of no click, times the gap: the positive part of X."""
REST = ABOVE - GAP * DIFFERENCE
"""By how much it exceeds that of a click in the first bin."""


def written_out(value: Expr) -> Expr:
    """A polynomial in the gap and in how much a click is likelier, with what these two are."""
    square = TRACE**2 + 4 * MORE * moduli(RHO_A.det())
    plain = expand(moduli(expand(value)).subs(GAP**2, square))
    return plain.xreplace({GAP: sqrt(square)}).xreplace({MORE: likelier()})


def minors(matrix: ImmutableMatrix, name: str) -> dict[str, Expr]:
    """What is >= 0 where a matrix of two rows is: its diagonal, and its determinant."""
    values = {"0": matrix[0, 0], "1": matrix[1, 1], "det": matrix.det()}
    return {f"{name}-{which}": written_out(value) for which, value in values.items()}


@equation(
    "device:guess:measurement",
    "G",
    domain=FIRST_BIN,
    title="Eve's best measurement is one",
    assumes=(PURE_VACUUM, ONE_SHOT),
)
def best_measurement() -> dict[str, Expr]:
    """The minors of sqrt(rho) P sqrt(rho) and of the same for 1 - P, times the gap."""
    return minors(CLICKED, "click") | minors(SILENT, "none")


@equation(
    "device:guess:dual",
    "G",
    domain=FIRST_BIN,
    title="no measurement guesses better: the dual exceeds every effect",
    assumes=(PURE_VACUUM, ONE_SHOT),
)
def dual() -> dict[str, Expr]:
    """The minors of the dual less the effects of no click and of bin 1, times the gap."""
    return minors(ABOVE, "none") | minors(REST, "first")


@equation(
    "device:guess:first",
    "E_{1} - E_{k}",
    domain=WINDOW & BIN,
    title="no bin is likelier than the first",
    assumes=(PURE_VACUUM,),
)
def first_is_likeliest() -> Expr:
    """By how much a click in the first bin is likelier than one in bin k, for an excited atom."""
    clicks = effect(arrival()[1])[1, 1]
    return clicks.subs(sym.k, 1) - clicks


@equation(
    "device:guess",
    r"p_{\mathrm{guess}}",
    domain=FIRST_BIN,
    title="the guess by the measurement and by the dual",
    assumes=(PURE_VACUUM, ONE_SHOT),
)
def guesses() -> dict[str, Expr]:
    """By how much the guess exceeds the probability of no click: by the formula, and, times the
    gap, by the measurement and by the dual.
    """
    return {
        "by-formula": in_p(min_entropy()["guess"]) - probability(arrival()[0], RHO_A),
        "by-measurement": written_out((CLICKED * DIFFERENCE).trace()),
        "by-dual": written_out((RHO_A * ABOVE).trace()),
    }


@equation(
    "device:guess:flat",
    r"p_{\mathrm{guess}}",
    domain=NO_CLICK,
    title="the guess where no click is likelier than one in the first bin",
    assumes=(PURE_VACUUM, ONE_SHOT),
)
def flat_guess() -> Expr:
    """Eve guesses that there is no click, whatever the coherence."""
    return in_p(min_entropy()["guess"])


@equation(
    "device:guess:error",
    r"1 - p_{\mathrm{guess}}",
    domain=FIRST,
    title="how often Eve guesses wrong",
    assumes=(PURE_VACUUM, ONE_SHOT),
)
def error() -> Expr:
    """The probability that Eve's best guess is wrong: it grows as the min-entropy does."""
    return 1 - in_p(min_entropy()["guess"])


# A detector with losses and dark counts, at rho01 = 0.


def click_in_bin(known: Branch) -> Expr:
    """The probability of a first click in bin k, of a photon or dark, over the branch's weight."""
    return QUIET.subs(sym.k, sym.k - 1) * known.clicked


def silence(known: Branch) -> Expr:
    """The probability of no click at all, over the branch's weight."""
    return (QUIET * known.unseen_after).subs(sym.k, sym.n)


def over_dark_counts(in_bin: Expr, never: Expr) -> Expr:
    """The mean of what is one value for a first dark count in bin k, and another for none.

    There is one, or none: what is the same for all is its own mean.
    """
    if in_bin == never:
        return never
    dark = QUIET.subs(sym.k, sym.k - 1) * sym.d_c
    return over_bins(dark * in_bin) + QUIET.subs(sym.k, sym.n) * never


def guessed(known: Branch) -> Expr:
    """Eve's best guess of the outcome where dark counts are unknown: the first bin, or no click."""
    return known.weight * larger(click_in_bin(known).subs(sym.k, 1), silence(known))


def guessed_told(known: Branch) -> Expr:
    """The same where she is told of the first dark count, in bin k or in none."""
    first = known.seen.subs(sym.k, 1)
    never = larger(first, known.unseen_after).subs(sym.k, sym.n)
    return known.weight * over_dark_counts(larger(first, known.unseen), never)


def norm(known: Branch) -> Expr:
    """The norm of order nu of the outcome's distribution, times the weight."""
    powers = Sum(click_in_bin(known) ** sym.nu, (sym.k, 1, sym.n))
    return known.weight * (powers + silence(known) ** sym.nu) ** (1 / sym.nu)


def norm_told(known: Branch) -> Expr:
    """The same, averaged over the first dark count, in bin k or in none.

    A dark count in bin k leaves the bins before it, and what is not seen there.
    """
    seen = known.seen.subs(sym.k, sym.i) ** sym.nu
    before = Sum(seen, (sym.i, 1, sym.k - 1)) if seen != 0 else S.Zero
    all_bins = before.subs(sym.k, sym.n + 1)
    left = known.unseen**sym.nu
    never = (all_bins + left.subs(sym.k, sym.n + 1)) ** (1 / sym.nu)
    return known.weight * over_dark_counts((before + left) ** (1 / sym.nu), never)


@for_each_eve(
    NOISY_EVES,
    "device:min{}",
    rf"H_{{\min}}(X|E){WITHOUT_COHERENCE}",
    domain=NOISY,
    title=f"min-entropy {NOISILY}",
    assumes=ONE_SHOT,
)
def min_entropy_device(eve: Eve) -> Expr:
    """The min-entropy in bits: minus the logarithm of the guess, averaged over what Eve knows."""
    return -log2(Add(*map(guessed_told if eve.told else guessed, branches(eve.lost))))


@for_each_eve(
    NOISY_EVES,
    "device:renyi{}",
    rf"H_{{\nu}}(X|E){WITHOUT_COHERENCE}",
    domain=NOISY & ORDER,
    title=f"Renyi entropy {NOISILY}",
    assumes=OF_ORDER,
)
def renyi_device(eve: Eve) -> Expr:
    """Arimoto's conditional Renyi entropy in bits, from norms averaged over what Eve knows."""
    averaged = Add(*map(norm_told if eve.told else norm, branches(eve.lost)))
    return sym.nu / (1 - sym.nu) * log2(averaged)


@equation(
    "device:order",
    r"\left[H(X|R') - H_{\min}(X|R')\right]_{\rho_{01}=0}",
    domain=LOSSY_EXCITED,
    title="the asymptotic bits less those of one shot, with losses alone",
    assumes=(PURE_VACUUM, LOST_WITH_NOBODY),
)
def beyond_one_shot() -> Expr:
    """By how much H(X|R') exceeds H_min(X|R') at rho01 = 0, without dark counts."""
    return quiet()["told"] - min_entropy_device(ALONE).subs(sym.d_c, 0)


@for_each_eve(
    NOISY_EVES,
    "device:order:one-shot{}",
    rf"\left[H_{{\nu}} - H_{{\min}}\right](X|E){WITHOUT_COHERENCE}",
    domain=NOISY & ORDER,
    title=f"Renyi entropy less min-entropy {NOISILY}",
)
def above_one_shot(eve: Eve) -> Expr:
    """By how much H_nu exceeds H_min, at rho01 = 0."""
    return renyi_device(eve) - min_entropy_device(eve)


@for_each_eve(
    NOISY_EVES,
    "device:order:renyi{}",
    rf"\left[H - H_{{\nu}}\right](X|E){WITHOUT_COHERENCE}",
    domain=NOISY & ORDER,
    title=f"asymptotic bits less Renyi entropy {NOISILY}",
)
def below_average(eve: Eve) -> Expr:
    """By how much H exceeds H_nu, at rho01 = 0."""
    return bound_device(eve) - renyi_device(eve)


@for_each_eve(
    NOISY_EVES,
    "device:order:limit{}",
    rf"\left[H_{{\nu}} - H\right](X|E){WITHOUT_COHERENCE} + {RATE}",
    domain=NOISY & ORDER,
    title=f"how fast Renyi entropies tend to the asymptotic bits {NOISILY}",
)
def near_average(eve: Eve) -> Expr:
    """How far H_nu is above H less what falls with nu - 1, for n + 1 outcomes, at rho01 = 0."""
    outcomes = sym.n + 1
    rate = (1 + log(outcomes) / 2) * log2(outcomes)
    return (sym.nu - 1) * rate - below_average(eve)
