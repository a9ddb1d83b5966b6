"""A theorem counts for a claim only if it proves what the claim says; a cheat is noticed."""

from dataclasses import replace
from itertools import product

import pytest

from derive import symbols as sym
from derive.errors import FormulaError
from proofs.judge.judge import BY_NUMBER, judge
from proofs.judge.ties import tie
from proofs.kernel import statement_hash
from proofs.kernel.element import Refused
from proofs.kernel.standing import check_for, passes_to_edges, with_abbreviations
from proofs.paper.claimed import SHARE, claimed
from proofs.theorems import theorem
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import square, total
from proofs.verdict import Status

BACKED = [number for number, claim in BY_NUMBER.items() if claim.theorem]


def own(number: str) -> Theorem:
    return theorem(BY_NUMBER[number].theorem)


def changed(found: Theorem, **parts) -> Theorem:
    return replace(found, statement={**found.statement, **parts})


def foreign(found: Theorem) -> Theorem:
    empty = {"symbols": ["y"], "integers": [], "functions": {}, "definitions": {}}
    stated = {**empty, "hypotheses": [], "except": [], "goals": ["y**2 >= 0"]}
    return replace(found, statement=stated, steps=[square("y**2 >= 0", "y")])


def about_its_own_symbols(found: Theorem) -> Theorem:
    return replace(
        changed(found, goals=["Gamma**2 >= 0"]), steps=[square("Gamma**2 >= 0", "Gamma")]
    )


def weaker(found: Theorem) -> Theorem:
    """Every goal loses 1, which its own steps prove as well."""
    goals = found.statement["goals"]
    weak = [g.replace("==", ">=").replace(">=", ">") for g in goals]
    weak = [f"{g} + 1" if "<" in g else f"{g} - 1" for g in weak]
    return replace(
        changed(found, goals=weak),
        steps=[*found.steps, *(total(w, g, "1") for w, g in zip(weak, goals, strict=True))],
    )


def with_a_falsehood(found: Theorem) -> Theorem:
    return changed(found, hypotheses=[*found.statement["hypotheses"], "1 == 0"])


def with_a_hypothesis(found: Theorem) -> Theorem:
    return changed(found, hypotheses=[*found.statement["hypotheses"], "Gamma < 1/3"])


def on_a_smaller_domain(found: Theorem) -> Theorem:
    smaller = ["Gamma > 3" if h == "Gamma > 0" else h for h in found.statement["hypotheses"]]
    positive = total("Gamma > 0", "Gamma > 3", "3")
    return replace(changed(found, hypotheses=smaller), steps=[positive, *found.steps])


def stale(found: Theorem) -> Theorem:
    return replace(found, steps=found.steps[:-1])


CHEATS = (
    *(foreign, about_its_own_symbols, weaker, with_a_falsehood, with_a_hypothesis),
    *(on_a_smaller_domain, stale),
)


SOON = (
    *("prop1", "text:temporal-monotone", "text:more-bins", "text:continuous-limit", "A5", "A6"),
    *("text:J-nonnegative", "text:F-exceeds-alpha", "device:lossy:gain", "device:lossy:eve:bound"),
)
"""Claims of each kind whose goals are not searched for seconds where hypotheses do not fit."""
SEARCHED = (with_a_falsehood, with_a_hypothesis, on_a_smaller_domain)


def cheated():
    """Each backed claim with each cheat; long searches are left to the deep profile."""
    for number, cheat in product(BACKED, CHEATS):
        marks = pytest.mark.deep if cheat in SEARCHED and number not in SOON else ()
        yield pytest.param(number, cheat, marks=marks, id=f"{number}-{cheat.__name__}")


def test_each_kind_of_claim_is_cheated_in_the_fast_profile():
    assert {BY_NUMBER[number].kind for number in SOON} == {BY_NUMBER[n].kind for n in BACKED}


