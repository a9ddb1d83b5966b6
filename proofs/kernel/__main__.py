"""``python -m proofs.kernel FILE ...``: certificates checked, alone; 0 if all are accepted.

A file holds one certificate, or a list of them.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from proofs.kernel import Refused, check, parsed, statement_hash

STATED = "symbols", "integers", "functions", "definitions", "hypotheses", "except", "goals"
"""Everything that a statement says."""


def main(files: Sequence[str]) -> int:
    """Say of each file what the kernel says, and what the accepted ones prove."""
    if not files or files[0].startswith("-"):
        print("usage: python -m proofs.kernel FILE ...", file=sys.stderr)
        return 2
    return max(map(report, files))


def report(file: str) -> int:
    """0 if every certificate in a file is accepted, 1 if one is refused, 2 if it holds none."""
    try:
        found = parsed(Path(file).read_text(encoding="utf-8"))
        several = found if isinstance(found, list) else [found]
        return max(answer(f"{file}{_name(one)}", one) for one in several)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, Refused) as reason:
        print(f"{file}: not a certificate: {reason}", file=sys.stderr)
        return 2


def _name(certificate: Any) -> str:
    """The name of a certificate that has one."""
    name = certificate.get("theorem") if isinstance(certificate, dict) else None
    return f" {json.dumps(name)}" if isinstance(name, str) else ""


def answer(name: str, certificate: Any) -> int:
    """What the kernel says of one certificate, and what it proves if it is accepted."""
    statement = certificate["statement"]
    try:
        check(json.dumps(certificate), statement_hash(statement))
    except Refused as reason:
        print(f"{name}: refused: {reason}")
        return 1
    print(f"{name}: accepted, sha256 {statement_hash(statement)}")
    for key in STATED:
        print(f"  {key}: {json.dumps(statement[key], ensure_ascii=False)}")
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
