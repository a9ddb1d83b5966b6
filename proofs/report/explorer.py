"""The explorer: which exported functions it shows, and the parameters that it lets a reader move.

The page computes with the text of ``derive.export.source(name, "js")`` itself; names, domains and
meanings come from the registry of exported quantities.
"""

import math
from dataclasses import asdict, dataclass

from derive.export import source
from derive.numeric.quantities import EVES, quantity
from derive.numeric.registry import PARAMETERS


@dataclass(frozen=True)
class Control:
    """A slider and a field: `low`, `high` and `start` are where the slider stands.

    `scale` says how the slider becomes a value: itself, the exponent of 10 or of 2 (then rounded,
    as is one of 10 that `counts`), or for the coherence the ratio to its largest value.
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
    """A quantity of the table: the function that computes it, its parameters, and its words.

    What takes no parameter is 0. `block` is the function of the Renyi entropy of the same Eve.
    """

    function: str
    parameters: tuple[str, ...]
    equation: str
    words: str
    block: str = ""


@dataclass(frozen=True)
class Group:
    """Rows of the table that assume the same of the detector and of the state."""

    words: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Explorer:
    """What the template and the script need."""

    controls: tuple[Control, ...]
    groups: tuple[Group, ...]
    script: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows of the table."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def axes(self) -> tuple[Control, ...]:
        """The controls that a figure has on its axis; the block has one of its own."""
        return tuple(control for control in self.controls if control.name in PARAMETERS)

    @property
    def settings(self) -> dict[str, list[dict[str, object]]]:
        """Controls and rows as plain data for the script."""
        return {
            "controls": [asdict(control) for control in self.controls],
            "rows": [asdict(row) for row in self.rows],
        }


SLIDERS = {
    "rho11": ("<i>ρ</i><sub>11</sub>", "", "linear", 0, 1, 0.5),
    "c": ("|<i>ρ</i><sub>01</sub>|", ", up to its bound", "ratio", 0, 1, 0),
    "Gamma_t": ("Γ<i>t</i>", "", "power10", -2, math.log10(20), 0),
    "n": ("<i>n</i>", "", "power2", 0, 12, 5),
    "eta": ("<i>η</i>", "", "linear", 0, 1, 0.9),
    "d": ("<i>d</i>", "", "power10", -9, 0, -4),
    "N": ("<i>N</i>", "", "counts", 2, 12, 6),
    "log2_epsilon": ("log<sub>2</sub> <i>ε</i>", "", "linear", -256, -1, -64),
}
"""Symbol, what its axis says besides, scale, range and start of each parameter's slider."""
BLOCK = {
    "N": ("shots in a block", "1 <= N <= 1e+15, a whole number"),
    "log2_epsilon": ("distance of a block from ideal bits", "-1000 <= log2_epsilon <= -1"),
}
"""Meaning and domain of what a block has besides."""

PERFECT = (
    ("randomness_temporal", "what was emitted before the window (adversary II)"),
    ("bound_temporal", "the same, and the coherence is not known: the lower bound"),
    ("adversary1_temporal_passive", "the atom too, once the window is over (adversary I)"),
)
"""Quantities of a perfect detector by name, and what Eve holds."""
WATCHED = Row(
    "", (), "table1:temporal:I", "the atom, watched in every bin (adversary I of Table I)"
)


def explorer() -> Explorer:
    """The explorer of arrival times in n bins."""
    perfect = (*(_row(name, words) for name, words in PERFECT), WATCHED)
    real = tuple(_device(eve, words) for eve, words in EVES.items())
    names = [name for name, _ in PERFECT]
    names += [f"{kind}_device{eve}" for kind in ("bound", "renyi") for eve in EVES]
    return Explorer(
        controls=tuple(_control(name) for name in SLIDERS),
        groups=(
            Group("A perfect detector", perfect),
            Group("A detector with losses and dark counts; the coherence is not known", real),
        ),
        script="\n".join(source(name, "js") for name in names),
    )


def _control(name: str) -> Control:
    symbol, more, scale, low, high, start = SLIDERS[name]
    known = PARAMETERS.get(name)
    meaning, domain = (known.meaning, known.domain) if known else BLOCK[name]
    slider = f"{name} as a part of its bound" if scale == "ratio" else f"{name}, slider"
    axis = f"{symbol}{more}{'' if scale in ('linear', 'ratio') else ', logarithmic'}"
    return Control(name, symbol, axis, meaning, domain, slider, scale, low, high, start)


def _row(name: str, words: str) -> Row:
    """A quantity in terms of the coherence ratio, which has no edge that rounding could cross."""
    variant = quantity(name).variant("r")
    return Row(variant.name, variant.parameters, quantity(name).equation, words)


def _device(eve: str, words: str) -> Row:
    """The bits of a real detector against one Eve."""
    found = quantity(f"bound_device{eve}")
    held = words.removeprefix("Eve holds ")
    block = f"renyi_device{eve}"
    return Row(found.name, found.parameters, found.equation, held, block)
