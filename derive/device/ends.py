"""Where the ends of an interval suffice: how bits change with the population, losses, dark counts.

At rho01 = 0 what Alice and Eve share is linear in the excited population, and so are H(X|E), Eve's
guess, and the mean norm whose logarithm is a Renyi entropy. In the efficiency H(X|E) is concave and
the others are convex: bits between two efficiencies are not below those at both. They grow with it
where Eve has the lost photons and is told of dark counts, and fall with those that she is told of.
"""

from collections.abc import Sequence

from sympy import Add, Expr, Pow, S, Sum, diff

from derive import symbols as sym
from derive.device.dark import NOISILY, NOISY, Branch, bound_device, branches, over_bins
from derive.device.eves import (
    ALONE,
    BOTH,
    INFORMED,
    LOST,
    LOST_WITH_NOBODY,
    NOISY_EVES,
    Eve,
    for_each_eve,
)
from derive.device.guessing import (
    ORDER,
    click_in_bin,
    min_entropy_device,
    over_dark_counts,
    renyi_device,
    silence,
)
from derive.device.loss import (
    LOSSY,
    LOSSY_EVES,
    LOSSY_EXCITED,
    NOBODY,
    WITHOUT_COHERENCE,
    bound_lossy,
    randomness_lossy,
)
from derive.emission.many_bins import many_bins_offset
from derive.emission.purification import PURE_VACUUM
from derive.emission.single_photon import bound_single_photon
from derive.emission.temporal import bound_temporal
from derive.functions import log2
from derive.model.domain import between
from derive.model.equation import equation

GUESS, NORM = r"p_{\mathrm{guess}}(X|E)", r"\overline{N_{\nu}}(X|E)"
OF_ORDER, OF_TWO = NOISY & ORDER, NOISY.without(sym.eta_d) & between(sym.eta_1, 0, 1)
TWO_EFFICIENCIES = OF_TWO & between(sym.eta_2, sym.eta_1, 1)
CONCAVE_FOR = (ALONE, LOST, INFORMED)
"""Of which Eves bits need not grow with the efficiency."""


def guess(eve: Eve) -> Expr:
    """Eve's best guess, averaged over what she knows."""
    return under_logarithm(min_entropy_device(eve))


def mean_norm(eve: Eve) -> Expr:
    """The norm of the outcome's distribution, averaged over what Eve knows."""
    return under_logarithm(renyi_device(eve))


def under_logarithm(bits: Expr) -> Expr:
    """What the only logarithm in some bits is of.

    >>> under_logarithm(-log2(sym.x) / 2)
    x
    """
    (logarithm,) = bits.atoms(log2)
    value: Expr = logarithm.args[0]
    return value


# The excited population.


def off_chord(value: Expr) -> Expr:
    """By how much a value exceeds its chord from rho11 = 0 to rho11 = 1.

    >>> off_chord(sym.rho11**2 + 3 * sym.rho00)
    rho11**2 - rho11
    """
    ground, excited = (value.subs({sym.rho11: x, sym.rho00: 1 - x}) for x in (0, 1))
    return value - sym.rho00 * ground - sym.rho11 * excited


@equation(
    "device:ends:population",
    rf"H(X|E){WITHOUT_COHERENCE} - \text{{chord}}",
    domain=NOISY,
    title=f"bits {NOISILY}, less their chord in the excited population",
    assumes=(PURE_VACUUM,),
)
def linear_bits() -> dict[str, Expr]:
    """H(X|E) at rho01 = 0 less its chord in rho11, for all four Eves."""
    return {eve.name: off_chord(bound_device(eve)) for eve in NOISY_EVES}


@equation(
    "device:ends:population:guess",
    rf"p_{{\mathrm{{guess}}}}(X|E){WITHOUT_COHERENCE} - \text{{chord}}",
    domain=NOISY,
    title=f"the guess {NOISILY}, less its chord in the excited population",
    assumes=(PURE_VACUUM,),
)
def linear_guess() -> dict[str, Expr]:
    """Eve's guess at rho01 = 0 less its chord in rho11."""
    return {eve.name: off_chord(guess(eve)) for eve in NOISY_EVES}


@equation(
    "device:ends:population:norm",
    rf"\overline{{N_{{\nu}}}}(X|E){WITHOUT_COHERENCE} - \text{{chord}}",
    domain=OF_ORDER,
    title=f"the mean norm {NOISILY}, less its chord in the excited population",
    assumes=(PURE_VACUUM,),
)
def linear_norm() -> dict[str, Expr]:
    """The mean norm at rho01 = 0 less its chord in rho11."""
    return {eve.name: off_chord(mean_norm(eve)) for eve in NOISY_EVES}


