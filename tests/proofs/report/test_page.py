"""The page as a text: valid, complete, the same on every run, and safe whatever a claim says."""

import ast
import re
from dataclasses import replace

import html5lib
import pytest

from derive.equations import lookup, numbers
from derive.errors import ReportError
from derive.text.for_sympy import for_sympy
from proofs import report as report_package
from proofs.command import cli
from proofs.paper.claims import CLAIMS
from proofs.report import data, graph, mathml, page, words
from proofs.report.explorer import explorer
from proofs.report.pages import FINDINGS
from proofs.theorems import theorem
from proofs.verdict import Status


@pytest.mark.parametrize(
    "page", ["without_formulas", "few", pytest.param("file", marks=pytest.mark.deep)]
)
def test_it_is_valid_html_with_unique_ids(page, request):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=False)
    document = parser.parse(request.getfixturevalue(page).read_text(encoding="utf-8"))
    assert parser.errors == []
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert page == "few" or set(map(data.anchor, numbers())) <= set(ids)


def test_nothing_is_loaded_from_elsewhere(html):
    assert not re.search(r"(src|href)\s*=\s*[\"']?(https?:|//)", html)
    assert "@import" not in html
    assert "default-src 'none'" in html


def test_every_claim_stands_in_one_section_in_the_order_of_the_paper(report):
    assert [entry.number for entry in report.claims] == [claim.number for claim in CLAIMS]
    assert {e.number for e in report.entries} == set(numbers())


def test_the_anchors_differ():
    anchors = [data.anchor(number) for number in numbers()]
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"eq-[\w-]+", anchor) for anchor in anchors)


def test_what_is_counted_and_found_is_what_the_verdicts_say(report, verdicts):
    assert sum(report.counts.values()) == len(CLAIMS)
    assert report.counts[Status.CORRECTED] == sum(
        v.status == "corrected" for v in verdicts.values()
    )
    assert [f.number for f in report.findings] == [
        v.number for v in verdicts.values() if v.status in FINDINGS
    ]


def test_uses_and_used_by_are_what_was_recorded_while_deriving(report):
    entries = {entry.number: entry for entry in report.entries}
    for entry in entries.values():
        assert tuple(link.number for link in entry.uses) == lookup(entry.number).uses
        for link in entry.uses:
            assert entry.number in {user.number for user in entries[link.number].used_by}
            assert link.title == entries[link.number].title


def test_every_proof_is_shown_once_and_linked_from_every_claim_it_backs(report, html):
    assert len(report.proofs) > 20
    for name, proof in report.proofs.items():
        assert html.count(f'id="proof-{name}"') == 1
        assert html.count(f'href="#proof-{name}"') == len(proof.claims) - 1
        assert proof.steps == counted(theorem(name).steps)


def counted(steps):
    """The steps of a certificate, with those in blocks."""
    blocks = (b for step in steps for b in step.values() if isinstance(b, list))
    inner = ([step for step in block if isinstance(step, dict)] for block in blocks)
    return len(steps) + sum(map(counted, inner))


def test_a_corrected_claim_shows_the_right_form_of_the_wrong_parts(report):
    entries = {entry.number: entry for entry in report.entries}
    assert "density" in entries["29"].corrected
    assert "no-detection" not in entries["29"].corrected
    assert entries["3"].corrected == ""  # all of the derived formula is the right form
    assert entries["36"].corrected == mathml.display(lookup("36:repair").latex())


def test_how_a_result_comes_about_is_told_row_by_row(report, html):
    rows = {entry.number: entry.derivation for entry in report.entries}
    said = [row.words for row in rows["25"] if row.words]
    assert said[0] == "What the outcome leaves of the state of the atom"
    assert said[-1] == "The entropy of the orthogonal blocks less that of the atom"
    assert all("<math" in row.formula for found in rows.values() for row in found)
    assert html.count('id="derivation-eq-') == sum(map(bool, rows.values())) > 60


def test_the_words_of_the_engines_are_shown_and_the_silent_ones_named(html):
    assert re.search(
        r"<b>kernel</b>[^<]*<span class=\"confirmed\">confirmed</span>: E_nonnegative", html
    )
    assert re.search(r"Not asked besides:\s+smt, (arb, )?coq\.", html)


def test_the_date_and_the_versions_are_those_given(html):
    assert "<dd>2026-01-02</dd>" in html
    assert "<dt>sponte</dt><dd>not installed</dd>" in html


# Texts to copy.


@pytest.mark.parametrize("number", numbers())
def test_every_part_can_be_copied_as_what_check_reads(number):
    equation = lookup(number)
    copied = {t.name: t.text for t in data.texts(equation, "") if t.language == "plain text"}
    assert copied == {part: equation.text(part) for part in equation.parts}


@pytest.mark.parametrize("number", numbers())
def test_the_copy_for_sympy_is_one_expression_or_a_dict_of_all_parts(number):
    equation = lookup(number)
    tree = ast.parse(data.sympy_text(equation), mode="eval").body
    if set(equation.parts) == {""}:
        assert ast.unparse(tree) == ast.unparse(ast.parse(for_sympy(equation.part(""))))
    else:
        assert [key.value for key in tree.keys] == list(equation.parts)


