"""A limit on time and memory for what comes from outside.

A polynomial gcd inside FLINT cannot be interrupted from Python, so the work is done by a process
of its own, which can be ended. Where processes cannot be forked there is no limit.
"""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

MEMORY = 4 * 2**30
"""Bytes that the process may take."""


class LimitError(Exception):
    """The work did not end within its limits; the text says which one it met."""


def within(seconds: float, work: Callable[..., Any], *args: Any) -> Any:
    """The result of ``work(*args)``, which must be picklable; an exception is raised again.

    :raises LimitError: after `seconds`, or when the process ends without a result.

    >>> within(10, pow, 2, 10)
    1024
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return work(*args)
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(sender, work, args))
    process.start()
    sender.close()
    try:
        return _result(receiver, seconds)
    finally:
        process.kill()
        process.join()


def _result(receiver: Connection, seconds: float) -> Any:
    if not receiver.poll(seconds):
        raise LimitError(f"no answer within {seconds:g} seconds")
    try:
        value, error = receiver.recv()
    except EOFError:
        raise LimitError("no answer within the memory that there is") from None
    if error is not None:
        raise error
    return value


def _answer(sender: Connection, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
    _limit_memory()
    try:
        sender.send((work(*args), None))
    except (MemoryError, RecursionError) as error:
        sender.send((None, LimitError(f"no answer: {type(error).__name__}")))
    except Exception as error:  # it is raised again in the process that asked
        sender.send((None, error))


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, hard))
