"""Every theorem is accepted, and no change of its certificate or statement is."""

import json
import re
from copy import deepcopy
from dataclasses import replace

import pytest

from proofs import theorems
from proofs.kernel import check
from proofs.kernel.element import Refused
from proofs.theorems import NAMES, proof_of, prove, theorem

BLOCKS = ("closed", "open", "steps", "if >= 0", "if <= 0")
STARTS = (
    *("randomness", "bound_", "slope_", "renyi_", "one_shot", "guess_", "norm_"),
    *("lost_photons_tell_eve_", "lossy_bits", "told_bits_fall", "told_bits_grow"),
    *("told_guess", "told_norm"),
)
LONG = [n for n in NAMES if n.startswith(STARTS)]
MUTATED = [pytest.param(n, marks=[pytest.mark.deep] if n in LONG[1:] else []) for n in NAMES]
"""One long certificate in the fast profile, the others, which share its steps, in the deep one."""
TWO = ("eta_1 > 0", "eta_1 < 1", "eta_2 > eta_1", "eta_2 < 1")


def alike(name, *spare):
    """The same of a theorem for an Eve who has the lost photons, too."""
    return {each: [*spare] for each in (name, f"{name}_lost")}


SPARE = {
    "povm_complete": ["j >= 1", "j <= n"],
    "no_click_eigenvalues_in_unit_interval": ["c >= 0"],
    "bound_grows_without_limit": ["rho11 <= 1"],
    "more_bins_more_randomness": ["rho11 <= 1"],
    "randomness_increases_with_coherence": ["rho11 >= 0", "rho11 <= 1"],
    "randomness_temporal_increases": ["rho11 >= 0", "rho11 <= 1"],
    "denominators_positive": ["rho11 >= 0", "rho11 <= 1", "c >= 0", "Gamma > 0", "t >= 0"],
    "J_nonnegative": ["c >= 0"],
    "F_exceeds_alpha": ["rho11 >= 0"],
    "E_nonnegative": ["rho11 <= 1", "c >= 0"],
    "E_smallest_for_pure_states": ["c >= 0"],
    "randomness_lossy_increases": ["rho11 >= 0", "rho11 <= 1"],
    "randomness_lossy_eve_increases": ["rho11 >= 0", "rho11 <= 1"],
    "lossy_eve_grows_with_efficiency": ["rho11 <= 1", "eta_d1 <= 1"],
    "lost_photons_tell_eve": ["rho11 <= 1", "n >= 1"],
    "lost_photons_tell_eve_with_coherence": ["n >= 1"],
    "randomness_lossy_eve_grows_with_efficiency": ["eta_d1 <= 1"],
    "equal_bins_are_best": ["rho11 <= 1"],
    "guess_is_attained": ["Gamma > 0", "t >= 0", "p >= 0", "p <= 1"],
    "no_guess_is_better": ["Gamma > 0", "t >= 0", "p >= 0", "p <= 1"],
    **{name: ["nu <= 2"] for name in NAMES if name.startswith("renyi_")},
    "told_bits_concave_in_efficiency": ["rho11 < 1", "d_c > 0"],
    "told_bits_grow_with_efficiency_lost": ["rho11 < 1", "d_c > 0"],
    "told_guess_convex_in_efficiency": ["rho11 < 1", "Gamma > 0", "t > 0", *TWO],
    "told_guess_falls_with_efficiency_lost": ["rho11 < 1", "eta_1 > 0", "eta_1 < 1", "eta_2 < 1"],
    "told_norm_convex_in_efficiency": ["rho11 < 1", "nu <= 2"],
    "told_norm_falls_with_efficiency_lost": ["rho11 < 1", "nu <= 2"],
    **alike("guess_convex_in_efficiency", "rho11 < 1", "d_c > 0", "Gamma > 0", "t > 0", *TWO),
    **alike("norm_convex_in_efficiency", "rho11 < 1", "nu <= 2"),
    **alike("told_bits_fall_with_dark_counts", "rho11 < 1", "d_c > 0"),
    **alike("told_guess_grows_with_dark_counts", "rho11 < 1", "eta_d < 1", "d_c > 0"),
    **alike("told_norm_grows_with_dark_counts", "rho11 < 1", "d_c > 0", "nu <= 2"),
}
"""Hypotheses that a proof does not use: they only say what the symbols mean."""


