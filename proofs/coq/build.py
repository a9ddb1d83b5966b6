"""Compiling the Coq side: each module once, in a cache keyed by its text and all it requires.

A second build finds everything done; a changed statement recompiles only what depends on it.
:func:`audit` asks Coq itself which theorem proves which statement, on which axioms, and has the
independent checker ``coqchk`` go through every proof it rests on, the libraries included.
"""

import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from platformdirs import user_cache_path

LIBRARY = "Sponte"
COMPILE = ("coqc", "-q", "-w", "-ambiguous-paths")
REQUIRES = re.compile(rf"^From {LIBRARY} Require (?:Import )?([^.]+)\.$", re.MULTILINE)


class CoqError(Exception):
    """What Coq said against a module."""


@cache
def version() -> str | None:
    """The version of Coq, or None where Coq or its library Coquelicot is missing."""
    if not all(map(shutil.which, ("coqc", "coqchk"))) or not _coquelicot().exists():
        return None
    return _output("coqc", "--print-version").split()[0]


def _coquelicot() -> Path:
    return Path(_output("coqc", "-where")) / "user-contrib" / "Coquelicot" / "Coquelicot.vo"


@cache
def _installed() -> str:
    """What is installed, as a key: Coq's version and the library as it was compiled."""
    return f"{version()} {hashlib.sha256(_coquelicot().read_bytes()).hexdigest()}"


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def sources() -> dict[str, str]:
    """The written modules by name; ``Statements`` is generated."""
    files = (f for f in resources.files(__package__).iterdir() if f.name.endswith(".v"))
    return {Path(f.name).stem: f.read_text("utf-8") for f in sorted(files, key=lambda f: f.name)}


@dataclass(frozen=True)
class Build:
    """Compiled modules: `folders` where each lies, `errors` what Coq said against the others."""

    folders: Mapping[str, Path]
    errors: Mapping[str, str]


@contextmanager
def exclusively() -> Iterator[None]:
    """Let one process at a time do the work; the next one then finds it in the cache."""
    import fcntl  # not on Windows, and only needed where Coq is

    with (cache_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build(modules: Mapping[str, str]) -> Build:
    """Compile modules, those they require first and two at a time; errors are kept, not raised."""
    folders: dict[str, Path] = {}
    errors: dict[str, str] = {}
    waiting = dict(modules)
    with ThreadPoolExecutor(max_workers=2) as pool:
        while ready := _ready(waiting, {*folders, *errors}):
            texts = [waiting.pop(name) for name in ready]
            attempts = list(pool.map(_attempt, ready, texts, [dict(folders)] * len(ready)))
            folders |= {n: folder for n, (folder, _) in zip(ready, attempts, strict=True) if folder}
            errors |= {n: error for n, (_, error) in zip(ready, attempts, strict=True) if error}
    return Build(folders, errors | dict.fromkeys(waiting, "requires a module that is not there"))


def _ready(waiting: Mapping[str, str], done: set[str]) -> list[str]:
    """The modules whose requirements are done, one way or the other."""
    return [name for name, text in waiting.items() if required(text) <= done]


def required(text: str) -> set[str]:
    """The modules of ours that a module requires."""
    return {name for names in REQUIRES.findall(text) for name in names.split()}


def _attempt(name: str, text: str, folders: Mapping[str, Path]) -> tuple[Path | None, str]:
    try:
        return compiled(name, text, folders), ""
    except CoqError as error:
        return None, str(error)


def compiled(name: str, text: str, folders: Mapping[str, Path]) -> Path:
    """The folder with the compiled module; `folders` holds what it requires.

    The folder's name is a hash of what is installed, the text and the folders of what it requires,
    so it stands for all that Coq read. It appears whole or not at all.

    :raises CoqError: with Coq's words, if the module does not compile.
    """
    if missing := sorted(required(text) - set(folders)):
        raise CoqError(f"{name} requires {', '.join(missing)}, which did not compile")
    needs = [folders[need].name for need in sorted(required(text))]
    folder = cache_folder() / _hash(_installed(), name, text, *needs)
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(dir=cache_folder()) as scratch:
            (Path(scratch) / f"{name}.v").write_text(text, "utf-8")
            run(*COMPILE, *_paths(folders.values()), "-Q", ".", LIBRARY, f"{name}.v", where=scratch)
            _publish(Path(scratch), folder)
    return folder


def cache_folder() -> Path:
    """Where compiled modules are kept: ``coq`` in the user's cache of sponte."""
    folder = user_cache_path("sponte", appauthor=False) / "coq"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _publish(scratch: Path, folder: Path) -> None:
    """Move what was compiled to its place; another process may have been faster."""
    copy = scratch.with_name(f"{scratch.name}.done")
    shutil.copytree(scratch, copy)
    try:
        copy.rename(folder)
    except OSError:
        shutil.rmtree(copy)


def _paths(folders: Iterable[Path]) -> list[str]:
    return [word for folder in sorted(set(folders)) for word in ("-Q", str(folder), LIBRARY)]


def run(*command: str, where: str | Path) -> str:
    """What a program of Coq prints.

    :raises CoqError: with its words, if it objects.
    """
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CoqError((done.stderr or done.stdout).strip() or f"{command[0]} failed")
    return done.stdout


def audit(theorems: Mapping[str, str], built: Build) -> dict[str, tuple[str, ...]]:
    """The axioms of each theorem, by its name; `theorems` says which module proves it.

    Then ``coqchk`` checks everything that they rest on; that it did is kept in the cache.

    :raises CoqError: if Coq or its checker has an objection.
    """
    axioms, folder = assumptions(theorems, built)
    checked = folder / "checked"
    if not checked.exists():
        paths = _paths([*built.folders.values(), folder])
        run("coqchk", "-silent", *paths, f"{LIBRARY}.Audit", where=folder)
        checked.touch()
    return axioms


def assumptions(
    theorems: Mapping[str, str], built: Build
) -> tuple[dict[str, tuple[str, ...]], Path]:
    """What Coq prints as the assumptions of each theorem, and the folder of this audit.

    Each theorem is given to Coq under the type of its statement, so that one that proves something
    else does not pass.
    """
    folder = compiled("Audit", _audit_text(theorems), built.folders)
    return {name: _axioms(folder / f"{name}.out") for name in theorems}, folder


def _audit_text(theorems: Mapping[str, str]) -> str:
    modules = " ".join(sorted({"Statements", *theorems.values()}))
    lines = [f"From {LIBRARY} Require {modules}."]
    for name, module in theorems.items():
        lines += [
            f"Definition {name} : Statements.{name} := {module}.{name}.",
            f'Redirect "{name}" Print Assumptions {name}.',
        ]
    return "\n".join(lines) + "\n"


def _axioms(printed: Path) -> tuple[str, ...]:
    """The names in what Print Assumptions wrote: the lines that are not indented."""
    lines = printed.read_text("utf-8").splitlines()
    return tuple(sorted(line.split()[0] for line in lines[1:] if line[:1].strip()))
