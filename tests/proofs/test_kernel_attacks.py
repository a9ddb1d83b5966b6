"""False statements with certificates that look right, each refused for what is wrong with it.

All of them were accepted once, or lean on what could have let them pass.
"""

import ast
import json
import time
from dataclasses import replace

import pytest
from accepted import EMPTY, certificate, limits, step

from proofs.kernel import check, statement_hash
from proofs.kernel.checker import Checker
from proofs.kernel.element import Refused
from proofs.kernel.field import Field
from proofs.kernel.reader import parse, spelt
from proofs.kernel.scope import Scope

LINE = {**EMPTY, "symbols": ["x", "y", "z"], "integers": ["n"], "hypotheses": ["n >= 1"]}


def refusal(goal, *steps, thin=None, **changes):
    """Why a certificate is refused; nothing if it is accepted."""
    statement = {**LINE, **changes, "goals": [goal]}
    try:
        check(certificate(statement, [*steps], thin), statement_hash(statement))
    except Refused as reason:
        return str(reason)
    return ""


def same(claim, **using):
    return step(claim, "identity", using=using)


def lemma(claim, name, **instance):
    return step(claim, "lemma", name=name, **{"with": instance})


# Lemmas are about their own variables.


def test_a_lemma_keeps_the_meaning_of_pi_and_of_the_imaginary_unit():
    for values in ({"pi": "0"}, {"I": "0"}, {"exp": "0"}):
        false = lemma("exp(I*0/2) == I", "quarter-turn", **values)
        assert "is about []" in refusal("exp(I*0/2) == I", false)
        turn = lemma("2 - exp(0*pi) - exp(0*pi) > 0", "part-turn", u="1/2", **values)
        assert "is about ['u']" in refusal("x > 0", turn)


def test_a_lemma_is_given_all_of_its_variables():
    taken = {"symbols": ["a", "b"], "hypotheses": ["b > a"]}
    whole = lemma("exp(b) > exp(a)", "exp-order", a="a", b="b")
    assert not refusal("exp(b) > exp(a)", whole, **taken)
    assert "is about" in refusal("x > 0", lemma("exp(b) > exp(a)", "exp-order", a="a"), **taken)


def test_a_tree_that_somebody_changes_changes_nothing():
    """A formula is read anew for everyone: not even a lemma can be changed from outside."""
    claim = "exp(x) > exp(y)"
    for text in ("b > a", "exp(b) > exp(a)", claim):
        parse(text).left = ast.Constant(17)
        parse(text).comparators[0] = ast.Constant(0)
    last = lemma(claim, "exp-order", a="y", b="x")
    assert "not known" in refusal(claim, last)
    assert not refusal(claim, last, hypotheses=["x > y"])


# What a generator is does not depend on where it is met first.

ZERO_BY_ZERO = "(sqrt(y**2) - y)/(sqrt((z - 1)**2) - (z - 1))"
ROOTS = [
    step("y**2 >= 0", "square", of="y"),
    step("(z - 1)**2 >= 0", "square", of="z - 1"),
    lemma("sqrt((z - 1)**2) >= 0", "sqrt", u="(z - 1)**2"),
    lemma("sqrt(y**2) >= 0", "sqrt", u="y**2"),
    step("sqrt(y**2) + y > 0", "sum", of=["sqrt(y**2) >= 0", "y > 0"]),
]
TWO = step("2 > 0", "sum", of=["2"])
MET = [
    step("1 - z > 0", "sum", of=["case", "1"]),
    step("sqrt((z - 1)**2) - (z - 1) > 0", "sum", of=["1 - z > 0", "sqrt((z - 1)**2) >= 0"]),
]


def over(number):
    return f"exp({number}*(sqrt((z - 1)**2) + (z - 1))/(sqrt(y**2) + y))"


