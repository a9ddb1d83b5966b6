"""Each branch of a stable form is the derived equation, by the exact comparison."""

import ast
from dataclasses import replace
from functools import cache
from itertools import combinations
from operator import mul, truediv

import pytest
from flint import arb, ctx
from sympy import expand, log, oo

from derive import equation
from derive import symbols as sym
from derive.emission.many_bins import many_bins_offset, structure
from derive.model.domain import BINS, POPULATION, QUBIT, WINDOW, Domain
from derive.numeric import stable
from derive.numeric.cases import cases
from derive.numeric.elementary import artanh_excess
from derive.numeric.program import evaluate, joined, program, read_step, renamed, traced
from derive.numeric.quantities import QUANTITIES
from proofs.equality.certify import certify
from proofs.equality.compare import compare
from proofs.equality.search.signs import attempt
from proofs.statements.hypotheses import Setting
from proofs.statements.statement import fibres, statement
from proofs.statements.vocabulary import vocabulary
from proofs.verdict import Status

GAMMA_T = sym.Gamma * sym.t
VALUES = {
    "rho11": sym.rho11,
    "c": sym.c,
    "Gamma_t": GAMMA_T,
    "n": sym.n,
    "p": [sym.click[sym.i]],
    "eta": sym.eta_d,
    "unit": 1 / log(2),
}
LASER = {
    "a": sym.bin_width,
    "P": sym.P,
    "A_gain": sym.A_gain,
    "tau_c": sym.tau_c,
    "tau": sym.tau,
    "unit": 1 / log(2),
}
LITTLE = "pick(b, log(lam1) - log(mu1), log(alpha*lam1) - log(mu1))"
SIMPLER = f"""
b = y - ax
delta = (D - abs(w))/2
kappa_a = (D_b - abs(b))/(2*alpha)
lam1 = (1 + D)/2
mu1 = ((y + ax) + D_b)/2
lost1_scaled = (lam1 - mu1)/ratio
above_scaled = (mu1 - alpha*lam1)/ratio
lost2 = (1 - D)/2 - ((y + ax) - D_b)/2
log_det = (log(lam1) + log((1 - D)/2)) - (log(x) + log(y))
log_h = log(lam1) - log(high)
log_w = log(high) - log(min(x, y))
log_m = pick(close, {LITTLE}, log(mu1) - log(high_b))
"""
"""Closed forms of steps; each is proved equal to the step before it takes its place."""


def equal(given, derived, domain, hypotheses):
    """Whether the two are proved equal where the hypotheses hold, the fewest that suffice."""
    attempts = [(), *((h,) for h in hypotheses), hypotheses]
    return any(proved(given, derived, domain, h) for h in attempts)


@cache
def proved(given, derived, domain, hypotheses):
    """Whether a certificate is found, remembered: branches share most of their steps.

    As everywhere, what is proved inside of a branch holds on its edges, where forms are limits.
    """
    setting = Setting({}, domain)
    stated, words = statement([given], [derived], setting), vocabulary({}, domain, hypotheses)
    where = [words.derived(hypothesis) for hypothesis in hypotheses]
    assert not any(text.definitions for text in where)
    inside = [f"{text.rows[0][0]} > 0" for text in where]
    whole = {**stated, "hypotheses": [*stated["hypotheses"], *inside]}
    return all(attempt(certify, each) for each in (*fibres(stated, setting), whole))


ATOM = (stable.atom, stable.from_coherence)


def with_step(part, line):
    """A part of a form with another step in the place of that of the same name."""
    step = read_step(line)
    assert step.name in [own.name for own in part.steps]
    return replace(part, steps=tuple(step if s.name == step.name else s for s in part.steps))


def empty(hypotheses):
    """Whether two hypotheses add up to -rho11 (1 - exp(-Gamma t)) <= 0: only an edge is left.

    That is y < alpha x together with x <= y, which no state and window have.
    """
    click = sym.rho11 * (1 - sym.alpha)
    return any(expand(a + b + click) == 0 for a, b in combinations(hypotheses, 2))


BRANCHES = pytest.mark.parametrize("most", [1, pytest.param(None, marks=pytest.mark.deep)])
"""Of forms whose branches take many seconds the first in the fast profile, all in the deep one."""


@pytest.mark.parametrize("name", ["bound_single", "bound_temporal"])
def test_the_bound_is_that_of_the_paper(name):
    quantity = QUANTITIES[name]
    for case in cases(quantity.variant().program, VALUES):
        derived = equation(quantity.equation).rhs
        for claim in case.claims:
            assert equal(*claim, POPULATION & WINDOW & BINS, case.hypotheses)
        assert equal(case.outputs[0], derived, POPULATION & WINDOW & BINS, case.hypotheses)


