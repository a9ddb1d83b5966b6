"""How the tests run: nothing here changes an answer, and what is set is set before any import."""

import gc
import os
import sys

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")  # workers share the cores
os.environ.setdefault("SYMPY_CACHE_SIZE", "50000")  # of 1,000 results SymPy computes many again
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # of many interpreters one compiles each file
sys.dont_write_bytecode = False

MANY = 100_000
"""Objects between two looks for garbage: of what a test makes little is any."""


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Garbage is not looked for among the tests and modules, which stay to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(MANY)
        gc.enable()
