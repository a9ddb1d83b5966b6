"""Papers from outside: read with clear errors, judged like ours, and never mixed with another."""

import json
import pickle
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

import derive
from derive.errors import FormulaError, PaperError, UnknownNameError
from proofs.calls import differences, record, verify, verify_all, write_record
from proofs.checks import check
from proofs.command import cli
from proofs.command.recording import used, write_certificates
from proofs.equality import certify, records
from proofs.paper.built_in import BUILT_IN
from proofs.paper.claim import Claim, Kind
from proofs.paper.domains import read_domain
from proofs.paper.toml import CLAIM, PAPER
from proofs.papers import derivations, installed
from proofs.papers.read import read_paper
from proofs.report import pages
from proofs.verdict import Status

EXAMPLES = Path(__file__).parents[2] / "examples"
NOTE, KNOWN = EXAMPLES / "lossy_note.toml", EXAMPLES / "coherence.toml"
HEAD = '[paper]\nkey = "own"\ntitle = "Our own"\nderivations = ["own.py"]\n'
NAMED = HEAD + '[names]\n{} "rho11"\n'
TIED = """
from sympy import Integer, exp
from derive import symbols as sym
from derive.model.domain import WINDOW
from derive.model.equation import equation

@equation("1", "x", domain=WINDOW, title="first")
def first():
    return {value}*exp(-sym.Gamma*sym.t)
"""
DOUBLED = TIED.format(value=2)
SCHEME = """
from sympy import sqrt
from derive import Scheme, symbols as sym
b = sym.define("b", "b", "share that is reflected", {low}, 1)
scheme = Scheme("mirror", "a mirror", "A R", {{"0": {{"0 0": 1}},
    "1": {{"0 1": sqrt(b), "1 0": sqrt(1 - b)}}}}, "R", {{"none": ["0"], "click": ["1"]}})
"""
MIRROR = SCHEME.format(low=0)


@pytest.fixture
def paper(tmp_path):
    """Writes a paper with one derivation file, and reads it."""

    def made(claims, derivation=DOUBLED, head=HEAD, folder="."):
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        (place / "own.py").write_text(derivation)
        file = place / "own.toml"
        file.write_text(head + claims)
        return read_paper(file)

    return made


def claim(number="1", **keys):
    data = {"number": number, **keys}
    return "[[claim]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in data.items())


def toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + "}"
    return json.dumps(value)


def bits(number="1", **keys):
    return claim(number, **{"of": "mirror:II:incoherent", **keys})


CHANCE = "mirror:outcome:click:probability"
STATE = """
from derive import symbols as sym
from derive.model.domain import POPULATION
from derive.model.equation import equation

@equation("1", "x", domain=POPULATION, title="first")
def first():
    return {value}
"""


@pytest.mark.parametrize(
    ("value", "keys", "expected"),
    [
        ("sym.rho11 + 5*sym.rho00", {"kind": "growth"}, "refuted"),
        ("5*sym.rho11 + sym.rho00", {"kind": "growth"}, "proved"),
        ("sym.rho11**2", {"kind": "growth", "where": ["rho00 - 1/2"]}, "proved"),
        ("sym.rho11 - sym.rho11**2", {"kind": "growth", "where": ["rho00 - 1/2"]}, "proved"),
        ("sym.rho00", {"kind": "limit", "printed": "1"}, "undecided"),
        ("sym.rho00", {"kind": "limit", "printed": "0"}, "corrected"),
    ],
)
def test_the_rest_of_a_population_moves_with_it(paper, value, keys, expected):
    own = paper(claim(variable="rho11", **keys), STATE.format(value=value))
    assert status(own) == expected


def test_a_value_of_one_share_fixes_the_other(paper):
    own = paper(claim(printed="1/2", holds_at={"rho11": "1/2"}), STATE.format(value="sym.rho00"))
    assert status(own) == "restricted"


TWO = """
from sympy import S, Symbol, exp, oo
from derive import symbols as sym
from derive.model.domain import POPULATION, QUBIT, Domain, Range, between
from derive.model.equation import equation

a, a1 = (Symbol(name, nonnegative=True) for name in ("a", "a1"))
z, modulus = Symbol("z"), Symbol("abs_z", nonnegative=True)
unit = between(a, 0, 1) & between(a1, 0, 1)
clicks = Domain((Range(sym.m, S(1), oo),), totals=((sym.click, sym.m, S(1)),))
@equation("1", "x", domain={domain}, title="first")
def first():
    return {value}
"""

END = {"kind": "limit", "variable": "a"}
SOLVED = {"kind": "imported", "solve_for": "a"}