@pytest.mark.parametrize("name", ["bound_lossy", "bound_lossy_eve"])
def test_the_bounds_with_losses_are_the_derived_ones(name):
    quantity = QUANTITIES[name]
    derived, domain = equation(quantity.equation).rhs, equation(quantity.equation).domain
    found = list(cases(quantity.variant().program, VALUES))
    for case in found:
        single = {sym.n: 1} if 1 - sym.n in case.hypotheses else {}
        for claim in case.claims:
            assert equal(*claim, domain, case.hypotheses)
        given, meant = case.outputs[0].subs(single), derived.subs(single)
        assert equal(given, meant, domain, case.hypotheses)
    assert len(found) == 2


@pytest.mark.parametrize("name", [pytest.param("mu_1", marks=pytest.mark.deep), "mu_2"])
def test_the_spectrum_of_the_no_photon_block_is_eq_18(name):
    found = list(cases(QUANTITIES[name].variant().program, VALUES))
    for case in found:
        derived = equation("18").part(name)
        latest = case.hypotheses[::-1]  # which is what is needed: the others cost a search each
        assert empty(latest) or equal(case.outputs[0], derived, QUBIT & WINDOW, latest)
    assert len(found) > 2


@BRANCHES
def test_the_lost_coherence_is_eq_25_less_its_bound_in_every_branch(most):
    end = program(["lost_coherence", "unit"], "result = lost_coherence*unit", ["result"])
    parts = (*ATOM, stable.window, *stable.COHERENCE, end)
    code = joined(["rho11", "c", "Gamma_t", "unit"], parts, ["result"])
    derived = structure() - equation("28").rhs
    found = [c for c in cases(code, VALUES, SIMPLER) if not empty(c.hypotheses)]
    for case in found[:most]:
        for step, simpler in dict.fromkeys((*case.lemmas, *case.claims)):
            assert equal(step, simpler, QUBIT & WINDOW, case.hypotheses), (step, simpler)
        assert equal(case.outputs[0], derived, QUBIT & WINDOW, case.hypotheses)
    assert len(found) == 6


PASSIVE = """
w_R = F - click
delta_R = (D_R - abs(w_R))/2
lam1_R = (1 + D_R)/2
kept = (1 - D_R)/2/min(F, click)
log_w_R = log(max(F, click)) - log(min(F, click))
"""


@BRANCHES
def test_what_adversary_one_leaves_is_the_derived_entropy_in_every_branch(most):
    quantity = QUANTITIES["adversary1_temporal_passive"]
    derived, domain = equation(quantity.equation).part(quantity.part), QUBIT & WINDOW & BINS
    found = list(cases(quantity.variant().program, VALUES, PASSIVE))
    for case in found[:most]:
        for step, simpler in dict.fromkeys((*case.lemmas, *case.claims)):
            assert equal(step, simpler, domain, case.hypotheses), (step, simpler)
        single = {sym.n: 1} if 1 - sym.n in case.hypotheses else {}
        given, meant = case.outputs[0].subs(single), derived.subs(single)
        assert equal(given, meant, domain, case.hypotheses)
    assert len(found) == 4


@pytest.mark.parametrize("name", ["adversary1_spatial", "adversary2_spatial"])
def test_the_randomness_of_clicks_is_the_right_form_of_eq_34(name):
    quantity, derived = QUANTITIES[name], equation("34")
    (case,) = cases(quantity.variant().program, VALUES)
    assert equal(case.outputs[0], derived.part(quantity.part), derived.domain, case.hypotheses)
    shannon = derived.part(quantity.part) + equation("text:shannon-excess").part(quantity.part)
    assert compare(case.outputs[0], shannon, derived.domain).status is Status.DIFFERENT


SLOPE = """
b = y - ax
lam1 = (1 + D)/2
mu1 = ((y + ax) + D_b)/2
rest_D = (1 - D)/x
rest_V = (1 - V)/x
rest_both = (1 - D*V)/x
apart = (D - V)/(1 - D*V)
"""
PURE, START = sym.c**2 / sym.rho11 + sym.rho11 - 1, sym.alpha - 1
"""Both >= 0 on edges only: pure states, and no time passed."""


@pytest.mark.deep
def test_the_slope_is_eq_a1_in_every_branch_of_the_interior():
    quantity = QUANTITIES["slope"]
    derived, domain = equation("A1").part("1"), equation("A1").domain
    checked = 0
    for case in cases(quantity.variant().program, VALUES, SLOPE):
        if empty(case.hypotheses) or PURE in case.hypotheses or START in case.hypotheses:
            continue
        for step, simpler in dict.fromkeys((*case.lemmas, *case.claims)):
            assert equal(step, simpler, domain, case.hypotheses), (step, simpler)
        assert equal(case.outputs[0], derived, domain, case.hypotheses)
        checked += 1
    assert checked >= 6


def test_the_phase_parameter_is_eq_39_for_a_lorentzian_line():
    (case,) = cases(QUANTITIES["phase_lambda"].variant().program, LASER)
    derived = equation("39:lorentzian")
    assert equal(case.outputs[0], derived.rhs, derived.domain, ())


