"""What arithmetic a process has: any library may set another rounding, or zeros for small numbers.

Both are a mode of the processor; each thread has its own, and starts with that of its parent.
"""

from derive.errors import ExportError

ONE, SMALL, LEAST = 1.0, 2.0**-60, 2.0**-1022
CHANGED = (
    "something in this process has changed arithmetic (the rounding mode, or small numbers count "
    "as zero, as in a library linked with -ffast-math): no result would keep its promise"
)


def require_nearest() -> None:
    """Refuse to compute where sums are not rounded to nearest.

    :raises ExportError: saying so.
    """
    if not ONE + SMALL == ONE == ONE - SMALL:
        raise ExportError(CHANGED)


def require_subnormal() -> None:
    """Refuse to compute where small numbers count as zero.

    :raises ExportError: saying so.
    """
    if not LEAST * 0.5 > 0:
        raise ExportError(CHANGED)
