"""Points that are looked at lie in the domain of an equation, and are the same on every run."""

from itertools import islice

import pytest
from flint import fmpq
from sympy import Rational, S, Sum, Symbol, exp

from derive import equation
from derive import symbols as sym
from derive.model.domain import BIN, BINS, HISTORY, POPULATION, QUBIT, WINDOW, Domain, between, real
from proofs.equality.falsifier.families import total_holds
from proofs.equality.falsifier.places import NUMBER, Places
from proofs.equality.falsifier.problems import problem
from proofs.equality.falsifier.values import Values
from proofs.equality.falsifier.work import Work
from proofs.kernel.constants import precision
from proofs.statements.hypotheses import Setting
from proofs.statements.statement import statement

DOMAINS = [QUBIT, QUBIT & HISTORY, POPULATION & WINDOW & BINS, BIN, real(sym.theta), Domain()]


def places(domain, value=S.Zero):
    """The points for a statement about a value on a domain."""
    asked = problem(statement([value], [value], Setting({}, domain)))
    return Places(asked, Work(10**6, 60)).all(0, NUMBER)


def points(domain, value=S.Zero):
    named = {s.name: s for s in domain.symbols}
    for place in places(domain, value):
        symbols = place.symbols.items()
        yield {named[n]: Rational(int(v.p), int(v.q)) for n, v in symbols if n in named}


@pytest.mark.parametrize("domain", DOMAINS, ids=str)
def test_every_point_lies_in_the_domain(domain):
    found = [*points(domain)]
    assert len(found) >= (30 if domain.symbols else 1)
    assert all(domain.contains(point) for point in found)


def test_every_coordinate_is_a_fraction():
    for place in places(QUBIT & WINDOW & BINS):
        assert all(type(value) is fmpq for value in place.symbols.values())


def test_hypotheses_hold_at_every_point():
    domain = POPULATION.where(sym.rho11 - Rational(3, 4))
    assert all(p[sym.rho11] >= Rational(3, 4) for p in points(domain))
    assert [*points(domain)]


def test_there_are_no_points_where_hypotheses_exclude_each_other():
    domain = POPULATION.where(sym.rho11 - Rational(3, 4), Rational(1, 4) - sym.rho11)
    assert [*points(domain)] == []


def test_the_same_points_come_whenever_they_are_asked_for():
    first = [*points(QUBIT)]
    first[0].clear()  # what a caller does to its points is no concern of the next
    assert [*points(QUBIT)][1:] == first[1:]
    assert next(points(QUBIT)) == {sym.rho11: Rational(1, 5), sym.c: Rational(1, 10)}


def test_some_points_lie_very_near_the_edges():
    values = [p[sym.rho11] for p in points(POPULATION)]
    assert min(values) < Rational(1, 10**6) and max(values) > 1 - Rational(1, 10**6)


def test_counts_are_not_only_small():
    assert max(p[sym.n] for p in points(BINS)) > 10


def test_a_family_adds_up_to_its_total_exactly():
    domain = equation("34").domain
    ((base, count, total),) = domain.totals
    whole = Sum(base[sym.i], (sym.i, 1, count))
    asked = problem(statement([whole], [total], Setting({}, domain)))
    (goal,), work = asked.goals, Work(10**6, 60)
    found = [*islice(Places(asked, work).all(0, NUMBER), 20)]
    assert len(found) == 20 and asked.totals
    for place in found:
        with precision(512):
            values = Values(place, work)
            assert (values.of(goal.left) - values.of(goal.right)).contains(0)
        assert all(total_holds(asked, each, place, work) for each in asked.totals)


def test_quantities_that_no_range_covers_get_values_too():
    y = Symbol("y", complex=True)
    value = y * exp(sym.rho11) + Sum(sym.mode_weight[sym.i], (sym.i, 1, sym.m))
    place = next(places(POPULATION & between(sym.m, 1, 9), value))
    assert {"abs_y", "arg_y"} <= {*place.symbols}
    assert [*place.functions] == [sym.mode_weight.label.name]
