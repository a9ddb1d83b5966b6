"""What has to be trusted is known by file, and small."""

from pathlib import Path

import pytest

from benchmarks.trusted import PARTS, ROOT, size, table

KERNEL = ROOT / "proofs" / "kernel"
OUTSIDE = {"__main__.py"}
"""What only prints what the kernel says."""
MOST = {"kernel": 1450, "translator": 350, "statement": 540, "printer": 260}
"""Lines of code of each part, with a little room."""


def test_every_file_of_the_kernel_is_counted():
    counted = {Path(path).name for part in ("kernel", "translator") for path in PARTS[part]}
    assert counted == {path.name for path in KERNEL.glob("*.py")} - OUTSIDE


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
