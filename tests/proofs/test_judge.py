"""From a claim to its status: every status is reached, and nothing open counts as a pass."""

from dataclasses import replace

import pytest

from derive.errors import FormulaError
from proofs.judge.judge import BY_NUMBER, judge
from proofs.paper.claim import Claim, Kind
from proofs.theorems import theorem
from proofs.verdict import Status

BOUND = "rho11*h(alpha)"
HARD = "Integral(ln(1 + s)/(1 + s**2), (s, 0, 1)) - pi*ln(2)/8"
"""Zero, in a form that the comparison does not decide."""
E = "alpha*F*Delta**2 - Delta_prime**2 + F*(F - alpha)"


def claim(number, printed="", **data):
    return Claim(number, latex="", printed=printed, **data)


def test_what_is_derived_as_printed_is_exact():
    verdict = judge(claim("19", BOUND))
    assert verdict.status is Status.EXACT
    assert verdict.witness is None and verdict.corrected is None


def test_a_misprint_is_corrected_with_a_witness_and_the_right_form():
    verdict = judge(claim("19", f"2*{BOUND}"))
    assert verdict.status is Status.CORRECTED
    assert verdict.witness.point and verdict.corrected == verdict.derived
    assert judge(claim("19", verdict.corrected)).status is Status.EXACT


def test_only_the_wrong_part_is_corrected():
    verdict = judge(claim("14", {"E_0": "[[1, 0], [0, alpha]]", "E_1": "[[0, 0], [0, 1]]"}))
    assert verdict.status is Status.CORRECTED
    assert verdict.corrected.startswith("E_1:") and verdict.witness.part.startswith("E_1")


@pytest.mark.parametrize(
    ("printed", "where"),
    [
        (f"{BOUND} + abs(rho11-1/2) - (rho11-1/2)", {"holds_where": ("rho11 - 1/2",)}),
        (f"2*rho11*{BOUND}", {"holds_at": {"rho11": "1/2"}}),
    ],
)
def test_what_holds_on_a_smaller_domain_is_restricted_to_it(printed, where):
    verdict = judge(claim("19", printed, **where))
    assert verdict.status is Status.RESTRICTED
    assert verdict.witness is not None and "only where" in verdict.domain


def test_a_smaller_domain_on_which_it_fails_too_does_not_help():
    verdict = judge(claim("19", f"2*{BOUND}", holds_where=("rho11 - 1/2",)))
    assert verdict.status is Status.CORRECTED


def test_what_another_model_gives_is_refuted():
    verdict = judge(claim("17", E, repair="A5"))
    assert verdict.status is Status.REFUTED and verdict.witness is not None


def test_an_input_is_a_definition():
    assert judge(claim("1", kind=Kind.DEFINITION)).status is Status.DEFINITION


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("-log(2*Phi(lambda/sqrt(tau)) - 1)", Status.IMPORTED),
        ("-log(2*Phi(lambda/sqrt(tau)) + 1)", Status.CORRECTED),
    ],
)
def test_what_is_cited_is_still_compared(printed, status):
    assert judge(claim("38", printed, kind=Kind.IMPORTED)).status is status


@pytest.mark.parametrize(("factor", "status"), [("5", Status.EXACT), ("5*rho11", Status.CORRECTED)])
def test_a_proportion_may_lack_a_number_but_nothing_else(factor, status):
    assert judge(claim("19", f"{factor}*{BOUND}", kind=Kind.PROPORTION)).status is status


def test_one_formula_for_several_cases_is_restricted_to_those_where_it_holds():
    printed = {"adversary_I": "Sum(eta(p_i), (i, 1, m)) - eta(rho11*(1-alpha))"}
    printed["adversary_II"] = printed["adversary_I"]
    assert judge(claim("34", printed, kind=Kind.CASES)).status is Status.RESTRICTED


# Theorems

SIGN = claim("A5", E, kind=Kind.SIGN, theorem="E_nonnegative")


def test_a_sign_with_an_accepted_theorem_is_proved():
    assert judge(SIGN).status is Status.PROVED


def test_a_refused_certificate_leaves_the_claim_undecided(monkeypatch):
    own = theorem("E_nonnegative")
    monkeypatch.setattr("proofs.theorems.theorem", lambda _: replace(own, steps=own.steps[1:]))
    verdict = judge(SIGN)
    assert verdict.status is Status.UNDECIDED and "E_nonnegative does not prove" in verdict.method


def test_a_theorem_about_another_claim_proves_nothing():
    verdict = judge(replace(SIGN, theorem="geometric_sum"))
    assert verdict.status is Status.UNDECIDED


def test_a_theorem_does_not_excuse_a_misprint():
    assert judge(replace(SIGN, printed=f"{E} + 1")).status is Status.CORRECTED


def test_a_bound_without_a_theorem_is_undecided():
    verdict = judge(claim("19", BOUND, kind=Kind.BOUND, of="17"))
    assert verdict.status is Status.UNDECIDED


# Nothing open is a pass


@pytest.mark.parametrize("kind", [Kind.EQUATION, Kind.IMPORTED, Kind.BOUND, Kind.PROPORTION])
def test_an_open_comparison_is_undecided_for_every_kind(kind):
    verdict = judge(claim("19", f"{BOUND} + {HARD}", kind=kind, of="17", theorem="bound_single"))
    assert verdict.status is Status.UNDECIDED


def test_one_open_case_leaves_all_undecided():
    printed = {"vacuum": f"1-exp(-Gamma*t0)*(1-alpha) + {HARD}", "photon": "exp(-Gamma*t0)"}
    assert judge(claim("30", printed)).status is Status.UNDECIDED
    assert judge(claim("30", printed, kind=Kind.CASES)).status is Status.UNDECIDED


def test_a_difference_counts_even_where_another_part_is_open():
    printed = {"vacuum": f"1-exp(-Gamma*t0)*(1-alpha) + {HARD}", "photon": "2*exp(-Gamma*t0)"}
    assert judge(claim("30", printed)).status is Status.CORRECTED


def test_a_claim_that_cannot_be_read_is_an_error_and_no_verdict():
    with pytest.raises(FormulaError):
        judge(claim("19", "rho11*h(alpha"))


@pytest.mark.parametrize("variable", ["rho11", "Gamma", "t", "s"])
def test_growth_in_another_variable_is_not_what_the_theorem_states(variable):
    prop1 = replace(BY_NUMBER["prop1"], variable=variable)
    assert judge(prop1).status is Status.UNDECIDED


@pytest.mark.parametrize(("number", "of"), [("19", "25"), ("28", "17"), ("prop1", "28")])
def test_a_theorem_about_another_result_leaves_the_claim_undecided(number, of):
    assert judge(replace(BY_NUMBER[number], of=of)).status is Status.UNDECIDED


def test_every_wrong_part_has_its_witness():
    verdict = judge(BY_NUMBER["12"])
    assert [w.part for w in verdict.witnesses] == ["Pr_1", "Pr_2"]
    assert verdict.witness == verdict.witnesses[0]


def test_what_a_cited_formula_assumes_is_stated():
    assert "D_phi = 2*pi**2/tau_c" in judge(BY_NUMBER["39"]).assumptions


def test_equal_sides_of_a_strict_claim_are_told_as_such():
    found = judge(BY_NUMBER["device:guess:error"])
    assert found.status is Status.REFUTED
    assert found.witness.difference == "0"
    assert found.method.startswith("no strict inequality")