def test_the_min_entropy_of_the_voltage_is_eq_38_with_eq_39():
    (case,) = cases(QUANTITIES["randomness_phase"].variant().program, LASER)
    derived, line = equation("38"), equation("39:lorentzian")
    domain = line.domain & derived.domain.without(sym.lambda_)
    assert equal(case.outputs[0], derived.rhs.subs(sym.lambda_, line.rhs), domain, ())


def test_bound_and_lost_coherence_add_up_to_eq_25():
    whole = QUBIT & WINDOW & BINS
    assert compare(structure(), equation("25").rhs, whole).status is Status.EQUAL


def test_a_wrong_sign_in_a_stable_form_is_refused():
    wrong = with_step(stable.bound, "bound = x*(A_p*(h*s) + A*log_p)")
    parts = (*ATOM, stable.bins, wrong, stable.bound_in_units)
    code = joined(["rho11", "c", "Gamma_t", "n", "unit"], parts, ["result"])
    (case, *_) = cases(code, VALUES)
    found = compare(case.outputs[0], equation("28").rhs, POPULATION & WINDOW & BINS)
    assert found.status is Status.DIFFERENT


def test_a_wrong_difference_given_to_a_logarithm_is_refused():
    wrong = with_step(stable.bound, "log_p = log_ratio(p_bin, 1, s)")
    code = joined(["rho11", "Gamma_t"], (stable.atom, stable.window, wrong), ["bound"])
    (case,) = cases(code, VALUES)
    ((difference, claimed),) = case.claims
    assert compare(difference, claimed, POPULATION & WINDOW).status is Status.DIFFERENT


def test_the_limit_of_many_bins_is_the_derived_one():
    late = Domain(POPULATION.ranges) & WINDOW
    for case in cases(QUANTITIES["bound_limit"].variant().program, VALUES):
        if -sym.rho11 in case.hypotheses:  # the edge rho11 = 0
            assert case.outputs[0] == many_bins_offset().subs(sym.rho11, 0)
        else:
            assert equal(case.outputs[0], many_bins_offset(), late, case.hypotheses)
    assert WINDOW.ranges[-1].upper == oo


def test_the_series_of_artanh_has_a_negligible_remainder():
    ctx.prec = 200
    arithmetic = {
        "add": arb.__add__, "sub": arb.__sub__, "mul": arb.__mul__, "div": arb.__truediv__,
        "sqrt": arb.sqrt, "log": arb.log, "log1p": arb.log1p, "neg": arb.__neg__,
        "positive": lambda a: a, "pick": lambda t, a, b: a if t >= 0 else b,
    }  # fmt: skip
    for numerator in range(1, 100):
        z = arb(numerator) / 100
        known = evaluate(artanh_excess(), arithmetic, {"z": z, "scale": arb(1), "rest": 1 - z}, arb)
        assert abs(known["result"] / (z.atanh() / z - 1) - 1) < arb(2) ** -58
    ctx.prec = 53


LIMIT = 0.25


def test_a_function_is_read_as_the_program_that_it_says():
    def half(x, n):
        """Text is no step."""
        y = x * LIMIT  # a number of the module
        return y / n

    code = traced(half)
    assert (code.inputs, code.outputs) == (("x", "n"), ("result",))
    assert code.steps[0].note == "a number of the module"
    exact = {"mul": mul, "div": truediv}
    assert evaluate(code, exact, {"x": 8.0, "n": 4.0})["result"] == 0.5


def test_a_function_that_is_more_than_steps_is_refused():
    def branch(x):
        if x:
            y = x
        return y

    def undefined(x):
        return x + z  # noqa: F821

    def twice(x):
        y = 2 * x
        y = 3 * x
        return y, x

    for function in (branch, undefined, twice):
        with pytest.raises(ValueError, match=r"not a step|without defining|twice"):
            traced(function)


def test_a_part_of_a_form_that_lacks_a_quantity_is_refused():
    with pytest.raises(ValueError, match="lacks \\['x'"):
        joined(["Gamma_t"], (stable.window, stable.bound), ["bound"])


def test_a_part_with_other_names_leaves_the_part_as_it_was():
    before = [ast.dump(step.value) for step in stable.bound.steps]
    again = renamed(stable.bound, {"x": "first", "bound": "bits"})
    assert (again.inputs[0], again.outputs) == ("first", ("bits",))
    assert [ast.dump(step.value) for step in stable.bound.steps] == before
    with pytest.raises(ValueError, match="twice"):
        renamed(stable.bound, {"x": "bound"})


def test_a_sum_over_bins_without_their_number_is_refused():
    terms = program(["bin_k"], "all, all_lost = over_bins(1/bin_k)", ["all"])
    assert joined(["n"], [terms], ["all"]).once == terms.steps
    with pytest.raises(ValueError, match=r"lacks \['bin_k'"):
        joined(["Gamma_t"], [terms], ["all"])
