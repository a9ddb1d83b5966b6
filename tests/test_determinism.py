"""Output depends on the paper alone: not on the hash seed, SymPy's ground types, or the workers."""

import json
import os

import pytest
from sympy.external.gmpy import GROUND_TYPES

from proofs import verify, verify_all
from proofs.calls import as_json
from tests.worlds import SHOWN, WORLDS

TIMED = ("seconds",)
MIXED = ("A1", "36", "text:pi-dilation", "34", "3", "text:c2-coefficient")
"""Claims that share derivations and points, in no order."""


def timeless(verdict):
    return {key: value for key, value in as_json(verdict).items() if key not in TIMED}


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world["SYMPY_GROUND_TYPES"])
def test_another_world_has_another_hash_seed_and_other_ground_types(world, run_python):
    command = "from sympy.external.gmpy import GROUND_TYPES; print(GROUND_TYPES)"
    types = world["SYMPY_GROUND_TYPES"]
    assert run_python("-c", command, SYMPY_GROUND_TYPES=types).stdout.strip() == types
    assert types != GROUND_TYPES
    assert world["PYTHONHASHSEED"] != os.environ.get("PYTHONHASHSEED")


def test_everything_that_is_written_is_the_same_bytes_in_both_worlds(worlds):
    first, second = worlds
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_verdicts_are_those_recorded_in_both_worlds(worlds):
    for world in worlds:
        found = json.loads(world["verdicts.json"])
        assert found["changed"] == {}
        assert len(found["claims"]) > 80


@pytest.mark.deep
@pytest.mark.parametrize("world", WORLDS[1:], ids=lambda world: world["SYMPY_GROUND_TYPES"])
def test_everything_that_is_written_is_the_same_bytes_in_more_worlds(world, other_world, worlds):
    assert other_world(world)() == worlds[0]


@pytest.mark.parametrize("number", SHOWN)
def test_show_prints_the_claim_in_both_worlds(number, worlds):
    assert all(b"derived" in world[f"{number}.show"] for world in worlds)


def test_a_verdict_does_not_depend_on_what_was_judged_before():
    forward = [timeless(verify(number)) for number in MIXED]
    backward = [timeless(verify(number)) for number in reversed(MIXED)]
    assert forward == backward[::-1]


def test_verdicts_do_not_depend_on_the_number_of_workers(verdicts):
    together = [timeless(v) for v in verify_all(MIXED, workers=2)]
    assert together == [timeless(verdicts[number]) for number in MIXED]
