"""Small changes of claims and theorems are noticed, and a check that notices nothing is exposed."""

import json

import pytest

from derive.errors import UnknownEquationError
from proofs.judge.judge import BY_NUMBER
from proofs.theorems import NAMES, theorem
from proofs.theorems.theorem import KernelAnswer
from tests.mutants import Fate, __main__, certified, mutants, outcome, printed, run
from tests.mutants.formulas import changes
from tests.mutants.sampled import counterexample

CLAIMS = ("15", "text:bin-probability", "29", "text:continuous-limit")
"""Matrices, an exponential, a claim that is wrong as printed, and one that is a theorem."""

EXPECTED = {
    "a sign": ("1 - exp(-x)", "1 + exp(-x)"),
    "a sign inside": ("1 - exp(-x)", "1 - exp(x)"),
    "2 -> 3": ("x**2", "x ** 3"),
    "an exponent less": ("x**2", "x ** 1"),
    "another logarithm": ("log(x)", "ln(x)"),
    "alpha squared": ("alpha*x", "alpha ** 2 * x"),
    "an exponential squared": ("exp(-x)", "exp(2 * -x)"),
    "populations": ("rho11*x", "rho00 * x"),
    "a factor": ("p*x*y", "p * y"),
    "a term": ("x + y - z", "x - z"),
    "one bin more": ("x**n", "x ** (n + 1)"),
    "a lower limit": ("Sum(x**k, (k, 1, n))", "Sum(x ** k, (k, 2, n))"),
    "an upper limit": ("Sum(x**k, (k, 1, n))", "Sum(x ** k, (k, 1, n - 1))"),
    "a root": ("sqrt(x)*y", "x * y"),
    "a conjugate": ("exp(I*x)", "exp(-I * x)"),
    "an index": ("[[1, x], [0, 2]]", "[[1, 0], [x, 2]]"),
    "a relation": ("x >= y", "x > y"),
}


@pytest.mark.parametrize(("text", "changed"), EXPECTED.values(), ids=EXPECTED)
def test_this_misprint_is_among_the_changes(text, changed):
    assert changed in changes(text, {"rho00"})


def test_a_formula_is_no_change_of_itself():
    for text, _ in EXPECTED.values():
        assert len({c.replace(" ", "") for c in changes(text)} | {text.replace(" ", "")}) == (
            len(changes(text)) + 1
        )


def test_unknown_names_and_bound_indices_do_not_come_in():
    assert "rho00" not in "".join(changes("rho11*x", {"rho11"}))
    assert not any("(k + 1, 1" in c for c in changes("Sum(x**k, (k, 1, n))"))


def test_no_change_of_these_claims_survives():
    report = run(CLAIMS)
    fates = {o.fate for o in report.outcomes}
    assert {o.mutant.subject for o in report.outcomes} >= {*CLAIMS, "bin_probability_limit"}
    assert [(o.mutant, o.verdict) for o in report.survivors] == []
    assert report.total == report.killed + report.equivalent
    assert fates == {Fate.KILLED, Fate.EQUIVALENT}
    assert {o.mutant.where[:2] for o in report.undecided} <= {("words", "variable")}


def test_a_change_that_says_the_same_is_no_survivor():
    """The modulus of rho01 is that of rho10."""
    equal = [m for m in mutants("18") if "abs(rho10)" in m.formula]
    assert [outcome(m).fate for m in equal] == [Fate.EQUIVALENT] * 2


def test_a_definition_of_itself_is_refused():
    where = ("statement", "definitions", "rho00")
    circular = printed.Mutant("F_exceeds_alpha", where, "", "1 - rho00")
    found = outcome(circular)
    assert found.fate is Fate.KILLED
    assert "used before it is defined" in found.verdict


def test_two_runs_agree_with_one_and_two_processes():
    claims = ("text:field-dimension", "text:outcomes")
    first, second = run(claims, workers=1), run(claims, workers=2)
    assert first.outcomes == second.outcomes


def test_a_judge_that_notices_nothing_is_exposed(monkeypatch):
    usual = printed.judge(printed.BY_NUMBER["text:field-dimension"])
    monkeypatch.setattr(printed, "judge", lambda _: usual)
    monkeypatch.setattr(printed, "_says_the_same", lambda *_: False)
    found = {outcome(m).fate for m in mutants("text:field-dimension")}
    assert found == {Fate.SURVIVED}


def test_a_kernel_that_accepts_everything_is_exposed(monkeypatch):
    monkeypatch.setattr(certified, "proof_of", lambda theorem: KernelAnswer(theorem, True, "", 0.0))
    goals = [m for m in mutants("F_exceeds_alpha") if m.where[1] == "goals"]
    flipped = next(m for m in goals if m.formula == "F < alpha")
    assert outcome(flipped).fate is Fate.SURVIVED
    assert "false at" in outcome(flipped).verdict


