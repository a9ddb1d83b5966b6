"""Target `arb`: correctly rounded results in Python, by ball arithmetic."""

from derive.numeric.balls import kernel, kernel_down

__all__ = ["kernel", "kernel_down"]
