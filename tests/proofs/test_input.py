"""What people type: how it is read, what has two readings, and where an error stands in it."""

import re
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sympy import IndexedBase, Symbol

from derive import equation
from derive import symbols as sym
from derive.errors import (
    FormulaError,
    SeveralClaimsError,
    TypedError,
    UnknownEquationError,
    UnknownNameError,
)
from derive.text.layout import left_hand_side
from proofs import check, read_paper, verify
from proofs.equality.compare import compare_text
from proofs.input.from_sympy import from_sympy
from proofs.input.numbers import expanded, number_of, numbers_of
from proofs.input.reading import read_typed
from proofs.paper.built_in import BUILT_IN
from proofs.paper.formula import MAX_LENGTH, read
from proofs.paper.paper import Section
from proofs.statements.hypotheses import Setting
from proofs.verdict import Status

PAGE = Path(__file__).parent.parent.parent / "docs" / "formulas.md"
x, y, t, h = map(Symbol, "xyth")
NAMES = {
    **{"rho11": sym.rho11, "Gamma": sym.Gamma, "t": t, "n": sym.n, "k": sym.k, "c": sym.c},
    **{"alpha": sym.alpha, "mu_1": 2 * t, "p": IndexedBase("p"), "lambda_": sym.lambda_},
    **{"c_k": lambda time: 3 * time},
}


def text(typed, names=NAMES):
    return read_typed(typed, names).text


@pytest.mark.parametrize(
    ("typed", "formula"),
    [
        ("ρ₁₁·h(e^{−Γt})", "rho11*h(exp(-Gamma*t))"),
        ("2ρ₁₁²", "2*rho11**2"),
        ("t⁻¹ e⁻²", "t**(-1)*exp(-2)"),
        ("1 − |c|^2", "1 - abs(c)**2"),
        ("||c|| t", "abs(abs(c))*t"),
        ("|c| t |c|", "abs(c)*t*abs(c)"),
        ("|c|t + |t|n", "abs(c)*t + abs(t)*n"),
        ("|c|(1 - |t|)", "abs(c)*(1 - abs(t))"),
        (r"|\rho_{11}|t + |c| |t| + (|n|)t", "abs(rho11)*t + abs(c)*abs(t) + abs(n)*t"),
        (r"\left|t\left|c\right|t\right|", "abs(t*abs(c)*t)"),
        ("√t + √(1−t) t", "sqrt(t) + sqrt(1-t)*t"),
        ("[1 - t] {1 + t}", "(1 - t)*(1 + t)"),
        ("Σ_{k=1}^{n} k t - 1", "Sum(k*t, (k, 1, n)) - 1"),
        ("Σ_{k=1}^2 k + Σ_{k=1}^n(k)", "Sum(k, (k, 1, 2)) + Sum((k), (k, 1, n))"),
        ("t^2/2 + t^-1/n + t⁻¹/2", "t**2/2 + t**-1/n + t**(-1)/2"),
        ("e^-2 + e⁻²t + e^{-2} t", "exp(-2) + exp(-2)*t + exp(-2)*t"),
        ("Σ(k, (k, 1, n))", "Sum(k, (k, 1, n))"),
        ("p_{k} + pₖ + p[k + 1]", "p_k + p_k + p[k + 1]"),
        ("log₂(t) + log_2(t)", "log2(t) + log2(t)"),
        ("λ t + lambda", "lambda*t + lambda"),
        ("μ₁ − mu_{1}", "mu_1 - mu_1"),
        ("c_k(t)", "c_k(t)"),
        ("t(1-t)", "t*(1-t)"),
        ("t^-2 e^-t", "t**-2*exp(-t)"),
        ("𝜌₁₁ ℎ(𝑡)", "rho11*h(t)"),
        ("2π t", "2*pi*t"),
        ("R = t", "t"),
        ("H(X|E) = t", "t"),
        ("S(A'|E) = t", "t"),
        ("R^{II} = t", "t"),
        (r"\mathcal{R}_{min}(\rho_A) = \Gamma t", "Gamma*t"),
        (r"\varphi_1 = \Gamma t", "Gamma*t"),
        ("[[1, t], [0, 1-t]]", "[[1, t], [0, 1-t]]"),
        ("t *\n n", "t * n"),
        (r"$R_{II} = \rho_{11} h(t)$", "rho11*h(t)"),
        (r"\[ \dfrac{t}{2} \log_2(t) \, \eta(t). \]", "t/2*log2(t)*eta(t)"),
        (r"\bigl(1 - \lvert c\rvert^2\bigr) \mathrm{e}^{-t}", "(1 - abs(c)**2)*exp(-t)"),
        ("\\begin{equation}\nR = ρ_{11} t^2\n\\end{equation}", "rho11*t**2"),
        (r"2^n \, t", "2**n*t"),
        (r"R = \Gamma t. \quad (25)", "Gamma*t"),
        (r"\Gamma t, \qquad (A1) ", "Gamma*t"),
        (r"\Gamma t, \tag{19}", "Gamma*t"),
        (r"\Gamma t \,", "Gamma*t"),
    ],
)
def test_it_is_read_as_it_is_meant(typed, formula):
    assert text(typed).replace(" ", "") == formula.replace(" ", "")