@pytest.mark.parametrize(("number", "cheat"), [*cheated()])
def test_a_changed_theorem_changes_the_verdict(number, cheat, verdicts, monkeypatch):
    before = verdicts[number]
    assert before.status in (Status.PROVED, Status.RESTRICTED), before.method
    monkeypatch.setattr("proofs.theorems.theorem", lambda _: cheat(own(number)))
    after = judge(BY_NUMBER[number])
    assert (after.status, after.domain) != (before.status, before.domain)
    assert after.status in (Status.RESTRICTED, Status.UNDECIDED)
    assert after.statement == before.statement


@pytest.mark.parametrize("cheat", SEARCHED)
def test_a_theorem_of_a_smaller_domain_restricts_to_it_with_a_point_outside(cheat, monkeypatch):
    monkeypatch.setattr("proofs.theorems.theorem", lambda _: cheat(own("A5")))
    verdict = judge(BY_NUMBER["A5"])
    assert verdict.status is Status.RESTRICTED
    assert "only where" in verdict.domain
    assert set(verdict.witness.point) == {"rho11", "c", "Gamma", "t"}


def test_what_a_claim_says_changes_its_hash():
    verdicts = [judge(replace(BY_NUMBER["A5"], **data)) for data in ({}, {"strict": True})]
    assert verdicts[0].statement != verdicts[1].statement
    assert verdicts[1].status is not Status.PROVED


def test_a_limit_needs_a_distance_that_does_not_depend_on_the_variable():
    claim = BY_NUMBER["text:continuous-limit"]
    delta = own("text:continuous-limit").delta
    for factor in (sym.t, SHARE):
        with pytest.raises(FormulaError, match="depends on"):
            claimed(claim, delta * factor)
    assert not tie(claimed(claim, -delta), own(claim.number)).accepted
    assert not tie(claimed(claim, 3 * delta), own(claim.number)).accepted


@pytest.mark.parametrize(("printed", "status"), [("1", Status.PROVED), ("2", Status.CORRECTED)])
def test_a_limit_is_the_printed_one(printed, status):
    claim = replace(BY_NUMBER["text:continuous-limit"], printed=printed)
    assert judge(claim).status is status


# The trusted part.

INSIDE = {"symbols": ["x"], "integers": [], "functions": {}, "definitions": {"y": "x + 1"}}
INSIDE |= {"hypotheses": ["x > 0"], "except": [], "goals": ["x**2 >= 0"]}


def certificate(statement):
    return Theorem("", "", statement, [square("x**2 >= 0", "x")]).certificate


def test_a_weak_inequality_passes_to_the_edges_and_a_strict_one_does_not():
    assert passes_to_edges(INSIDE)
    strict = {**INSIDE, "goals": ["x**2 > 0"]}
    assert not passes_to_edges(strict)
    steps = [
        {"label": "p", "claim": "x**2 > 0", "rule": "product", "of": ["x > 0"] * 2, "over": []}
    ]
    proof = Theorem("", "", strict, steps).certificate
    fibre = (INSIDE, certificate(INSIDE))
    check_for(strict, {}, proof)
    check_for(INSIDE, {}, certificate(INSIDE), [fibre])
    with pytest.raises(Refused, match="strict"):
        check_for(strict, {}, proof, [fibre])


def test_a_fibre_needs_its_own_certificate():
    other = {**INSIDE, "goals": ["y > 0"]}
    with pytest.raises(Refused):
        check_for(INSIDE, {}, certificate(INSIDE), [(other, certificate(INSIDE))])


@pytest.mark.parametrize("head", ["x", "y", "y(u)", "x(u)"])
def test_an_abbreviation_has_a_name_of_its_own(head):
    with pytest.raises(Refused, match="is a name of the statement"):
        with_abbreviations(INSIDE, {head: "1"})


def test_a_certificate_with_abbreviations_is_one_of_the_statement_alone():
    more = {"f(u)": "u**2"}
    proof = certificate(with_abbreviations(INSIDE, more))
    check_for(INSIDE, more, proof)
    assert statement_hash(INSIDE) not in proof
    with pytest.raises(Refused, match="another statement"):
        check_for(INSIDE, {}, proof)