def paths(steps, prefix=()):
    """Where every step of a certificate is, blocks included."""
    for index, step in enumerate(steps):
        yield (*prefix, index)
        for block in BLOCKS:
            yield from paths(step.get(block, []), (*prefix, index, block))


def at(steps, path):
    for key in path:
        steps = steps[key]
    return steps


def without(steps, path):
    steps = deepcopy(steps)
    del at(steps, path[:-1])[path[-1]]
    return steps


def changed(steps, path, key, value):
    steps = deepcopy(steps)
    at(steps, path)[key] = value
    return steps


def sample(name, stride):
    """All steps of a short certificate, every `stride`-th of a long one, both ends included."""
    everything = list(paths(theorem(name).steps))
    return everything if name not in LONG else [*everything[::stride], everything[-1]]


def refused(name, steps):
    return not proof_of(replace(theorem(name), steps=steps)).accepted


@pytest.mark.parametrize("name", NAMES)
def test_the_kernel_accepts(name):
    proof = prove(name)
    assert proof.accepted, proof.reason


@pytest.mark.parametrize("name", MUTATED)
def test_no_step_can_be_dropped(name):
    steps = theorem(name).steps
    assert [p for p in sample(name, 17) if not refused(name, without(steps, p))] == []


@pytest.mark.deep
@pytest.mark.parametrize("name", LONG)
def test_no_step_of_a_long_certificate_can_be_dropped(name):
    steps = theorem(name).steps
    assert [p for p in paths(steps) if not refused(name, without(steps, p))] == []


def flip(claim):
    """The claim with its comparison reversed."""
    return re.sub("[<>]", lambda m: {"<": ">", ">": "<"}[m[0]], claim)


def coefficient(claim):
    """The claim with its last lone number raised by one."""
    numbers = list(re.finditer(r"(?<![\w.*])\d+(?!\w)", claim))
    last = numbers[-1]
    return f"{claim[: last.start()]}{int(last[0]) + 1}{claim[last.end() :]}"


@pytest.mark.parametrize("name", MUTATED)
def test_no_claim_can_be_flipped(name):
    steps = theorem(name).steps
    strict = [p for p in sample(name, 17) if "==" not in at(steps, p)["claim"]]
    assert [
        p
        for p in strict
        if not refused(name, changed(steps, p, "claim", flip(at(steps, p)["claim"])))
    ] == []


