"""Proofs for readers: every theorem and step is there, and formulas mean what the kernel reads."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from accepted import accepted

from proofs.kernel import LEMMAS
from proofs.kernel.checker import RULES
from proofs.latex.formula import formula
from proofs.latex.proofs import BLOCKS, lemma_list, proof_files, steps, theorem_file
from proofs.latex.reasons import reason
from proofs.paper.claims import CLAIMS
from proofs.theorems import NAMES, Theorem, backing, theorem


def flat(steps) -> Iterator[dict]:
    for step in steps:
        yield step
        for block in BLOCKS:
            yield from flat(step.get(block, ()))


# What is there.


def test_every_theorem_has_a_file_with_its_label_that_the_document_shows_once(document):
    text = (document / "equations.tex").read_text()
    for name in NAMES:
        assert f"\\label{{thm:{name}}}" in (document / f"thm_{name}.tex").read_text()
        assert text.count(f"\\input{{thm_{name}}}") == 1


def test_a_claim_refers_to_every_theorem_that_backs_it(document):
    text = (document / "equations.tex").read_text()
    for claim in CLAIMS:
        for name in backing(claim.number):
            assert f"\\ref{{thm:{name}}}" in text


@pytest.mark.parametrize("name", NAMES)
def test_every_step_is_there_and_numbered_in_order(name):
    numbers = re.findall(
        r"^\\spontestep\{\d+\}\{(\d+)\}", theorem_file(theorem(name)), re.MULTILINE
    )
    whole = list(flat(theorem(name).steps))
    assert [int(x) for x in numbers] == list(range(1, len(whole) + 1))


def test_no_block_of_steps_is_forgotten():
    blocks = {
        key for _, needs in RULES.values() for key, shape in needs.items() if shape == "steps"
    }
    assert blocks == set(BLOCKS)


def test_every_rule_of_the_kernel_has_words_of_its_own():
    proofs = [json.loads(text)["steps"] for text in accepted().values()]
    found = {step["rule"]: step for proof in proofs for step in flat(proof)}
    assert set(found) == set(RULES)
    assert len({reason(step, {}) for step in found.values()}) == len(RULES)
    with pytest.raises(LookupError, match="guess"):
        reason({"rule": "guess"}, {})


def test_every_accepted_certificate_can_be_read_as_a_proof():
    for name, text in accepted().items():
        data = json.loads(text)
        found = theorem_file(Theorem(name, name, data["statement"], data["steps"]))
        assert found.count(r"\spontestep{") == len([*flat(data["steps"])])


def test_facts_of_a_case_in_a_case_are_told_apart():
    inner = {"label": "x >= 0", "claim": "x >= 0", "rule": "sum", "of": ["case", "case'"]}
    cases = {"rule": "cases", "on": "y", "if >= 0": [inner], "if <= 0": []}
    outer = {**cases, "label": "a", "claim": "x >= 0", "on": "x"}
    outer["if >= 0"] = [{**cases, "label": "b", "claim": "x >= 0"}]
    text = "".join(steps([outer], {}))
    assert r"{x \ge 0}{sum of $x \ge 0$, $y \ge 0$}" in text


def test_an_induction_says_where_it_begins_and_what_it_supposes():
    data = json.loads(accepted()["an induction"])
    text = theorem_file(Theorem("sum", "a sum", data["statement"], data["steps"]))
    assert r"\sponteblock{2}{At first, $m = 0$.}" in text
    assert (
        r"\sponteblock{2}{Let $m \ge 0$ and $2 \bigl(\sum_{k=1}^{m} k\bigr) = m\,(m + 1)$.}" in text
    )


def test_every_lemma_is_listed():
    listed = lemma_list()
    for name in LEMMAS:
        assert f"\\textsf{{{name}}}: $" in listed


def test_a_small_proof_reads_as_it_should():
    found = re.findall(r"^\\spontestep.*", theorem_file(theorem("F_exceeds_alpha")), re.MULTILINE)
    assert found == [
        r"\spontestep{0}{1}{\Gamma t > 0}{product of $\Gamma > 0$, $t > 0$}",
        r"\spontestep{0}{2}{\alpha < 1}{lemma \textsf{exp-order}, as $0 > -\Gamma t$}",
        r"\spontestep{0}{3}{F > \alpha}{product of $\rho_{11} < 1$, (2)}",
    ]


def test_facts_of_a_block_are_cited_in_full():
    text = theorem_file(theorem("randomness_increases_with_coherence"))
    assert r"\sponteblock{2}{Let $c > c_{1}$ and $c < c_{2}$.}" in text
    assert r"{c > 0}{sum of $c > c_{1}$, $c_{1} \ge 0$}" in text
    assert not any(r"\mathrm{case}" in text for text in proof_files().values())


# What changes the text.


@pytest.mark.parametrize("name", NAMES)
def test_every_changed_field_of_every_step_changes_the_text(name):
    """All but what the claim of a step already shows."""
    original = theorem(name)
    text, whole = theorem_file(original), len(list(flat(original.steps)))
    for position in range(0, whole, 1 + whole // 4):
        step = list(flat(original.steps))[position]
        for key in {"claim", "of", "over", "using", "function", "on", "antiderivative"} & set(step):
            proof = deepcopy(original.steps)
            changed = list(flat(proof))[position]
            if changed[key] in ([], {}):
                continue
            changed[key] = altered(changed[key])
            assert theorem_file(replace(original, steps=proof)) != text, (position, key)


def altered(value):
    if isinstance(value, dict):
        return {key: f"{cofactor} + 7" for key, cofactor in value.items()}
    if isinstance(value, list):
        return [*value, "7"]
    return re.sub(r"^", "7 + ", value)


def test_a_changed_hypothesis_changes_the_text():
    original = theorem("F_exceeds_alpha")
    statement = deepcopy(original.statement)
    statement["hypotheses"][1] = "rho11 <= 1"
    assert theorem_file(replace(original, statement=statement)) != theorem_file(original)


# What formulas mean.


def test_brackets_and_fractions_keep_the_meaning_of_a_formula():
    random = Random(7)
    for _ in range(400):
        text = expression(random, 5)
        try:
            exact = re.sub(r"\d", r"Fraction(\g<0>)", text)
            expected = eval(exact, {"Fraction": Fraction}, VALUES)
        except ZeroDivisionError:
            continue
        assert Reader(formula(text)).whole() == expected, (text, formula(text))


def test_a_dropped_bracket_would_be_noticed():
    assert Reader(formula("x - (y - z)")).whole() != Reader(formula("x - y - z")).whole()


VALUES = {"x": Fraction(3, 7), "y": Fraction(-5, 3), "z": Fraction(11, 2)}


def expression(random: Random, depth: int) -> str:
    kind = random.choice("+-*/*/^u") if depth else "."
    a, b = (expression(random, depth - 1) if depth else "" for _ in range(2))
    return {
        ".": lambda: random.choice(("x", "y", "z", "2", "3")),
        "^": lambda: f"({a})**{random.choice('23')}",
        "u": lambda: f"(-({a}))" if random.random() < 0.5 else f"-({a})*({b})",
    }.get(kind, lambda: f"({a}){kind}({b})")()


class Reader:
    """Reads the LaTeX as a mathematician does: products bind closer than a slash, left to right."""

    def __init__(self, text: str) -> None:
        text = re.sub(r"\\bigl|\\bigr|\\,|\s", "", text)
        self.tokens = [*re.findall(r"\\frac|\\cdot|.", text), "end"]

    def take(self, *expected: str) -> bool:
        found = self.tokens[0] in expected
        if found:
            self.tokens.pop(0)
        return found

    def whole(self) -> Fraction:
        value = self.sum()
        assert self.tokens == ["end"]
        return value

    def sum(self) -> Fraction:
        value = -self.quotient() if self.take("-") else self.quotient()
        while self.tokens[0] in "+-":
            value += -self.quotient() if self.tokens.pop(0) == "-" else self.quotient()
        return value

    def quotient(self) -> Fraction:
        value = self.product()
        if self.take("/"):
            value /= self.power()
            assert self.tokens[0] in ("end", "+", "-", ")", "}"), "a/b c can be read in two ways"
        return value

    def product(self) -> Fraction:
        value = self.power()
        while self.take(r"\cdot") or self.tokens[0] in ("(", r"\frac", *VALUES):
            value *= self.power()
        return value

    def power(self) -> Fraction:
        fraction = self.tokens[0] == r"\frac"
        value = self.atom()
        if self.take("^"):
            assert not fraction
            value **= int(self.atom())
        return value

    def atom(self) -> Fraction:
        token = self.tokens.pop(0)
        if token == r"\frac":
            above, below = self.atom(), self.atom()
            return above / below
        if token in "({":
            value = self.sum()
            assert self.take(")", "}")
            return value
        return VALUES[token] if token in VALUES else Fraction(token)
