"""What a shell may complete: numbers of claims, engines, targets; nothing is computed for it."""

import json
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENGINES = ("kernel", "smt", "arb", "coq")


def numbers_with(incomplete: str) -> list[str]:
    """The numbers of claims that begin so, in the paper's order."""
    known = json.loads((ROOT / "verdicts.json").read_text(encoding="utf-8"))
    return [number for number in known if number.startswith(incomplete)]


def engines_with(incomplete: str) -> list[str]:
    """The engines that begin so."""
    return [name for name in ENGINES if name.startswith(incomplete)]


def targets_with(incomplete: str) -> list[str]:
    """The targets of code that begin so: each is one file."""
    files = sorted((ROOT.parent / "derive" / "numeric" / "targets").glob("[a-z]*.py"))
    return [file.stem for file in files if file.stem.startswith(incomplete)]
