"""What a figure is: its title, what is plotted, and how."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One figure; `data` takes the window Gamma t where the figure is drawn `at_one_window`."""

    title: str
    data: Callable[..., Any]
    draw: Callable[[Any, Any], None]
    at_one_window: bool = False
