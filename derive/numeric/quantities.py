"""The quantities of the paper and of a device that can be exported, as one table."""

import difflib
from collections.abc import Sequence

from derive.errors import ExportError
from derive.numeric import stable, stable_device
from derive.numeric.registry import Quantity

ATOM = ("rho11", "c", "Gamma_t")
BOUND_ACCURACY = "median 0.5 ulp, worst found 7 ulp"
RANDOMNESS_ACCURACY = "median 0.5 ulp, worst found 15 ulp"
RENYI_ACCURACY = "median 0.7 ulp, worst found 17 ulp"
PERFECT = "a detector without losses and dark counts, one photon at most, pure vacuum"
LOSSY = "a detector that misses photons, without dark counts, one photon at most, pure vacuum"
NOISY = "losses and dark counts, the first click counts, one photon at most, pure vacuum, rho01 = 0"
SHOTS = "asymptotic: bits per shot of many independent and equal shots (i.i.d.)"
SHOT = "one-shot: minus the logarithm of Eve's best guess of one shot"
ORDER = (
    "one-shot: the Renyi entropy of one shot, for blocks of independent and equal shots (i.i.d.)"
)
PURIFIED = "Eve holds R', a purification of the atom"
ATOMS = (PURIFIED, SHOTS, PERFECT)
DEVICE = ("rho11", "Gamma_t", "n", "eta", "d")
EVES = {
    "": "Eve holds R'",
    "_lost": "Eve holds R' and the lost photons",
    "_told": "Eve holds R' and is told of the dark counts",
    "_lost_told": "Eve holds R' and the lost photons and is told of the dark counts",
}
ASYMPTOTIC, ONE_SHOT = "bits per shot, asymptotic", "of one shot, optimised over Eve's state"
KINDS = {
    "bound": ("dark", f"lower bound, {ASYMPTOTIC}", (), SHOTS, ""),
    "min_entropy": ("min", f"min-entropy {ONE_SHOT}", (), SHOT, ":guess"),
    "renyi": ("renyi", f"Renyi entropy {ONE_SHOT}", ("order",), ORDER, ":norm"),
}
LINEAR = {"rho11": "device:ends:population:quiet"}
CONCAVE = {"eta": "device:ends:efficiency:coherent"}
"""What claims say of bits without dark counts."""
ASSUMED = "rho01 = 0, pure vacuum, independent and equal shots"
"""What all numbers of a device presuppose; a sum over the bins is what one of them costs."""


def _device(kind: str, eve: str) -> Quantity:
    """A number of bits of a real detector at rho01 = 0, for one Eve."""
    number, title, more, shots, of = KINDS[kind]
    holds = eve.replace("_", ":")
    grows = {"eta": f"device:ends:growth{of}{holds}"} if eve == "_lost_told" else {}
    concave = {} if grows else {"eta": f"device:ends:efficiency{of}{holds}"}
    return Quantity(
        f"{kind}_device{eve}", f"device:{number}{holds}", "",
        f"{title}, with losses and dark counts; {EVES[eve]}; {ASSUMED}", (*DEVICE, *more),
        stable_device.device(kind, lost="lost" in eve, told="told" in eve),
        RENYI_ACCURACY if more else RANDOMNESS_ACCURACY, assumes=(EVES[eve], shots, NOISY),
        rises=grows, falls={"d": f"device:ends:dark{of}{holds}"} if "told" in eve else {},
        has_ends={"rho11": f"device:ends:population{of}"} | concave,
    )  # fmt: skip


