"""The working precision of FLINT, which all threads of a process share."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import flint

LOCK = vars(flint).setdefault("precision_lock", threading.RLock())
"""One for all who set the precision; the kernel is one of them, and neither imports the other."""


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """FLINT works to this many bits inside; one thread at a time, as the precision is shared."""
    with LOCK:
        before = flint.ctx.prec
        flint.ctx.prec = bits
        try:
            yield
        finally:
            flint.ctx.prec = before
