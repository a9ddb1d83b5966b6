"""Rules of functions, spectra, constants, turns and sums: true uses are accepted, no others."""

import pytest
from accepted import DOUBLED, EMPTY, INDUCTION, K, certificate, limits, step

from proofs.kernel import check, statement_hash
from proofs.kernel.element import Refused

LINE = {
    **EMPTY,
    **{"symbols": ["x", "y"], "integers": ["n", "m"], "functions": {"f": ">", "g": "real"}},
    "hypotheses": ["x > 0", "n >= 1", "m >= 1", "n - m >= 0"],
}


def refusal(*steps, thin=None, goal="", **changes):
    """Why the last claim is refused as a goal; nothing if it is accepted."""
    statement = {**LINE, **changes, "goals": [goal or steps[-1]["claim"]]}
    try:
        check(certificate(statement, [*steps], thin), statement_hash(statement))
    except Refused as reason:
        return str(reason)
    return ""


def accepts(*steps, **changes):
    return not refusal(*steps, **changes)


def same(claim, **using):
    return step(claim, "identity", using=using)


# Equal arguments.


def equal(function, a="y", b="2*x", claim=""):
    claim = claim or f"{function}({a}) == {function}({b})"
    return step(claim, "congruence", function=function, a=a, b=b)


DOUBLE = {"hypotheses": [*LINE["hypotheses"], "y == 2*x", "2*x > 0", "3*x > 0", "y > 0"]}


@pytest.mark.parametrize("function", ["sqrt", "log", "exp", "eta", "atan", "Phi", "f", "g"])
def test_equal_arguments_give_equal_values(function):
    assert accepts(equal(function), **DOUBLE)
    assert "not known: y - 2*x == 0" in refusal(equal(function))
    assert "not known" in refusal(equal(function, b="3*x"), **DOUBLE)
    other = equal(function, claim=f"{function}(y) == {function}(3*x)")
    assert "something else" in refusal(other, **DOUBLE)


def test_a_function_has_to_have_a_value():
    where = {"hypotheses": [*LINE["hypotheses"], "y == y*1"]}
    for function in ("sqrt", "log", "eta"):
        assert refusal(equal(function, b="y*1"), **where)


@pytest.mark.parametrize("function", ["sin", "Sum", "x", "S", ""])
def test_only_functions_have_values(function):
    assert refusal(equal(function), **DOUBLE)


def test_a_definition_of_equal_arguments_is_equal():
    definitions = {"h(u)": "u**2 + exp(u)"}
    assert accepts(equal("h"), definitions=definitions, **DOUBLE)


# Entropies of matrices.

MATRIX = "[[x, y], [y, 1 - x]]"
STATE = {"hypotheses": ["x > 0", "x < 1", "y >= 0", "y <= 0"]}
DIAGONAL = "[[x, 0], [0, 1 - x]]"
INSIDE = [
    step("x >= 0", "sum", of=["x > 0"]),
    step("1 - x >= 0", "sum", of=["x < 1"]),
]


def spectrum(matrix=DIAGONAL, values=("x", "1 - x")):
    return step("0 == 0", "spectrum", label="spectrum", matrix=matrix, eigenvalues=[*values])


def test_a_matrix_has_the_entropy_of_its_eigenvalues():
    whole = same(f"S({DIAGONAL}) == eta(x) + eta(1 - x)")
    assert accepts(*INSIDE, spectrum(), whole, **STATE)
    assert accepts(*INSIDE, spectrum(values=("1 - x", "x")), whole, **STATE)
    assert refusal(*INSIDE, whole, **STATE)
    wrong = same(f"S({DIAGONAL}) == eta(x)")
    assert "something else" in refusal(*INSIDE, spectrum(), wrong, **STATE)


@pytest.mark.parametrize(
    ("matrix", "values"),
    [
        (DIAGONAL, ("x", "x")),
        (DIAGONAL, ("x",)),
        (DIAGONAL, ("x", "1 - x", "0")),
        (MATRIX, ("x", "1 - x")),
        ("[[x, 1], [0, 1 - x]]", ("x", "1 - x")),  # not Hermitian
        ("[[x, I], [I, 1 - x]]", ("x", "1 - x")),
        ("[[x, 0]]", ("x",)),
        ("x", ("x",)),
    ],
)
def test_other_eigenvalues_are_refused(matrix, values):
    assert refusal(*INSIDE, spectrum(matrix, values), **STATE)


