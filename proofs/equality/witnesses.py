"""A point of the domain that shows a goal of a statement to be false, if one is found.

At such a point the two sides have values that differ, by exact arithmetic or by balls, or only the
derived side, the right one, has a value. A divisor that vanishes at single values of a continuous
symbol says nothing, as a removable singularity is read as its limit; one that vanishes around the
point, for the whole numbers there, has no value. Nothing found does not mean that the goal holds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from proofs.equality.falsifier.cells import cells
from proofs.equality.falsifier.looks import look
from proofs.equality.falsifier.places import NUMBER, ORDINARY, Places
from proofs.equality.falsifier.problems import Problem, problem
from proofs.equality.falsifier.slopes import UnreadableError
from proofs.equality.falsifier.values import Place
from proofs.equality.falsifier.work import SpentError, Work
from proofs.kernel.constants import precision
from proofs.verdict import Witness

SHARPER = (512, 2048)
"""Bits at which a witness is looked at again whose difference has no digit to be seen."""
PROBED = 4
"""Points that the first, quick look takes."""
QUICK, LONG = 60_000, 750_000
"""Steps of work of the two searches: some tenths of a second, and some seconds."""
SECONDS, LEAST = 4.0, 0.5
"""Time after which a search ends in any case, and the least of one that is to take little effort:
the work is what ends it, on a slow machine too."""


@dataclass
class Falsifier:
    """Looks for a witness against one statement: first :meth:`probe`, then :meth:`search`.

    `parts` are the names of the goals, where there are several; with less `effort`, the part of
    the usual work that may be done, it gives up earlier.

    >>> squares = {"symbols": ["x"], "integers": [], "functions": {}, "definitions": {}}
    >>> squares |= {"hypotheses": ["x > 0"], "except": [], "goals": ["(x + 1)**2 == x**2 + 1"]}
    >>> Falsifier(squares).probe().point
    {'x': '3/2'}
    """

    statement: Mapping[str, Any]
    parts: Sequence[str] = ()
    effort: float = 1.0

    def probe(self) -> Witness | None:
        """A witness among a few simple points."""
        return self._run(QUICK, self._probe)

    def search(self) -> Witness | None:
        """A witness among many points, in all cells that are found, with many digits."""
        return self._run(LONG, self._search)

    @cached_property
    def problem(self) -> Problem | None:
        """The statement, or None if it cannot be read."""
        try:
            return problem(self.statement)
        except UnreadableError:
            return None

    def _run(self, steps: int, search: Callable[[Places], Witness | None]) -> Witness | None:
        if self.problem is None:
            return None
        try:
            with precision(128):
                work = Work(int(steps * self.effort), max(SECONDS * self.effort, LEAST))
                return search(Places(self.problem, work))
        except (SpentError, RecursionError, MemoryError):
            return None

    def _probe(self, places: Places) -> Witness | None:
        return self._first(places, places.all(0, PROBED), (128, 512))

    def _search(self, places: Places) -> Witness | None:
        some: list[Place] = []

        def noted() -> Iterable[Place]:
            for place in cells(places):
                some.append(place)
                yield place

        rounds: Sequence[tuple[float, Callable[[], Iterable[Place]], Sequence[int]]] = (
            (0.3, lambda: places.all(0, ORDINARY), (128,)),
            (0.3, noted, (128, 512)),
            (0.4, lambda: places.all(ORDINARY, NUMBER), (128,)),
            (0.6, lambda: [*places.all(0, NUMBER), *some], (512,)),
            (0.9, lambda: [*places.all(0, NUMBER), *some], (2048,)),
        )
        for part, several, precisions in rounds:
            with places.work.share(part):
                found = self._first(places, several(), precisions)
                if found is not None:
                    return found
        return None

    def _first(
        self, places: Places, several: Iterable[Place], precisions: Sequence[int]
    ) -> Witness | None:
        for place in several:
            for number in range(len(places.problem.goals)):
                found = self._at(places, number, place, precisions)
                if found is not None:
                    return found
        return None

    def _at(
        self, places: Places, number: int, place: Place, precisions: Sequence[int]
    ) -> Witness | None:
        """A witness against one goal at one place; more digits only where they may help."""
        found = None
        for bits in sorted({*precisions, *SHARPER}):
            if found is None and bits not in precisions:
                continue
            seen = look(places.problem, places.problem.goals[number], place, bits, places.work)
            found = seen.witness or found
            if not seen.is_wide:
                break
        part = self.parts[number] if number < len(self.parts) else ""
        return Witness(**{**vars(found), "part": part}) if found else None


def find_witness(statement: Mapping[str, Any], parts: Sequence[str] = ()) -> Witness | None:
    """A point that shows a goal of the statement to be false, if one is found.

    >>> sums = {"symbols": [], "integers": ["n"], "functions": {}, "definitions": {}}
    >>> sums |= {"hypotheses": ["n >= 1"], "except": []}
    >>> find_witness({**sums, "goals": ["Sum(k/k, (k, 0, n)) == n + 1"]}).given
    'no value: the divisor k is zero at k = 0'
    """
    falsifier = Falsifier(statement, parts)
    return falsifier.probe() or falsifier.search()


def has_points(statement: Mapping[str, Any]) -> bool:
    """Whether a point is found at which all hypotheses hold: of no point everything is true.

    >>> line = {"symbols": ["x"], "integers": [], "functions": {}, "definitions": {}, "except": []}
    >>> [has_points({**line, "hypotheses": ["x >= 1", end]}) for end in ("2 >= x", "0 >= x")]
    [True, False]
    """
    return find_witness({**statement, "goals": ["1 == 0"]}) is not None
