"""How long people wait: imports, ``show``, ``verify``, next to importing SymPy alone.

``python benchmarks/commands.py`` prints the table of benchmarks/README.md. CPU seconds are those of
all processes together; on a busy machine they say more than the time on the wall.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
REPEATS = 5
VERIFY = """\
from proofs import verify_all
if __name__ == "__main__":
    for verdict in verify_all(workers={workers}):
        print(verdict.number, verdict.seconds)
"""
PROCESSES = {
    "import sympy": ("-c", "import sympy"),
    "import derive": ("-c", "import derive"),
    "import proofs": ("-c", "import proofs"),
    "sponte --help": ("-m", "proofs.command.cli", "--help"),
    "sponte show 17": ("-m", "proofs.command.cli", "show", "17"),
    "sponte check 28 ...": ("-m", "proofs.command.cli", "check", "28", "rho11*h(exp(-Gamma*t/n))"),
}
"""What a fresh interpreter is asked to do."""
SLOWEST = 10


def measure(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall, and CPU seconds of the processes that `work` starts."""
    wall, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    cpu = after.children_user + after.children_system
    return time.perf_counter() - wall, cpu - before.children_user - before.children_system


def python(*arguments: str) -> str:
    """What a fresh interpreter prints."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False).stdout


def medians(arguments: Iterable[str]) -> tuple[float, float]:
    """Medians over fresh processes, after one that fills the caches of bytecode."""
    arguments = tuple(arguments)
    python(*arguments)
    walls, cpus = zip(*(measure(lambda: python(*arguments)) for _ in range(REPEATS)), strict=True)
    return statistics.median(walls), statistics.median(cpus)


def row(name: str, wall: float, cpu: float | None = None) -> None:
    """A line of the table."""
    print(f"| {name:<28} | {wall:>6.2f} | {'' if cpu is None else f'{cpu:.2f}':>6} |", flush=True)


def main() -> None:
    """Measure and print."""
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
    print(f"| {'seconds':<28} |   wall |    CPU |\n| {'-' * 28} | -----: | -----: |")
    for name, arguments in PROCESSES.items():
        row(name, *medians(arguments))
    printed = ""
    for workers in (2, 1):

        def judge(program: str = VERIFY.format(workers=workers)) -> None:
            nonlocal printed
            printed = python("-c", program)

        row(f"verify all, workers: {workers}", *measure(judge))
    claims = [(float(seconds), number) for number, seconds in map(str.split, printed.splitlines())]
    for seconds, number in sorted(claims, reverse=True)[:SLOWEST]:
        row(f"  {number}", seconds)


if __name__ == "__main__":
    main()