def test_a_negative_eigenvalue_has_no_entropy():
    assert "not known" in refusal(spectrum("[[-x]]", ["-x"]), **STATE)


def test_the_entropy_is_that_of_an_equal_matrix_only():
    other = "[[1 - x, 0], [0, x]]"
    assert refusal(*INSIDE, spectrum(), same(f"S({other}) == S({other})*1"), **STATE)


# Constants.


def ball(of, claim=""):
    return step(claim or f"{of} > 0", "ball", of=of)


def test_a_ball_gives_the_sign_of_a_constant():
    assert accepts(ball("log(2)"))
    assert accepts(ball("pi - 3"))
    assert accepts(ball("sqrt(2) - 1"))
    assert accepts(ball("sqrt(2)"), ball("exp(sqrt(2)) - 4"))
    assert accepts(ball("Phi(1) - 1/2"))
    assert accepts(ball("pi - 22/7 + 1/700"))


@pytest.mark.parametrize(
    "of",
    ["3 - pi", "sqrt(2) - sqrt(2)", "x", "n", "I", "exp(I)", "log(-1)", "sqrt(-1)", "f(1)", "0"],
)
def test_what_is_no_positive_constant_is_refused(of):
    assert refusal(ball(of))


def test_a_ball_says_nothing_that_is_too_close():
    assert "does not say" in refusal(ball("sqrt(4 + 1/10**400) - 2"))


def test_a_ball_claims_no_other_number():
    assert "something else" in refusal(ball("pi - 3", "pi - 31/10 > 0"))


# Turns.


@pytest.mark.parametrize(
    ("order", "claim"),
    [
        ("1", "exp(2*I*pi/1) - 1 == 0"),
        ("2", "exp(2*I*pi/2) + 1 == 0"),
        ("4", "exp(2*I*pi/4)**2 + 1 == 0"),
        ("5", "{0}**4 + {0}**3 + {0}**2 + {0} + 1 == 0"),
        ("6", "{0}**2 - {0} + 1 == 0"),
    ],
)
def test_a_root_of_unity_is_a_root_of_its_polynomial(order, claim):
    claim = claim.format(f"exp(2*I*pi/{order})")
    assert accepts(step(claim, "cyclotomic", order=order))
    assert "something else" in refusal(
        step(claim.replace("== 0", "== 1/7"), "cyclotomic", order=order)
    )


@pytest.mark.parametrize("order", ["0", "-1", "61", "n", "1/2", "", "٣"])
def test_only_a_small_order_is_one(order):
    assert refusal(step("exp(2*I*pi/3) - 1 == 0", "cyclotomic", order=order))


@pytest.mark.parametrize("number", ["n", "n*m - 3", "2*n**2", "0 - 7"])
def test_whole_turns_are_one(number):
    assert accepts(step(f"exp(2*I*pi*({number})) == 1", "turns", number=number))


@pytest.mark.parametrize("number", ["x", "n/2", "1/3", "n*x", "I", "g(n)", "sqrt(4 + n)", "pi"])
def test_other_turns_are_not(number):
    claim = step(f"exp(2*I*pi*({number})) == 1", "turns", number=number)
    assert refusal(step("4 + n > 0", "sum", of=["n >= 1", "5"]), claim)


# Opaque functions.


def test_an_opaque_function_has_the_sign_of_its_statement():
    assert accepts(step("f(x) > 0", "opaque", function="f", at="x"))
    assert accepts(step("f(x) >= 0", "opaque", function="f", at="x"))
    weak = {"functions": {"f": ">="}}
    assert accepts(step("f(x) >= 0", "opaque", function="f", at="x"), **weak)
    assert "rule yields" in refusal(step("f(x) > 0", "opaque", function="f", at="x"), **weak)
    assert "something else" in refusal(step("f(y) > 0", "opaque", function="f", at="x"))
    for other in ("g", "exp", "h"):
        assert refusal(step("f(x) > 0", "opaque", function=other, at="x"))


def test_opaque_functions_are_not_one_another():
    assert "something else" in refusal(same("f(x) == g(x)"))
    assert "something else" in refusal(same("f(x) == f(y)"))


# Sums in parts.

TO_N = limits("Sum", "k", "1", "n")
WHOLE, LOWER, UPPER = (f"Sum(k**2, (k, {ends}))" for ends in ("1, n", "1, m", "m + 1, n"))


