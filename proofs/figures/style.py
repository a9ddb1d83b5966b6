"""How the figures look: one column of a two-column paper, serif, thin frames, readable in grey.

Curves differ by colour (Okabe and Ito's, safe for the colour-blind) and by dashes. Files carry no
date and no version, and identifiers in an SVG come from a fixed salt.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 3.37, 2.5
"""Inches; a column of Physical Review."""
LINES = (
    ("#000000", "solid"),
    ("#0072B2", (0, (6, 1.5))),
    ("#D55E00", (0, (3, 1.2))),
    ("#009E73", (0, (5, 1.2, 1, 1.2))),
    ("#CC79A7", (0, (1, 1))),
    ("#56B4E9", (0, (3, 1, 1, 1, 1, 1))),
)
"""Colour and dashes of the first, second, ... curve."""
MARKERS = ("o", "s", "^", "D", "v", "x")
SETTINGS: dict[Any, Any] = {
    "font.family": "STIXGeneral",
    "mathtext.fontset": "stix",
    "font.size": 8,
    "axes.labelsize": 8,
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
    "legend.fontsize": 7,
    "axes.linewidth": 0.5,
    "lines.linewidth": 1.0,
    "lines.markersize": 3,
    "xtick.direction": "in",
    "ytick.direction": "in",
    "xtick.top": True,
    "ytick.right": True,
    "xtick.major.width": 0.5,
    "ytick.major.width": 0.5,
    "xtick.minor.width": 0.35,
    "ytick.minor.width": 0.35,
    "legend.frameon": False,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "sponte",
    "savefig.dpi": 300,
    "path.simplify": False,
}
METADATA: dict[str, dict[str, None]] = {
    ".pdf": {"Creator": None, "Producer": None, "CreationDate": None},
    ".svg": {"Creator": None, "Date": None},
    ".png": {"Software": None},
}
"""What would change from day to day, or with the version of matplotlib."""


@contextmanager
def page() -> Iterator[Any]:
    """The axes of a new figure in this style; closed at the end."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context({**mpl.rcParamsDefault, **SETTINGS, "backend": "agg"}):
        figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
        FigureCanvasAgg(figure)  # no window, whatever the user's settings are
        yield figure.add_subplot()


def save(axes: Any, output: Path) -> None:
    """Write the figure of these axes, in the format of the suffix."""
    axes.figure.savefig(output, format=output.suffix[1:], metadata=METADATA[output.suffix])


def line(number: int) -> dict[str, Any]:
    """The style of curve `number`, counted from 0."""
    colour, dashes = LINES[number % len(LINES)]
    return {"color": colour, "linestyle": dashes}


def label(axes: Any, at: tuple[float, float], text: str, number: int, **more: Any) -> None:
    """Words beside a curve, in its colour."""
    axes.annotate(text, at, color=LINES[number % len(LINES)][0], fontsize=7, **more)