TWO = {
    "t/2 n": ("(t/2)*n", "t/(2*n)"),
    "1/2(1-t)": ("(1/2)*(1-t)", "1/(2*(1-t))"),
    "2^n t": ("(2^n)*t", "2^(n*t)"),
    "e^-Γt": ("(e^-Γ)*t", "e^(-Γ*t)"),
    "e^-2 Γt": ("(e^-2)*Γ", "e^(-2*Γ)"),
    "e^-2*t": ("(e^-2)*t", "e^(-2*t)"),
    "e^2/t": ("(e^2)/t", "e^(2/t)"),
    "Σ_{k=1}^2k": ("where the upper limit ends", "^{...}"),
    "t^1/2": ("(t^1)/2", "t^(1/2)"),
    "t^-3/2": ("(t^-3)/2", "t^(-3/2)"),
    "t^2n": ("(t^2)*n", "t^(2*n)"),
    "h(t)(t)": ("h(t)*(t)", "h((t)*(t))"),
    "alpha(t)": ("alpha*(t)", "alpha at t"),
    "t[0]": ("t*[0]", "t at 0"),
    "e^-t/2": ("(e^-t)/2", "e^(-t/2)"),
    "e^t * n": ("(e^t)*n", "e^(t*n)"),
    "2^-t/n": ("(2^-t)/n", "2^(-t/n)"),
    "|c |t| c|": ("two readings", "abs(...)"),
    "| c | t | c |": ("two readings", "abs(...)"),
    "√t n": ("√(t)*n", "√(t*n)"),
    "√t²": ("√(t)²", "√(t²)"),
    "e^-t^2": ("(a^b)^c", "a^(b^c)"),
    "t²^3": ("(a^b)^c", "a^(b^c)"),
    "|c|t|c|": ("two readings", "abs(...)"),
    r"\rho_{11} h (t)(1-t)": ("h(...) is a factor", "belongs to h"),
    r"\alpha(t)": ("alpha*t", "alpha at t"),
    r"t/\Gamma n": ("(a/b) c", "a/(b c)"),
    r"|\rho_{11}|t|c|": ("two readings", r"\left|"),
    r"|\rho_{11}|(t)+|c|t|n|": ("two readings", r"\left|"),
}


@pytest.mark.parametrize("typed", TWO)
def test_what_has_two_readings_is_refused_with_both(typed):
    with pytest.raises(TypedError) as refused:
        read_typed(typed, NAMES)
    assert all(reading in str(refused.value) for reading in TWO[typed])


def test_of_several_parts_one_has_to_be_named():
    with pytest.raises(UnknownNameError, match="14 has several parts; name one of 14:E_0 and"):
        check("14", "t")


