"""The laws by which an element is rewritten, in the order in which they are tried."""

from proofs.equality.integrals.angles import angle
from proofs.equality.integrals.areas import integral
from proofs.equality.laws.constants import settled
from proofs.equality.laws.exponentials import basis, logarithm_inside, split
from proofs.equality.laws.functions import argument, odd, same_arguments
from proofs.equality.laws.logarithms import entropy, logarithm, of_exponential
from proofs.equality.laws.powers import power
from proofs.equality.laws.roots import nested_root, related_root, root
from proofs.equality.laws.series import series
from proofs.equality.laws.surds import surd
from proofs.equality.laws.turns import phase, unity
from proofs.equality.search.rewriting import Law

LAWS: tuple[Law, ...] = (
    settled,
    root,
    power,
    of_exponential,
    nested_root,
    argument,
    related_root,
    logarithm_inside,
    split,
    basis,
    phase,
    unity,
    surd,
    odd,
    angle,
    entropy,
    logarithm,
    same_arguments,
    series,
    integral,
)
