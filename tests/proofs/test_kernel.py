"""The kernel accepts true certificates and refuses false ones, rule by rule."""

import cmath
import itertools
import json

import pytest
from accepted import EMPTY, limits
from accepted import certificate as written
from mpmath import mp, mpf

from proofs.equality.certify import certify
from proofs.kernel import LEMMAS, check, statement_hash
from proofs.kernel.__main__ import main
from proofs.kernel.calculus import variables
from proofs.kernel.checker import Checker
from proofs.kernel.element import Refused


def certificate(goal, *steps, hypotheses=("x > 0", "n >= 1"), **changes):
    statement = {
        **EMPTY,
        "symbols": ["x", "y"],
        "integers": ["n"],
        "definitions": {"twice(u)": "2*u", "g": "sqrt(x)"},
        "hypotheses": list(hypotheses),
        "goals": [goal],
    } | changes
    return written(statement, list(steps)), statement_hash(statement)


OFTEN_EMPTY = {"identity": {"using": {}}, "product": {"over": []}}


def step(claim, rule, **data):
    return {"label": claim, "claim": claim, "rule": rule, **OFTEN_EMPTY.get(rule, {}), **data}


def accepted(goal, *steps, **changes):
    try:
        check(*certificate(goal, *steps, **changes))
    except Refused:
        return False
    return True


def lemma(claim, name, **instance):
    return step(claim, "lemma", name=name, **{"with": instance})


def increasing(claim="y + 1/y > 2", function="u + 1/u", inner="(u - 1)*(u + 1)/u**2 > 0"):
    """y + 1/y > 2 for y > 1, by the slope 1 - 1/u**2."""
    data = {"variable": "u", "from": "1", "to": "y", "function": function}
    blocks = {
        "closed": [step("u > 0", "sum", of=["1", "u from"])],
        "open": [
            step("u + 1 > 0", "sum", of=["u > 0", "1"]),
            step(inner, "product", of=["u from", "u + 1 > 0"], over=["u > 0", "u > 0"]),
        ],
    }
    return [step("y > 0", "sum", of=["y > 1", "1"]), step(claim, "mean-value", **data, **blocks)]


def defined(whole, *steps, variable="k", ends=("1", "n"), claim=None):
    """The step that says that a Sum or Integral is defined."""
    data = limits(whole.partition("(")[0], variable, *ends)
    return step(claim or f"{whole} == {whole}", "range", **data, steps=list(steps))


def doubled(term="k", antidifference="k*(k + 1)/2", claim="Sum(k, (k, 1, n)) == n*(n + 1)/2"):
    data = {"variable": "k", "lower": "1", "upper": "n", "term": term}
    return step(claim, "telescope", **data, antidifference=antidifference)


GOOD = {
    "identity": [step("(x + y)**2 == x**2 + 2*x*y + y**2", "identity")],
    "definition": [step("twice(x + y) == 2*x + 2*y", "identity")],
    "root relation": [step("g**2 == x", "identity")],
    "sum": [step("x + 3 > 0", "sum", of=["x > 0", "3"])],
    "product": [step("3/x > 0", "product", of=["3"], over=["x > 0"])],
    "square": [step("x**2 - 2*x*y + y**2 >= 0", "square", of="x - y")],
    "lemma": [lemma("exp(-x) > 0", "exp", u="-x")],
    "order": [lemma("log(x + 1) > 0", "log-order", a="1", b="x + 1")],
}
BAD = {
    "wrong identity": [step("(x + y)**2 == x**2 + x*y + y**2", "identity")],
    "stronger than the rule": [step("x**2 > 0", "square", of="x")],
    "negative number as a fact": [step("x - 3 > 0", "sum", of=["x > 0", "-3"])],
    "division by what may vanish": [step("y/y == 1", "identity")],
    "root of what may be negative": [step("sqrt(y)**2 == y", "identity")],
    "logarithm of what may vanish": [step("log(y) - log(y) == 0", "identity")],
    "undeclared name": [step("z == z", "identity")],
    "unknown function": [step("sin(x) == sin(x)", "identity")],
    "unknown rule": [step("x + 1 > 0", "trust me")],
    "unknown lemma": [lemma("exp(-x) > 0", "no such lemma", u="-x")],
    "lemma without its condition": [lemma("exp(y) > 1", "exp-order", a="0", b="y")],
    "wrong instance": [lemma("exp(-x) > 0", "exp", u="x")],
    "unknown label": [step("x + 3 > 0", "sum", of=["y > 0", "3"])],
    "attribute": [step("x.real == x", "identity")],
    "huge power": [step("x**1000 == x**1000", "identity")],
    "a float": [step("x + 0.5 == x + 1/2", "identity")],
    "a keyword": [step("exp(x, y=1) == 1", "identity")],
    "no comparison": [step("x", "identity")],
}


