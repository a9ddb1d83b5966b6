"""What a program hands over is a number or an expression; a text is refused, and never run."""

import pytest
from sympy import Integer, Symbol

from derive import One, Scheme
from derive import symbols as sym
from derive.errors import FormulaError, SchemeError
from derive.model.boson import modes
from derive.model.domain import between
from derive.model.hilbert import ket
from derive.scheme.ring import normal

K = Symbol("k", integer=True)


def scheme(label=("0", "0"), where=()):
    image = {"0 0": 1} if label == ("0", "0") else {label: 1}
    return Scheme("s", "s", "A R", {"0": image}, "R", where=where)


USES = {
    "the amplitude of a ket": lambda text: ket("A", {("0",): text}),
    "an end of a range": lambda text: between(sym.rho11, 0, text),
    "an end of a symbol's range": lambda text: sym.define("own", "o", "", 0, text),
    "the amplitude of a coherent state": lambda text: modes(1)[0].expect([text]),
    "a formula in normal form": normal,
    "an amplitude of a scheme": lambda text: Scheme("s", "", "A R", {"0": {"0 0": text}}, "R"),
    "the end of a family": lambda text: scheme(("0", One(K, 1, text))),
    "what is >= 0": lambda text: scheme(where=[text]),
    "a state": lambda text: scheme().bits(eve="II", state=[[text]]),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_text_is_refused_in_words_and_not_run(use, tmp_path):
    made = tmp_path / "made"
    text = f"open({str(made)!r}, 'w')"
    with pytest.raises((FormulaError, SchemeError), match=r"open\(.* no |is no .*"):
        use(text)
    assert not made.exists()


def test_what_is_no_expression_is_refused():
    with pytest.raises(FormulaError, match="None is no number, and no expression"):
        sym.expression(None)
    assert sym.expression(2) == Integer(2)
