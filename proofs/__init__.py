"""What the paper claims, and why it is or is not so.

>>> from proofs import check, verify
>>> verify("29").status.value, verify("29").corrected
('corrected', 'density: Gamma*rho11*exp(-Gamma*t)')
"""

from proofs.verdict import Status, Verdict, Witness
from proofs.verify import check, verify, verify_all

__all__ = ["Status", "Verdict", "Witness", "check", "verify", "verify_all"]
