"""``sponte export``: the list, a text on the terminal, files; and what cannot be exported."""

from pathlib import Path

import pytest

from derive.export import quantities, source, targets
from proofs.command import cli


@pytest.mark.parametrize("arguments", [("--list",), ()])
def test_the_list_names_every_quantity_with_parameters_accuracy_and_targets(sponte, arguments):
    code, out, _ = sponte("export", *arguments)
    assert code == cli.OK
    for quantity in quantities():
        assert quantity.name in out
        assert quantity.accuracy in out
        for variant in quantity.variants:
            assert f"({', '.join(variant.parameters)})" in out
    assert out.splitlines()[-1].split()[1:] == [f"{t}," for t in targets()[:-1]] + [targets()[-1]]


def test_the_text_of_a_quantity_is_printed_or_written_byte_for_byte(sponte, tmp_path):
    code, out, _ = sponte("export", "randomness_temporal", "--target", "numpy")
    assert (code, out) == (cli.OK, source("randomness_temporal", "numpy"))
    file = tmp_path / "r.py"
    code, said, _ = sponte("export", "randomness_temporal", "--target", "numpy", "-o", str(file))
    assert (code, said) == (cli.OK, f"wrote {file}\n")
    assert file.read_text() == out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("randomness_temporl",), "closest: randomness_temporal"),
        (("extractable_bit",), "closest: extractable_bits"),
        (("extractable_bits",), "it is for Python only, as function('extractable_bits')"),
        (("slope", "--target", "cobol"), "there are numpy, c"),
        (("slope", "--target", "arb"), "it runs in Python, as function(..., 'arb')"),
        (
            ("slope", "-o", "x.py"),
            "c is written to a file .c; .py is for numpy, numba, jax, mpmath",
        ),
        (("slope", "-o", "/nowhere/at/all.c"), "No such file"),
        (("slope", "-o", "."), "Is a directory"),
        (("slope", "-o", ""), "'-o' / '--output': it is empty"),
        (("slope", "-o", "x.h"), "x.h is a file that comes with x.c: ask for that"),
        (("slope", "--target", "octave", "-o", "s.m"), "write slope.m, not s.m"),
    ],
)
def test_what_cannot_be_exported_is_one_line_and_exit_code_two(
    sponte, arguments, words, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    code, out, err = sponte("export", *arguments)
    assert (code, out) == (cli.BAD_INPUT, "")
    assert words in err
    assert err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_c_file_comes_with_its_header_and_program(sponte, tmp_path):
    code, out, _ = sponte("export", "slope", "-o", str(tmp_path / "x.c"))
    names = ["x.c", "x.h", "x_main.c"]
    assert (code, out) == (cli.OK, "".join(f"wrote {tmp_path / name}\n" for name in names))
    assert sorted(file.name for file in tmp_path.iterdir()) == names


@pytest.mark.parametrize("command", ["latex", "report", "figure"])
def test_no_command_writes_to_a_place_without_a_name(sponte, command):
    code, out, err = sponte(command, "-o", "")
    assert (code, out, err.count("\n")) == (cli.BAD_INPUT, "", 1)
    assert "it is empty; it may be a path" in err


LOSSY = Path(__file__).parents[2] / "examples" / "lossy_detector.py"


def test_the_bits_of_a_scheme_are_exported_by_their_address(sponte, tmp_path):
    code, out, _ = sponte("export", f"{LOSSY}:lost:incoherent", "--target", "c")
    assert code == cli.OK
    assert f"equation lossy:lost:incoherent of {LOSSY}." in out.splitlines()[0]
    code, said, _ = sponte("export", f"{LOSSY}:lost", "-o", str(tmp_path / "r.c"))
    names = ["r.c", "r.h", "r_main.c"]
    assert (code, said) == (cli.OK, "".join(f"wrote {tmp_path / n}\n" for n in names))
    assert "lossy_lost_general_lower" in (tmp_path / "r.h").read_text()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{LOSSY}:nobody", "lossy has no holder 'nobody'; there are II, lost, I"),
        (f"{LOSSY.parent / 'dark_counts.py'}:dark:field", "has no formula: the block of"),
        ("nowhere.py:II", "nowhere.py: there is no such file"),
    ],
)
def test_a_scheme_that_cannot_be_exported_is_one_line_and_exit_code_two(sponte, address, words):
    code, out, err = sponte("export", address)
    assert (code, out) == (cli.BAD_INPUT, "")
    assert words in err
