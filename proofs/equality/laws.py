"""The laws by which an element is rewritten, in the order in which they are tried."""

from proofs.equality.angles import angle
from proofs.equality.areas import integral
from proofs.equality.exponentials import basis, logarithm_inside, split
from proofs.equality.functions import argument, odd, same_arguments
from proofs.equality.logarithms import entropy, logarithm
from proofs.equality.roots import root
from proofs.equality.search import Law
from proofs.equality.series import series
from proofs.equality.turns import phase, unity

LAWS: tuple[Law, ...] = (
    root,
    argument,
    logarithm_inside,
    split,
    basis,
    phase,
    unity,
    odd,
    angle,
    entropy,
    logarithm,
    same_arguments,
    series,
    integral,
)
