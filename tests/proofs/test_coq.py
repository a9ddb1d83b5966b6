"""The Coq side: what is generated, what is proved, and that wrong statements are refused."""

import re
from pathlib import Path

import pytest
from sympy import Function, Integral, Pow, Rational, S, Sum, Symbol, gamma

from derive import symbols as sym
from proofs.coq.build import CoqError, assumptions, build, sources, version
from proofs.coq.printer import Unsupported, arguments, gallina
from proofs.coq.statements import statements_file
from proofs.coq.table import STATEMENTS
from proofs.engines import coq
from proofs.paper.claims import CLAIMS
from proofs.verdict import Result
from tests.mutants.coq import DEFINITION, Mutant, changed, mutants, noticed_by

GOLDEN = Path(__file__).parent / "golden" / "Statements.v"
PROMISED = {"prop1", "A1", "A2", "A3", "A4", "A5", "A6", "19", "28"}
FORBIDDEN = (
    r"\b(Admitted|admit|Abort|Axioms?|Parameters?|Conjecture|Hypothes[ie]s|Variables?|Unset)\b"
)
needs_coq = pytest.mark.skipif(version() is None, reason=f"Coq is not installed: {coq.INSTALL}")


def everything(statements: str | None = None) -> dict[str, str]:
    """All modules; the generated one may be given another text."""
    return sources() | {"Statements": statements or statements_file()}


def with_change(old: str, new: str) -> dict[str, str]:
    """All modules, with one change of the generated statements."""
    text = statements_file()
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    return everything(text.replace(old, new))


def closure(modules: dict[str, str], name: str) -> dict[str, str]:
    """The module and all that it requires."""
    required = re.findall(r"^From Sponte Require Import ([\w ]+)\.$", modules[name], re.MULTILINE)
    parts = [closure(modules, r) for names in required for r in names.split()]
    return {key: text for part in parts for key, text in part.items()} | {name: modules[name]}


# The printer.


def test_a_formula_is_printed_with_coqs_names():
    assert gallina(sym.rho00 * sym.alpha**2) == "(1 - rho11)*exp(-2*Gamma*t)"
    assert gallina(Sum(sym.x**sym.k, (sym.k, 1, sym.n))) == "(Sum (fun k : nat => x^k) 1 n)"
    assert gallina(Integral(sym.s, (sym.s, 0, 1))) == "(Integral (fun s : R => s) 0 1)"
    assert gallina(sym.k / sym.n) == "INR k/INR n"


def test_signs_and_powers_keep_their_meaning_in_coq():
    assert gallina(-(sym.x**2)) == "-x^2"
    assert gallina((-sym.x) ** 3 / 2) == "-x^3/2"
    assert gallina(sym.c / (sym.x - sym.s) ** 2) == "c/(-s + x)^2"


@pytest.mark.parametrize(
    "expression",
    [
        gamma(sym.x),
        Function("f")(sym.x),
        Pow(sym.x, Rational(1, 3)),
        sym.x**sym.s,
        sym.x ** (sym.n - 1),
        S.Infinity,
    ],
)
def test_what_has_no_agreed_reading_is_refused(expression):
    with pytest.raises(Unsupported):
        gallina(expression)


def test_a_symbol_without_a_place_among_the_arguments_is_refused():
    with pytest.raises(Unsupported, match="stranger"):
        arguments(Symbol("stranger") + sym.x)


# What is generated.


def test_the_statements_are_the_golden_ones():
    assert GOLDEN.read_text("utf-8") == statements_file()


def test_every_statement_answers_a_claim_of_the_paper():
    numbers = {claim.number for claim in CLAIMS}
    assert [n for s in STATEMENTS for n in s.claims if n not in numbers] == []


def test_the_promised_claims_have_theorems():
    assert PROMISED | {"text:geometric-sum", "text:temporal-monotone"} <= set(coq.claims())


def test_no_statement_speaks_about_an_unknown_claim():
    with pytest.raises(ValueError, match="no theorem in Coq about '38'"):
        coq.confirmations("38")


@pytest.mark.parametrize("module", sorted(everything()))
def test_no_proof_is_left_out(module):
    text = re.sub(r"\(\*.*?\*\)", "", everything()[module], flags=re.DOTALL)
    assert re.findall(FORBIDDEN, text) == []


def test_without_coq_the_engine_is_missing_and_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(coq, "version", lambda: None)
    (word,) = coq.confirmations("prop1")
    assert (word.result, word.install) == (Result.MISSING, coq.INSTALL)


# What is proved.


@needs_coq
@pytest.mark.parametrize("number", coq.claims())
def test_every_claim_is_confirmed_on_the_axioms_of_the_real_numbers(number):
    (word,) = coq.confirmations(number)
    assert (word.result, word.detail.split()[0]) == (Result.CONFIRMED, "theorem")
    assert set(word.axioms) <= coq.AXIOMS