@pytest.mark.parametrize(
    ("domain", "value", "keys", "expected"),
    [
        ("unit", "(a - a1)**2", {"kind": "growth", "variable": "a"}, "refuted"),
        ("unit", "a + a1", {"kind": "growth", "variable": "a"}, "proved"),
        ("between(a, S.Half, S.Half)", "a", {"kind": "growth", "variable": "a"}, "undecided"),
        ("unit", "1/a", {"kind": "sign", "strict": True}, "undecided"),
        ("QUBIT", "sym.c", {"printed": "3/5", "holds_at": {"c": "3/5"}}, "corrected"),
        ("QUBIT", "sym.c", {"printed": "1/3", "holds_at": {"c": "2/6"}}, "restricted"),
        ("unit.where(1 - a - a1)", "1 - a - a1", {"printed": "abs(1 - a - a1)"}, "exact"),
        (
            "unit.where(1 - a - a1)",
            "1 - a - a1",
            {"printed": "abs(1 - a - a1)", "domain": "0 <= a <= 3/4"},
            "exact",
        ),
        ("unit", "a", {"printed": "a", "domain": "0 <= a <= 2"}, "undecided"),
        ("unit", "a", {"printed": "2*a", "domain": "-1 <= a <= 1"}, "undecided"),
        ("unit", "a", {"printed": "a", "domain": "0 <= a1 <= a/2"}, "exact"),
        ("unit", "a", {"kind": "definition", "domain": "0 <= a <= 2"}, "definition"),
        ("unit", "S(2)**S.Half*a", {"kind": "proportion", "printed": "a"}, "undecided"),
        ("unit", "a*0", {"kind": "proportion", "printed": "a"}, "undecided"),
        ("unit", "a", {"kind": "proportion", "printed": "a - a"}, "corrected"),
        ("unit", "a + a1", {**END, "printed": "abs(a1)"}, "undecided"),
        ("unit", "a + a1", {**END, "printed": "0", "where": ["-a1"]}, "undecided"),
        ("unit", "a", {**END, "printed": "1/2", "domain": "1/2 <= a <= 1"}, "undecided"),
        ("unit", "a/(a + a**2)", {**END, "printed": "1"}, "undecided"),
        ("unit", "a*(a1/a - 1)", {**END, "printed": "1", "where": ["a1 - 1"]}, "undecided"),
        ("unit", "exp(-1/a)", {**END, "printed": "0"}, "undecided"),
        ("unit", "a*a1", {**SOLVED, "printed": "a1/2"}, "imported"),
        ("unit", "a*a1", {**SOLVED, "printed": "a1/2", "where": ["a - 3/4"]}, "undecided"),
        ("unit", "a*a1", {**SOLVED, "printed": "a1/2", "domain": "1/2 < a <= 1"}, "undecided"),
        ("unit", "a*a1", {**SOLVED, "printed": "a1/2 + 0*ln(-a1)"}, "undecided"),
        ("clicks", "sym.m", {**SOLVED, "solve_for": "m", "printed": "3/2"}, "undecided"),
        ("between(a, -1, 1)", "abs(a)", {"printed": "a", "where": ["ln(a) - ln(a)"]}, "undecided"),
        ("between(a, -1, 1)", "abs(a)", {"printed": "a", "where": ["a", "sqrt(a) - 0"]}, "exact"),
        (
            "between(a, 0, S.Half) & between(a1, 0, a)",
            "S.Half - a1",
            {"printed": "abs(1/2 - a1)", "domain": "0 < Gamma"},
            "exact",
        ),
        (
            "between(a, 0, S.Half) & between(a1, 0, 1)",
            "S.Half - a1",
            {"printed": "abs(1/2 - a1)", "domain": "0 <= a1 <= a"},
            "exact",
        ),
    ],
)
def test_what_is_said_of_a_domain_and_its_symbols_counts(paper, domain, value, keys, expected):
    assert status(paper(claim(**keys), TWO.format(domain=domain, value=value))) == expected


@pytest.mark.parametrize(
    ("domain", "value", "keys", "message"),
    [
        ("Domain()", "z + modulus", {"printed": "z + abs(z)"}, "'abs_z' would mean two things"),
        ("POPULATION", "sym.rho11", {"printed": "1", "domain": "0 <= rho00 <= 1/2"}, "1 - rho11"),
        ("unit", "a", {"printed": "a", "domain": "0 <= a <= a1; a <= a1 <= 1"}, "at each other"),
        ("unit", "a", {"printed": "a1", "holds_at": {"b": "1"}}, "b has no range here"),
    ],
)
def test_what_would_mean_two_things_is_refused(paper, domain, value, keys, message):
    own = paper(claim(**keys), TWO.format(domain=domain, value=value))
    with pytest.raises((FormulaError, PaperError), match=message):
        verify("1", paper=own)


def test_a_symbol_may_be_called_lambda(paper):
    named = MIRROR.replace('"b", "b"', '"lambda", "b"')
    own = paper(bits(of=CHANCE, printed="rho11*lambda", domain="0 <= lambda <= 1/2"), named)
    assert (status(own), verify("1", paper=own).domain[:18]) == ("exact", "0 <= lambda <= 1/2")


def test_parts_of_a_bound_have_names_of_their_own(paper):
    parts = {"above": "2*exp(-Gamma*t)", "below": "3*exp(-Gamma*t)"}
    own = paper(claim("2", of="1", kind="bound", parts=parts))
    verdict = verify("2", paper=own)
    assert (verdict.status, verdict.corrected) == ("corrected", "2*exp(-Gamma*t)")


def test_a_value_is_an_exact_number(paper):
    with pytest.raises(PaperError, match="exact numbers such as 1/2, not 'sqrt"):
        paper(claim(printed="1", holds_at={"t": "sqrt(2)"}))


def test_a_domain_keeps_what_the_members_of_a_family_sum_to(paper):
    value = "sym.click[1]"
    own = paper(
        claim(kind="bound", printed="0", domain="1 <= m, integer"),
        TWO.format(domain="clicks", value=value),
    )
    assert verify("1", paper=own).domain == "1 <= m < oo, integer; p_1 + ... + p_m = 1"


