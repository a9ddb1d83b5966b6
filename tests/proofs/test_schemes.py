"""Scheme files through the command: what is read, what is said of it, and what is refused."""

import json
import time
from pathlib import Path

import pytest
from sympy import Symbol

from derive.errors import SchemeError
from proofs import check
from proofs.command import cli
from proofs.latex.files import NOT_READ, checked
from proofs.schemes import asked, compare, files
from proofs.schemes.asked import decimal, read_point

EXAMPLES = Path(__file__).parents[2] / "examples"
LOSSY = str(EXAMPLES / "lossy_detector.py")
DARK = str(EXAMPLES / "dark_counts.py")
BINS = str(EXAMPLES / "lossy_bins.py")
VEE = str(EXAMPLES / "three_levels.py")
POINT = "rho11=3/10,c=0.1,Gamma=1,t=7/10,eta_d=0.65"
HEAD = """
from sympy import sqrt
from derive import One, Scheme, symbols as sym
b = sym.define("b", "b", "a share", 0, 1)
"""
PLAIN = """
plain = Scheme("plain", "a coin", "A R", {"0": {"0 0": sqrt(b), "0 1": sqrt(1 - b)}}, "R")
"""


@pytest.fixture
def file(tmp_path):
    """Writes a scheme file; returns its name."""

    def write(text, name="mine.py"):
        path = tmp_path / name
        path.write_text(text)
        return str(path)

    return write


# derive


def test_derive_prints_an_object_with_everything(sponte):
    first, _, rest = POINT.partition(",")
    point = ("--at", first, "--at", rest)
    code, out, err = sponte("derive", LOSSY, "--json", *point, "--digits", "40")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert [*found] == ["scheme", "domain", "outcomes", "bits"]
    click = found["outcomes"][1]
    assert click == {
        "name": "click",
        "kraus": [[["0", "sqrt(eta_d)*sqrt(1 - exp(-Gamma*t))"], ["0", "0"]]],
        "effect": [["0", "0"], ["0", "eta_d*(1 - exp(-Gamma*t))"]],
        "probability": "eta_d*rho11*(1 - exp(-Gamma*t))",
    }
    assert {(h, s) for h, own in found["bits"].items() for s in own} == {
        (holder, state) for holder in ("II", "lost", "I") for state in ("general", "incoherent")
    }
    bits = found["bits"]["II"]["general"]
    assert bits["value"] == "0.28000222923572087539182836033151235426389"
    assert bits["reason"] is None
    assert r"\eta_{\mathrm{d}}" in found["bits"]["lost"]["incoherent"]["latex"]
    assert found["domain"].endswith("0 <= eta_d <= 1")


def test_derive_says_why_there_is_no_formula_and_still_has_a_number(sponte):
    point = "rho11=3/10,c=0.1,Gamma=1,t=7/10,d_c=0.1"
    found = json.loads(sponte("derive", f"{DARK}:dark", "--json", "--at", point)[1])
    bits = found["bits"]["field"]["general"]
    assert (bits["text"], bits["latex"]) == (None, None)
    assert "has no closed spectrum" in bits["reason"]
    assert bits["value"].startswith("0.38774207696014")


def test_without_a_coherence_only_the_incoherent_state_has_a_value(sponte):
    point = POINT.replace("c=0.1,", "")
    found = json.loads(sponte("derive", LOSSY, "--json", "--at", point)[1])["bits"]["II"]
    assert found["general"]["value"] is None
    assert found["incoherent"]["value"].startswith("0.2736181034425")


def test_without_a_point_there_are_no_values(sponte):
    bits = json.loads(sponte("derive", LOSSY, "--json")[1])["bits"]
    assert all(state["value"] is None for own in bits.values() for state in own.values())


def test_derive_prints_rows_for_people(sponte):
    code, out, _ = sponte(
        "derive", VEE + ":blind", "--at", "rho11=1/4,rho22=1/4,Gamma=1,t=1,gamma_b=2"
    )
    assert code == 0
    assert "outcome  click" in out
    assert "bits     bits against Eve II, who holds R', in the incoherent state" in out


