"""The public calls of sponte: derive, judge, check, and numbers.

>>> import sponte
>>> sponte.check("19", "rho11*h(exp(-Gamma*t))").status.value
'equal'
>>> bool(sponte.function("bound_single")(rho11=0.5, Gamma_t=1.0) > 0.4)
True
"""

from importlib import import_module
from typing import Any

__all__ = [
    "Equation",
    "Interval",
    "One",
    "Scheme",
    "Status",
    "Verdict",
    "Witness",
    "best_bins",
    "best_window",
    "check",
    "equation",
    "function",
    "interval_from_counts",
    "numbers",
    "read_paper",
    "verify",
    "verify_all",
]
ROOMS = "derive", "proofs", "derive.export"
"""Where they lie."""


def __getattr__(name: str) -> Any:
    """What is asked for, from where it lies (PEP 562)."""
    for room in ROOMS if name in __all__ else ():
        found = getattr(import_module(room), name, None)
        if found is not None:
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