def test_what_a_domain_leaves_out_is_said(paper):
    own = paper(claim(printed="2*exp(-Gamma*t)", domain="1 <= Gamma"))
    verdict = verify("1", paper=own)
    assert (verdict.status, verdict.domain) == (Status.EXACT, "1 <= Gamma < oo; 0 <= t < oo")


SUMMED = """
from sympy import Sum, Symbol
from derive import equation as derived, symbols as sym
from derive.model.equation import equation
domain = derived("device:bins:gain").domain
(share, count, total), *_ = domain.totals
i = Symbol("i", integer=True, positive=True)

@equation("1", "x", domain=domain, title="first")
def first():
    return {factor}*sym.Gamma*sym.t - 5*Sum(share[i], (i, 1, count))
"""


@pytest.mark.parametrize(
    ("factor", "keys", "why"),
    [
        ("1", {"kind": "growth"}, "sums to depends on t"),
        ("0", {"kind": "limit", "printed": "0"}, "at the end the kernel accepts"),
    ],
)
def test_a_sum_that_moves_with_the_variable_is_not_held_fixed(paper, factor, keys, why):
    own = paper(claim(variable="t", **keys), SUMMED.format(factor=factor))
    verdict = verify("1", paper=own)
    assert verdict.status is Status.UNDECIDED and why in verdict.method


@pytest.mark.parametrize(
    ("of", "variable", "why"),
    [
        ("half:II:general", "c", "no certificate"),
        ("own:II:general", "rho11", "the range of c depends on rho11"),
    ],
)
def test_growth_that_is_not_shown_is_undecided(paper, of, variable, why):
    grows = claim(kind="growth", of=of, variable=variable)
    verdict = verify("1", paper=paper(grows, (EXAMPLES / "coherence.py").read_text()))
    assert verdict.status is Status.UNDECIDED
    assert why in verdict.method


def status(own, number="1"):
    return verify(number, paper=own).status.value


# Verdicts.


def test_the_example_has_three_claims_that_are_wrong():
    found = {v.number: v.status.value for v in verify_all(paper=read_paper(NOTE), workers=1)}
    assert list(found.values()) == [
        *("exact", "restricted", "exact", "exact"),
        *("corrected", "imported", "refuted", "exact"),
    ]


def test_a_published_result_is_judged_exact_and_proved():
    found = [v.status for v in verify_all(paper=read_paper(KNOWN), workers=1)]
    assert found == ["exact", "exact", "exact", "proved", "exact", "exact"]


def test_two_processes_find_what_one_finds(paper):
    own = paper(bits(printed="rho11*h(b)") + bits("2", printed="h(b)"), MIRROR)
    alone, shared = ([*verify_all(paper=own, workers=number)] for number in (1, 2))
    assert [v.status for v in alone] == [v.status for v in shared] == ["exact", "corrected"]


@pytest.fixture
def briefly(monkeypatch):
    """Certificates are searched for in one second."""
    search = certify.searched
    monkeypatch.setattr(certify, "searched", lambda statement, _: search(statement, 1.0))


def test_what_a_theorem_imports_is_not_searched_for(paper, searches):
    own = bits(printed="rho11*h(b)", kind="bound", of="mirror:II:general")
    assert status(paper(own, MIRROR)) == "imported"
    assert all("c" not in statement["symbols"] for statement in searches)


JUDGED = [
    ({"printed": "rho11*h(b)"}, "exact"),
    ({"printed": "rho11*b*2", "kind": "proportion"}, "corrected"),
    ({"printed": "rho11*h(b)*3", "kind": "proportion"}, "exact"),
    ({"printed": "rho11", "holds_at": {"b": "1/2"}}, "restricted"),
    ({"printed": "rho11", "holds_at": {"b": "1/3"}}, "corrected"),
    ({"printed": "abs(rho11*h(b))", "where": ["b - 1/2"]}, "exact"),
    ({"printed": "rho11*h(b)", "where": ["b - 2"]}, "undecided"),
    ({"printed": "rho11*h(b)", "where": ["-1"]}, "undecided"),
    ({"printed": "rho11*h(b)", "domain": "0 <= rho11 <= 1/2; 0 <= b <= 1"}, "exact"),
    ({"printed": "rho11*h(b)", "kind": "bound"}, "proved"),
    ({"printed": "rho11*h(b) - rho11*b", "kind": "bound"}, "proved"),
    ({"printed": "rho11*h(b) + rho11*b", "kind": "bound"}, "corrected"),
    ({"printed": "rho11*h(b)", "kind": "bound", "of": "mirror:II:general"}, "imported"),
    ({"printed": "rho11", "kind": "bound", "of": "mirror:II"}, "corrected"),
    ({"printed": "rho11*h(b) - c", "kind": "bound", "of": "mirror:II"}, "undecided"),
    ({"printed": "rho11*h(b) + rho01*rho10*b/1000", "kind": "bound", "of": "mirror:II"},
     "undecided"),
    ({"kind": "imported", "printed": "rho11", "solve_for": "b"}, "undecided"),
    ({"kind": "imported", "printed": "rho11", "solve_for": "other"}, "undecided"),
    ({"kind": "imported", "printed": "b/2", "solve_for": "rho11", "of": CHANCE}, "imported"),
    ({"kind": "imported", "printed": "2*b", "solve_for": "rho11", "of": CHANCE}, "undecided"),
    ({"kind": "growth", "variable": "b"}, "refuted"),
    ({"kind": "growth", "variable": "b", "of": "mirror:outcome:click:probability"},
     "restricted"),
    ({"kind": "sign", "of": "mirror:outcome:click:probability"}, "proved"),
    ({"kind": "sign", "strict": True, "of": "mirror:outcome:click:probability"},
     "restricted"),
    ({"kind": "limit", "variable": "b", "printed": "0"}, "undecided"),
    ({"kind": "limit", "variable": "b", "printed": "rho11"}, "corrected"),
    ({"kind": "definition", "latex": "b"}, "definition"),
    ({"kind": "imported", "printed": "1", "of": ""}, "imported"),
    ({"printed": "[[0, 0], [0, b]]", "of": "mirror:outcome:click:effect"}, "exact"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "expected"), JUDGED)
