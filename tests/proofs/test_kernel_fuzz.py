"""Whatever is put in any place of a certificate: the kernel accepts or refuses, soon.

What it accepts proves the statement that it was asked about, and no changed statement that it
accepts has a counterexample, as far as the falsifier can see.
"""

import copy
import json
import time

import pytest
from accepted import accepted, certificate, rules
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proofs.equality.witnesses import Falsifier
from proofs.kernel import check, statement_hash
from proofs.kernel.checker import FAILURES, RULES, SECONDS
from proofs.kernel.element import Refused

SLACK = 5.0
"""Seconds that the last operation before the end may take."""
SMALL = 6_000
"""Characters of the certificates of the fast profile."""
COMMON = {"deadline": None, "suppress_health_check": [*HealthCheck], "print_blob": True}
FAST = settings(max_examples=100, **COMMON)
DEEP = settings(max_examples=20_000, **COMMON)

TEXTS = [
    *("", " ", "x", "1", "-1", "0", "1/0", "True", "None", "x.__class__", "lambda: 0", "__debug__"),
    *("f'{x}'", "(x := 1)", "[x for x in x]", "x if x else x", "*x", "x, y", "{x: x}", "...", "#"),
    *("x == x == x", "x < y < x", "ℯxp(1)", "\uff58", "ex\u1d56(1)", "exp", "I", "pi", "S", "Sum"),
    *("9" * 10_000, "2**100000", "x**(10**5)", "(1 + x)**400", "((9**400)**400)**400", "1e400"),
    *("(" * 3_000 + "x" + ")" * 3_000, "-" * 5_000 + "x", "x" + " + x" * 4_000, "0x" + "f" * 9_000),
    *("exp(" * 90 + "x" + ")" * 90, "sqrt(" * 90 + "2" + ")" * 90, "abs(" * 40 + "I" + ")" * 40),
    *("Sum(k, (k, 1, n))", "Sum(1, (k, 3, 1))", "Sum(k, k, 1, n)", "Integral(1/s, (s, -1, 1))"),
    *("S([[1, 0], [0, 0]])", "S([])", "diff(x, x)", "conj(x, y)", "log(0)", "eta(-1)", "sqrt(-1)"),
    *("\ud800", "\0", "x\ny", "x\\", "'x'", '"""', "٣", "0_1", "1_0", "0b1", "1j", "x if", "x;y"),
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from([*TEXTS, 10**6, -1, 10**400, 1e308, float("nan"), float("inf")]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
TOKENS = [*"+-*/()<>=,", "**", "==", ">=", "0", "1", "2", "x", "n", "k", "I", "pi", "exp", "sqrt"]


def places(data, path=()):
    """The paths of all values in JSON data."""
    yield path
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*path, key))


def at(data, path):
    """The value at a path."""
    for key in path:
        data = data[key]
    return data


def put(data, path, value):
    """A copy of the data with another value at a path."""
    if not path:
        return value
    changed = copy.deepcopy(data)
    at(changed, path[:-1])[path[-1]] = value
    return changed


def edits(text):
    """The text with a few characters replaced by a token."""
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, 3), st.sampled_from(TOKENS))
    return spans.map(lambda span: text[: span[0]] + span[2] + text[span[0] + span[1] :])


@st.composite
def changed(draw, least=0, most=SMALL):
    """An accepted certificate, and the same with something else in one or two places."""
    texts = [text for text in accepted().values() if least <= len(text) < most]
    first = data = json.loads(draw(st.sampled_from(texts)))
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from([*places(data)]))
        old = at(data, path)
        other = draw(st.sampled_from([*places(first)]))
        new = VALUES | st.just(at(first, other))
        data = put(data, path, draw(edits(old) | new if isinstance(old, str) else new))
    return first, data


def answer(text, sha256):
    """Whether a certificate is accepted: nothing but Refused is raised, and soon."""
    start = time.thread_time()
    try:
        check(text, sha256)
    except Refused as reason:
        cause = reason
        while cause is not None:
            assert isinstance(cause, FAILURES), repr(cause)
            cause = cause.__cause__
        return False
    finally:
        assert time.thread_time() - start < SECONDS + SLACK
    return True


