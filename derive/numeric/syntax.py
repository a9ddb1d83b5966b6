"""Python's syntax trees, also where somebody else parses in the middle of it."""

import ast
import gc
from typing import Any


def syntax_tree(text: str, mode: str = "exec") -> Any:
    """As :func:`ast.parse`, once more if CPython 3.11 lost count of how deep it is: garbage was
    collected meanwhile, and somebody parsed then (python/cpython issue 106905).

    >>> syntax_tree("x", "eval").body.id
    'x'
    """
    try:
        return ast.parse(text, mode=mode)
    except SystemError:
        collects = gc.isenabled()
        gc.disable()
        try:
            return ast.parse(text, mode=mode)
        finally:
            (gc.enable if collects else gc.disable)()
