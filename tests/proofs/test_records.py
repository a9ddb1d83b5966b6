"""Recorded certificates save a search, and nothing is taken for true because it is recorded."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from sympy import Symbol

from derive.model.domain import between
from proofs import calls, kernel
from proofs.engines.panel import confirmations
from proofs.equality import certify, decide, records
from proofs.equality.compare import compare_texts
from proofs.judge import ties
from proofs.judge.judge import BY_NUMBER, judge
from proofs.kernel import check, statement_hash
from proofs.kernel.element import Refused
from proofs.paper.case import case_of
from proofs.paper.claimed import claimed, equality
from proofs.statements.hypotheses import Setting
from proofs.statements.statement import statement
from proofs.theorems import theorem
from proofs.verdict import Result, Status

ROOT = Path(__file__).parents[2]
LINE = {"symbols": ["x"], "integers": [], "functions": {}, "definitions": {}}
TRUE = {**LINE, "hypotheses": ["x > 0"], "except": [], "goals": ["log(x**2) == 2*log(x)"]}
FALSE = {**TRUE, "goals": ["log(x**2) == 3*log(x)"]}
HOLE = {**TRUE, "hypotheses": [], "goals": ["(x**2 - 1)/(x - 1) == x + 1"]}


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A record of its own."""
    own = tmp_path / "certificates.json"
    monkeypatch.setattr(records, "FILE", own)
    records.read.cache_clear()
    yield own
    records.read.cache_clear()


@pytest.fixture
def searches(monkeypatch):
    """The statements that were searched for."""
    found = []
    search = certify.searched
    monkeypatch.setattr(certify, "searched", lambda s, t: found.append(s["goals"]) or search(s, t))
    return found


def record(*statements):
    with records.recording() as used:
        for statement in statements:
            certify.certify(statement)
    records.write(used)
    return used


@pytest.mark.parametrize("statement", [TRUE, HOLE])
def test_what_is_recorded_is_not_searched_for(statement, file, searches):
    record(statement)
    assert file.exists() and len(searches) == 1
    found = decide.decide(statement)
    assert found.status is Status.EQUAL and len(searches) == 1
    assert found.certificate.steps == certify.certify(statement).steps


@pytest.mark.usefixtures("file")
def test_a_record_of_several_formulas_answers_for_each(searches):
    case = case_of(BY_NUMBER["14"])
    record(equality(case.claim).statement)
    searches.clear()
    assert {found.status for found in case.comparisons.values()} == {Status.EQUAL}
    assert len(case.comparisons) > 1 and searches == []
    parts = {**case.claim.parts, "E_1": case.claim.parts["E_0"]}
    wrong = replace(case, claim=replace(case.claim, printed=parts)).comparisons
    assert (wrong["E_0"].status, wrong["E_1"].status) == (Status.EQUAL, Status.DIFFERENT)


@pytest.mark.usefixtures("file")
def test_what_a_record_of_several_formulas_leaves_out_has_the_names_of_symbols(searches):
    names = {name: Symbol(name, real=True) for name in ("share", "u")}
    setting = Setting(names, between(names["share"], 0, 1) & between(names["u"], 0, 1))
    gap = "(exp(share - u) - 1)"
    given = {"share": f"share*{gap}/{gap}", "u": "u"}
    record(statement([*given.values()], [*names.values()], setting))
    searches.clear()
    left_out = compare_texts(given, names, setting)["share"].method.partition("where ")[2]
    assert left_out == "exp(share - u) - 1 = 0" and searches == []


def test_a_statement_that_has_changed_is_not_found(file, searches):
    record(TRUE)
    assert file.exists()
    for change in ({"hypotheses": ["x > 1"]}, {"goals": ["2*log(x) == log(x**2)"]}):
        searches.clear()
        assert decide.decide({**TRUE, **change}).status is Status.EQUAL
        assert len(searches) == 1


@pytest.mark.usefixtures("file")
def test_a_record_that_the_kernel_refuses_is_as_good_as_none(searches):
    used = record(TRUE)
    (own,) = used.values()
    damaged = {**own, "steps": own["steps"][1:]}
    records.write({records.key(TRUE): damaged, records.key(FALSE): own})
    searches.clear()
    assert decide.decide(TRUE).status is Status.EQUAL
    assert searches == [TRUE["goals"]]
    assert decide.decide(FALSE).status is Status.DIFFERENT


@pytest.mark.usefixtures("file")
def test_a_refused_record_of_what_nobody_can_decide_leaves_it_undecided(monkeypatch):
    records.write({records.key(TRUE): {"steps": [], "except": [], "thin": {}}})

    def fails(*_):
        raise certify.GaveUpError("nothing is found")

    monkeypatch.setattr(certify, "searched", fails)
    found = decide.decide(TRUE)
    assert found.status is Status.UNDECIDED and "nothing is found" in found.method


