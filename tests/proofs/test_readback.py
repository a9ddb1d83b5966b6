"""What is printed can be read: `check` calls every derived part, as it is written, equal."""

import re

import pytest
from sympy import sympify

from derive.equations import lookup, numbers
from derive.text.for_sympy import for_sympy
from proofs import Status, check
from proofs.judge.judge import BY_NUMBER
from proofs.report.pages import claim_page, equation_page

PARTS = [(number, part) for number in numbers() for part in lookup(number).parts]
BARE = re.compile(r"(?<!\\)\blog\s*\(")


def name(number, part):
    return f"{number}:{part}" if part else number


def test_all_parts_are_here():
    assert len(PARTS) >= 149


@pytest.mark.parametrize(("number", "part"), PARTS, ids=str)
def test_a_derived_part_is_read_back_as_equal(number, part):
    text = lookup(number).text(part)
    assert not BARE.search(text)
    found = check(name(number, part), text)
    assert found.status is Status.EQUAL
    assert found.derived == text


def some(stride):
    """Every few parts in the fast profile, the others in the deep one."""
    for place, own in enumerate(PARTS):
        marks = pytest.mark.deep if place % stride else ()
        yield pytest.param(*own, marks=marks, id=name(*own))


@pytest.mark.parametrize(("number", "part"), [*some(5)])
def test_a_derived_part_is_equal_as_an_expression_of_sympy_too(number, part):
    assert check(name(number, part), lookup(number).part(part)).status is Status.EQUAL


@pytest.mark.parametrize("number", ["A1", "8", "13", "15", "42"])
def test_what_is_copied_for_sympy_comes_back_through_sympy_as_equal(number):
    for part, value in lookup(number).parts.items():
        assert check(name(number, part), sympify(for_sympy(value))).status is Status.EQUAL


def test_nothing_that_is_shown_has_a_bare_log(verdicts):
    for number in numbers():
        page = claim_page(verdicts[number]) if number in BY_NUMBER else equation_page(number)
        assert not [text for _, text in page if BARE.search(text)]
