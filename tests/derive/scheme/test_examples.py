"""The schemes in examples/, against a simulation of the global state to 40 digits."""

import importlib.util
from pathlib import Path

import mpmath
import pytest
from mpmath import mp
from simulated_scheme import (
    WORKING,
    evaluate,
    hidden,
    matrix,
    probabilities,
    random_point,
    random_state,
)

from derive import Scheme
from derive.precision import precision

EXAMPLES = Path(__file__).parents[3] / "examples"
FILES = [file for file in sorted(EXAMPLES.glob("*.py")) if "Scheme(" in file.read_text()]
"""Those that define schemes; the others are the derivations of a paper."""
CLOSE = mpmath.mpf(10) ** -40
SEEDS = (1, 2)


def load(file):
    """The schemes that a file defines, by name."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {x.name: x for x in vars(module).values() if isinstance(x, Scheme)}


SCHEMES = {name: scheme for file in FILES for name, scheme in load(file).items()}
CASES = [
    (name, holder, state)
    for name, scheme in SCHEMES.items()
    for holder in scheme.model.holders
    for state in (["general"] if scheme.model.levels == 2 else []) + ["incoherent"]
]


def case(scheme, state, seed):
    """Exact values by name, and the state of the source as numbers."""
    levels = scheme.model.levels
    own = random_state(levels, seed)
    return random_point(scheme, seed) | own, matrix(levels, own, state)


def middle(ball):
    """A ball's middle as a number of mpmath."""
    digits, power = ball.mid().man_exp()
    return mpmath.ldexp(int(digits), int(power))


@pytest.mark.parametrize(("name", "holder", "state"), CASES)
def test_bits_are_those_of_the_simulated_state(name, holder, state):
    scheme = SCHEMES[name]
    bits = scheme.bits(holder, state)
    for seed in SEEDS:
        values, rho = case(scheme, state, seed)
        point = {str(s): values[str(s)] for s in bits.asked.domain.symbols}
        with mp.workdps(WORKING), precision(300):
            true = hidden(scheme, values, rho, holder)
            assert abs(middle(bits.at(point, 45)) - true) < CLOSE
            if bits.rhs is not None:
                assert abs(evaluate(bits.rhs, values) - true) < CLOSE


@pytest.mark.parametrize("name", SCHEMES)
def test_probabilities_are_those_of_the_simulated_state(name):
    scheme = SCHEMES[name]
    state = "general" if scheme.model.levels == 2 else "incoherent"
    values, rho = case(scheme, state, 3)
    formulas = scheme.probabilities()
    for simulated, true in probabilities(scheme, values, rho).items():
        outcome, members = found_in(scheme, simulated)
        with mp.workdps(WORKING):
            assert abs(evaluate(formulas[outcome], values | members) - true) < CLOSE


def found_in(scheme, simulated):
    """The outcome of a simulation by its name, and which member of a family it is."""
    names = {outcome.name for outcome in scheme.model.outcomes}
    if simulated in names or " ".join(simulated) in names:
        return (simulated if simulated in names else " ".join(simulated)), {}
    (family,) = (outcome for outcome in scheme.model.outcomes if outcome.families)
    return family.name, {family.name: int(simulated[0])}


@pytest.mark.parametrize("name", SCHEMES)
def test_effects_sum_to_one(name):
    scheme = SCHEMES[name]
    values, _ = case(scheme, "incoherent", 4)
    total = mp.zeros(scheme.model.levels)
    with mp.workdps(WORKING):
        for outcome, effect in zip(scheme.model.outcomes, scheme.povm().values(), strict=True):
            for at in members(outcome.families, values):
                total += mp.matrix(effect.applyfunc(lambda x, at=at: evaluate(x, at)).tolist())
    assert mp.mnorm(total - mp.eye(scheme.model.levels)) < CLOSE


@pytest.mark.parametrize("name", SCHEMES)
def test_effects_are_made_of_the_kraus_operators(name):
    scheme = SCHEMES[name]
    values, _ = case(scheme, "incoherent", 5)
    values |= {"k": 1}
    for outcome, operators in scheme.kraus().items():
        total = mp.zeros(scheme.model.levels)
        with mp.workdps(WORKING):
            for operator in operators:
                inner = {s.name for s in operator.free_symbols} & {"k"} - {outcome}
                numbers = range(1, int(values["n"]) + 1) if inner else [1]
                for at in (values | {"k": k} for k in numbers):
                    number = mp.matrix(
                        operator.applyfunc(lambda x, at=at: evaluate(x, at)).tolist()
                    )
                    total += number.H * number
            effect = scheme.povm()[outcome].applyfunc(lambda x: evaluate(x, values))
            assert mp.mnorm(total - mp.matrix(effect.tolist())) < CLOSE


def members(families, values):
    """The values for each member of an outcome."""
    if not families:
        return [values]
    return [values | {families[0].index.name: k} for k in range(1, int(values["n"]) + 1)]


TIMED = """
import os, runpy, sys, time
from derive import Scheme
start = time.process_time()
for file in sys.argv[1:]:
    if os.fork():
        assert os.wait()[1] == 0
        continue
    for s in runpy.run_path(file).values():
        for e in s.model.holders if isinstance(s, Scheme) else ():
            s.bits(e, "general" if s.model.levels == 2 else "incoherent"), s.bound(e)
    print(start + time.process_time(), flush=True)
    os._exit(0)
"""


def test_an_example_takes_less_than_three_seconds_of_work_with_its_start(run_python):
    run = run_python("-c", TIMED, *map(str, FILES), SYMPY_CACHE_SIZE="1000")  # as users have it
    assert run.stderr == ""
    seconds = dict(zip(FILES, map(float, run.stdout.split()), strict=True))
    assert {file.stem: time for file, time in seconds.items() if time >= 3} == {}