@pytest.mark.parametrize("steps", GOOD.values(), ids=GOOD)
def test_a_true_step_is_accepted(steps):
    hypotheses = ["x > 0"]
    if steps[0]["rule"] == "lemma" and steps[0]["name"] == "log-order":
        hypotheses.append("x + 1 > 0")
    assert accepted(steps[-1]["claim"], *steps, hypotheses=hypotheses)


@pytest.mark.parametrize("steps", BAD.values(), ids=BAD)
def test_a_false_or_undefined_step_is_refused_by_name(steps):
    with pytest.raises(Refused, match="step"):
        check(*certificate("x > 0", *steps))


def test_the_mean_value_rule_needs_the_right_slope_function_and_ends():
    goal, given = "y + 1/y > 2", ["y > 1"]
    assert accepted(goal, *increasing(), hypotheses=given)
    assert not accepted(goal, *increasing(inner="(u - 1)*(u + 2)/u**2 > 0"), hypotheses=given)
    assert not accepted(goal, *increasing(function="u + 2/u"), hypotheses=given)
    assert not accepted(goal, *increasing(), hypotheses=["y >= 1"])
    assert not accepted("y + 1/y > 3", *increasing("y + 1/y > 3"), hypotheses=given)


def test_a_bound_variable_must_be_new():
    taken = {"symbols": ["x", "y", "u"]}
    assert not accepted("y + 1/y > 2", *increasing(), hypotheses=["y > 1"], **taken)
    defined = {"definitions": {"u": "3"}}
    assert not accepted("y + 1/y > 2", *increasing(), hypotheses=["y > 1"], **defined)


def test_facts_about_a_bound_variable_do_not_leave_their_block():
    leak = step("y + 1 > 0", "sum", of=["u > 0", "1"])
    assert not accepted("y + 1 > 0", *increasing(), leak, hypotheses=["y > 1"])


def test_a_sum_telescopes_to_the_right_closed_form_only():
    given = ["n >= 1"]
    assert accepted("Sum(k, (k, 1, n)) == n*(n + 1)/2", doubled(), hypotheses=given)
    wrong = "Sum(k, (k, 1, n)) == n*(n + 1)"
    assert not accepted(wrong, doubled(claim=wrong), hypotheses=given)
    assert not accepted(wrong, doubled("k", "k*(k + 1)", wrong), hypotheses=given)
    assert accepted("Sum(k, (k, 1, n)) == n*(n + 1)/2", doubled(), hypotheses=["n >= 0"])
    assert not accepted("Sum(k, (k, 1, n)) == n*(n + 1)/2", doubled(), hypotheses=["n + 2 > 0"])


def test_a_sum_does_not_take_its_end_from_a_parameter():
    definitions = {"total(n)": "Sum(k, (k, 1, n))"}
    claim = step("total(x) == total(y)", "identity")
    assert not accepted(claim["claim"], claim, definitions=definitions)


