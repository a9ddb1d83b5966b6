"""The explorer: which exported functions it shows, and the parameters that it lets a reader move.

The page computes with the text of ``derive.export.source(name, "js")`` itself; names, domains and
meanings come from the registry of exported quantities.
"""

import math
from dataclasses import asdict, dataclass

from derive.export import source
from derive.numeric.registry import PARAMETERS, quantity


@dataclass(frozen=True)
class Control:
    """A slider and a field: `low`, `high` and `start` are where the slider stands.

    `scale` says how the slider becomes a value: itself, the exponent of 10 or of 2 (then rounded),
    or for the coherence the ratio to its largest value.
    """

    name: str
    symbol: str
    axis: str
    meaning: str
    domain: str
    slider: str
    scale: str
    low: float
    high: float
    start: float


@dataclass(frozen=True)
class Row:
    """A quantity of the table: the function that computes it, its parameters, and its words."""

    function: str
    parameters: tuple[str, ...]
    equation: str
    words: str


@dataclass(frozen=True)
class Explorer:
    """What the template and the script need."""

    controls: tuple[Control, ...]
    rows: tuple[Row, ...]
    script: str

    @property
    def settings(self) -> dict[str, list[dict[str, object]]]:
        """Controls and rows as plain data for the script."""
        return {
            "controls": [asdict(control) for control in self.controls],
            "rows": [asdict(row) for row in self.rows],
        }


SLIDERS = {
    "rho11": ("<i>ρ</i><sub>11</sub>", "<i>ρ</i><sub>11</sub>", "linear", 0, 1, 0.5),
    "c": ("|<i>ρ</i><sub>01</sub>|", "|<i>ρ</i><sub>01</sub>|, up to its bound", "ratio", 0, 1, 0),
    "Gamma_t": ("Γ<i>t</i>", "Γ<i>t</i>", "power10", -2, math.log10(20), 0),
    "n": ("<i>n</i>", "<i>n</i>", "power2", 0, 12, 5),
}
"""Symbol, axis, scale, range and start of each parameter's slider."""

SHOWN = (
    ("randomness_temporal", "what was emitted before the window (adversary II)"),
    ("bound_temporal", "the same, and the coherence is not known: the lower bound"),
    ("adversary1_temporal_passive", "the atom too, once the window is over (adversary I)"),
)
"""Quantities by name, and what Eve holds."""


def explorer() -> Explorer:
    """The explorer of arrival times in n bins."""
    return Explorer(
        controls=tuple(_control(name) for name in SLIDERS),
        rows=tuple(_row(name, words) for name, words in SHOWN),
        script="\n".join(source(name, "js") for name, _ in SHOWN),
    )


def _control(name: str) -> Control:
    parameter = PARAMETERS[name]
    symbol, axis, scale, low, high, start = SLIDERS[name]
    slider = f"{name} as a part of its bound" if scale == "ratio" else f"{name}, slider"
    return Control(
        name, symbol, axis, parameter.meaning, parameter.domain, slider, scale, low, high, start
    )


def _row(name: str, words: str) -> Row:
    """A quantity in terms of the coherence ratio, which has no edge that rounding could cross."""
    variant = quantity(name).variant("r")
    return Row(variant.name, variant.parameters, quantity(name).equation, words)
