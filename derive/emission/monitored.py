"""The second row of Table I: arrival times, for an Eve who holds the atom too, or R' alone."""

from sympy import (
    Add,
    Expr,
    ImmutableMatrix,
    Sum,
    expand,
    factor,
)

from derive import symbols as sym
from derive.emission.purification import PURE_VACUUM
from derive.emission.single_photon import READOUT as BIN_READOUT
from derive.emission.single_photon import (
    SURVIVAL,
    detection,
    in_survival,
    spectrum_names,
)
from derive.emission.single_photon import isometry as bin_isometry
from derive.emission.temporal import (
    ATOM_BINS,
    arrival,
    bound_as_sum,
    bound_temporal,
    randomness_temporal,
)
from derive.functions import eta
from derive.model.entropy import split_products, von_neumann
from derive.model.equation import equation
from derive.model.measurement import (
    INCOHERENT,
    RHO_A,
    Outcome,
    field_given,
    field_state,
    kraus,
    probability,
    total,
)
from derive.model.randomness import coherence

# Table I, second row.


@equation(
    "table1:temporal:I",
    r"H(X|E)",
    domain=ATOM_BINS,
    title="arrival times, adversary I",
    assumes=(PURE_VACUUM,),
)
def adversary_one() -> dict[str, Expr]:
    """H(X|E) in bits for an Eve who has A and R', and looks at A after every bin, or only then.

    The table's 0 is the first of the four: it needs an incoherent atom and Eve at work in each bin.
    """
    return {
        "monitored-incoherent": monitored(INCOHERENT),
        "end-incoherent": bound_temporal() + _rest_without_bound(held_at_the_end(INCOHERENT)),
        "monitored-coherent": monitored(RHO_A),
        "end-coherent": with_closed_sum(held_at_the_end(RHO_A)),
    }


def monitored(state: ImmutableMatrix) -> Expr:
    """H(X|E) of the first bin for an Eve who then finds A in |0> or |1>, and holds R', in bits.

    For each finding, R and R' are in a pure state, and what is left is the coherence of R. The
    atom is then in |0> or |1>, so in later bins the same function, of a state without coherence,
    gives 0: the first bin is all there is.
    """
    isometry = bin_isometry(sym.n)
    first_bin = tuple(Outcome(label, kraus(isometry, label)) for label in BIN_READOUT)
    looks = (ImmutableMatrix.diag(1, 0), ImmutableMatrix.diag(0, 1))
    return Add(*(coherence(field_given(first_bin, state, look)) for look in looks))


def held_at_the_end(state: ImmutableMatrix) -> Expr:
    """H(X|AR') for an Eve who holds A and R' after the window, in bits.

    A R R' is pure and the bins are a rank-one readout, hence H(X) - S(rho_R). S(rho_R) is that of
    A R', which does not know into how many modes the detector divides the window.
    """
    outcome_entropy = total(arrival(), lambda outcome: eta(probability(outcome, state)))
    return outcome_entropy - von_neumann(field_state(detection(), state))


def with_closed_sum(expression: Expr) -> Expr:
    """The sum over the bins of (27) replaced by its closed form, from (28)."""
    (clicks,) = bound_as_sum().atoms(Sum)
    return expression.subs(clicks, bound_temporal() - (bound_as_sum() - clicks))


def _rest_without_bound(expression: Expr) -> Expr:
    """What an incoherent entropy is besides the bound (28), by the chain rule for one window."""
    rest = in_survival(with_closed_sum(expression) - bound_temporal())
    return factor(expand(split_products(rest))).subs(SURVIVAL, sym.alpha)


@equation(
    "table1:temporal:II",
    r"H(X|R')",
    domain=ATOM_BINS,
    title="arrival times, adversary II",
    assumes=(PURE_VACUUM,),
    names=spectrum_names,
)
def adversary_two() -> dict[str, Expr]:
    """H(X|R') for an Eve who holds the purification of the atom only, in bits."""
    return {"incoherent": bound_temporal(), "coherent": randomness_temporal()}
