"""The header and the program that come with a C file."""

import shutil
import subprocess

import pytest

from derive.export import files, function
from tests.derive.numeric.few import each

STRICT = ["-Wall", "-Wextra", "-Werror", "-pedantic"]
ARGUMENTS = {"rho11": 0.3, "c": 0.2, "Gamma_t": 1, "n": 5, "p": [0.1, 0.2]}
ARGUMENTS |= {"eta": 0.6, "d": 0.01, "order": 1.5}
LASER = {"a": 1, "P": 2, "A_gain": 1, "tau_c": 1, "tau": 2}


def built(name, folder):
    """The program of a quantity, compiled with its header included on both sides."""
    for file, text in files(name, "c", "r.c").items():
        folder.joinpath(file).write_text(text)
    source = folder / "r.c"
    source.write_text(f'#include "r.h"\n{source.read_text()}')
    command = ["cc", "-std=c99", "-O0", *STRICT, "r.c", "r_main.c", "-o", "r", "-lm"]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "r"


@pytest.mark.parametrize("quantity", each())
def test_the_program_prints_what_python_computes(quantity, tmp_path):
    program = built(quantity.name, tmp_path)
    values = [(ARGUMENTS | LASER)[name] for name in quantity.parameters]
    flat = [v for v in values if not isinstance(v, list)] + [
        entry for v in values if isinstance(v, list) for entry in v
    ]
    done = subprocess.run([program, *map(str, flat)], check=True, capture_output=True, text=True)
    name, value, *unit = done.stdout.splitlines()[0].split()
    assert name == f"{quantity.name}:"
    assert unit == ["bit"] * quantity.entropy
    assert float(value) == pytest.approx(function(quantity.name)(*values), rel=1e-14)
    for line in done.stdout.splitlines()[1:]:
        assert line.startswith("never above the true value: ")
        assert float(line.split()[-1]) <= float(value)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["0.3", "1"], "wrong number of arguments"),
        (["0.3", "1", "five"], "no number"),
        (["0.3", "1", "5 "], "no number"),
        (["1.3", "1", "5"], "outside of the domain"),
        (["nan", "1", "5"], "outside of the domain"),
        (["0.3", "1", "2.5"], "outside of the domain"),
    ],
)
def test_bad_arguments_of_the_program_are_explained(arguments, why, tmp_path_factory):
    folder = tmp_path_factory.getbasetemp() / "bound"
    if not folder.exists():
        folder.mkdir()
        built("bound_temporal", folder)
    done = subprocess.run([folder / "r", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert why in done.stderr
    assert "rho11 Gamma_t n" in done.stderr
    assert "0 <= rho11 <= 1" in done.stderr


@pytest.mark.skipif(shutil.which("c++") is None, reason="no c++: apt-get install g++")
def test_cpp_links_with_the_header(tmp_path):
    built("bound_single", tmp_path)
    text = '#include "r.h"\nint main() { return bound_single(0.5, 0.0, 1.0) != 0.0; }\n'
    (tmp_path / "use.cpp").write_text(text)
    subprocess.run(["cc", "-c", "r.c"], cwd=tmp_path, check=True)
    subprocess.run(["c++", *STRICT, "use.cpp", "r.o", "-o", "use", "-lm"], cwd=tmp_path, check=True)
    subprocess.run([tmp_path / "use"], check=True)
