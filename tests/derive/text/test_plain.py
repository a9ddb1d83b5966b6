"""The printer of formulas: brackets, names, what it refuses, and that a text has the same value.

The value of a text is found by Python's own grammar and mpmath, without the reader of formulas.
"""

import ast
import operator
import re

import mpmath
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    Add,
    Float,
    Function,
    I,
    IndexedBase,
    Integer,
    Integral,
    Matrix,
    MatrixSymbol,
    Max,
    Mul,
    Piecewise,
    Pow,
    Rational,
    S,
    Sum,
    Symbol,
    atanh,
    conjugate,
    cos,
    cosh,
    erf,
    exp,
    gamma,
    log,
    nan,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    symbols,
)

from derive.errors import FormulaError
from derive.functions import Called, Phi, eta, log2
from derive.text import plain
from derive.text.plain import names_in, to_text
from proofs.paper import formula

x, y = symbols("x y", positive=True)
k, n = symbols("k n", integer=True, positive=True)
p = IndexedBase("p")
a, a_dag = symbols("a a_dag", commutative=False)


class amplitude(Called):  # noqa: N801 - as the functions of SymPy
    """A function without a rule whose first argument belongs to its name."""

    nargs = 2

    @property
    def called(self):
        return f"c_{self.args[0]}"


WRITTEN = {
    -x: "-x",
    -(x**2): "-x**2",
    Pow(-x, 2, evaluate=False): "(-x)**2",
    x - y: "x - y",
    2 - x: "2 - x",
    x * (1 - y): "x*(1 - y)",
    -x / 2: "-x/2",
    x / (2 * y): "x/(2*y)",
    -3 * x / (y * n): "-3*x/(n*y)",
    Rational(-1, 2): "-1/2",
    x ** Rational(-1, 2): "1/sqrt(x)",
    x**-2: "1/x**2",
    x ** Rational(2, 3): "x**(2/3)",
    x ** (n - 1): "x**(n - 1)",
    x**-n: "1/x**n",
    2**-n: "1/2**n",
    Rational(2, 3) ** n: "(2/3)**n",
    (-1) ** n: "(-1)**n",
    (x**n) ** x: "x**(n*x)",
    exp(x) ** 2: "exp(2*x)",
    exp(1): "exp(1)",
    sqrt(x + 1) * exp(-x): "sqrt(x + 1)*exp(-x)",
    log(x, 2): "ln(x)/ln(2)",
    log2(x) - log(y): "-ln(y) + log2(x)",
    Abs(Symbol("z")) * conjugate(Symbol("z")): "conj(z)*abs(z)",
    1 + I * pi: "1 + I*pi",
    erf(x): "2*Phi(sqrt(2)*x) - 1",
    -erf(x + 1) / 2: "-(2*Phi(sqrt(2)*(x + 1)) - 1)/2",
    Sum(p[k] / 2, (k, 1, n)): "Sum(p_k/2, (k, 1, n))",
    Sum(x**k, (k, 1, Symbol("j")), (Symbol("j"), 1, n)): "Sum(Sum(x**k, (k, 1, j)), (j, 1, n))",
    p[k + 1] * p[1] ** 2: "p[1]**2*p[k + 1]",
    p[Symbol("k_1")]: "p[k_1]",
    Integral(1 / x, (x, 1, y)): "Integral(1/x, (x, 1, y))",
    Sum(k, (k, 1, n)) + k: "k + Sum(k, (k, 1, n))",
    a * a_dag - 2 * a_dag * a: "a*a_dag - 2*a_dag*a",
    (a + a_dag) ** 2 * x: "x*(a + a_dag)**2",
    x * a**-1 * a_dag: "x*a**(-1)*a_dag",
    Symbol("lambda") + 1: "lambda + 1",
    IndexedBase("lambda")[k]: "lambda_k",
    Function("c_q")(x + 1): "c_q(x + 1)",
    amplitude(k, x): "c_k(x)",
}


@pytest.mark.parametrize(("value", "text"), WRITTEN.items(), ids=WRITTEN.values())
def test_a_formula_is_written_with_the_brackets_that_it_needs(value, text):
    assert to_text(value) == text


def test_a_matrix_is_a_list_of_rows():
    assert to_text(Matrix([[1, x], [log(x), 0]])) == "[[1, x], [ln(x), 0]]"


REFUSED = [
    Float(0.5) * x,
    oo,
    nan,
    gamma(x),
    Max(x, y),
    Piecewise((x, x > 1), (y, True)),
    MatrixSymbol("X", 2, 2),
    Matrix(0, 0, []),
    log(x, 2, evaluate=False),
    Integral(x, x),
    Integral(x, (x, 1)),
    p[k, n],
    Function("log")(x),
    Function("h")(x),
    Function("f")(x, y),
    Symbol(r"\hat{V}"),
    Symbol("x'"),
    Symbol("ρ"),
    Symbol(""),
    Symbol("1x"),
    Symbol("in"),
    Symbol("I"),
    Symbol("pi"),
    S.true,
    "x",
    None,
]


