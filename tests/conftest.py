"""What all tests share: the verdicts, computed once, and a strict mode for CI."""

import fcntl
import os
import pickle
import subprocess
import sys
from pathlib import Path

import mpmath
import pytest

from derive.numeric.c import compiler
from proofs import verify_all
from tests.worlds import WORLDS, write_all

ROOT = Path(__file__).parent.parent


def pytest_sessionfinish(session):
    """With SPONTE_NO_SKIP a skipped test is a failure: CI has everything that a test may need."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped") if reporter else None
    if skipped and os.environ.get("SPONTE_NO_SKIP"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def precision():
    """Every test starts with 50 digits, whatever another one has set."""
    with mpmath.workdps(50):
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_builds():
    """C for Python is built in a seventh of the time; test_c_compiler says that no bit changes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler, "NEEDED", tuple(f.replace("-O3", "-O0") for f in compiler.NEEDED))
        compiler.flags.cache_clear()  # what is imported to collect tests may have compiled already
        yield


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """What is made once in a run, by the worker that asks first; the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def make(name, maker):
        file = folder / f"{name}.pickle"
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                file.write_bytes(pickle.dumps(maker()))
        return pickle.loads(file.read_bytes())

    return make


@pytest.fixture(scope="session")
def verdicts(once):
    """Every claim of the paper, judged in this run."""
    found = once("verdicts", lambda: list(verify_all(workers=1)))
    return {verdict.number: verdict for verdict in found}


@pytest.fixture(scope="session")
def other_world(tmp_path_factory):
    """Has :mod:`tests.worlds` write in a process with these variables; gives its files' bytes."""

    def start(world):
        folder = tmp_path_factory.mktemp("there")
        command = [sys.executable, "-m", "tests.worlds", str(folder)]
        run = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **world})

        def files():
            assert run.wait() == 0
            return files_of(folder)

        return files

    return start


@pytest.fixture(scope="session")
def worlds(once, other_world, verdicts, tmp_path_factory):
    """The bytes of each file that :mod:`tests.worlds` writes, by its path: here and elsewhere."""

    def written():
        there, here = other_world(WORLDS[0]), tmp_path_factory.mktemp("here")
        write_all(here, [*verdicts.values()])
        return files_of(here), there()

    return once("worlds", written)


def files_of(folder):
    """The bytes of each file below a folder, by its path there."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


@pytest.fixture(scope="module")
def document(worlds, tmp_path_factory) -> Path:
    """A folder with the files of ``sponte latex``, all verdicts among them, for one module."""
    directory = tmp_path_factory.mktemp("document")
    for name, text in worlds[0].items():
        if name.startswith("latex/"):
            (directory / Path(name).name).write_bytes(text)
    return directory


@pytest.fixture(scope="session")
def run_python():
    """Runs the interpreter on the source tree; keywords change its environment."""

    def run(*arguments, **environment):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run
