"""What all tests share: the verdicts, computed once, and a strict mode for CI."""

import os
import subprocess
import sys
from pathlib import Path

import mpmath
import pytest

from proofs import verify_all

ROOT = Path(__file__).parent.parent


def pytest_sessionfinish(session):
    """With SPONTE_NO_SKIP a skipped test is a failure: CI has everything that a test may need."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped") if reporter else None
    if skipped and os.environ.get("SPONTE_NO_SKIP"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    """What a test finds, perhaps with changed claims, is kept where nobody else looks for it."""
    folder = tmp_path_factory.mktemp("verdicts")
    monkeypatch.setattr("proofs.cache.folder", lambda: folder)
    return folder


@pytest.fixture(autouse=True)
def precision():
    """Every test starts with 50 digits, whatever another one has set."""
    with mpmath.workdps(50):
        yield


@pytest.fixture(scope="session")
def verdicts():
    """Every claim of the paper, judged in this run."""
    return {verdict.number: verdict for verdict in verify_all(workers=1)}


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
