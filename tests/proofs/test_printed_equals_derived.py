"""Printed = derived as kernel-checked identities, and no wrong variant of one."""

from dataclasses import replace

import pytest

from derive import equation
from proofs.paper import CLAIMS
from proofs.theorems import judge
from proofs.theorems.printed_equals_derived import _theorem, identity
from proofs.theorems.signs import GaveUpError

COVERED = [
    "text:classical-mixture",
    "11",
    "14",
    "15",
    "16",
    "text:click-probabilities",
    "17",
    "18",
    "19",
    "text:gibbs",
    "text:outcomes",
    "text:bin-probability",
    "20",
    "text:field-dimension",
    "21",
    "22",
    "23",
    "24",
    "25",
    "26",
    "text:n1-is-single-photon",
    "27",
    "text:geometric-sum",
    "28",
    "text:l1-range",
    "37",
    "A4",
    "text:substitution-F",
    "text:substitution-Delta",
    "text:substitution-Delta-prime",
]
BY_NUMBER = {claim.number: claim for claim in CLAIMS}


@pytest.mark.parametrize("number", COVERED)
def test_the_kernel_accepts_the_identity(number):
    found = identity(number)
    assert found is not None
    proof = judge(found)
    assert proof.accepted, proof.reason


@pytest.mark.parametrize("number", ["29", "33", "A1", "A3", "text:c2-coefficient", "5", "nothing"])
def test_no_identity_is_found_where_printed_and_derived_differ(number):
    assert identity(number) is None


def changed(number, old, new):
    claim = BY_NUMBER[number]
    parts = {part: text.replace(old, new, 1) for part, text in claim.parts.items()}
    assert parts != dict(claim.parts)
    return replace(claim, printed=parts)


@pytest.mark.parametrize(
    ("number", "old", "new"),
    [
        ("11", "1 -", "1 +"),
        ("14", "1 - exp", "2 - exp"),
        ("17", "- mu_1", "+ mu_1"),
        ("18", "4*", "5*"),
        ("19", "log(", "ln("),
        ("22", "k-1", "k"),
        ("23", "(k-1)", "k"),
        ("25", "n))", "n))/2"),
        ("27", "(k-1)*log", "k*log"),
        ("28", "(1-p)**n", "(1-p)**(n+1)"),
        ("text:geometric-sum", "n*x", "(n+1)*x"),
        ("A4", "Delta**2", "Delta_prime**2"),
        ("text:substitution-F", "A -", "B -"),
    ],
)
def test_no_identity_is_found_for_a_wrong_variant(number, old, new):
    with pytest.raises(GaveUpError):
        _theorem(changed(number, old, new), equation(number))


@pytest.mark.parametrize("number", ["11", "19", "25", "28", "A4"])
def test_a_certificate_proves_no_other_goal(number):
    own = identity(number)
    goals = [f"{goal} + 1" for goal in own.statement["goals"]]
    assert not judge(replace(own, statement=own.statement | {"goals": goals})).accepted


def test_statements_hold_the_printed_text():
    (goal,) = identity("25").statement["goals"]
    assert goal.startswith("-S_rho - Sum(power(1 - p, k - 1) * p * rho11 * log2(")
