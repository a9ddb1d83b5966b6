"""A bound on the work of one search.

The work is counted, so that the same search ends at the same place on every machine; the clock is
only a second guard, for single steps that take unusually long.
"""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

STEPS_BETWEEN_LOOKS = 500
"""Steps between two looks at the clock."""


class SpentError(Exception):
    """The work that a search may take is done."""


class Work:
    """Counts steps; a step is the evaluation of one operation to 128 bits, some microseconds.

    `failures` counts how often an integral, by the number of its node, was not found.
    """

    def __init__(self, steps: int, seconds: float) -> None:
        self.steps = steps
        self.end = time.thread_time() + seconds
        self.next_look = steps - STEPS_BETWEEN_LOOKS
        self.failures: Counter[int] = Counter()

    def spend(self, steps: int = 1) -> None:
        """Note some steps.

        :raises SpentError: if they are too many.
        """
        self.steps -= steps
        if self.steps < self.next_look:
            self.next_look = self.steps - STEPS_BETWEEN_LOOKS
            if self.steps < 0 or time.thread_time() > self.end:
                raise SpentError

    @contextmanager
    def share(self, part: float) -> Iterator[None]:
        """At most this part of what is left; ends quietly when it is used up."""
        kept = int(self.steps * (1 - part))
        self.steps -= kept
        try:
            yield
        except SpentError:
            if time.thread_time() > self.end:
                raise
        finally:
            self.steps = max(self.steps, 0) + kept
            self.next_look = self.steps - STEPS_BETWEEN_LOOKS
