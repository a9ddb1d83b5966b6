"""Papers that other distributions bring: the entry points of the group ``sponte.papers``."""

from importlib.metadata import entry_points
from pathlib import Path

from derive.errors import PaperError

GROUP = "sponte.papers"


def find(name: str | Path) -> Path:
    """The file of a paper: the one that is given, or that of an installed paper of this name.

    An entry point names a function without arguments that gives the path of the TOML file.

    :raises PaperError: for a name of no installed paper, or one whose package fails.
    """
    file = Path(name)
    if file.suffix or file.exists():
        return file
    known = {point.name: point for point in entry_points(group=GROUP)}
    if str(name) not in known:
        names = ", ".join(known) or "none is installed"
        raise PaperError(f"no paper {str(name)!r}: neither FILE.toml nor one of these: {names}")
    try:
        return Path(known[str(name)].load()())
    except Exception as error:
        raise PaperError(f"the installed paper {name}: {type(error).__name__}: {error}") from None