def test_a_name_that_is_a_function_too_is_not_guessed():
    with pytest.raises(TypedError, match=re.escape("the product h*(1-t) or h at 1-t")):
        read_typed("h(1-t)", {"h": h, "t": t})
    with pytest.raises(TypedError, match="'a₁' is a1 or a_1: write which"):
        read_typed("a₁", {"a1": x, "a_1": y})


@pytest.mark.parametrize(
    ("typed", "place", "why"),
    [
        ("rho11*gama", 6, "did you mean 'Gamma'"),
        ("ρ₁₁·gama", 4, "did you mean 'Gamma'"),
        ("2 rho1", 2, "did you mean 'rho11'"),
        ("sqr(t)", 0, "did you mean 'sqrt'"),
        ("R = gama t", 4, "did you mean 'Gamma'"),
        ("t + ", 3, "a factor is missing"),
        ("(t", 2, r"expected '\)'"),
        ("t)", 1, "not expected"),
        ("1 + рho11", 4, "CYRILLIC SMALL LETTER ER"),
        ("t 2", 2, "a number stands in front"),
        ("t\nt", 2, "a line ends"),
        ("2e-3t", 0, "is one number"),
        ("e t", 0, "e alone"),
        ("exp t", 3, r"write exp\(\.\.\.\)"),
        ("h^2(t)", 1, r"h\(\.\.\.\)\^2"),
        ("t <= 1", 2, "an inequality"),
        ("t == 1", 3, "one = is read"),
        ("t = 1", 0, "is a name of this equation"),
        ("alpha = t", 0, "is a name of this equation"),
        (r"\rho_{11} = t", 0, "is a name of this equation"),
        (r"R \geq t", 2, "an inequality"),
        ("R^2 = t", 0, "a symbol as in R"),
        ("R(0) = t", 0, "a symbol as in R"),
        ("R(1/2) = t", 0, "a symbol as in R"),
        ("R' = t", 0, "a symbol as in R"),
        ("R^* = t", 0, "a symbol as in R"),
        ("R^{2} = t", 0, "a symbol as in R"),
        ("R² = t", 0, "a symbol as in R"),
        ("R^n = t", 0, "a symbol as in R"),
        ("ln(R) = t", 0, "a symbol as in R"),
        ("log_2(R) = t", 0, "a symbol as in R"),
        ("e^R = t", 0, "a symbol as in R"),
        (r"\sqrt{R} = \Gamma t", 0, "a symbol as in R"),
        (r"\dot{R} = \Gamma t", 0, "a symbol as in R"),
        (r"\partial_t = \Gamma t", 0, "a symbol as in R"),
        (r"\operatorname{tr}(R) = \Gamma t", 0, "a symbol as in R"),
        ("R = t = 1", 6, "one = is read"),
        ("2 t = 1", 0, "a symbol as in R"),
        ("t⁺⁻", 1, "this exponent"),
        ("Σ_{k=1} t", 8, r"expected '\^'"),
        (r"ρ_{11} + \foo", 9, "its names are .*Gamma"),
        (r"\gamma t", 0, r"did you mean '\\Gamma'"),
        (r"\frac{t}{1 - t h(\Gamma t)", 8, "this bracket has no other half"),
        (r"\Gamma t +", 10, "ends too soon"),
        (r"$\rho_{11} + \foo$", 13, "not a sign or name"),
    ],
)
def test_an_error_has_its_place_in_what_was_typed(typed, place, why):
    with pytest.raises(TypedError, match=why) as refused:
        reading = read_typed(typed, NAMES)
        try:
            read(reading.text, NAMES)
        except FormulaError as error:
            raise reading.refused(error, NAMES) from None
    text, caret = refused.value.quoted()
    assert (refused.value.text, refused.value.place) == (typed, place)
    assert (text, len(caret)) == (f"  {typed}".replace("\n", " "), place + 3)


