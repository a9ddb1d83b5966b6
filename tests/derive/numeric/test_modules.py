"""Emitted modules by themselves: an error outside of the domain, or NaN in compiled code."""

import math
import shutil
import subprocess

import mpmath
import numpy as np
import pytest

from derive.export import files, function, offers, quantities, source
from derive.numeric.python import loaded

AT = {"rho11": 0.3, "c": 0.2, "r": 0.5, "Gamma_t": 1.0, "n": 5, "p": [0.1, 0.2], "eta": 0.6}
AT |= {"d": 0.01, "order": 1.5, "a": 1.0, "P": 2.0, "A_gain": 1.0, "tau_c": 1.0, "tau": 2.0}
VARIANTS = [variant for quantity in quantities() for variant in quantity.variants]


def module(variant, target):
    """The function of a variant in the text that is exported; jax in double precision."""
    return loaded(source(variant.quantity.name, target), target)[variant.name]


def wrong(parameter):
    """Values that lie outside of the range of a parameter."""
    if parameter.vector:
        return [[0.9, 0.2], [-0.1, 0.2], [math.nan, 0.1]]
    above = {"c": [0.6], "n": [2.5, 0, 2.0**60]}.get(parameter.name, [])
    above += [] if math.isinf(parameter.upper) or parameter.coherence else [2 * parameter.upper]
    return [*above, parameter.lower - 1, math.nan]


def outside(variant):
    """Arguments of which one lies outside."""
    for parameter in variant.domain:
        for value in wrong(parameter):
            yield [value if p == parameter.name else AT[p] for p in variant.parameters]


OFFERED = [
    (variant, target)
    for variant in VARIANTS
    for target in ("numpy", "mpmath")
    if offers(variant.quantity.name, target)
]


@pytest.mark.parametrize(("variant", "target"), OFFERED, ids=lambda v: getattr(v, "name", v))
def test_a_module_refuses_what_lies_outside_and_says_what_is_allowed(variant, target):
    call = module(variant, target)
    inside = [AT[p] for p in variant.parameters]
    coherence = "r" if "r" in variant.parameters else "c"
    want = function(variant.quantity.name, target, coherence=coherence)(*inside)
    with mpmath.workprec(96):
        assert float(call(*inside)) == pytest.approx(float(want), rel=1e-15)
    for values in outside(variant):
        with pytest.raises(ValueError, match="outside of its domain: "):
            call(*values)


@pytest.mark.parametrize("name", ["randomness_temporal", "adversary2_spatial"])
def test_compiled_modules_refuse_too_or_give_nan(name):
    jax = pytest.importorskip("jax", reason="pip install 'sponte[jax]'")
    pytest.importorskip("numba", reason="pip install 'sponte[numba]'")
    (variant, *_) = [v for v in VARIANTS if v.name == name]
    broadcast = module(variant, "numba")
    point = loaded(source(name, "numba"), "numba")[f"{name}_point"]
    compiled = module(variant, "jax")
    inside = [np.asarray(AT[p], float) for p in variant.parameters]
    want = function(name)(*inside)
    assert broadcast(*inside) == pytest.approx(want, rel=1e-14)
    with jax.enable_x64(True):
        assert float(compiled(*inside)) == pytest.approx(want, rel=1e-14)
        for values in outside(variant):
            given = [np.asarray(value, float) for value in values]
            assert np.isnan(compiled(*given))
            assert np.isnan(point(*(g if g.ndim else float(g) for g in given)))
            with pytest.raises(ValueError, match="outside of its domain: "):
                broadcast(*given)


def test_a_numpy_module_refuses_what_is_no_real_number():
    call = module(VARIANTS[0], "numpy")
    for bad in ("0.5", 0.5j, None, np.ma.masked_array([0.5], [True])):
        with pytest.raises(TypeError, match="real numbers, without masks"):
            call(bad, 1.0)


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node: apt-get install nodejs")
@pytest.mark.parametrize("name", ["randomness_temporal", "adversary1_spatial", "slope"])
def test_an_es_module_has_named_imports(name, tmp_path):
    for file, text in files(name, "js", "q.js").items():
        (tmp_path / file).write_text(text)
    (variant, *_) = [v for v in VARIANTS if v.name == name]
    given = ", ".join(str(AT[p]) for p in variant.parameters)
    script = f'import {{ {name} }} from "./q.mjs";\nconsole.log({name}({given}), {name}("1"));\n'
    (tmp_path / "use.mjs").write_text(script)
    (tmp_path / "same.cjs").write_text(f'console.log(require("./q.js").{name}({given}), NaN);\n')
    said, same = (
        subprocess.run(["node", file], cwd=tmp_path, check=True, capture_output=True, text=True)
        for file in ("use.mjs", "same.cjs")
    )
    assert said.stdout == same.stdout
    assert said.stdout.endswith("NaN\n")


ZEROS = {"rho11": [0.0, 0.5, 1.0], "c": [0.0], "Gamma_t": [0.0, math.inf], "n": [1, 5]}


@pytest.mark.parametrize("target", ["numpy", "c", "numba", "mpmath", "arb"])
@pytest.mark.parametrize("name", ["bound_temporal", "min_entropy", "randomness_temporal"])
def test_no_zero_is_negative(name, target):
    call = function(name, target)
    axes = np.ix_(*(ZEROS[p] for p in call.__signature__.parameters if p in ZEROS))
    values = call(*axes)
    assert (values == 0).any()
    assert not np.signbit(values).any()
