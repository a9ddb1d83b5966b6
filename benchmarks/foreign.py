"""Runs emitted code that Python cannot call: points in, values out, as binary doubles.

One process computes everything that is asked for at once. The code of all quantities is built into
one program, whose main part reads jobs from standard input (the number of a function, the number of
its points, the points) and writes the values to standard output.
"""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from derive.export import offers, quantities, source
from derive.numeric.registry import UNITS, Variant

Array = NDArray[np.float64]
Job = tuple[Variant, Sequence[Sequence[Any]]]
"""A function, and the points it is wanted at."""
Build = Callable[[Path, Sequence[Variant]], list[str]]
DETECTORS = 8
"""Entries of the click probabilities p of a point."""
PROGRAMS = {
    "js": ("node", "nodejs"),
    "rust": ("rustc", "rustc"),
    "fortran": ("gfortran", "gfortran"),
    "octave": ("octave-cli", "octave"),
}
"""The program that each target needs, and Debian's package of it."""


def _places(variant: Variant) -> list[tuple[int, int]]:
    """Where each argument stands in a point: the first number, and the one behind its last."""
    places = [0]
    for name in variant.parameters:
        places.append(places[-1] + (DETECTORS if name in variant.vectors else 1))
    return list(pairwise(places))


def _arguments(variant: Variant, number: str, vector: str) -> str:
    """The arguments of a call, by templates with the places {0} and {1}, or {2} = {0} + 1."""
    return ", ".join(
        (vector if name in variant.vectors else number).format(start, end, start + 1)
        for name, (start, end) in zip(variant.parameters, _places(variant), strict=True)
    )


def missing(target: str) -> str:
    """How to install what a target needs; empty where it is there."""
    program, package = PROGRAMS[target]
    return "" if shutil.which(program) else f"no {program}: apt-get install {package}"


@cache
def foreign(target: str) -> "Foreign":
    """All functions of a target, built once in each process."""
    return Foreign(target)


class Foreign:
    """All functions of a target, built in a folder of its own."""

    def __init__(self, target: str) -> None:
        offered = (q for q in quantities() if offers(q.name, target))
        self._variants = [v for quantity in offered for v in quantity.variants]
        self._folder = TemporaryDirectory()
        self.command = BUILDS[target](Path(self._folder.name), self._variants)

    def values(self, jobs: Sequence[Job]) -> list[Array]:
        """The values at the points of each job, in bits where it is an entropy."""
        names = [variant.name for variant in self._variants]
        sent = b"".join(
            np.concatenate([[names.index(v.name), len(at)], *map(np.hstack, at)])
            .astype("<f8")
            .tobytes()
            for v, at in jobs
        )
        done = subprocess.run(self.command, input=sent, capture_output=True, check=False)
        ends = np.cumsum([len(at) for _, at in jobs])
        if done.returncode or len(done.stdout) != 8 * ends[-1]:
            raise RuntimeError(f"{self.command[0]}: {done.stderr.decode()}")
        return np.split(np.frombuffer(done.stdout, "<f8"), ends[:-1])


JS = """
const fs = require("fs");
const sent = fs.readFileSync(0);
const given = new Float64Array(sent.buffer.slice(sent.byteOffset, sent.byteOffset + sent.length));
const values = [];
for (let i = 0; i < given.length; ) {
  const [compute, arity] = functions[given[i]];
  const end = i + 2 + given[i + 1]*arity;
  for (i += 2; i < end; i += arity) values.push(compute(given.subarray(i, i + arity)));
}
fs.writeSync(1, new Uint8Array(Float64Array.from(values).buffer));
"""


def _js(folder: Path, variants: Sequence[Variant]) -> list[str]:
    lines = []
    for variant in variants:
        file = f"{variant.quantity.name}.js"
        (folder / file).write_text(source(variant.quantity.name, "js"))
        call = f"{variant.name}({_arguments(variant, 'p[{0}]', 'p.slice({0}, {1})')})"
        lines.append(f'[(p) => require("./{file}").{call}, {_places(variant)[-1][1]}],')
    (folder / "main.js").write_text("const functions = [\n" + "\n".join(lines) + "\n];" + JS)
    return ["node", str(folder / "main.js")]


RUST = """
use std::io::{Read, Write};

fn main() {
    let mut sent = Vec::new();
    std::io::stdin().read_to_end(&mut sent).unwrap();
    let given: Vec<f64> = sent
        .chunks(8)
        .map(|bytes| {
            let mut word = [0; 8];
            word.copy_from_slice(bytes);
            f64::from_le_bytes(word)
        })
        .collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < given.len() {
        let (job, count) = (given[i] as usize, given[i + 1] as usize);
        i += 2;
        for _ in 0..count {
            let p = &given[i..];
            let (value, arity) = match job {
CASES
                _ => panic!("no such function"),
            };
            out.extend_from_slice(&value.to_le_bytes());
            i += arity;
        }
    }
    std::io::stdout().write_all(&out).unwrap();
}
"""


