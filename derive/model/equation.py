"""Ties a function to the number of the equation that it derives.

``@equation("17", ...)`` registers the decorated function and, when it runs, records which other
numbered results it calls: the dependency graph is what the code does, not a list kept by hand.
Nothing is computed before somebody asks. Each paper has a registry of its own: a function belongs
to the one that is open while its file is loaded, see :func:`opened`.
"""

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from sympy import Expr, MatrixBase, Symbol

from derive.errors import DuplicateEquationError, UnknownEquationError, UnknownNameError
from derive.model.domain import Domain
from derive.model.steps import NOTES, USES, DerivedRow, Tied, use

Value: TypeAlias = Expr | MatrixBase
Names: TypeAlias = Mapping[Expr, Expr]
Residual: TypeAlias = Callable[[Expr], Mapping[str, Expr]]
"""What a candidate leaves of each condition on a solution: 0 if it meets it."""


@dataclass(frozen=True)
class Equation:
    """A numbered result: both sides, domain, assumptions, and where it comes from.

    `rhs` is an expression or a matrix; an equation with several parts (`E_0`, `E_1`) has a
    mapping of them, each found with :meth:`part`. Entropies are in bits; a matrix has the ground
    state first. It holds on the `domain`, under the `assumptions`; `uses` are the numbers that it
    was derived from, `source` is the file and line of the derivation.
    """

    number: str
    lhs: Expr
    rhs: Value | Mapping[str, Value]
    domain: Domain
    title: str
    assumptions: tuple[str, ...]
    uses: tuple[str, ...]
    source: str
    function: Callable[[], Any] = field(repr=False, compare=False)
    steps: tuple[DerivedRow, ...] = field(default=(), repr=False, compare=False)
    """The rows that the derivation noted while it ran, see :mod:`derive.model.steps`."""
    abbreviations: Callable[[], Names] = field(default=dict, repr=False, compare=False)
    """Makes :attr:`names`, which nobody needs before the equation is printed."""
    residual: Residual | None = field(default=None, repr=False, compare=False)
    """Puts a candidate back into what a right-hand side solves, where it is a solution."""

    @property
    def names(self) -> Names:
        """What the equation is written with: each expression, and what stands for it in print."""
        return self.abbreviations()

    @property
    def parts(self) -> Mapping[str, Value]:
        """The parts by name; an equation of one part has the single name ``""``."""
        return self.rhs if isinstance(self.rhs, Mapping) else {"": self.rhs}

    def part(self, name: str) -> Value:
        """One part, as in ``equation("14").part("E_1")``; KeyError names the parts there are."""
        if not name and name not in self.parts:
            known = " and ".join(f"{self.number}:{part}" for part in self.parts)
            raise UnknownNameError(f"{self.number} has several parts; name one of {known}")
        if name not in self.parts:
            own = [f"{self.number}:{part}" if part else self.number for part in self.parts]
            raise UnknownEquationError(f"{self.number}:{name}", own)
        return self.parts[name]

    def text(self, part: str = "") -> str:
        """One part in the language of formulas, which ``sponte check`` reads back as equal.

        >>> from derive import equation
        >>> equation("14").text("E_0")
        '[[1, 0], [0, exp(-Gamma*t)]]'
        """
        from derive.text.plain import to_text

        return to_text(self.part(part))

    def latex(self) -> str:
        """The equation in the paper's notation, without a surrounding environment."""
        return self._latex

    @functools.cached_property
    def _latex(self) -> str:
        from derive.text.layout import equation_latex

        return equation_latex(self.lhs.name, self.parts, self.names)

    def _repr_latex_(self) -> str | None:
        """What a notebook shows; nothing of an equation that has no formula."""
        has_formula = self.rhs is not None and bool(self.parts)
        return f"$\\displaystyle {self.latex()}$" if has_formula else None


