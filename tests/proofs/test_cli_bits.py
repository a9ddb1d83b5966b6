"""`sponte bits`: the table of a real detector, and what is refused."""

import json
from fractions import Fraction

import mpmath
import pytest

from proofs.command import bits, cli

ASKED = {"rho11": "0.45", "Gamma_t": "3", "n": "64", "eta": "0.65", "d": "1e-4"}
ASKED |= {"shots": "1e9", "epsilon": "2^-64"}
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
        "122475",
        "independent and equal shots",
        "dead time",
    ):
        assert words in out
    assert "inside of what was given" not in out


def test_an_interval_gives_the_least_bits_in_it(sponte):
    wide = sponte("--rho11", "0.44..0.46", *DETECTOR[2:])[1]
    assert "1.9909 bits per shot" in wide
    assert "rho11 inside of what was given, which epsilon does not cover" in wide
    assert sponte("--rho11", "0.45±0.01", *DETECTOR[2:])[1] == wide


def test_the_ends_of_an_interval_lie_outside_of_what_is_typed():
    for text in ("0.45+-0.01", "0.44..0.46"):
        low, high = bits.read(ASKED | {"rho11": text}).shot["rho11"]
        assert Fraction(low) <= Fraction("0.44") and Fraction("0.46") <= Fraction(high)
        assert high - low < 0.02 + 1e-15


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--rho11", "1.2", "1.2 is outside of its domain: 0 <= rho11 <= 1"),
        ("--rho11", "much", "'much' is no number; rho11 is a share of 1"),
        ("--rho11", "0,45", "'0,45' is no number"),
        ("--rho11", "45%", "'45%' is no number"),
        ("--rho11", "0.45(1)", "'0.45(1)' is no number"),
        ("--rho11", "1/0", "'1/0' is no number"),
        ("--rho11", "0.45+-2%", "'2%' in 0.45+-2% is no number"),
        ("--rho11", "0.45+-", "'' in 0.45+- is no number"),
        ("--rho11", "0.46..0.44", "0.46..0.44 is no interval; write LOW..HIGH"),
        ("--rho11", "0.45±-0.01", "is no interval; write LOW..HIGH"),
        ("--rho11", "0.99+-0.05", "the upper end 1.04 is outside of its domain: 0 <= rho11 <= 1"),
        ("--Gamma-t", "-3", "-3 is outside of its domain: 0 <= Gamma-t"),
        ("--Gamma-t", "3ns", "Gamma t has no dimension, it is rate times window"),
        ("--Gamma-t", "1e400", "1e400 is too large"),
        ("--Gamma-t", "3..1e400", "the upper end beyond 1.8e308 is too large"),
        ("--n", "1.5", "1.5 is outside of its domain: 1 <= n <= 2**20, a whole number"),
        ("--n", "8..64", "n is one number; intervals are for rho11, Gamma-t, eta, d"),
        ("--d", "100cps", "d is a probability per bin"),
        ("--d", "1e999999999", "too large or too small to be read"),
        ("--shots", "-5", "-5 is outside of its domain: 1 <= shots <= 2**63"),
        ("--shots", "1e9..2e9", "shots is one number"),
        ("--epsilon", "1e-10..1e-9", "epsilon is one number"),
        ("--epsilon", "1", "1 is outside of its domain: 0 < epsilon < 1"),
        ("--epsilon", "-2^2", "'-2^2' is no number"),
    ],
)
def test_what_means_nothing_is_refused_under_the_name_that_was_typed(sponte, option, value, words):
    code, out, error = sponte(*DETECTOR, option, value)
    assert (code, out) == (cli.BAD_INPUT, "")
    assert error.startswith(f"sponte: Invalid value for '{option}': ") and words in error
    assert error.endswith("; see 'sponte bits --help'\n") and error.count("\n") == 1


@pytest.mark.parametrize("text", ["0.45", "9/20", "0.9/2", "4.5e-1", "9/20^1"])
def test_numbers_are_read_exactly(text):
    assert bits.read(ASKED | {"rho11": text}).shot["rho11"] == 0.45


def test_powers_are_read_exactly():
    asked = bits.read(ASKED | {"epsilon": "2**-64", "shots": "2^10"})
    assert (asked.log2_epsilon, asked.shots) == (-64, 1024)


@pytest.mark.parametrize("text", ["0.9", "1/3", "1e-400", "0.99999999999999999", "1e-9"])
def test_the_logarithm_of_epsilon_is_never_too_large(text):
    with mpmath.workdps(50):
        above, _, below = text.partition("/")
        true = mpmath.log(mpmath.mpf(above) / mpmath.mpf(below or 1), 2)
        found = bits.read(ASKED | {"epsilon": text}).log2_epsilon
        assert true * (1 + 2.0**-52) <= found <= true


def test_few_bits_are_shown_with_all_their_digits_and_rounded_down(sponte):
    few = ("--rho11", "0.45", "--Gamma-t", "3", "--n", "64", "--eta", "1e-6", "--d", "0")
    out = sponte(*few)[1]
    assert "0.000011547 bits per shot" in out and "6.1689e-7 bits of one shot" in out
    found = json.loads(sponte(*few, "--json")[1])
    assert found["asked"] == ASKED | {"eta": "1e-6", "d": "0"}
    for eve in found["eves"]:
        assert Fraction(bits.rounded_down(eve["asymptotic"])) <= Fraction(eve["asymptotic"])
    assert found["eves"][0]["asymptotic"] == pytest.approx(1.1547e-5, rel=1e-4)
