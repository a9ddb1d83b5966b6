"""The figures: what is plotted, and the files that are written."""

import importlib.util
import math
from fractions import Fraction

import numpy as np
import pytest

from derive.export import function
from proofs import figures
from proofs.command import cli
from proofs.figures import bound_maximum, coherence, many_bins, naive_error

needs_matplotlib = pytest.mark.skipif(
    importlib.util.find_spec("matplotlib") is None, reason=figures.INSTALL
)


@pytest.fixture(scope="module")
def errors():
    return naive_error.data()


# What is plotted.


def test_the_curves_of_fig_2_grow_with_coherence_and_differ_by_a_constant():
    found = coherence.data()
    assert (found.norms[0], found.norms[-1]) == (0.0, 1.0)
    for bits in found.bits.values():
        assert np.all(np.diff(bits) > 0)
    gap = found.bits[16] - found.bits[1]
    assert np.ptp(gap) < 1e-14


def test_the_curves_of_fig_2_start_at_the_bound_and_take_their_window_from_the_caller():
    found = coherence.data(gamma_t=0.5)
    for n, bits in found.bits.items():
        assert bits[0] == pytest.approx(function("bound_temporal")(0.5, 0.5, n), rel=1e-14)
    assert not np.allclose(found.bits[1], coherence.data().bits[1])


def test_one_bin_has_its_largest_bound_of_one_bit_at_ln_2():
    low, _ = bound_maximum.maximum(1)
    assert float(low) == pytest.approx(math.log(2), abs=1e-13)
    assert bound_maximum.data().maxima[1][1] == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize("bins", bound_maximum.BINS)
def test_the_slope_changes_its_sign_at_the_marked_maximum(bins):
    low, high = bound_maximum.maximum(bins)
    slope = bound_maximum.derivative(bins)
    assert 0 < high - low < Fraction(1, 10**12)
    assert bound_maximum.rises(slope, low)
    assert not bound_maximum.rises(slope, high)


def test_no_point_of_a_curve_is_above_its_marked_maximum():
    found = bound_maximum.data()
    for n, bits in found.bits.items():
        assert bits.max() <= found.maxima[n][1]
        assert bits.max() > 0.99 * found.maxima[n][1]


def test_a_range_without_a_maximum_is_an_error(monkeypatch):
    monkeypatch.setattr(bound_maximum, "RANGE", (Fraction(1, 64), Fraction(1, 2)))
    with pytest.raises(ArithmeticError, match="not between"):
        bound_maximum.maximum.__wrapped__(1)


def test_the_logarithmic_law_is_approached_from_above():
    found = many_bins.data()
    for gamma_t, bits in found.bits.items():
        rest = bits - found.law[gamma_t]
        assert np.all(np.diff(rest) < 0)
        assert 0 < rest[-1] < 1e-4


def test_full_coherence_adds_the_same_for_every_number_of_bins():
    found = many_bins.data()
    for gamma_t, bits in found.bits.items():
        assert np.ptp(found.coherent[gamma_t] - bits) < 1e-14


def test_the_typed_form_loses_digits_where_the_exported_one_does_not(errors):
    window, found = errors.gamma_t, errors.errors
    for number in ("25", "28"):
        exported, typed = found[f"({number}) exported"], found[f"({number}) as typed"]
        assert not np.isnan(exported).any()
        assert exported.max() <= 12
        assert np.nanmax(typed[window < 1e-12]) > 1e9
        assert np.isnan(typed[window < 1e-17]).all()
        assert typed[-1] < 100


# The files.


@needs_matplotlib
def test_every_figure_is_the_same_bytes_for_every_hash_seed(worlds):
    found = [
        {name.removeprefix("figures/"): data for name, data in world.items() if "figures/" in name}
        for world in worlds
    ]
    assert found[0] == found[1]
    assert len(found[0]) == len(figures.MODULES) + 2
    assert found[0]["2.svg"].startswith(b"<?xml")
    assert found[0]["2.pdf"].startswith(b"%PDF")


@needs_matplotlib
def test_fig_2_says_which_window_it_was_drawn_at_and_that_it_was_chosen():
    from proofs.figures import style

    with style.page() as axes:
        coherence.draw(axes, coherence.data(gamma_t=0.5))
        assert "Gamma t = 0.5$ (chosen; not in the paper)" in axes.get_title(loc="right")


@needs_matplotlib
def test_the_window_of_the_command_reaches_the_figure(tmp_path, capsys):
    files = [tmp_path / "a.svg", tmp_path / "b.svg"]
    assert cli.main(["figure", "2", "-o", str(files[0])]) == 0
    assert cli.main(["figure", "2", "--gamma-t", "2", "-o", str(files[1])]) == 0
    assert capsys.readouterr().out.split() == [str(file) for file in files]
    assert files[0].read_bytes() != files[1].read_bytes()


def test_the_list_names_every_figure(capsys):
    assert cli.main(["figure", "--list"]) == 0
    out = capsys.readouterr().out
    assert all(f"{name} " in out for name in figures.MODULES)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["7", "-o", "x.pdf"], "there is no figure '7'; there are 2, bound-maximum, many-bins"),
        (["2", "-o", "x.gif"], "x.gif: a figure is written as .pdf, .svg, .png"),
        (["2", "-o", "x"], "x: a figure is written as .pdf, .svg, .png"),
        (["many-bins", "--gamma-t", "1", "-o", "x.pdf"], "not drawn at one Gamma t"),
        (["2", "--gamma-t", "-1", "-o", "x.pdf"], "--gamma-t"),
        (["2", "--gamma-t", "nan", "-o", "x.pdf"], "--gamma-t"),
    ],
)
def test_wrong_input_is_one_line_that_says_what_is_allowed(arguments, message, capsys):
    assert cli.main(["figure", *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_without_matplotlib_one_line_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert cli.main(["figure", "2", "-o", "x.pdf"]) == 2
    assert capsys.readouterr().err == f"sponte: {figures.INSTALL}\n"
