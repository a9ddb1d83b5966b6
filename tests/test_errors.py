"""Errors come back from a worker process as they were raised there."""

import pickle

import pytest

from derive import errors

ERRORS = [
    errors.DuplicateEquationError("7", "first", "second"),
    errors.UnknownNameError("there is no such name"),
    errors.UnknownEquationError("9999", ["1", "2"]),
    errors.SeveralClaimsError("device:*", ["device:a", "device:b"]),
    errors.UnknownEngineError("z4", ["z3"]),
    errors.SchemeError("level 1: no image"),
    errors.PaperError("claim 3: unknown key"),
    errors.FormulaError("not a formula"),
    errors.TypedError("2 $ x", 2, "no such sign"),
    errors.LatexError(4, "x", "no such sign"),
    errors.RoundTripError("7", "different", "a witness"),
    errors.DomainError("rho11", 2, "0 <= rho11 <= 1", (1, 2)),
    errors.KindError("rho11", "a mask", "fill it"),
    errors.ExportError("no such target"),
    errors.CompilerError("no C compiler"),
    errors.ReportError("no LaTeX"),
]


def test_every_error_is_listed():
    own = {each for each in vars(errors).values() if isinstance(each, type)}
    assert {type(e) for e in ERRORS} == own & {*_below(errors.SponteError)}


def _below(kind):
    return [each for below in kind.__subclasses__() for each in (below, *_below(below))]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_is_pickled(error):
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