QUANTITIES = {
    quantity.name: quantity
    for quantity in (
        Quantity(
            "bound_single", "19", "", "lower bound of single-photon detection",
            ("rho11", "Gamma_t"), (stable.bound, stable.bound_in_units),
            BOUND_ACCURACY, assumes=ATOMS, has_ends=LINEAR,
        ),
        Quantity(
            "bound_temporal", "28", "", "lower bound of arrival times in n bins",
            ("rho11", "Gamma_t", "n"), (stable.bound, stable.bound_in_units),
            BOUND_ACCURACY, assumes=ATOMS, has_ends=LINEAR,
        ),
        Quantity(
            "randomness_single", "17", "", "randomness of single-photon detection",
            ATOM, stable.RANDOMNESS, RANDOMNESS_ACCURACY, assumes=ATOMS,
        ),
        Quantity(
            "randomness_temporal", "25", "", "randomness of arrival times in n bins",
            (*ATOM, "n"), stable.RANDOMNESS, RANDOMNESS_ACCURACY, assumes=ATOMS,
        ),
        Quantity(
            "bound_lossy", "device:lossy:bound", "",
            "lower bound of arrival times with losses, Eve holds R'",
            ("rho11", "Gamma_t", "n", "eta"), (*stable_device.BOUND_LOSSY, stable.bound_in_units),
            BOUND_ACCURACY,
            assumes=(f"{PURIFIED}, nobody holds the lost photons", SHOTS, LOSSY),
            has_ends=LINEAR | CONCAVE,
        ),
        Quantity(
            "bound_lossy_eve", "device:lossy:eve:bound", "",
            "lower bound of arrival times with losses, Eve holds R' and the lost photons",
            ("rho11", "Gamma_t", "n", "eta"),
            (*stable_device.BOUND_LOSSY_EVE, stable.bound_in_units),
            BOUND_ACCURACY,
            assumes=(f"{PURIFIED}, and the lost photons", SHOTS, LOSSY),
            rises={"eta": "device:lossy:eve:bound"}, has_ends=LINEAR,
        ),
        Quantity(
            "randomness_lossy", "device:lossy", "",
            "randomness of arrival times with losses, Eve holds R'",
            (*ATOM, "n", "eta"), stable_device.RANDOMNESS_LOSSY, RANDOMNESS_ACCURACY,
            assumes=(f"{PURIFIED}, nobody holds the lost photons", SHOTS, LOSSY),
            has_ends=CONCAVE,
        ),
        Quantity(
            "randomness_lossy_eve", "device:lossy:eve", "",
            "randomness of arrival times with losses, Eve holds R' and the lost photons",
            (*ATOM, "n", "eta"), stable_device.RANDOMNESS_LOSSY_EVE, RANDOMNESS_ACCURACY,
            assumes=(f"{PURIFIED}, and the lost photons", SHOTS, LOSSY),
            rises={"eta": "device:lossy:eve:efficient"},
        ),
        *(_device(kind, eve) for kind in KINDS for eve in EVES),
        Quantity(
            "min_entropy", "device:min-entropy", "bits",
            "min-entropy of one shot of arrival times, Eve holds R'",
            (*ATOM, "n"), (stable_device.min_entropy,), RANDOMNESS_ACCURACY,
            assumes=(PURIFIED, SHOT, PERFECT),
        ),
        Quantity(
            "slope", "A1", "1", "derivative of the randomness in c, for every number of bins",
            ATOM, (*stable.SPECTRA, stable.slope),
            f"{RANDOMNESS_ACCURACY}, for a rho11 that is not subnormal", bound=False, assumes=ATOMS,
        ),
        Quantity(
            "bound_limit", "28", "limit", "the bound less rho11 (1-exp(-Gamma t)) log2(n), n -> oo",
            ("rho11", "Gamma_t"), (stable.bound_limit,),
            BOUND_ACCURACY, bound=False, nonnegative=False, assumes=ATOMS, has_ends=LINEAR,
        ),
        Quantity(
            "adversary1_temporal_passive", "table1:temporal:I", "end-coherent",
            "arrival times in n bins, Eve holds A and R' after the window",
            (*ATOM, "n"),
            (stable.passive,), RANDOMNESS_ACCURACY,
            assumes=("Eve holds the atom and R' after the window", SHOTS, PERFECT),
        ),
        Quantity(
            "adversary1_spatial", "34", "adversary_I",
            "clicks of the detectors, Eve holds A and R'",
            ("p",), (stable.clicks, stable.known_to_one),
            "median 0.4 ulp, worst found 3 ulp",
            assumes=("Eve holds the atom and R' after the window", SHOTS, PERFECT),
        ),
        Quantity(
            "adversary2_spatial", "34", "adversary_II", "clicks of the detectors, Eve holds R'",
            ("p", "Gamma_t"),
            (stable.clicks, stable.window, stable.any_click, stable.known_to_two),
            "median 0.4 ulp, worst found 5 ulp",
            assumes=(PURIFIED, SHOTS, PERFECT),
        ),
        Quantity(
            "randomness_phase", "38", "", "min-entropy of the binned voltage, with (39)",
            ("a", "P", "A_gain", "tau_c", "tau"), (stable.phase,),
            "median 0.1 ulp, worst found 7 ulp",
            assumes=(
                "Eve has no access to the phase, which diffuses as Gaussian white noise",
                SHOT, "an interferometer and a voltmeter without noise of their own",
            ),
        ),
        Quantity(
            "phase_lambda", "39:lorentzian", "", "half a bin over the voltage spread, s^(1/2)",
            ("a", "P", "A_gain", "tau_c"), (stable.phase_lambda,),
            "median 0.4 ulp, worst found 3 ulp", entropy=False,
        ),
        Quantity(
            "mu_1", "18", "mu_1", "larger eigenvalue of the no-photon block",
            ATOM, (*stable.SPECTRA, stable.larger_eigenvalue), "median 0.1 ulp, worst found 3 ulp",
            entropy=False,
            assumes=("pure vacuum",),
        ),
        Quantity(
            "mu_2", "18", "mu_2", "smaller eigenvalue of the no-photon block",
            ATOM, (*stable.SPECTRA, stable.smaller_eigenvalue),
            "median 0.3 ulp, worst found 5 ulp",
            entropy=False,
            assumes=("pure vacuum",),
        ),
    )
}  # fmt: skip


def quantity(name: str, others: Sequence[str] = ()) -> Quantity:
    """The quantity of this name; `others` are names of what is none, which may have been meant.

    :raises ExportError: naming the closest ones.
    """
    if name not in QUANTITIES:
        known = [*QUANTITIES, *others]
        close = difflib.get_close_matches(name, known, n=3, cutoff=0.4) or known
        raise ExportError(f"there is no quantity {name!r}; closest: {', '.join(close)}")
    return QUANTITIES[name]
