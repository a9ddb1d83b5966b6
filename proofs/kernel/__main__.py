"""``python -m proofs.kernel FILE ...``: certificates checked, alone; 0 if all are accepted."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from proofs.kernel import Refused, check, statement_hash

STATED = "symbols", "integers", "functions", "definitions", "hypotheses", "except", "goals"
"""Everything that a statement says."""


def main(files: Sequence[str]) -> int:
    """Say of each file what the kernel says, and what the accepted ones prove."""
    if not files or files[0].startswith("-"):
        print("usage: python -m proofs.kernel FILE ...", file=sys.stderr)
        return 2
    return max(map(report, files))


def report(file: str) -> int:
    """0 if the certificate in a file is accepted, 1 if it is refused, 2 if it cannot be read."""
    try:
        text = Path(file).read_text(encoding="utf-8")
        statement = json.loads(text)["statement"]
        check(text, statement_hash(statement))
    except Refused as reason:
        print(f"{file}: refused: {reason}")
        return 1
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as reason:
        print(f"{file}: not a certificate: {reason}", file=sys.stderr)
        return 2
    print(f"{file}: accepted, sha256 {statement_hash(statement)}")
    for key in STATED:
        print(f"  {key}: {json.dumps(statement[key], ensure_ascii=False)}")
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
