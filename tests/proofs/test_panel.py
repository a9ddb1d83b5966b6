"""The engines at one table: each is asked, none is invented, a refusal is a failure."""

import json
import re

import pytest

from derive.errors import UnknownEngineError
from proofs.calls import verify, verify_all
from proofs.command import cli
from proofs.engines import arb, panel
from proofs.paper.built_in import BUILT_IN
from proofs.paper.claims import CLAIMS
from proofs.report.pages import in_words
from proofs.verdict import Confirmation, Result


def words(number, names):
    return {said.name: said.result for said in panel.confirmations(number, names)}


def test_each_engine_that_can_speak_to_a_claim_is_asked():
    assert words("A5", panel.QUICK) == confirmed("kernel", "z3", "cvc5") | silent("arb")
    assert words("prop1", panel.QUICK) == confirmed("kernel", "arb") | silent("smt")


def confirmed(*names):
    return dict.fromkeys(names, Result.CONFIRMED)


def silent(*names):
    return dict.fromkeys(names, Result.SILENT)


@pytest.mark.parametrize("name", panel.NAMES)
def test_an_engine_that_was_asked_says_that_it_is_silent(name, sponte):
    assert f"[{name} silent]" in sponte("verify", "1", "--engine", name)[1]
    assert "silent" not in sponte("verify", "1")[1] + sponte("show", "1")[1]


def test_every_claim_of_an_engine_is_a_claim_of_the_paper():
    known = {claim.number for claim in CLAIMS}
    for name in panel.NAMES:
        assert set(panel.engine(name).claims()) <= known


def test_an_unknown_engine_is_refused_before_anything_is_computed():
    with pytest.raises(UnknownEngineError, match="kernel, smt, arb, coq"):
        next(verify_all(["14"], engines=["lean"]))
    assert cli.main(["verify", "14", "--engine", "lean"]) == cli.BAD_INPUT


def said(result, **more):
    return lambda _: (Confirmation("arb", None, result, 0.0, **more),)


def test_a_missing_engine_is_reported_and_agrees_with_nothing(monkeypatch, capsys):
    monkeypatch.setattr(arb, "confirmations", said(Result.MISSING, install="pip install arb"))
    assert verify("19", ["arb"]).engines[0].result is Result.MISSING
    cli.main(["verify", "19", "--engine", "arb"])
    assert "[arb missing]" in capsys.readouterr().out


def test_a_refusal_of_an_engine_is_a_failure(monkeypatch, capsys):
    monkeypatch.setattr(arb, "confirmations", said(Result.REFUSED))
    assert cli.main(["verify", "19", "--engine", "arb"]) == cli.DIFFERS
    assert "[arb refused]" in capsys.readouterr().out


def test_json_has_each_engine_with_its_version_and_time(capsys):
    cli.main(["verify", "A5", "--engine", "kernel", "--json"])
    (claim,) = json.loads(capsys.readouterr().out)["claims"]
    (engine,) = claim["engines"]
    assert {"name", "version", "result", "seconds"} <= set(engine)
    assert (engine["name"], engine["result"]) == ("kernel", "confirmed")


def test_show_has_no_typesetting_in_what_is_claimed_beyond_the_paper(capsys):
    cli.main(["show", "device:guess:first"])
    assert re.search("printed +E_1 >= E_k\n", capsys.readouterr().out)
    numbers = [c.number for c in CLAIMS if c.number.startswith("device:") and not c.parts]
    assert numbers and not [n for n in numbers if "\\" in in_words(BUILT_IN.claim(n))]


def test_show_prints_the_steps_of_a_proof(capsys):
    cli.main(["show", "prop1"])
    out = capsys.readouterr().out
    assert re.search("theorem +randomness_increases_with_coherence", out)
    assert "R(c2) > R(c1)  [mean-value]" in out
    assert re.search("with +rho00 = 1 - rho11\n +alpha = exp", out), "names are explained"
    assert re.search(r"\n +c from c1 to c2, inside:\n", out), (
        "a step has the steps that it rests on"
    )