def is_sound(first, data):
    """Accepted only for the statement that was asked about; a statement of its own is true."""
    text = json.dumps(data)
    if answer(text, first["statement_sha256"]):
        assert data["statement"] == first["statement"]
    stated = data.get("statement") if isinstance(data, dict) else None
    if stated is not None and stated != first["statement"]:
        sha256 = statement_hash(stated)
        if answer(json.dumps({**data, "statement_sha256": sha256}), sha256):
            assert not is_false(stated), stated


def is_false(stated):
    """Whether the falsifier has a counterexample to a statement."""
    goals = [goal for goal in stated["goals"] if len(goal) < SMALL]
    return Falsifier({**stated, "goals": goals}, effort=0.2).search() is not None


def covering():
    """The shortest of the certificates that have a rule which no shorter one has."""
    used = set()
    for text in sorted(accepted().values(), key=len):
        more = rules(json.loads(text)["steps"])
        if more - used:
            yield text
        used |= more


@pytest.mark.parametrize(
    "texts", [covering, pytest.param(lambda: accepted().values(), marks=pytest.mark.deep, id="all")]
)
def test_every_rule_is_in_an_accepted_certificate(texts):
    used = set()
    for text in texts():
        data = json.loads(text)
        used |= rules(data["steps"])
        assert answer(text, data["statement_sha256"])
    assert used == {*RULES}


@FAST
@given(changed())
def test_a_changed_certificate_is_accepted_or_refused(pair):
    is_sound(*pair)


@pytest.mark.deep
@DEEP
@given(changed())
def test_many_changed_certificates_are_accepted_or_refused(pair):
    is_sound(*pair)


@pytest.mark.deep
@settings(DEEP, max_examples=3_000)
@given(changed(SMALL, 10**6))
def test_large_changed_certificates_are_accepted_or_refused(pair):
    is_sound(*pair)


@FAST
@given(st.data())
def test_a_damaged_text_is_accepted_or_refused(data):
    small = [text for text in accepted().values() if len(text) < SMALL]
    text = data.draw(st.sampled_from(small))
    statement = json.loads(text)["statement"]
    damaged = data.draw(edits(text))
    if answer(damaged, statement_hash(statement)):
        assert json.loads(damaged)["statement"] == statement


@FAST
@given(VALUES | st.text())
def test_what_is_no_certificate_is_refused(data):
    for text in (json.dumps(data), data):
        assert not answer(text, "0" * 64)


# What broke, or would have.