def test_an_outcome_that_is_a_family_has_its_index(sponte):
    found = json.loads(sponte("derive", BINS, "--json")[1])
    assert [outcome["name"] for outcome in found["outcomes"]] == ["none", "k"]
    assert "Sum(" in found["bits"]["II"]["incoherent"]["text"]


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        (
            "--at: there is no eta here; there are rho11, c, Gamma",
            (LOSSY, "--at", POINT + ",eta=1"),
        ),
        ("no value for t; a point has rho11", (LOSSY, "--at", POINT.replace("t=7/10,", ""))),
        ("rho11 = 2 is outside of its domain", (LOSSY, "--at", POINT.replace("3/10", "2"))),
        ("--at: 'rho11' is no value", (LOSSY, "--at", "rho11")),
        ("--at: t is given twice", (LOSSY, "--at", "t=1,t=2")),
        ("--at: t is given twice", (LOSSY, "--at", "t=1", "--at", "t=2")),
        ("--at: '' is no value", (LOSSY, "--at", "")),
        ("c = x is no number", (LOSSY, "--at", POINT.replace("c=0.1", "c=x"))),
        ("0 digits; there may be 1 to 10000", (LOSSY, "--digits", "0")),
        ("has more than one scheme; there are dark, told", (DARK,)),
        ("has no scheme 'x'; there are dark, told", (DARK + ":x",)),
        ("no_such.py: there is no such file", ("no_such.py",)),
        ("'lossy' names no Python file", ("lossy",)),
    ],
)
def test_derive_refuses_in_one_line(sponte, words, arguments):
    code, out, err = sponte("derive", *arguments)
    assert (code, out, err.count("\n")) == (cli.BAD_INPUT, "", 1)
    assert words in err


def test_a_point_says_its_phase_whether_or_not_it_matters(sponte):
    assert sponte("derive", LOSSY, "--at", POINT + ",phase=1")[0] == 0


# Files.


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("mine.py:2: ZeroDivisionError: division by zero", "\n1 / 0\n"),
        ("mine.py:1: invalid syntax", "1 +* 2\n"),
        ("mine.py:1: SystemExit: 3", "raise SystemExit(3)\n"),
        ("mine.py: it defines no scheme", "x = 1\n"),
        ("mine.py: two schemes are called plain", HEAD + PLAIN + PLAIN.replace("plain =", "p =")),
        ("mine.py:6: level 0: its image", HEAD + PLAIN.replace("1 - b", "1 + b")),
        ("mine.py:1: ModuleNotFoundError: No module named 'no_such'", "import no_such\n"),
    ],
)
def test_a_file_that_fails_is_one_line(sponte, file, words, text):
    code, out, err = sponte("derive", file(text))
    assert (code, out, err.count("\n")) == (cli.BAD_INPUT, "", 1)
    assert words in err


def test_an_endless_file_is_ended(file, monkeypatch):
    monkeypatch.setattr(files, "SECONDS", 1.0)
    start = time.monotonic()
    with pytest.raises(SchemeError, match=r"mine.py: it is not read: no answer within 1 seconds"):
        files.schemes(Path(file("while True: pass\n")), files.SECONDS)
    assert time.monotonic() - start < 5


def test_a_file_that_eats_memory_is_ended(sponte, file):
    code, _, err = sponte("derive", file("x = 'x' * 2**40\n"))
    assert code == cli.BAD_INPUT
    assert "MemoryError" in err or "memory" in err


def test_a_huge_dimension_is_refused_with_its_number(sponte, file):
    many = "Scheme('huge', '', 'A R', {'0': {f'{x} 0': 1 for x in range(10**5)}}, 'R')"
    code, _, err = sponte("derive", file(HEAD + many))
    assert code == cli.BAD_INPUT
    assert "level 0: 100000 labels; at most 4096 are taken" in err


def test_what_a_file_prints_does_not_spoil_the_object(sponte, file):
    code, out, _ = sponte("derive", file("print('hello')\n" + HEAD + PLAIN), "--json")
    assert code == 0
    assert json.loads(out)["scheme"] == "plain"


def test_a_file_may_import_what_lies_beside_it(sponte, file):
    file("share = 2\n", "beside.py")
    text = HEAD + "from beside import share\n" + PLAIN
    assert sponte("derive", file(text))[0] == 0


def test_two_files_define_one_name_differently(sponte, file):
    first = file(HEAD + PLAIN)
    second = file(HEAD.replace("0, 1)", "0, '1/2')") + PLAIN, "other.py")
    upper = [str(files.one(name).model.domain) for name in (first, second)]
    assert upper == ["0 <= b <= 1", "0 <= b <= 1/2"]
    assert [sponte("check", f"{name}:II", "h(b)")[0] for name in (first, second)] == [0, 0]


# check


@pytest.mark.parametrize(
    ("code", "address", "formula"),
    [
        (0, f"{LOSSY}:II:incoherent", "rho11*h(eta_d*(1 - exp(-Gamma*t)))"),
        (0, f"{LOSSY}:lossy:II:incoherent", "rho11*h(eta_d*(1 - exp(-Gamma*t)))"),
        (1, f"{LOSSY}:lost:incoherent", "rho11*h(eta_d*(1 - exp(-Gamma*t)))"),
        (1, f"{DARK}:dark:field:general", "rho11*h(exp(-Gamma*t))"),
        (0, f"{VEE}:vee:II", "rho11*h(exp(-Gamma*t)) + rho22*h(exp(-gamma_b*t))"),
        (0, f"{VEE}:vee:I", "1 - rho00 - rho11 - rho22"),
    ],
)
def test_check_says_whether_a_formula_is_the_bits(sponte, code, address, formula):
    assert sponte("check", address, formula)[0] == code


