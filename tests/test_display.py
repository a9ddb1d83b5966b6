"""What a notebook shows of the public objects, asked of IPython itself."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from IPython.core.formatters import DisplayFormatter

import sponte
from examples import lossy_detector
from proofs.theorems import proof_of, theorem


@pytest.fixture(scope="module")
def shown():
    formatter = DisplayFormatter()
    return lambda thing: formatter.format(thing)[0]


class Tags(HTMLParser):
    """Raises unless every tag is closed by its like; remembers which there are."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen = [], set()
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, _):
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_an_equation_is_set_as_a_formula(shown):
    latex = shown(sponte.equation("19"))["text/latex"]
    assert re.fullmatch(r"\$\\displaystyle R.* = .*\\Gamma.*\$", latex, re.DOTALL)


def test_an_equation_without_a_formula_is_plain_text(shown):
    assert "text/latex" not in shown(replace(sponte.equation("19"), rhs={}))


def test_the_bits_of_a_scheme_are_a_formula_where_they_have_one(shown):
    bits = lossy_detector.scheme.bits("II", "incoherent")
    assert "text/latex" in shown(bits)
    assert "text/latex" not in shown(replace(bits, rhs=None))


def test_a_verdict_is_a_table_with_its_witness(shown):
    html = shown(sponte.verify("29"))["text/html"]
    assert {"table", "code"} <= Tags(html).seen
    assert all(word in html for word in ("corrected", "witness", "rho11 = 1/5"))


def test_an_answer_shows_how_the_formula_was_read(shown):
    html = shown(sponte.check("19", "ρ₁₁ h(e^{−Γt})"))["text/html"]
    assert "read as rho11*h(exp(-Gamma*t))" in html
    assert "given" in html and "printed" not in html


def test_a_proof_is_a_table_of_what_was_proved(shown):
    certificate = sponte.check("19", "rho11*h(exp(-Gamma*t))").certificate
    html = shown(certificate)["text/html"]
    assert certificate.sha256 in html and "then" in html and Tags(html).seen


def test_a_theorem_and_what_the_kernel_says_of_it_are_tables(shown):
    own = theorem("bound_single")
    html = shown(own)["text/html"]
    assert own.summary in html and own.sha256 in html and Tags(html).seen
    assert "accepted" in shown(proof_of(own))["text/html"]
    less = shown(proof_of(replace(own, steps=own.steps[:-1])))["text/html"]
    assert "refused: " in less and "accepted" not in less


def test_a_scheme_is_a_table_of_its_outcomes(shown):
    html = shown(lossy_detector.scheme)["text/html"]
    assert "Pr(click)" in html and r"\eta_{\mathrm{d}}" in html and Tags(html).seen


def test_what_looks_like_html_is_none(shown):
    verdict = replace(sponte.verify("14"), title="<script>alert(1)</script>", remarks=("<b>",))
    assert Tags(shown(verdict)["text/html"]).seen == {"table", "tr", "th", "td", "code"}
