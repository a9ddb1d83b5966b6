"""Statements of the kernel for formulas from outside: all equations, domains, and no captures."""

import pytest
from sympy import IndexedBase, S, sqrt

from derive import equation
from derive import symbols as sym
from derive.equations import numbers
from derive.errors import FormulaError
from derive.model.domain import POPULATION, Domain, Range, between
from derive.text.plain import to_text
from proofs.kernel import Checker
from proofs.paper.names import names_at
from proofs.statements.statement import Setting, fibres, statement

OPERATORS = ("41",)
"""Equations of operators, for which the kernel has no words."""
PARTS = [(n, part) for n in numbers() if n not in OPERATORS for part in equation(n).parts]


def at(number: str, part: str, text: str, **setting) -> dict:
    derived = equation(number)
    names = names_at(number, derived.domain)
    return statement([text], [derived.part(part)], Setting(names, derived.domain, **setting))


@pytest.mark.parametrize(("number", "part"), PARTS, ids=str)
def test_every_derived_part_can_be_stated_to_be_itself(number, part):
    found = at(number, part, to_text(equation(number).part(part)))
    Checker(found)
    for goal in found["goals"]:
        left, right = goal.split(" == ")
        assert left == right


@pytest.mark.parametrize("number", OPERATORS)
def test_operators_have_no_words(number):
    with pytest.raises(FormulaError, match="no words for an operator"):
        at(number, "", to_text(equation(number).part("")))


def test_a_symbol_outside_of_the_domain_is_on_its_range():
    found = at("19", "", "abs(rho01)")
    assert {"c > 0", "c**2 < rho11*(1 - rho11)"} <= {*found["hypotheses"]}
    assert found["definitions"]["rho01"] == "c*exp(I*phase)"
    assert "c" not in at("19", "", "rho11*h(alpha)")["symbols"]


@pytest.mark.parametrize("number", numbers())
def test_what_a_family_that_may_be_named_sums_to_is_known(number):
    domain = equation(number).domain
    named = {m for m in names_at(number, domain).values() if isinstance(m, IndexedBase)}
    assert named <= {base for base, *_ in domain.totals}


def test_an_index_and_a_modulus_are_on_their_ranges():
    assert {"i >= 1", "i <= m"} <= {*at("32", "", "c_k(t)/sqrt(w_i)")["hypotheses"]}
    found = at("42", "", "alpha*conj(alpha)")
    assert found["hypotheses"] == ["abs_alpha_L > 0"]
    assert found["definitions"]["alpha_L"] == "abs_alpha_L*exp(I*arg_alpha_L)"


@pytest.mark.parametrize("name", ["phase", "u", "v", "x", "s", "c", "h", "power", "alpha", "exp_"])
def test_a_variable_that_a_user_binds_captures_nothing(name):
    found = at("17", "", f"Integral(rho01*mu_1*h(Gamma_t)*{name}, ({name}, 0, 1))")
    bound = found["goals"][0].partition(" == ")[0].rpartition("(")[2].partition(",")[0]
    definitions = " ".join([*found["definitions"], *found["definitions"].values()])
    words = {*found["symbols"], *found["integers"], *definitions.replace("(", " ").split()}
    assert bound.startswith(name)
    assert bound not in words
    assert f"rho01*mu_1*h(Gamma_t)*{bound}," in found["goals"][0]


def test_an_amplitude_is_the_derived_one_where_it_is_a_solution_and_opaque_elsewhere():
    assert "nu_k" in at("2", "g,1_k", "c_k(t)")["definitions"]["c_k(u)"]
    found = at("8", "e>g,1_q", "c_q(t*(t0 + 1) - t*t0)")
    assert found["functions"] == {"im_c_q": "real", "re_c_q": "real"}


def test_a_family_brings_its_sign_and_what_it_sums_to():
    found = at("34", "adversary_I", "-Sum(p_i*log(p_i), (i, 1, m))")
    assert found["functions"] == {"p": "> 1 m"}
    assert "Sum(p(i_), (i_, 1, m)) == rho11*(1 - exp(-Gamma*t))" in found["hypotheses"]