@equation(
    "device:ends:population:quiet",
    rf"R{WITHOUT_COHERENCE} - \text{{chord}}",
    domain=LOSSY_EXCITED,
    title="bounds without dark counts, less their chord in the excited population",
    assumes=(PURE_VACUUM,),
)
def linear_bounds() -> dict[str, Expr]:
    """The bounds (19), (28), what (28) tends to, and those with losses, less their chords."""
    lossy = {eve.name: off_chord(bound_lossy(eve)) for eve in LOSSY_EVES}
    return {
        "single": off_chord(bound_single_photon()),
        "temporal": off_chord(bound_temporal()),
        "limit": off_chord(many_bins_offset()),
    } | lossy


# The efficiency.


@for_each_eve(
    CONCAVE_FOR,
    "device:ends:efficiency{}",
    rf"-\frac{{\partial^2 H(X|E)}}{{\partial \eta_{{\mathrm{{d}}}}^2}}{WITHOUT_COHERENCE}",
    domain=NOISY,
    title=f"curvature of bits {NOISILY} in the efficiency",
)
def concave(eve: Eve) -> Expr:
    """Minus the second derivative of H(X|E) at rho01 = 0."""
    return -diff(bound_device(eve), sym.eta_d, 2)


@for_each_eve(
    CONCAVE_FOR,
    "device:ends:efficiency:guess{}",
    rf"\left[{GUESS}_{{\eta_1}} + {GUESS}_{{2 \eta_2 - \eta_1}} - 2 {GUESS}_{{\eta_2}}\right]"
    + WITHOUT_COHERENCE,
    domain=TWO_EFFICIENCIES,
    title=f"the guesses {NOISILY} at two efficiencies, less twice that at their mean",
)
def convex_guess(eve: Eve) -> Expr:
    """Eve's guesses at two efficiencies, less twice that at their mean, at rho01 = 0.

    The larger one may be beyond 1: the formula is that of all numbers.
    """
    places = (sym.eta_1, 2 * sym.eta_2 - sym.eta_1, sym.eta_2)
    low, high, middle = (guess(eve).subs(sym.eta_d, efficiency) for efficiency in places)
    return low + high - 2 * middle


# The second derivative of a norm, whose probabilities p are linear in the efficiency.


def rate(p: Expr) -> Expr:
    """p'/p, for a probability and its slope."""
    return diff(p, sym.eta_d) / p if p != 0 else S.Zero


def bent(moments: Sequence[Expr]) -> Expr:
    """That of the norm, from the sums of p**nu (p'/p)**0, 1 and 2."""
    powers, slopes, squares = moments
    share = (sym.nu - 1) * powers ** (1 / sym.nu) / powers
    return share * (squares - slopes**2 / powers)


def bent_norm(known: Branch) -> Expr:
    """That of one branch, over its weight."""
    click, none = (p(known) ** sym.nu for p in (click_in_bin, silence))
    clicks = [over_bins(click * rate(known.clicked) ** j) for j in range(3)]
    return bent([s + none * rate(silence(known)) ** j for j, s in enumerate(clicks)])


def bent_norm_told(known: Branch) -> Expr:
    """The same, averaged over the first dark count, in bin k or in none."""
    seen = known.seen.subs(sym.k, sym.i)

    def counted(last: Expr, none: Expr) -> Expr:
        clicks = Sum(seen**sym.nu, (sym.i, 1, last)) if seen != 0 else S.Zero
        parts = {seen: clicks, none: none**sym.nu}
        return bent([Add(*(q * rate(p) ** j for p, q in parts.items())) for j in range(3)])

    never = counted(sym.n, known.unseen_after.subs(sym.k, sym.n))
    return over_dark_counts(counted(sym.k - 1, known.unseen), never)


def weighed(known: Branch, value: Expr) -> Expr:
    """That of what a branch adds to the mean norm, from that over its weight.

    :raises ArithmeticError: for a weight that changes with the efficiency as the norm does.
    """
    if value != 0 and known.weight.has(sym.eta_d):
        raise ArithmeticError(f"the norm and its weight {known.weight} change")
    return known.weight * value


