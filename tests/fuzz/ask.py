"""One question to ``check`` in a process of its own, with a time after which it is ended.

The process leads a group, so whatever it has started ends with it. A traceback is an answer, too,
also one that a process below it wrote.
"""

import os
import signal
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from derive.errors import FormulaError
from proofs import check

from .rewrites import Draft

GRACE = 5.0
"""Seconds beyond the limit before a process is ended: `check` is to stop by itself."""


@dataclass(frozen=True)
class Answer:
    """What ``check`` said: equal, different, undecided, unreadable, crash or late."""

    draft: Draft
    status: str
    method: str
    seconds: float
    witness: str = ""


@dataclass
class _Running:
    process: BaseProcess
    pipe: Connection
    draft: Draft
    since: float
    told: int
    """The file that the standard error of the process and its children goes to."""


def ask(drafts: Iterable[Draft], workers: int = 2, seconds: float = 10.0) -> Iterator[Answer]:
    """The answers, in the order in which they come."""
    waiting, running = iter(drafts), []
    while True:
        while len(running) < workers and (draft := next(waiting, None)) is not None:
            running.append(_start(draft))
        if not running:
            return
        ready = connection.wait([r.pipe for r in running], timeout=0.2)
        for job in list(running):
            late = time.monotonic() - job.since > seconds + GRACE
            if job.pipe in ready or late:
                running.remove(job)
                yield _end(job, seconds)


def _start(draft: Draft) -> _Running:
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    told, path = tempfile.mkstemp()
    Path(path).unlink()
    process = context.Process(target=_work, args=(sender, told, draft.name, draft.formula))
    process.start()
    sender.close()
    return _Running(process, receiver, draft, time.monotonic(), told)


def _work(sender: Connection, told: int, name: str, formula: str) -> None:
    os.setpgrp()
    os.dup2(told, 2)
    sender.send(answered(name, formula))


def answered(name: str, formula: str) -> tuple[str, str, str]:
    """Status, method and witness, where an exception is a status, too."""
    try:
        verdict = check(name, formula)
    except FormulaError as error:
        return "unreadable", str(error), ""
    except BaseException:
        return "crash", traceback.format_exc(), ""
    return verdict.status.value, verdict.method, str(verdict.witness or "")


def _end(job: _Running, seconds: float) -> Answer:
    taken = time.monotonic() - job.since
    status, method, witness = "late", f"no answer within {seconds:g} s", ""
    if job.pipe.poll():
        try:
            status, method, witness = job.pipe.recv()
        except EOFError:
            status, method = "crash", "the process ended without an answer"
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(job.process.pid or 0, signal.SIGKILL)
    with suppress(ProcessLookupError):
        job.process.kill()
    job.process.join()
    job.pipe.close()
    with os.fdopen(job.told, "r", errors="replace") as told:
        told.seek(0)
        if "Traceback (" in (noise := told.read()):
            status, method = "crash", noise
    return Answer(job.draft, status, method, taken, witness)
