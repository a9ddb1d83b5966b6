"""The schemes that a file defines, read by a process that can be ended, and their addresses."""

import contextlib
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derive.errors import SchemeError, SponteError
from derive.scheme import Scheme
from derive.scheme.states import STATES
from proofs.patience import NoAnswerError, within
from proofs.schemes.address import parts

SECONDS = 10.0
"""Time in which a file has to be read."""


@dataclass(frozen=True)
class Address:
    """A scheme, an Eve of it, and a state of its source."""

    scheme: Scheme
    holder: str
    state: str


def schemes(file: Path, seconds: float = SECONDS) -> dict[str, Scheme]:
    """The schemes that a file defines, by name.

    :raises SchemeError: for a file that fails, takes too long or too much memory, or has none.
    """
    if not file.is_file():
        raise SchemeError(f"{file}: there is no such file")
    try:
        return within(seconds, _run, file)
    except NoAnswerError as error:
        raise SchemeError(f"{file}: it is not read: {error}") from None


def one(text: str) -> Scheme:
    """The scheme of an address FILE.py[:NAME].

    :raises SchemeError: as :func:`schemes`, and for a name that is missing or unknown.
    """
    file, rest = parts(text)
    known = schemes(file)
    if not rest and len(known) == 1:
        return next(iter(known.values()))
    if len(rest) != 1 or rest[0] not in known:
        what = f"no scheme {':'.join(rest)!r}" if rest else "more than one scheme"
        raise SchemeError(f"{file} has {what}; there are {', '.join(known)}")
    return known[rest[0]]


def address(text: str) -> Address:
    """What FILE.py[:NAME]:HOLDER[:STATE] names; without a state the most general that there is.

    :raises SchemeError: as :func:`one`, and for a holder or state that there is not.
    """
    file, rest = parts(text)
    known = schemes(file)
    name, left = (rest[0], rest[1:]) if rest and rest[0] in known else ("", rest)
    if not name and len(known) > 1:
        raise SchemeError(f"{file} has more than one scheme; name one of {', '.join(known)}")
    if name and not left and len(known) == 1 and name in known[name].model.holders:
        left = [name]  # a holder that is called like the only scheme
    scheme = known[name] if name else next(iter(known.values()))
    holder, *states = left or [""]
    state = states[0] if states else "general" if scheme.model.levels == 2 else "incoherent"
    if holder not in scheme.model.holders:
        holders = ", ".join(scheme.model.holders)
        missing = f"has no holder {holder!r}" if left else f"needs a holder, as {text}:II"
        raise SchemeError(f"{scheme.name} {missing}; there are {holders}")
    if len(states) > 1 or state not in STATES:
        raise SchemeError(f"there is no state {':'.join(states)!r}; there are {', '.join(STATES)}")
    return Address(scheme, holder, state)


def _run(file: Path) -> dict[str, Scheme]:
    """The schemes among the names of a file after it has run; what it prints goes to stderr."""
    space: dict[str, Any] = {"__name__": file.stem, "__file__": str(file)}
    sys.path.insert(0, str(file.parent.resolve()))
    try:
        with contextlib.redirect_stdout(sys.stderr):
            exec(compile(file.read_bytes(), str(file), "exec"), space)
    except BaseException as error:  # a file may end the interpreter, too
        raise SchemeError(failure(error, file)) from None
    finally:
        sys.path.pop(0)
    return _named(space, file)


def _named(space: Mapping[str, Any], file: Path) -> dict[str, Scheme]:
    found: dict[str, Scheme] = {}
    for value in space.values():
        if isinstance(value, Scheme) and found.setdefault(value.name, value) is not value:
            raise SchemeError(f"{file}: two schemes are called {value.name}")
    if not found:
        raise SchemeError(f"{file}: it defines no scheme")
    return found


def failure(error: BaseException, file: Path) -> str:
    """Where a file failed, and why."""
    if isinstance(error, SyntaxError):
        return f"{file}:{error.lineno}: {error.msg}"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(file)]
    where = f"{file}:{lines[-1]}" if lines else str(file)
    kind = "" if isinstance(error, SponteError) else f"{type(error).__name__}: "
    return f"{where}: {kind}{error}"
