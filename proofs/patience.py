"""Work for other processes: what may take too long or too much memory, and what is shared out.

Neither a polynomial gcd of FLINT nor an SMT solver can be interrupted from Python. A process with
one thread is copied, which costs least. A copy of one with several may wait for ever for what
another thread held; there, and where processes cannot be copied, another interpreter does the work.
It is started like a program, so that a script without a main guard is not run again.
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

MEMORY = 4 * 2**30
"""Bytes that the process may take."""
THREADS = Path("/proc/self/task")
"""Where Linux lists the threads of a process, those of C libraries among them."""
PROGRAM = """
import pickle, sys
sys.path[:] = pickle.load(sys.stdin.buffer)
from proofs.patience import serve
serve()
"""

Answer = tuple[Any, Exception | None]
"""What the work gave, or the error that it raised."""


class NoAnswerError(Exception):
    """The work did not end within its time or memory; the text says which."""


def within(seconds: float, work: Callable[..., Any], *args: Any) -> Any:
    """The result of ``work(*args)``, which must be picklable; an exception is raised again.

    :raises NoAnswerError: after `seconds`, or when the process ends without a result.

    >>> within(10, pow, 2, 10)
    1024
    """
    return (_by_copy if _has_one_thread() else apart)(seconds, work, *args)


def apart(seconds: float, work: Callable[..., Any], *args: Any) -> Any:
    """The same, always by another interpreter, which is kept for the next question.

    >>> apart(10, pow, 2, 10)
    1024
    """
    interpreter = _idle.pop() if _idle else Interpreter()
    answer = interpreter.ask(seconds, work, args)
    _idle.append(interpreter)
    return _result(answer)


def shared(workers: int, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
    """The results of the work for each item, in order, from as many processes as said.

    >>> list(shared(1, abs, [-1, 2]))
    [1, 2]
    """
    if workers == 1:
        return map(work, items)
    return (_by_copies if _has_one_thread() else _by_interpreters)(workers, work, items)


def _by_copies(workers: int, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _begin, (work,)) as pool:
        yield from pool.map(_do, items)


def _by_interpreters(
    workers: int, work: Callable[[Any], Any], items: Sequence[Any]
) -> Iterator[Any]:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(partial(apart, threading.TIMEOUT_MAX, work), items)


_work: list[Callable[[Any], Any]] = []
"""What a copy of this process does; it is copied, too, and need not be sent."""


def _begin(work: Callable[[Any], Any]) -> None:
    """Ctrl-C reaches every process of a terminal; one of them is enough to answer it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work[:] = [work]


def _do(item: Any) -> Any:
    return _work[0](item)


def _has_one_thread() -> bool:
    return THREADS.exists() and len(list(THREADS.iterdir())) == 1


def _result(answer: Answer) -> Any:
    value, error = answer
    if error is not None:
        raise error
    return value


def _no_answer(seconds: float | None) -> NoAnswerError:
    """The process was ended after some seconds, or ended by itself."""
    what = "the memory that there is" if seconds is None else f"{seconds:g} seconds"
    return NoAnswerError(f"no answer within {what}")


def _by_copy(seconds: float, work: Callable[..., Any], *args: Any) -> Any:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=lambda: sender.send(_answer(work, args)))
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise _no_answer(seconds)
        return _result(receiver.recv())
    except EOFError:
        raise _no_answer(None) from None
    finally:
        process.kill()
        process.join()


class Interpreter:
    """Another interpreter, which answers one question after the other until it is too late."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.questions = cast(IO[bytes], self.process.stdin)
        self.answers = cast(IO[bytes], self.process.stdout)
        _say(sys.path, self.questions)

    def ask(self, seconds: float, work: Callable[..., Any], args: tuple[Any, ...]) -> Answer:
        """What the work gave; the time begins when the modules that it needs are loaded.

        :raises NoAnswerError: as :func:`within`; the interpreter has ended then.
        """
        try:
            _say(Path.cwd(), self.questions)  # it began elsewhere, perhaps
            _say((work, args), self.questions)
            pickle.load(self.answers)
            return self._answer_within(seconds)
        except BaseException:
            self.process.kill()
            self.process.communicate()
            raise

    def _answer_within(self, seconds: float) -> Answer:
        end = time.monotonic() + seconds
        timer = threading.Timer(seconds, self.process.kill)
        timer.start()
        try:
            return pickle.load(self.answers)
        except (EOFError, pickle.UnpicklingError):
            raise _no_answer(seconds if time.monotonic() >= end else None) from None
        finally:
            timer.cancel()


_idle: list[Interpreter] = []
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)  # they answer the process that started them


def serve() -> None:
    """Answer questions until nobody asks; what the work prints goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks answers it
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with contextlib.suppress(EOFError):
        while True:
            os.chdir(pickle.load(questions))
            work, args = pickle.load(questions)
            _say(None, answers)
            _say(_answer(work, args), answers)


def _say(data: object, pipe: IO[bytes]) -> None:
    pickle.dump(data, pipe)
    pipe.flush()


def _answer(work: Callable[..., Any], args: tuple[Any, ...]) -> Answer:
    _limit_memory()
    try:
        return work(*args), None
    except (MemoryError, RecursionError) as error:
        return None, NoAnswerError(f"no answer: {type(error).__name__}")
    except Exception as error:  # it is raised again in the process that asked
        return None, error


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, hard))
