"""`sponte bits`: the table of a real detector, and what is refused."""

from fractions import Fraction

import pytest

from derive.errors import DomainError
from proofs.command import bits, cli

DETECTOR = ["--rho11", "0.45", "--Gamma-t", "3", "--n", "64", "--eta", "0.65", "--d", "1e-4"]


@pytest.fixture
def sponte(capsys):
    def run(*arguments):
        code = cli.main(["bits", *arguments])
        return (code, *capsys.readouterr())

    return run


def test_the_table_has_the_bits_of_all_four_eves_and_says_what_they_rest_on(sponte):
    code, out, _ = sponte(*DETECTOR, "--shots", "1e9", "--epsilon", "2^-64")
    assert code == cli.OK
    assert "2.0340 bits per shot, asymptotic, Eq. (device:dark)" in out
    assert out.count("bits of the block") == len(bits.EVES)
    assert "2029154535 of them by equipartition" in out
    for words in (
        *(holds.removeprefix("Eve ") for holds in bits.EVES.values()),
        "what purifies the state of the atom",
        "2105.05342",
        "0811.1221",
        "122480",
        "independent and equal shots",
        "dead time",
    ):
        assert words in out


def test_an_interval_gives_the_least_bits_in_it(sponte):
    wide = sponte("--rho11", "0.44..0.46", *DETECTOR[2:])[1]
    assert "1.9909 bits per shot" in wide
    assert sponte("--rho11", "0.45±0.01", *DETECTOR[2:])[1] == wide


def test_the_ends_of_an_interval_lie_outside_of_what_is_typed():
    for text in ("0.45+-0.01", "0.44..0.46"):
        low, high = bits.known("rho11", text)
        assert Fraction(low) <= Fraction("0.44") and Fraction("0.46") <= Fraction(high)
        assert high - low < 0.02 + 1e-15


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--rho11", "1.2"),
        ("--rho11", "much"),
        ("--rho11", "0.46..0.44"),
        ("--rho11", "0.45+-"),
        ("--rho11", "0.45±-0.01"),
        ("--n", "1.5"),
        ("--shots", "0.5"),
        ("--epsilon", "2"),
        ("--d", "1e999999999"),
    ],
)
def test_what_means_nothing_is_one_line_and_exit_code_2(sponte, option, value):
    code, out, error = sponte(*DETECTOR, option, value)
    assert (code, out) == (cli.BAD_INPUT, "")
    assert error.count("\n") == 1


def test_numbers_are_read_exactly():
    assert bits.log2_below("epsilon", "2^-64") == -64
    assert bits.log2_below("epsilon", "0.5") == -1
    assert 2 ** bits.log2_below("epsilon", "1e-9") <= 1e-9
    assert bits.whole("shots", "1e9") == 10**9
    with pytest.raises(DomainError, match="a number"):
        bits.number("d", "0^-1")