def test_what_was_accepted_under_one_hash_is_not_under_another():
    own = certify.certify(TRUE)
    text = json.dumps(own.data)
    check(text, own.sha256)
    for other, sha256 in (
        (text, statement_hash(FALSE)),
        (text.replace("2*log", "3*log"), own.sha256),
    ):
        for _ in range(2):
            with pytest.raises(Refused):
                check(other, sha256)


@pytest.mark.parametrize("number", ["text:J-nonnegative", "device:guess:first"])
def test_an_engine_does_not_have_checked_again_what_the_verdict_rests_on(number, monkeypatch):
    monkeypatch.setattr(kernel, "ACCEPTED", set())
    calls.verify(number)
    known = {*kernel.ACCEPTED}
    (said,) = confirmations(number, ["kernel"])
    assert known and said.result is Result.CONFIRMED
    assert known == kernel.ACCEPTED


def test_labels_that_repeat_a_claim_are_left_out_and_put_back():
    steps = [
        {"label": "a", "claim": "b", "rule": "sum"},
        {
            "label": "c",
            "claim": "c",
            "rule": "cases",
            "if >= 0": [{"label": "d", "claim": "d"}],
            "if <= 0": [],
        },
    ]
    short = records.unlabelled(steps)
    assert "label" in short[0] and "label" not in short[1] and "label" not in short[1]["if >= 0"][0]
    assert records.labelled(short) == steps


def test_the_record_is_found_from_any_folder_and_is_part_of_the_wheel(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    records.read.cache_clear()
    assert records.recorded()
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert "*.json" in data["tool"]["setuptools"]["package-data"]["proofs"]
    assert records.FILE.parent.name == "proofs"


def test_every_exact_claim_is_recorded():
    exact = [number for number, own in calls.recorded().items() if own["status"] == "exact"]
    missing = []
    for number in exact:
        claim = BY_NUMBER[number]
        if claim.kind.value != "proportion" and claim.parts:
            stated = equality(claim).statement
            found = records.key(stated) in records.recorded()
            missing += [] if found or all(map(is_same, stated["goals"])) else [number]
    assert missing == []


def test_what_every_theorem_says_of_its_claim_is_recorded():
    missing = []
    for claim in (claim for claim in BY_NUMBER.values() if claim.theorem):
        own = theorem(claim.theorem)
        name = ties.recorded_as(claimed(claim, own.delta), own)
        missing += [] if name in records.recorded() else [claim.number]
    assert missing == []


def is_same(goal):
    left, _, right = goal.partition(" == ")
    return left == right


def test_the_record_is_one_line_for_each_statement():
    lines = records.FILE.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("{", "}")
    assert len(lines) == len(records.recorded()) + 2
    assert [*records.recorded()] == sorted(records.recorded())
    assert all(len(line) < 200_000 for line in lines)


def test_the_key_of_a_statement_is_its_hash_without_what_is_excluded():
    assert records.key({**HOLE, "except": ["x - 1"]}) == records.key(HOLE) == statement_hash(HOLE)
    assert json.loads(json.dumps(HOLE)) == HOLE


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    "damage",
    [
        {},
        [],
        "steps",
        {"steps": 0},
        {"steps": [], "thin": 0},
        {"steps": [], "thin": {"x": 0}},
        {"steps": [], "more": {}, "extra": []},
        {"steps": [0], "except": [[]], "thin": {}},
    ],
)
def test_what_is_no_record_is_as_good_as_none(damage):
    records.write({records.key(TRUE): damage})
    assert records.recorded()[records.key(TRUE)] == damage
    assert decide.decide(TRUE).status is Status.EQUAL


@pytest.mark.parametrize("text", ["", "[]", "null", '"any":{"steps":[', "\udcff"])
def test_a_file_that_is_no_record_is_as_good_as_none(text, file):
    file.write_bytes(text.encode(errors="surrogateescape"))
    assert records.found("any") is None


def test_a_record_adds_no_hypothesis_to_a_theorem(monkeypatch):
    claim = BY_NUMBER["device:lossy:eve:bound"]
    (name,) = _ties(claim)
    weaker = {**records.recorded()[name], "extra": ["rho11 > 1/2"]}
    monkeypatch.setattr(records, "recorded", lambda: {name: weaker})
    assert judge(claim).status is Status.PROVED


def _ties(claim):
    with records.recording() as used:
        judge(claim)
    return [key for key in used if " by " in key]
