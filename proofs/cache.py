"""Verdicts that were computed before, kept in the user's cache for as long as they are true.

The key is a hash of every source file of both packages and of the versions of all that computes:
with one byte changed nothing is found. A file is used only if its checksum is right, so that a
damaged one is as good as none.
"""

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from derive.version import version
from proofs.calls import as_json
from proofs.verdict import Confirmation, Result, Status, Verdict, Witness

PACKAGES = ("derive", "proofs")
SOURCES = (".py", ".v", ".lark", "certificates.json")
"""What decides a verdict; the recorded verdicts do not, nor does how the page looks."""
LIBRARIES = ("sympy", "python-flint", "mpmath", "numpy", "z3-solver", "cvc5")
KEPT = 8
"""Files that are kept, one for each state of the sources; older ones are deleted."""

Kept = dict[str, Verdict]


def folder() -> Path:
    """Where verdicts are kept: ``verdicts`` in the user's cache of sponte."""
    return user_cache_path("sponte", appauthor=False) / "verdicts"


def key(roots: Iterable[Traversable] | None = None) -> str:
    """The hash that names the present state of sources and versions."""
    roots = map(resources.files, PACKAGES) if roots is None else roots
    digest = hashlib.sha256(json.dumps(_versions(), sort_keys=True).encode())
    for root in roots:
        for name, file in sorted(_sources(root, root.name)):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"{name}\0{content}\n".encode())
    return digest.hexdigest()


def _sources(root: Traversable, name: str) -> Iterable[tuple[str, Traversable]]:
    for entry in root.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _sources(entry, path)
        elif entry.name.endswith(SOURCES):
            yield path, entry


def _versions() -> dict[str, str | None]:
    from platform import python_version

    from proofs.engines import coq

    found = {name: version(name) for name in LIBRARIES}
    return {"python": python_version(), "coq": coq.version(), **found}


def load(now: str) -> Kept:
    """The verdicts kept under a key, by number; none where there is no sound file."""
    try:
        data = json.loads(_file(now).read_text(encoding="utf-8"))
        sound = data["key"] == now and data["sha256"] == _checksum(data["verdicts"])
        return {v["number"]: from_json(v) for v in data["verdicts"]} if sound else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def keep(verdicts: Sequence[Verdict], before: str) -> None:
    """Keep verdicts that were computed since the key was `before`, beside those kept already.

    Nothing is kept if a source has changed meanwhile, or where the cache cannot be written.
    """
    if not verdicts or key() != before:
        return
    kept = load(before)
    for verdict in verdicts:
        kept[verdict.number] = _with_words(verdict, kept.get(verdict.number))
    rows = [as_json(verdict) for verdict in kept.values()]
    data = {"key": before, "sha256": _checksum(rows), "verdicts": rows}
    with contextlib.suppress(OSError):
        _publish(_file(before), json.dumps(data))
        _forget(folder())


def _with_words(verdict: Verdict, old: Verdict | None) -> Verdict:
    """The verdict with what engines said before, unless they were asked again or were missing."""
    asked = {said.name for said in verdict.engines}
    earlier = (said for said in (old.engines if old else ()) if said.name not in asked)
    words = (*verdict.engines, *earlier)
    return replace(verdict, engines=tuple(w for w in words if w.result is not Result.MISSING))


def from_json(data: Mapping[str, Any]) -> Verdict:
    """The inverse of :func:`proofs.calls.as_json`, also after the data has been JSON text."""
    witnesses = tuple(Witness(**witness) for witness in data["witnesses"])
    lists = {name: tuple(data[name]) for name in ("assumptions", "notes", "remarks", "uses")}
    return Verdict(
        **{
            **data,
            **lists,
            "status": Status(data["status"]),
            "witness": Witness(**data["witness"]) if data["witness"] else None,
            "witnesses": witnesses,
            "engines": tuple(map(_confirmation, data["engines"])),
        }
    )


def _confirmation(data: Mapping[str, Any]) -> Confirmation:
    typed = {"result": Result(data["result"]), "axioms": tuple(data["axioms"])}
    return Confirmation(**{**data, **typed})


def _file(name: str) -> Path:
    return folder() / f"{name}.json"


def _checksum(rows: Any) -> str:
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def _publish(file: Path, text: str) -> None:
    """Write a file so that it appears whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=file.parent, suffix=".part", delete=False, encoding="utf-8"
    ) as scratch:
        scratch.write(text)
    Path(scratch.name).replace(file)


def _forget(directory: Path) -> None:
    """Delete all but the newest files."""
    files = sorted(directory.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[KEPT:]:
        file.unlink(missing_ok=True)
