"""Work is ended after its time, in every kind of process, and what it leaves disturbs nobody."""

import os
import subprocess
import sys
import threading
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from time import monotonic, sleep

import pytest

from proofs import patience
from proofs.patience import NoAnswerError, apart, shared, within

WAYS = pytest.mark.parametrize("ask", [patience._by_copy, apart], ids=["copy", "interpreter"])


def forever():
    while True:
        pass


def dies():
    os._exit(3)


def recurses(n=0):
    return recurses(n + 1)


def takes(size):
    return len(bytearray(size))


def prints():
    print("loud")
    return "quiet"


def number():
    return os.getpid()


def process_of(_):
    return os.getpid()


@WAYS
def test_work_without_an_end_is_given_up(ask):
    start = monotonic()
    with pytest.raises(NoAnswerError, match=r"no answer within 0\.2 seconds"):
        ask(0.2, forever)
    assert monotonic() - start < 30


@WAYS
def test_work_that_dies_or_takes_too_much_has_no_answer(ask):
    with pytest.raises(NoAnswerError, match="memory that there is"):
        ask(20, dies)
    with pytest.raises(NoAnswerError, match="RecursionError"):
        ask(20, recurses)
    with pytest.raises(NoAnswerError, match="MemoryError"):
        ask(20, takes, 2 * patience.MEMORY)


@WAYS
def test_an_error_is_raised_here(ask):
    with pytest.raises(ValueError, match="invalid literal"):
        ask(20, int, "seven")


@WAYS
def test_after_a_failure_the_next_question_is_answered(ask):
    with pytest.raises(NoAnswerError):
        ask(0.1, sleep, 20)
    assert ask(20, pow, 2, 10) == 1024


@pytest.mark.parametrize("share", [patience._by_copies, patience._by_interpreters])
def test_shared_work_is_done_elsewhere_and_in_order(share):
    assert [*share(2, abs, range(-5, 0))] == [5, 4, 3, 2, 1]
    assert os.getpid() not in {*share(2, process_of, range(2))}
    with pytest.raises(ZeroDivisionError):
        [*share(2, (1).__truediv__, [1, 0])]


def test_one_worker_is_this_process():
    assert [*shared(1, process_of, range(2))] == [os.getpid()] * 2


def test_what_the_work_prints_is_no_answer():
    assert apart(20, prints) == "quiet"


def test_an_interpreter_is_asked_again():
    assert apart(20, number) == apart(20, number) != os.getpid()


def test_threads_ask_at_the_same_time():
    with ThreadPoolExecutor(3) as pool:
        assert [*pool.map(lambda n: within(20, pow, n, 2), range(12))] == [n * n for n in range(12)]


def test_a_process_with_several_threads_is_not_copied(monkeypatch):
    for way in ("_by_copy", "_by_copies"):
        monkeypatch.setattr(patience, way, lambda *_: pytest.fail("copied"))
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert within(20, pow, 2, 10) == 1024
        assert [*shared(2, abs, [-1, 2, -3])] == [1, 2, 3]
    finally:
        done.set()
        thread.join()


def test_a_copy_of_a_process_has_interpreters_of_its_own():
    ours = apart(20, number)
    with (
        warnings.catch_warnings(action="ignore"),
        ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool,
    ):
        assert pool.submit(apart, 20, number).result() != ours
    assert apart(20, number) == ours


def test_an_interpreter_holds_no_file_that_was_open_before_it():
    """Somebody may wait for the end of a file, as a reader of a pipe does."""
    reader, writer = os.pipe()
    os.set_inheritable(writer, True)
    started = patience.Interpreter()
    assert started.ask(20, pow, (2, 10)) == (1024, None)
    os.close(writer)
    assert os.read(reader, 1) == b""
    os.close(reader)
    started.process.kill()
    started.process.communicate()


def test_a_script_without_a_main_guard_runs_once(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("from proofs.patience import apart\nprint(apart(20, pow, 2, 10))\n")
    run = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.stderr) == ("1024\n", "")


def test_another_interpreter_works_where_it_is_asked(monkeypatch, tmp_path):
    for folder in (tmp_path, tmp_path.parent):
        monkeypatch.chdir(folder)
        assert apart(10, os.getcwd) == str(folder)