def split(claim, at="m", term="k**2", **changes):
    return step(claim, "split", **{**TO_N, **changes}, term=term, at=at)


def test_a_sum_is_split_at_a_place_inside():
    assert accepts(split(f"{WHOLE} == {LOWER} + {UPPER}"))
    assert "something else" in refusal(split(f"{WHOLE} == {LOWER} + Sum(k**2, (k, m, n))"))
    assert "something else" in refusal(split(f"{WHOLE} == {LOWER} + {UPPER}", term="k"))


@pytest.mark.parametrize("at", ["n + 1", "n - m - 5", "x", "m/2"])
def test_a_sum_is_not_split_outside_of_it_or_between_two_numbers(at):
    upper = f"Sum(k**2, (k, {at} + 1, n))"
    assert refusal(split(f"{WHOLE} == Sum(k**2, (k, 1, {at})) + {upper}", at=at))


def test_the_parts_of_an_integral_meet():
    where = limits("Integral", "s", "0", "x")
    half, rest = "Integral(s, (s, 0, x/2))", "Integral(s, (s, x/2, x))"
    given = [step("x/2 >= 0", "product", of=["1/2", "x > 0"], over=[])]
    given += [step("x >= 0", "sum", of=["x > 0"]), step("x - x/2 >= 0", "sum", of=["x/2 >= 0"])]
    claim = f"Integral(s, (s, 0, x)) == {half} + {rest}"
    assert accepts(*given, step(claim, "split", **where, term="s", at="x/2"))
    assert refusal(*given, step(claim, "split", **where, term="s", at="2*x"))
    shifted = claim.replace("(s, x/2, x)", "(s, x/2 + 1, x)")
    assert refusal(*given, step(shifted, "split", **where, term="s", at="x/2"))


def reindex(claim, shift="1", direction="forward", to="j", term="k**2", **changes):
    data = {"term": term, "to": to, "shift": shift, "direction": direction}
    return step(claim, "reindex", **{**TO_N, **changes}, **data)


def test_a_sum_is_shifted_and_turned():
    assert accepts(reindex(f"{WHOLE} == Sum((j + 1)**2, (j, 0, n - 1))"))
    turned = f"{WHOLE} == Sum((n + 1 - j)**2, (j, 1, n))"
    assert accepts(reindex(turned, "n + 1", "backward"))


@pytest.mark.parametrize(
    ("claim", "changes"),
    [
        (f"{WHOLE} == Sum((j + 1)**2, (j, 1, n))", {}),
        (f"{WHOLE} == Sum((j - 1)**2, (j, 0, n - 1))", {}),
        (f"{WHOLE} == Sum((n - j)**2, (j, 1, n))", {"shift": "n", "direction": "backward"}),
        (f"{WHOLE} == Sum((j + 1)**2, (j, 0, n - 1))", {"direction": "sideways"}),
        (f"{WHOLE} == Sum((j + x)**2, (j, 1 - x, n - x))", {"shift": "x"}),
        (f"{WHOLE} == Sum((k + 1)**2, (k, 0, n - 1))", {"to": "k"}),
        (f"{WHOLE} == Sum((x + 1)**2, (x, 0, n - 1))", {"to": "x"}),
        (f"{WHOLE} == Sum((j + k)**2, (j, 1 - k, n - k))", {"shift": "k"}),
    ],
)
def test_a_sum_is_not_moved_otherwise(claim, changes):
    assert refusal(reindex(claim, **changes))


def last(claim, term="k**2", **changes):
    ends = {"variable": "k", "lower": "1", "upper": "n", **changes}
    return step(claim, "last", **ends, term=term)


def test_the_last_term_is_taken_off():
    assert accepts(last(f"{WHOLE} == Sum(k**2, (k, 1, n - 1)) + n**2"))
    assert "something else" in refusal(last(f"{WHOLE} == Sum(k**2, (k, 1, n - 1)) + 1"))
    assert "not known" in refusal(
        last("Sum(k**2, (k, 2, n)) == Sum(k**2, (k, 2, n - 1)) + n**2", lower="2")
    )  # nothing to take off of a sum that may be empty


def empty(claim, kind="Sum", lower="n + 1", upper="n", term="k**2"):
    return step(claim, "empty", **limits(kind, "k", lower, upper), term=term)


