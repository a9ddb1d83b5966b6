"""Names of parameters that the text of a target needs for itself."""

import re

from derive.errors import ExportError
from derive.numeric.own.quantity import Own

WORDS = frozenset(
    """
    and as assert async auto await break case catch char class complex const continue def default
    del delete do double each elif else end enum except exact exp extern false finally float fn
    for from function global goto if impl import in int is lambda let log long loop match mod mp
    mut new nonlocal none not null number numpy or out outside pass pub raise real ref register
    result return self short signed sizeof sqrt static struct super switch then this throw trait
    true try type typedef union unit unsigned use value var void volatile where while with yield i
    j m np bin_k count down bins abs max min math kept pair bounded place slong size_t nan
    infinity ball_bits ball_count ball_pool ball_room
    """.split()  # noqa: SIM905 - a list of words
)
"""Names that the text of some target needs for itself."""


def checked(own: Own, text: str) -> str:
    """The text, unless a parameter has the name of a word of a language, or of its functions.

    :raises ExportError: naming the parameter.
    """
    called = {*re.findall(r"\b([A-Za-z_]\w*)\(", text)}
    taken = sorted(name for name in own.parameters if name.lower() in WORDS or name in called)
    if taken:
        raise ExportError(f"{own.equation}: {', '.join(taken)} is a word of a language; rename it")
    return text
