"""Dark counts: in every bin the detector may count without a photon, and the first click counts.

The global state is that of the losses and a register D of the first bin with a dark count. At
rho01 = 0 what Alice holds is a mixture of orthogonal pure branches, which Eve tells apart: who is
excited, or, if she has the lost photons, who is excited and lost none. D is unknown to her, or
recorded. In each branch the outcome is the first of two independent clicks.
"""

from dataclasses import dataclass

from sympy import Add, Expr, S, Sum, Symbol, expand

from derive import symbols as sym
from derive.device.eves import NOISY_EVES, Eve, for_each_eve
from derive.device.loss import (
    ASYMPTOTIC,
    LOSSY_EXCITED,
    PHOTON,
    WITHOUT_COHERENCE,
    closed,
    frame,
    isometry,
    shared_state,
    summed_to,
)
from derive.emission.purification import PURE_VACUUM
from derive.functions import eta
from derive.model.domain import between
from derive.model.equation import equation
from derive.model.hilbert import Ket, inner, project
from derive.model.measurement import ATOM, INCOHERENT
from derive.model.steps import noting, step

NOISILY = "with losses and dark counts"
NOISY = LOSSY_EXCITED & between(sym.d_c, 0, 1)
QUIET = (1 - sym.d_c) ** sym.k
"""The probability of no dark count in the bins 1..k."""


@dataclass(frozen=True)
class Branch:
    """What Eve may know at rho01 = 0: a weight, and probabilities that are to be multiplied by it.

    `unseen` is that of no photon before bin k, `seen` that of a photon seen in bin k.
    """

    weight: Expr
    seen: Expr
    unseen: Expr

    @property
    def whole(self) -> Expr:
        """The probability of the branch, over its weight."""
        return self.unseen.subs(sym.k, 1)

    @property
    def unseen_after(self) -> Expr:
        """The probability that no photon is seen in the bins 1..k."""
        return self.unseen.subs(sym.k, sym.k + 1)

    @property
    def clicked(self) -> Expr:
        """The probability of a click in bin k, of a photon or dark, and of no photon before."""
        return sym.d_c * self.unseen + (1 - sym.d_c) * self.seen


def branch(probability: Expr, image: Ket, name: str) -> Branch:
    """The branch of a pure state of what Alice holds, which may be not normalised."""
    photon = project(image, "R", PHOTON)
    seen, whole = inner(photon, photon), closed(inner(image, image))
    whole = expand(whole) if expand(whole).is_number else whole
    before = summed_to(seen, sym.k - 1) if seen != 0 else S.Zero
    return Branch(
        probability / whole,
        step(f"w_{{k}}^{{{name}}}", seen),
        step(f"W_{{k}}^{{{name}}}", whole - before),
    )


@noting
def branches(lost: bool) -> tuple[Branch, ...]:
    """What Eve can tell apart: ground or excited; with the lost photons, excited and none lost."""
    if not lost:
        images = [isometry().images[(start,)] for start in ATOM]
        return tuple(branch(INCOHERENT[i, i], image, ATOM[i]) for i, image in enumerate(images))
    state = shared_state(INCOHERENT)
    if not state.is_diagonal():
        raise ArithmeticError("the images of the levels are no branches of the state")
    return tuple(branch(state[i, i], image, ATOM[i]) for i, (image, _) in enumerate(frame()))


def _untold(known: Branch) -> Expr:
    """Bin by bin, a click or none, whatever made it."""
    before, silent = QUIET.subs(sym.k, sym.k - 1), (1 - sym.d_c) * known.unseen_after
    return _in_bins(known, before, known.clicked, silent)


def _told(known: Branch) -> Expr:
    """Bin by bin, a photon or none, before any dark count."""
    return _in_bins(known, QUIET, known.seen, known.unseen_after)


def _in_bins(known: Branch, reached: Expr, click: Expr, silent: Expr) -> Expr:
    """The entropy of a click in bin k, where it is in doubt with the probability `reached`."""
    if expand(click + silent - known.unseen) != 0:
        raise ArithmeticError(f"{click} and {silent} do not add up")
    in_bin = eta(click) + eta(silent) - eta(known.unseen)
    return known.weight * over_bins(reached * in_bin)


def over_bins(term: Expr) -> Expr:
    """The sum of a term over all bins, which of 0 is 0."""
    return Sum(term, (sym.k, 1, sym.n)) if term != 0 else S.Zero


@for_each_eve(
    NOISY_EVES,
    "device:dark{}",
    rf"H(X|E){WITHOUT_COHERENCE}",
    domain=NOISY,
    title=f"lower bound {NOISILY}",
    assumes=ASYMPTOTIC,
)
def bound_device(eve: Eve) -> Expr:
    """H(X|E) at rho01 = 0 in bits per shot, bin by bin for all that Eve can tell apart."""
    return Add(*map(_told if eve.told else _untold, branches(eve.lost)))


# What they are at the ends of their ranges.


def at(symbol: Symbol, value: int) -> dict[str, Expr]:
    """The four bounds for one value of a symbol; a sum of one term is that term, one of 0 is 0."""
    found = {eve.name: bound_device(eve).subs(symbol, value) for eve in NOISY_EVES}
    if symbol == sym.n:
        return {holds: bits.doit() for holds, bits in found.items()}
    return {holds: bits.replace(Sum, lambda x, _: over_bins(x)) for holds, bits in found.items()}


@equation(
    "device:quiet",
    "H",
    domain=LOSSY_EXCITED,
    title="without dark counts",
    assumes=(PURE_VACUUM, ASYMPTOTIC),
)
def quiet() -> dict[str, Expr]:
    """The four bounds for d_c = 0: those with losses alone."""
    return at(sym.d_c, 0)


@equation(
    "device:one-bin",
    "H",
    domain=NOISY.without(sym.n),
    title="one bin with losses and dark counts",
    assumes=(PURE_VACUUM, ASYMPTOTIC),
)
def one_bin() -> dict[str, Expr]:
    """The four bounds for n = 1."""
    return at(sym.n, 1)


@equation(
    "device:seeing",
    r"H(X|R') - H(X|R'L)",
    domain=NOISY.without(sym.eta_d),
    title="what the lost photons tell Eve where none is lost",
    assumes=(PURE_VACUUM, ASYMPTOTIC),
)
def seeing() -> dict[str, Expr]:
    """The differences of the bounds for eta_d = 1, dark counts unknown and told."""
    bits = at(sym.eta_d, 1)
    return {"unknown": bits["neither"] - bits["lost"], "told": bits["told"] - bits["both"]}
