"""Which version of a distribution is installed."""

from importlib import metadata


def version(distribution: str = "sponte") -> str | None:
    """The version as installed; None where it is not, as in a source tree.

    >>> version("no-such-distribution") is None
    True
    """
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None