def test_the_caret_stands_under_the_place_where_letters_are_escaped():
    text, caret = TypedError("ρ x", 2, "?").quoted("ascii")
    assert (text, caret) == ("  \\u03c1 x", "         ^")


def test_of_a_long_text_what_is_around_the_place_is_shown():
    text, caret = TypedError(f"{'t+' * 99}?", 198, "?").quoted()
    assert len(text) < 50 and text[len(caret) - 1] == "?"


@pytest.mark.parametrize("typed", ["-t", "t**-n**2", "Sum(k, k, 1, n)", "t / n * 2.5e-3", "lambda"])
def test_a_text_of_the_language_comes_out_as_it_went_in(typed):
    reading = read_typed(typed, NAMES)
    assert (reading.text, reading.notes) == (typed, ())


TEXTS = {
    (number, text)
    for number, claim in BUILT_IN.claims.items()
    for text in claim.parts.values()
    if number in BUILT_IN.equations
}


def test_every_formula_of_the_paper_comes_out_as_it_went_in():
    assert len(TEXTS) > 100
    for number, text in TEXTS:
        names = BUILT_IN.names_at(number, BUILT_IN.equation(number).domain)
        assert read_typed(text, names).notes == (), text


@pytest.mark.parametrize("number", BUILT_IN.equations)
def test_what_is_derived_comes_out_as_it_went_in(number):
    derived = BUILT_IN.equation(number)
    names = BUILT_IN.names_at(number, derived.domain)
    for part in derived.parts:
        text = derived.text(part)
        assert len(text) > MAX_LENGTH or read_typed(text, names).notes == (), text


@pytest.mark.parametrize("typed", ["x" * 5000, "(" * 900 + "1" + ")" * 900, "", "  ", "\udcff"])
def test_what_is_too_large_or_nothing_is_refused(typed):
    with pytest.raises(FormulaError):
        read_typed(typed, NAMES)


