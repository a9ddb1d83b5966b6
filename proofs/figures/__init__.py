"""Figures of the results, for a two-column paper: one figure, one file, a style that all share.

Each module has a ``FIGURE``: its title, what computes the data from exported functions and derived
equations, and what draws them. The suffix of the output decides its format; the same figure is the
same bytes on every run.
"""

import importlib
import importlib.util
from collections.abc import Mapping
from pathlib import Path

from derive.errors import SponteError, UnknownNameError
from proofs.figures.figure import Figure
from proofs.paper.claims import TEXT

MODULES: Mapping[str, str] = TEXT.paper["figures"]
"""The figures by the name that the command takes, as the paper declares them."""
SUFFIXES = (".pdf", ".svg", ".png")
INSTALL = "figures need matplotlib: pip install 'sponte[figures]'"


class FigureError(SponteError, ValueError):
    """A figure that cannot be drawn as asked: its format, its option, or a missing library."""


def figure(name: str) -> Figure:
    """The figure of this name.

    :raises UnknownNameError: naming the figures there are.

    >>> figure("many-bins").title
    'lower bound against the number of bins, with its logarithmic law'
    """
    if name not in MODULES:
        raise UnknownNameError(f"there is no figure {name!r}; there are {', '.join(MODULES)}")
    found: Figure = importlib.import_module(f"proofs.figures.{MODULES[name]}").FIGURE
    return found


def write_figure(name: str, output: Path, gamma_t: float | None = None) -> Path:
    """Draw a figure into a file; `gamma_t` is the window of a figure at one Gamma t.

    :raises UnknownNameError: for a figure that does not exist.
    :raises FigureError: for another suffix, a figure without that option, or without matplotlib.
    """
    found = figure(name)
    if output.suffix not in SUFFIXES:
        raise FigureError(f"{output}: a figure is written as {', '.join(SUFFIXES)}")
    if gamma_t is not None and not found.at_one_window:
        raise FigureError(f"figure {name} is not drawn at one Gamma t: leave out --gamma-t")
    if importlib.util.find_spec("matplotlib") is None:
        raise FigureError(INSTALL)
    from proofs.figures import style

    options = {"gamma_t": gamma_t} if gamma_t is not None else {}
    with style.page() as axes:
        found.draw(axes, found.data(**options))
        style.save(axes, output)
    return output