@for_each_eve(
    CONCAVE_FOR,
    "device:ends:efficiency:norm{}",
    rf"\frac{{\partial^2 {NORM}}}{{\partial \eta_{{\mathrm{{d}}}}^2}}{WITHOUT_COHERENCE}",
    domain=OF_ORDER,
    title=f"curvature of the mean norm {NOISILY} in the efficiency",
)
def convex_norm(eve: Eve) -> Expr:
    """The second derivative of the mean norm at rho01 = 0.

    :raises ArithmeticError: if it is that of another norm.
    """
    own = bent_norm_told if eve.told else bent_norm
    value = Add(*(weighed(known, own(known)) for known in branches(eve.lost)))
    if not norms(value) <= norms(mean_norm(eve)):
        raise ArithmeticError(f"{norms(value)} are no norms of the outcomes")
    return value


def norms(value: Expr) -> set[Expr]:
    """The norms in a value."""
    return {power for power in value.atoms(Pow) if power.exp == 1 / sym.nu}


@equation(
    "device:ends:efficiency:coherent",
    r"-\frac{\partial^2 H(X|R')}{\partial \eta_{\mathrm{d}}^2}",
    domain=LOSSY,
    title="curvature of bits with losses in the efficiency, for any coherence",
    assumes=(PURE_VACUUM, LOST_WITH_NOBODY),
)
def concave_with_coherence() -> Expr:
    """Minus the second derivative of H(X|R'), the lost photons with nobody."""
    return -diff(randomness_lossy(NOBODY), sym.eta_d, 2)


@for_each_eve(
    (BOTH,),
    "device:ends:growth{}",
    rf"\frac{{\partial H(X|E)}}{{\partial \eta_{{\mathrm{{d}}}}}}{WITHOUT_COHERENCE}",
    domain=NOISY,
    title=f"growth of bits {NOISILY} with the efficiency",
)
def rising(eve: Eve) -> Expr:
    """The derivative of H(X|E) at rho01 = 0."""
    return diff(bound_device(eve), sym.eta_d)


@for_each_eve(
    (BOTH,),
    "device:ends:growth:guess{}",
    rf"\left[{GUESS}_{{\eta_1}} - {GUESS}_{{\eta_2}}\right]{WITHOUT_COHERENCE}",
    domain=TWO_EFFICIENCIES,
    title=f"what the guess {NOISILY} loses by a better detector",
)
def falling_guess(eve: Eve) -> Expr:
    """Eve's guess at one efficiency less that at a larger one, at rho01 = 0."""
    low, high = (guess(eve).subs(sym.eta_d, x) for x in (sym.eta_1, sym.eta_2))
    return low - high


@for_each_eve(
    (BOTH,),
    "device:ends:growth:norm{}",
    rf"-\frac{{\partial {NORM}}}{{\partial \eta_{{\mathrm{{d}}}}}}{WITHOUT_COHERENCE}",
    domain=OF_ORDER,
    title=f"fall of the mean norm {NOISILY} with the efficiency",
)
def falling_norm(eve: Eve) -> Expr:
    """Minus the derivative of the mean norm at rho01 = 0."""
    return -diff(mean_norm(eve), sym.eta_d)


# Dark counts that Eve is told of.


@for_each_eve(
    (INFORMED, BOTH),
    "device:ends:dark{}",
    rf"-\frac{{\partial H(X|E)}}{{\partial d_{{\mathrm{{c}}}}}}{WITHOUT_COHERENCE}",
    domain=NOISY,
    title=f"fall of bits {NOISILY} with dark counts",
)
def falling(eve: Eve) -> Expr:
    """Minus the derivative of H(X|E) at rho01 = 0."""
    return -diff(bound_device(eve), sym.d_c)


@for_each_eve(
    (INFORMED, BOTH),
    "device:ends:dark:guess{}",
    rf"\frac{{\partial {GUESS}}}{{\partial d_{{\mathrm{{c}}}}}}{WITHOUT_COHERENCE}",
    domain=NOISY,
    title=f"growth of the guess {NOISILY} with dark counts",
)
def rising_guess(eve: Eve) -> Expr:
    """The derivative of Eve's guess at rho01 = 0."""
    return diff(guess(eve), sym.d_c)


@for_each_eve(
    (INFORMED, BOTH),
    "device:ends:dark:norm{}",
    rf"\frac{{\partial {NORM}}}{{\partial d_{{\mathrm{{c}}}}}}{WITHOUT_COHERENCE}",
    domain=OF_ORDER,
    title=f"growth of the mean norm {NOISILY} with dark counts",
)
def rising_norm(eve: Eve) -> Expr:
    """The derivative of the mean norm at rho01 = 0."""
    return diff(mean_norm(eve), sym.d_c)
