"""The quantities whose emitted text is kept; the others have the steps of one of these."""

from derive.numeric.registry import QUANTITIES

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
