"""Points lie in the domain, are exact, and are the same on every run."""

from itertools import islice

import pytest
from sympy import Rational, Sum, Symbol, exp

from derive import equation
from derive import symbols as sym
from derive.domain import BIN, BINS, HISTORY, POPULATION, QUBIT, WINDOW, Domain, real
from proofs.equality.points import FAMILY_SIZE, as_names, points

DOMAINS = [QUBIT, QUBIT & HISTORY, POPULATION & WINDOW & BINS, BIN, real(sym.theta), Domain()]
MANY = 80


@pytest.mark.parametrize("domain", DOMAINS, ids=str)
def test_every_point_lies_in_the_domain(domain):
    found = list(islice(points(domain), MANY))
    assert len(found) == MANY
    assert all(domain.contains(point) for point in found)


def test_every_coordinate_is_rational():
    for point in islice(points(QUBIT & WINDOW & BINS), MANY):
        assert all(value.is_Rational for value in point.values())


def test_hypotheses_hold_at_every_point():
    domain = POPULATION.where(sym.rho11 - Rational(3, 4))
    assert all(p[sym.rho11] >= Rational(3, 4) for p in islice(points(domain), MANY))


def test_points_end_where_hypotheses_exclude_each_other():
    domain = POPULATION.where(sym.rho11 - Rational(3, 4), Rational(1, 4) - sym.rho11)
    assert list(points(domain)) == []


def test_the_same_points_come_whenever_they_are_asked_for():
    first = list(islice(points(QUBIT), MANY))
    first[0].clear()  # what a caller does to its points is no concern of the next
    assert list(islice(points(QUBIT), MANY))[1:] == first[1:]
    assert next(points(QUBIT)) == {sym.rho11: Rational(1, 5), sym.c: Rational(1, 10)}


def test_some_points_lie_very_near_the_edges():
    values = [p[sym.rho11] for p in islice(points(POPULATION), MANY)]
    assert min(values) < Rational(1, 10**6) and max(values) > 1 - Rational(1, 10**6)


def test_counts_are_not_only_small():
    assert max(p[sym.n] for p in islice(points(BINS), MANY)) > 10


def test_a_family_adds_up_to_its_total_exactly():
    domain = equation("34").domain
    ((base, count, total),) = domain.totals
    for point in islice(points(domain), 20):
        members = sum(base[j] for j in range(1, int(point[count]) + 1))
        assert members.subs(point) == total.subs(point)


def test_quantities_that_no_range_covers_get_values_too():
    y = Symbol("y", complex=True)
    point = next(
        points(POPULATION, [y * exp(sym.rho11), Sum(sym.mode_weight[sym.i], (sym.i, 1, 2))])
    )
    assert y in point and sym.mode_weight[FAMILY_SIZE] in point
    assert f"{sym.mode_weight[FAMILY_SIZE]}" not in as_names(point)
