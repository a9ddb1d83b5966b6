"""Bits, numbers and bounds of schemes: the paper's own equations, and what cannot be had."""

import pytest
from flint import acb, acb_mat, arb
from sympy import ImmutableMatrix, S, cos, exp, sin, sqrt

from derive import One, Scheme, equation
from derive import symbols as sym
from derive.errors import DomainError, SchemeError
from derive.precision import precision
from derive.scheme.bound import points
from derive.scheme.covariance import Charges, charges, confirmed
from derive.scheme.numbers import LARGEST, diagonal, eigenvalues, eta
from proofs.equality.compare import compare
from proofs.verdict import Status

k, n, alpha = sym.k, sym.n, sym.alpha
STAY = exp(-sym.Gamma * sym.t / n)
share = sym.define("share", "s", "a share", 0, 1)
PHOTON = Scheme(
    "photon",
    "one detector",
    "A R",
    {"0": {"0 0": 1}, "1": {"1 0": sqrt(alpha), "0 1": sqrt(1 - alpha)}},
    "R",
)
BINS = Scheme(
    "bins",
    "arrival times",
    "A R",
    {
        "0": {"0 none": 1},
        "1": {
            "1 none": sqrt(alpha),
            ("0", One(k, 1, n)): sqrt((1 - STAY) * STAY ** (k - 1)),
        },
    },
    "R",
)
TURNED = Scheme(
    "turned",
    "a source read in a basis that is turned",
    "A R",
    {
        "0": {"0 0": cos(sym.theta), "0 1": sin(sym.theta)},
        "1": {"0 0": -sin(sym.theta), "0 1": cos(sym.theta)},
    },
    "R",
)


