"""The command ``sponte``: what it accepts, what it prints, and its exit codes.

0: as recorded, or equal. 1: differs. 2: bad usage, or input that cannot be read. 3: undecided.
70: an error inside of sponte. 141: the reader of the output left before its end.
SymPy is loaded by the commands that compute, not by ``sponte --help``.
"""

import gc
import json as js
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from proofs.command import terminal
from proofs.command.completion import engines_with, numbers_with, targets_with
from proofs.command.faults import BAD_INPUT, INTERNAL, complain, fault, tell
from proofs.command.verdicts import print_json, print_verdicts, refusals, versions
from proofs.verdict import Status, Verdict

if TYPE_CHECKING:
    from derive.model.equation import Equation
    from derive.scheme import Scheme
    from proofs.paper.paper import Paper

__all__ = ["BAD_INPUT", "DIFFERS", "INTERNAL", "OK", "UNDECIDED", "app", "main"]

OK, DIFFERS, UNDECIDED = 0, 1, 3
CHECK_WRITES = "that of a formula is written by 'sponte check'"
READER_LEFT = 128 + 13  # SIGPIPE
WRONG = (Status.RESTRICTED, Status.CORRECTED, Status.REFUTED)
"""What does not hold as printed."""
MANY = 100_000
"""Objects between two looks for garbage: what is loaded is none, and what is made is little."""
REMEMBERED = "100000"
"""Results that SymPy keeps of each function; of a thousand, as it does unasked, many are lost."""

app = typer.Typer(
    help="Randomness from spontaneous emission: every equation of the paper, derived and judged.",
    epilog="Exit codes: 0 as recorded or equal, 1 differs, 2 bad input, 3 undecided, 70 our fault.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Number = Annotated[
    str,
    typer.Argument(
        help="As in the paper: 17, 'Eq. (17)', 'Table I', 14:E_1; or a pattern: 'device:ends:*'.",
        autocompletion=numbers_with,
    ),
]
Engines = Annotated[
    list[str] | None,
    typer.Option(
        "--engine",
        help="Ask this engine: kernel, smt, arb or coq; may be repeated. One without a statement"
        " about a claim is silent.",
        autocompletion=engines_with,
    ),
]
Where = Annotated[
    str,
    typer.Argument(
        help="As in 14:E_1, or FILE.py[:NAME]:HOLDER[:STATE].", autocompletion=numbers_with
    ),
]
Numbers = Annotated[
    list[str] | None,
    typer.Argument(
        help="Claims, as 17 A5 or 'device:ends:*'; all by default.", autocompletion=numbers_with
    ),
]


def place(text: str | Path) -> Path:
    """A path; an empty text, as of a variable that is not set, names none."""
    if not str(text):
        raise typer.BadParameter("it is empty; it may be a path")
    return Path(text)


def output_option(about: str, *names: str) -> Any:
    """An option that names a file or folder, which is never empty."""
    return typer.Option(*(names or ("-o", "--output")), help=about, parser=place, metavar="PATH")


PaperFile = Annotated[
    Path | None, output_option("FILE.toml, or the name of an installed one.", "--paper")
]
Folder = Annotated[Path, output_option("Where to write.")]


def print_version(asked: bool) -> None:
    """The version, and nothing else."""
    if asked:
        from derive.version import version

        terminal.print_line(f"sponte {version('sponte')}")
        raise typer.Exit


@app.callback()
def command(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=print_version, is_eager=True),
    ] = False,
) -> None:
    """Options of the command itself."""


@app.command()
def show(
    number: Number,
    json: Json = False,
    certificate: Annotated[
        Path | None, output_option("Write what the kernel accepts about it.", "--certificate")
    ] = None,
    paper: PaperFile = None,
) -> int:
    """Printed, derived, and the verdict of one claim, of the rows of a table, or of a family.

    With --certificate its proofs are written, too, and python -m proofs.kernel FILE checks them
    alone.
    """
    from proofs.command.shown import shown
    from proofs.input.numbers import numbers_of

    start, own = time.perf_counter(), opened(paper)
    found = [shown(each, own) for each in numbers_of(number, own)]
    if certificate:
        write_certificates(certificate, [each.verdict for each in found if each.verdict], own)
    if json:
        claims = [each.verdict for each in found if each.verdict]
        print_json(claims, start, equations=[x for x in (e.derived() for e in found) if x])
        return OK
    for each in found:
        terminal.print_rows(each.rows())
    return OK


