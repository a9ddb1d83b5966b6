"""Printed = derived as kernel-checked identities, and no wrong variant of one."""

import json
from dataclasses import replace

import pytest

from derive import equation
from proofs import calls
from proofs.engines import kernel
from proofs.paper.case import Case
from proofs.paper.claim import Kind
from proofs.paper.claimed import claimed, equality, on_smaller
from proofs.paper.claims import CLAIMS
from proofs.theorems import backing, proof_of
from proofs.theorems.printed_equals_derived import NOT_FOUND, identity, proved
from proofs.verdict import Result, Status
from tests.mutants.formulas import changes

BY_NUMBER = {claim.number: claim for claim in CLAIMS}
EXACT = [n for n, v in calls.recorded().items() if v["status"] == "exact"]
PROVED = [n for n, v in calls.recorded().items() if v["status"] == "proved"]
RESTRICTED = [
    *("5", "text:classical-state", "text:mu-at-zero-coherence", "text:emission-rate"),
    *("text:poisson", "text:first-line-of-27", "table1:single-photon:I"),
    *("table1:single-photon:II", "table1:temporal:I", "table1:temporal:II"),
]
"""Claims with a part or case that agrees, or that agree on a part of the domain."""
COVERED = [*EXACT, "19", "27", "28", "A5", "A6", *RESTRICTED]


@pytest.mark.parametrize("number", COVERED)
def test_the_kernel_accepts_the_identity(number):
    found = identity(number)
    assert found is not None
    proof = proof_of(found)
    assert proof.accepted, proof.reason


@pytest.mark.parametrize("number", ["2", "4", "17", "18", "42", "text:mu-at-zero-coherence"])
def test_the_kernel_is_an_engine_that_confirms(number):
    (word,) = kernel.confirmations(number)
    assert word.result is Result.CONFIRMED
    assert f"printed_equals_derived:{number}" in word.detail


@pytest.mark.parametrize("number", EXACT)
def test_the_kernel_has_a_word_on_every_exact_claim(number):
    assert number in kernel.claims()
    assert kernel.theorems(number)


@pytest.mark.parametrize("number", [n for n in PROVED if not backing(n) and not BY_NUMBER[n].parts])
def test_the_kernel_accepts_what_is_proved_without_a_theorem_of_its_own(number):
    assert number in kernel.claims()
    (own,) = kernel.theorems(number)
    assert own.statement == claimed(BY_NUMBER[number]).statement
    assert proof_of(own).accepted


def test_no_theorem_is_found_of_what_is_refuted():
    assert kernel.theorems("device:lossy:bound") == ()


@pytest.mark.parametrize("number", ["3", "29", "33", "A1", "A3", "text:c2-coefficient", "nothing"])
def test_no_identity_is_found_where_printed_and_derived_differ(number):
    assert identity(number) is None


def test_only_the_cases_that_agree_are_stated():
    assert identity("text:poisson").name == "printed_equals_derived:text:poisson:limit"
    assert len(identity("table1:temporal:I").statement["goals"]) == 1


def changed(number, old, new):
    claim = BY_NUMBER[number]
    parts = {part: text.replace(old, new, 1) for part, text in claim.parts.items()}
    assert parts != dict(claim.parts)
    return replace(claim, printed=parts)