def test_a_sum_without_a_term_is_zero():
    assert accepts(empty("Sum(k**2, (k, n + 1, n)) == 0"))
    assert refusal(empty("Sum(k**2, (k, n, n)) == 0", lower="n"))
    assert refusal(empty("Sum(k**2, (k, n + 2, n)) == 0", lower="n + 2"))
    assert refusal(empty("Sum(k**2, (k, n + 1, n)) == 1"))


def test_an_integral_of_length_zero_is_zero():
    assert accepts(empty("Integral(k**2, (k, x, x)) == 0", "Integral", "x", "x"))
    assert refusal(empty("Integral(k**2, (k, x + 1, x)) == 0", "Integral", "x + 1", "x"))
    assert refusal(empty("Integral(1/(k - x), (k, x, x)) == 0", "Integral", "x", "x", "1/(k - x)"))


EACH = step("k**2 >= 0", "square", of="k")
SQUARES = step("0 == 0", "range", label="squares", **TO_N, steps=[EACH])


def member(claim, at="m", term="k**2"):
    ends = {"variable": "k", "lower": "1", "upper": "n"}
    return step(claim, "member", **ends, term=term, at=at)


def test_a_sum_of_terms_that_are_not_negative_is_at_least_each():
    assert accepts(SQUARES, member(f"{WHOLE} >= m**2"))
    assert "not known" in refusal(member(f"{WHOLE} >= m**2"))
    assert "rule yields" in refusal(SQUARES, member(f"{WHOLE} > m**2"))
    assert "something else" in refusal(SQUARES, member(f"{WHOLE} >= m"))


@pytest.mark.parametrize("at", ["n + 1", "0", "x", "m - 1", "1/2"])
def test_only_members_are_members(at):
    assert refusal(SQUARES, member(f"{WHOLE} >= ({at})**2", at))


# Induction.

START = step("n >= 0", "sum", of=["n >= 1", "1"])


def changed(**changes):
    return {**INDUCTION, **changes}


def test_what_holds_of_the_first_and_of_each_next_holds_of_all():
    assert accepts(START, INDUCTION, integers=["n"], hypotheses=["n >= 1"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"base": INDUCTION["base"][:1]},
        {"base": []},
        {"next": INDUCTION["next"][:1]},
        {"next": []},
        {"start": "1"},
        {"start": "x"},
        {"at": "x"},
        {"at": "n - 2"},
        {"variable": "n"},
        {"of": DOUBLED.format("m").replace("m*(m + 1)", "m*(m + 2)")},
        {"claim": DOUBLED.format("(n + 1)")},
        {"next": [step("1 == 1", "identity", using={})]},
    ],
    ids=str,
)
def test_an_induction_with_a_gap_is_refused(wrong):
    assert refusal(START, changed(**wrong), integers=["n"], hypotheses=["n >= 1"])


def test_what_is_supposed_does_not_leave_the_induction():
    leak = same(DOUBLED.format("n"), **{"hypothesis of m": "1"})
    assert refusal(START, INDUCTION, leak, integers=["n"], hypotheses=["n >= 1"])


def test_the_first_step_does_not_rest_on_what_is_supposed():
    base = [same(DOUBLED.format("0"), **{"hypothesis of m": "1"})]
    wrong = changed(base=base)
    assert refusal(START, wrong, integers=["n"], hypotheses=["n >= 1"])


def test_the_hypothesis_is_about_one_number():
    """P(k + 1) from P(k + 1) itself proves nothing."""
    of = "2*Sum(k, (k, 1, m)) == m"
    wrong = changed(of=of, claim="2*Sum(k, (k, 1, n)) == n")
    assert refusal(START, wrong, integers=["n"], hypotheses=["n >= 1"])


def test_the_last_term_of_the_next_sum_needs_that_there_is_one():
    claim = "Sum(k, (k, m + 2, m + 1)) == Sum(k, (k, m + 2, m)) + m + 1"
    assert refusal(step(claim, "last", **{**K, "lower": "m + 2"}, term="k"))


# Places that are left out.

HOLE = "(x**2 - y**2)/(x - y) == x + y"
THIN = {"variable": "x", "order": 1, "steps": []}


def off(divisor="x - y", thin=None, goal=HOLE, **changes):
    where = {"symbols": ["x", "y"], "hypotheses": ["x > 0", "y > 0"], "except": [divisor]}
    shown = {divisor: THIN} if thin is None else thin
    return refusal(same(goal), thin=shown, **{**where, **changes})


