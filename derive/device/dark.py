"""Dark counts: in every bin the detector may count without a photon, and the first click counts.

The global state is that of the losses and a register D of the first bin with a dark count. At
rho01 = 0 what Alice holds is a mixture of orthogonal pure branches, which Eve tells apart: who is
excited, or, if she has the lost photons, who is excited and lost none. D is unknown to her, or
recorded. In each branch the outcome is the first of two independent clicks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from sympy import Add, Expr, S, Sum, Symbol, expand

from derive import symbols as sym
from derive.device.loss import (
    ASYMPTOTIC,
    LOSSY_EXCITED,
    LOST_WITH_EVE,
    LOST_WITH_NOBODY,
    PHOTON,
    closed,
    frame,
    isometry,
    shared_state,
    summed_to,
)
from derive.emission.purification import PURE_VACUUM
from derive.functions import eta
from derive.model.domain import Domain, between
from derive.model.equation import equation
from derive.model.hilbert import Ket, inner, project
from derive.model.measurement import ATOM, INCOHERENT
from derive.model.steps import step

UNTOLD = "Eve does not know of the dark counts, which are independent and alike in all bins"
TOLD = "Eve is told of the dark counts, which are independent and alike in all bins"
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
    return known.weight * Sum(reached * in_bin, (sym.k, 1, sym.n)) if in_bin != 0 else S.Zero


@dataclass(frozen=True)
class Eve:
    """Who holds what besides R': Eve has the photons that are `lost`, and is `told` of dark counts.

    >>> [eve.holds for eve in EVES]
    ["R'", "R'L", "R'D", "R'LD"]
    """

    name: str
    title: str
    lost: bool
    told: bool

    @property
    def number(self) -> str:
        """The end of the numbers of her equations."""
        return ":lost" * self.lost + ":told" * self.told

    @property
    def holds(self) -> str:
        """The registers in her hands."""
        return "R'" + "L" * self.lost + "D" * self.told

    @property
    def assumes(self) -> tuple[str, str]:
        """What is assumed of her."""
        lost = LOST_WITH_EVE if self.lost else LOST_WITH_NOBODY
        return lost, TOLD if self.told else UNTOLD


ALONE = Eve("neither", "both with nobody", lost=False, told=False)
"""An Eve with R' alone."""
LOST = Eve("lost", "the lost photons with Eve", lost=True, told=False)
EVES = (
    ALONE,
    LOST,
    Eve("told", "the record of these with Eve", lost=False, told=True),
    Eve("both", "both with Eve", lost=True, told=True),
)
TOLD_OF = tuple(eve for eve in EVES if eve.told)
NOT_TOLD = tuple(eve for eve in EVES if not eve.told)
Bits = Callable[[Eve], Expr]


def for_each_eve(  # noqa: PLR0913 - as of an equation
    number: str,
    symbol: str,
    *,
    domain: Domain,
    title: str,
    assumes: str = "",
    eves: tuple[Eve, ...] = EVES,
) -> Callable[[Bits], Bits]:
    """Register what a function derives for each Eve, under a number that ends in hers."""

    def register(bits: Bits) -> Bits:
        tied = {eve: tie(bits, eve) for eve in eves}

        @wraps(bits)
        def of(eve: Eve) -> Expr:
            return tied[eve]()

        for eve, own in tied.items():  # so that another process finds it by its name
            own.__qualname__ = f"{bits.__qualname__}.{eve.name}"
            setattr(of, eve.name, own)
        return of

    def tie(bits: Bits, eve: Eve) -> Callable[[], Expr]:
        lhs = rf"{symbol}(X|{eve.holds})\big|_{{\rho_{{01}}=0}}"
        about = f"{title} with losses and dark counts, {eve.title}"
        assumed = tuple(filter(None, (PURE_VACUUM, assumes, *eve.assumes)))
        own = equation(number + eve.number, lhs, domain=domain, title=about, assumes=assumed)
        return own(wraps(bits)(lambda: bits(eve)))

    return register


@for_each_eve("device:dark", "H", domain=NOISY, title="lower bound", assumes=ASYMPTOTIC)
def bound_device(eve: Eve) -> Expr:
    """H(X|E) at rho01 = 0 in bits per shot, bin by bin for all that Eve can tell apart."""
    return Add(*map(_told if eve.told else _untold, branches(eve.lost)))


# What they are at the ends of their ranges.


def at(symbol: Symbol, value: int) -> dict[str, Expr]:
    """The four bounds for one value of a symbol; a sum of one term is that term."""
    found = {eve.name: bound_device(eve).subs(symbol, value) for eve in EVES}
    return {holds: bits.doit() for holds, bits in found.items()} if symbol == sym.n else found


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