def absolute(larger="y", smaller="-y"):
    """sqrt(y**2) >= 0 through both cases."""
    blocks = {
        "if >= 0": [
            lemma("sqrt(y**2) == y", "root", q=larger),
            step("sqrt(y**2)*1 == y", "identity", using={"sqrt(y**2) == y": "1"}),
            step("sqrt(y**2) >= 0", "sum", of=["case", "sqrt(y**2) == y"]),
        ],
        "if <= 0": [
            lemma("sqrt(y**2) == -y", "root", q=smaller),
            step("sqrt(y**2) >= 0", "sum", of=["case", "sqrt(y**2) == -y"]),
        ],
    }
    return [step("y**2 >= 0", "square", of="y"), step("sqrt(y**2) >= 0", "cases", on="y", **blocks)]


def test_cases_need_both_sides():
    assert accepted("sqrt(y**2) >= 0", *absolute())
    assert not accepted("sqrt(y**2) >= 0", *absolute(smaller="y"))
    assert not accepted("sqrt(y**2) >= 0", *absolute(larger="-y"))


def slope(claim, **changes):
    return accepted(claim, step(claim, "identity"), **changes)


def test_a_derivative_is_the_kernels_own():
    assert slope("diff(x**3*y, x) == 3*x**2*y")
    assert slope("diff(log(x) + sqrt(x)*exp(2*x), x) == 1/x + (1/(2*g) + 2*g)*exp(2*x)", **ROOT)
    assert slope("diff(eta(x), x) == -log2(x) - 1/log(2)", **BIT)
    assert not slope("diff(x**3*y, x) == x**2*y")
    assert not slope("diff(eta(x), x) == -log2(x) - 1", **BIT)


ROOT = {"hypotheses": ["x > 0", "g > 0"]}
BIT = {"hypotheses": ["x > 0", "log(2) > 0"]}


@pytest.mark.parametrize(
    "claim",
    [
        "diff(sqrt(y), y) - diff(sqrt(y), y) == 0",
        "diff(eta(y), y) - diff(eta(y), y) == 0",
        "diff(n*x, n) == x",
        "diff(x, z) == 0",
        "diff(Sum(k*x, (k, 1, n)), x) == Sum(k, (k, 1, n))",
        "Sum(diff(k*x, x), (k, 1, n)) == Sum(k, (k, 1, n))",
        "diff(x, 2*x) == 1/2",
        "power_rule(x) == 2*x",
    ],
)
def test_a_derivative_in_the_wrong_place_is_refused(claim):
    definitions = {"g": "sqrt(x)", "power_rule(u)": "diff(u*x, x)"}
    assert not slope(claim, hypotheses=["x > 0", "y >= 0", "n >= 1"], definitions=definitions)


def area(integrand="1/(1 + x*s)", g="log(1 + x*s)/x", value="log(1 + x)/x", steps=None):
    inner = [step("x*s >= 0", "product", of=["x > 0", "s from"])]
    inner += [step("1 + x*s > 0", "sum", of=["1", "x*s >= 0"])]
    data = {"integrand": integrand, "antiderivative": g, "variable": "s", "open": []}
    data |= {"lower": "0", "upper": "1"}
    whole = f"Integral({integrand}, (s, 0, 1))"
    claim = f"{whole} == {value}"
    above = step("1 + x > 0", "sum", of=["1", "x > 0"])
    block = [defined(whole, *inner, variable="s", ends=("0", "1"))] if steps is None else steps
    return claim, above, *block, step(claim, "integral", **data)


def test_an_integral_needs_its_antiderivative_defined_on_the_whole_segment():
    assert accepted(*area())
    assert not accepted(*area(value="log(1 + x)"))
    assert not accepted(*area(g="log(1 + x*s)"))
    assert not accepted(*area(steps=[]))
    assert not accepted(*area("1/s", "log(s)", "0"))
    assert not accepted(*area("1/(s*s)", "-1/s", "-1"))


SAME_AREA = step("Integral(s, (s, 0, x)) == Integral(r, (r, 0, x))", "identity")


