"""What a bare ``log`` in a formula means: base 2, as in the paper, and the answer says so.

Where the natural logarithm would change the answer, the answer says that too.
"""

import re
from collections.abc import Callable

from proofs.verdict import Status

BASE_2 = "log read as base 2"
DEFINITE = (Status.EQUAL, Status.DIFFERENT)


def notes(formula: str, found: Status, answer: Callable[[str], Status]) -> tuple[str, ...]:
    """What to say of the logarithms in a formula; `answer` is asked only where one is bare.

    >>> notes("ln(rho11)", Status.EQUAL, lambda text: Status.EQUAL)
    ()
    >>> notes("log(rho11)", Status.DIFFERENT, lambda text: Status.EQUAL)
    ('log read as base 2', 'with ln in place of log it would be equal')
    """
    if not has_bare_log(formula):
        return ()
    other = answer(with_ln(formula))
    changes = other in DEFINITE and other is not found
    return (BASE_2, *([f"with ln in place of log it would be {other}"] if changes else []))


def has_bare_log(formula: str) -> bool:
    """Whether a formula calls ``log``.

    >>> has_bare_log("2*log(x)"), has_bare_log("ln(x)/log2(y)")
    (True, False)
    """
    return re.search(r"\blog\s*\(", formula) is not None


def base_2(formula: str) -> str:
    """The formula with ``log2`` wherever it has ``log``, which is what it means.

    >>> base_2("log(x)/ln(x)")
    'log2(x)/ln(x)'
    """
    return re.sub(r"\blog\b", "log2", formula)


def with_ln(formula: str) -> str:
    """The formula with ``ln`` wherever it has ``log``.

    >>> with_ln("log(x)/log2(x)")
    'ln(x)/log2(x)'
    """
    return re.sub(r"\blog\b", "ln", formula)