@pytest.mark.parametrize(
    "typed",
    ["R" + "_a" * 1900 + "! = t", "R" + "_{a}" * 900 + "! = t", "$" + " " * 3900, "t(" * 1900]
    + [piece * (3900 // len(piece)) for piece in ("(", "|", "√", "Γ", "\\", r"\frac{", "Σ_{")],
)
def test_a_text_in_bad_faith_is_answered_at_once(typed):
    start = time.monotonic()
    with suppress(FormulaError):
        read_typed(typed, NAMES)
    assert time.monotonic() - start < 5


def test_what_the_kernel_is_asked_is_what_is_shown():
    verdict = check("19", r"R = ρ_{11} \, h(e^{-\Gamma t})")
    assert verdict.status is Status.EQUAL
    assert verdict.notes == (f"read as {verdict.printed}",)
    assert verdict.certificate.statement["goals"][0].startswith(f"{verdict.printed} == ")


# What is printed is pasted.


PRINTED = [n for n in BUILT_IN.equations if [*BUILT_IN.equation(n).parts] == [""]]
ELSEWHERE = {"41", "text:detector-weight"}
"""Operators are compared by another way, and |c_i| is of a c_i that formulas have no name for."""


def pasted(number):
    derived = BUILT_IN.equation(number)
    names = BUILT_IN.names_at(number, derived.domain)
    left = left_hand_side(derived.lhs.name, "")
    return read_typed(f"$$ {derived.latex()}, $$", names, lefts=[left]), names, derived


def test_the_left_side_of_another_part_is_refused():
    effect = "= [[0, 0], [0, 1 - e^{-Γt}]]"
    assert check("14:E_1", f"E_1 {effect}").status is Status.EQUAL
    with pytest.raises(FormulaError, match="another part"):
        check("14:E_1", f"E_0 {effect}")


def test_operators_as_they_are_printed_are_read_in_their_order():
    assert check("41", BUILT_IN.equation("41").latex()).status is Status.EQUAL


@pytest.mark.parametrize("number", sorted({*PRINTED} - ELSEWHERE))
def test_an_equation_as_it_is_printed_is_read_whole(number):
    text = BUILT_IN.equation(number).latex()
    if "kappa" in text or len(text) > MAX_LENGTH:
        with pytest.raises(FormulaError, match=r"one = is read|at most"):
            pasted(number)
        return
    reading, names, derived = pasted(number)
    assert compare_text(reading.text, derived.rhs, Setting(names, derived.domain)).status == "equal"


# The page that says the rules.


def rules():
    """The rows of the table: what is typed, and what it is read as, or that it is refused."""
    for row in re.findall(r"^\| (`.*) \|$", PAGE.read_text(encoding="utf-8"), re.M):
        cells = re.split(r"(?<!\\) \|", row)
        typed, meant = (re.findall(r"`([^`]*)`", cell) for cell in cells[:2])
        for place, one in enumerate(typed):
            yield one.replace(r"\|", "|"), meant[place] if meant else None


def test_the_page_has_the_rules():
    assert len([*rules()]) >= 30 and [meant for _, meant in rules()].count(None) == 12


@pytest.mark.parametrize(("typed", "meant"), list(rules()))
def test_a_rule_of_the_page_is_so(typed, meant):
    known = {name: Symbol(name) for name in ("x", "y", "a", "b")} | NAMES | {"eta_d": sym.eta_d}
    if meant is None:
        with pytest.raises(TypedError, match=r" or |e alone"):
            text(typed, known)
    else:
        assert text(typed, known).replace(" ", "") == meant.replace(" ", "")


# The text of a SymPy session.


def test_a_log_is_natural_where_it_is_said_to_be_sympys():
    natural = "-log(2*Phi(lambda/sqrt(tau)) - 1)/log(2)"
    assert check("38", natural, language="sympy").notes == (
        "read as -ln(2 * Phi(lambda / sqrt(tau)) - 1) / ln(2)",
    )
    assert check("38", natural, language="sympy").status is not Status.DIFFERENT
    assert "log read as base 2" in check("38", natural).notes


@pytest.mark.parametrize(
    ("typed", "formula"),
    [
        ("log(x, 2)", "ln(x) / ln(2)"),
        ("Matrix([[1, x]])", "[[1, x]]"),
        ("S(1)/2", "1 / 2"),
        ("conjugate(x)*Abs(x)", "conj(x) * abs(x)"),
        ("x**Rational(1, 2)", "x ** (1 / 2)"),
    ],
)
def test_words_of_sympy_are_put_into_ours(typed, formula):
    assert from_sympy(typed)[0] == formula


@pytest.mark.parametrize(
    ("typed", "place", "why"),
    [
        ("  -log(x, 2)*Abs(gama)", 7, "no name 'x'"),
        ("Rational(1, 2)*E*sqr(t)", 17, "did you mean 'sqrt'"),
        ("lambda*(1 -\n gama)", 13, "did you mean 'Gamma'"),
        ("t*log(t, 2, 3)", 2, "log takes one argument"),
        ("n if t else 1", 0, "not allowed"),
        ("2 t", 2, "text of SymPy is Python"),
        ("exp(t", 3, "never closed"),
        ("t # n", 2, "neither '#'"),
        ("(t,\r\n None)", 0, "not allowed"),
    ],
)
def test_an_error_in_sympys_text_has_its_place(typed, place, why):
    with pytest.raises(TypedError, match=why) as refused:
        reading = read_typed(typed, NAMES, "sympy")
        try:
            read(reading.text, NAMES)
        except FormulaError as error:
            raise reading.refused(error, NAMES) from None
    assert (refused.value.text, refused.value.place) == (typed, place)


@pytest.mark.parametrize("typed", ["Integer(2.7)", "Rational(0.1)", "Rational(x, 2)"])
def test_what_rounds_in_sympy_is_refused(typed):
    with pytest.raises(FormulaError, match="is of whole numbers here"):
        from_sympy(typed)


def test_sympys_text_runs_no_more_than_ours():
    with pytest.raises(FormulaError):
        check("19", "__import__('os').system('true')", language="sympy")


def test_a_language_that_is_not_known_is_refused():
    with pytest.raises(FormulaError, match="no language 'maple'"):
        read_typed("x", NAMES, "maple")


# Numbers of claims.

ORDERS = ("one-shot", "renyi", "limit")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("17", "17"),
        ("Eq. (17)", "17"),
        ("eq. 17", "17"),
        ("Equation (A5)", "A5"),
        (" (17) ", "17"),
        ("Proposition 1", "prop1"),
        ("Prop. 1", "prop1"),
        ("Fig. 2", "fig2"),
        ("14:E_1", "14:E_1"),
        ("Eq. (14):E_1", "14:E_1"),
        ("text:gibbs", "text:gibbs"),
        ("Table I:spatial:II", "table1:spatial:II"),
    ],
)
def test_a_claim_is_known_by_the_names_that_people_use(typed, number):
    assert number_of(typed, BUILT_IN) == number