@pytest.mark.parametrize("name", MUTATED)
def test_no_coefficient_of_a_goal_or_claim_can_be_changed(name):
    steps = theorem(name).steps
    numbered = [p for p in sample(name, 17) if re.search(r"(?<![\w.*])\d", at(steps, p)["claim"])]
    mutated = (changed(steps, p, "claim", coefficient(at(steps, p)["claim"])) for p in numbered)
    assert [p for p, new in zip(numbered, mutated, strict=True) if not refused(name, new)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_statement_cannot_be_swapped(name):
    own = theorem(name)
    other = theorem(NAMES[NAMES.index(name) - 1])
    with pytest.raises(Refused, match="another statement"):
        check(own.certificate, other.sha256)
    assert not proof_of(replace(own, statement=other.statement)).accepted


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_hash_is_refused(name):
    own = theorem(name)
    data = json.loads(own.certificate) | {"statement_sha256": "0" * 64}
    with pytest.raises(Refused, match="another statement"):
        check(json.dumps(data), own.sha256)


@pytest.mark.parametrize("name", MUTATED)
def test_every_hypothesis_but_the_spare_ones_is_needed(name):
    own = theorem(name)
    spare = []
    for text in own.statement["hypotheses"]:
        rest = [other for other in own.statement["hypotheses"] if other != text]
        if proof_of(replace(own, statement=own.statement | {"hypotheses": rest})).accepted:
            spare.append(text)
    assert spare == SPARE.get(name, [])


def mutants(text):
    """Small changes of a definition: a sign, 2 -> 3, 4 -> 5, alpha squared, populations swapped."""
    yield text.replace(" - ", " + ", 1)
    yield text.replace("2", "3", 1)
    yield text.replace("4", "5", 1)
    yield text.replace("alpha", "alpha**2", 1)
    yield text.replace("rho00", "rho11", 1)


@pytest.mark.parametrize("name", MUTATED)
def test_no_mutant_of_a_definition_is_proved_by_the_same_certificate(name):
    own = theorem(name)
    survivors = []
    for head, body in own.statement["definitions"].items():
        for mutant in set(mutants(body)) - {body}:
            definitions = own.statement["definitions"] | {head: mutant}
            if proof_of(
                replace(own, statement=own.statement | {"definitions": definitions})
            ).accepted:
                survivors.append((head, mutant))
    assert survivors == []


TEMPORAL = [
    *("randomness_temporal_increases", "bound_temporal", "bound_temporal_with_edges"),
    *("bound_sum_with_edges", "randomness_at_most_log_outcomes"),
]


@pytest.mark.parametrize("name", TEMPORAL)
@pytest.mark.parametrize(
    ("old", "new"),
    [("exp(-Gamma*t/n)", "exp(Gamma*t/n)"), ("(k - 1)", "(k - 2)"), ("(k - 1)", "(1 - k)")],
)
def test_a_sum_with_an_undefined_or_another_term_is_refused(name, old, new):
    """The sum drops out of R(c2) > R(c1), but an entropy of a negative number is none."""
    own = theorem(name)
    definitions = {h: b.replace(old, new) for h, b in own.statement["definitions"].items()}
    assert definitions != own.statement["definitions"]
    assert not proof_of(
        replace(own, statement=own.statement | {"definitions": definitions})
    ).accepted


def test_a_refusal_names_the_step():
    steps = theorem("F_exceeds_alpha").steps
    proof = proof_of(
        replace(theorem("F_exceeds_alpha"), steps=changed(steps, (0,), "of", ["t > 0"]))
    )
    assert "'Gamma*t > 0'" in proof.reason


def test_claims_find_their_theorems():
    prop1 = ("randomness_increases_with_coherence", "slope_bounded_below")
    assert theorems.backing("prop1") == prop1
    assert theorems.backing("28") == ("bound_temporal", "bound_temporal_with_edges")
    assert theorems.backing("nothing") == ()


def test_statements_are_those_of_the_derived_equations():
    statement = theorem("randomness_increases_with_coherence").statement
    assert statement["goals"] == ["R(c2) > R(c1)"]
    assert statement["definitions"]["R(c)"].count("eta(") == 5
    assert "log" not in json.dumps(statement)


def test_the_limit_of_the_bound_is_the_derived_one():
    from sympy import expand, log

    from derive import symbols as sym
    from derive.emission.many_bins import many_bins_offset
    from proofs.theorems.bound_grows_without_limit import OFFSET

    assert OFFSET == "1/log(2) - log2(Gamma*t)"
    offset = 1 / log(2) - log(sym.Gamma * sym.t) / log(2)
    stated = sym.rho11 * (1 - sym.alpha) * offset
    difference = (many_bins_offset() - stated).rewrite(log)
    assert expand(difference.subs(log(sym.Gamma * sym.t), sym.x)) == 0


def test_statements_of_the_appendix_are_the_derived_formulas():
    (goal,) = theorem("slope_is_an_integral").statement["goals"]
    assert goal.startswith("diff(R(c), c) == 4*c*Integral(") and goal.endswith("/log(2)")
    nats = goal.removesuffix("/log(2)")
    own = theorem("slope_is_an_integral")
    assert not proof_of(replace(own, statement=own.statement | {"goals": [nats]})).accepted


def test_the_bound_of_the_slope_is_that_of_its_integrand():
    """What stands for J(s) is (1 - s**2) J(0), whose integral is 2/3 of J(0)."""
    from sympy import cancel, integrate, sympify

    from derive import symbols as sym
    from derive.emission.monotonicity import F, J
    from proofs.theorems.slope_bounded_below import GOAL, J_AT_0

    names = {"rho00": 1 - sym.rho11, "alpha": sym.alpha, "F": F()}
    stated = sympify(J_AT_0, locals=names).subs(sym.rho00, 1 - sym.rho11)
    derived = J().subs(sym.s, 0).subs(sym.rho00, 1 - sym.rho11)
    assert cancel((stated - derived).rewrite("exp")) == 0
    assert 4 * integrate(1 - sym.s**2, (sym.s, 0, 1)) == sympify("8/3")
    assert GOAL.endswith(">= 8*c*rho00*(1 - alpha)/F/(3*log(2))")