# Attacks.


def test_what_a_claim_says_is_escaped(report):
    evil = "<script>alert(1)</script>\"'&"
    entry = replace(report.claims[0], title=evil, remarks=(evil,), method=evil, number="1")
    section = replace(report.sections[0], entries=(entry,), title=evil)
    text = page.page(replace(report, sections=(section,)), {"python": evil, "sponte": None}, evil)
    assert "<script>alert" not in text
    assert text.count("&lt;script&gt;alert(1)") >= 6


def test_data_for_the_script_cannot_end_it():
    assert "<" not in page.as_json({"x": "</script><!--"})


def test_latex_that_is_unknown_is_an_error_and_never_shown():
    with pytest.raises(ReportError, match="no MathML"):
        mathml.display(r"\unknowncommand{x}")


def test_brackets_grow_only_around_what_is_high():
    assert "<mo>(" not in mathml.display(r"e^{\left(k - 1\right)/n}")
    assert "<mo>(" in mathml.display(r"\left(\frac{1}{n}\right)")
    assert mathml.low("a \\\\ \\left[x\\right]") == "a \\\\ \\left[x\\right]"


def test_a_condition_that_is_none_stays_escaped_words():
    assert words.condition("only <b>here</b>") == "only &lt;b&gt;here&lt;/b&gt;"


@pytest.mark.parametrize("number", numbers())
def test_every_condition_of_a_domain_can_be_shown(number):
    for text in str(lookup(number).domain).split("; "):
        assert "<math>" in words.condition(text) or text == "no free symbol"


# Missing parts and the command.


def test_without_the_libraries_one_line_says_what_to_install(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(report_package, "NEEDS", ("jinja2", "no_such_library"))
    assert cli.main(["report", "-o", str(tmp_path / "new")]) == cli.BAD_INPUT
    assert (
        capsys.readouterr().err
        == "sponte: the report needs no_such_library: pip install 'sponte[report]'\n"
    )
    assert not (tmp_path / "new").exists()


def test_without_graphviz_one_line_says_what_to_install(monkeypatch, report):
    monkeypatch.setattr(graph, "PROGRAMS", ("no-such-program",))
    with pytest.raises(ReportError, match=r"pip install 'sponte\[report\]'"):
        graph.graph(report.entries)


def test_a_place_that_cannot_be_written_is_one_line(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert cli.main(["report", "-o", str(tmp_path / "file")]) == cli.BAD_INPUT
    assert capsys.readouterr().err.count("\n") == 1


def test_the_date_is_that_of_the_epoch_that_builds_set(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert report_package.today() == "1970-01-02"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(ReportError, match="soon"):
        report_package.today()


def test_the_command_writes_the_page_and_says_where(monkeypatch, tmp_path, capsys, report, html):
    monkeypatch.setattr(cli, "judge_all", lambda *_: [])
    monkeypatch.setattr(data, "report", lambda *_: report)
    monkeypatch.setattr(cli, "versions", lambda: {"python": "3.x", "sponte": None})
    assert cli.main(["report", "-o", str(tmp_path / "a b"), "--date", "2026-01-02"]) == 0
    file = tmp_path / "a b" / "index.html"
    assert capsys.readouterr().out == f"{file}: open it in a browser\n"
    assert file.read_text(encoding="utf-8") == html


def test_the_bytes_do_not_depend_on_the_hash_seed(worlds):
    first, second = (world["page"] for world in worlds)
    assert first == second != b""


# Graph and explorer.


def test_every_recorded_use_is_an_arrow(report):
    drawn = graph.graph(report.entries)
    assert {(e.source, e.target) for e in drawn.edges} == {
        (link.number, entry.number) for entry in report.entries for link in entry.uses
    }
    assert {n.entry.number for n in drawn.nodes} | {e.number for e in drawn.alone} == set(numbers())


def test_no_two_boxes_of_the_graph_overlap(report):
    nodes = graph.graph(report.entries).nodes
    for i, a in enumerate(nodes):
        for b in nodes[:i]:
            apart = a.x + a.width <= b.x or b.x + b.width <= a.x
            assert apart or a.y + a.height <= b.y or b.y + b.height <= a.y, (a.label, b.label)


def test_the_explorer_has_the_exported_functions_and_their_parameters():
    shown = explorer()
    names = {control.name for control in shown.controls} | {"r"}
    computed = [row for row in shown.rows if row.function]
    assert [row.equation for row in shown.rows if not row.function] == ["table1:temporal:I"]
    for row in computed:
        assert f"function {row.function}({', '.join(row.parameters)}, unit" in shown.script
        assert set(row.parameters) <= names
    blocks = [row for row in computed if row.block]
    assert len(blocks) == 4
    for row in blocks:
        given = ", ".join((*row.parameters, "order"))
        assert f"function {row.block}({given}, unit" in shown.script
