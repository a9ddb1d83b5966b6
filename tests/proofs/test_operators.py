"""Operators keep their order: formulas at (41) are compared in normal order."""

import pytest

from derive import equation
from derive.errors import FormulaError
from proofs import Status, check
from proofs.paper.names import names_at
from proofs.paper.operators import NOTE, amplitudes, in_coherent_states, modes

V = "a_1*a_2_dag + a_1_dag*a_2"
NAMES = names_at("41", equation("41").domain)

EQUAL = [
    V,
    "a_2*a_1_dag + a_2_dag*a_1",
    f"{V} + a_1*a_1_dag - a_1_dag*a_1 - 1",
    f"{V} + a_1*a_2 - a_2*a_1",
    "(a_1 + a_2)*(a_1_dag + a_2_dag) - a_1*a_1_dag - a_2*a_2_dag",
    f"{V} + a_1**2*a_1_dag - a_1_dag*a_1**2 - 2*a_1",
    f"(a_1*a_1_dag - a_1_dag*a_1)**9*({V})",
    f"-(-({V}))/2*exp(ln(2))",
]
DIFFERENT = [
    f"{V} + a_1*a_1_dag - a_1_dag*a_1",
    f"{V} + 1",
    "a_1*a_2 + a_1_dag*a_2_dag",
    "a_1_dag*a_1 - a_2_dag*a_2",
    f"2*({V})",
    f"I*({V})",
    "1",
    "[[1]]",
]


@pytest.mark.parametrize("formula", EQUAL)
def test_the_same_operator_is_equal_however_it_is_ordered(formula):
    found = check("41", formula)
    assert found.status is Status.EQUAL
    assert NOTE in found.notes


@pytest.mark.parametrize("formula", DIFFERENT)
def test_another_operator_is_different(formula):
    assert check("41", formula).status is Status.DIFFERENT


@pytest.mark.parametrize(
    "formula",
    [
        "exp(a_1)",
        "a_1/a_1",
        "1/a_1",
        "a_1**2.5",
        "2**a_1",
        "[[a_1]]",
        "Sum(a_1, (k, 1, 3))",
        "Sum(1, (a_1, 1, 3))",
        "conj(a_1)",
        "a_1**1000",
        "(a_1 + a_2 + a_1_dag + a_2_dag)**40",
        "a_3",
        "True*a_1",
        "a_1**True",
        "1j*a_1",
    ],
)
def test_what_is_no_polynomial_in_operators_is_refused(formula):
    with pytest.raises(FormulaError):
        check("41", formula)


def test_the_values_are_those_in_coherent_states():
    assert modes(NAMES) == ("a_1", "a_2")
    assert in_coherent_states("a_1*a_1_dag", NAMES) == "1*conj(a_1)**1*a_1**1 + 1"


def test_a_coefficient_that_cancels_still_has_to_have_a_value():
    text = in_coherent_states("a_1/x - a_1/x", NAMES)
    assert text == "0*(1/(x))*a_1**1"


def test_a_decimal_stays_exact():
    decimal = "0.1234567890123456789012345678901234567890"
    assert in_coherent_states(f"{decimal}*a_1", NAMES) == f"1*({decimal})*a_1**1"
    assert check("41", f"{V} + 0.{'0' * 40}1*a_1").status is Status.DIFFERENT
    assert set(amplitudes(NAMES)) == {"a_1", "a_2"}
