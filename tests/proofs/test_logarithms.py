"""A bare log is to base 2; the answer says so, and says what the natural one would give."""

import json

import pytest

from proofs import Status, check
from proofs.command import cli
from proofs.paper.logarithms import BASE_2, has_bare_log, notes, with_ln

NATS = "rho11*(-exp(-Gamma*t)*log(exp(-Gamma*t))-(1-exp(-Gamma*t))*log(1-exp(-Gamma*t)))"


def test_a_bare_log_is_read_as_base_2_and_the_answer_says_so():
    found = check("19", NATS)
    assert found.status is Status.EQUAL
    assert found.notes == (BASE_2, "with ln in place of log it would be different")


def test_a_formula_that_is_right_with_the_natural_log_only_is_different_and_told_why():
    found = check("19", f"{NATS}/ln(2)")
    assert found.status is Status.DIFFERENT
    assert found.notes == (BASE_2, "with ln in place of log it would be equal")


def test_where_the_base_makes_no_difference_nothing_more_is_said():
    found = check("19", f"{NATS}/log(2)")
    assert (found.status, found.notes) == (Status.EQUAL, (BASE_2,))


@pytest.mark.parametrize("formula", ["rho11*h(alpha)", "rho11*ln(alpha)", "rho11*log2(alpha)"])
def test_without_a_bare_log_there_is_no_note(formula):
    assert check("19", formula).notes == ()


def test_the_other_reading_is_asked_for_only_where_a_log_is_bare():
    def never(_):
        raise AssertionError

    assert notes("ln(x) + log2(x)", Status.EQUAL, never) == ()


@pytest.mark.parametrize("other", [Status.UNDECIDED, Status.EQUAL])
def test_an_answer_that_is_not_another_one_is_not_told(other):
    assert notes("log(x)", Status.EQUAL, lambda _: other) == (BASE_2,)


def test_a_log_is_a_word_of_its_own():
    assert has_bare_log("1 + log (x)")
    assert not has_bare_log("log2(x) + xlog(x) + log_1")
    assert with_ln("log(log2(x))") == "ln(log2(x))"


def test_a_natural_reading_without_a_value_is_no_answer():
    assert check("text:outcomes", "(n + 1)/(log(4) - ln(4) + ln(2)*2 - 1)").notes == (
        BASE_2,
        "with ln in place of log it would be different",
    )
    assert check("text:outcomes", "(n + 1)/(log(2) - 0*n)/(2*log(2) - log(2))").notes[0] == BASE_2


def test_the_command_shows_the_notes(capsys):
    assert cli.main(["check", "19", NATS]) == cli.OK
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split(maxsplit=1) == ["note", BASE_2]
    assert lines[2].strip() == "with ln in place of log it would be different"
    cli.main(["check", "19", NATS, "--json"])
    assert json.loads(capsys.readouterr().out)["claims"][0]["notes"][0] == BASE_2
