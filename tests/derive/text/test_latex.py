"""What the paper's notation looks like, and that it does not depend on the hash seed."""

import pytest
from sympy import Abs, Indexed, Matrix, Rational, Sum, Symbol, atanh, conjugate, exp, log, sqrt

from derive import symbols as sym
from derive.functions import Phi, eta, log2
from derive.model.entropy import binary_entropy
from derive.text.latex import latex, terms

click = sym.click[sym.i]
weight: Indexed = sym.mode_weight[sym.i]

CASES = [
    (1 - sym.alpha, r"1 - e^{-\Gamma t}"),
    (sym.decay(sym.t, sym.n), r"e^{-\Gamma t/n}"),
    (exp(-sym.Gamma * sym.t / (2 * sym.n)), r"e^{-\Gamma t/(2 n)}"),
    (sym.c**2, r"|\rho_{01}|^{2}"),
    (eta(sym.rho11), r"-\rho_{11} \log \rho_{11}"),
    (-eta(sym.rho11), r"\rho_{11} \log \rho_{11}"),
    (
        eta(1 - sym.rho11),
        r"-\left(1 - \rho_{11}\right) \log\left[1 - \rho_{11}\right]",
    ),
    (
        eta(sym.rho11 * sym.alpha),
        r"-\rho_{11} e^{-\Gamma t} \log\left[\rho_{11} e^{-\Gamma t}\right]",
    ),
    (Sum(eta(click), (sym.i, 1, sym.m)), r"-\sum_{i=1}^{m} p_{i} \log p_{i}"),
    (
        sym.rho00 * binary_entropy(sym.rho11),
        r"\rho_{00} \left[-\rho_{11} \log \rho_{11} - "
        r"\left(1 - \rho_{11}\right) \log\left[1 - \rho_{11}\right]\right]",
    ),
    (
        eta(Sum(click, (sym.i, 1, sym.m))),
        r"-\left(\sum_{i=1}^{m} p_{i}\right) \log\left[\sum_{i=1}^{m} p_{i}\right]",
    ),
    (log2(sym.rho11) + log(sym.rho11), r"\ln \rho_{11} + \log \rho_{11}"),
    (atanh(sym.x), r"\operatorname{arctanh}\left(x\right)"),
    (sqrt(weight), "|c_{i}|"),
    (1 / sqrt(weight), "|c_{i}|^{-1}"),
    (conjugate(sym.rho01), r"\rho_{01}^*"),
    (Abs(sym.cavity) ** 2, r"|\alpha|^{2}"),
    (Phi(sym.lambda_), r"\Phi\left(\lambda\right)"),
    (Matrix([[1, 0], [0, sym.rho11]]), r"\begin{pmatrix}1 & 0\\0 & \rho_{11}\end{pmatrix}"),
    (
        Matrix([[sym.rho00, sym.rho01]]) / (sym.rho00 + sym.rho11),
        r"\frac{1}{\rho_{00} + \rho_{11}} \begin{pmatrix}\rho_{00} & \rho_{01}\end{pmatrix}",
    ),
    (
        (sym.rho00 + sqrt(sym.rho11 + sym.c)) / 2,
        r"\frac{1}{2} \left[\rho_{00} + \sqrt{|\rho_{01}| + \rho_{11}}\right]",
    ),
]


@pytest.mark.parametrize(("expression", "text"), CASES, ids=[text for _, text in CASES])
def test_an_expression_prints_in_the_notation_of_the_paper(expression, text):
    assert latex(expression) == text


def test_a_product_that_is_multiplied_by_an_entropy_keeps_its_brackets():
    assert latex((1 - sym.alpha) * (eta(sym.rho00) + eta(sym.rho11))).startswith(
        r"\left(1 - e^{-\Gamma t}\right) \left["
    )


def test_the_sign_of_a_bracket_is_taken_out_only_where_it_helps():
    assert latex(-sym.alpha * (sym.c**2 - sym.rho00 * sym.rho11)).startswith(
        r"\left(\rho_{00} \rho_{11} - |\rho_{01}|^{2}\right)"
    )
    assert latex(-sym.rho11 * (1 - sym.alpha)) == r"-\rho_{11} \left(1 - e^{-\Gamma t}\right)"


def test_the_terms_of_a_sum_put_together_are_the_sum():
    total = eta(sym.rho00) - eta(sym.rho11) + sym.alpha
    assert " ".join(terms(total)) == latex(total)


def test_the_text_does_not_depend_on_the_hash_seed(worlds):
    first, second = (world["equations.tex"] for world in worlds)
    assert first == second
    assert rb"\log" in first


def test_only_a_symbol_whose_name_is_latex_prints_as_its_name():
    assert latex(Symbol("x_y")) == "x_{y}"
    assert latex(sym.LatexSymbol("x_y")) == "x_y"


def test_the_root_of_a_squared_modulus_has_no_root_sign():
    weight = sym.mode_weight[sym.i]
    assert latex(sqrt(weight)) == "|c_{i}|"
    assert latex(weight ** Rational(3, 2)) == "|c_{i}|^{3}"
    assert latex(sqrt(sym.click[sym.i])) == r"\sqrt{p_{i}}"
