"""Remarks on claims: sentences, in which a formula stands between backticks."""

import re

MARKED = re.compile(r"`([^`]*)`")


def unmarked(text: str) -> str:
    """A sentence as a terminal shows it.

    >>> unmarked("the factor `exp(-Gamma t)` is missing")
    'the factor exp(-Gamma t) is missing'
    """
    return MARKED.sub(r"\1", text)