def test_what_is_0_by_0_elsewhere_is_equal_to_nothing():
    """Where z <= 0 there is an argument that, at z > 1, is 0/0: by a cross product it would be
    equal to every multiple of another one, and all exponentials of these would be the same.
    """
    where, claim = {"hypotheses": ["y > 0", "z > 1"]}, f"{over(1)} == {over(2)}"
    seen = [*MET, lemma(f"exp({ZERO_BY_ZERO}) > 0", "exp", u=ZERO_BY_ZERO), TWO]
    case = step("2 > 0", "cases", on="z", **{"if <= 0": seen, "if >= 0": [TWO]})
    assert "something else" in refusal(claim, *ROOTS, case, same(claim), **where)
    assert "something else" in refusal(claim, *ROOTS, same(claim), **where)
    assert not refusal(
        f"{over(1)} == {over(1)}*1", *ROOTS, same(f"{over(1)} == {over(1)}*1"), **where
    )


def test_a_field_tells_what_divides_zero():
    field = Field()
    y = field.generator("symbol", "y")
    root = field.generator("sqrt", y * y)
    for zero in (root - y, root + y, field.i * field.i + field.number(1), root * root - y * y):
        assert not field.is_unit(zero.num)
        with pytest.raises(Refused, match="divides zero"):
            field.generator("sqrt", field.number(1) / (zero * y))
        one = field.generator("exp", field.number(1) / (zero * y))
        assert one == field.generator("exp", field.number(1) / (zero * y))
        assert not field.equal(one, field.generator("exp", field.number(2) / (zero * y)))
    for unit in (root, y, root + field.number(1), field.i + y, root + y + field.i):
        assert field.is_unit(unit.num)
        field.generator("exp", field.number(1) / unit)


def test_a_new_generator_is_not_put_in_the_place_of_its_conjugate():
    field = Field()
    x = field.generator("symbol", "x")
    turning = field.generator("exp", (field.i + field.number(1)) * x)
    field.generator("exp", turning)
    kinds = [argument for _, argument in field.generators.values()]
    assert any(field.same(a, (field.number(1) - field.i) * x) for a in kinds)


# Real and complex.

STEEP = [
    step("u**2 >= 0", "square", of="u"),
    step("u**4 >= 0", "square", of="u**2"),
    step("15*u**4 + 15*u**2 + 1 > 0", "sum", of=["u**4 >= 0"] * 15 + ["u**2 >= 0"] * 15 + ["1"]),
]


def test_no_variable_lies_between_complex_ends():
    """f' > 0 on the real line, while f(I + 1) - f(I) = -21."""
    names = {"variable": "u", "from": "I", "to": "I + 1", "function": "3*u**5 + 5*u**3 + u"}
    false = step("-21 > 0", "mean-value", **names, closed=[], open=STEEP)
    last = step("-21*exp(x) > 0", "product", of=["-21 > 0", "exp(x) > 0"], over=[])
    reason = refusal("-21*exp(x) > 0", lemma("exp(x) > 0", "exp", u="x"), false, last)
    assert "no order" in reason


def test_an_integral_is_not_moved_off_the_real_line():
    claim = "Integral(s, (s, 0, 1)) == Integral(j + I, (j, 0 - I, 1 - I))"
    data = {"term": "s", "to": "j", "shift": "I", "direction": "forward"}
    assert "not real" in refusal(
        claim, step(claim, "reindex", **limits("Integral", "s", "0", "1"), **data)
    )


# Derivatives.


def test_a_derivative_is_of_the_formula_and_not_of_one_that_is_equal_at_the_point():
    """S of the matrix with x is S of the one with y where x == y; its slope in x is not 0."""
    given = ["x > 0", "x < 1", "x == y", "y > 0", "y < 1"]
    claim = "diff(S([[x, 0], [0, 1 - x]]), x) == 0"
    spectrum = [
        step("y >= 0", "sum", of=["y > 0"]),
        step("1 - y >= 0", "sum", of=["y < 1"]),
        step("0 == 0", "spectrum", matrix="[[y, 0], [0, 1 - y]]", eigenvalues=["y", "1 - y"]),
        same("1 - x - (1 - y) == 0", **{"x == y": "-1"}),
    ]
    assert "spectrum" in refusal(claim, *spectrum, same(claim), hypotheses=given)
    value = "S([[x, 0], [0, 1 - x]]) == eta(y) + eta(1 - y)"
    assert not refusal(value, *spectrum, same(value), hypotheses=given)