@dataclass
class _Entry:
    function: Callable[[], Any]
    lhs: Expr
    domain: Domain
    title: str
    assumptions: tuple[str, ...]
    names: Callable[[], Names]
    residual: Residual | None
    uses: dict[str, None] = field(default_factory=dict)
    steps: dict[DerivedRow, None] = field(default_factory=dict)

    def note(self, step: DerivedRow) -> None:
        """Remember a row; what is noted twice is one row."""
        self.steps[step] = None


@dataclass
class Registry:
    """The derivations of one paper by number, in the order in which they were loaded."""

    entries: dict[str, _Entry] = field(default_factory=dict)
    tied: dict[str, Callable[[], Any]] = field(default_factory=dict)
    found: dict[str, Equation] = field(default_factory=dict)

    def numbers(self) -> tuple[str, ...]:
        """The numbers of all derivations that are loaded."""
        return tuple(self.entries)

    def derived(self, number: str) -> Equation:
        """The equation of a derivation that is loaded, computed on first use.

        :raises UnknownEquationError: when nothing is derived under that number; the error names
            the numbers that come closest.
        """
        if number not in self.entries:
            raise UnknownEquationError(number, list(self.entries))
        rhs = self.tied[number]()  # which also notes that the derivation in progress uses it
        if number not in self.found:
            self.found[number] = self._equation(number, rhs)
        return self.found[number]

    def _equation(self, number: str, rhs: Value | Mapping[str, Value]) -> Equation:
        entry = self.entries[number]
        return Equation(
            number=number,
            lhs=entry.lhs,
            rhs=rhs,
            domain=entry.domain,
            title=entry.title,
            assumptions=entry.assumptions,
            uses=tuple(entry.uses),
            source=_source(entry.function),
            function=self.tied[number],
            steps=tuple(entry.steps),
            abbreviations=entry.names,
            residual=entry.residual,
        )


BUILT_IN = Registry()
"""The derivations of this package."""
_OPEN: ContextVar[Registry] = ContextVar("open", default=BUILT_IN)


@contextmanager
def opened(registry: Registry) -> Iterator[None]:
    """Meanwhile functions are registered here; modules that were loaded before stay where they are.

    >>> with opened(own := Registry()):
    ...     tie = equation("17", "x", domain=Domain(), title="one")(lambda: Symbol("y"))
    >>> own.derived("17").rhs, own.numbers()
    (y, ('17',))
    """
    token = _OPEN.set(registry)
    try:
        yield
    finally:
        _OPEN.reset(token)


def equation(  # noqa: PLR0913 - a keyword for each thing that a result carries
    number: str,
    lhs: str,
    *,
    domain: Domain,
    title: str,
    assumes: tuple[str, ...] = (),
    names: Callable[[], Names] = dict,
    residual: Residual | None = None,
) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Register a function without arguments as the derivation of equation `number`.

    `lhs` is the left-hand side in LaTeX, `domain` where the result holds, `assumes` what the
    model presupposes. `names` makes what the equation is written with, see
    :attr:`Equation.names`, and `residual` puts a candidate back into what the result solves. The
    result is computed once. A number given twice to one paper raises
    :class:`~derive.errors.DuplicateEquationError`.
    """

    def register(function: Callable[[], Any]) -> Callable[[], Any]:
        own = _OPEN.get()
        if number in own.entries:
            first = _source(own.entries[number].function)
            raise DuplicateEquationError(number, first, _source(function))
        entry = _Entry(function, Symbol(lhs), domain, title, assumes, names, residual)
        own.entries[number] = entry
        compute = functools.cache(function)

        def used(tied: Tied) -> None:
            if tied[0] is own:
                entry.uses[tied[1]] = None

        @functools.wraps(function)
        def tied() -> Any:
            use((own, number))
            notes, uses = NOTES.set(entry.note), USES.set(used)
            try:
                return compute()
            finally:
                NOTES.reset(notes)
                USES.reset(uses)

        own.tied[number] = tied
        return tied

    return register


def _source(function: Callable[[], Any]) -> str:
    function = inspect.unwrap(function)
    file = Path(inspect.getsourcefile(function) or "?")
    below = function.__module__.count(".") + 1
    return f"{'/'.join(file.parts[-below:])}:{function.__code__.co_firstlineno}"
