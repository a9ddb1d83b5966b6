"""What a shell may complete: claims, engines, targets; nothing is computed for it."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENGINES = ("kernel", "smt", "arb", "coq")


def numbers_with(incomplete: str) -> list[str]:
    """The numbers of claims that begin so, in the paper's order, and patterns for families."""
    known = json.loads((ROOT / "verdicts.json").read_text(encoding="utf-8"))
    found = [number for number in known if number.startswith(incomplete)]
    return [*found, *_families(found, len(incomplete))]


def _families(numbers: Sequence[str], typed: int) -> list[str]:
    """What names all that go on alike up to the next colon, where these are several.

    >>> _families(["text:gibbs", "text:outcomes", "table1:phase:I"], 1)
    ['text:*']
    """
    ends = ((number, number.find(":", typed)) for number in numbers)
    heads = Counter(number[: end + 1] for number, end in ends if end >= 0)
    return [f"{head}*" for head, times in heads.items() if times > 1]


def engines_with(incomplete: str) -> list[str]:
    """The engines that begin so."""
    return [name for name in ENGINES if name.startswith(incomplete)]


def targets_with(incomplete: str) -> list[str]:
    """The targets of code that begin so: each is one file."""
    files = sorted((ROOT.parent / "derive" / "numeric" / "targets").glob("[a-z]*.py"))
    return [file.stem for file in files if file.stem.startswith(incomplete)]
