"""Spatial modes, Sec. IV.C: m detectors that share the modes of the field, m a symbol.

From the state (9) by partial trace the state of the field (30), from the partition of its modes
the collective states (32), (33), and from the definition of R the bits (34) for both adversaries.
"""

from sympy import (
    Expr,
    ImmutableMatrix,
    KroneckerDelta,
    Le,
    S,
    Sum,
    Symbol,
    conjugate,
    exp,
    expand,
    oo,
    sqrt,
)

from derive import symbols as sym
from derive.emission.emission import emitted_norm, excited_state, photon_amplitude
from derive.emission.purification import PURE_VACUUM
from derive.emission.single_photon import spectrum_names
from derive.emission.window import output_modes_ket, state_after
from derive.functions import eta
from derive.model.domain import HISTORY, POPULATION, QUBIT, WINDOW, Domain, Range, positive
from derive.model.entropy import von_neumann
from derive.model.equation import equation
from derive.model.hilbert import (
    Isometry,
    Ket,
    Label,
    Labels,
    One,
    inner,
    ket,
    partial_trace,
    primed,
)
from derive.model.measurement import (
    INCOHERENT,
    RHO_A,
    Detection,
    Outcome,
    Outcomes,
    field_state,
    kraus,
    outcomes,
    probability,
    randomness,
    total,
)
from derive.model.steps import named, step

DETECTORS = Domain((Range(sym.m, S.One, oo),))
"""The number of detectors, a positive integer; together they collect every mode."""
CLICKS = DETECTORS & Domain(totals=((sym.click, sym.m, sym.rho11 * (1 - sym.alpha)),))
"""Click probabilities p_i >= 0 with the sum that `text:total-click-probability` derives."""
WEIGHTS = DETECTORS & Domain(
    (Range(sym.i, S.One, sym.m),),
    totals=((sym.mode_weight, sym.m, 1 - exp(-sym.Gamma * sym.t)),),
)
"""Weights |c_i|^2 >= 0 of the m detectors, whose sum is that of |c_k(t)|^2 over all modes."""
ADVERSARY_ONE, ADVERSARY_TWO = r"R\big|_{\text{adversary I}}", r"R\big|_{\text{adversary II}}"
COMPLETE = "the detectors collect every mode, and no click is an outcome of its own"


# (30)-(33): the field and its readout.


@equation("30", r"\rho_R", domain=HISTORY, title="the field, atom and purification traced out")
def field() -> dict[str, Expr]:
    """Weight of the vacuum, and of the (unnormalised) projector on sum_k c_k(t)|1_k>, Eq. (30).

    No coherence between the two is left: they come with orthogonal states of A R'.
    """
    state_after()
    state = step(r"|\Psi_{out}\rangle_{ARR'}", output_modes_ket(), "The state after the window")
    reduced = partial_trace(state, "R")
    row, column = One(sym.q), One(primed(sym.q))
    amplitudes = (photon_amplitude(x.index, sym.t) for x in (row, column))
    projector = next(amplitudes) * conjugate(next(amplitudes))
    return {
        "vacuum": _norms(reduced.element(("0",), ("0",))),
        "photon": reduced.element((row,), (column,)) / projector,
    }


@equation("text:field-trace", r"\mathrm{tr}\,\rho_R", domain=HISTORY, title="trace of the field")
def field_trace() -> Expr:
    """The vacuum's weight plus the photon's times sum_k |c_k(t)|^2: one."""
    return expand(field()["vacuum"] + field()["photon"] * emitted_norm())


@equation("31", r"\sum_i P_i", domain=DETECTORS, title="sum of the effects of a complete readout")
def readout() -> dict[str, Expr]:
    """Weights of the sum of all projectors on the vacuum and on a photon, Eq. (31).

    Both are one: the readout needs the projector on the vacuum, beside one for each detector.
    """
    collects = Symbol("j", integer=True, positive=True)  # the detector of the mode looked at
    no_click = {"vacuum": S.One, "photon": S.Zero}
    click = {"vacuum": S.Zero, "photon": KroneckerDelta(sym.i, collects)}
    in_range = {Le(collects, sym.m): True}
    clicks = {part: Sum(weight, (sym.i, 1, sym.m)).doit() for part, weight in click.items()}
    photon = Sum(click["photon"], (sym.i, 1, sym.m))
    step(r"\langle 1|\sum_i P_i|1\rangle", photon, "The detectors share the modes: one has mode j")
    return {part: no_click[part] + clicks[part].subs(in_range) for part in no_click}


