"""Sums have one form, so that equal sums are found equal wherever they stand."""

import pytest

from derive.errors import FormulaError
from derive.model.domain import BINS, POPULATION, WINDOW
from proofs.equality.compare import compare_text
from proofs.equality.search import rewriting
from proofs.paper.formula import read
from proofs.statements.hypotheses import Setting
from proofs.verdict import Status

PLACE = POPULATION & WINDOW & BINS
NAMES = {s.name: s for s in PLACE.symbols}
SETTING = Setting(NAMES, PLACE)


def compared(given: str, derived: str) -> Status:
    return compare_text(given, read(derived, NAMES), SETTING).status


def assert_equal_and_no_more(given: str, derived: str) -> None:
    """The two are equal, and what differs from them by a little is not."""
    assert compared(given, derived) is Status.EQUAL
    assert compared(f"{given} + 10**-9*t", derived) is not Status.EQUAL


ENDS = [
    ("Sum(1/k, (k, 2, n)) - Sum(1/k, (k, 3, n + 1))", "1/2 - 1/(n + 1)"),
    ("Sum(log(k), (k, 1, n - 1)) - Sum(log(k), (k, 2, n))", "-log(n)"),
    ("1/(1 + Sum(1/k, (k, 2, n)) - Sum(1/k, (k, 3, n + 1)))", "2*(n + 1)/(3*n + 1)"),
    ("exp(Sum(ln(k), (k, 2, n)) - Sum(ln(k), (k, 1, n - 1)))", "n"),
    ("Sum(sqrt(k), (k, 0, n - 1)) + sqrt(n) - Sum(sqrt(k), (k, 1, n))", "0"),
    ("Sum(1/(2*k + 1), (k, 1, n))/Sum(1/(2*k - 1), (k, 2, n + 1))", "1"),
    ("Sum(1/(2*n - 2*k + 1), (k, 1, n)) - Sum(1/(2*k - 1), (k, 1, n))", "0"),
    ("Sum(1/(k + n), (k, 1, n)) - Sum(1/k, (k, 1, 2*n)) + Sum(1/k, (k, 1, n))", "0"),
    ("Sum(1/k, (k, 0 - 3, -2)) + Sum(1/k**2, (k, -2, -1))", "5/12"),
]


@pytest.mark.parametrize(("given", "derived"), ENDS)
def test_sums_that_differ_in_their_ends_are_compared_term_by_term(given, derived):
    assert_equal_and_no_more(given, derived)


DIFFERENCES = [
    ("Sum(eta(exp(-t*k)) - eta(exp(-t*(k - 1))), (k, 1, n))", "eta(exp(-n*t))"),
    ("Sum(2*ln(k + 1) - 2*ln(k) + rho11**k, (k, 1, n)) - Sum(rho11**k, (k, 1, n))", "2*ln(n + 1)"),
]


@pytest.mark.parametrize(("given", "derived"), DIFFERENCES)
def test_functions_cancel_against_those_of_the_place_before(given, derived):
    assert_equal_and_no_more(given, derived)


OPPOSITE = "rho11*Sum(eta(exp(-t*k)*rho11), (k, 1, n))"


def test_a_sum_of_entropies_is_the_opposite_one_of_logarithms():
    logarithms = "-rho11*Sum(exp(-t*k)*rho11*log(exp(-t*k)*rho11), (k, 1, n))"
    assert_equal_and_no_more(logarithms, OPPOSITE)


BY_PARTS = [
    ("n*ln(n) - Sum(k*(ln(k + 1) - ln(k)), (k, 1, n - 1)) - Sum(ln(k), (k, 1, n))", "0"),
    ("Sum(Sum(ln(k)/k, (k, j, n)), (j, 1, n)) - Sum(ln(k), (k, 1, n))", "0"),
    ("Sum(Sum(1/k**2, (k, j, n)), (j, 1, n)) - Sum(1/k, (k, 2, n))", "1"),
    ("Sum(Sum(1/j, (j, 1, k)), (k, 1, n)) - (n + 1)*Sum(1/k, (k, 1, n))", "-n"),
    (
        "Sum(k*Sum(1/j**2, (j, 1, k)), (k, 1, n)) - n*(n + 1)/2*Sum(1/k**2, (k, 1, n))",
        "(Sum(1/k, (k, 1, n)) - n)/2",
    ),
]


@pytest.mark.parametrize(("given", "derived"), BY_PARTS)
def test_a_sum_of_sums_is_taken_apart_by_parts(given, derived):
    assert_equal_and_no_more(f"{given} - ({derived})", "0")


ODD = [
    ("exp(Sum(1/(2*k - 1) + 1/(2*k), (k, 1, n)) - Sum(1/k, (k, 1, 2*n)))", "1"),
    (
        "1/(t + Sum(1/(2*k - 1)**2 + 1/(2*k)**2, (k, 1, n)) - Sum(1/k**2, (k, 1, 2*n)))",
        "1/t",
    ),
    ("exp(Sum(ln(2*k + 1) + ln(2*k), (k, 1, n)) - Sum(ln(k), (k, 1, 2*n + 1)))", "1"),
]


