"""The reader of LaTeX: what it understands, and that it refuses everything else."""

import pytest
from sympy import IndexedBase, Symbol

from derive import symbols as sym
from derive.errors import FormulaError, LatexError
from proofs.input.latex.formulas import to_text
from proofs.input.latex.rows import body
from proofs.input.latex.spellings import vocabulary
from proofs.input.latex.tokens import LatexSign, split, texts
from proofs.paper.formula import read

NAMES = {
    **{s.name: s for s in (sym.rho00, sym.rho11, sym.rho01, sym.Gamma, sym.t, sym.n, sym.k)},
    **{"c": sym.c, "x": sym.x, "p": sym.click, "m": sym.m, "Delta": sym.Delta},
    **{"Delta_prime": sym.Delta_prime, "t0": sym.t0},
}
KNOWN = vocabulary(NAMES)
SET_ALIKE = {"x_up": r"x_{\mathrm{s}}", "x_down": "x_s"}

UNDERSTOOD = {
    r"\rho_{11} \left(1 - x\right)": "rho11 * (1 - x)",  # a product, not a function
    r"x(1-x)": "x * (1 - x)",
    r"-(x + t)": "-(x + t)",
    r"x^{10}": "x ** 10",
    r"x^2t": "x ** 2 * t",
    r"2 \cdot 3^{n}": "2 * 3 ** n",
    r"\frac{x}{t}": "x / t",
    r"\frac{\Gamma t}{2 n} x": "Gamma * t / (2 * n) * x",
    r"e^{-\Gamma t/n}": "exp(-(Gamma * t / n))",
    r"e^{-\Gamma t}/n": "exp(-(Gamma * t)) / n",
    r"e^{-\Gamma t/(2 n)}": "exp(-(Gamma * t / (2 * n)))",
    r"\log x": "log(x)",
    r"\ln x": "ln(x)",
    r"x \log x": "x * log(x)",
    r"\log e^{-\Gamma t}": "log(exp(-(Gamma * t)))",
    r"\log x^{2}": "log(x ** 2)",
    r"\log p_i \ln x": "log(p_i) * ln(x)",
    r"\log\left[x t\right] n": "log(x * t) * n",
    r"\sin^{2}{\left(x\right)}": "sin(x) ** 2",
    r"\operatorname{arctanh}\left(\frac{\Delta'}{x}\right)": "artanh(Delta_prime / x)",
    r"|\rho_{01}|^{2}": "c ** 2",
    r"|x - t| |x|^3": "abs(x - t) * abs(x) ** 3",
    r"|\left(|x| - t\right)|": "abs(abs(x) - t)",
    r"\rho_{01}^*": "conj(rho01)",
    r"\Delta'^{2}": "Delta_prime ** 2",
    r"t_0 t": "t0 * t",
    r"\sqrt{x} \sqrt[3]{t}": "sqrt(x) * t ** (1 / 3)",
    r"i x": "I * x",
    r"\sum_{k=1}^{n} k x^{k-1} - 1": "Sum(k * x ** (k - 1), (k, 1, n)) - 1",
    r"-\sum_{i=1}^{m} p_{i} \log p_{i}": "-Sum(p_i * log(p_i), (i, 1, m))",
    r"\left(\sum_{i=1}^{m} p_i\right) x": "Sum(p_i, (i, 1, m)) * x",
    r"\int_0^1 \frac{ds}{1-s^2}": "Integral(1 / (1 - s ** 2), (s, 0, 1))",
    r"\int\limits_{0}^{1} s x\, ds": "Integral(s * x, (s, 0, 1))",
    r"\frac{1}{x} \begin{pmatrix}0 & 1\\x & 0\end{pmatrix}": "1 / x * [[0, 1], [x, 0]]",
}


@pytest.mark.parametrize("latex", UNDERSTOOD)
def test_a_formula_is_read_as_tex_and_people_read_it(latex):
    assert to_text(latex, KNOWN) == UNDERSTOOD[latex]


REFUSED = {
    "": (0, ""),
    "x^10": (3, "0"),  # TeX raises the 1 only
    "x_0": (1, "_"),
    "2 3": (2, "3"),  # TeX sets 23
    "x 2": (2, "2"),
    "x/t n": (4, "n"),  # x/(t n) or (x/t) n?
    r"\log x t": (7, "t"),  # log(x t) or log(x) t?
    r"\log\left(x\right)^{2}": (18, "^"),  # which is squared?
    "x^t^n": (3, "^"),
    r"x^\rho_{11}": (2, r"\rho"),  # TeX raises the \rho only
    "{x + t} n": (0, "{"),  # TeX does not set the braces
    r"\left(x)": (7, ")"),
    "(x]": (2, "]"),
    "x)": (1, ")"),
    r"\frac{x}": (8, ""),
    r"\frac12": (5, "12"),
    "x +": (3, ""),
    "x - - t": (4, "-"),
    r"x \foo": (2, r"\foo"),
    "y": (0, "y"),
    "x'": (1, "'"),
    "|x": (2, ""),
    "e": (1, ""),
    "x = t": (2, "="),
    "x # t": (2, "#"),
    r"\sin^{-1}\left(x\right)": (5, "{"),
    r"\sum_{k=1} k": (11, "k"),
    r"\int_0^1 x": (10, ""),
    r"\text{x}": (0, r"\text{x}"),
}