@needs_coq
def test_proposition_1_rests_on_four_axioms():
    assert coq.confirmations("prop1")[0].axioms == (
        "ClassicalDedekindReals.sig_forall_dec",
        "ClassicalDedekindReals.sig_not_dec",
        "Classical_Prop.classic",
        "FunctionalExtensionality.functional_extensionality_dep",
    )


@needs_coq
@pytest.mark.parametrize(
    ("old", "new", "module"),
    [
        ("+ x - x^(1 + n))/(1 - x)^2", "- x - x^(1 + n))/(1 - x)^2", "Bins"),
        ("4*rho11*(1 - exp(-Gamma*t))*(-c^2", "4*rho11*(1 - exp(-Gamma*t))*(c^2", "AppendixA"),
        pytest.param("  a^2 + 4*c^2.", "  a^2 + 2*c^2.", "AppendixA", marks=pytest.mark.deep),
        ("eq_15_M_1 (Gamma : R) (t : R) : matrix :=\n  Mat (RtoC (0))%C (RtoC (sqrt(1",
         "eq_15_M_1 (Gamma : R) (t : R) : matrix :=\n  Mat (RtoC (0))%C (RtoC (sqrt(2", "Spectra"),
        ("text_more_bins p < 0", "text_more_bins p <= -1", "Bins"),
    ],
)  # fmt: skip
def test_a_wrong_statement_is_refused(old, new, module):
    built = build(closure(with_change(old, new), module))
    assert module in built.errors


@needs_coq
def test_a_refused_statement_is_reported_with_coqs_words(monkeypatch):
    wrong = with_change("+ x - x^(1 + n))/(1 - x)^2", "- x - x^(1 + n))/(1 - x)^2")["Statements"]
    monkeypatch.setattr(coq, "sources", lambda: closure(everything(), "Bins"))
    monkeypatch.setattr(coq, "statements_file", lambda: wrong)
    monkeypatch.setattr(coq, "audit", lambda *_: {})
    (word,) = coq.confirmations("text:geometric-sum")
    assert word.result is Result.REFUSED
    assert word.detail.startswith("Bins.geometric_sum is not proved: File")


@needs_coq
def test_an_unproved_theorem_is_refused():
    admitted = re.sub(
        r"(Theorem survival_of_all_bins[^.]*\.survival_of_all_bins\.\n)Proof\..*?Qed\.",
        r"\1Admitted.",
        everything()["Bins"],
        flags=re.DOTALL,
    )
    modules = closure(everything() | {"Bins": admitted}, "Bins")
    built = build(modules)
    assert built.errors == {}
    axioms, _ = assumptions({"survival_of_all_bins": "Bins", "geometric_sum": "Bins"}, built)
    findings = coq.Findings(axioms, {})
    (theorem,) = coq.about("text:bin-probability")
    (other,) = coq.about("text:geometric-sum")
    assert findings.objections(theorem) == [
        "Bins.survival_of_all_bins rests on Bins.survival_of_all_bins"
    ]
    assert findings.objections(other) == []


@needs_coq
def test_a_theorem_that_proves_something_else_is_refused():
    modules = closure(everything(), "Bins")
    modules["Bins"] += "Theorem bound_single : True. Proof. exact I. Qed.\n"
    with pytest.raises(CoqError, match=r"Statements\.bound_single"):
        assumptions({"bound_single": "Bins"}, build(modules))


@needs_coq
def test_a_second_build_compiles_nothing(monkeypatch):
    built = build(closure(everything(), "Bins"))
    monkeypatch.setattr("proofs.coq.build.run", lambda *_, **__: pytest.fail("compiled again"))
    assert build(closure(everything(), "Bins")) == built


# Does it bite?


@needs_coq
def test_the_module_that_notices_a_change_is_named():
    changes = (m for m in mutants() if m.definition == "text_geometric_sum")
    assert noticed_by(next(changes)) == "Bins"


@needs_coq
def test_a_change_that_coq_cannot_read_is_no_change():
    broken = statements_file().replace("a^2 + 4*c^2.", "a^2 + .")
    with pytest.raises(CoqError, match="Syntax error"):
        noticed_by(Mutant("text_substitution_Delta", "broken", broken))


@needs_coq
@pytest.mark.deep
def test_what_is_not_changed_survives():
    assert noticed_by(Mutant("Delta", "nothing", statements_file())) == ""


MUTATED = [name for name, body in DEFINITION.findall(statements_file()) if any(changed(body))]


@needs_coq
@pytest.mark.deep
@pytest.mark.parametrize("definition", MUTATED)
def test_every_change_of_a_definition_is_noticed(definition):
    changes = [m for m in mutants() if m.definition == definition]
    assert changes
    assert [m.change for m in changes if not noticed_by(m)] == []
