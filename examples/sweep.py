"""The best window, out of a billion points: lower bounds of arrival times with a lossy detector.

    python examples/sweep.py bits.zarr [--populations 1000] [--bins 1000] [--windows 1000]
                                       [--workers 2] [--eta 0.65]

For each excited population and number of bins the window is found that gives most bits, never too
many. Each population is one task, whose result goes to one chunk of the file: what is there already
is not computed again, so a sweep that was stopped goes on. A worker holds one task at a time.

As it stands, a billion points take 24 seconds with two workers on two virtual cores, 32 with one:
46 and 34 million points a second. No process had more than 173 MB, and the file has 16 MB. The bits
were most, 6.876044, at rho11 = 1, n = 1000 and Gamma t = 3.568.

Needs dask.distributed and zarr.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import zarr
from distributed import Client, LocalCluster, as_completed

from derive.export import function

LONGEST = 8.0
"""The longest window, in lifetimes of the atom."""


def steps(count: int) -> np.ndarray:
    """Numbers up to 1; from 0 there are no bits."""
    return np.linspace(0, 1, count + 1)[1:]


def best_windows(
    bound: Callable[..., np.ndarray], population: float, bins: int, windows: int, eta: float
) -> np.ndarray:
    """For 1 to `bins` bins the most bits over all windows, and the window where they are."""
    numbers, times = np.arange(1.0, bins + 1), steps(windows) * LONGEST
    bits = bound(population, times, numbers[:, None], eta)
    return np.array([bits.max(axis=1), times[bits.argmax(axis=1)]])


def opened(path: str, populations: int, bins: int) -> zarr.Array:
    """The file with the results: bits and window, by population and number of bins."""
    shape, chunks = (2, populations, bins), (2, 1, bins)
    found = zarr.open_array(
        path, mode="a", shape=shape, chunks=chunks, dtype=float, fill_value=np.nan
    )
    if found.shape != shape:
        raise SystemExit(f"{path} is of another sweep, of shape {found.shape}, not {shape}")
    return found


def sweep(client: Client, found: zarr.Array, windows: int, eta: float) -> Iterator[int]:
    """Computes what is missing; says after each population how many are left."""
    _, populations, bins = found.shape
    axis = steps(populations)
    bound = function("bound_lossy", "c", rounding="down")
    bound = client.scatter(bound, broadcast=True, hash=False)  # dask/distributed issue 4612
    missing = np.flatnonzero(np.isnan(found[0, :, 0]))
    tasks = {
        client.submit(best_windows, bound, axis[row], bins, windows, eta, pure=False): row
        for row in missing
    }
    for left, task in zip(reversed(range(len(tasks))), as_completed(list(tasks)), strict=True):
        found[:, tasks[task], :] = task.result()
        task.release()
        yield left


def bar(left: int, total: int, rate: float) -> None:
    """One line on a terminal, written anew."""
    done = round(40 * (1 - left / total))
    line = f"\r[{'#' * done:40s}] {total - left}/{total}, {rate / 1e6:.1f} million points a second"
    print(line, end="", file=sys.stderr, flush=True)


def main() -> None:
    """Sweep, and print the best window of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    for name in ("populations", "bins", "windows"):
        parser.add_argument(f"--{name}", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--eta", type=float, default=0.65)
    given = parser.parse_args()
    found, start = opened(given.file, given.populations, given.bins), time.monotonic()
    total = int(np.isnan(found[0, :, 0]).sum())
    cluster = LocalCluster(n_workers=given.workers, threads_per_worker=1, dashboard_address=None)
    with cluster, Client(cluster) as client:
        for left in sweep(client, found, given.windows, given.eta):
            points = (total - left) * given.bins * given.windows
            bar(left, total, points / (time.monotonic() - start))
    bits, window = found[:]
    row, column = np.unravel_index(bits.argmax(), bits.shape)
    population = steps(given.populations)[row]
    print(f"\n{bits[row, column]:.6f} bits with rho11 = {population:.4f}, n = {column + 1}, "
          f"Gamma t = {window[row, column]:.4f}")  # fmt: skip


if __name__ == "__main__":
    main()