@pytest.mark.usefixtures("briefly")
def test_each_kind_is_judged(paper, keys, expected):
    own = bits(**{key: value for key, value in keys.items() if value != ""})
    own = claim(kind="imported", printed="1") if keys.get("of") == "" else own
    assert status(paper(own, MIRROR)) == expected


def test_a_matrix_is_no_hypothesis(paper):
    with pytest.raises(PaperError, match="a matrix, which has no sign"):
        status(paper(bits(printed="0", where=["[[1 - b]]"]), MIRROR))


def test_every_kind_is_among_them():
    kinds = {keys.get("kind", Kind.EQUATION) for keys, _ in JUDGED}
    assert kinds == {*Kind} - {Kind.CASES}


def test_cases_of_a_function(paper):
    two = 'def first():\n    return {"a": sym.t, "b": 2*sym.t}\n'
    derivation = TIED.format(value=1).partition("def first")[0] + two
    own = paper(claim(kind="cases", parts={"a": "t", "b": "t"}), derivation)
    assert status(own) == "restricted"


def test_a_bound_reaches_as_far_as_what_is_bounded(paper):
    """What bounds has a function of its own, with a larger domain."""
    own = """
@equation("2", "y", domain=between(a, 0, 2), title="second")
def second():
    return a/2
"""
    derivation = TWO.format(domain="unit", value="a") + own
    bound = {"number": "2", "kind": "bound", "of": "1", "printed": "a/2"}
    assert status(paper(claim(**bound), derivation), "2") == "undecided"
    assert status(paper(claim(**bound, domain="0 <= a <= 1"), derivation), "2") == "proved"


NAMED_AS_WORDS = """
from derive import symbols as sym
from derive.model.domain import between
from derive.model.equation import equation
x = sym.define("{name}", "x", "a share", lower=0, upper=1)

@equation("1", "x", domain=between(x, 0, 1), title="first")
def first():
    return x
"""


@pytest.mark.parametrize("name", ["u", "lambda", "u_"])
@pytest.mark.parametrize("keys", [{}, {"kind": "bound", "of": "1"}], ids=["equation", "bound"])
def test_a_witness_has_the_name_of_the_user(paper, name, keys):
    """The kernel has words of its own: a symbol `u` is no `u` to it, nor `lambda` to Python."""
    own = paper(claim(printed=f"1 + {name}/2", **keys), NAMED_AS_WORDS.format(name=name))
    (verdict,) = verify_all(paper=own)
    assert verdict.status == "corrected" and {*verdict.witness.point} == {name}


@pytest.mark.parametrize("name", ["u", "lambda"])
def test_where_a_restricted_claim_holds_is_told_in_the_names_of_the_user(paper, name):
    own = paper(claim(kind="sign", strict=True), NAMED_AS_WORDS.format(name=name))
    (verdict,) = verify_all(paper=own)
    assert verdict.status == "restricted"
    assert verdict.domain.endswith(f"only where {name} > 0, {name} < 1")


@pytest.mark.parametrize("keys", [{"kind": "proportion"}, SOLVED], ids=["proportion", "solved"])
def test_one_formula_is_no_table(paper, keys):
    own = paper(claim(**keys, printed={"a": "a"}), TWO.format(domain="unit", value='{"a": a}'))
    with pytest.raises(FormulaError, match="has one printed formula"):
        status(own)


def test_a_number_of_ones_own_has_no_end_of_ours(paper):
    """Ours of the name k counts bins, and is at most n."""
    own = TWO.format(domain="clicks", value='Symbol("k", integer=True, nonnegative=True)')
    (verdict,) = verify_all(paper=paper(claim(printed="k + 1"), own))
    assert {*verdict.witness.point} == {"k"}


def test_a_bound_is_proved_although_a_better_one_is_derived(paper):
    better = TIED.format(value=1) + MIRROR
    printed = "rho11*h(b) - rho11 + rho11*h(b) - h(b)*rho11"
    own = paper(bits(kind="bound", printed=printed), better)
    assert own.equation("1").title == "first"
    assert status(own) == "proved"


def test_a_claim_may_be_of_another_one(paper):
    own = paper(bits(printed="rho11*h(b)") + claim("2", of="1", printed="rho11*h(1 - b)"),
                MIRROR)  # fmt: skip
    assert (status(own, "2"), own.equation("2").number) == ("exact", "2")


def test_of_bits_without_a_formula_only_a_witness_is_found(paper):
    texts = (("5", "equation"), ("5", "bound"), ("0", "bound"))
    claims = [bits(str(j), of=WARM, printed=t, kind=k) for j, (t, k) in enumerate(texts)]
    own = paper("".join(claims), (NOTE.parent / "thermal_mode.py").read_text())
    found = [verify(number, paper=own) for number in own.claims]
    assert own.equation("0").rhs is None and found[0].witness
    assert [v.status for v in found] == ["corrected", "corrected", "undecided"]
    assert found[1].witness.point["c"] == "0"


