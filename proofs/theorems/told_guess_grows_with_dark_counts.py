"""The guess of an Eve who is told of dark counts grows with them, without coherence.

Domain and names: those of :mod:`proofs.theorems.photon_or_none` and of
:mod:`proofs.theorems.told_guess`. What she guesses falls as k grows: more dark counts come earlier.
"""

from derive.device.ends import rising_guess
from derive.device.eves import INFORMED, Eve
from proofs.theorems.dark_counts_told import Averaged, by_bins, grows
from proofs.theorems.entropies_in_order import AFTER, BEFORE, SEEN
from proofs.theorems.larger_of_two import at_least, at_most
from proofs.theorems.photon_or_none import ALPHA, DOMAIN, SURVIVES, claimed, emission, seen
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_guess import first_or_none, guessed
from proofs.theorems.writing import Step, identity, statement, total


def theorem() -> Theorem:
    """dG/d d_c >= 0, for an Eve with R' and the record of dark counts."""
    return of(INFORMED, "told_guess_grows_with_dark_counts")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    goal, summary = claimed(rising_guess(eve)), f"the guess grows with dark counts, {eve.title}"
    own = Averaged(*(guessed(eve, "eta_d", left) for left in (BEFORE, AFTER, "alpha")))
    steps = grows(goal, own, falls(eve), [by_bins(own)])
    return Theorem(name, summary, statement(DOMAIN, ALPHA, [goal]), [*emission(), *steps])


def falls(eve: Eve) -> list[Step]:
    """What she guesses after bin k is no likelier than before."""
    (first, none), (_, later) = (first_or_none(eve, "eta_d", left) for left in (BEFORE, AFTER))
    before, split = guessed(eve, "eta_d", BEFORE), f"{none} == {later} + {SEEN}"
    return [
        seen(),
        *at_least(first, none),
        identity(split, {SURVIVES: "-eta_d"}),
        total(f"{before} >= {later}", f"{before} >= {none}", split, f"{SEEN} > 0"),
        at_most(before, first, later),
    ]