def test_a_kernel_that_breaks_off_has_not_refused(monkeypatch):
    def broken(_):
        raise RuntimeError("no answer")

    monkeypatch.setattr(certified, "proof_of", broken)
    assert outcome(mutants("F_exceeds_alpha")[0]).fate is Fate.SURVIVED


def test_a_corrected_misprint_is_noticed():
    """Gamma is what the density of (29) lacks as printed."""
    claim = printed.BY_NUMBER["29"]
    right = printed.Mutant("29", ("printed", "density"), "", "Gamma*rho11*exp(-Gamma*t)")
    assert printed.judge(claim).status.value == "corrected"
    assert outcome(right).verdict.startswith("exact")
    assert outcome(right).fate is Fate.KILLED


def test_what_cites_a_changed_hypothesis_cites_the_new_one():
    """Otherwise every change of a hypothesis would be refused for its label alone."""
    where = ("statement", "hypotheses", 1)
    changed = certified.mutated(printed.Mutant("F_exceeds_alpha", where, "", "rho11 < 2"))
    assert "rho11 < 2" in changed.steps[-1]["of"]
    assert changed.sha256 != theorem("F_exceeds_alpha").sha256
    refusal = outcome(printed.Mutant("F_exceeds_alpha", where, "", "rho11 < 2"))
    assert "the rule yields something else" in refusal.verdict


@pytest.mark.parametrize(
    "name",
    [
        *("F_exceeds_alpha", "bin_probability_limit", "geometric_sum"),
        *("renyi_at_least_one_shot_told", "renyi_at_most_average_lost_told"),
    ],
)
def test_the_statements_of_theorems_hold_at_random_points(name):
    assert counterexample(theorem(name).statement) is None


@pytest.mark.parametrize("goal", ["F <= alpha", "F > 2*alpha", "F == alpha", "alpha > log(rho11)"])
def test_a_false_goal_is_false_at_some_point(goal):
    assert counterexample(theorem("F_exceeds_alpha").statement | {"goals": [goal]}) is not None


def test_the_report_says_what_survived(monkeypatch):
    monkeypatch.setattr(printed, "_fate", lambda *_: Fate.SURVIVED)
    data = run(["text:outcomes"], workers=1).as_json()
    assert data["killed"] == 0
    assert len(data["survivors"]) == data["total"]
    assert data["survivors"][0]["claim"] == "text:outcomes"


def test_an_unknown_claim_is_refused_before_anything_runs():
    with pytest.raises(UnknownEquationError):
        run(["text:no-such-claim"])


def ended(monkeypatch, *arguments):
    monkeypatch.setattr("sys.argv", ["tests.mutants", *arguments])
    return __main__.main()


def test_the_run_says_what_survives_in_words_or_as_json_and_fails_then(monkeypatch, capsys):
    assert ended(monkeypatch, "text:field-dimension") == 0
    assert capsys.readouterr().out == "6 mutants: 6 noticed, 0 equivalent, 0 survive\n"
    monkeypatch.setattr(printed, "_fate", lambda *_: Fate.SURVIVED)
    assert ended(monkeypatch, "text:field-dimension", "--json") == 1
    assert len(json.loads(capsys.readouterr().out)["survivors"]) == 6


def test_an_unknown_claim_ends_the_run_as_bad_usage(monkeypatch, capsys):
    with pytest.raises(SystemExit, match="2"):
        ended(monkeypatch, "text:no-such-claim")
    assert "there is no 'text:no-such-claim'" in capsys.readouterr().err


@pytest.mark.deep
@pytest.mark.parametrize("subject", [*BY_NUMBER, *NAMES])
def test_no_change_of_a_claim_or_theorem_survives(subject):
    survivors = [o for o in map(outcome, mutants(subject)) if o.fate is Fate.SURVIVED]
    assert [(o.mutant, o.verdict) for o in survivors] == []


@pytest.mark.parametrize(
    ("goal", "nothing"),
    [("mu_2 >= mu_2", True), ("a == a", True), ("a > a", False), ("mu_1 >= mu_2", False)],
)
def test_only_a_goal_against_itself_says_nothing(goal, nothing):
    assert certified._says_nothing(goal) is nothing


def test_claims_are_the_same_only_if_their_sides_are():
    assert certified._same_sides("x + y - y == x", "x == x")
    assert not certified._same_sides("x + 2*y - y == x", "x == x")
    assert not certified._same_sides("x >= 0", "x > 0")
    assert not certified._same_sides("Delta(c) >= 0", "Delta(c) >= 0")  # no formula of ours