@equation(
    "32",
    r"\langle 1_{\mathbf{k}}|1_{\phi_i}\rangle",
    domain=WEIGHTS & positive(sym.t) & WINDOW,
    title="amplitude of a mode that detector i collects in its collective state",
)
def collective_amplitude() -> Expr:
    """The part of sum_k c_k(t)|1_k> in K_i, over its norm |c_i| > 0, Eq. (32)."""
    collected = step(r"P_i \sum_k c_k(t)|1_k\rangle", _collected(), "What detector i collects")
    norm = sqrt(_weights(inner(collected, collected)))
    step("|c_i|", norm, "Its norm, by definition of the weight of detector i")
    return photon_amplitude(sym.k, sym.t) / norm


@equation(
    "33",
    r"\rho_R",
    domain=HISTORY & DETECTORS,
    title="the field in the collective states of the detectors",
)
def field_in_detectors() -> dict[str, Expr]:
    """Weight of the vacuum, and of the projector on sum_i c_i |1_phi_i>, Eq. (33).

    The collective states turn sum_k c_k |1_k> into sum_i c_i |1_phi_i>; nothing else changes.
    """
    return field()


@equation(
    "text:detector-weight",
    "c_i",
    domain=WEIGHTS & WINDOW,
    title="amplitude of the collective state of detector i in the emitted photon",
)
def detector_amplitude() -> Expr:
    """<1_phi_i| sum_k c_k(t)|1_k>, with |c_i|^2 the sum of |c_k(t)|^2 over K_i."""
    scale = collective_amplitude() / photon_amplitude(sym.k, sym.t)
    return _weights(scale * inner(_collected(), _collected()))


@equation(
    "text:detector-probability",
    "p_i",
    domain=HISTORY & WEIGHTS,
    title="click probability of detector i",
)
def detector_probability() -> Expr:
    """<1_phi_i| rho_R |1_phi_i>: |c_i|^2 times the probability that the atom was still excited."""
    return field_in_detectors()["photon"] * detector_amplitude() ** 2


@equation(
    "text:total-click-probability",
    r"\sum_i p_i",
    domain=HISTORY,
    title="probability of a click in any detector",
)
def total_click_probability() -> Expr:
    """Sum of all p_i; it is one only for an atom surely excited and an endless window."""
    return field()["photon"] * emitted_norm()


# (34): bits for both adversaries.


def scheme() -> Detection:
    """Emission into the collective modes of m detectors, read out by clicks and by no click."""
    clicks = One(sym.i, 1, sym.m)
    isometry = _emission_into(clicks, detector_amplitude())
    return Detection("spatial", isometry, ("0", clicks), (sym.Gamma, sym.t, sym.m), "Sec. IV.C")


def adversary_one(state: ImmutableMatrix) -> Expr:
    """H(X|A R') in bits for rho_A = `state`: S(diag) - S(rho_R), since A R' purifies the field.

    Each outcome leaves R in a pure state, so S(diag) is the Shannon entropy of the outcomes.
    """
    dephased = _in_clicks(total(_clicks(), lambda outcome: eta(probability(outcome, state))))
    step("H(X)", dephased, "The Shannon entropy of the outcomes")
    rho_r = step(r"\rho_{R}", _field_of(state), "The field on the vacuum and the emitted mode")
    step(r"S(\rho_{R})", von_neumann(rho_r), "Its entropy, which is Eve's")
    step(ADVERSARY_ONE, named("H(X)") - named(r"S(\rho_{R})"), "Her ignorance of the outcome")
    return dephased - von_neumann(rho_r)


def adversary_two(state: ImmutableMatrix) -> Expr:
    """H(X|R') in bits for rho_A = `state`: the scheme's R, as for one detector in Eq. (17)."""
    step(r"p_{i}", sym.rho11 * sym.mode_weight[sym.i], "The click probability of detector i")
    return step(ADVERSARY_TWO, _in_clicks(randomness(_clicks(), state)), "The same with p_i")


@equation(
    "34",
    "R",
    domain=POPULATION & WINDOW & CLICKS,
    title="randomness of the spatial scheme for an atom without coherence",
    assumes=(PURE_VACUUM, COMPLETE),
)
def randomness_spatial() -> dict[str, Expr]:
    """R from its definition at rho01 = 0, for Eve with A and R' (I), with R' only (II), Eq. (34).

    The p_i are click probabilities with sum P = rho11 (1 - exp(-Gamma t)), see
    `text:total-click-probability`; the example (9) has rho11 = exp(-Gamma t0).
    """
    any_click = _field_of(INCOHERENT)[1, 1]
    one, every_click = adversary_one(INCOHERENT), Sum(sym.click[sym.i], (sym.i, 1, sym.m))
    return {
        "adversary_I": one.xreplace({any_click: every_click}),
        "adversary_II": adversary_two(INCOHERENT),
    }


