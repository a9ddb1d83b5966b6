r"""``Claim.latex`` and ``Claim.printed`` are two transcriptions of one printed line: they agree."""

from dataclasses import replace

import pytest

from proofs.judge.judge import BY_NUMBER
from proofs.latex.transcription import transcription
from proofs.paper.claims import CLAIMS, PRINTED
from proofs.verdict import Status

NO_FORMULA = "no formula is given"  # a statement in words, a definition, a sign or growth
WORDS = "words, and not one formula among them"
NAME = "not a sign or name of this equation"
STOP = "unexpected here"

UNREAD = {
    # The machine has no formula for it; a theorem or another claim says what is meant.
    **dict.fromkeys(("1", "6", "35", "41"), NO_FORMULA),
    **dict.fromkeys(("prop1", "text:temporal-monotone", "text:more-bins"), NO_FORMULA),
    **dict.fromkeys(("text:denominators-positive", "text:J-nonnegative"), NO_FORMULA),
    "text:F-exceeds-alpha": NO_FORMULA,
    # Printed in words, or as a reference to another equation.
    **dict.fromkeys(("text:classical-state", "text:n1-is-single-photon", "text:l1-range"), WORDS),
    **dict.fromkeys(("fig2", "text:poisson"), WORDS),
    **dict.fromkeys((f"table1:{x}:II" for x in ("single-photon", "temporal")), WORDS),
    **dict.fromkeys((f"table1:spatial:{x}" for x in ("I", "II")), WORDS),
    **dict.fromkeys((f"table1:phase:{x}" for x in ("I", "II")), WORDS),
    "text:gibbs": NAME,  # words with a symbol among them
    # Kets and projectors, of which the machine holds the amplitudes.
    **dict.fromkeys(("2", "4", "7", "8", "9", "10", "20", "30", "33", "40"), NAME),
    "text:classical-mixture": NAME,
    **dict.fromkeys(("16", "24"), STOP),  # a matrix times a projector of the field
    # Operators and functionals: entropies of states, traces, unitaries, integrals over them.
    **dict.fromkeys(("5", "12", "text:pi-dilation", "13", "37"), NAME),
    "36": STOP,
    # Sums over sets of modes, and the limit p/(Gamma dt) that is printed as p << 1.
    **dict.fromkeys(("32", "text:detector-weight", "text:continuous-limit"), NAME),
    "31": "this bracket has no other half",
    # Beyond the paper: growth, signs and limits, told in words.
    **dict.fromkeys((f"device:lossy{x}" for x in ("", ":eve", ":bound", ":eve:bound")), NO_FORMULA),
    **dict.fromkeys((f"device:{x}" for x in ("lossy:gain", "bins:gain", "order")), NO_FORMULA),
    **dict.fromkeys(
        (
            f"device:order:{x}{eve}"
            for x in ("one-shot", "renyi", "limit")
            for eve in ("", ":lost", ":told", ":lost:told")
        ),
        NO_FORMULA,
    ),
    "device:guess:error": NO_FORMULA,
    **dict.fromkeys(("device:lossy:gain:coherent", "device:lossy:eve:efficient"), NO_FORMULA),
    **dict.fromkeys((f"device:guess:{x}" for x in ("measurement", "dual", "first")), NO_FORMULA),
    **dict.fromkeys(("device:quiet", "device:one-bin", "device:seeing"), WORDS),
    **dict.fromkeys(("device:lossless", "device:guess"), WORDS),
    **{c.number: NO_FORMULA for c in CLAIMS if c.number.startswith("device:ends:")},
    **{c.number: WORDS for c in CLAIMS if c.number.startswith("device:ends:population")},
}
"""The claims whose LaTeX is not compared, and why."""


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.number)
def test_the_latex_of_a_claim_says_what_its_formulas_say_or_is_known_to_be_unread(claim):
    found = transcription(claim)
    if claim.number in UNREAD:
        assert found.status is None
        assert UNREAD[claim.number] in found.reason
    else:
        assert found.status is Status.EQUAL, found.reason


def test_most_formulas_of_the_paper_are_read():
    with_formula = [
        claim for claim in PRINTED if UNREAD.get(claim.number) not in (NO_FORMULA, WORDS)
    ]
    read = [claim for claim in with_formula if claim.number not in UNREAD]
    assert (len(read), len(with_formula)) == (40, 64)


SLIPS = {
    "17": (r"\rho_{11} (1 - e", r"\rho_{00} (1 - e"),
    "18": (r"\pm", r"\mp"),
    "21": ("p(1-p)^{k-1}", "p(1-p)^{k}"),
    "23": (r"1 - \rho_{11} +", r"1 + \rho_{11} +"),
    "26": ("4(1-p)^n", "4(1-p)"),
    "27": ("(k-1) \\log", "k \\log"),
    "28": (r"\frac{1 - (1-p)^n}{p}", r"\frac{p}{1 - (1-p)^n}"),
    "29": ("e^{-\\Gamma T}", "e^{-\\Gamma t}"),
    "38": (r"2\Phi", r"\Phi"),
    "A1": (r"\frac{2c}{\Delta}", r"\frac{2c}{\Delta'}"),
    "A2": (r"x^2 s^2", r"x s^2"),
    "A3": (r"\right] ds", r"\right]"),
    "A4": (r"\frac{\Delta'^2}{F^2}", r"\frac{\Delta'^2}{F}"),
    "A6": ("(Aa - B)^2]", "(Aa + B)^2]"),
    "text:geometric-sum": ("(n-1)x^{n+1}", "(n-1)x^{n}"),
    "text:c2-coefficient": ("-2e", "2e"),
}


@pytest.mark.parametrize("number", SLIPS)
def test_a_slip_in_one_of_the_two_transcriptions_is_caught(number):
    claim = BY_NUMBER[number]
    right, wrong = SLIPS[number]
    assert right in claim.latex
    slipped = replace(claim, latex=claim.latex.replace(right, wrong, 1))
    assert transcription(slipped).status is not Status.EQUAL


def test_a_statement_that_is_left_out_is_caught():
    claim = BY_NUMBER["14"]
    short = replace(claim, latex=claim.latex.partition(", ")[0])
    assert transcription(short).status is Status.DIFFERENT
    long = replace(claim, latex=f"{claim.latex}, \\quad p = 1")
    assert transcription(long).status is not Status.EQUAL