@pytest.mark.parametrize("value", REFUSED, ids=str)
def test_what_the_language_has_no_words_for_is_refused(value):
    with pytest.raises(FormulaError):
        to_text(value)


AMBIGUOUS = [
    x + Symbol("x"),
    p[k] + Symbol("p"),
    p[k] + Symbol("p_k"),
    p[k] + IndexedBase("p", real=True)[k],
    Sum(k * Symbol("k"), (k, 1, n)),
    Sum(Sum(k, (k, 1, n)) * Symbol("k"), (k, 1, n)),
    Sum(p[k], (Symbol("p"), 1, n)),
    Function("f")(x) + Symbol("f"),
    Sum(Function("f")(x), (Symbol("f"), 1, n)),
    Function("f")(x) + Function("f", real=True)(x),
    Symbol("lambda") + Symbol("lambda_"),
    Matrix([[x, Symbol("x")]]),
    Sum(amplitude(k, x), (k, 1, n)),
    amplitude(k, x) + amplitude(Symbol("k"), x),
    amplitude(k, x) + Function("c_k")(x),
]


@pytest.mark.parametrize("value", AMBIGUOUS, ids=str)
def test_one_name_never_means_two_things(value):
    with pytest.raises(FormulaError, match=r"two things|no name that a function"):
        to_text(value)


def test_the_same_letter_may_be_bound_twice():
    own = Symbol("k")
    total = Sum(k, (k, 1, n)) * Sum(own, (own, 1, own))
    assert to_text(total) == "Sum(k, (k, 1, k))*Sum(k, (k, 1, n))"


def test_a_limit_does_not_see_the_variable_that_it_limits():
    assert to_text(Sum(k, (k, 1, Symbol("k")))) == "Sum(k, (k, 1, k))"


def test_the_names_of_a_formula_are_those_that_are_free_in_it():
    value = Matrix([[Sum(p[k] * x, (k, 1, n)), amplitude(k, y)]])
    assert names_in(value) == {"c_k": (amplitude, k), "n": n, "p": p, "x": x, "y": y}


def test_every_word_of_the_language_is_known_to_the_printer():
    words = {*formula.FUNCTIONS, *formula.MATRIX_FUNCTIONS, "Sum", "Integral"}
    assert words == plain.WORDS
    assert set(formula.CONSTANTS) <= set(plain.CONSTANTS.values())


def test_a_formula_that_is_nested_too_deeply_is_refused():
    deep = x
    for _ in range(20_000):
        deep = Pow(deep, 2, evaluate=False)
    with pytest.raises(FormulaError, match="too deeply"):
        to_text(deep)


# Random formulas: a tree is built as a SymPy expression, valued with mpmath, and written.

LARGEST = mpmath.mpf(10) ** 12
FUNCTIONS = {
    "log2": (log2, lambda u: mpmath.log(u, 2)),
    "ln": (log, mpmath.log),
    "exp": (exp, mpmath.exp),
    "eta": (eta, lambda u: -u * mpmath.log(u, 2)),
    "Phi": (Phi, mpmath.ncdf),
    "sin": (sin, mpmath.sin),
    "cos": (cos, mpmath.cos),
    "sinh": (sinh, mpmath.sinh),
    "cosh": (cosh, mpmath.cosh),
    "atanh": (atanh, mpmath.atanh),
    "abs": (Abs, abs),
    "conj": (conjugate, mpmath.conj),
    "sqrt": (sqrt, mpmath.sqrt),
}
INFIX = {
    "add": (Add, operator.add),
    "mul": (Mul, operator.mul),
    "pow": (Pow, operator.pow),
    "sub": (lambda u, v, **how: Add(u, Mul(-1, v, **how), **how), operator.sub),
    "div": (lambda u, v, **how: Mul(u, Pow(v, -1, **how), **how), operator.truediv),
}
POINT = {"x": mpmath.mpf(0.375), "y": mpmath.mpf(1.375), "n": mpmath.mpf(3)}


def built(tree):
    """The tree as an expression of SymPy; what is not `evaluated` stays as it is."""
    kind, *args = tree
    if kind == "number":
        return Rational(*args)
    if kind == "name":
        return {"x": x, "y": y, "n": n, "k": k}[args[0]]
    if kind == "sum":
        return Sum(built(args[0]), (k, 1, built(args[1])))
    if kind in INFIX:
        left, right, evaluated = args
        return INFIX[kind][0](built(left), built(right), evaluate=evaluated)
    return I if kind == "I" else FUNCTIONS[kind][0](built(args[0]))