WARM = "thermal:bath:general"
"""Bits of an example that have no formula."""
CUBIC = """
from sympy import I, Rational, sqrt
from derive import Scheme
scheme = Scheme("mixed", "a block of three", "A R",
    {"0": {"1 1": sqrt(3)/3, "0 0": sqrt(6)*I/3}, "1": {"2 1": Rational(3, 5), "0 1": 4*I/5}},
    "R", holders={"e": "A"})
"""


@pytest.mark.parametrize(
    ("keys", "expected", "rho11"),
    [
        ({"domain": "1/4 <= rho11 <= 1/4"}, "corrected", "1/4"),
        ({"where": ["c - 1"]}, "undecided", None),
        ({"repair": "mixed:e:general"}, "corrected", "1/5"),
    ],
)
def test_bits_without_a_formula_are_judged_where_the_claim_says(paper, keys, expected, rho11):
    state = "incoherent" if "repair" in keys else "general"
    own = paper(claim(of=f"mixed:e:{state}", printed="0", **keys), CUBIC)
    verdict = verify("1", paper=own)
    point = verdict.witness.point if verdict.witness else {}
    assert (verdict.status, point.get("rho11")) == (expected, rho11)


# Two papers at once.


def test_one_number_in_two_papers_and_in_ours(paper):
    first = paper(claim(printed="2*exp(-Gamma*t)"), folder="a")
    second = paper(claim(printed="3*exp(-Gamma*t)"), TIED.format(value=3), folder="b")
    assert (status(first), status(second), status(first)) == ("exact",) * 3
    assert (first.equation("1").rhs != second.equation("1").rhs) and verify("1").title != "first"


def test_one_symbol_with_two_ranges(paper):
    low = [paper(bits(printed="abs(b)*rho11 - b*rho11", kind="sign", of=CHANCE),
                 SCHEME.format(low=low), folder=f"{low}"[0]) for low in (0, "'1/2'")]  # fmt: skip
    assert [str(own.equation("1").domain).split("; ")[1] for own in low] == [
        "0 <= b <= 1",
        "1/2 <= b <= 1",
    ]


def test_reading_a_paper_leaves_ours_alone(paper, run_python, tmp_path):
    before = derive.numbers()
    paper(claim(printed="1"), "from derive.emission import temporal\n" + DOUBLED)
    assert derive.numbers() == before
    program = (
        "from proofs.papers.read import read_paper\nimport derive, sys\n"
        f"own = read_paper({str(tmp_path / 'own.toml')!r})\n"
        "print(len(derive.numbers()), [*own.equations], 'own' in sys.modules)"
    )
    assert run_python("-c", program).stdout == f"{len(before)} ['1'] False\n"


def test_a_derivation_may_use_one_beside_it(paper, tmp_path):
    (tmp_path / "base.py").write_text(TIED.format(value=5))
    head = HEAD.replace('["own.py"]', '["own.py", "base.py"]')
    own = paper(claim(printed="5*exp(-Gamma*t)"), "from base import first\n", head)
    assert status(own) == "exact"