@pytest.mark.parametrize(
    ("scheme", "state", "number"),
    [
        (PHOTON, "general", "17"),
        (PHOTON, "incoherent", "19"),
        (BINS, "general", "25"),
        (BINS, "incoherent", "27"),
        (BINS, "incoherent", "28"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_schemes_of_the_paper_give_its_equations(scheme, state, number):
    own = equation(number)
    assert compare(scheme.bits("II", state).rhs, own.rhs, own.domain).status is Status.EQUAL


def test_schemes_of_the_paper_give_its_measurements():
    kraus = {name: own[0] for name, own in PHOTON.kraus().items()}
    for mine, part in (("0", "M_0"), ("1", "M_1")):
        assert (
            compare(kraus[mine], equation("15").part(part), equation("15").domain).status == "equal"
        )
    for mine, part in (("none", "E_0"), ("k", "E_k")):
        own = equation("21")
        assert compare(BINS.povm()[mine], own.part(part), own.domain).status == "equal"


def test_what_is_left_of_the_source_has_trace_one():
    for left in PHOTON.post_measurement().values():
        assert left.trace().simplify() == 1


def test_bits_depend_on_the_phase_only_where_the_source_has_one_for_the_detector():
    assert sym.phase not in PHOTON.bits("II").domain.symbols
    assert sym.phase in TURNED.bits("II").domain.symbols


def test_a_turned_qubit_has_the_bits_of_its_outcomes_less_its_entropy():
    bits = TURNED.bits("II")
    point = {"rho11": "3/10", "c": 0, "theta": "1/2", "phase": 0}
    with precision(200):
        q = arb("0.3") + arb("0.4") * (arb("0.5").sin() * arb("0.5").sin())
        true = eta(q) + eta(1 - q) - eta(arb("0.3")) - eta(arb("0.7"))
        assert abs(bits.at(point, 40) - true) < arb(10) ** -39


# A matrix of one's own.


def test_a_state_of_ones_own_is_taken():
    state = ImmutableMatrix([[1 - share, 0], [0, share]])
    bits = PHOTON.bits("II", state)
    assert bits.rhs == PHOTON.bits("II", "incoherent").rhs.subs(sym.rho11, share)


def test_a_state_may_be_written_with_sines():
    state = ImmutableMatrix([[sin(share) ** 2, 0], [0, cos(share) ** 2]])
    excited = PHOTON.bits("II", "incoherent").rhs.subs(sym.rho11, cos(share) ** 2)
    assert PHOTON.bits("II", state).rhs.equals(excited)


def test_a_state_may_be_written_with_the_coherence():
    state = ImmutableMatrix([[1 - sym.rho11, sym.c], [sym.c, sym.rho11]])
    assert PHOTON.bits("II", state).rhs == PHOTON.bits("II", "general").rhs


def test_a_scheme_without_an_eve_still_has_its_probabilities():
    alone = Scheme("alone", "", "A R", PHOTON.isometry, "R", holders={})
    assert alone.probabilities() == PHOTON.probabilities()


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("a state of shape \\(1, 1\\)", [[1]]),
        ("not Hermitian", [[S.Half, share], [0, S.Half]]),
        ("the state has the trace 2, not shown to be 1", [[1, 0], [0, 1]]),
        ("not shown to be >= 0: its minors of size 2", [[S.Half, 1], [1, S.Half]]),
        ("there is no state 'thermal'; there are general, incoherent", "thermal"),
    ],
)
def test_what_is_no_state_is_refused(words, state):
    with pytest.raises(SchemeError, match=words):
        PHOTON.bits("II", state)


def test_the_general_state_has_two_levels():
    three = {str(j): {f"{j} 0": 1} for j in range(3)}
    with pytest.raises(SchemeError, match="has two levels; this source has 3"):
        Scheme("three", "", "A R", three, "R").bits("II")


def test_an_unknown_holder_is_refused():
    with pytest.raises(SchemeError, match="there is no holder 'III'; there are I, II"):
        PHOTON.bits("III")


# What has no formula, and numbers.


def test_a_block_without_a_closed_spectrum_is_named():
    noisy = cubic().bits("E", "general")
    assert noisy.rhs is None
    assert "has no closed spectrum: its characteristic polynomial has a factor of" in noisy.reason
    with pytest.raises(SchemeError, match="has no formula: the block of"):
        noisy.text()


def cubic():
    """A detector with noise of which Eve holds the source: no closed spectrum against her."""
    quiet, dark, stay, leave = map(sqrt, (1 - share, share, alpha, 1 - alpha))
    first = {"0 0 0 0": quiet, "0 0 1 1": dark}
    second = {
        "1 0 0 0": stay * quiet,
        "1 0 1 1": stay * dark,
        "0 1 1 0": leave * quiet,
        "0 1 1 1": leave * dark,
    }
    return Scheme("noisy", "", "A F R N", {"0": first, "1": second}, "R", holders={"E": "R' F"})


def mixed_family():
    """A family that is in part coherent, in part recorded: no small blocks, with n a symbol."""
    return Scheme(
        "mixed",
        "",
        "A R D",
        {
            "0": {"0 none none": 1},
            "1": {
                ("0", One(k, 1, n), "none"): sqrt(share / n),
                ("1", One(k, 1, n), One(k, 1, n)): sqrt((1 - share) / n),
            },
        },
        "R",
        holders={"told": "R' D", "last": "R' A D"},
    )


def test_a_family_without_small_blocks_is_summed_label_by_label():
    bits = mixed_family().bits("last", "incoherent")
    assert "in part coherent, in part correlated" in bits.reason
    ball = bits.at({"rho11": "1/2", "share": "1/3", "n": 3}, 30)
    # Eve and R are pure if the source is excited; R is 1/3 |u><u| + 2/9, u the uniform vector.
    with precision(200):
        true = (arb(3).log() / arb(2).log() - eta(arb(5) / 9) - 2 * eta(arb(2) / 9)) / 2
        assert abs(ball - true) < arb(10) ** -29


def test_numbers_have_as_many_digits_as_are_asked_for():
    point = {"rho11": "3/10", "c": "1/10", "Gamma": 1, "t": "0.7"}
    for digits in (5, 40, 300):
        assert PHOTON.bits("II").at(point, digits).rad() < arb(10) ** -digits


@pytest.mark.parametrize("rho11", [0, 1])
@pytest.mark.parametrize("t", [0, 2])
def test_numbers_are_had_on_the_edges(rho11, t):
    point = {"rho11": rho11, "c": 0, "Gamma": 1, "t": t}
    ball = PHOTON.bits("II").at(point, 30)
    with precision(200):
        stay = arb(-t).exp()
        assert abs(ball - rho11 * (eta(stay) + eta(1 - stay) if t else 0)) < arb(10) ** -29


def test_a_family_is_summed_on_an_edge_where_its_normal_form_has_no_value():
    p = share
    image = {"1 none": (1 - p) ** (n / 2), ("0", One(k, 1, n)): sqrt(p * (1 - p) ** (k - 1))}
    bins = Scheme("bins", "", "A R", {"0": {"0 none": 1}, "1": image}, "R")
    ball = bins.bits("II", "incoherent").at({"rho11": "1/2", "share": 1, "n": 4}, 30)
    assert abs(ball) < arb(10) ** -29


@pytest.mark.parametrize(
    ("error", "words", "change"),
    [
        (SchemeError, "no value for t; a point has rho11, c, Gamma, t", {"t": None}),
        (SchemeError, "there is no eta here", {"eta": 1}),
        (SchemeError, "t = half is no number", {"t": "half"}),
        (DomainError, "rho11 = 3/2 is outside of its domain", {"rho11": "3/2"}),
        (DomainError, "c = 1/2 is outside of its domain", {"c": "1/2"}),
        (DomainError, "Gamma = 0 is outside of its domain", {"Gamma": 0}),
    ],
)
def test_a_point_outside_is_refused(error, words, change):
    point = {"rho11": "3/10", "c": "1/10", "Gamma": 1, "t": "0.7"} | change
    with pytest.raises(error, match=words):
        PHOTON.bits("II").at({name: x for name, x in point.items() if x is not None})


def test_a_huge_number_of_members_is_refused_with_its_number():
    bits = BINS.bits("II", "incoherent")
    point = {"rho11": "1/2", "Gamma": 1, "t": 1, "n": 10**9}
    with pytest.raises(SchemeError, match="the index k has 1000000000 values; at most 1048576"):
        bits.at(point)
    with pytest.raises(SchemeError, match="the index k has 5000 values; at most 4096"):
        point = {"rho11": "1/2", "share": "1/3", "n": 5000}
        mixed_family().bits("last", "incoherent").at(point)


def test_eigenvalues_are_enclosed_with_their_multiplicities():
    with precision(200):
        found = eigenvalues(diagonal([arb(1) / 3, arb(1) / 3, arb(2), arb(0)]))
    assert sorted(round(float(x), 12) for x in found) == [0, *[round(1 / 3, 12)] * 2, 2]
    assert all(x.rad() < arb(10) ** -50 for x in found)


def test_vectors_of_one_eigenvalue_become_orthonormal():
    with precision(200):
        vector = acb_mat([[1], [2], [arb(1) / 3], [acb(0, 1)], [-1], [arb(2).sqrt()]])
        found = eigenvalues(diagonal([1] * 6) + vector * vector.conjugate().transpose())
    largest = max(found, key=lambda x: float(x.mid()))
    assert largest.overlaps(arb(91) / 9)
    assert sum(x.contains(arb(1)) for x in found) == 5
    assert all(x.rad() < arb(10) ** -50 for x in found)


def test_a_poor_guess_only_costs_width(monkeypatch):
    from derive.scheme import numbers

    monkeypatch.setattr(numbers, "_guess", lambda _: ([arb(0)] * 2, diagonal([1, 1])))
    found = eigenvalues(diagonal([arb(1), arb(2)]))
    assert all(x.contains(arb(1)) and x.contains(arb(2)) for x in found)


def test_a_huge_block_is_refused_with_its_number():
    with pytest.raises(SchemeError, match="a block of 401 rows; at most 400"):
        eigenvalues(diagonal([0] * (LARGEST + 1)))


# Bounds.


def test_a_covariant_scheme_has_a_bound_with_charges_that_are_confirmed():
    found = PHOTON.bound("II")
    assert (found.status, found.charges.rest["0 1"]) == ("theorem", (0, 1))
    held = PHOTON.model.holder("II")
    assert confirmed(PHOTON.model, held, found.charges)
    wrong = Charges(found.charges.held, {**found.charges.rest, "0 1": (1, 0)})
    assert not confirmed(PHOTON.model, held, wrong)


def test_a_scheme_that_is_not_covariant_has_a_witness():
    found = TURNED.bound("II")
    assert charges(TURNED.model, TURNED.model.holder("II")).conflict
    assert found.status == "witness"
    assert found.values[0] < found.values[1]
    assert TURNED.bits("II").at(found.point, 20).overlaps(found.values[0])


def test_nothing_is_said_where_nothing_is_found(monkeypatch):
    from derive.scheme import bound

    monkeypatch.setattr(bound, "points", lambda domain, _: points(domain, 0))
    assert TURNED.bound("II").status == "undecided"
