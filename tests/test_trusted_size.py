"""What has to be trusted is known by file, small, and leans on nothing else of ours."""

import ast
import re
from pathlib import Path

import pytest

from benchmarks.trusted import PARTS, ROOT, size, table

KERNEL = ROOT / "proofs" / "kernel"
OUTSIDE = {"__main__.py"}
"""What only prints what the kernel says."""
MAY_IMPORT = {"flint", "proofs.kernel"}
MOST = {"kernel": 1450, "translator": 350, "statement": 420, "printer": 260}
"""Lines of code of each part, with a little room."""


def test_every_file_of_the_kernel_is_counted():
    counted = {Path(path).name for part in ("kernel", "translator") for path in PARTS[part]}
    assert counted == {path.name for path in KERNEL.glob("*.py")} - OUTSIDE


@pytest.mark.parametrize("path", [*PARTS["kernel"], *PARTS["translator"]])
def test_the_kernel_imports_nothing_but_python_flint_and_itself(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    ours = {name for name in imported if name.split(".")[0] in ("proofs", "derive", "flint")}
    assert all(re.match(rf"({'|'.join(MAY_IMPORT)})\b", name) for name in ours), ours
    assert not imported & {"sympy", "mpmath", "numpy"}


@pytest.mark.parametrize("part", PARTS)
def test_a_trusted_part_stays_small(part):
    code = sum(size(path)[1] for path in PARTS[part])
    assert 0.6 * MOST[part] < code <= MOST[part], code


def test_the_table_has_all_of_it():
    lines = table().splitlines()
    files = [path for paths in PARTS.values() for path in paths]
    assert len(lines) == 1 + len(files) + len(PARTS) + 1
    every, code = map(int, lines[-1].split()[1:])
    assert code < every == sum(size(path)[0] for path in files)