def test_a_function_of_what_is_known_to_be_real_is_read_but_has_no_derivative():
    """x + I (x - y) is x where x == y, and nowhere else; its slope in x is another one."""
    given = {"hypotheses": ["x == y"]}
    claim, slope = "exp(atan(x + I*(x - y))) == exp(atan(x))", "diff(atan(x + I*(x - y)), x)"
    real = same("I*(x - y) == 0", **{"x == y": "I"})
    assert not refusal(claim, real, same(claim), **given)
    for steps in ([same(claim)], [same("x - y == 0", **{"x == y": "1"}), same(claim)]):
        assert "of a complex number" in refusal(claim, *steps, **given)
    assert "x == y" in refusal(claim, real, same(claim))
    derivative = f"{slope} == 1/(1 + x**2)"
    assert "of a complex number" in refusal(derivative, real, same(derivative), **given)


# Names.


def test_a_definition_means_the_same_under_every_sum():
    claim = "Sum(g, (k, 1, 3)) == Sum(k + 1, (k, 1, 3))"
    for body in ("k + 1", "k + Sum(k, (k, 1, 2))", "Sum(1, (k, 1, k))", "f(k)"):
        reason = refusal(claim, same(claim), definitions={"f(k)": "k", "g": body})
        assert "before it is defined" in reason
    own = {"f(k)": "k", "g": "Sum(f(k), (k, 1, 2))"}
    assert not refusal("g == Sum(j, (j, 1, 2))", same("g == Sum(j, (j, 1, 2))"), definitions=own)


def test_a_parameter_is_a_number_and_no_function():
    claim = "f(3) == 2"
    defined = {"f(g)": "g(1)", "g(u)": "2*u"}
    assert "calls a parameter" in refusal(claim, same(claim), definitions=defined)


def test_a_formula_has_no_comments_and_no_keywords():
    for claim in ("x == x # + 1", "Sum(k, (k, 1, 3), s=1) == 6", "diff(x, x, n=1) == 1"):
        assert refusal(claim, same(claim))
    assert refusal("f(x) == x", same("f(x) == x"), definitions={"f(u, v=1)": "u"})


@pytest.mark.parametrize("goal", [" == ", "x > 1 == x > 1", "x! == x!", "q == q", "x == y == x"])
def test_a_goal_that_needs_no_step_is_an_equality_all_the_same(goal):
    assert refusal(goal)
    assert not refusal("S([[x, y], [y, x]]) == S([[x, y], [y, x]])")


def test_bound_variables_are_kept_apart_however_deeply_they_are_nested():
    """Sum(Sum(Sum(...))) is the same read at once, or with a value put in later."""
    checker = Checker({**LINE, "hypotheses": ["n >= 0"]})
    where = replace(checker.outermost, trusting=True)
    inner = "Sum(Sum(x*j*k*Sum(i*k, (i, 1, j)), (j, 1, k)), (k, 1, n))"
    field, x = checker.field, "Sum(Sum(j*k, (j, 1, k)), (k, 1, n))"
    put = field.put(checker.value(inner, where), "x", checker.value(x, where))
    assert field.equal(
        put, checker.value(inner.replace("x", x.replace("j", "a").replace("k", "b")), where)
    )
    for wrong in (
        x.replace("j*k", "j*j"),
        x.replace("1, k", "1, n"),
        "Sum(Sum(a*b, (a, 1, n)), (b, 1, n))",
    ):
        other = wrong.replace("j", "a").replace("k", "b")
        assert not field.equal(put, checker.value(inner.replace("x", other), where))


# Thin sets.


