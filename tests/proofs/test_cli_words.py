"""What the command says where a newcomer would miss it, and what a shell and a terminal see."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from derive.errors import FormulaError, UnknownEquationError
from derive.symbols import TABLE
from proofs import calls, theorems
from proofs.command import cli, completion, verdicts
from proofs.engines.panel import NAMES
from proofs.input.numbers import numbers_of
from proofs.judge.judge import BY_NUMBER
from proofs.kernel.__main__ import main as kernel
from proofs.paper.built_in import BUILT_IN
from proofs.paper.domains import read_domain
from proofs.verdict import Confirmation, Result, Status, Verdict

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "proofs.command.cli"]
LOSSY = "examples/lossy_detector.py"


# show


def test_a_part_of_a_claim_comes_with_its_printed_form_and_its_verdict(sponte):
    code, out, _ = sponte("show", "Eq. (29):density")
    assert code == cli.OK
    assert re.search(r"^29:density .*\ncorrected .*\(the whole of 29\)$", out, re.M)
    assert re.search(r"^printed +rho11\*exp\(-Gamma\*t\)$", out, re.M)
    assert re.search(r"^derived +Gamma\*rho11\*exp\(-Gamma\*t\)$", out, re.M)
    assert re.search(r"^witness .*\n +density: printed", out, re.M)


def test_a_part_that_is_right_has_no_witness_of_another(sponte):
    _, out, _ = sponte("show", "29:no-detection")
    assert "witness" not in out and re.search(r"^derived ", out, re.M)


def test_a_table_is_shown_row_by_row(sponte):
    _, out, _ = sponte("show", "Table I")
    assert re.findall(r"^(table1:\S+)", out, re.M) == [n for n in BY_NUMBER if "table1:" in n]


def test_a_smaller_domain_stands_apart_from_the_printed_one(sponte):
    _, out, _ = sponte("show", "prop1")
    assert re.search(r"^domain +0 <= rho11 <= 1; .* 0 <= t < oo$", out, re.M)
    assert re.search(r"^holds +only where t > 0$", out, re.M)


def test_an_address_of_a_scheme_of_a_paper_is_shown_and_checked(sponte):
    paper = ("--paper", "examples/lossy_note.toml")
    assert sponte("show", *paper, "lossy:lost:incoherent")[0] == cli.OK
    assert sponte("check", *paper, "lossy:lost:incoherent", "ρ11")[0] == cli.DIFFERS


def test_what_the_kernel_accepts_of_a_claim_can_be_taken_and_checked_alone(sponte, tmp_path):
    file = tmp_path / "c.json"
    assert sponte("show", "A5", "--certificate", str(file))[0] == cli.OK
    assert kernel([str(file)]) == 0
    code, _, err = sponte("show", "29", "--certificate", str(tmp_path / "none.json"))
    assert (code, "there is no certificate: 29 is corrected" in err) == (cli.BAD_INPUT, True)


def test_what_the_search_proves_is_stated_and_can_be_taken_and_checked_alone(sponte, tmp_path):
    file = tmp_path / "c.json"
    paper = ("--paper", "examples/coherence.toml")
    code, out, _ = sponte("show", *paper, "4", "--certificate", str(file))
    assert (code, kernel([str(file)])) == (cli.OK, 0)
    assert re.search("^then .* > ", out, re.M)
    assert re.search(r"^proof +\d+ lines, found; --certificate FILE writes them$", out, re.M)


# check


def test_the_answer_says_how_a_formula_was_read(sponte):
    code, out, _ = sponte("check", "(19)", r"R = \rho_{11} h(e^{-\Gamma t})")
    assert code == cli.OK
    assert re.search(r"^note +read as rho11\*h\(exp\(-\(Gamma\*t\)\)\)$", out, re.M)


def test_a_formula_of_sympy_has_its_logarithm_where_that_is_said(sponte):
    text = "-rho11*(p*log(p, 2) + (1 - p)*log(1 - p, 2))".replace("p", "exp(-Gamma*t)", 0)
    text = text.replace("(p*", "(exp(-Gamma*t)*").replace("log(p,", "log(exp(-Gamma*t),")
    text = text.replace("(1 - p)", "(1 - exp(-Gamma*t))").replace("(1 - p,", "(1 - exp(-Gamma*t),")
    assert sponte("check", "19", "--from", "sympy", text)[0] == cli.OK
    assert sponte("check", "19", text)[0] == cli.BAD_INPUT


def test_a_caret_stands_under_what_cannot_be_read(sponte):
    code, out, err = sponte("check", "19", "ρ₁₁ h(gama)")
    assert (code, out) == (cli.BAD_INPUT, "")
    line, *quoted = err.splitlines()
    assert line.endswith("did you mean 'Gamma' or 'Gamma_t'?")
    assert quoted == ["  ρ₁₁ h(gama)", "        ^"]


# verify


def test_a_refused_theorem_is_said_at_the_end_and_fails(sponte, monkeypatch):
    refused = Confirmation("kernel", "0.1.0", Result.REFUSED, 0.0, "bound_single: step 3")
    verdict = replace(calls.verify("19"), engines=(refused,))
    monkeypatch.setattr(calls, "verify_all", lambda *_, **__: iter([verdict]))
    code, out, _ = sponte("verify", "19")
    assert code == cli.DIFFERS
    assert out.endswith("\nREFUSED: 19: kernel does not confirm it: bound_single: step 3\n")


def test_a_claim_without_a_record_is_called_so(monkeypatch):
    verdict = Verdict("14", Status.EXACT)
    monkeypatch.setattr(calls, "recorded", lambda *_: {})
    changed = calls.differences([verdict])
    assert verdicts.comparison([verdict], changed) == "1 verdict, without a record: 14"
    both = changed | {"3": ("status",)}
    words = "2 verdicts, NOT as recorded: 3 (status); without a record: 14"
    assert verdicts.comparison([verdict, Verdict("3", Status.EXACT)], both) == words


def test_a_theorem_without_a_module_is_named(monkeypatch):
    monkeypatch.setattr(theorems, "NAMES", (*theorems.NAMES, "bound_singel"))
    with pytest.raises(UnknownEquationError, match=r"no 'bound_singel'; closest: bound_single"):
        theorems.theorem("bound_singel")


@pytest.mark.parametrize(("name", "claims"), theorems.BACKED.items())
def test_every_theorem_is_a_module_and_backs_what_there_is(name, claims):
    assert theorems.theorem(name).name == name
    assert {*claims} <= {*BUILT_IN.claims, *BUILT_IN.equations}


# derive, latex, report


def test_a_state_without_a_value_says_why(sponte):
    point = ("--at", "rho11=3/10,Gamma=1,t=7/10,eta_d=0.65")
    _, out, _ = sponte("derive", LOSSY, *point)
    assert out.count("none at a point without c") == 3
    assert "none at a point" not in sponte("derive", LOSSY)[1]


def test_what_takes_long_is_watched(monkeypatch, sponte, tmp_path):
    seen = []

    def judged(_claims=(), _engines=(), paper=None, _workers=None):
        return [Verdict(number, Status.UNDECIDED) for number in paper.claims]

    monkeypatch.setattr(cli, "judge_all", judged)
    monkeypatch.setattr(
        "proofs.command.terminal.watched", lambda items: seen.append(len(items)) or items
    )
    paper = ("--paper", "examples/lossy_note.toml")
    assert sponte("latex", *paper, "-o", str(tmp_path))[0] == cli.OK
    assert sponte("report", *paper, "-o", str(tmp_path))[0] == cli.OK
    assert len(seen) == 2 and min(seen) >= 8


@pytest.mark.parametrize(
    "text",
    ["1/2 <= t <= 1/3", "1 <= t < 1", "1 < t <= 1", "3 < n < 4", "5/4 <= n <= 7/4"],
)
def test_a_range_without_a_point_is_refused(text):
    symbols = {name: TABLE[name].symbol for name in ("t", "n")}
    with pytest.raises(FormulaError, match="is empty"):
        read_domain(text, symbols)


@pytest.mark.parametrize("text", ["1 <= t <= 1", "3 < n < 5, integer", "0 < t < 1"])
def test_a_range_with_one_point_is_none_that_is_empty(text):
    symbols = {name: TABLE[name].symbol for name in ("t", "n")}
    assert str(read_domain(text, symbols)) == text


# What a shell and a terminal see.


def test_what_is_completed_is_what_there_is():
    from derive.export import targets

    assert [n for n in completion.numbers_with("") if "*" not in n] == [*BY_NUMBER]
    assert completion.numbers_with("table1:spatial:") == ["table1:spatial:I", "table1:spatial:II"]
    assert completion.engines_with("") == [*NAMES]
    assert sorted(completion.targets_with("")) == sorted(targets())


def test_a_family_is_completed_as_a_pattern_that_names_it():
    families = [n for typed in ("", "dev", "device:o") for n in completion.numbers_with(typed)]
    patterns = [n for n in families if "*" in n]
    assert patterns == ["text:*", "table1:*", "device:*", "device:*", "device:order:*"]
    assert all(len(numbers_of(pattern, BUILT_IN)) > 1 for pattern in patterns)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sponte ver", ["verify"]),
        ("sponte show text:gib", ["text:gibbs"]),
        ("sponte verify 14 --engine a", ["arb"]),
        ("sponte export --target ju", []),
    ],
)
def test_the_shell_completes(words, expected):
    count = str(len(words.split()) - 1)
    asked = {"_SPONTE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": count}
    run = subprocess.run(
        COMMAND, cwd=ROOT, env=os.environ | asked, capture_output=True, text=True, check=False
    )
    assert run.stdout.split() == expected


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_a_terminal_without_colours_gets_none(no_color, coloured):
    master, slave = os.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": no_color}
    with subprocess.Popen(
        [*COMMAND, "show", "29"], cwd=ROOT, stdout=slave, stderr=slave, env=environment
    ) as process:
        os.close(slave)
        text = b"".join(iter(lambda: _read(master), b""))
        assert process.wait() == 0
    assert (re.search(rb"\x1b\[[0-9;]*3[0-7]", text) is not None) == coloured


def _read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other end is closed
        return b""
