r"""What ``sponte latex`` prints, read back, is what was derived; a wrong printer is caught."""

import pytest

from derive.equations import lookup, numbers
from derive.errors import FormulaError, RoundTripError
from proofs.equality import decide
from proofs.input.latex.rows import body
from proofs.latex import document as latex_document
from proofs.latex.document import equation_file, write_document
from proofs.latex.roundtrip import check_file, compare_latex
from proofs.verdict import Status


@pytest.fixture
def no_search(monkeypatch):
    """What is compared has its certificate on record: a search for it takes seconds, every time."""
    stale = "no certificate is recorded, see `sponte verify --record`"
    monkeypatch.setattr(decide, "searched", lambda *_: pytest.fail(stale))


@pytest.mark.usefixtures("no_search")
def test_what_is_not_recorded_is_noticed():
    own = lookup("42")
    with pytest.raises(pytest.fail.Exception, match="no certificate is recorded"):
        compare_latex(own.latex().replace("2 ", "", 1), own)


@pytest.mark.parametrize("number", numbers())
@pytest.mark.usefixtures("no_search")
def test_every_part_of_every_equation_reads_back_as_what_is_derived(number):
    own = lookup(number)
    text = body(equation_file(own), number)
    assert text == own.latex()
    found = compare_latex(text, own)
    assert set(found) == set(own.parts)
    assert {c.status for c in found.values()} == {Status.EQUAL}