def test_an_integral_has_its_own_variable_and_limits():
    taken = {"symbols": ["x", "y", "s"]}
    assert not accepted(*area(), **taken)
    assert accepted("Integral(s, (s, 0, x)) == Integral(r, (r, 0, x))", SAME_AREA)
    for claim in (
        "Integral(s, (s, 0, 2)) == 2",
        "Integral(s, (s, 0, x)) == Integral(s, (s, 0, 1))",
    ):
        assert not accepted(claim, step(claim, "identity"))
    claim = "diff(Integral(x*s, (s, 0, 1)), x) == 1/2"
    assert not accepted(claim, step(claim, "identity"))


def test_the_mean_value_rule_allows_equal_ends_for_a_weak_claim_only():
    weak = [*increasing("y + 1/y >= 2")]
    weak[0] = step("y > 0", "sum", of=["y >= 1", "1"])
    assert accepted("y + 1/y >= 2", *weak, hypotheses=["y >= 1"])
    strict = [weak[0], *increasing()[1:]]
    assert not accepted("y + 1/y > 2", *strict, hypotheses=["y >= 1"])
    turned = step("y > 0", "sum", of=["y > 0"])
    assert not accepted("y + 1/y >= 2", turned, weak[1], hypotheses=["y > 0"])
    falling = [weak[0], *increasing("y + 1/y <= 2")[1:]]
    assert not accepted("y + 1/y <= 2", *falling, hypotheses=["y >= 1"])


def compared(claim, combination, sign=">=", inner=()):
    data = {"of": combination, "sign": sign, **limits("Sum", "k", "1", "n")}
    terms = [defined(" + ".join(f"Sum({t}, (k, 1, n))" for t in combination), *inner)]
    return [claim, *(terms if inner else []), step(claim, "termwise", **data)]


POSITIVE_K = [
    step("k > 0", "sum", of=["k from", "1"]),
    step("k**2 - k >= 0", "product", of=["k > 0", "k from"]),
]


def test_sums_are_compared_term_by_term():
    claim, given = "Sum(k**2, (k, 1, n)) >= Sum(k, (k, 1, n))", {"hypotheses": ["n >= 1", "x > 0"]}
    weights = {"k**2": "1", "k": "-1"}
    assert accepted(*compared(claim, weights, inner=POSITIVE_K), **given)
    assert not accepted(*compared(claim, weights, inner=[]), **given)
    assert not accepted(*compared(claim, {"k**2": "1", "k": "-2"}, inner=POSITIVE_K), **given)
    assert not accepted(*compared(claim, weights, inner=POSITIVE_K), hypotheses=["x > 0"])
    reverse = claim.replace(">=", "<=")
    assert not accepted(*compared(reverse, weights, inner=POSITIVE_K), **given)
    strict = claim.replace(">=", ">")
    assert not accepted(*compared(strict, weights, ">", POSITIVE_K), **given)
    more = "Sum(k**2 + 1, (k, 1, n)) > Sum(k, (k, 1, n))"
    block = [*POSITIVE_K, step("k**2 - k + 1 > 0", "sum", of=["k**2 - k >= 0", "1"])]
    proof = compared(more, {"k**2 + 1": "1", "k": "-1"}, ">", block)
    assert accepted(*proof, **given)
    assert not accepted(*proof, hypotheses=["n >= 0", "x > 0"])  # a sum without a term is 0


def test_weights_of_sums_do_not_depend_on_the_index():
    claim = "Sum(k, (k, 1, n)) - Sum(k, (k, 1, n)) == 0"
    given = {"hypotheses": ["n >= 1", "x > 0"]}
    assert not accepted(*compared(claim, {"1": "k", "k": "-1"}, "==", []), **given)
    scaled = "x*Sum(k, (k, 1, n)) - Sum(x*k, (k, 1, n)) == 0"
    assert accepted(*compared(scaled, {"k": "x", "x*k": "-1"}, "==", []), **given)


