import pytest
from sympy import I, Rational, S, Sum, Symbol, conjugate, sqrt

from derive import symbols as sym
from derive.model.hilbert import (
    Isometry,
    One,
    apply,
    arrange,
    conj,
    inner,
    ket,
    partial_trace,
    primed,
    project,
    tensor,
)
from tests.derive.simulation import CLOSE, mp
from tests.derive.simulation import partial_trace as traced

k, q = Symbol("k", integer=True, positive=True), Symbol("q", integer=True, positive=True)
MODES = 3


def amplitude(index):
    return (1 + I * index) / (index + 2)


SHARED = ket(
    "A R R'",
    {
        ("e", "0", "0"): Rational(1, 3),
        ("g", One(k, 1, MODES), "0"): amplitude(k),
        ("g", "0", One(q, 1, MODES)): I * amplitude(q) / 2,
    },
)


def column(vector):
    """The ket written out on dimensions 2, MODES + 1, MODES + 1, as an mpmath column."""
    size = MODES + 1
    result = mp.zeros(2 * size**2, 1)
    for labels, value in vector.terms:
        index = next((x.index for x in labels if isinstance(x, One)), None)
        for mode in range(1, MODES + 1) if index else (0,):
            a, r, s = (mode if isinstance(x, One) else {"e": 1}.get(x, 0) for x in labels)
            number = mp.mpmathify(value.subs(index, mode).evalf(50) if index else value.evalf(50))
            result[(a * size + r) * size + s] += number
    return result


def test_two_mode_terms_overlap_in_a_sum_over_their_common_index():
    c, d = sym.overlap[1, k], sym.overlap[2, q]
    result = inner(ket("R", {(One(k, 1, sym.n),): c}), ket("R", {(One(q, 1, sym.n),): d}))
    assert result.doit() == Sum(conjugate(c) * sym.overlap[2, k], (k, 1, sym.n))


def test_crossed_indices_of_bra_and_ket_are_not_mixed_up():
    bra = ket("R S", {(One(k, 1, 2), One(q, 1, 2)): sym.overlap[k, q]})
    vector = ket("R S", {(One(q, 1, 2), One(k, 1, 2)): sym.overlap[q, k]})
    expected = sum(abs(sym.overlap[x, y]) ** 2 for x in (1, 2) for y in (1, 2))
    difference = inner(bra, vector).doit() - expected
    assert difference.replace(conjugate, lambda u: abs(u) ** 2 / u) == 0


def test_norm_equals_the_norm_of_the_written_out_vector():
    norm = mp.mpmathify(inner(SHARED, SHARED).doit().evalf(50))
    assert abs(norm - (column(SHARED).H * column(SHARED))[0]) < CLOSE


@pytest.mark.parametrize(("keep", "places"), [("A", [0]), ("R", [1]), ("R'", [2]), ("A R", [0, 1])])
def test_partial_trace_equals_that_of_the_written_out_vector(keep, places):
    size = (2, MODES + 1, MODES + 1)
    expected = traced(column(SHARED) * column(SHARED).H, size, places)
    for row, other, value in partial_trace(SHARED, keep).elements:
        values = {k: 2, q: 2, primed(k): 3, primed(q): 3}
        at = [0, 0]
        for side, labels, mode in ((0, row, 2), (1, other, 3)):
            for place, label in zip(places, labels, strict=True):
                digit = mode if isinstance(label, One) else {"e": 1}.get(label, 0)
                at[side] = at[side] * size[place] + digit
        number = mp.mpmathify(value.doit().subs(values).evalf(50))
        assert abs(number - expected[at[0], at[1]]) < CLOSE


def test_partial_trace_keeps_the_trace():
    difference = partial_trace(SHARED, "A R").trace() - inner(SHARED, SHARED)
    assert difference.doit().expand() == 0


def test_an_isometry_acts_linearly_and_keeps_the_norm():
    p = Rational(1, 4)
    V = Isometry(
        ("A",),
        {
            ("0",): ket("A R", {("0", "0"): 1}),
            ("1",): ket("A R", {("1", "0"): sqrt(1 - p), ("0", One(k, 1, 2)): sqrt(p / 2)}),
        },
    )
    start = ket("A R'", {("0", "0"): Rational(3, 5), ("1", "1"): 4 * I / 5})
    out = apply(V, start)
    assert out.factors == ("A", "R", "R'")
    assert out.amplitude("1", "0", "1") == 4 * I / 5 * sqrt(Rational(3, 4))
    assert inner(out, out).doit() == inner(start, start) == 1


def test_projecting_on_a_mode_leaves_the_family_of_its_outcomes():
    assert project(SHARED, "R", One(q)).terms == ((("g", "0"), amplitude(q)),)
    assert project(SHARED, "R", "0").amplitude("e", "0") == Rational(1, 3)


def test_factors_can_be_joined_and_reordered():
    pair = tensor(ket("A", {("e",): 2}), ket("R", {("0",): 3}))
    assert arrange(pair, "R A") == ket("R A", {("0", "e"): 6})


def test_zero_amplitudes_are_dropped():
    assert ket("A", {("e",): S.Zero}).terms == ()


def test_one_index_in_two_places_of_a_term_is_refused():
    with pytest.raises(ValueError, match="indices distinct"):
        ket("R R'", {(One(k), One(k)): 1})


def test_a_label_too_few_is_refused():
    with pytest.raises(ValueError, match="one each"):
        ket("R R'", {("0",): 1})


def test_conjugation_knows_probabilities_and_the_hermitian_coherence():
    root = sqrt(1 - sym.alpha)
    assert conj(I * root * sym.rho01) == -I * root * sym.rho10