def finite(tree):
    """The expression, if it is finite and SymPy makes it: what it asserts of parts that are not
    evaluated depends on what it has cached.
    """
    try:
        expression = built(tree)
    except AssertionError:
        return assume(False)
    assume(not expression.has(nan, oo, S.ComplexInfinity))
    return expression


def value(tree, names=POINT):
    """The value of the tree; a part that is too large for the precision ends the example."""
    kind, *args = tree
    if kind == "number":
        return mpmath.mpf(args[0]) / args[1]
    if kind == "name":
        return names[args[0]]
    if kind == "sum":
        last = int(value(args[1], names).real)
        return mpmath.fsum(
            value(args[0], {**names, "k": mpmath.mpf(j)}) for j in range(1, last + 1)
        )
    if kind in INFIX:
        found = INFIX[kind][1](value(args[0], names), value(args[1], names))
    else:
        found = mpmath.j if kind == "I" else FUNCTIONS[kind][1](value(args[0], names))
    assume(abs(found) < LARGEST)
    return found


def value_of_text(text):
    return _value_of(ast.parse(text, mode="eval").body, POINT)


_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def _value_of(node, names):
    match node:
        case ast.Constant(value=int(number)):
            return mpmath.mpf(number)
        case ast.Name(id=name):
            return {**names, "I": mpmath.j, "pi": mpmath.pi()}[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value_of(operand, names)
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_value_of(left, names), _value_of(right, names))
    return _value_of_call(node, names)


def _value_of_call(node, names):
    match node:
        case ast.Call(func=ast.Name(id="Sum"), args=[term, ast.Tuple(elts=[index, *ends])]):
            first, last = (int(_value_of(end, names)) for end in ends)
            inner = ({**names, index.id: mpmath.mpf(j)} for j in range(first, last + 1))
            return mpmath.fsum(_value_of(term, own) for own in inner)
        case ast.Call(func=ast.Name(id=function), args=[argument]):
            return FUNCTIONS[function][1](_value_of(argument, names))
    raise ValueError(ast.dump(node))


def _infix(*kinds):
    return lambda left, right: st.tuples(st.sampled_from(kinds), left, right, st.booleans())


def _numbers(low, high):
    return st.tuples(st.just("number"), st.integers(low, high), st.integers(1, 4))


_names = st.sampled_from([("name", name) for name in "xyn"])
_exponents = _numbers(-4, 4) | st.sampled_from(
    [("name", "n"), ("mul", ("number", -1, 1), ("name", "n"), True)]
)
positive = st.recursive(
    _names | _numbers(1, 5),
    lambda inner: (
        _infix("add", "mul", "div")(inner, inner)
        | _infix("pow")(inner, _exponents)
        | st.tuples(st.sampled_from(["sqrt", "cosh"]), inner)
    ),
    max_leaves=4,
)
"""Formulas with a value > 0, which roots and logarithms accept."""
_sums = st.tuples(
    st.just("sum"), _infix("mul", "div", "add", "pow")(positive, st.just(("name", "k"))), _names
).map(lambda found: (found[0], found[1], ("name", "n")))
formulas = st.recursive(
    positive
    | _sums
    | st.tuples(st.sampled_from(["log2", "ln", "eta", "Phi"]), positive)
    | st.just(("atanh", ("name", "x"))),
    lambda inner: (
        _infix("add", "sub", "mul")(inner, inner)
        | _infix("pow")(inner, st.sampled_from([("number", 2, 1), ("number", 3, 1)]))
        | _infix("mul")(st.sampled_from([("I",), ("number", -1, 1), ("number", -2, 3)]), inner)
        | st.tuples(st.sampled_from(["exp", "sin", "cos", "sinh", "conj", "abs"]), inner)
    ),
    max_leaves=6,
)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(formulas)
def test_the_text_of_a_formula_has_its_value(tree):
    expected = value(tree)
    expression = finite(tree)
    text = to_text(expression)
    assert not re.search(r"\blog\(", text)
    assert abs(value_of_text(text) - expected) <= mpmath.mpf(10) ** -20 * (1 + abs(expected))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(formulas)
def test_the_text_of_a_formula_is_read_back_with_its_value(tree):
    expected = value(tree)
    expression = finite(tree)
    again = formula.read(to_text(expression), {"x": x, "y": y, "n": n})
    point = {x: Rational(3, 8), y: Rational(11, 8), n: Integer(3)}
    found = again.subs(point).doit().evalf(30)
    assert abs(mpmath.mpmathify(found) - expected) <= mpmath.mpf(10) ** -20 * (1 + abs(expected))
