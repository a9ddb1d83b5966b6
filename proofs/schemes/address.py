"""What is written of a scheme in a file: FILE.py[:NAME]:HOLDER[:STATE], as text."""

import re
from pathlib import Path

from derive.errors import SchemeError


def is_address(text: str) -> bool:
    """Whether a text names a Python file, perhaps with parts behind it.

    >>> is_address("lossy.py:II"), is_address("14:E_1")
    (True, False)
    """
    return re.search(r"\.py(:|$)", text) is not None


def parts(text: str) -> tuple[Path, list[str]]:
    """The file of an address, and what is behind it.

    >>> parts("my/lossy.py:lossy:II")[1]
    ['lossy', 'II']
    """
    found = re.match(r"(.*?\.py)(?::(.*))?$", text, re.S)
    if not found:
        raise SchemeError(f"{text!r} names no Python file; write FILE.py[:NAME]")
    return Path(found[1]), found[2].split(":") if found[2] else []
