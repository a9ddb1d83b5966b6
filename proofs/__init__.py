"""What the paper claims, and why it is or is not so.

>>> from proofs import check, verify
>>> verify("29").status.value, verify("29").corrected
('corrected', 'density: Gamma*rho11*exp(-Gamma*t)')
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from proofs.verdict import Status, Verdict, Witness

if TYPE_CHECKING:
    from proofs.calls import verify, verify_all
    from proofs.checks import check
    from proofs.papers.read import read_paper

__all__ = ["Status", "Verdict", "Witness", "check", "read_paper", "verify", "verify_all"]


PLACES = {
    "check": "proofs.checks",
    "read_paper": "proofs.papers.read",
    "verify": "proofs.calls",
    "verify_all": "proofs.calls",
}
"""Where the calls lie."""


def __getattr__(name: str) -> Any:
    """The calls load SymPy, which ``sponte --help`` should not wait for (PEP 562)."""
    if name not in PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(PLACES[name]), name)
