"""The working precision of FLINT, which all threads of a process share."""

import threading
from contextlib import ContextDecorator

import flint

LOCK = vars(flint).setdefault("precision_lock", threading.RLock())
"""One for all who set the precision; the kernel is one of them, and neither imports the other."""


class precision(ContextDecorator):  # noqa: N801 - used like a function
    """FLINT works to this many bits inside; one thread at a time, as the precision is shared."""

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def __enter__(self) -> None:
        LOCK.acquire()
        self.before = flint.ctx.prec
        flint.ctx.prec = self.bits

    def __exit__(self, *_: object) -> None:
        flint.ctx.prec = self.before
        LOCK.release()

    def _recreate_cm(self) -> "precision":
        return precision(self.bits)
