"""What ``import sponte`` gives."""

import pytest

import sponte
from proofs.command import cli


@pytest.mark.parametrize("name", sponte.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name):
    assert getattr(sponte, name).__doc__


@pytest.mark.parametrize("name", [n for n in sponte.__all__ if n.islower() and n != "numbers"])
def test_every_call_that_can_fail_says_how(name):
    assert ":raises " in getattr(sponte, name).__doc__


def test_other_names_are_not():
    with pytest.raises(AttributeError, match="'sponte' has no attribute 'chek'"):
        _ = sponte.chek
    assert dir(sponte) == sponte.__all__


def test_nothing_is_loaded_before_it_is_asked_for(run_python):
    run = run_python("-c", "import sys, sponte; print('sympy' in sys.modules)")
    assert run.stdout == "False\n"


def test_the_command_says_its_version(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("sponte ")
