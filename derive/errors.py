"""Every error that `derive` and `proofs` raise on purpose: what was given, what is allowed."""

import difflib
from collections.abc import Sequence
from typing import Any

FEW = 8
"""So many names are all named."""


def close_to(word: str, known: Sequence[str]) -> str:
    """The end of a sentence that asks if one of these was meant; nothing where none is close.

    >>> close_to("rho1", ["rho11", "Gamma"]), close_to("x", ["Gamma"])
    ("; did you mean 'rho11'?", '')
    """
    lower = {name.lower(): name for name in known}
    found = difflib.get_close_matches(word.lower(), lower, n=2, cutoff=0.6)
    return f"; did you mean {' or '.join(repr(lower[name]) for name in found)}?" if found else ""


class SponteError(Exception):
    """Base of the errors that a user can cause; their text is meant to be shown as it is.

    They can be pickled, as those of a worker process have to be.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[SponteError], args: tuple[Any, ...], state: dict[str, Any]) -> SponteError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class DuplicateEquationError(SponteError):
    """Two functions claim the same equation number."""

    def __init__(self, number: str, first: str, second: str) -> None:
        super().__init__(f"equation {number} is derived twice: {first} and {second}")


class UnknownNameError(SponteError, KeyError):
    """A name that is not among those there are."""

    def __str__(self) -> str:  # KeyError would quote the text
        return str(self.args[0])


class UnknownEquationError(UnknownNameError):
    """No equation, claim or part of this name; the text names the closest ones, if any are close.

    Where there are few, it names all.
    """

    def __init__(self, number: object, known: Sequence[str]) -> None:
        close = difflib.get_close_matches(str(number), known, n=4, cutoff=0.5)
        no_text = f"{number!r} is not a text, as {str(number)!r} is"
        wrong = f"there is no {number!r}" if isinstance(number, str) else no_text
        every = "none is close, and 'sponte verify' lists all"
        others = f"there are {', '.join(known)}" if len(known) <= FEW else every
        super().__init__(f"{wrong}; {'closest: ' + ', '.join(close) if close else others}")


class SeveralClaimsError(UnknownEquationError):
    """A name of several claims, where one is wanted."""

    def __init__(self, name: str, found: Sequence[str]) -> None:
        some = ", ".join(found[:FEW]) + (", ..." if len(found) > FEW else "")
        UnknownNameError.__init__(self, f"{name!r} names {len(found)} claims, give one: {some}")


class UnknownEngineError(UnknownNameError):
    """No engine of this name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no engine {name!r}; there are {', '.join(known)}")


class SchemeError(SponteError, ValueError):
    """A scheme, or a symbol of it, that cannot be what it says: which level, label and register."""


class PaperError(SponteError, ValueError):
    """A paper, or a claim of it, that cannot be read: which file, claim and key, and why."""


class FormulaError(SponteError, ValueError):
    """A text that is not a formula of the accepted language, or is too large to read."""

    column: int | None = None
    """Where in the text, counted from 0, if that is known."""


class TypedError(FormulaError):
    """A typed text that cannot be read: the text, the place in it counted from 0, and why."""

    def __init__(self, text: str, place: int, reason: str) -> None:
        self.text, self.place, self.reason = text, place, reason
        super().__init__(reason)

    def __str__(self) -> str:
        return "\n".join([self.reason, *self.quoted()])

    def quoted(self, encoding: str = "utf-8") -> tuple[str, str]:
        """The text around the place as it looks in an encoding, and a caret under the place.

        >>> TypedError("2 $ x", 2, "?").quoted()
        ('  2 $ x', '    ^')
        """
        start = max(self.place - 40, 0)
        shown = [c if c.isprintable() else " " for c in self.text[start : self.place + 40]]
        seen = [c.encode(encoding, "backslashreplace").decode(encoding) for c in shown]
        before = "".join(seen[: self.place - start])
        return f"  {''.join(seen)}", f"  {' ' * len(before)}^"


class LatexError(FormulaError):
    """LaTeX that is not read to its end and understood: where, which sign, and why."""

    def __init__(self, place: int, sign: str, reason: str) -> None:
        self.place, self.sign, self.reason = place, sign, reason
        super().__init__(f"LaTeX at character {place + 1}, {sign[:40] or 'the end'!r}: {reason}")


class RoundTripError(SponteError):
    """LaTeX of an equation that does not say what is derived, or is not shown to say it."""

    def __init__(self, number: str, status: str, reason: str) -> None:
        super().__init__(f"the LaTeX of {number}, read back, is {status}: {reason}")


class DomainError(SponteError, ValueError):
    """A numeric argument outside of its domain: which one, its value, where, what is allowed.

    Where is an index in an array, or an end of an interval.
    """

    def __init__(
        self,
        parameter: str,
        value: object,
        domain: str,
        index: tuple[int, ...] = (),
        end: str = "",
    ) -> None:
        self.parameter, self.value, self.domain, self.index = parameter, value, domain, index
        place = f"[{', '.join(map(str, index))}]" if index else ""
        what = f"the {end} end of {parameter}" if end else f"{parameter}{place}"
        super().__init__(f"{what} = {value} is outside of its domain: {domain}")


class KindError(DomainError, TypeError):
    """A numeric argument of a kind that is not taken: what it is, and what to give instead."""

    def __init__(self, parameter: str, kind: str, instead: str) -> None:
        super().__init__(parameter, kind, instead)
        self.args = (f"{parameter} is {kind}: {instead}",)


class ExportError(SponteError, ValueError):
    """No such quantity or target, or a target that cannot do what is asked of it."""


class CompilerError(SponteError):
    """Nothing can be compiled, kept or loaded here: the reason, in one line."""


class ReportError(SponteError):
    """A report that cannot be written: what is missing, and how to get it."""
