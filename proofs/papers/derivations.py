"""What the derivation files of a paper give: schemes, and equations of functions with a number.

The files run in a process that can be ended, with a registry of their own; what comes back is data.
"""

import contextlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from sympy import Expr, MatrixBase

from derive.equations import numbers
from derive.errors import PaperError
from derive.model.equation import Equation, Registry, Value, opened
from derive.scheme import Scheme
from proofs.patience import NoAnswerError, within
from proofs.schemes.files import failure

SECONDS = 30.0
"""Time in which all files of a paper have to be run, and their equations derived."""


@dataclass(frozen=True)
class Derivations:
    """The schemes by name, and the equations of functions by number."""

    schemes: dict[str, Scheme] = field(default_factory=dict)
    equations: dict[str, Equation] = field(default_factory=dict)


def derivations(files: Sequence[Path], seconds: float = SECONDS) -> Derivations:
    """What some files derive.

    :raises PaperError: for a file that is missing, fails, or takes too long or too much memory.
    """
    for file in files:
        if not file.is_file():
            raise PaperError(f"{file}: there is no such file")
    try:
        return within(seconds, _run, [file.resolve() for file in files])
    except NoAnswerError as error:
        names = ", ".join(map(str, files))
        raise PaperError(f"{names}: not run to the end: {error}") from None


def _run(files: Sequence[Path]) -> Derivations:
    numbers()  # what the built-in sections derive is in their registry, whoever imports them
    registry, schemes = Registry(), dict[str, Scheme]()
    with _importable(files), opened(registry), contextlib.redirect_stdout(sys.stderr):
        for file in files:
            _collect(_module(file), file, schemes)
        equations = {number: _derived(registry, number) for number in registry.numbers()}
    return Derivations(schemes, equations)


@contextlib.contextmanager
def _importable(files: Sequence[Path]) -> Iterator[None]:
    """Meanwhile files may import what lies beside them; afterwards nobody sees these modules."""
    folders = [str(folder) for folder in dict.fromkeys(file.parent for file in files)]
    before = dict(sys.modules)
    sys.path[:0] = folders
    try:
        yield
    finally:
        del sys.path[: len(folders)]
        for name in [name for name in sys.modules if name not in before]:
            if str(Path(getattr(sys.modules[name], "__file__", "") or "").parent) in folders:
                del sys.modules[name]


def _module(file: Path) -> ModuleType:
    """A file that has run, once, also where another one imports it."""
    known = sys.modules.get(file.stem)
    if known is not None and Path(getattr(known, "__file__", "") or "") == file:
        return known
    module = ModuleType(file.stem)
    module.__file__ = str(file)
    sys.modules.setdefault(file.stem, module)
    try:
        exec(compile(file.read_bytes(), module.__file__, "exec"), vars(module))
    except BaseException as error:  # a file may end the interpreter, too
        raise PaperError(failure(error, file)) from None
    return module


def _collect(module: ModuleType, file: Path, schemes: dict[str, Scheme]) -> None:
    for value in vars(module).values():
        if isinstance(value, Scheme) and schemes.setdefault(value.name, value) is not value:
            raise PaperError(f"{file}: two schemes are called {value.name}")


def _derived(registry: Registry, number: str) -> Equation:
    """An equation as data: its function stays behind."""
    try:
        found = registry.derived(number)
    except BaseException as error:
        source = Path(registry.entries[number].function.__code__.co_filename)
        raise PaperError(f"equation {number}: {failure(error, source)}") from None
    for value in found.parts.values():
        if not isinstance(value, Expr | MatrixBase):
            kind = type(value).__name__
            raise PaperError(f"equation {number}: it is a {kind}, not an expression or a matrix")
    names = partial(_itself, dict(found.names))
    return replace(found, function=partial(_itself, found.rhs), abbreviations=names, residual=None)


def _itself(value: Value | Mapping[Any, Any]) -> Any:
    return value
