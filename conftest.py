"""How the tests run: nothing here changes an answer, and what is set is set before any import."""

import gc
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # workers share the cores
os.environ.setdefault("SYMPY_CACHE_SIZE", "50000")  # of 1,000 results SymPy computes many again


def pytest_collection_finish():
    """Nobody looks through the tests themselves, which all stay, for what is no longer used."""
    gc.collect()
    gc.freeze()