# Errors.


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[paper", "no TOML"),
        (HEAD, "claim is missing"),
        (claim(printed="1"), "paper is missing"),
        (HEAD.replace("key", "name") + claim(printed="1"), "[paper]: key is missing"),
        (HEAD + "year = 1\n" + claim(printed="1"), "[paper]: there is no key 'year'"),
        (HEAD.replace('"own"', '"../own"') + claim(printed="1"), "key is to be one word"),
        (HEAD + claim(printed="1", colour="red"), "claim 1: there is no key 'colour'"),
        (HEAD + '[[claim]]\nprinted = "1"\n', "number is missing"),
        (HEAD + claim("1/2", printed="1"), "number is to be a text of letters"),
        (HEAD + "[[claim]]\nnumber = 1\n", "number is to be a text"),
        (HEAD + claim(), "claim 1: printed is missing"),
        (HEAD + claim(printed="1") * 2, "claim 1: there are two claims of this number"),
        (HEAD + claim(printed="1 +"), "claim 1: printed is to be a formula, written out"),
        (HEAD + claim(printed="2t"), "claim 1: printed is to be a formula, written out as 2*x**2"),
        (HEAD + claim(parts={"a": "1", "b": ")"}), "parts is to be a formula, written out"),
        (HEAD + claim(printed="1", parts={"a": "1"}), "printed and parts"),
        (HEAD + claim(printed="1", kind="guess"), "kind is to be one of equation, cases"),
        (HEAD + claim(printed="1", strict="yes"), "strict is to be true or false"),
        (HEAD + claim(printed="1", where="t"), "where is to be a list"),
        (HEAD + claim(printed="1", domain="t"), "claim 1: domain: 't' is no range"),
        (HEAD + claim(printed="1", domain="0 < zeta"), "domain: no symbol 'zeta'"),
        (HEAD + claim(kind="growth"), "variable is missing"),
        (HEAD + claim(printed="1", put_into="export.source"), "there is no key 'put_into'"),
        (HEAD + "figures = { 1 = 'one' }\n" + claim(printed="1"), "figures are for the paper of"),
        (HEAD + "figures = { 1 = 'os.path' }\n" + claim(printed="1"), "figures is to be one word"),
        (HEAD + claim("2", printed="1"), "claim 2: number: no scheme '2'"),
        (HEAD + claim(printed="1", of="none:II"), "claim 1: of: no scheme 'none'"),
        (HEAD + claim(printed="1", of="mirror:V"), "no holder 'V'; there are"),
        (HEAD + claim(printed="1", of="mirror:II:warm"), "no state 'warm'"),
        (HEAD + claim(printed="1", of="mirror:outcome:two:effect"), "no outcome 'two'"),
        (HEAD + claim(printed="1", of="mirror:outcome:click:colour"), "no quantity of an outcome"),
        (HEAD + claim(printed="1", of="mirror"), "neither SCHEME:HOLDER:STATE nor"),
        (HEAD + claim("2", printed="1", of="3") + claim("3", printed="1", of="2"), "2 is of 3"),
        (HEAD + claim(printed="1", repair="9"), "claim 1: repair: no scheme '9'"),
        (HEAD.replace("own.py", "none.py") + claim(printed="1"), "there is no such file"),
        (NAMED.format("exp =") + claim(printed="1"), "names is to be a table of names, and 'exp'"),
        *(
            (
                NAMED.format(f"{name} =") + claim(printed="1"),
                f"and {name!r} cannot be one in a formu",
            )
            for name in ("I", "pi", "lambda")
        ),
        *(
            (NAMED.format(f"{name} =") + claim(printed="1"), f"{name}: it is a symbol of the deriv")
            for name in ("t", "rho00", "rho01")
        ),
        (NAMED.format("u = 'zeta'\nzeta =") + claim(printed="1"), "[names] u: no name 'zeta'"),
    ],
)
def test_what_is_no_paper_is_refused_in_one_line(tmp_path, capsys, text, message):
    (tmp_path / "own.py").write_text(TIED.format(value=2) + MIRROR)
    file = tmp_path / "own.toml"
    file.write_text(text)
    with pytest.raises(PaperError) as error:
        read_paper(file)
    assert message in str(error.value)
    assert cli.main(["verify", "--paper", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"printed": "beta*t"}, "claim 1: no name 'beta'"),
        ({"printed": "t^2"}, "claim 1: a power is written x**2 here, not x^2"),
        ({"printed": "__import__('os')"}, "claim 1: no function '__import__'"),
        ({"printed": "t", "where": ["zeta"]}, "no name 'zeta'"),
        ({"parts": {"a": "t"}}, "claim 1: there is no part 'a'"),
        ({"printed": "t", "kind": "bound", "theorem": "no_such_theorem"}, "no_such_theorem"),
    ],
)
def test_a_formula_that_cannot_be_read_is_refused(paper, tmp_path, capsys, keys, message):
    paper(claim(**keys))
    assert cli.main(["verify", "--paper", str(tmp_path / "own.toml")]) == 2
    out, err = capsys.readouterr()
    assert message in err and err.count("\n") == 1 and not out


@pytest.mark.parametrize(
    ("derivation", "message"),
    [
        ("1/0", "own.py:1: ZeroDivisionError"),
        ("def", "own.py:1: "),
        ("import sys\nsys.exit(0)", "own.py:2: SystemExit"),
        (TIED.format(value=1) * 2, "equation 1 is derived twice"),
        (TIED.format(value="(1/0)"), "equation 1: "),
        (TIED.format(value=1).replace("return ", "return 'text' #"), "it is a str, not an"),
        (
            MIRROR + MIRROR.replace("scheme =", "other ="),
            "two schemes are called mirror",
        ),
        ("while True: pass", "not run to the end"),
    ],
)
def test_a_derivation_that_does_not_load_is_refused(paper, monkeypatch, derivation, message):
    monkeypatch.setattr(derivations.derivations, "__defaults__", (1.0,))
    with pytest.raises(PaperError, match=message):
        paper(claim(printed="1"), derivation)


