"""One step of a certificate as data."""

from typing import Any

Step = dict[str, Any]


def step(claim: str, rule: str, **data: Any) -> Step:
    """A step with its claim as label.

    >>> step("2 > 0", "sum", of=["2"])["label"]
    '2 > 0'
    """
    return {"label": claim, "claim": claim, "rule": rule, **data}
