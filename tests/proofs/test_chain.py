"""The rows of derivations: noted while the code runs, equal where they stand under one name."""

from dataclasses import replace

import pytest
from sympy import S

from derive import equation, numbers
from derive import symbols as sym
from derive.model.steps import DerivedRow, named, step
from proofs.judge.chain import links, results
from proofs.latex.steps import aligned_rows, derivation
from proofs.verdict import Status

MAIN = (
    *(str(n) for n in range(14, 20)),
    *(str(n) for n in range(21, 29)),
    *("30", "31", "32", "34", "A1", "A2", "A3", "A4", "A5", "A6"),
)
"""The main results; (33) is (30) in other states and consists of a link."""
REACHED = ("14", "16", "17", "18", "19", "21", "22", "23", "24", "25", "26", "27", "28")
"""Equations whose rows end in every one of their parts."""


def changed(number, left, value):
    """An equation whose last row under `left` has another value."""
    found = equation(number)
    last = max(i for i, row in enumerate(found.steps) if row.left == left)
    rows = list(found.steps)
    rows[last] = replace(rows[last], value=value)
    return replace(found, steps=tuple(rows))


@pytest.mark.parametrize("number", numbers())
def test_all_rows_under_one_left_hand_side_are_proved_equal(number):
    assert [found for found in links(equation(number)) if found.status is not Status.EQUAL] == []


@pytest.mark.parametrize("number", MAIN)
def test_the_main_results_have_rows(number):
    assert equation(number).steps


@pytest.mark.parametrize("number", [*REACHED, "34", "A1", "A2", "A3", "A4", "A5"])
def test_the_rows_end_in_the_result(number):
    found = equation(number)
    assert len(list(results(found))) >= len(found.parts)


def test_a_row_with_a_wrong_value_is_noticed_and_marked():
    left = r"R(\rho_{A}^{\mathrm{d}})"
    wrong = changed("19", left, equation("19").rhs + sym.rho11 / 1000)
    assert Status.DIFFERENT in [found.status for found in links(wrong)]
    assert r"\sponteopen" in aligned_rows(wrong)
    assert r"\sponteopen" not in aligned_rows(equation("19"))


def test_a_wrong_matrix_and_a_wrong_name_are_noticed():
    block = r"M_{0} \rho_{A} M_{0}^\dagger"
    for wrong in (
        changed("18", block, equation("18").steps[1].value * 2),
        changed("18", r"\operatorname{det}", S.One),
    ):
        assert {found.status for found in links(wrong)} != {Status.EQUAL}


def test_a_name_stands_for_what_was_noted_under_it():
    found = equation("text:emission-rate")
    rows = (
        DerivedRow("x", sym.rho11),
        DerivedRow("y", named("x") + 1),
        DerivedRow("y", 1 + sym.rho11),
    )
    assert [link.status for link in links(replace(found, steps=rows))] == [Status.EQUAL]


def test_nothing_is_noted_outside_of_a_derivation():
    before = len(equation("17").steps)
    step("x", S.One)
    assert len(equation("17").steps) == before


def test_rows_belong_to_the_equation_that_noted_them():
    assert {row.left for row in equation("prop1").steps} == set()
    assert "R" not in {row.left for row in equation("15").steps}


def test_a_derivation_links_what_it_uses_where_that_is_in_the_document():
    text = derivation(equation("28"), ["27"])
    assert r"\hyperref[eq:27]{(27)}" in text
    assert "hyperref" not in derivation(equation("28"), [])
