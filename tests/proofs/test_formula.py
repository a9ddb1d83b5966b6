"""Reading formulas from outside: what is accepted, what is refused, and that nothing runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import I, ImmutableMatrix, IndexedBase, Rational, Sum, Symbol, log, sqrt

from derive.errors import FormulaError
from derive.functions import eta, log2
from derive.model.entropy import binary_entropy
from derive.text.plain import to_text
from proofs.paper.formula import MAX_LENGTH, read

x, y = Symbol("x", real=True), Symbol("y", nonnegative=True)
n = Symbol("n", integer=True, positive=True)
q = IndexedBase("q", nonnegative=True)
NAMES = {"x": x, "y": y, "n": n, "q": q}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x*(1 - x)/2", x * (1 - x) / 2),
        ("-x**2", -(x**2)),
        ("+x", x),
        ("1.25e-2*x", Rational(1, 80) * x),
        (".5", Rational(1, 2)),
        ("log(y)", log2(y)),
        ("ln(y)", log(y)),
        ("h(y)", binary_entropy(y)),
        ("eta(y)", eta(y)),
        ("y**(1/2)", sqrt(y)),
        ("I*x", I * x),
        ("q_n + q[n + 1]/q[1]", q[n] + q[n + 1] / q[1]),
        ("[[x, 0], [0, 1]]", ImmutableMatrix([[x, 0], [0, 1]])),
        ("tr([[x, 0], [0, 1]])", x + 1),
        ("dagger([[0, I*x], [0, 0]])", ImmutableMatrix([[0, 0], [-I * x, 0]])),
    ],
)
def test_a_formula_denotes_what_it_says(text, value):
    assert read(text, NAMES) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x +",
        "x y",
        "x == y",
        "x if y else 1",
        "lambda x: x",
        "[x for x in y]",
        "x.func",
        "x[0]",
        "q[x]",
        "q[1][1]",
        "q",
        "__import__('os')",
        "'x'",
        "True",
        "1j",
        "0x10",
        "1_000",
        "z + 1",
        "gamma(x)",
        "log(y, 2)",
        "log(x=1)",
        "x ^ 2",
        "x @ y",
        "x // 2",
        "~n",
        "x, y",
        "{1: 2}",
        "(x := 2)",
        "\x00",
        "nan",
        "oo",
    ],
)
def test_what_is_not_a_formula_is_refused_in_one_line(text):
    with pytest.raises(FormulaError) as refused:
        read(text, NAMES)
    assert "\n" not in str(refused.value).strip()


@pytest.mark.parametrize(
    "text",
    [
        "x*1e999999999",
        "9" * 61,
        "2**40**40",
        "((x**40)**40)**40",
        "(((2**40)**40)**40)**40",
        "(" * 2000 + "x" + ")" * 2000,
        "-" * 3000 + "x",
        "x+" * (MAX_LENGTH // 2) + "x",
        "+".join(["x"] * 1000),
    ],
)
def test_what_is_too_large_is_refused(text):
    with pytest.raises(FormulaError):
        read(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "1/0",
        "x/(y - y)",
        "0**0",
        "0**(-1)",
        "0**x",
        "log(0)",
        "ln(-2)",
        "artanh(1)",
        "(x - x)**(-2)",
    ],
)
def test_a_formula_without_a_value_is_refused(text):
    with pytest.raises(FormulaError):
        read(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "[[]]",
        "[1]",
        "[[1, 2], [3]]",
        "[[[[1]]]]",
        "[[1]] + 1",
        "1/[[1]]",
        "[[1]]/[[1]]",
        "[[1]]**2",
        "[[1, 2]]*[[1, 2]]",
        "tr(x)",
        "tr([[1, 2]])",
        "S([[1, 2]])",
        "S([[x, 1, 2], [1, x, 3], [2, 3, y]])",
        "log([[1]])",
        "Sum([[1]], (k, 1, n))",
    ],
)
def test_a_matrix_in_the_wrong_place_is_refused(text):
    with pytest.raises(FormulaError):
        read(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "Sum(k)",
        "Sum(k, (k, 1))",
        "Sum(k, (1, 1, n))",
        "Sum(k, (k, 1, x))",
        "Sum(1, (k, 1, n/2))",
        "Sum",
    ],
)
def test_a_sum_needs_an_index_and_whole_limits(text):
    with pytest.raises(FormulaError):
        read(text, NAMES)


def test_an_index_never_captures_a_name_of_the_equation():
    names = {**NAMES, "p": 1 / n}
    total = read("Sum(p*n, (n, 1, 3))", names)
    assert total.doit() == 6 / n


def test_nested_sums_over_the_same_letter_keep_their_indices_apart():
    assert read("Sum(Sum(k, (k, 1, k)), (k, 1, 3))", NAMES).doit() == 10


def test_an_index_is_positive_only_where_its_lower_limit_says_so():
    total = read("Sum(abs(k), (k, -2, 2))", NAMES)
    assert isinstance(total, Sum) and total.doit() == 6


@pytest.mark.parametrize("text", ["x*log(y)/2", "sqrt(y)*eta(y)", "exp(-x)*abs(x)", "conj(I*x)"])
def test_a_written_value_reads_back_as_itself(text):
    value = read(text, NAMES)
    assert read(to_text(value), NAMES) == value


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([*"xyn()[]+-*/,.0129 =:'_^", "log", "**", "Sum", "k"])))
def test_any_text_is_a_formula_or_a_formula_error(pieces):
    try:
        read("".join(pieces), NAMES)
    except FormulaError as error:
        assert str(error)