LINE = {
    **{"symbols": ["x", "y"], "integers": ["n"], "functions": {"p": "real"}, "definitions": {}},
    **{"hypotheses": ["x > 0"], "except": [], "goals": ["x + 1 > 0"]},
}
PLUS = {"label": "s", "claim": "x + 1 > 0", "rule": "sum", "of": ["x > 0", "1"]}
SAME = {"label": "s", "claim": "x == x", "rule": "identity", "using": {}}
LEMMA = {"label": "s", "claim": "exp(x) > 0", "rule": "lemma", "name": "exp", "with": {"u": "x"}}
STEPS = {
    "a list for a table": {**SAME, "using": ["a"]},
    "no table": {**LEMMA, "with": []},
    "numbers in a table": {**SAME, "using": {"a": 1}},
    "a number in a list": {**PLUS, "of": [1]},
    "nothing to add": {**PLUS, "of": []},
    "a list for a rule": {**PLUS, "rule": []},
    "a list for a label": {**PLUS, "label": []},
    "a key too many": {**PLUS, "more": ""},
    "a text for a step": "sum",
    "a key too few": {"label": "s", "claim": "x + 1 > 0", "rule": "sum"},
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_step_of_another_shape_is_refused(step):
    assert answer(certificate(LINE, [PLUS]), statement_hash(LINE))
    assert not answer(certificate(LINE, [step]), statement_hash(LINE))


def test_a_statement_of_another_shape_is_refused():
    for key, own in LINE.items():
        for value in (
            None,
            "",
            1,
            True,
            [1],
            {"a": 1},
            [[]],
            {"a": []},
            [] if isinstance(own, dict) else {},
        ):
            statement = {**LINE, key: value}
            assert not answer(certificate(statement, [PLUS]), statement_hash(statement)), statement
    for statement in ({**LINE, "more": []}, {k: v for k, v in LINE.items() if k != "except"}):
        assert not answer(certificate(statement, [PLUS]), statement_hash(statement))


def test_a_key_that_is_there_twice_and_odd_numbers_are_refused():
    text, sha256 = certificate(LINE, [PLUS]), statement_hash(LINE)
    for old, new in (
        ('"thin": {}', '"thin": {}, "thin": {}'),
        ('"thin": {}', '"thin": NaN'),
        ('"thin": {}', '"thin": {}, "more": Infinity'),
        ('"thin": {}', '"thin": {}, "more": 1.5'),
        ('"thin": {}', '"thin": {}, "more": ' + "9" * 5_000),
        ('"goals":', '"goals": [], "goals":'),
    ):
        assert old in text
        assert answer(text, sha256) and not answer(text.replace(old, new), sha256)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_odd_texts_are_refused_wherever_they_stand(text):
    statements = [{**LINE, "goals": [g]} for g in (text, f"{text} > 0", f"{text} == x")]
    statements += [{**LINE, "hypotheses": [f"{text} > 0"]}, {**LINE, "definitions": {"f(u)": text}}]
    statements += [{**LINE, "symbols": ["x", text]}, {**LINE, "functions": {text: "real"}}]
    for statement in statements:
        answer(certificate(statement, [PLUS]), statement_hash(statement))
    assert not answer(certificate(LINE, [{**PLUS, "claim": f"{text} == 17"}]), statement_hash(LINE))


def test_a_name_is_spelt_as_python_reads_it():
    wide = "\uff58"  # which Python reads as x
    for statement in (
        {**LINE, "symbols": [wide]},
        {**LINE, "symbols": ["x", wide]},
        {**LINE, "hypotheses": [f"{wide} > 0"]},
        {**LINE, "definitions": {wide: "1"}},
        {**LINE, "functions": {"ex\u1d56": "real"}},
        *({**LINE, "symbols": ["x", word]} for word in ("lambda", "True", "None", "x", "n", "exp")),
    ):
        assert not answer(certificate(statement, [PLUS]), statement_hash(statement))


# Work.

NEST = {"f(u)": "exp(u) + u", "q(u)": "u*u"}
LONG = {
    "functions of functions": "f(" * 60 + "I*x" + ")" * 60,
    "squares of squares": "q(" * 60 + "x + 2" + ")" * 60,
    "a product of powers": "*".join(f"(x**{k} - 1)" for k in range(2, 60)),
    "powers of sums": "(x + y + n + 1)**40*(x - y)**40",
    "many roots": " + ".join(f"sqrt({k})" for k in range(2, 140)),
    "products of roots": "*".join(f"(sqrt({k}) + x)" for k in range(2, 30)),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("form", ["{0} == 0", "diff({0}, y) == 1", "conj({0}) == 1"])
def test_long_work_is_refused_soon(text, form):
    statement = {**LINE, "definitions": NEST}
    start = time.thread_time()
    step = {**SAME, "claim": form.format(text)}
    assert not answer(certificate(statement, [step]), statement_hash(statement))
    assert time.thread_time() - start < SLACK


def test_too_many_steps_are_refused():
    steps = [{**PLUS, "label": str(number)} for number in range(2_100)]
    assert not answer(certificate(LINE, steps), statement_hash(LINE))
    inner = [PLUS]
    for number in range(400):
        limits = {"kind": "Sum", "variable": f"k{number}", "lower": "1", "upper": "3"}
        inner = [{"label": "r", "claim": "0 == 0", "rule": "range", **limits, "steps": inner}]
    assert not answer(certificate(LINE, inner), statement_hash(LINE))


def test_definitions_that_double_are_refused_soon():
    doubled = {"a0": "x"} | {f"a{k + 1}": f"a{k} + a{k}" for k in range(60)}
    statement = {**LINE, "definitions": doubled, "goals": ["a60 == 0"]}
    assert not answer(certificate(statement, []), statement_hash(statement))
