"""The quantities whose emitted text is kept; the others have the steps of one of these.

    python -m tests.derive.numeric.golden_names

writes the texts anew; look at what changed before they are kept.
"""

from pathlib import Path

from derive.export import offers, source, targets
from derive.numeric.quantities import QUANTITIES
from derive.version import version

GOLDEN = Path(__file__).parent / "golden"

ALIKE = {
    "bound_lossy_eve": "bound_lossy",
    "randomness_lossy": "randomness_lossy_eve",
    **{
        f"{kind}_device{eve}": "bound_device" if kind != "renyi" else "renyi_device_told"
        for kind in ("bound", "min_entropy", "renyi")
        for eve in ("", "_lost", "_told", "_lost_told")
    },
}
KEPT = [name for name in QUANTITIES if ALIKE.get(name, name) == name]


def kept_text(name: str, target: str) -> str:
    """The text of a quantity in a target's language, without the version that printed it."""
    printed = f"by sponte {version() or '(not installed)'},"
    return source(name, target).replace(printed, "by sponte VERSION,")


if __name__ == "__main__":
    for name in KEPT:
        for target in targets():
            if target != "arb" and offers(name, target):
                (GOLDEN / f"{name}.{target}.txt").write_text(kept_text(name, target))