@equation(
    "text:shannon-excess",
    r"H(X) - R",
    domain=POPULATION & WINDOW & CLICKS,
    title="what the Shannon entropy of the clicks alone has too much",
    assumes=(PURE_VACUUM, COMPLETE),
)
def shannon_excess() -> dict[str, Expr]:
    """Sum_i eta(p_i) minus (34): zero for adversary I where P = 1 (or 0), else positive.

    For adversary II it vanishes too where rho11 = 1 and exp(-Gamma t) = 0, hence P = 1.
    """
    clicks = Sum(eta(sym.click[sym.i]), (sym.i, 1, sym.m))
    return {part: clicks - value for part, value in randomness_spatial().items()}


# Table I, third row.


@equation(
    "table1:spatial:I",
    "R",
    domain=QUBIT & WINDOW & CLICKS,
    title="spatial modes, Eve holds A and R'",
    assumes=(PURE_VACUUM, COMPLETE),
)
def spatial_adversary_one() -> dict[str, Expr]:
    """H(X|A R') in bits without and with coherence in rho_A.

    With coherence the field keeps some with its vacuum, and the two eigenvalues of rho_R enter.
    """
    return {
        "incoherent": randomness_spatial()["adversary_I"],
        "coherent": adversary_one(RHO_A),
    }


@equation(
    "table1:spatial:II",
    "R",
    domain=QUBIT & WINDOW & CLICKS,
    title="spatial modes, Eve holds R'",
    assumes=(PURE_VACUUM, COMPLETE),
    names=spectrum_names,
)
def spatial_adversary_two() -> dict[str, Expr]:
    """H(X|R') in bits without and with coherence in rho_A; the latter with mu_1, mu_2 of (18)."""
    return {
        "incoherent": randomness_spatial()["adversary_II"],
        "coherent": adversary_two(RHO_A),
    }


def _collected() -> Ket:
    """The projection of sum_k c_k(t)|1_k> on the modes of detector i."""
    modes = One(sym.k, sym.first[sym.i], sym.last[sym.i])
    return ket("R", {(modes,): photon_amplitude(sym.k, sym.t)})


def _emission_into(label: Label, amplitude: Expr) -> Isometry:
    """Emission of the whole window, its photon in `label` with `amplitude`: A -> A R."""
    ground: dict[Labels, Expr] = {("0", "0"): S.One}
    excited: dict[Labels, Expr] = {("1", "0"): excited_state()["e,0"], ("0", label): amplitude}
    return Isometry(("A",), {("0",): ket("A R", ground), ("1",): ket("A R", excited)})


def _clicks() -> Outcomes:
    return outcomes(scheme())


def _field_of(state: ImmutableMatrix) -> ImmutableMatrix:
    """rho_R on the vacuum and the normalised sum_i c_i |1_phi_i>, outside of which it vanishes."""
    isometry = _emission_into("1", sqrt(emitted_norm()))
    parts = tuple(Outcome(label, kraus(isometry, label)) for label in ("0", "1"))
    return field_state(parts, state).applyfunc(expand)


def _in_clicks(entropy: Expr) -> Expr:
    """rho11 |c_i|^2 is the click probability p_i."""
    # xreplace, because subs keeps out of a sum over i.
    return entropy.xreplace({sym.rho11 * sym.mode_weight[sym.i]: sym.click[sym.i]})


def _weights(expression: Expr) -> Expr:
    """The sum of |c_k(t)|^2 over the modes of detector i written as |c_i|^2."""
    collected = _collected()
    return expression.subs(inner(collected, collected), sym.mode_weight[sym.i])


def _norms(expression: Expr) -> Expr:
    """Sums of |c_k|^2 over all modes in closed form."""
    step(r"\langle 0|\rho_R|0\rangle", expression.replace(Sum, _named_norm), "Traced out")
    return expression.replace(Sum, lambda term, _: _norm_of(term))


def _named_norm(term: Expr, _: Expr) -> Expr:
    """A sum of |c_k|^2 over all modes by its name, which is noted with its value."""
    (amplitude,) = term.atoms(photon_amplitude)
    time = amplitude.args[1]
    name = rf"\sum_k |c_k({sym.TABLE[time.name].latex})|^2"
    step(
        name, emitted_norm().subs(sym.t, time), "The photon is emitted with certainty 1 - survival"
    )
    return term / (amplitude * conjugate(amplitude)) * named(name)


def _norm_of(term: Expr) -> Expr:
    (amplitude,) = term.atoms(photon_amplitude)
    return term / (amplitude * conjugate(amplitude)) * emitted_norm().subs(sym.t, amplitude.args[1])