UNDEFINED = {
    "a divisor is zero in the first term": "Sum(1/(k - 1), (k, 1, n))",
    "an entropy of a negative number": "Sum(eta(1 - 2*k), (k, 1, n))",
    "a root that is squared": "Sum(sqrt(-k)**2, (k, 1, n))",
    "a divisor that cancels": "Sum(y/y, (k, 1, n))",
    "a logarithm that is multiplied by 0": "Sum(0*log(y), (k, 1, n))",
    "a function of a parameter": "Sum(inverse(k - 1), (k, 1, n))",
    "a pole at an end": "Integral(1/s, (s, 0, 1))",
    "a logarithm of what may vanish": "Integral(log(1 - s), (s, 0, 1))",
}


@pytest.mark.parametrize("whole", UNDEFINED.values(), ids=UNDEFINED)
def test_a_sum_or_integral_is_read_only_if_its_terms_are_defined(whole):
    """Even where it drops out, and where an equal sum of other terms is defined."""
    definitions = {"inverse(u)": "1/u", "W": whole}
    for name in (whole, "W"):
        claim = step(f"{name} - {name} == 0", "identity")
        assert not accepted(claim["claim"], claim, definitions=definitions)
        assert not accepted("x > 0", hypotheses=[f"{name} > 0", "x > 0"], definitions=definitions)
    ones = step("Sum(1, (k, 1, n)) == Sum(1, (k, 1, n))", "identity")
    assert accepted(ones["claim"], ones)


K_POSITIVE = step("k > 0", "sum", of=["k from", "1"])


def inverses(*steps, variable="k", upper="n"):
    """Whether Sum(1/k) is known to be defined after these steps."""
    whole = f"Sum(1/{variable}, ({variable}, 1, {upper}))"
    claim = step(f"{whole} - {whole} == 0", "identity")
    changes = {"integers": ["n", "m"], "hypotheses": ["n >= 1", "m >= 1", "x > 0"]}
    return accepted(claim["claim"], *steps, claim, **changes)


def test_what_a_block_shows_of_a_variable_is_known_on_its_range_only():
    known = defined("Sum(1/k, (k, 1, n))", K_POSITIVE)
    assert inverses(known)
    assert not inverses()
    assert not inverses(known, variable="j")
    assert not inverses(known, upper="m")
    other = defined("Sum(1/k, (k, 1, m))", K_POSITIVE, ends=("1", "m"))
    assert not inverses(other)
    assert inverses(known, other) and inverses(known, other, upper="m")
    half = step("k > 0", "sum", of=["k from"])
    assert not inverses(defined("Sum(k, (k, 0, n))", half, ends=("0", "n"), claim="0 == 0"))
    leak = step("k + 1 > 0", "sum", of=["k > 0", "1"])
    assert not inverses(known, leak)
    area = defined("Integral(k, (k, 1, n))", K_POSITIVE)
    assert not inverses(area)


def test_what_a_case_shows_of_a_variable_stays_in_the_case():
    whole = "Sum(1/(k + y), (k, 1, n))"
    block = defined(whole, K_POSITIVE, step("k + y > 0", "sum", of=["k > 0", "case"]))
    inside = [block, step("2 > 0", "sum", of=["2"])]
    claim = step(f"{whole} == {whole}", "identity")
    case = {"on": "y", "if >= 0": inside, "if <= 0": inside[1:]}
    assert accepted("2 > 0", step("2 > 0", "cases", **case))
    assert not accepted(claim["claim"], step("2 > 0", "cases", **case), claim)
    assert not accepted(claim["claim"], block)


@pytest.mark.parametrize(
    "definitions",
    [
        {"a": "1 - a"},
        {"f(u)": "f(u - 1)"},
        {"a": "b", "b": "1"},
        {"a": "b", "b": "a"},
        {"f(u)": "h(u)", "h(u)": "f(u)"},
        {"a": "Sum(a*k, (k, 1, n))"},
        {"f(a)": "a", "b": "f(b)"},
    ],
    ids=str,
)
def test_a_definition_uses_what_is_defined_before_it(definitions):
    with pytest.raises(Refused, match="before it is defined"):
        check(*certificate("x + 3 > 0", GOOD["sum"][0], definitions=definitions))


