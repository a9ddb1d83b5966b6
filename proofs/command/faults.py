"""What a command line says where it fails: one line for people, one JSON object for programs."""

import json
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path

from typer.exceptions import TyperException

BAD_INPUT = 2
INTERNAL = 70  # EX_SOFTWARE of sysexits.h
LONGEST = 500


@dataclass(frozen=True)
class Fault:
    """The exit code, what is wrong, and the place in what was typed if there is one."""

    code: int
    message: str
    typed: str | None = None
    place: int | None = None


def fault(error: Exception) -> Fault:
    """What to say of an error, which the user can mend or has to report."""
    if isinstance(error, TyperException):
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "sponte"
        return Fault(BAD_INPUT, f"{error.format_message().rstrip('.')}; see '{command} --help'")
    if isinstance(error, OSError):
        return Fault(BAD_INPUT, f"{error.filename}: {error.strerror}")
    from derive.errors import SponteError, TypedError  # late, for the import loads SymPy

    if isinstance(error, TypedError):
        return Fault(BAD_INPUT, error.reason, error.text, error.place)
    if isinstance(error, SponteError):
        return Fault(BAD_INPUT, str(error))
    return _internal(error)


def _internal(error: Exception) -> Fault:
    """A fault of ours, with the place where it happened."""
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.line]
    where = f"{Path(places[-1].filename).name}:{places[-1].lineno}" if places else "?"
    what = f"{type(error).__name__} at {where}: {error}"
    message = f"internal error, {what}; please report it with the command that you typed"
    return Fault(INTERNAL, message)


def tell(found: Fault, as_json: bool = False) -> int:
    """Say it on stderr, or print it as JSON; the exit code."""
    if as_json:
        print(json.dumps({"error": asdict(found)}, indent=1))
        return found.code
    complain(found.message)
    for line in _quoted(found):
        print(line.rstrip(), file=sys.stderr)
    return found.code


def complain(message: str) -> int:
    """One line on stderr, however long or wild the input was that it quotes."""
    line = " ".join(message.split())
    line = line if len(line) <= LONGEST else f"{line[:LONGEST]} ..."
    print(f"sponte: {line}", file=sys.stderr)
    return BAD_INPUT


def _quoted(found: Fault) -> tuple[str, ...]:
    """What was typed, with a caret under the place."""
    if found.typed is None or found.place is None:
        return ()
    from derive.errors import TypedError

    error = TypedError(found.typed, found.place, found.message)
    return error.quoted(sys.stderr.encoding or "ascii")
