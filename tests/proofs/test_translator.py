"""The trusted translator: what each construct of the user's language is in the kernel's words."""

import time

import pytest

from proofs.kernel.translator import Names, translate
from proofs.kernel.trees import TranslationError

NAMES = Names(
    scalars={"x": "x", "n": "n", "i": "i", "z": "z"},
    matrices={"U": (("1", "0"), ("0", "U_2_2"))},
    families={"p": "p", "lambda": "lambda_"},
    functions={"c_q": "c_q"},
    integers=frozenset({"n", "i"}),
    taken=frozenset({"phase"}),
)


def scalar(text: str) -> str:
    return translate(text, NAMES).rows[0][0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("log(x) + log2(x) + ln(x)", "log2(x) + log2(x) + log(x)"),
        ("0.95*x - 1e-3", "19/20*x - 1/1000"),
        ("x**0.5", "sqrt(x)"),
        ("x**(-3/2)", "1/sqrt(x)**3"),
        ("x**-2", "1/x**2"),
        ("x**(1 - 1)", "x**0"),
        ("x**(2**3)", "x**8"),
        ("10**-55", "1/10**55"),
        ("Sum(k, (k, 1, 10**9))", "Sum(k, (k, 1, 10**9))"),
        ("x**(1/3)", "x**(1/3)"),
        ("(-1)**(n - 1)", "(-1)**(n - 1)"),
        ("(-x)**n", "(-x)**n"),
        ("(-x)**z", "(-x)**z"),
        ("x**(n/2)", "x**(n/2)"),
        ("x**2**n", "x**2**n"),
        ("[[1, 0], [0, 0]]*[[5, 0], [x**(-n), 0]]", "1*5 + 0*x**(-n)"),
        ("-x**2", "-x**2"),
        ("x/(x*x)/x", "x/(x*x)/x"),
        ("conj(I*x)*abs(x)*Phi(x)*eta(x)", "conj(I*x)*abs(x)*Phi(x)*eta(x)"),
        ("arctanh(x) + atanh(x)", "artanh(x) + artanh(x)"),
        ("p_i + p[n + 1] + lambda_i + lambda[i]", "p(i) + p(n + 1) + lambda_(i) + lambda_(i)"),
        ("Sum(p_k, k, 1, n)", "Sum(p(k), (k, 1, n))"),
        ("Sum(Sum(k, (k, 1, k)), (k, 1, n))", "Sum(Sum(k_, (k_, 1, k)), (k, 1, n))"),
        ("Integral(I, (I, x, 1))", "Integral(I_, (I_, x, 1))"),
        ("Integral(phase, (phase, 0, 1))", "Integral(phase_, (phase_, 0, 1))"),
        ("c_q(2*x)", "c_q(2*x)"),
        ("tr(U*dagger(U))", "1*1 + U_2_2*conj(U_2_2)"),
        ("S(U)", "S([[1, 0], [0, U_2_2]])"),
        ("tr([[0, 1/x], [0, 0]]*U)", "1/x*0 + 0"),
    ],
)
def test_a_formula_in_the_kernels_words(text, words):
    assert scalar(text) == words


def test_a_definition_has_names_of_its_own():
    found = translate("h(x)", Names({"x": "u", "y": "h"}))
    assert found.rows == (("h_(u)",),)
    assert found.definitions == {"h_(u_)": "eta(u_) + eta(1 - u_)"}


def test_zero_times_what_may_have_no_value_is_not_left_out():
    assert translate("[[0, 1]]*[[ln(x)], [1]]", NAMES).rows == (("0*log(x) + 1*1",),)
    assert translate("[[0, 1]]*[[x], [1]]", NAMES).rows == (("1*1",),)


def test_matrices_are_read_entry_by_entry():
    assert translate("2*U - U/3", NAMES).rows[1] == ("2*0 - 0/3", "2*U_2_2 - U_2_2/3")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("y", "no name 'y' at this equation"),
        ("p", "'p' needs an index"),
        ("c_q", "'c_q' needs an argument"),
        ("p_x", "the index 'x' is no whole number"),
        ("x[1]", "'x' is no family"),
        ("Sum(p_k, (p, 1, 2))", "no name 'p_k'"),
        ("Sum(k, (k, 1, x))", "the limit 'x' of a sum is no whole number"),
        ("Sum(k)", "write Sum"),
        ("x # + 1", "'#'"),
        ("'x'", "is not a number"),
        ("1j", "is not a number"),
        ("True", "is not a number"),
        ("0xff", "is not decimal"),
        ("1_000", "is not decimal"),
        ("1e99", "more than 60 digits"),
        ("x**41", "too large"),
        ("9**9**9", "too large"),
        ("x**-(9**9)", "too large"),
        ("U**2", "is a matrix"),
        ("1/U", "is a matrix"),
        ("U + 1", "do not match"),
        ("U*[[1, 2]]", "do not match"),
        ("tr([[1, 2]])", "square"),
        ("S(x)", "S takes a matrix"),
        ("foo(x)", "no function 'foo'"),
        ("power(x, 2)", "no function 'power'"),
        ("diff(x, x)", "no function 'diff'"),
        ("h(x, x)", "h takes one argument"),
        ("exp(x=1)", "is not allowed"),
        ("x.real", "is not allowed"),
        ("x < 1", "is not allowed"),
        ("(lambda: 1)", "not a formula"),
        ("(" * 300 + "x" + ")" * 300, "not a formula"),
        ("x" * 5000, "5000 characters"),
        ("+".join("x" * 900), "operations"),
    ],
)
def test_what_is_no_formula_is_refused_in_words(text, message):
    with pytest.raises(TranslationError, match=message.replace("(", r"\(")):
        translate(text, NAMES)


def test_a_whole_number_may_be_written_out():
    long = "9" * 300
    assert scalar(f"{long}*x") == f"{long}*x"
    with pytest.raises(TranslationError, match="more than 300 digits"):
        scalar(f"9{long}")


def test_a_text_of_ours_may_be_longer():
    text = " + ".join(["(x + x*x)"] * 300)
    with pytest.raises(TranslationError, match="operations"):
        translate(text, NAMES)
    assert translate(text, NAMES, sizes=4).rows[0][0].count("x*x") == 300
    with pytest.raises(TranslationError, match="operations"):
        translate(" + ".join(["(x + x*x)"] * 1001), NAMES, sizes=4)
    with pytest.raises(TranslationError, match="at most 16000"):
        translate("x" * 16001, NAMES, sizes=4)


def test_deep_nesting_is_refused():
    with pytest.raises(TranslationError, match=r"nested too deeply|operations|not a formula"):
        translate("-" * 1400 + "x", NAMES)


def test_products_of_matrices_are_bounded():
    row = "[" + ", ".join("x + 1" for _ in range(8)) + "]"
    whole = "[" + ", ".join([row] * 8) + "]"
    with pytest.raises(TranslationError, match="more than"):
        translate("*".join([whole] * 4), Names({"x": "x"}))


def test_a_tower_of_powers_is_read_in_a_moment():
    """Each power is looked at once, not once for each that it stands in."""
    tower = "n" + "**(n" * 60 + ")" * 60
    start = time.thread_time()
    assert scalar(f"Sum(1, (k, 1, {tower}))").startswith("Sum(1, (k, 1, n**")
    assert time.thread_time() - start < 2
