"""Expressions of SymPy handed to `check`: they keep SymPy's meaning, and are matched by name."""

from functools import reduce

import pytest
import sympy
from sympy import (
    Float,
    Function,
    I,
    IndexedBase,
    Matrix,
    MatrixSymbol,
    Sum,
    Symbol,
    conjugate,
    cos,
    erf,
    exp,
    log,
    pi,
    sqrt,
    symbols,
)

from derive import equation
from derive import symbols as sym
from derive.errors import FormulaError, UnknownEquationError
from proofs import Status, check

rho11, Gamma, t = symbols("rho11 Gamma t")
decay = exp(-Gamma * t)
NATS = rho11 * (-decay * log(decay) - (1 - decay) * log(1 - decay))
BITS = rho11 * (-decay * log(decay, 2) - (1 - decay) * log(1 - decay, 2))


def test_a_log_of_sympy_is_natural():
    assert check("19", BITS).status is Status.EQUAL
    assert check("19", NATS / log(2)).status is Status.EQUAL
    found = check("19", NATS)
    assert (found.status, found.notes) == (Status.DIFFERENT, ())
    assert found.printed.count("ln(") == 2


@pytest.mark.parametrize("how", [{}, {"positive": True}, {"real": True}, {"complex": True}])
def test_what_is_assumed_of_a_symbol_does_not_matter(how):
    x, g, s = symbols("rho11 Gamma t", **how)
    h = Function("h")
    assert check("19", x * h(exp(-g * s))).status is Status.EQUAL


def test_symbols_of_one_name_are_one_symbol():
    given = equation("19").rhs + Symbol("t") - Symbol("t", real=True)
    assert check("19", given).status is Status.EQUAL


def test_functions_that_sympy_lacks_are_known_by_their_names():
    eta, log2, Phi = map(Function, ("eta", "log2", "Phi"))
    alpha = Symbol("alpha")
    assert check("19", rho11 * (eta(alpha) + eta(1 - alpha))).status is Status.EQUAL
    width = Symbol("lambda") / sqrt(Symbol("tau"))
    assert check("38", -log2(2 * Phi(width) - 1)).status is Status.EQUAL


def test_the_error_function_is_written_with_phi():
    width = Symbol("lambda_") / sqrt(Symbol("tau"))
    found = check("38", -log(erf(width / sqrt(2)), 2))
    assert found.printed == "-ln(2*Phi(sqrt(2)*(sqrt(2)*lambda_/(2*sqrt(tau)))) - 1)/ln(2)"
    assert found.status is not Status.DIFFERENT


def test_families_amplitudes_and_operators_are_matched_by_name():
    p, i, m = IndexedBase("p"), Symbol("i", integer=True), Symbol("m")
    clicks = Sum(-p[i] * log(p[i], 2), (i, 1, m))
    excess = check("34:adversary_I", clicks - Function("eta")(Sum(p[i], (i, 1, m))))
    assert excess.status is Status.EQUAL
    assert check("8:e>g,1_q", Function("c_q")(t)).status is Status.EQUAL
    a, b = (Symbol(f"a_{j}", commutative=False) for j in (1, 2))
    a_dag, b_dag = (Symbol(f"a_{j}_dag", commutative=False) for j in (1, 2))
    assert check("41", b * a_dag + b_dag * a).status is Status.EQUAL


def test_a_matrix_may_be_given():
    assert check("15:M_0", Matrix([[1, 0], [0, exp(-Gamma * t / 2)]])).status is Status.EQUAL
    assert check("15:M_0", Matrix([[1, 0], [0, exp(-Gamma * t)]])).status is Status.DIFFERENT


def test_numbers_and_constants_of_sympy_are_written():
    assert check("text:outcomes", Symbol("n") + 1).status is Status.EQUAL
    turned = exp(I * pi / 2, evaluate=False) ** 4
    assert check("19", BITS * turned).status is Status.EQUAL


REFUSED = {
    "unknown": (rho11 + Symbol("foo"), "no name 'foo' at this equation; there are"),
    "a member as a symbol": (Symbol("p_i"), "no name 'p_i'"),
    "a float": (Float(0.5) * rho11, "rounded number"),
    "an undefined log": (Function("log")(rho11), "log"),
    "an undefined function": (Function("f")(rho11), "no name 'f'"),
    "no word": (sympy.gamma(rho11), "gamma"),
    "a symbol for a matrix": (MatrixSymbol("X", 2, 2), "not allowed"),
    "a number of Python": (1, "not int"),
    "an equation": (sympy.Eq(rho11, t), "not Equality"),
    "a constant's name": (Symbol("pi"), "pi"),
    "a dummy": (rho11 + sympy.Dummy("t"), "t is a Dummy"),
    "a dummy by a known name": (rho11 + sympy.Dummy("t") - sympy.Symbol("t"), "t is a Dummy"),
    "two dummies of one name": (rho11 + sympy.Dummy("t") - sympy.Dummy("t"), "t is a Dummy"),
    "a pattern by a known name": (rho11 + sympy.Wild("t") - sympy.Symbol("t"), "t is a Wild"),
    "a pattern": (rho11 + sympy.Wild("t"), "t is a Wild"),
    "too many digits": (rho11 + sympy.Integer(10) ** 5000, "too long"),
    "too deep": (reduce(lambda x, _: exp(x, evaluate=False), range(3000), t), "too deeply"),
    "too large": (reduce(lambda x, _: sympy.cos(x) * x, range(20), t), "20000 parts"),
    "capture": (Sum(Symbol("rho11") * t, (Symbol("t", integer=True), 1, 2)), "two things"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_meant_is_refused_with_a_reason(kind):
    value, reason = REFUSED[kind]
    with pytest.raises(FormulaError, match=reason):
        check("34:adversary_I", value)


def test_a_known_function_may_be_nested_often():
    nested = reduce(lambda x, _: Function("h")(x), range(30), t)
    assert check("19", nested).printed.count("h(") == 30


def test_the_number_of_an_equation_is_a_text():
    with pytest.raises(UnknownEquationError, match="closest: 19"):
        check(19, rho11)


def test_a_product_without_order_is_no_product_of_operators():
    a, b_dag = symbols("a_1 a_2_dag")
    with pytest.raises(FormulaError, match="operator"):
        check("41", a * b_dag)


def test_derived_values_with_lambda_and_longer_names_are_matched():
    assert check("38", equation("38").rhs).status is Status.EQUAL
    assert check("text:poisson:limit", exp(-Symbol("mean"))).status is Status.EQUAL
    signal = 2 * sym.cavity * conjugate(Symbol("alpha")) * cos(Symbol("dphi"))
    assert check("42", signal).status is Status.EQUAL