def test_a_strict_inequality_does_not_hold_where_it_is_a_limit():
    shown = {"x": {"variable": "x", "order": 1, "steps": []}}
    square = step("x**2 > 0", "product", of=["|x|**2 > 0"], over=[])
    reason = refusal("x**2 > 0", square, thin=shown, **{"except": ["x"]})
    assert "no limit" in reason
    weak = step("x**2 >= 0", "product", of=["|x|**2 > 0"], over=[])
    assert not refusal("x**2 >= 0", weak, thin=shown, **{"except": ["x"]})


def test_an_opaque_function_has_no_limit():
    shown = {"x": {"variable": "x", "order": 1, "steps": []}}
    for value, reason in (("x", ""), ("p(y)", ""), ("p(x)", "jump"), ("p(x*y) - p(x*y)", "jump")):
        claim = f"x*({value})/x == {value}"
        changes = {"functions": {"p": "real"}, "except": ["x"]}
        assert reason in refusal(claim, same(claim), thin=shown, **changes)
        assert bool(reason) is bool(refusal(claim, same(claim), thin=shown, **changes))


THICK = {
    "a whole number": ({"except": ["n - 1"]}, "n", 1),
    "a square without a sign": ({"except": ["x*y"]}, "x", 1),
    "tied by an equality": ({"except": ["x"], "hypotheses": ["x == 0"]}, "x", 1),
    "at the edge": ({"except": ["x"], "hypotheses": ["x >= 0", "y >= x"]}, "x", 1),
    "tied by another": ({"except": ["x - y"], "hypotheses": ["x == y"]}, "y", 1),
    "an opaque bound": (
        {"except": ["x"], "functions": {"p": "real"}, "hypotheses": ["p(x) > 0"]},
        "x",
        1,
    ),
    "no derivative": ({"except": ["x"]}, "x", 0),
    "of another variable": ({"except": ["x"]}, "y", 1),
}


@pytest.mark.parametrize(("changes", "variable", "order"), THICK.values(), ids=THICK)
def test_what_vanishes_on_more_than_a_thin_set_is_not_excluded(changes, variable, order):
    (divisor,) = changes["except"]
    shown = {divisor: {"variable": variable, "order": order, "steps": []}}
    claim = f"({divisor})/({divisor}) == 1"
    assert refusal(claim, same(claim), thin=shown, **changes)


def test_what_was_read_before_a_limit_is_taken_is_read_anew():
    """The hypothesis says nothing of p, but reads p(x), which may jump at the limit."""
    shown = {"x": {"variable": "x", "order": 1, "steps": []}}
    claim = "p(x)/x*x == p(x)"
    changes = {"functions": {"p": "real"}, "hypotheses": ["y + p(x) - p(x) > 0"]}
    assert "jump" in refusal(claim, same(claim), thin=shown, **changes, **{"except": ["x"]})
    assert not refusal("p(x) == p(x)*1", same("p(x) == p(x)*1"), **changes)


# Formulas that are read once.


@pytest.mark.parametrize(
    "text",
    [
        "((a + b)*(c - d)) / (-(a)**2) >= (a - (b - c))",
        "f( (β + 1) )*β - exp(-(β))**-(2) == β",
        "-a*b**c**d - a/b/c + (a/(b/c)) < 1 - 2 - (3)",
        "Sum(k*(k + 1), (k, 1, (n - 1))) > g(a, (b*c))",
    ],
)
def test_the_own_text_of_an_operation_is_the_same_formula(text):
    found = {node: node.spelt for node in ast.walk(spelt(text)) if hasattr(node, "spelt")}
    assert len(found) > 3
    for node, own in found.items():
        assert ast.dump(parse(own.decode())) == ast.dump(node)


def root_from(first):
    """A range on which sqrt(k - 1) is read."""
    where, root = limits("Sum", "k", first, "n"), same("sqrt(k - 1) == sqrt(k - 1)")
    return step("0 == 0", "range", label=f"from {first}", **where, steps=[root])


