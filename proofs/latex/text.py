"""Small pieces of text for LaTeX: escaped words, formulas inside of a sentence, enumerations."""

from collections.abc import Iterable

from proofs.latex.formula import formula

ESCAPES = str.maketrans(
    {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
    # The default encoding has no glyphs for these; T1 would load bitmap fonts on a small system.
    | {"|": r"\textbar{}", "<": r"\textless{}", ">": r"\textgreater{}"}
    | {character: f"\\{character}" for character in "&%$#_{}"}
)


def escape(text: str) -> str:
    r"""Plain text for LaTeX.

    >>> print(escape("rho_A & 50%"))
    rho\_A \& 50\%
    """
    return text.translate(ESCAPES)


def lemma_name(name: str) -> str:
    r"""A lemma's name in the text."""
    return rf"\textsf{{{name}}}"


def math(text: str) -> str:
    """A formula inside of a text."""
    return f"${formula(text)}$"


def listed(texts: Iterable[str]) -> str:
    """Texts with commas, and an `and` before the last.

    >>> listed("xyz")
    'x, y and z'
    """
    *rest, last = texts
    return f"{', '.join(rest)} and {last}" if rest else last
