"""One formula in all writings is one tree; a slip of the pen is refused, or read as it stands."""

import ast
import re
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from derive import symbols as sym
from derive.errors import FormulaError
from proofs.input.reading import read_typed
from proofs.paper.formula import read, tree
from tests.proofs.writings import TREES, by_hand, canonical, in_latex

KNOWN = {"rho11": sym.rho11, "Gamma": sym.Gamma, "t": sym.t, "n": sym.n}
MUTATED = "xt(){}[]^*/+-−·√|²₁ρΓ\\_=e1 ,.h\n"
FUZZ = settings(max_examples=400, deadline=None, derandomize=True)


def shape(text):
    """The tree of a formula, which knows no brackets and no blanks."""
    return ast.dump(tree(text))


@FUZZ
@given(TREES, st.data())
def test_a_formula_typed_by_hand_is_read_as_the_same_tree(formula, data):
    typed = by_hand(formula, data.draw)
    assert shape(read_typed(typed, KNOWN).text) == shape(canonical(formula)), typed


@FUZZ
@given(TREES, st.data())
def test_a_formula_in_latex_is_read_as_the_same_tree(formula, data):
    typed = in_latex(formula, data.draw) + r"\,"
    assert shape(read_typed(typed, KNOWN).text) == shape(canonical(formula)), typed


@st.composite
def slips(draw, write=by_hand):
    """A typed formula with one or two signs changed, put in, or left out."""
    typed = write(draw(TREES), draw)
    for _ in range(draw(st.integers(1, 2))):
        place = draw(st.integers(0, len(typed)))
        put, drop = draw(st.sampled_from([*MUTATED, ""])), draw(st.integers(0, 1))
        typed = typed[:place] + put + typed[place + drop :]
    return typed


def operands(text):
    """What is neither a bracket nor a sign of a product or power, in letters of the language."""
    plain = unicodedata.normalize("NFKC", text.rpartition("=")[2] if "Sum" not in text else text)
    for sign, word in {"ρ": "rho", "Γ": "Gamma", "√": "sqrt", "−": "-", "∑": "Σ"}.items():
        plain = plain.replace(sign, word)
    plain = plain.replace("abs(", "(").replace("exp", "e")
    return re.sub(r"[\s\\(){}\[\]*^·×⋅_,]|\|", "", plain.replace("÷", "/"))


@FUZZ
@given(slips())
@example("t(1 - t)/2")
@example("-t^2")
def test_a_slip_is_refused_or_no_sign_of_it_is_lost(typed):
    if any(sign in typed for sign in "Σ∑\\") or "Sum" in typed:
        return
    try:
        found = read_typed(typed, KNOWN).text
    except FormulaError:
        return
    assert operands(found) == operands(typed), typed


LATEX = re.compile(
    r"\\(d|t)?frac|\\left|\\right|\\bigl|\\bigr|\\cdot|\\times|\\lvert|\\rvert|\\mathrm|\\,|/"
)
"""What has no words in the language of formulas, or a sign that is no operand."""


@FUZZ
@given(slips(in_latex))
def test_a_slip_in_latex_is_refused_or_no_sign_of_it_is_lost(typed):
    if "\\" not in typed or re.search(r"\\sum|\\sqrt\[|(cos|ln|log|_2|h)\s*\^", typed):
        return
    try:
        found = read_typed(typed, KNOWN).text
    except FormulaError:
        return
    assert operands(found.replace("/", "")) == operands(LATEX.sub("", typed)), typed


@FUZZ
@given(slips())
@example("t**-t**2")
@example("-t**2*t/n")
def test_a_text_of_the_language_is_read_as_it_stands_or_refused(typed):
    try:
        read(typed, KNOWN)
        own = shape(typed)
        found = read_typed(typed, KNOWN).text
    except FormulaError:
        return
    assert shape(found) == own, typed
