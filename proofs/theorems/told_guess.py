"""What theorems share on the guess of an Eve told of the first dark count, in bin k or in none.

She then guesses a photon in the first bin or none before bin k, whichever is likelier: g, the
larger of two numbers that are linear in the efficiency.
"""

from derive.device.eves import Eve
from proofs.theorems.entropies_in_order import STAY
from proofs.theorems.larger_of_two import Pair, larger
from proofs.theorems.photon_or_none import never


def first_or_none(eve: Eve, efficiency: str, left: str) -> Pair:
    """The probabilities of a photon in the first bin, and of none seen up to where one is still to
    come with the probability `left`, over rho11.
    """
    return f"({efficiency}*(1 - {STAY}))", f"({never(eve, efficiency)} + {efficiency}*{left})"


def guessed(eve: Eve, efficiency: str, left: str) -> str:
    """g, over rho11."""
    return larger(*first_or_none(eve, efficiency, left))
