"""Compiles C for Python, with any compiler; what was compiled once is kept.

It is kept under a hash of its source, the compiler's words for what it compiles for, and the flags,
so that what another processor was built for is never run. Elementary functions are inlined
(:mod:`derive.numeric.c.libm`), so that loops vectorise without flags that change arithmetic:
`-ffast-math` destroys the stable form, and at link time sets flush-to-zero for the whole process.
"""

import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path

from derive.errors import CompilerError

NEEDED = ("-std=c99", "-O3", "-fPIC", "-shared", "-DSPONTE_CHECKED")
WANTED = (
    *("-march=native", "-fno-math-errno", "-fno-trapping-math", "-ffp-contract=off"),
    *("-fopenmp-simd", "-fschedule-insns", "-fsched-pressure"),  # long bodies: a fifth faster
    "--param=sched-pressure-algorithm=2",  # another tenth, at most
    *("-fno-tree-pre", "-fno-thread-jumps"),  # each would divide on both sides of a choice
    "-mprefer-vector-width=512",
)
"""What makes it fast, as far as a compiler takes it."""
SIMD = ("-DSPONTE_SIMD",)


def compiler() -> tuple[str, ...]:
    """The C compiler with its own arguments, as `CC` has them.

    :raises CompilerError: where there is none.
    """
    named = shlex.split(os.environ.get("CC", ""))
    found = shutil.which(named[0] if named else "cc") or (None if named else shutil.which("gcc"))
    if found is None:
        raise CompilerError(f"no C compiler ({named[0] if named else 'cc, gcc or $CC'})")
    return (found, *named[1:])


@cache
def flags(command: Sequence[str]) -> tuple[str, ...]:
    """The flags that a compiler takes without complaint: mostly all, else each is tried."""
    if macros(command, WANTED):
        return (*NEEDED, *WANTED, *SIMD)
    taken = tuple(flag for flag in WANTED if macros(command, (flag,)))
    return (*NEEDED, *taken, *(SIMD if "-fopenmp-simd" in taken else ()))


@cache
def macros(command: Sequence[str], given: Sequence[str]) -> str:
    """What a compiler defines under some flags, the processor's instructions among it.

    Empty where it does not take them.
    """
    asked = [*command, *given, "-Werror", "-dM", "-E", "-x", "c", os.devnull]
    done = subprocess.run(asked, check=False, capture_output=True, text=True)
    return "" if done.returncode else done.stdout


def loaded(text: str, command: Sequence[str], given: Sequence[str] = ()) -> ctypes.CDLL:
    """The functions of this source, compiled unless an earlier run did.

    :raises CompilerError: where the compiler refuses, or nothing can be kept or loaded.
    """
    try:
        return ctypes.CDLL(str(_compiled(text, command, given or flags(command))))
    except OSError as problem:
        raise CompilerError(f"compiled code cannot be kept or loaded: {problem}") from None


def _compiled(text: str, command: Sequence[str], given: Sequence[str]) -> Path:
    meant = macros(command, tuple(flag for flag in given if flag in WANTED))
    key = hashlib.sha256("\0".join([text, *command, *given, meant]).encode()).hexdigest()[:32]
    library = _cache() / f"{key}.so"
    if not library.exists():
        with tempfile.TemporaryDirectory(dir=library.parent) as scratch:
            written, built = Path(scratch, "code.c"), Path(scratch, "code.so")
            written.write_text(text)
            _run([*command, *given, str(written), "-o", str(built), "-lm"])
            built.rename(library)  # at once: another process may be looking
    return library


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        reason = next(iter(done.stderr.splitlines()), f"status {done.returncode}")
        raise CompilerError(f"{command[0]} refuses the generated code: {reason}")


def _cache() -> Path:
    return user_cache_path("sponte", appauthor=False, ensure_exists=True)