@pytest.mark.parametrize(("given", "derived"), ODD)
def test_a_sum_over_odd_numbers_is_one_over_all_less_that_over_even_ones(given, derived):
    assert_equal_and_no_more(given, derived)


WRITTEN_OUT = [
    ("abs(Sum((rho11/2)**k - (rho11/2)**(k + 1), (k, 0, 4)) - 1 + (rho11/2)**5 + t)", "t"),
    ("exp(-t/(2 + t*(Sum(exp(-t*k), (k, 0, 3)) - (1 - exp(-4*t))/(1 - exp(-t)))))", "exp(-t/2)"),
    ("1/(1 + I*t + Sum(rho11**k, (k, 0, 4)) - (1 - rho11**5)/(1 - rho11))", "1/(1 + I*t)"),
    ("exp(t*Sum(1/k, (k, n, n + 2)))", "exp(t/n)*exp(t/(n + 1))*exp(t/(n + 2))"),
    ("Sum(exp(2*pi*I*k/5), (k, 0, 4)) + t", "t"),
    ("ln(1 + t + Sum(exp(2*pi*I*k/5), (k, 0, 4)))", "ln(1 + t)"),
    ("Phi(sqrt(t + Sum(exp(2*pi*I*k/6), (k, 1, 6))))", "Phi(sqrt(t))"),
    ("1 + Sum(exp(2*pi*I*k/(n + 1)), (k, 1, n - 1)) + exp(2*pi*I*n/(n + 1))", "0"),
]


@pytest.mark.parametrize(("given", "derived"), WRITTEN_OUT)
def test_sums_under_functions_and_below_bars_are_found(given, derived):
    assert_equal_and_no_more(given, derived)


WHOLE = [
    ("Sum(k, (k, 1, n - t + t))", "n*(n + 1)/2"),
    ("Sum(k, (k, 1/3 + 2*1/3, n))", "n*(n + 1)/2"),
    ("Sum(k, (k, 1, (n**2 - 1)/(n + 1) + 1))", "n*(n + 1)/2"),
    ("(-1)**(n + t - t + n)", "1"),
]


@pytest.mark.parametrize(("given", "derived"), WHOLE)
def test_a_limit_is_whole_if_all_else_in_it_cancels(given, derived):
    assert compared(given, derived) is Status.EQUAL


@pytest.mark.parametrize("limit", ["n/2", "n + t", "n*t/n", "(n**2 + 1)/(n + 1)", "1/(n - n)"])
def test_a_limit_that_is_not_whole_is_refused(limit):
    with pytest.raises(FormulaError, match="no whole number"):
        compared(f"Sum(k, (k, 1, {limit}))", "n")


def test_a_sum_that_may_be_empty_is_not_taken_to_have_a_term():
    assert compared("1 + Sum(k**3/k, (k, 2, n - 1)) + n**2 - Sum(k**2, (k, 1, n))", "0") is (
        Status.DIFFERENT
    )


def test_a_geometric_sum_may_have_the_ratio_one():
    assert compared("Sum((n**2)**k - (n**2)**(k - 1), (k, 1, n))", "(n**2)**n - 1") is Status.EQUAL


def test_a_cofactor_of_many_terms_is_written_in_pieces(monkeypatch):
    many = "(1 + rho11 + t + n + exp(-t) + ln(n + 1))**5"
    zero = f"{many}*Integral(exp(-I*phi), (phi, -pi, pi))"
    assert compared(f"{zero} + t", "t") is Status.EQUAL
    monkeypatch.setattr(rewriting, "LONGEST", 10**6)
    assert compared(f"{zero} + 2*t", "2*t") is Status.UNDECIDED


def test_a_logarithm_of_a_power_is_found_before_the_power_is_taken_apart():
    power = "(rho11/2 + sqrt(rho11**2/4 + t))"
    given = f"ln({power}**{power})"
    assert_equal_and_no_more(given, f"{power}*ln({power})")


ALIKE = [
    ("Sum(eta(rho11*k/n), (k, 1, n))", "Sum(-rho11*j/n*log(j*rho11/n), (j, 1, n))"),
    (
        "t*Sum(n + h(rho11/k), (k, 2, n))",
        "t*Sum(n - rho11/k*log(rho11/k) + eta(1 - rho11/k), (k, 2, n))",
    ),
]


@pytest.mark.parametrize(("given", "derived"), ALIKE)
def test_sums_that_differ_in_how_entropies_are_written_are_not_taken_apart(given, derived):
    assert_equal_and_no_more(given, derived)
    certificate = compare_text(given, read(derived, NAMES), SETTING).certificate
    termwise = [step for step in certificate.steps if step["rule"] == "termwise"]
    assert [[*step["of"].values()] for step in termwise] == [["1", "-1"]]