def test_a_parameter_may_have_the_name_of_a_later_definition():
    definitions = {"f(a)": "2*a", "a": "f(x)"}
    claim = step("f(a) == 4*x", "identity")
    assert accepted(claim["claim"], claim, definitions=definitions)


def test_what_is_nested_too_deeply_is_refused():
    for deep in ("-" * 5_000 + "x", "(" * 5_000 + "x" + ")" * 5_000, "x" + " + x" * 100_000):
        with pytest.raises(Refused):
            check(*certificate("x > 0", step(f"{deep} == {deep}", "identity")))


def test_a_goal_that_is_not_reached_is_refused():
    with pytest.raises(Refused, match="not reached"):
        check(*certificate("x > 1", GOOD["sum"][0]))


def test_a_certificate_for_another_statement_is_refused():
    text, sha256 = certificate("x + 3 > 0", GOOD["sum"][0])
    _, other = certificate("x + 4 > 0", GOOD["sum"][0])
    check(text, sha256)
    with pytest.raises(Refused, match="another statement"):
        check(text, other)
    with pytest.raises(Refused, match="another statement"):
        check(text.replace(sha256, other), sha256)
    with pytest.raises(Refused, match="another statement"):
        check(text.replace("x > 0", "x > -9", 1), sha256)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"statement": 3}', "null"])
def test_what_is_no_certificate_is_refused(text):
    with pytest.raises(Refused):
        check(text, "0" * 64)


def normal(u):
    return (1 + mp.erf(u / mp.sqrt(2))) / 2


NUMERIC = {
    **{"exp": mp.exp, "log": mp.log, "log2": lambda u: mp.log(u, 2), "sqrt": mp.sqrt},
    **{"eta": lambda u: -u * mp.log(u, 2) if u else mpf(0), "atan": mp.atan, "Phi": normal},
    **{"I": mp.mpc(0, 1), "pi": mp.pi, "conj": mp.conj, "power": lambda u, n: u ** int(n)},
}
WHOLE = range(-2, 5)
SOME = [mpf(text) for text in ("-1.5", "-0.25", "0", "0.25", "0.7", "0.9", "1", "2", "3")]


@pytest.mark.parametrize("name", LEMMAS)
def test_every_lemma_holds_at_numbers(name):
    conditions, conclusion = LEMMAS[name]
    names, tried = sorted(variables(name)), 0
    for values in itertools.product(*(WHOLE if name in ("m", "n") else SOME for name in names)):
        env = {**NUMERIC, **dict(zip(names, values, strict=True))}
        if all(eval(condition, {}, env) for condition in conditions):
            tried += 1
            left, relation, right = conclusion.partition(next(r for r in SIGNS if r in conclusion))
            gap = eval(f"({left}) - ({right})", {}, env)
            gap = -gap if relation == "<=" else gap
            assert abs(mp.im(gap)) < 1e-20
            assert abs(gap) < 1e-20 if relation == "==" else mp.re(gap) > -1e-20
            assert relation != ">" or mp.re(gap) > 1e-25
    assert tried


SIGNS = ("==", ">=", "<=", ">")


# Complex numbers.

COMPLEX = {
    "the imaginary unit": step("I**2 == -1", "identity"),
    "a product": step("(x + I*y)*(x - I*y) == x**2 + y**2", "identity"),
    "a quotient": step("1/(y + I*x) == (y - I*x)/(y**2 + x**2)", "identity"),
    "an exponential": lemma("exp(I*x + I*y) == exp(I*x)*exp(I*y)", "exp-sum", a="I*x", b="I*y"),
    "its inverse": lemma("1 == exp(I*y)*exp(-I*y)", "exp-sum", a="I*y", b="-I*y"),
    "division by it": step("exp(I*y)/exp(I*y) == 1", "identity"),
    "a derivative": step("diff(exp(I*x), x) == I*exp(I*x)", "identity"),
    "an order once I cancels": step("x + I - I > 0", "sum", of=["x > 0"]),
}
NORM = [
    step("x**2 > 0", "product", of=["x > 0", "x > 0"]),
    step("y**2 >= 0", "square", of="y"),
    step("y**2 + x**2 > 0", "sum", of=["x**2 > 0", "y**2 >= 0"]),
]