def test_check_is_undecided_where_there_is_no_formula_and_no_difference(monkeypatch):
    monkeypatch.setattr(compare, "TRIED", 0)
    monkeypatch.setattr(compare, "within", lambda _, work, *given: work(*given))  # in this process
    found = check(f"{DARK}:dark:field:general", "rho11")
    assert found.status == "undecided"
    assert "has no closed spectrum" in found.method


def test_check_takes_an_expression_of_sympy():
    x, decay = Symbol("rho11"), Symbol("eta_d")
    assert check(f"{LOSSY}:II:incoherent", x * decay).status == "different"


@pytest.mark.parametrize(
    ("words", "address", "formula"),
    [
        ("lossy has no holder 'III'; there are II, lost, I", f"{LOSSY}:III", "1"),
        ("lossy has no holder 'outcome'", f"{LOSSY}:outcome:click:probability", "1"),
        (f"lossy needs a holder, as {LOSSY}:II; there are II, lost, I", LOSSY, "1"),
        ("there is no state 'cold'; there are general, incoherent", f"{LOSSY}:II:cold", "1"),
        ("no name 'rho01' at this equation", f"{LOSSY}:II:incoherent", "rho11 + rho01"),
        ("has more than one scheme; name one of dark, told", f"{DARK}:II", "1"),
        ("no name 'gamma'", f"{LOSSY}:II", "gamma"),
    ],
)
def test_check_refuses_in_one_line(sponte, words, address, formula):
    code, _, err = sponte("check", address, formula)
    assert code == cli.BAD_INPUT
    assert words in err


def test_alpha_is_what_it_is_in_a_scheme_file():
    assert check(f"{LOSSY}:II:incoherent", "rho11*h(eta_d*(1 - alpha))").status == "equal"


def test_what_is_printed_is_read_back_as_equal():
    for address in (f"{LOSSY}:lost:general", f"{BINS}:II:incoherent", f"{VEE}:vee:II"):
        where = files.address(address)
        text = where.scheme.bits(where.holder, where.state).text()
        assert check(address, text).status == "equal"


# latex


def test_latex_writes_each_equation_and_a_document(sponte, tmp_path):
    code, out, _ = sponte("latex", f"{VEE}:blind", "-o", str(tmp_path))
    assert (code, out) == (0, f"4 files in {tmp_path}; compile schemes.tex there\n")
    text = (tmp_path / "eq_blind-II-incoherent.tex").read_text()
    assert text.startswith("% Generated by")
    assert r"\rho_{22}" in text
    assert r"\gamma_{b}" in (tmp_path / "schemes.tex").read_text()


def test_an_equation_that_says_something_else_is_not_written(sponte, tmp_path, monkeypatch):
    from derive.scheme.bits import Bits

    own = Bits.latex
    monkeypatch.setattr(Bits, "latex", lambda self: own(self).replace("rho_{11}", "rho_{22}", 1))
    code, _, err = sponte("latex", f"{VEE}:vee", "-o", str(tmp_path))
    assert code == cli.DIFFERS
    assert "read back, is different" in err
    assert not list(tmp_path.iterdir())


def test_an_equation_that_cannot_be_read_back_says_so(file):
    twins = (
        HEAD
        + "d = sym.define('d2', 'b', 'another share', 0, 1)\n"
        + PLAIN.replace(
            '"0 1": sqrt(1 - b)', '"0 1": sqrt((1 - b)*d), "0 2": sqrt((1 - b)*(1 - d))'
        )
    )
    bits = files.one(file(twins)).bits("II", "incoherent")
    assert checked(bits).startswith(NOT_READ)


# Small things.


def test_a_decimal_is_within_what_is_promised():
    from flint import arb

    assert decimal(arb("0.123456"), 4) == "0.12346"
    assert decimal(arb("-1e-30"), 4) == "0.00000"


def test_a_point_is_read_as_it_is_written():
    assert read_point(" rho11 = 3/10 ,t=0.7") == {"rho11": "3/10", "t": "0.7"}


def test_a_formula_that_takes_too_long_is_left_out(monkeypatch):
    monkeypatch.setattr(asked, "SECONDS", 0.0)
    bits = asked.formula(files.one(LOSSY), "II", "general")
    assert (bits.rhs, bits.reason) == (None, "no answer within 0 seconds")