@app.command()
def verify(
    claims: Numbers = None,
    json: Json = False,
    record: Annotated[bool, typer.Option("--record", help="Record what is found.")] = False,
    engine: Engines = None,
    paper: PaperFile = None,
) -> int:
    """Judge all claims, or some, afresh.

    The verdicts are compared with the recorded ones; a changed one is a failure. Claims that are
    named are also put to every engine (kernel, smt, arb, coq), or to those given with --engine.

    A paper of your own has its record beside it, as KEY.verdicts.json; without one the exit code is
    1 where a claim is corrected, refuted or restricted.
    """
    from proofs.calls import differences, write_record
    from proofs.input.numbers import expanded

    start, own = time.perf_counter(), opened(paper)
    claims = expanded(claims or (), own)
    engines = engine or () if paper else asked(claims, engine)
    if record:
        record_certificates(claims, own)  # first, so that what is found is not searched for again
    found = judge_all(claims, engines, own)
    verdicts = found if engine else [verdict.heard for verdict in found]
    if record:
        write_record(verdicts, own)
    known = own.record.exists() or not paper
    changed = differences(verdicts, own) if known else {}
    if json:
        print_json(verdicts, start, changed=changed)
    else:
        print_verdicts(verdicts, changed if known else None)
    wrong = not known and any(v.status in WRONG for v in verdicts)
    if changed or refusals(verdicts) or wrong:
        return DIFFERS
    return UNDECIDED if any(v.status is Status.UNDECIDED for v in verdicts) else OK


@app.command(context_settings={"ignore_unknown_options": True})  # a formula may start with -
def check(  # noqa: PLR0913, PLR0917 - what is asked, how it is written, and what to print
    number: Where,
    formula: Annotated[str, typer.Argument(help="As in 'rho11 h(e^{-Gamma t})'.")],
    json: Json = False,
    language: Annotated[
        str, typer.Option("--from", help="'sympy': its text, where log is natural.")
    ] = "",
    certificate: Annotated[
        Path | None, output_option("Write what the kernel accepted.", "--certificate")
    ] = None,
    paper: PaperFile = None,
) -> int:
    """Is this formula the derived equation?

    Equal with a certificate, different with a witness, or undecided. A formula is read as it is
    typed or pasted, also in LaTeX; what has two readings is refused. A certificate that was written
    is checked again, alone, by python -m proofs.kernel FILE.
    """
    from proofs.checks import check as compared
    from proofs.report.pages import check_page

    start = time.perf_counter()
    verdict = compared(number, formula, opened(paper), language)
    if certificate and verdict.certificate:
        certificate.write_text(f"{verdict.certificate.text}\n", encoding="utf-8", newline="\n")
    if json:
        print_json([verdict], start)
    else:
        terminal.print_rows(check_page(verdict))
    return {Status.EQUAL: OK, Status.DIFFERENT: DIFFERS}.get(verdict.status, UNDECIDED)


@app.command()
def derive(
    scheme: Annotated[str, typer.Argument(help="FILE.py, or FILE.py:NAME where it has several.")],
    at: Annotated[
        list[str] | None,
        typer.Option("--at", help="A point, as rho11=3/10,c=0.1,t=1; may be repeated."),
    ] = None,
    digits: Annotated[int, typer.Option("--digits", help="Digits of the values there.")] = 15,
    json: Json = False,
) -> int:
    """What a scheme of your own gives.

    Kraus operators, effects, probabilities, and the bits against each Eve that it names, with their
    values at a point, whose decimals are exact. The file is a program, and runs as you.
    """
    from proofs.schemes import page
    from proofs.schemes.asked import answers, read_point
    from proofs.schemes.files import one

    found = one(scheme)
    point = read_point(",".join(at)) if at else None
    asked = answers(found, point, digits)
    if json:
        print(js.dumps(page.as_json(found, asked), indent=1))
    else:
        terminal.print_rows(page.rows(found, asked, point is not None))
    return OK


@app.command()
def latex(
    schemes: Annotated[
        str, typer.Argument(help="FILE.py with schemes; without one the paper.")
    ] = "",
    output: Folder = Path("latex"),
    pdf: Annotated[bool, typer.Option("--pdf", help="Compile the document with pdflatex.")] = False,
    paper: PaperFile = None,
) -> int:
    """Write the equations of the paper, or of schemes of your own, as LaTeX.

    One file each, and a document with derivations and proofs that shows what is printed where it
    differs from what is derived. Each equation is read back and compared with what is derived
    before anything is written.
    """
    from derive.errors import RoundTripError
    from proofs.latex.pdf import compile_document, find_pdflatex

    if pdf:
        find_pdflatex()  # a missing program fails at once
    if schemes and paper:
        raise typer.BadParameter("either schemes or a paper")
    found = schemes_of(schemes) if schemes else []
    own = opened(paper)
    output.mkdir(parents=True, exist_ok=True)  # a place that cannot be written fails, too
    main = "schemes" if schemes else "equations"
    try:
        files = document_of(found, output) if found else paper_document(own, output)
    except RoundTripError as error:
        complain(str(error))
        return DIFFERS
    then = str(compile_document(output, main)) if pdf else f"compile {main}.tex there"
    terminal.print_line(f"{len(files)} files in {output}; {then}")
    return OK