def test_a_place_with_a_hypothesis_keeps_its_edges():
    found = at("19", "", "0", where=("rho00 - alpha*rho11",))
    assert found["hypotheses"][:2] == ["rho11 >= 0", "rho11 <= 1"]
    assert found["hypotheses"][-1] == "rho00 - alpha*rho11 >= 0"


def test_a_value_takes_the_place_of_a_symbol():
    found = at("text:emission-rate", "", "Gamma*rho11", values={"t": "0"})
    assert found["symbols"] == ["Gamma", "rho11"]
    assert found["definitions"]["t"] == "0"


def test_a_bare_log_is_to_base_two_unless_asked_for_otherwise():
    derived, setting = [S.Zero], Setting({"rho11": sym.rho11}, POPULATION)
    assert statement(["log(rho11)"], derived, setting)["goals"] == ["log2(rho11) == 0"]
    assert statement(["log(rho11)"], derived, setting, log="log")["goals"] == ["log(rho11) == 0"]


def test_matrices_of_another_shape_are_refused():
    with pytest.raises(FormulaError, match="a number where shape"):
        at("14", "E_0", "1")


@pytest.mark.parametrize(
    ("number", "text", "goals"),
    [
        ("17", "0", [["rho11*(1 - rho11) > 0"]]),
        ("19", "abs(rho01)", [["rho11*(1 - rho11) > 0"]]),
        ("19", "0", []),
        ("21", "[[0, 0], [0, 0]]", []),
        ("29", "0", [["T > 0"]]),
    ],
)
def test_a_range_that_depends_on_others_is_not_empty_inside(number, text, goals):
    domain = equation(number).domain
    setting = Setting(names_at(number, domain), domain)
    part = next(iter(equation(number).parts))
    found = statement([text], [equation(number).part(part)], setting)
    assert [each["goals"] for each in fibres(found, setting)] == goals
    assert fibres(found, Setting({}, domain, edges=True)) == []


def test_an_interior_without_points_is_refused_or_an_equation():
    single = between(sym.rho11, S.Half, S.Half)
    assert statement(["0"], [S.Zero], Setting({}, single))["hypotheses"] == ["rho11 == 1/2"]
    with pytest.raises(FormulaError, match="is empty"):
        statement(["0"], [S.Zero], Setting({}, Domain((Range(sym.rho11, S.One, S.Zero),))))


def test_a_range_above_zero_may_be_empty_inside_where_its_upper_end_is_a_root():
    domain = POPULATION & between(sym.c, S.Half, sqrt(sym.rho11))
    found = statement(["c"], [sym.c], Setting({"c": sym.c}, domain))
    (fibre,) = fibres(found, Setting({}, domain))
    assert fibre["goals"] == ["rho11 - 1/4 > 0"]


def test_a_family_may_be_empty_inside_where_its_sum_is_not_shown_to_be_positive():
    total = sym.rho11 - sym.rho11**2
    domain = POPULATION & Domain(totals=((sym.click, sym.m, total), (sym.click, sym.m, S.One)))
    assert [f["goals"] for f in fibres({"symbols": []}, Setting({}, domain))] == [
        ["-rho11**2 + rho11 > 0"]
    ]


def test_members_that_sum_to_nothing_are_not_said_to_be_positive():
    domain = Domain(totals=((sym.click, sym.m, S.Zero),))
    found = statement(["p_1"], [S.Zero], Setting({"p": sym.click, "p_1": sym.click[1]}, domain))
    assert found["functions"] == {"p": ">= 1 m"}


def test_whole_numbers_that_end_at_a_real_symbol_keep_its_edges():
    domain = POPULATION & between(sym.k, 0, sym.rho11)
    assert statement(["0"], [S.Zero], Setting({}, domain))["hypotheses"] == [
        *("rho11 >= 0", "rho11 <= 1"),
        *("k >= 0", "k <= rho11"),
    ]
