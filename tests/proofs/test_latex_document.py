"""The files of ``sponte latex``."""

import re

import pytest

from derive.equations import lookup, numbers
from proofs.latex.document import document as whole
from proofs.latex.document import escape, stem
from proofs.paper.claim import Claim
from proofs.verdict import Status, Verdict

CLAIMS = (
    Claim("17", r"R = -S(\rho_A)"),
    Claim("34", r"R = -\sum_{i=1}^m p_i \log p_i"),
    Claim("text:no-derivation", "x > 0"),
)
VERDICTS = (
    Verdict("17", Status.EXACT),
    Verdict("34", Status.CORRECTED),
)


@pytest.fixture(scope="module")
def shown() -> str:
    """The document of a few claims and the equations of two."""
    equations = [lookup("17"), lookup("34")]
    return whole(equations, CLAIMS, {verdict.number: verdict for verdict in VERDICTS})


def test_every_equation_has_a_file_with_its_label(document):
    for number in numbers():
        text = (document / f"{stem(number)}.tex").read_text()
        assert f"\\label{{eq:{number}}}" in text


def test_a_definition_says_that_it_is_an_input(document):
    text = (document / "equations.tex").read_text()
    assert text.count("An input of the model.") == 3


def test_every_label_is_used_once_in_the_document(document):
    text = (document / "equations.tex").read_text()
    inputs = re.findall(r"\\input\{(eq_[^}]*)\}", text)
    assert sorted(inputs) == sorted(stem(number) for number in numbers())


def test_what_is_printed_stands_beside_the_derivation_only_where_it_differs(shown):
    assert r"\sponteprinted{R = -\sum_{i=1}^m p_i \log p_i}" in shown
    assert r"\sponteprinted{R = -S(\rho_A)}" not in shown


def test_a_claim_without_an_equation_of_its_name_is_shown_as_printed(shown):
    assert r"\[\spontefit{x > 0}\]" in shown


def test_plain_text_is_escaped():
    assert escape("50% of rho_A <x>") == r"50\% of rho\_A \textless{}x\textgreater{}"


def test_the_bytes_do_not_depend_on_the_hash_seed(worlds):
    first, second = (
        {name.removeprefix("latex/"): text for name, text in world.items() if "latex/" in name}
        for world in worlds
    )
    assert first == second
    assert "eq_17.tex" in first