WRONG = {
    "a dropped brace": ("18", r"e^{-\Gamma t}", r"e^{-\Gamma t"),
    "an opening brace dropped": ("18", r"e^{-\Gamma t}", r"e^-\Gamma t}"),
    "a dropped bracket": ("18", r"t}\right)^{2}", r"t}^{2}"),
    "both brackets dropped": ("21", r"\left(k - 1\right)/n", "k - 1/n"),
    "a difference in the wrong order": ("14", r"1 - e^{-\Gamma t}", r"e^{-\Gamma t} - 1"),
    "operators in the wrong order": ("41", r"a_{1} a_{2}^{\dagger}", r"a_{2} a_{2}^{\dagger}"),
    "a lost base of the logarithm": ("17", r"\log", r"\ln"),
    "a base where there is none": ("A1", r"\ln 2", r"\log 2"),
    "an exponent without its braces": ("36:repair", r"\sigma^{2}", r"\sigma^10"),
    "a sum that loses its brackets behind a minus": (
        *("table1:spatial:I", r"- \left(\rho_{00} + \rho_{11} e^{-\Gamma t}\right) \log"),
        r"- \rho_{00} + \rho_{11} e^{-\Gamma t} \log",
    ),
    "a fraction upside down": ("18", r"\frac{1}{2}", r"\frac{2}{1}"),
    "a long fraction upside down": (
        *("28", r"\frac{\rho_{11} \left(1 - e^{-\Gamma t}\right)}{1 - e^{-\Gamma t/n}}"),
        r"\frac{1 - e^{-\Gamma t/n}}{\rho_{11} \left(1 - e^{-\Gamma t}\right)}",
    ),
    "a sum that begins elsewhere": ("25", "{k=1}", "{k=0}"),
    "a sum that ends elsewhere": ("25", "^{n}", "^{n - 1}"),
    "a sum over another index": ("34", r"\sum_{i=1}^{m} p_{i} \log", r"\sum_{j=1}^{m} p_{i} \log"),
    "another family": ("5", r"p_{i} \log", r"\lambda_{i} \log"),
    "the wrong population": ("18", r"\rho_{00}", r"\rho_{11}"),
    "the other population": ("17", r"\rho_{11}", r"\rho_{00}"),
    "the wrong coherence": ("16", r"\rho_{01}", r"\rho_{10}"),
    "a denominator that leaves the exponent": ("28", r"e^{-\Gamma t/n}", r"e^{-\Gamma t}/n"),
    "a slash whose brackets are lost": ("20", "/(2 n)", "/2 n"),
    "a lost sign": ("29", r"e^{-\Gamma T}", r"e^{\Gamma T}"),
    "a lost square": ("18", r"|\rho_{01}|^{2}", r"|\rho_{01}|"),
    "a lost root": ("20", r"\sqrt{1 - e^{-\Gamma t/n}}", r"(1 - e^{-\Gamma t/n})"),
    "a lost prime": ("A1", r"\Delta' + F", r"\Delta + F"),
    "an exchanged abbreviation": ("17", r"\mu_{1} \log \mu_{1}", r"\mu_{1} \log \mu_{2}"),
    "a definition that is lost": ("fig2", "\\\\\n\\kappa_{2} &= \\frac{1}{4}", "+ \\frac{1}{4}"),
    "an exchanged definition": ("fig2", r"\kappa_{1} \log", r"\kappa_{2} \log"),
    "an exchanged left-hand side": ("18", r"\mu_{1} &=", r"\mu_{2} &="),
    "the name of another part": ("29", r"\text{density}", r"\text{no-detection}"),
    "another amplitude": ("10", r"\langle g,1,0|", r"\langle g,0,1|"),
    "another symbol": ("28", r"R\big|", r"S\big|"),
    "an entry in the wrong column": (
        *("15", r"0 & \sqrt{1 - e^{-\Gamma t}}", r"\sqrt{1 - e^{-\Gamma t}} & 0"),
    ),
    "a matrix that loses an entry": ("14", r"1 & 0\\", r"1\\"),
    "a matrix that loses its factor": ("16", r"\frac{1}{\rho_{00} + \rho_{11} e^{-\Gamma t}} ", ""),
    "a broken line that loses its sign": ("25", r"&\quad - \sum", r"&\quad \sum"),
    "a broken line with another sign": ("text:structure", r"&\quad + \rho", r"&\quad - \rho"),
    "a part too many": ("29", r"\Pr(t)\big|", r"p = 1,\quad \Pr(t)\big|"),
    "another function": ("36", r"\cos", r"\sin"),
    "another limit of an integral": ("A2", r"_{0}^{1}", r"_{1}^{0}"),
    "another amplitude's time": ("7", "c_{k}(t_0)", "c_{k}(t)"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", WRONG)
def test_a_wrong_printer_is_caught(mistake):
    number, right, wrong = WRONG[mistake]
    own = lookup(number)
    assert right in own.latex()
    changed = equation_file(own).replace(right, wrong, 1)
    with pytest.raises(RoundTripError, match=f"the LaTeX of {number}"):
        check_file(changed, own)


def test_a_text_that_means_the_same_passes_however_it_is_written():
    own = lookup("28")
    other = own.latex().replace(r"1 - e^{-\Gamma t/n}", r"-e^{-\Gamma t/n} + 1")
    assert other != own.latex()
    assert compare_latex(other, own)[""].status is Status.EQUAL


@pytest.mark.parametrize(
    "latex",
    ["", "R", "R = ", r"\begin{aligned} R &= 1", r"\begin{aligned}R = 1\end{aligned}", "= 1"],
)
def test_an_equation_that_is_cut_off_is_refused(latex):
    with pytest.raises(FormulaError):
        compare_latex(latex, lookup("38"))


def test_nothing_is_written_where_one_equation_does_not_read_back(tmp_path, monkeypatch):
    right = latex_document.equation_file

    def wrong(equation):
        text = right(equation)
        return text.replace(r"\log", r"\ln") if equation.number == "28" else text

    monkeypatch.setattr(latex_document, "equation_file", wrong)
    with pytest.raises(RoundTripError, match="the LaTeX of 28, read back, is different"):
        write_document(tmp_path, ())
    assert list(tmp_path.iterdir()) == []


def test_lines_that_derive_the_same_are_printed_once_and_all_compared():
    own = lookup("A6")
    assert own.latex() == "E = 0"
    found = {n: compare_latex(text, own) for n, text in enumerate(("E = 0", "E = 1"))}
    assert [found[n].keys() for n in found] == [{"1", "2", "3"}] * 2
    assert {c.status for c in found[0].values()} == {Status.EQUAL}
    assert {c.status for c in found[1].values()} == {Status.DIFFERENT}