@pytest.mark.parametrize(
    ("number", "old", "new"),
    [
        ("2", "c_k(t)", "c_k(2*t)"),
        ("4", "+ I*Gamma", "- I*Gamma"),
        ("7", "c_k(t0)", "-c_k(t0)"),
        ("8", "c_q(t)", "c_k(t)"),
        ("9", "c_q(t)", "c_q(t0)"),
        ("10", "exp(I*theta)", "exp(-I*theta)"),
        ("11", "1 -", "1 +"),
        ("13", "- S(rho)", "+ S(rho)"),
        ("13", "Pi_0*rho*Pi_0", "rho*Pi_0"),
        ("14", "1 - exp", "2 - exp"),
        ("17", "- mu_1", "+ mu_1"),
        ("18", "4*", "5*"),
        ("19", "log(", "ln("),
        ("22", "k-1", "k"),
        ("23", "(k-1)", "k"),
        ("24", "rho01", "rho10"),
        ("25", "n))", "n))/2"),
        ("27", "(k-1)*log", "k*log"),
        ("28", "(1-p)**n", "(1-p)**(n+1)"),
        ("32", "sqrt(w_i)", "w_i"),
        ("40", "phi + dphi", "phi - dphi"),
        ("42", "cos(dphi)", "cos(2*dphi)"),
        ("42", "abs(alpha)**2", "alpha**2"),
        ("fig2", "- mu_1", "+ mu_1"),
        ("text:geometric-sum", "n*x", "(n+1)*x"),
        ("text:detector-weight", "sqrt(w_i)", "w_i"),
        ("text:mu-at-zero-coherence", "rho00", "rho11"),
        ("text:emission-rate", "Gamma*rho11", "Gamma*rho00"),
        ("A4", "Delta**2", "Delta_prime**2"),
        ("text:substitution-F", "A -", "B -"),
    ],
)
def test_no_identity_is_found_for_a_wrong_variant(number, old, new):
    with pytest.raises(NOT_FOUND):
        proved(changed(number, old, new))


def variants(number):
    """The claim with one printed part changed, in every way of the mutants."""
    claim = BY_NUMBER[number]
    for part, text in claim.parts.items():
        for formula in changes(text, Case(claim, equation(number)).names):
            yield part, replace(claim, printed={**claim.parts, part: formula})


def wrongly_accepted(number, part, claim):
    """Whether the kernel takes the old proof for a variant that is not equal to the original."""
    own = identity(number)
    cases = own.name.removeprefix(f"printed_equals_derived:{number}").removeprefix(":")
    try:
        new = restated(claim, cases.split(", ") if cases else ())
    except NOT_FOUND:
        return False
    goals = dict(zip(own.statement["goals"], new["goals"], strict=True))
    text = json.dumps(own.steps)
    for old, goal in goals.items():
        text = text.replace(json.dumps(old), json.dumps(goal))
    new = {**new, "except": own.statement["except"]}
    if new == own.statement:
        return False
    accepted = proof_of(replace(own, statement=new, steps=json.loads(text))).accepted
    return accepted and not same(claim, BY_NUMBER[number], part)


def restated(claim, cases):
    """The statement of a variant where that of the original holds."""
    if claim.number in ("text:mu-at-zero-coherence", "text:emission-rate", "text:first-line-of-27"):
        return on_smaller(claim, claim.of).statement
    return equality(claim, cases).statement


def same(claim, original, part):
    derived = equation(claim.number)
    if claim.kind is Kind.PROPORTION:
        return False
    case = Case(claim, derived)
    found = case.against(part, Case(original, derived).printed(part), case.domain)
    return found.status is Status.EQUAL


FEW = 2
"""Variants of a claim in the fast profile."""


@pytest.mark.parametrize("number", COVERED)
def test_the_proof_of_an_identity_proves_none_of_a_few_variants(number):
    some = [*variants(number)]
    chosen = some[:: max(1, len(some) // FEW)]
    assert chosen
    assert [c.printed for part, c in chosen if wrongly_accepted(number, part, c)] == []


@pytest.mark.deep
@pytest.mark.parametrize("number", COVERED)
def test_the_proof_of_an_identity_proves_no_variant(number):
    assert [c.printed for part, c in variants(number) if wrongly_accepted(number, part, c)] == []


@pytest.mark.parametrize("number", ["4", "11", "13", "19", "25", "28", "42", "A4"])
def test_a_certificate_proves_no_other_goal(number):
    own = identity(number)
    goals = [f"{goal} + 1" for goal in own.statement["goals"]]
    assert not proof_of(replace(own, statement=own.statement | {"goals": goals})).accepted


def test_statements_hold_the_printed_text():
    (goal,) = identity("25").statement["goals"]
    assert goal.startswith("-S_rho - Sum((1 - p)**(k - 1)*p*rho11*log2(")


def test_an_entropy_of_a_matrix_is_stated_as_one():
    (goal,) = identity("13").statement["goals"]
    assert goal.count("S([[") == 3
