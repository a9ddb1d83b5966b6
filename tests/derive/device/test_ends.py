"""How bits change with an efficiency: the second derivative by a chain rule, and guards."""

import pytest
from sympy import Rational, S, diff

from derive import symbols as sym
from derive.device import ends
from derive.device.dark import branches
from tests.derive.simulated_emission import close, evaluate

POINT = (Rational(2, 5), S.Zero, Rational(6, 5))
DEVICE = {"n": 2, "eta_d": Rational(13, 20), "d_c": Rational(1, 10), "nu": Rational(3, 2)}


@pytest.mark.parametrize("eve", ends.CONCAVE_FOR, ids=lambda eve: eve.name)
def test_the_curvature_of_the_mean_norm_is_its_second_derivative(eve):
    plain = evaluate(diff(ends.mean_norm(eve), sym.eta_d, 2), *POINT, **DEVICE)
    assert plain > 1e-3
    assert close(evaluate(ends.convex_norm(eve), *POINT, **DEVICE), plain)


def test_a_weight_that_changes_with_the_norm_is_refused():
    idle, _ = branches(True)
    assert ends.weighed(idle, ends.bent_norm(idle)) == 0
    with pytest.raises(ArithmeticError, match="change"):
        ends.weighed(idle, sym.rho11)


def test_what_is_no_chord_is_seen():
    assert ends.off_chord(sym.rho00 * sym.rho11) != 0
    assert ends.off_chord(2 * sym.rho00 + 3 * sym.rho11).expand() == 0
