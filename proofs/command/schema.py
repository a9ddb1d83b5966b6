"""The JSON schema of what the command prints under ``--json``, which is part of the package."""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("output.schema.json")


def schema() -> dict[str, Any]:
    """The schema; ``$defs`` has that of each command, and of an error.

    >>> [name for name in schema()["$defs"] if name in ("check", "derive", "error")]
    ['check', 'derive', 'error']
    """
    return json.loads(FILE.read_text(encoding="utf-8"))
