"""The command: exit codes, output for people, for pipes and for programs, and hostile input."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from proofs import Status, Verdict, calls, checks
from proofs.command import cli
from proofs.equality import records
from proofs.judge.judge import BY_NUMBER
from proofs.paper.built_in import BUILT_IN
from proofs.report import pages
from proofs.verdict import Witness

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "proofs.command.cli"]
RIGHT = "rho11*h(exp(-Gamma*t))"


@pytest.fixture
def record(tmp_path, monkeypatch, certificates):  # noqa: ARG001 - nothing is written elsewhere
    """A record of its own, so that a test can change it."""
    file = tmp_path / "verdicts.json"
    file.write_bytes(BUILT_IN.record.read_bytes())
    monkeypatch.setitem(vars(BUILT_IN), "record", file)
    return file


@pytest.fixture
def certificates(tmp_path, monkeypatch):
    """Certificates of its own, likewise."""
    file = tmp_path / "certificates.json"
    file.write_bytes(records.FILE.read_bytes())
    monkeypatch.setattr(records, "FILE", file)
    records.read.cache_clear()
    yield file
    records.read.cache_clear()


# show


def test_show_prints_formulas_verdict_witness_and_both_sources(sponte):
    code, out, err = sponte("show", "29")
    assert (code, err) == (0, "")
    assert re.search(r"^corrected +density: Gamma\*rho11\*exp\(-Gamma\*t\)$", out, re.M)
    assert re.search(r"^witness +.*Gamma = ", out, re.M)
    assert re.search(
        r"derive/emission/many_bins\.py:\d+\n +proofs/paper/claims\.toml:\d+$", out, re.M
    )


@pytest.mark.parametrize("number", BY_NUMBER)
def test_the_line_that_show_names_holds_the_claim(number):
    file, _, line = pages.printed_at(number).partition(":")
    text = (ROOT / file).read_text().splitlines()[int(line) - 1]
    assert text == f'number = "{number}"'


def test_the_line_that_show_names_holds_the_derivation(sponte):
    _, out, _ = sponte("show", "17")
    file, line = re.search(r"(derive/[\w/]+\.py):(\d+)", out).groups()
    lines = (ROOT / file).read_text().splitlines()[int(line) - 1 :]
    assert "".join(text.strip() for text in lines[:2]).startswith('@equation("17",')


def test_show_knows_parts_and_equations_that_the_paper_does_not_print(sponte):
    assert "1 - exp(-Gamma*t)" in sponte("show", "14:E_1")[1]
    assert "1 - exp(-Gamma*t)" in sponte("show", "text:emitted-norm")[1]


# verify


def test_verify_of_some_claims_lists_them_in_the_order_given(sponte):
    code, out, _ = sponte("verify", "text:gibbs", "14", "3")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()[:3]] == [
        ["text:gibbs", "exact"],
        ["14", "exact"],
        ["3", "corrected"],
    ]
    assert out.splitlines()[-2:] == ["2 exact, 1 corrected", "3 verdicts, as recorded"]


def test_a_changed_verdict_is_named_and_fails(sponte, record):
    data = json.loads(record.read_text())
    data["14"]["status"] = "corrected"
    record.write_text(json.dumps(data))
    code, out, _ = sponte("verify", "14", "3")
    assert code == cli.DIFFERS
    assert out.endswith("2 verdicts, NOT as recorded: 14 (status)\n")


def test_a_claim_without_a_record_is_a_change(sponte, record):
    record.unlink()
    code, _, _ = sponte("verify", "14")
    assert code == cli.DIFFERS


def test_record_keeps_the_other_claims_and_the_bytes(sponte, record):
    before = record.read_bytes()
    data = json.loads(before)
    del data["14"]
    record.write_text(json.dumps(data))
    assert sponte("verify", "14", "--record")[0] == 0
    assert record.read_bytes() == before


@pytest.mark.usefixtures("record")
def test_record_finds_certificates_that_are_missing_and_keeps_the_others(sponte, certificates):
    before = certificates.read_bytes()
    with records.recording() as used:
        calls.verify("19")
    others = {key: own for key, own in json.loads(before).items() if key not in used}
    records.write(others)
    records.read.cache_clear()
    assert used and not used.keys() & records.recorded().keys()
    assert sponte("verify", "19", "--record")[0] == 0
    assert json.loads(certificates.read_bytes()).keys() == json.loads(before).keys()


def test_the_record_holds_every_claim_in_order_and_ends_with_a_newline():
    text = BUILT_IN.record.read_text()
    assert list(json.loads(text)) == list(BY_NUMBER)
    assert text.endswith("}\n")


def test_nothing_is_recorded_as_undecided():
    assert Status.UNDECIDED not in {verdict["status"] for verdict in calls.recorded().values()}


@pytest.mark.usefixtures("record")
def test_an_undecided_claim_is_no_pass_even_if_it_is_recorded(sponte, monkeypatch):
    verdict = Verdict("14", Status.UNDECIDED)
    monkeypatch.setattr(calls, "verify_all", lambda *_, **__: iter([verdict]))
    assert sponte("verify", "14", "--record")[0] == cli.UNDECIDED
    assert "1 undecided" in sponte("verify", "14")[1]


def test_the_radius_of_a_ball_is_not_recorded():
    witness = Witness({"t": "1"}, "0", "1", "[-1 +/- 1e-30]")
    data = calls.record(Verdict("14", Status.CORRECTED, witnesses=(witness,)))
    assert data["witnesses"] == [{"point": {"t": "1"}, "given": "0", "derived": "1", "part": ""}]


def test_json_is_one_object_with_every_key(sponte):
    code, out, err = sponte("verify", "29", "14", "--json")
    data = json.loads(out)
    keys = {"number", "status", "printed", "derived", "corrected", "witness", "domain", "method"}
    assert all(keys | {"uses", "source"} <= set(claim) for claim in data["claims"])
    assert [claim["witness"] is None for claim in data["claims"]] == [False, True]
    assert data["versions"]["sympy"].startswith("1.14")
    assert (code, err) == (0, "")
    assert data["seconds"] > 0


# check


@pytest.mark.parametrize(
    ("formula", "code", "first"),
    [
        (RIGHT, 0, "equal"),
        (f"-{RIGHT}", 1, "different"),
        ("rho11*h(exp(-Gamma*t)) + 10**-9*rho11", 1, "different"),
    ],
)
def test_check_answers_by_word_and_exit_code(formula, code, first, sponte):
    found, out, err = sponte("check", "19", formula)
    assert (found, out.split()[0], err) == (code, first, "")


def test_a_refusal_comes_with_a_point_and_both_values(sponte):
    _, out, _ = sponte("check", "19", f"2*{RIGHT}")
    assert re.search(
        r"witness +rho11 = 1/5, Gamma = 2, t = 1/3\n +given 0\.3\d+, derived 0\.1", out
    )


def test_a_part_is_checked_as_a_matrix(sponte):
    assert sponte("check", "14:E_1", "[[0,0],[0,1-exp(-Gamma*t)]]")[0] == 0


def test_what_cannot_be_decided_has_its_own_exit_code(sponte, monkeypatch):
    monkeypatch.setattr(checks, "check", lambda *_: Verdict("19", Status.UNDECIDED, method="?"))
    assert sponte("check", "19", RIGHT)[0] == cli.UNDECIDED


HOSTILE = {
    "a word of Python in wide letters": "Sum(\uff41nd, (\uff41nd, 1, 2))",
    "a wide word that is no name": "Integral(\uff49f, (\uff49f, 0, 1))",
    "import": "__import__('os').system('touch {0}')",
    "attribute": "rho11.__class__",
    "long": "x" * 5000,
    "deep": "(" * 900 + "1" + ")" * 900,
    "power": "9**9**9",
    "nul": "rho11\0",
    "lookalike": "рho11",
    "surrogate": "\udcff",
    "empty": "",
    "blank": "  ",
    "newline": "rho11\nrho11",
    "lambda": "(lambda: 1)()",
    "walrus": "(a := 1)",
    "option": "--record",
    "text": "'rho11'",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_one_line_with_its_place_and_exit_code_two(name, sponte, tmp_path):
    witness = tmp_path / "ran"
    start = time.monotonic()
    code, out, err = sponte("check", "19", HOSTILE[name].replace("{0}", str(witness)))
    assert (code, out) == (cli.BAD_INPUT, "")
    line, *quoted = err.splitlines()
    assert line.startswith("sponte: ")
    assert not quoted or (len(quoted), quoted[1].strip()) == (2, "^")
    assert len(err) < 600
    assert not witness.exists()
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("show",),
        ("show", "99"),
        ("show", ""),
        ("verify", "99"),
        ("verify", "--nonsense"),
        ("check", "19"),
        ("check", "19", "rho11", "--nonsense"),
        ("check", "14:E_7", "1"),
        ("latex", "-o"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_two(arguments, sponte):
    code, out, err = sponte(*arguments)
    assert (code, out, err.count("\n")) == (cli.BAD_INPUT, "", 1)
    assert err.startswith("sponte: ")


def test_an_unknown_number_is_answered_with_the_closest_ones(sponte):
    assert "text:gibbs" in sponte("verify", "text:gibs")[2]


@pytest.mark.parametrize(
    ("number", "closest"),
    [("device:order:renyi:tld", "device:order:renyi:told"), ("14:E_7", "14:E_1"), ("17:x", "17")],
)
def test_a_wrong_end_of_a_number_is_answered_with_parts_and_numbers(sponte, number, closest):
    _, _, err = sponte("show", number)
    found = re.split("[ ,\n]+", err.partition("closest: ")[2].strip())
    assert closest in found
    assert len({*found}) == len(found)


def test_where_none_is_close_it_is_said_how_to_list_them(sponte):
    said = "sponte: there is no 'foo'; none is close, and 'sponte verify' lists all\n"
    assert sponte("show", "foo")[2] == said


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (("verify", "--nonsense"), "sponte verify"),
        (("show",), "sponte show"),
        (("latex", "x.py", "--paper", "y.toml"), "sponte latex"),
        (("nonsense",), "sponte"),
    ],
)
def test_a_fault_of_usage_names_the_help_of_its_command(arguments, command, sponte):
    assert sponte(*arguments)[2].endswith(f"; see '{command} --help'\n")


def test_a_place_that_cannot_be_written_is_one_line(sponte, tmp_path):
    (tmp_path / "file").touch()
    code, _, err = sponte("latex", "-o", str(tmp_path / "file"))
    assert (code, err.count("\n")) == (cli.BAD_INPUT, 1)


def test_an_error_that_no_user_can_cause_is_not_hidden(monkeypatch, sponte):
    monkeypatch.setattr(checks, "check", lambda *_: 1 / 0)
    code, out, err = sponte("check", "19", RIGHT)
    assert (code, out) == (cli.INTERNAL, "") and cli.INTERNAL == 70
    assert "internal error, ZeroDivisionError at test_cli.py" in err
    assert err.count("\n") == 1 and "please report it" in err


# The process as the shell sees it.


def test_help_does_not_load_sympy(run_python):
    program = "import sys; from proofs.command import cli; "
    program += "print(cli.main(['--help']), 'sympy' in sys.modules)"
    run = run_python("-c", program)
    assert run.stdout.endswith("0 False\n")
    assert all(command in run.stdout for command in ("show", "verify", "check", "latex"))


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        {"TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "1"},
    ],
    ids=["ascii", "dumb"],
)
def test_a_pipe_gets_plain_lines_in_every_environment(environment, run_python):
    run = run_python("-m", "proofs.command.cli", "verify", "29", **environment)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("29  corrected  without the factor Gamma the density has no unit")
    assert "\x1b" not in run.stdout


def test_a_formula_that_the_terminal_cannot_show_is_escaped(run_python):
    run = run_python("-m", "proofs.command.cli", "check", "19", "ρ + х", PYTHONIOENCODING="ascii")
    assert run.returncode == cli.BAD_INPUT
    assert run.stderr.splitlines()[1:] == [r"  \u03c1 + \u0445", "           ^"]


def test_a_reader_who_leaves_early_sees_no_traceback():
    for arguments in (["show", "17"], ["verify", "14", "--json", "--engine", "kernel"]):
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141, "no verdict: what a shell says of a command ended by SIGPIPE"


def test_an_interrupt_ends_the_command_without_a_traceback():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:  # a shell makes what it runs in the background ignore interrupts, and that is inherited
        process = subprocess.Popen(
            [*COMMAND, "verify", "--engine", "arb"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    time.sleep(3)
    os.killpg(process.pid, signal.SIGINT)
    try:
        out, err = process.communicate(timeout=60)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert (out, process.returncode) == (b"", 130)
    assert b"Traceback" not in err


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize("columns", ["40", pytest.param("120", marks=pytest.mark.deep)])
def test_on_a_terminal_lines_fit_the_width_and_statuses_have_colour(columns):
    master, slave = os.openpty()
    environment = {**os.environ, "COLUMNS": columns, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    command = [*COMMAND, "verify", "29", "text:gibbs"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=slave, stderr=subprocess.PIPE, env=environment
    ) as process:
        os.close(slave)
        text = b""
        while chunk := read(master):
            text += chunk
        assert process.wait() == 0
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text.decode()).splitlines()
    assert all(len(line) <= int(columns) + 11 for line in plain)
    assert plain[0].startswith("29          corrected  ")
    assert b"\x1b[35mcorrected" in text


def read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_sympy_remembers_more_unless_somebody_says_how_much(sponte, monkeypatch):
    monkeypatch.delenv("SYMPY_CACHE_SIZE", raising=False)
    sponte("--version")
    assert os.environ["SYMPY_CACHE_SIZE"] == cli.REMEMBERED
    monkeypatch.setenv("SYMPY_CACHE_SIZE", "7")
    sponte("--version")
    assert os.environ["SYMPY_CACHE_SIZE"] == "7"
