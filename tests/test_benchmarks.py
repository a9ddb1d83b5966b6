"""The commands of `benchmarks/` refuse what they cannot take in a sentence, with exit code 2."""

import sys

import pytest

from benchmarks import accuracy, accuracy_tables, optimistic, speed
from benchmarks.foreign import PROGRAMS, foreign


def refused(command, arguments, monkeypatch, capsys):
    """The last line of what it says."""
    monkeypatch.setattr(sys, "argv", [command.__name__, *arguments.split()])
    with pytest.raises(SystemExit) as end:
        command.main()
    assert end.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("command", "arguments", "said"),
    [
        (accuracy, "--target nonsense", "there is no 'nonsense'; there are numpy, c, "),
        (accuracy, "bound_singel", "did you mean 'bound_single'"),
        (accuracy, "--points 0", "'0' is no whole number >= 1"),
        (accuracy, "--climbs -1", "'-1' is no whole number >= 0"),
        (optimistic, "nonsense", "there is no 'nonsense'"),
        (optimistic, "--points many", "'many' is no whole number"),
        (speed, "--rounds 0", "'0' is no whole number"),
        (accuracy_tables, "missing.txt", "missing.txt cannot be read"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_a_sentence(
    command, arguments, said, monkeypatch, capsys
):
    assert said in refused(command, arguments, monkeypatch, capsys)


def test_a_target_whose_program_is_not_installed_is_refused(monkeypatch, capsys):
    foreign.cache_clear()
    monkeypatch.setenv("PATH", "")
    arguments = f"bound_single --points 2 --target {next(iter(PROGRAMS))}"
    assert "No such file" in refused(accuracy, arguments, monkeypatch, capsys)
