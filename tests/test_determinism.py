"""Output depends on the paper alone: not on the hash seed, SymPy's ground types, or the workers."""

import json

import pytest

from proofs import verify, verify_all
from proofs.calls import as_json

TIMED = ("seconds",)
SEEDS = ("1", "4242")
GROUND_TYPES = ("python", "gmpy")
"""What SymPy computes with where it does not take FLINT, with which the verdicts are recorded."""
MIXED = ("A1", "36", "text:pi-dilation", "34", "3", "text:c2-coefficient")
"""Claims that share derivations and points, in no order."""


def timeless(verdict):
    return {key: value for key, value in as_json(verdict).items() if key not in TIMED}


@pytest.fixture(scope="module")
def runs(run_python):
    """All claims as JSON, in a fresh process for each hash seed, with other ground types."""
    command = ("-m", "proofs.command.cli", "verify", "--json")
    worlds = [
        {"PYTHONHASHSEED": seed, "SYMPY_GROUND_TYPES": types}
        for seed, types in zip(SEEDS, GROUND_TYPES, strict=True)
    ]
    return [json.loads(run_python(*command, **world).stdout) for world in worlds]


@pytest.mark.parametrize("types", GROUND_TYPES)
def test_the_ground_types_are_there(types, run_python):
    command = "from sympy.external.gmpy import GROUND_TYPES; print(GROUND_TYPES)"
    assert run_python("-c", command, SYMPY_GROUND_TYPES=types).stdout.strip() == types


def test_verdicts_do_not_depend_on_the_hash_seed(runs):
    first, second = (
        [{k: v for k, v in claim.items() if k not in TIMED} for claim in run["claims"]]
        for run in runs
    )
    assert first == second
    assert len(first) > 80


def test_fresh_processes_find_what_is_recorded(runs):
    assert [run["changed"] for run in runs] == [{}, {}]


@pytest.mark.parametrize("number", ["17", "A1", "36"])
def test_show_prints_the_same_bytes_for_every_hash_seed(number, run_python):
    command = ("-m", "proofs.command.cli", "show", number)
    first, second = (run_python(*command, PYTHONHASHSEED=seed) for seed in SEEDS)
    assert first.stdout == second.stdout
    assert first.returncode == second.returncode == 0


def test_a_verdict_does_not_depend_on_what_was_judged_before():
    forward = [timeless(verify(number)) for number in MIXED]
    backward = [timeless(verify(number)) for number in reversed(MIXED)]
    assert forward == backward[::-1]


def test_verdicts_do_not_depend_on_the_number_of_workers():
    alone, together = (
        [timeless(v) for v in verify_all(MIXED, workers=workers)] for workers in (1, 2)
    )
    assert alone == together