def test_what_is_read_on_one_range_is_not_read_on_another():
    reached = same("n**0 == 1")
    assert not refusal("n**0 == 1", root_from("1"), reached)
    wider = step("n + 2 >= 0", "sum", of=["n >= 1", "3"])
    assert "argument of sqrt" in refusal(
        "n**0 == 1", wider, root_from("1"), root_from("-2"), reached
    )


def test_what_is_read_in_one_case_is_not_read_in_the_other():
    root = [same("sqrt(x) == sqrt(x)"), TWO]
    one = step("2 > 0", "cases", on="x", **{"if >= 0": root, "if <= 0": [TWO]})
    assert not refusal("2 > 0", one)
    both = step("2 > 0", "cases", on="x", **{"if >= 0": root, "if <= 0": root})
    assert "argument of sqrt" in refusal("2 > 0", both)
    assert "argument of sqrt" in refusal("sqrt(x) == sqrt(x)*1", one, same("sqrt(x) == sqrt(x)*1"))


def test_what_is_read_without_a_check_is_read_again_with_one():
    checker = Checker(LINE)
    checker.value("1/x", replace(checker.outermost, trusting=True))
    with pytest.raises(Refused, match="may be 0"):
        checker.value("1/x", checker.outermost)


def test_what_is_read_by_a_known_equality_is_not_read_as_it_stands():
    checker = Checker(LINE)
    checker.run([TURN], checker.outermost)
    checker.value("atan(exp(2*I*pi))", checker.outermost)
    with pytest.raises(Refused, match="complex"):
        checker.value("atan(exp(2*I*pi))", replace(checker.outermost, literal=True))


# Work.


def test_ranges_that_are_entered_again_cost_no_more():
    where = limits("Sum", "k", "1", "n")
    steps = [
        step("0 == 0", "range", label=f"range {n}", **where, steps=[{**TWO, "label": f"two {n}"}])
        for n in range(200)
    ]
    assert not refusal("n**0 == 1", *steps, same("n**0 == 1"))
    checker = Checker(LINE)
    for one in steps:
        checker.step(one, checker.outermost)
    assert len(checker.outermost.ranges) == 200
    assert all(len(there.facts) == 1 and not there.ranges for _, there in checker.outermost.ranges)
    assert isinstance(checker.outermost.copy(), Scope)


def test_a_root_in_a_high_power_costs_as_much_as_its_powers():
    """Not as much as the square of their number, in which nobody looks at the time."""
    checker = Checker({**LINE, "hypotheses": ["x >= 0"]})
    checker.field.end = time.thread_time() + 5
    large = checker.value("(1 + sqrt(x))**200*(y + 1)**40", checker.outermost)
    assert not checker.field.is_zero(large)


def test_a_statement_of_json_is_one_text():
    text = certificate({**LINE, "goals": ["n**0 == 1"]}, [same("n**0 == 1")])
    data = json.loads(text)
    assert data["statement_sha256"] == statement_hash(data["statement"])


# What is real by a known equality.

TURN = step("exp(2*I*pi) == 1", "turns", number="1")


def test_the_logarithm_of_an_exponential_is_its_exponent_only_if_that_is_real():
    """A whole turn is 1, whose logarithm is 0 and not 2 pi I: everything would follow."""
    claim = "0 == 2*I*pi"
    assert "not known" in refusal(claim, TURN, lemma(claim, "log-exp", u="2*I*pi"))
    real = "log(exp(x)) == x"
    positive = lemma("exp(x) > 0", "exp", u="x")
    assert not refusal(real, positive, lemma(real, "log-exp", u="x"))


def test_a_conclusion_is_read_as_it_stands():
    """No known equality stands in for an argument in the conclusion of a lemma."""
    checker = Checker({**LINE, "goals": []})
    checker.run([TURN], checker.outermost)
    turn = checker.value("exp(2*I*pi)", checker.outermost)
    assert checker.real(turn, checker.outermost).number() == 1
    for scope in (
        replace(checker.outermost, trusting=True),
        replace(checker.outermost, literal=True),
    ):
        assert checker.real(turn, scope) == turn
