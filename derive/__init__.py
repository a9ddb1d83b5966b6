"""What the definitions of the paper imply: every equation, derived.

>>> from derive import equation
>>> equation("18").domain.symbols
(rho11, c, Gamma, t)
"""

from typing import TYPE_CHECKING, Any

from derive.equations import equation, numbers
from derive.model.equation import Equation
from derive.model.hilbert import One

if TYPE_CHECKING:
    from derive.scheme import Scheme

__all__ = ["Equation", "One", "Scheme", "equation", "numbers"]


def __getattr__(name: str) -> Any:
    """Schemes of one's own are loaded by those who have one (PEP 562)."""
    if name != "Scheme":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from derive.scheme import Scheme

    return Scheme
