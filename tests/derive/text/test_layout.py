"""Equations of several parts and lines."""

import re

import pytest

from derive.equations import lookup, numbers
from derive.text.layout import LINE, aligned, left_hand_side, lines, width


@pytest.fixture(scope="module")
def printed():
    return {number: lookup(number).latex() for number in numbers()}


def test_an_eigenvalue_that_the_paper_names_is_not_written_out(printed):
    assert r"\mu_{1} \log \mu_{1}" in printed["17"]
    assert r"\mu_{1} \log \mu_{1}" in printed["25"]
    assert "-S(\\rho_{A})" in printed["17"]


def test_an_eigenvalue_without_a_name_gets_one_and_its_definition(printed):
    text = printed["table1:spatial:I"]
    assert r"\kappa_{1} \log \kappa_{1}" in text
    assert r"\kappa_{1} &= \frac{1}{2} \left[1 + \sqrt" in text
    assert r"\kappa_{2} &= \frac{1}{2} \left[1 - \sqrt" in text


def test_appendix_a_is_written_with_its_delta_and_f(printed):
    assert r"\frac{\Delta' + F}{F - \Delta'}" in printed["A1"]


def test_matrices_with_symbols_of_their_own_follow_each_other_as_in_the_paper(printed):
    assert printed["14"].startswith(r"E_{0} = \begin{pmatrix}")
    assert r",\quad E_{1} = " in printed["14"]


def test_every_derived_equation_prints_with_balanced_braces_and_brackets(printed):
    for number, text in printed.items():
        assert text.count("{") == text.count("}"), number
        assert text.count(r"\left") == text.count(r"\right"), number
        plain = re.sub(r"\\eta_(\{\\mathrm\{d\}\}|\{?[12]\}?)", "", text)  # efficiencies
        assert not any(name in plain for name in (r"\eta", "rho00", "xlogx", "Gamma*")), number


def test_two_parts_are_never_printed_as_equal():
    assert aligned([("R", ["1"]), ("R", ["1"])]).count("&= 1") == 2  # lines of one chain
    parts = [left_hand_side("R", name) for name in ("incoherent", "coherent")]
    assert len(set(parts)) == 2


def test_a_long_sum_is_broken_between_its_terms():
    value = lookup("text:structure").rhs
    broken = lines(value)
    assert len(broken) > 1
    assert all(line.startswith(("+", "-")) for line in broken[1:])
    assert all(line.count(r"\left") == line.count(r"\right") for line in broken)


def test_the_width_counts_glyphs_not_letters_of_commands():
    assert width(r"\rho + \Gamma") == width("r + G")
    assert width(r"\frac{abc}{d}") == width("abc") < LINE