@app.command()
def export(
    name: Annotated[
        str, typer.Argument(help="A quantity, FILE.py:HOLDER, or a number of the paper.")
    ] = "",
    target: Annotated[
        str,
        typer.Option("--target", help="Language or library.", autocompletion=targets_with),
    ] = "c",
    output: Annotated[Path | None, output_option("File to write.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="What can be exported.")] = False,
    paper: PaperFile = None,
) -> int:
    """Print or write a result, or the bits of a scheme, as numeric code.

    What is exported is a quantity; or FILE.py[:NAME]:HOLDER[:STATE] for a scheme of one's own; or
    with --paper what is derived there, as 3, 3:PART or SCHEME:HOLDER:STATE. With --list, or without
    a name: all quantities with equation, parameters, unit and accuracy, and the targets.
    """
    if listing or not name:
        from proofs.report.export_page import export_page

        terminal.print_rows(export_page())
        return OK
    from derive.export import files, source

    what = _exported(name, paper)
    if output is None:
        sys.stdout.write(source(what, target))
        return OK
    for file, text in files(what, target, output.name).items():
        path = output.parent / file
        path.write_text(text, encoding="utf-8", newline="\n")
        terminal.print_line(f"wrote {path}")
    return OK


def _exported(name: str, paper: Path | None) -> "str | Equation":
    """A quantity by its name, the bits of a scheme by their address, or what a paper derives."""
    from proofs.schemes.address import is_address

    if paper:
        return _derived_in(opened(paper), name)
    if not is_address(name):
        return name
    from proofs.schemes.asked import formula
    from proofs.schemes.files import address

    asked = address(name)
    found = formula(asked.scheme, asked.holder, asked.state)
    return replace(found, source=name.partition(".py")[0] + ".py")


def _derived_in(paper: "Paper", name: str) -> "Equation":
    """What a paper derives under a number, or a part of it."""
    from proofs.input.numbers import number_of
    from proofs.paper.parts import find_part

    derived, part = find_part(number_of(name, paper), paper)
    own = replace(derived, rhs=derived.part(part), number=name) if part else derived
    return replace(own, source=f"{paper.source} ({own.source})")


@app.command()
def bits(  # noqa: PLR0913, PLR0917 - an option for each parameter of the detector and the block
    rho11: Annotated[str, typer.Option(help="Excited population; or an interval.")],
    gamma_t: Annotated[
        str, typer.Option("--Gamma-t", help="Decay rate times window, a number; or an interval.")
    ],
    n: Annotated[
        str, typer.Option("--n", help="Number of bins; 2^14 take seconds, 2^20 minutes.")
    ] = "1",
    eta: Annotated[str, typer.Option(help="Efficiency of the detector; or an interval.")] = "1",
    d: Annotated[
        str, typer.Option("--d", help="Probability of a dark count in a bin; or an interval.")
    ] = "0",
    shots: Annotated[str, typer.Option(help="Number of shots, as 1e9.")] = "1e9",
    epsilon: Annotated[str, typer.Option(help="Distance from ideal bits, as 2^-64.")] = "2^-64",
    json: Json = False,
) -> int:
    """Bits of a real detector: per shot and per block, for four Eves, never optimistic.

    A number is written as 3, 0.45, 9/20, 1e9 or 2^-64. Of rho11, Gamma-t, eta and d each may be an
    interval, as 0.44..0.46 or 0.45+-0.01: the least bits anywhere in it are given. It is a limit,
    no standard deviation: epsilon does not cover what lies outside of it.
    """
    from proofs.command import bits as device

    shot = {"rho11": rho11, "Gamma_t": gamma_t, "n": n, "eta": eta, "d": d}
    asked = device.read(shot | {"shots": shots, "epsilon": epsilon})
    found = list(device.found(asked))
    if json:
        print(js.dumps(device.as_json(found, asked) | {"versions": versions()}, indent=1))
    else:
        terminal.print_rows(device.table(found, asked))
    return OK


@app.command()
def figure(
    name: Annotated[str | None, typer.Argument(help="As in --list, for example 2.")] = None,
    output: Annotated[Path | None, output_option("A file; .pdf, .svg or .png.")] = None,
    gamma_t: Annotated[
        float | None, typer.Option("--gamma-t", min=0, help="The window Gamma t of figure 2.")
    ] = None,
    names: Annotated[bool, typer.Option("--list", help="What figures there are.")] = False,
) -> int:
    """Draw a figure of the results for a two-column paper.

    Figure 2 is the paper's, which does not say its Gamma t: 1 is taken unless --gamma-t is given.
    """
    from proofs import figures

    if names or name is None:
        terminal.print_rows([(each, figures.figure(each).title) for each in figures.MODULES])
        return OK
    target = output or Path(f"figure-{name}.pdf")
    terminal.print_line(str(figures.write_figure(name, target, gamma_t)))
    return OK


@app.command()
def report(
    output: Folder = Path("report"),
    date: Annotated[
        str | None, typer.Option(help="The date on the page; today by default.", metavar="TEXT")
    ] = None,
    engine: Engines = None,
    paper: PaperFile = None,
) -> int:
    """Write the page with every claim, judged afresh.

    One HTML file that needs no network. With --engine it has the answers of these engines, too.
    """
    from proofs.report import require, write_report

    require()
    own = opened(paper)
    output.mkdir(parents=True, exist_ok=True)  # a place that cannot be written fails at once
    verdicts = judge_all((), engine or (), own, None if engine else 1)
    file = write_report(output, verdicts, versions(), date, own, terminal.watched)
    terminal.print_line(f"{file}: open it in a browser")
    return OK


def write_certificates(file: Path, verdicts: Sequence[Verdict], paper: "Paper") -> None:
    """Write the certificates about claims of a paper, as a list."""
    from proofs.engines.kernel import certificates

    found = certificates((verdict.number for verdict in verdicts), paper)
    if not found:
        what = ", ".join(f"{v.number} is {v.status}" for v in verdicts) or "no claim"
        raise typer.BadParameter(f"there is no certificate: {what}; {CHECK_WRITES}")
    file.write_text(found, encoding="utf-8", newline="\n")


def record_certificates(claims: Sequence[str], paper: "Paper") -> None:
    """Record the certificates behind some or all claims, with a progress bar on a terminal."""
    from proofs.calls import of_each
    from proofs.command.recording import everything, used, write_certificates

    wanted = claims or everything(paper)
    found = terminal.progress(of_each(used, wanted, paper), total=len(wanted))
    write_certificates(found, whole=not claims, paper=paper)


def schemes_of(address: str) -> "list[Scheme]":
    """All schemes of FILE.py, or the one of FILE.py:NAME."""
    from proofs.schemes import files
    from proofs.schemes.address import parts

    file, rest = parts(address)
    return [files.one(address)] if rest else [*files.schemes(file).values()]


def document_of(schemes: "Sequence[Scheme]", output: Path) -> list[Path]:
    """Write the bits of schemes against every Eve as LaTeX, with a progress bar on a terminal."""
    from proofs.latex.schemes import write_schemes
    from proofs.schemes.asked import formula, keys

    wanted = [(scheme, *key) for scheme in schemes for key in keys(scheme)]
    found = (
        (scheme, formula(scheme, holder, state), scheme.bound(holder))
        for scheme, holder, state in terminal.progress(wanted, total=len(wanted))
    )
    return write_schemes(output, schemes, found)


def asked(claims: Sequence[str] | None, chosen: Sequence[str] | None) -> Sequence[str]:
    """The engines to ask: those chosen, else all where claims are named, else none."""
    from proofs.engines.panel import NAMES

    return chosen or (NAMES if claims else ())


def opened(file: Path | None) -> "Paper":
    """The paper in a file, or the built-in one where none is given."""
    if file is None:
        from proofs.paper.built_in import BUILT_IN

        return BUILT_IN
    from proofs.papers.read import read_paper

    return read_paper(file)


def judge_all(
    claims: Sequence[str] = (),
    engines: Sequence[str] = (),
    paper: "Paper | None" = None,
    workers: int | None = None,
) -> list[Verdict]:
    """The verdicts of some or all claims of a paper, with a progress bar on a terminal.

    What `workers` go through has to be gone through again; one, for what else is made of it.
    """
    from proofs.calls import verify_all

    own = paper or opened(None)
    found = verify_all(claims, workers, engines, own)
    return list(terminal.progress(found, total=len(claims or own.claims)))


def paper_document(paper: "Paper", output: Path) -> list[Path]:
    """The LaTeX files of a paper, judged afresh."""
    from proofs.latex.document import write_document

    return write_document(output, judge_all(paper=paper), paper=paper, watch=terminal.watched)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the entry point of ``sponte``."""
    gc.set_threshold(MANY)
    os.environ.setdefault("SYMPY_CACHE_SIZE", REMEMBERED)  # read when SymPy is loaded
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may know ASCII only
    try:
        code = run(arguments)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # the reader has left, as `head` does; Typer exits then
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_LEFT
    return code


def run(arguments: Sequence[str] | None) -> int:
    """The exit code of a command line; an error that the user can cause is one line."""
    try:
        return app(arguments, prog_name="sponte", standalone_mode=False) or OK
    except BrokenPipeError:
        raise
    except Exception as error:
        return tell(fault(error), "--json" in (sys.argv if arguments is None else arguments))


if __name__ == "__main__":
    sys.exit(main())