def test_a_missing_paper_is_bad_input(tmp_path, capsys):
    assert cli.main(["verify", "--paper", str(tmp_path / "none.toml")]) == 2
    assert cli.main(["verify", "--paper", ""]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_the_page_names_every_key_and_kind():
    page = (EXAMPLES.parent / "docs" / "new-paper.md").read_text()
    marked = {*re.findall(r"`(\w+)`", page), *re.findall(r"(?:^|; )(\w+) =", page, re.M)}
    assert {*CLAIM, *PAPER, *map(str, Kind)} - marked <= {"figures"}


def test_every_field_of_a_claim_is_a_key():
    assert {*CLAIM} == {field.name for field in fields(Claim)} | {"section", "parts"}


def test_engines_know_our_paper_alone(paper):
    with pytest.raises(PaperError, match="smt"):
        verify("1", ["smt"], paper(claim(printed="t")))


@pytest.mark.parametrize("text", ["0 <= t <= 1; 0 < Gamma < oo", "t real", "1 <= n < oo, integer"])
def test_the_text_of_a_domain_is_read_back(text):
    symbols = {name: quantity.symbol for name, quantity in derive.symbols.TABLE.items()}
    assert str(read_domain(text, symbols)) == text


@pytest.mark.parametrize(
    "text",
    [
        *("t", "0 <= 1", "0 > t", "1 <= t <= 2 <= 3", "t <= 1; 0 <= t"),
        *("0 <= t <= I", "0 <= t <= [[1]]", "0 <= t <= 1, integer"),
    ],
)
def test_what_is_no_domain_is_refused(text):
    with pytest.raises(FormulaError):
        read_domain(text, {"t": derive.symbols.t})


class Point:
    """An entry point of another distribution."""

    name = "note"

    def load(self):
        return lambda: NOTE


def test_an_installed_paper_is_found_by_its_name(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(installed, "entry_points", lambda group: [Point()] * (group == GROUP))
    assert read_paper("note").key == "lossy"
    with pytest.raises(PaperError, match=r"no paper 'other': .* one of these: note"):
        read_paper("other")
    monkeypatch.setattr(Point, "load", lambda _: lambda: 1 / 0)
    with pytest.raises(PaperError, match="ZeroDivisionError"):
        read_paper("note")


GROUP = "sponte.papers"


def test_a_paper_goes_to_another_process(paper):
    own = pickle.loads(pickle.dumps(paper(claim(printed="2*exp(-Gamma*t)"))))
    assert status(own) == "exact" and not own.built_in
    assert pickle.loads(pickle.dumps(BUILT_IN)).built_in


def test_nothing_is_checked_against_an_input(paper):
    own = paper(claim("2", kind="definition"))
    with pytest.raises(UnknownNameError, match="2 is an input"):
        check("2", "1", own)


# The record, and the command.


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"printed": "2*exp(-Gamma*t)"}, 0),
        ({"printed": "exp(-Gamma*t)"}, 1),
        ({"printed": "2", "kind": "limit", "variable": "t"}, 3),
    ],
)
def test_the_exit_code_says_what_was_found_and_then_what_changed(paper, capsys, keys, code):
    file = str(paper(claim(**keys)).record.with_name("own.toml"))
    assert cli.main(["verify", "--paper", file]) == code
    assert "1 verdict, none recorded" in capsys.readouterr().out
    later = 3 if code == 3 else 0
    assert cli.main(["verify", "--paper", file, "--record"]) == later
    assert cli.main(["verify", "--paper", file]) == later
    assert "1 verdict, as recorded" in capsys.readouterr().out
    paper(claim(printed="7*exp(-Gamma*t)"))
    assert cli.main(["verify", "--paper", file]) == 1
    assert "NOT as recorded: 1 (" in capsys.readouterr().out


def test_a_record_lies_beside_its_paper_and_ours_is_not_touched(paper, tmp_path):
    own, before = paper(claim(printed="t")), BUILT_IN.record.read_bytes()
    found = [*verify_all(paper=own)]
    assert write_record(found, own) == tmp_path / "own.verdicts.json"
    assert not differences(found, own) and BUILT_IN.record.read_bytes() == before
    own.record.write_text("[")
    with pytest.raises(PaperError, match="no record"):
        differences(found, own)


@pytest.fixture
def searches(monkeypatch):
    """Counts the searches for certificates."""
    found, search = [], certify.searched
    monkeypatch.setattr(certify, "searched", lambda *a: found.append(a[0]) or search(*a))
    return found


def test_what_is_found_for_a_paper_is_recorded_beside_it_and_not_searched_for_again(
    paper, tmp_path, searches
):
    own, before = paper(claim(printed="exp(ln(2) - Gamma*t)")), records.FILE.read_bytes()
    file = str(tmp_path / "own.toml")
    assert cli.main(["verify", "--paper", file, "--record"]) == 0
    assert own.certificates == tmp_path / "own.certificates.json" and own.certificates.exists()
    assert len(searches) == 1 and records.FILE.read_bytes() == before
    assert cli.main(["verify", "--paper", file]) == 0 and len(searches) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: "[" * 100_000,
        lambda text: text.replace('"rule":', '"role":'),
        lambda text: re.sub(r'"steps":\[.+\]', '"steps":[]', text),
        lambda text: re.sub(r'"[0-9a-f]{64}"', f'"{"0" * 64}"', text),
    ],
)
def test_a_record_that_is_damaged_costs_a_search_and_changes_nothing(paper, searches, damage):
    own = paper(claim(printed="exp(ln(2) - Gamma*t)") + claim(number="2", of="1", printed="2"))
    known = [*verify_all(paper=own, workers=1)]
    write_certificates([used(number, own) for number in own.claims], True, own)
    own.certificates.write_text(damage(own.certificates.read_text()))
    records.read.cache_clear()
    searches.clear()
    found = [*verify_all(paper=own, workers=1)]
    assert [record(v) for v in found] == [record(v) for v in known] and searches


def test_abbreviations_of_a_paper_stand_for_their_formulas(paper):
    names = '[names]\nalpha = "exp(-Gamma*t)"\ntwice = "2*alpha"\nb = "n"\nR = "rho11"\n'
    own = paper(names + claim(printed="twice") + claim("2", of="1", printed="alpha**2"))
    assert [status(own, number) for number in own.claims] == ["exact", "corrected"]
    assert check("1", "alpha + twice/2", own).status is Status.EQUAL
    with pytest.raises(FormulaError, match="no name 'R' at this equation"):
        check("1", "R*alpha", own)
    assert not paper(claim(printed="1")).names_at("1", own.equation("1").domain).keys() & {"alpha"}


@pytest.mark.parametrize("body", ["0*ln(-1 - t)", "0*sqrt(-1 - Gamma)", "Sum(k/k, (k, 0, 1)) - 2"])
def test_an_abbreviation_without_a_value_decides_nothing(paper, body):
    names = f'[names]\nu = "{body}"\nv = "2*u"\n'
    printed = "2*exp(-Gamma*t) + v"
    own = paper(names + claim(printed=printed) + claim("2", of="1", printed="2*exp(-Gamma*t)"))
    verdict = verify("1", paper=own)
    assert (verdict.status, verdict.witness) == (Status.UNDECIDED, None)
    assert "not shown that u = " in verdict.method
    assert check("2", printed, own).status is Status.UNDECIDED
    assert status(own, "2") == "exact"


