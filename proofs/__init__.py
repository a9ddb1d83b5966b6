"""What the paper claims, and why it is or is not so.

>>> from proofs import check, verify
>>> verify("29").status.value, verify("29").corrected
('corrected', 'density: Gamma*rho11*exp(-Gamma*t)')
"""

from typing import TYPE_CHECKING, Any

from proofs.verdict import Status, Verdict, Witness

if TYPE_CHECKING:
    from proofs.calls import check, read_paper, verify, verify_all

__all__ = ["Status", "Verdict", "Witness", "check", "read_paper", "verify", "verify_all"]


def __getattr__(name: str) -> Any:
    """The calls load SymPy, which ``sponte --help`` should not wait for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from proofs import calls

    return getattr(calls, name)