@pytest.mark.parametrize("last", COMPLEX.values(), ids=COMPLEX)
def test_identities_of_complex_numbers_are_accepted(last):
    assert accepted(last["claim"], *NORM, last)


ZERO = {"hypotheses": ["x > 0", "y == 0"]}
WHICH_SIGN = {
    "if >= 0": [step("-1 >= 0", "product", of=["case", "case"])],
    "if <= 0": [step("-1 >= 0", "product", of=["case", "case"])],
}
UNSOUND = {
    "the square of I": step("-1 >= 0", "square", of="I"),
    "a square with I": step("y**2 - 2*x*y*I - x**2 >= 0", "square", of="y - I*x"),
    "a case of a complex number": step("-1 >= 0", "cases", on="I", **WHICH_SIGN),
    "a sign of an exponential": lemma("exp(I*x) > 0", "exp", u="I*x"),
    "an order of exponentials": lemma("exp(I + 1) > exp(I)", "exp-order", a="I", b="I + 1"),
    "a weak order": lemma("exp(I + 1) >= exp(I)", "exp-order-weak", a="I", b="I + 1"),
    "the logarithm of an exponential": lemma("log(exp(I*x)) == I*x", "log-exp", u="I*x"),
    "the same, hidden in a square": lemma("log(exp(I*I*x)) == I*I*x", "log-exp", u="I*I*x"),
    "a root": lemma("sqrt(I**2) == I", "root", q="I"),
    "the root of a square": lemma("sqrt((I*y)**2) == I*y", "root", q="I*y"),
    "a positive product": step("I*I*x > 0", "product", of=["x > 0"]),
    "a conjugate for the number": step("x + I*y == x - I*y", "identity"),
    "a root of -1": step("sqrt(-1) == I", "identity"),
    "a divisor that vanishes": step("1/(1 + I*I) == 1/(1 + I*I)", "identity"),
    "a divisor that may vanish": step("1/(y + I*y) == 1/(y + I*y)", "identity"),
    "a divisor of exponentials": step("1/(exp(I*x) + 1) == 1/(exp(I*x) + 1)", "identity"),
    "an order of complex sums": step(
        "Sum(I*k, (k, 1, n)) >= 0",
        "termwise",
        **{**limits("Sum", "k", "1", "n"), "of": {"I*k": "1"}, "sign": ">="},
    ),
    "an entropy": step("eta(I*y) == eta(I*y)", "identity"),
    "a bound variable": defined("Sum(1, (I, 1, n))", step("1 > 0", "sum", of=["1"]), variable="I"),
    "an end of a range": step(
        "2 > 0",
        "mean-value",
        **{"variable": "u", "from": "I", "to": "I + 2", "function": "u"},
        closed=[],
        open=[step("diff(u, u) > 0", "sum", of=["1"])],
    ),
    "a slope": step(
        "exp(I) - 1 > 0",
        "mean-value",
        **{"variable": "u", "from": "0", "to": "1", "function": "exp(I*u)"},
        closed=[],
        open=[lemma("I*exp(I*u) > 0", "exp", u="I*u")],
    ),
}


@pytest.mark.parametrize("last", UNSOUND.values(), ids=UNSOUND)
def test_nothing_about_order_is_said_of_complex_numbers(last):
    assert not accepted(last["claim"], *NORM, last, **ZERO)


def test_the_imaginary_unit_cannot_be_declared():
    unit = step("I**2 == -1", "identity")
    for changes in (
        {"symbols": ["x", "I"]},
        {"integers": ["I"]},
        {"definitions": {"I": "x"}},
        {"definitions": {"f(I)": "I"}},
    ):
        assert not accepted("I**2 == -1", unit, **changes)
    for hypothesis in ("I > 0", "I*x >= 0", "x < I", "exp(I*x) > 0"):
        assert not accepted("I**2 == -1", unit, hypotheses=["x > 0", hypothesis])


