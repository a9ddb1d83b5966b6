"""The recipes for arrays of other libraries, run with these libraries."""

import contextlib
import doctest
import io
import re
import runpy
from pathlib import Path

import numpy as np
import pytest

from derive.errors import DomainError, KindError
from derive.export import function

EXAMPLES = Path(__file__).parents[3] / "examples"
PAGES = {
    "arrays": ("xarray", "dask.array", "pandas"),
    "extractor": ("randextract", "cryptomite"),
}
"""Each page with the libraries that it needs."""


@pytest.fixture(scope="module")
def bits_down():
    """A lower bound, compiled when it is asked for and not when tests are collected."""
    return function("bound_temporal", "c", rounding="down")


def library(name):
    return pytest.importorskip(name, reason=f"pip install {name}")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gives_what_it_shows(name):
    for needed in PAGES[name]:
        library(needed)
    page = EXAMPLES / f"{name}.md"
    text = "\n".join(re.findall(r"^```python\n(.*?)^```", page.read_text(), re.M | re.S))
    runner = doctest.DocTestRunner(verbose=False)
    with contextlib.redirect_stdout(io.StringIO()) as report:
        runner.run(doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0))
    assert runner.tries >= 18
    assert runner.failures == 0, report.getvalue()


def test_xarray_keeps_labels_and_is_refused_without_them(bits_down):
    xarray = library("xarray")
    x = xarray.DataArray([0.3, 0.6], {"atom": [7, 8]})
    t = xarray.DataArray([1.0, 2.0], {"window": ["s", "l"]})
    found = xarray.apply_ufunc(bits_down, x, t, 5)
    assert found.dims == ("atom", "window")
    assert found.sel(atom=8, window="s").item() == pytest.approx(bits_down(0.6, 1.0, 5), rel=1e-14)
    with pytest.raises(KindError, match=r"rho11 is labelled: call through xarray\.apply_ufunc"):
        bits_down(x, t, 5)


def test_dask_stays_lazy_and_is_refused_where_it_would_not(bits_down):
    array = library("dask.array")
    asked = []

    def noted(*values):
        asked.append(values[0].size)
        return bits_down(*values)

    x = array.linspace(0, 1, 1000, chunks=250)
    late = array.map_blocks(noted, x, 1.0, 5, dtype=float)
    assert sum(asked) == 0
    assert np.array_equal(late.compute(), bits_down(x.compute(), 1.0, 5))
    assert asked.count(250) == 4
    with pytest.raises(KindError, match=r"rho11 is lazy: call through dask\.array\.map_blocks"):
        bits_down(x, 1.0, 5)
    with pytest.raises(DomainError, match=r"rho11\[\d+\]"):
        array.map_blocks(bits_down, 2 * x, 1.0, 5, dtype=float).compute()


def test_dask_sends_functions_to_other_processes():
    array = library("dask.array")
    x = array.linspace(0, 1, 100, chunks=50)
    late = array.map_blocks(function("bound_temporal"), x, 1.0, 5, dtype=float)
    found = late.compute(scheduler="processes", num_workers=1)
    assert np.array_equal(found, function("bound_temporal")(x.compute(), 1.0, 5))


def test_pandas_keeps_its_index_and_missing_rows(bits_down):
    pandas = library("pandas")
    table = pandas.DataFrame(
        {"n": [5, 7, 5], "Gamma_t": [1.0, 2.0, 1.0], "rho11": [0.3, None, 0.6]}, index=[9, 4, 2]
    )
    found = table.assign(bits=lambda t: bits_down(**t, nan="propagate")).bits
    assert found.index.tolist() == [9, 4, 2]
    assert found[9] == pytest.approx(bits_down(0.3, 1.0, 5), rel=1e-14)
    assert found.isna().tolist() == [False, True, False]
    with pytest.raises(DomainError, match=r"rho11\[1\] = nan"):
        bits_down(**table)


def test_a_sweep_goes_on_where_it_was_stopped_and_finds_the_best_window(tmp_path):
    distributed = library("distributed")
    library("zarr")
    sweep = runpy.run_path(str(EXAMPLES / "sweep.py"))
    found = sweep["opened"](str(tmp_path / "bits.zarr"), 5, 3)
    cluster = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
    )
    with cluster, distributed.Client(cluster) as client:
        assert next(sweep["sweep"](client, found, 60, 0.65)) == 4
        again = sweep["opened"](str(tmp_path / "bits.zarr"), 5, 3)
        assert list(sweep["sweep"](client, again, 60, 0.65)) == [3, 2, 1, 0]
    bits, window = again[:]
    times = sweep["steps"](60) * sweep["LONGEST"]
    population = sweep["steps"](5)[2]
    bound = function("bound_lossy", "c", rounding="down")(population, times, 3, 0.65)
    assert bits[2, 2] == bound.max() and window[2, 2] == times[bound.argmax()]
    with pytest.raises(SystemExit, match="of another sweep"):
        sweep["opened"](str(tmp_path / "bits.zarr"), 5, 4)
