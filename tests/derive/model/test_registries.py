"""Each paper has its own registry: one number may be in several, but not twice in one."""

import pytest
from sympy import Integer

from derive import equation as built_in
from derive.errors import DuplicateEquationError, UnknownEquationError
from derive.model.domain import Domain
from derive.model.equation import Registry, equation, opened
from derive.model.steps import noting, step


def tie(number, value):
    return equation(number, "x", domain=Domain(), title=f"{value}")(value)


def one():
    return Integer(1)


def two():
    return Integer(2)


def test_one_number_in_three_papers():
    first, second = Registry(), Registry()
    for registry, value in ((first, one), (second, two)):
        with opened(registry):
            tie("17", value)
    assert (first.derived("17").rhs, second.derived("17").rhs) == (1, 2)
    assert built_in("17").source.startswith("derive/emission/")


def test_a_number_given_twice_to_one_paper_is_an_error():
    with opened(Registry()):
        tie("17", one)
        with pytest.raises(DuplicateEquationError, match="17 is derived twice"):
            tie("17", two)


def test_what_another_paper_derives_is_not_found():
    with pytest.raises(UnknownEquationError):
        Registry().derived("17")


def test_a_result_of_another_paper_is_not_taken_for_one_of_the_same_number():
    lower, upper = Registry(), Registry()
    with opened(lower):
        inner = tie("1", one)
    with opened(upper):
        own = tie("2", one)
        tie("3", lambda: inner() + own())
    assert upper.derived("3").uses == ("2",)


def test_a_result_that_is_known_and_looked_up_is_used_all_the_same():
    with opened(own := Registry()):
        tie("1", one)
        tie("2", lambda: own.derived("1").rhs)
    assert own.derived("1") is own.derived("1")
    assert own.derived("2").uses == ("1",)


def test_what_runs_once_is_a_row_of_each_derivation_that_needs_it():
    runs = []

    @noting
    def doubled(value):
        runs.append(value)
        return step("x", 2 * value, "twice")

    with opened(own := Registry()):
        for number in ("1", "2"):
            tie(number, lambda: doubled(Integer(3)))
    found = [own.derived(number) for number in ("1", "2")]
    assert [[(row.left, row.value, row.words) for row in each.steps] for each in found] == [
        [("x", 6, "twice")]
    ] * 2
    assert runs == [3] and doubled(Integer(4)) == 8


def test_what_runs_once_is_what_each_derivation_rests_on():
    with opened(own := Registry()):
        tie("1", one)
        shared = noting(lambda: own.tied["1"]() + 1)
        for number in ("2", "3"):
            tie(number, shared)
    assert [own.derived(number).uses for number in ("3", "2")] == [("1",)] * 2


def test_two_functions_of_one_name_are_two_equations():
    with opened(own := Registry()):
        for number, value in (("1", 1), ("2", 2)):

            def same(value=value):
                return Integer(value)

            tie(number, same)
    assert [own.derived(number).rhs for number in own.numbers()] == [1, 2]
