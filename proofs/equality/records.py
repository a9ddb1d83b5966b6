"""Certificates that were found before, by the hash of their statement: data, which saves a search.

Those of a paper from outside lie beside it, those of this package in it, for all papers. The kernel
checks a recorded certificate whenever it is used. One for a statement that has changed is not
found; one that the kernel refuses is as good as none.
"""

import functools
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from proofs.kernel import statement_hash

FILE = Path(__file__).parents[1] / "certificates.json"
Record = dict[str, Any]
"""What is recorded of a certificate: `steps`, `thin`, and what its statement has beyond the one
that was asked for, as `except`."""
_SHAPES: dict[str, type] = {
    "steps": list,
    "except": list,
    "thin": dict,
    "more": dict,
    "extra": list,
}
_USED: ContextVar[dict[str, Record] | None] = ContextVar("used", default=None)
_BESIDE: ContextVar[Path | None] = ContextVar("beside", default=None)


@contextmanager
def beside(file: Path) -> Iterator[None]:
    """Meanwhile, in this thread, a paper's own file comes first, and is what is written."""
    token = _BESIDE.set(file)
    try:
        yield
    finally:
        _BESIDE.reset(token)


def recorded() -> Mapping[str, Record]:
    """The certificates in the file that is written, by the hash of their statement."""
    return read(_BESIDE.get() or FILE)


class Lines(Mapping[str, Record]):
    """Records by name, one a line of a file, each read when asked for; a damaged one is empty."""

    def __init__(self, file: Path) -> None:
        self.file, self.places = file, dict[str, int]()
        for line, place in _lines(file):
            if line.startswith(b'"'):
                self.places[line[1 : line.find(b'"', 1)].decode(errors="replace")] = place

    def __getitem__(self, name: str) -> Record:
        place = self.places[name]
        with self.file.open("rb") as file:
            file.seek(place)
            _, _, record = file.readline().strip(b",\n").partition(b":")
        try:
            return json.loads(record)
        except ValueError:
            return {}

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


def _lines(file: Path) -> Iterator[tuple[bytes, int]]:
    """The lines of a file, each with the place where it begins; none, where there is no file."""
    place = 0
    if file.exists():
        with file.open("rb") as lines:
            for line in lines:
                yield line, place
                place += len(line)


@functools.cache
def read(file: Path) -> Lines:
    """The certificates in a file by the hash of their statement, without exceptions."""
    return Lines(file)


def key(statement: Mapping[str, Any]) -> str:
    """The hash that a statement is found by, whatever the certificate excludes."""
    return statement_hash({**statement, "except": []})


def found(name: str) -> Record | None:
    """What is recorded under a name, or about to be, with all labels."""
    known = (each.get(name) for each in (_USED.get() or {}, recorded(), read(FILE)))
    record = next(filter(_is_whole, known), None)
    return {**record, **_changed(record, labelled)} if record else None


def _is_whole(record: Any) -> bool:
    """Whether what stands in the file can be a record, and each proof of thinness one, too."""
    if not isinstance(record, dict) or "steps" not in record:
        return False
    fits = all(isinstance(record.get(key, kind()), kind) for key, kind in _SHAPES.items())
    return fits and all(map(_is_whole, record.get("thin", {}).values()))


def note(name: str, record: Record) -> None:
    """Remember a certificate that was accepted, if certificates are being recorded."""
    used = _USED.get()
    if used is not None:
        used[name] = {**record, **_changed(record, unlabelled)}


def _changed(record: Record, change: Callable[[Any], Any]) -> Record:
    """The steps of a record changed."""
    thin = record.get("thin", {}).items()
    steps = {"steps": change(record["steps"])}
    return {"thin": {d: {**s, "steps": change(s["steps"])} for d, s in thin}, **steps}


@contextmanager
def recording() -> Iterator[dict[str, Record]]:
    """All certificates that are used meanwhile, in this thread, by the hash of their statement."""
    used: dict[str, Record] = {}
    token = _USED.set(used)
    try:
        yield used
    finally:
        _USED.reset(token)


def write(records: Mapping[str, Record]) -> None:
    """Record these certificates and no others."""
    lines = (f"{json.dumps(k)}:{json.dumps(records[k], **COMPACT)}" for k in sorted(records))
    text, file = ",\n".join(lines), _BESIDE.get() or FILE
    file.write_text(f"{{\n{text}\n}}\n", encoding="utf-8", newline="\n")
    read.cache_clear()


COMPACT: dict[str, Any] = {"separators": (",", ":"), "ensure_ascii": False}


def unlabelled(steps: Any) -> Any:
    """Steps without the labels that repeat the claim, also in blocks."""
    if isinstance(steps, list):
        return [unlabelled(step) for step in steps]
    if not isinstance(steps, dict):
        return steps
    plain = {k: unlabelled(v) if isinstance(v, list) else v for k, v in steps.items()}
    return {k: v for k, v in plain.items() if k != "label" or v != plain.get("claim")}


def labelled(steps: Any) -> Any:
    """The same steps with all labels."""
    if isinstance(steps, list):
        return [labelled(step) for step in steps]
    if not isinstance(steps, dict):
        return steps
    plain = {k: labelled(v) if isinstance(v, list) else v for k, v in steps.items()}
    return {"label": plain["claim"], **plain} if "claim" in plain else plain