def test_an_abbreviation_is_no_symbol_that_is_derived_with(paper):
    free = DOUBLED.replace("return 2", "return sym.k")
    assert status(paper(claim(printed="k*exp(-Gamma*t)"), free), "1") == "exact"
    with pytest.raises(PaperError, match="k: it is a symbol of the derivations"):
        paper('[names]\nk = "2"\n' + claim(printed="k*exp(-Gamma*t)"), free)


def test_what_a_paper_derives_is_exported_and_names_its_file(paper, tmp_path, capsys):
    paper(claim(printed="1"), DOUBLED + MIRROR)
    command = ["export", "--paper", str(tmp_path / "own.toml"), "--target", "numpy"]
    assert cli.main([*command, "1"]) == 0
    assert "equation 1 of own.toml (own.py:7)" in capsys.readouterr().out
    assert cli.main([*command, "mirror:II"]) == 0
    assert "def mirror_II(" in capsys.readouterr().out
    assert cli.main([*command, "7"]) == 2
    assert "7" in capsys.readouterr().err


def test_a_formula_is_checked_against_a_paper(paper):
    own = paper(bits(printed="0"), MIRROR)
    for where in ("1", "mirror:II:incoherent"):
        assert check(where, "rho11*h(b)", own).status is Status.EQUAL
    assert check("mirror:II", "rho11*h(b)", own).status is Status.DIFFERENT


def test_no_proof_is_looked_for_of_what_is_not_proved(monkeypatch):
    own = read_paper(NOTE)
    asked = []
    monkeypatch.setattr(pages, "inequality", lambda number, _: asked.append(number))
    refuted = verify("7", paper=own)
    for status in (refuted.status, Status.PROVED):
        pages.claim_page(replace(refuted, status=status), own)
    assert (refuted.status, asked) == (Status.REFUTED, ["7"])


def test_show_latex_and_report_of_a_paper(tmp_path, capsys, monkeypatch):
    pytest.importorskip("jinja2")
    verdicts = [*verify_all(paper=read_paper(NOTE))]
    monkeypatch.setattr(cli, "judge_all", lambda *_, **__: verdicts)
    for number, word in (("6", "strong subadditivity"), ("lossy:I", "general state")):
        assert cli.main(["show", "--paper", str(NOTE), number]) == 0
        assert word in capsys.readouterr().out
    assert cli.main(["latex", "--paper", str(NOTE), "-o", str(tmp_path)]) == 0
    text = (tmp_path / "equations.tex").read_text()
    assert "A note on a lossy" in text and "2512.05713" not in text and r"\ge " in text
    assert (tmp_path / "eq_8.tex").read_text().startswith("% Generated by `sponte latex` from")
    assert cli.main(["report", "--paper", str(NOTE), "-o", str(tmp_path)]) == 0
    page = (tmp_path / "index.html").read_text()
    assert "A note on a lossy" in page and "2512.05713" not in page and "eq-8" in page


def test_a_paper_does_not_depend_on_where_it_is_read(monkeypatch):
    monkeypatch.chdir(NOTE.parent)
    near, far = read_paper(NOTE.name), read_paper(NOTE)
    assert near.equation("8").rhs == far.equation("8").rhs


# What is said of two values, of edges, and of no point at all.

PARABOLA = """
from derive import symbols as sym
from derive.model.domain import POPULATION, positive
from derive.model.equation import equation

@equation("1", "x", domain=positive(sym.Gamma), title="a parabola")
def first():
    return sym.Gamma*(2 - sym.Gamma)

@equation("2", "y", domain=POPULATION & positive(sym.Gamma), title="a product")
def second():
    return sym.rho11**2*sym.Gamma
"""
GROWS = {"kind": "growth", "variable": "Gamma"}
CLAIMED = {
    "where it grows": (Status.PROVED, {"number": "1", **GROWS, "where": ["1 - Gamma"]}),
    "where it does not": (Status.REFUTED, {"number": "1", **GROWS, "where": ["3 - Gamma"]}),
    "of one point": (
        Status.UNDECIDED,
        {"number": "1", **GROWS, "domain": "1 <= Gamma <= 1"},
    ),
    "at a value that it does not have": (
        Status.CORRECTED,
        {
            "number": "2",
            "printed": "rho11**2*Gamma + (rho11 - 3)*(rho11 - 2)",
            "holds_at": {"rho11": "3"},
        },
    ),
    "a sign away from the edge": (
        Status.PROVED,
        {"number": "2", "kind": "sign", "strict": True, "where": ["rho11 - 1/2"]},
    ),
    "growth away from the edge": (
        Status.PROVED,
        {"number": "2", **GROWS, "where": ["rho11 - 1/2"]},
    ),
}


@pytest.mark.parametrize(("expected", "keys"), CLAIMED.values(), ids=CLAIMED)
def test_a_claim_is_about_the_points_of_its_domain(paper, expected, keys):
    own = paper(claim(**keys), PARABOLA)
    (verdict,) = verify_all(paper=own)
    assert verdict.status in (expected, Status.UNDECIDED)
    assert expected is not Status.UNDECIDED or verdict.status is expected