def _rust(folder: Path, variants: Sequence[Variant]) -> list[str]:
    modules, cases = {}, []
    for i, variant in enumerate(variants):
        name = variant.quantity.name
        (folder / f"{name}.rs").write_text(source(name, "rust"))
        modules[f"pub mod {name};"] = None
        unit = f", emitted::{name}::BITS" if "unit" in variant.inputs else ""
        arguments = _arguments(variant, "p[{0}]", "&p[{0}..{1}]") + unit
        call = f"emitted::{name}::{variant.name}({arguments})"
        cases.append(f"                {i} => ({call}, {_places(variant)[-1][1]}),")
    library = "#![no_std]\n#![deny(warnings)]\n" + "\n".join(modules)
    (folder / "emitted.rs").write_text(library)
    (folder / "main.rs").write_text(
        "extern crate emitted;\n" + RUST.replace("CASES", "\n".join(cases))
    )
    _compile(folder, "rustc", "-O", "--crate-type", "lib", "emitted.rs")
    _compile(folder, "rustc", "-O", "main.rs", "-L", ".", "-o", "main")
    return [str(folder / "main")]


FORTRAN = """
  implicit none
  integer, parameter :: arity(COUNT) = ARITIES
  real(dp), allocatable :: p(:, :), values(:)
  real(dp) :: head(2)
  integer :: status, i
  open (10, file="/dev/stdin", access="stream", form="unformatted", action="read")
  open (11, file="/dev/stdout", access="stream", form="unformatted", action="write")
  do
    read (10, iostat=status) head
    if (status /= 0) exit
    allocate (p(arity(nint(head(1)) + 1), nint(head(2))), values(nint(head(2))))
    read (10) p
    do i = 1, size(values)
      select case (nint(head(1)))
CASES
      end select
    end do
    write (11) values
    deallocate (p, values)
  end do
end program
"""


def _fortran(folder: Path, variants: Sequence[Variant]) -> list[str]:
    names = list(dict.fromkeys(variant.quantity.name for variant in variants))
    for name in names:
        (folder / f"{name}.f90").write_text(source(name, "fortran"))
    arities = [_places(variant)[-1][1] for variant in variants]
    calls = [f"{v.name}({_arguments(v, 'p({2}, i)', 'p({2}:{1}, i)')})" for v in variants]
    cases = [f"      case ({i})\n        values(i) = {call}" for i, call in enumerate(calls)]
    lines = ["program main", "  use, intrinsic :: iso_fortran_env, only: dp => real64"]
    lines += [f"  use sponte_{v.quantity.name}, only: {v.name}" for v in variants]
    main = FORTRAN.replace("CASES", "\n".join(cases)).replace("COUNT", str(len(variants)))
    (folder / "main.f90").write_text("\n".join(lines) + main.replace("ARITIES", str(arities)))
    files = [f"{name}.f90" for name in names]
    flags = ["-std=f2008", "-Wall", "-Werror", "-O2", "-march=native"]
    _compile(folder, "gfortran", *flags, *files, "main.f90", "-o", "main")
    return [str(folder / "main")]


OCTAVE = """
given = fread(stdin, Inf, 'double');
i = 1;
while i <= numel(given)
  job = jobs(given(i) + 1, :);
  count = given(i + 1);
  points = reshape(given(i + 2 : i + 1 + count*job{2}), job{2}, count);
  fwrite(stdout, feval(job{1}, points.'), 'double');
  i = i + 2 + count*job{2};
end
"""


def _octave(folder: Path, variants: Sequence[Variant]) -> list[str]:
    jobs = []
    for variant in variants:
        quantity = variant.quantity
        (folder / f"{quantity.name}.m").write_text(source(quantity.name, "octave"))
        names = _arguments(variant, "p(:, {1})", "p(:, {2}:{1})")
        options = [UNITS["bits"]] if quantity.entropy else []
        rest = "".join(f", {o!r}" for o in [*options, "r"]) if "r" in variant.parameters else ""
        jobs.append(f"@(p) {quantity.name}({names}{rest}), {_places(variant)[-1][1]}")
    start = f"addpath('{folder}');\njobs = {{\n" + ";\n".join(jobs) + "};\n"
    (folder / "main_program.m").write_text(start + OCTAVE)
    return ["octave-cli", "--norc", "--quiet", str(folder / "main_program.m")]


def _compile(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        raise RuntimeError(f"{command[0]} does not take the emitted code as it is: {done.stderr}")


BUILDS: dict[str, Build] = {
    "js": _js,
    "rust": _rust,
    "fortran": _fortran,
    "octave": _octave,
}
