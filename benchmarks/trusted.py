"""How much code has to be trusted for `equal` and `proved`: ``python -m benchmarks.trusted``.

Lines of code are those that are left without docstrings, comments and blank lines.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARTS = {
    "kernel": (
        *("proofs/kernel/element.py", "proofs/kernel/field.py", "proofs/kernel/scope.py"),
        *("proofs/kernel/reader.py", "proofs/kernel/checker.py", "proofs/kernel/calculus.py"),
        *("proofs/kernel/constants.py", "proofs/kernel/sums.py", "proofs/kernel/thin.py"),
        *("proofs/kernel/standing.py", "proofs/kernel/__init__.py"),
    ),
    "translator": ("proofs/kernel/translator.py", "proofs/kernel/trees.py"),
    "statement": (
        "proofs/statements/statement.py",
        "proofs/statements/hypotheses.py",
        "proofs/statements/vocabulary.py",
        "proofs/paper/claimed.py",
    ),
    "printer": ("derive/text/plain.py",),
}
"""The trusted files, by what they do; :mod:`proofs.kernel` says in which order to read them."""


def size(path: str) -> tuple[int, int]:
    """All lines of a file, and its lines of code.

    >>> every, code = size("proofs/kernel/thin.py")
    >>> 20 < code < every
    True
    """
    text = (ROOT / path).read_text(encoding="utf-8")
    written = {
        number
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.strip().startswith("#")
    }
    return len(text.splitlines()), len(written - set(_documentation(ast.parse(text))))


def _documentation(tree: ast.Module) -> Iterator[int]:
    """The lines of all texts that stand alone."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str()), lineno=first, end_lineno=int(last)):
                yield from range(first, last + 1)


def table() -> str:
    """One line for each file, and one for each part and all of them."""
    rows: list[tuple[str, int, int]] = []
    for part, paths in PARTS.items():
        sizes = [(path, *size(path)) for path in paths]
        rows += [*sizes, (part, sum(s[1] for s in sizes), sum(s[2] for s in sizes))]
    parts = [row for row in rows if row[0] in PARTS]
    rows.append(("all", sum(row[1] for row in parts), sum(row[2] for row in parts)))
    lines = [f"{name:<32}{every:>7}{code:>7}" for name, every, code in rows]
    return "\n".join([f"{'':<32}{'lines':>7}{'code':>7}", *lines])


if __name__ == "__main__":
    print(table())