def test_a_table_names_all_of_its_rows_and_no_single_one():
    rows = [number for number in BUILT_IN.claims if number.startswith("table1:")]
    assert numbers_of("Table I", BUILT_IN) == rows and len(rows) == 8
    with pytest.raises(UnknownEquationError, match="table1:single-photon:I"):
        number_of("Table I", BUILT_IN)
    with pytest.raises(
        SeveralClaimsError, match=r"names 23 claims, give one: .*population, .*, \.\.\."
    ):
        number_of("device:ends:*", BUILT_IN)


@pytest.mark.parametrize(
    ("pattern", "numbers"),
    [
        ("A?", ["A1", "A2", "A3", "A4", "A5", "A6"]),
        ("text:*mixture", ["text:classical-mixture"]),
        ("device:order:*:lost:told", [f"device:order:{each}:lost:told" for each in ORDERS]),
    ],
)
def test_a_pattern_names_a_family(pattern, numbers):
    assert numbers_of(pattern, BUILT_IN) == numbers


@pytest.mark.parametrize("pattern", ["device:zzz:*", "a?", "[!", "17,B?"])
def test_a_pattern_of_nothing_is_an_unknown_name(pattern):
    with pytest.raises(
        UnknownEquationError, match=f"there is no .{re.escape(pattern[-2:])}|closest"
    ):
        expanded([pattern], BUILT_IN)


def test_a_number_with_a_bracket_is_itself_and_no_pattern():
    claims = tuple(replace(BUILT_IN.claim("A1"), number=n) for n in ("3", "3a", "3[a]", "*"))
    paper = replace(BUILT_IN, sections=(Section("I", claims),))
    found = [numbers_of(typed, paper) for typed in ("3[a]", "3[ab]", "*", "3*")]
    assert found == [["3[a]"], ["3a"], ["*"], ["3", "3a", "3[a]"]]


@pytest.mark.parametrize("ask", [verify, equation, lambda number: check(number, "rho11")])
def test_a_number_has_to_be_a_text(ask):
    with pytest.raises(UnknownEquationError, match="19 is not a text, as '19' is"):
        ask(19)


def test_a_list_of_numbers_may_have_commas():
    assert expanded(["19,28", "A5, (17)"], BUILT_IN) == ["19", "28", "A5", "17"]
    assert expanded(["A2", "A[12],19"], BUILT_IN) == ["A2", "A1", "19"]
    for typed in (",", "19,foo"):  # nothing is never taken for all
        with pytest.raises(UnknownEquationError):
            expanded([typed], BUILT_IN)


@pytest.mark.parametrize("typed", ["", "Eq. (99)", "Table II", "Proposition", "14 E_1", "(17"])
def test_a_number_that_is_none_is_refused(typed):
    with pytest.raises(UnknownEquationError):
        numbers_of(typed, BUILT_IN)


def test_a_paper_of_ones_own_is_asked_in_the_same_way():
    paper = read_paper("examples/lossy_note.toml")
    assert verify("Eq. (3)", paper=paper).number == "3"
