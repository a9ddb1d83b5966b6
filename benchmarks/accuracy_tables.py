"""The tables of `benchmarks/numeric.md` from what `benchmarks.accuracy` printed.

    python -m benchmarks.accuracy --target numpy c > accuracy.txt
    python -m benchmarks.accuracy_tables accuracy.txt

Reads any number of files, so that a long run may be shared out among processes.
"""

import argparse
import re
from collections.abc import Iterator, Sequence

from benchmarks.given import content
from benchmarks.tables import markdown
from derive.export import quantities, targets

GROUPS = {
    "Bounds (19) and (28)": ("bound_single", "bound_temporal", "bound_limit"),
    "Randomness of one atom, and its slope": ("randomness_single", "randomness_temporal", "slope"),
    "Other adversaries": ("adversary",),
    "Lossy detectors and devices": ("bound_lossy", "randomness_lossy", "bound_device"),
    "Min-entropy and Renyi entropy": ("min_entropy", "renyi"),
    "Phase of a laser": ("randomness_phase", "phase_"),
    "Eigenvalues of the no-photon block": ("mu_",),
}
"""Tables by the first letters of the names in them."""
MAIN = ("numpy", "c")
FIGURES = {"median": "median", "99.9 %": "quantile", "worst": "searched"}
"""What is shown by the names in a line: the worst is that of the search, which began at the worst
of the stratified points."""
LINE = re.compile(
    r"(?P<name>\w+) +(?P<target>\w+) +(?P<points>\d+) points +NaN (?P<nans>\d+) +"
    r"median (?P<median>\S+) +99\.9 % (?P<quantile>\S+) +worst (?P<worst>\S+) +"
    r"searched (?P<searched>\S+) "
)
Found = dict[tuple[str, str], re.Match[str]]
"""Lines by function and target."""


def read(texts: Sequence[str]) -> Found:
    """The reports in some texts; of two for the same function and target the last counts."""
    matches = (LINE.match(line) for text in texts for line in text.splitlines())
    return {(m["name"], m["target"]): m for m in matches if m}


def names() -> list[str]:
    """All functions in order."""
    return [variant.name for quantity in quantities() for variant in quantity.variants]


def group(found: Found, prefixes: tuple[str, ...]) -> Iterator[list[str]]:
    """A heading, then all figures of each function whose name starts so, for NumPy and C."""
    yield ["", *(f"{t}: {figure}" for t in MAIN for figure in FIGURES)]
    for name in filter(lambda name: name.startswith(prefixes), names()):
        if all((name, target) in found for target in MAIN):
            reports = (found[name, target] for target in MAIN)
            yield [f"`{name}`", *(m[figure] for m in reports for figure in FIGURES.values())]


def others(found: Found) -> Iterator[list[str]]:
    """A heading, then for each function the worst that was found in each of the other targets."""
    shown = [t for t in targets() if t not in MAIN and any(t == target for _, target in found)]
    yield ["", *shown]
    for name in names():
        reports = (found.get((name, target)) for target in shown)
        yield [f"`{name}`", *(m["searched"] if m else "" for m in reports)]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=content)
    found = read(parser.parse_args().files)
    for title, prefixes in GROUPS.items():
        print(f"### {title}\n\n{markdown(list(group(found, prefixes)))}\n")
    if any(target not in MAIN for _, target in found):
        print(f"### Other targets, the worst that was found\n\n{markdown(list(others(found)))}\n")
    print(f"Results that are NaN: {sum(int(m['nans']) for m in found.values())}.")


if __name__ == "__main__":
    main()
