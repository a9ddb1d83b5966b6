"""Second opinions: engines that share no code with the kernel, on the same statements.

Each engine is one module with :data:`NAME`, ``version()`` (None where it is not installed),
``claims()`` (the numbers that it can speak to) and ``confirm(number)``. Statements are generated
from the derived objects; a missing engine is reported as missing, never as agreement.
"""

from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """What an engine says of a statement."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    MISSING = "missing"


@dataclass(frozen=True)
class Confirmation:
    """One engine's answer about one claim.

    `detail` says what was shown (the statement, the box that was covered, the theorem's name),
    `axioms` what it rests on (Coq), `install` how to get a missing engine.
    """

    name: str
    version: str | None
    result: Result
    seconds: float
    detail: str = ""
    axioms: tuple[str, ...] = ()
    install: str = ""