def test_a_divisor_that_vanishes_at_single_places_may_be_left_out():
    assert off() == ""
    assert off(thin={"x - y": {**THIN, "variable": "y"}}) == ""
    assert refusal(same(HOLE), symbols=["x", "y"], hypotheses=["x > 0", "y > 0"])


@pytest.mark.parametrize(
    "thin",
    [
        {},
        {"x - y": {**THIN, "order": 2}},
        {"x - y": {**THIN, "order": 0}},
        {"x - y": {**THIN, "order": 99}},
        {"x - y": {**THIN, "variable": "z"}},
        {"x - y": {"variable": "x", "order": 1}},
        {"x + y": THIN},
        {"x - y": THIN, "x + y": THIN},
        {"x - y": {**THIN, "order": True}},
        {"x - y": {**THIN, "order": "1"}},
    ],
)
def test_what_is_not_shown_to_be_thin_is_not_left_out(thin):
    assert off(thin=thin)


def test_whole_numbers_and_what_cannot_move_are_not_left_out():
    counts = {"symbols": ["x", "y"], "integers": ["n"]}
    divisor = {"n - 1": {**THIN, "variable": "n"}}
    goal = "(n**2 - 1)/(n - 1) == n + 1"
    assert off("n - 1", divisor, goal, **counts, hypotheses=["n >= 1"])
    assert off(hypotheses=["x > 0", "y > 0", "x == y"])
    assert off(hypotheses=["x >= 0", "y > 0"])
    assert off(hypotheses=["x >= 0", "y > 0"], thin={"x - y": {**THIN, "variable": "y"}}) == ""


def test_what_is_left_out_is_part_of_the_statement():
    statement = {**LINE, "goals": [HOLE], "hypotheses": ["x > 0"], "except": ["x - y"]}
    text = certificate(statement, [same(HOLE)], {"x - y": THIN})
    check(text, statement_hash(statement))
    with pytest.raises(Refused, match="another statement"):
        check(text, statement_hash({**statement, "except": []}))


# Functions.


@pytest.mark.parametrize(
    "claim",
    [
        "conj(x + I*y) == x - I*y",
        "conj(exp(I*x)) == exp(-I*x)",
        "conj(x) == x",
        "abs(x + I*y)**2 == x**2 + y**2",
        "abs(y)**2 == y**2",
        "abs(I*y) == abs(y)",
        "abs(exp(I*y)) == sqrt(exp(I*y)*exp(-I*y))",
        "conj(Sum(I*k, (k, 1, n))) == Sum(-I*k, (k, 1, n))",
    ],
)
def test_conjugates_and_moduli(claim):
    norm = [step("x**2 >= 0", "square", of="x"), step("y**2 >= 0", "square", of="y")]
    norm.append(step("x**2 + y**2 >= 0", "sum", of=["x**2 >= 0", "y**2 >= 0"]))
    assert accepts(*norm, same(claim))
    wrong = claim.replace(" == ", " == 1/3 + ")
    assert refusal(*norm, same(wrong))


@pytest.mark.parametrize(
    "claim", ["abs(y) == y", "conj(y*I) == y*I", "abs(x + I*y) == x + y", "abs(y) == -y"]
)
def test_no_other_conjugates_and_moduli(claim):
    norm = [step("x**2 >= 0", "square", of="x"), step("y**2 >= 0", "square", of="y")]
    norm.append(step("x**2 + y**2 >= 0", "sum", of=["x**2 >= 0", "y**2 >= 0"]))
    assert "something else" in refusal(*norm, same(claim))


@pytest.mark.parametrize(
    ("claim", "lemma", "values"),
    [
        ("Phi(-y) == 1 - Phi(y)", "Phi-symmetry", {"u": "y"}),
        ("Phi(y) > 0", "Phi-positive", {"u": "y"}),
        ("Phi(x) > Phi(0)", "Phi-order", {"a": "0", "b": "x"}),
        ("atan(-y) == -atan(y)", "atan-symmetry", {"u": "y"}),
        ("atan(x) + atan(1/x) == pi/2", "atan-inverse", {"u": "x"}),
        ("atan(1) == pi/4", "atan-one", {}),
    ],
)
def test_the_normal_distribution_and_the_arcus_tangens(claim, lemma, values):
    assert accepts(step(claim, "lemma", name=lemma, **{"with": values}))
    other = claim.replace("x", "y") if "x" in claim else claim.replace("y", "x")
    other = other if other != claim else "atan(1) == pi/3"
    assert refusal(step(other, "lemma", name=lemma, **{"with": values}))