@pytest.mark.parametrize("latex", REFUSED)
def test_what_is_not_understood_is_refused_with_its_place_and_sign(latex):
    with pytest.raises(LatexError) as refused:
        to_text(latex, KNOWN)
    assert (refused.value.place, refused.value.sign) == REFUSED[latex]
    assert f"at character {REFUSED[latex][0] + 1}" in str(refused.value)


@pytest.mark.parametrize(
    "latex", [r"\frac{x}{0}", r"\log 0", "9" * 100, "x^{1000}", r"\sum_{k=x}^{n} k", "p_i", "p"]
)
def test_a_formula_without_a_value_or_too_large_is_refused_as_one_that_is_typed(latex):
    with pytest.raises(FormulaError):
        read(to_text(latex, KNOWN), KNOWN.names)


@pytest.mark.parametrize(
    "latex", ["\\sqrt{" * 1000 + "x" + "}" * 1000, "-x" * 5000, "1 +" * 1000 + "1"]
)
def test_a_text_that_is_too_long_or_deep_is_refused_without_a_traceback(latex):
    with pytest.raises(FormulaError):
        read(to_text(latex, KNOWN), KNOWN.names)


def test_two_symbols_that_look_alike_are_told_apart_by_the_equation_or_refused():
    assert to_text("n", vocabulary({"n_ket": sym.n_ket})) == "n_ket"
    assert to_text("n", vocabulary({"n": sym.n})) == "n"
    with pytest.raises(LatexError, match="two names look like this: n and n_ket"):
        to_text("n", vocabulary({"n": sym.n, "n_ket": sym.n_ket}))


@pytest.mark.parametrize(
    ("name", "latex"),
    [
        *(("eta_d", index) for index in (r"\eta_d", r"\eta_{\text{d}}", r"\eta_\mathrm{d}")),
        *(("p_click", index) for index in ("p_{click}", r"p_\text{click}")),
        *(("tau_c", index) for index in (r"\tau_{\mathrm{c}}", r"\tau_\text{c}")),
    ],
)
def test_an_index_is_read_upright_and_slanted(name, latex):
    assert to_text(latex, vocabulary({name: sym.TABLE[name].symbol})) == name


def test_a_symbol_that_is_set_exactly_so_wins_over_one_with_another_index():
    x, y = (sym.define(name, latex, "a share", 0, 1) for name, latex in SET_ALIKE.items())
    known = vocabulary({"x_up": x, "x_down": y})
    assert [to_text(latex, known) for latex in SET_ALIKE.values()] == ["x_up", "x_down"]
    with pytest.raises(LatexError, match="two names look like this: x_up and x_down"):
        to_text(r"x_\text{s}", known)


def test_two_names_of_one_symbol_do_not_clash():
    assert to_text("a", vocabulary({"a_V": sym.bin_width, "a": sym.bin_width})) in ("a", "a_V")


def test_an_index_is_not_the_imaginary_unit():
    known = vocabulary({"p": IndexedBase("p"), "i": Symbol("i"), "d": sym.d})
    assert to_text("i", known) == "i"
    assert to_text(r"\sum_{i=1}^{d} p_i", known) == "Sum(p_i, (i, 1, d))"


def test_braces_around_one_sign_and_spaces_make_no_difference():
    assert texts(r"\mu_{1}  ^ {2}") == texts(r"\mu_1^2")
    assert texts("x^{10}") != texts("x^10")


def test_a_separator_inside_of_brackets_does_not_split():
    pieces = split([LatexSign(text, 0) for text in "a,(b,c),{d,e}"], ",")
    assert ["".join(sign.text for sign in piece) for piece in pieces] == ["a", "(b,c)", "{d,e}"]


def test_a_file_of_another_form_or_label_is_refused():
    text = (
        "% Generated by `sponte latex` from derive/emission/temporal.py.\n"
        "\\begin{equation*}\\label{eq:28}\\tag{28}\n\\spontefit{p = x}\n\\end{equation*}\n"
    )
    assert body(text, "28") == "p = x"
    for wrong in (text + "x", text.replace("\\spontefit", "\\foo"), text.replace("eq:28", "eq:27")):
        with pytest.raises(LatexError):
            body(wrong, "28")
