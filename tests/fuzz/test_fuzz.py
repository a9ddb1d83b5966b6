"""A few formulas of the fuzzer in the fast profile, and a thousand of each sort in the deep.

Never may a near miss be called equal, nor an equal formula different; at most one equal formula
in twenty may be left undecided.
"""

import hashlib

import pytest

from proofs.verdict import Status

from . import draw
from .ask import Answer, ask
from .points import points
from .rewrite import REWRITES
from .rewrites import agrees

SEED = 1
FEW, MANY = 6, 1000
SECONDS = 10.0
DECIDED = 0.95
"""The share of equal formulas that are to be shown equal in time."""


def _wrong(answers: list[Answer]) -> list[str]:
    """Answers that say something false, and crashes."""
    bad = {True: (Status.DIFFERENT, "crash"), False: (Status.EQUAL, "crash")}
    return [
        f"{a.draft.name}: {a.status}: {a.draft.formula} ({a.draft.why or a.method})"
        for a in answers
        if a.status in bad[a.draft.equal]
    ]


def _share(answers: list[Answer]) -> float:
    equal = sum(a.status == Status.EQUAL and a.seconds <= SECONDS for a in answers)
    return equal / len(answers)


def test_some_equal_formulas_are_not_called_different():
    assert not _wrong(list(ask(draw.rewrites(SEED, FEW), seconds=SECONDS)))


def test_some_near_misses_are_not_called_equal():
    assert not _wrong(list(ask(draw.near_misses(SEED, FEW), seconds=SECONDS)))


def test_what_is_drawn_depends_on_the_seed_alone(worlds):
    first, second = (world["drawn"] for world in worlds)
    assert first == second
    assert len(first.splitlines()) == 8


def test_every_equation_has_points():
    for number in sorted({d.number for d in draw.bases()}):
        assert len(points(number, 3, "agree")) == 3


def test_the_natural_forms_agree_with_their_equations():
    assert len(draw.natural()) == len(draw.formulas())


def test_a_formula_that_differs_does_not_agree():
    assert agrees("19", "rho11*h(alpha)", "h(alpha)*rho11")
    assert not agrees("19", "rho11*h(alpha)", "rho11*h(alpha)+10**-30")
    assert not agrees("19", "rho11*h(alpha)", "rho11*h(alpha)+0*log(-rho11)")


@pytest.mark.deep
def test_a_thousand_rewrites_reach_every_equation_and_every_kind():
    drafts = list(draw.rewrites(SEED, MANY))
    assert {d.number for d in draw.bases()} <= {d.number for d in drafts} | {"41"}
    assert set(REWRITES) <= {kind for d in drafts for kind in d.kinds}
    digest = hashlib.sha256("\n".join(sorted({d.formula for d in drafts})).encode())
    assert len({(d.name, d.formula) for d in drafts}) >= MANY - 10, digest.hexdigest()


@pytest.mark.deep
@pytest.mark.parametrize("section", ["plain", "natural"])
def test_what_is_printed_and_what_is_natural_is_equal(section):
    answers = list(ask(getattr(draw, section)(), seconds=SECONDS))
    assert not _wrong(answers)
    assert _share(answers) >= DECIDED


@pytest.mark.deep
def test_a_thousand_rewrites_are_equal():
    answers = list(ask(draw.rewrites(SEED, MANY), seconds=SECONDS))
    assert not _wrong(answers)
    assert _share(answers) >= DECIDED


@pytest.mark.deep
def test_of_a_thousand_near_misses_none_is_equal():
    assert not _wrong(list(ask(draw.near_misses(SEED, MANY), seconds=SECONDS)))