def test_a_fact_of_order_cannot_be_made_of_a_complex_element():
    checker = Checker({**EMPTY, "symbols": ["x"]})
    field = checker.field
    turning = field.generator("exp", field.i * field.generator("symbol", "x"))
    inverse = field.number(1) / field.i
    for value in (field.i, inverse, turning, turning * turning + field.number(1)):
        checker.fact(value, "==")
        for relation in (">", ">="):
            with pytest.raises(Refused, match="no order"):
                checker.fact(value, relation)
    for value in (field.i * field.i, turning + field.conjugate(turning), field.i - field.i):
        checker.fact(value, ">=")


TURNING = {"x": 0.3, "y": 1.7, "I": 1j, "exp": cmath.exp}


@pytest.mark.parametrize(
    "text",
    ["x + I*y", "exp(I*x)", "exp((2 + I)*x)/(y + I)", "I*exp(I*y*exp(I*x))", "1/(exp(I*x) + 2)"],
)
def test_a_conjugate_and_a_modulus_are_those_of_numbers(text):
    number = eval(text, {}, TURNING)
    checker = Checker({**EMPTY, "symbols": ["x", "y"]})
    value = checker.value("exp(I*x) + 2", checker.outermost)
    norm = checker.field.squared_modulus(value)
    checker.outermost.facts["|exp(I*x) + 2|**2 > 0"] = checker.fact(norm, ">")
    norm = checker.field.squared_modulus(checker.value("y + I", checker.outermost))
    checker.outermost.facts["|y + I|**2 > 0"] = checker.fact(norm, ">")
    value = checker.value(text, checker.outermost)
    assert checker.field.equal(value, checker.field.conjugate(checker.field.conjugate(value)))
    for name, expected in (("conj", number.conjugate()), ("abs", abs(number))):
        element = checker.value(f"{name}({text})", checker.outermost)
        assert abs(numeric(checker.field, element) - expected) < 1e-12


def numeric(field, element):
    """The value of an element in floating point."""
    return polynomial(field, element.num) / polynomial(field, element.den)


def polynomial(field, part):
    total = 0
    for exponents, coefficient in part.terms():
        term = complex(coefficient.p) / complex(coefficient.q)
        for place, exponent in enumerate(exponents):
            term *= generator(field, place) ** int(exponent) if exponent else 1
        total += term
    return total


def generator(field, place):
    kind, argument = field.generators[place]
    if kind in ("symbol", "I"):
        return TURNING[argument] if kind == "symbol" else 1j
    return {"exp": cmath.exp, "sqrt": cmath.sqrt}[kind](numeric(field, argument))


def test_the_command_takes_a_list_of_certificates_and_says_which_is_refused(tmp_path, capsys):
    text, _ = certificate("x == x")
    own = json.loads(text)
    file = tmp_path / "certificates.json"
    file.write_text(json.dumps([own, own | {"theorem": "odd", "statement_sha256": "0"}]))
    assert main([str(file)]) == 1
    said = capsys.readouterr().out
    assert f"{file}: accepted" in said and f'{file} "odd": refused' in said
    file.write_text("[]")
    assert main([str(file)]) == 2


def test_the_command_says_everything_that_a_certificate_states(tmp_path, capsys):
    goal = "w(1)*x == x*w(1)"
    own = {"symbols": ["x"], "integers": ["n"], "functions": {"w": "> 1 n"}}
    statement = {**EMPTY, **own, "hypotheses": ["n >= 1"], "goals": [goal]}
    file = tmp_path / "certificate.json"
    file.write_text(certify(statement).text)
    assert main([str(file)]) == 0
    said = capsys.readouterr().out
    assert all(json.dumps(statement[key]) in said for key in (*own, "hypotheses", "goals")), said
