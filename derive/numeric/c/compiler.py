"""Compiles C for Python; what was compiled once is kept under a hash of its source and flags.

Elementary functions are inlined (:mod:`derive.numeric.c.libm`), so that loops vectorise without
flags that change arithmetic: `-ffast-math` destroys the stable form, and at link time sets
flush-to-zero for the whole process.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path

from derive.errors import ExportError

FLAGS = (
    *("-std=c99", "-O3", "-march=native", "-fno-math-errno", "-fno-trapping-math"),
    *("-ffp-contract=off", "-fopenmp-simd", "-DSPONTE_SIMD", "-fPIC", "-shared"),
    *("-fschedule-insns", "-fsched-pressure"),  # long bodies: a fifth faster
    *(["-mprefer-vector-width=512"] if platform.machine() == "x86_64" else []),
)


def compiler() -> str | None:
    """The C compiler; None, with a warning, where there is none."""
    found = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc")
    if found is None:
        text = "no C compiler (cc, gcc or $CC): target c falls back to numpy"
        warnings.warn(text, stacklevel=7)
    return found


def compiled(text: str, compiler: str, flags: Sequence[str] = FLAGS) -> Path:
    """A shared library of this source, compiled unless an earlier run did.

    :raises ExportError: with the compiler's words, when it refuses.
    """
    key = hashlib.sha256("\0".join([text, compiler, *flags]).encode()).hexdigest()[:32]
    library = _cache() / f"{key}.so"
    if not library.exists():
        with tempfile.TemporaryDirectory(dir=library.parent) as scratch:
            written, built = Path(scratch, "code.c"), Path(scratch, "code.so")
            written.write_text(text)
            command = [compiler, *flags, str(written), "-o", str(built), "-lm"]
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            if done.returncode:
                raise ExportError(f"{compiler} refuses the generated code: {done.stderr}")
            built.rename(library)  # at once: another process may be looking
    return library


def _cache() -> Path:
    return user_cache_path("sponte", appauthor=False, ensure_exists=True)
