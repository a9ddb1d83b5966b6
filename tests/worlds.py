"""Everything whose bytes depend on the paper alone, written to a folder by one process.

The tests write it here, where SymPy has FLINT's ground types, and ``python -m tests.worlds FOLDER``
in another world, with another hash seed, other ground types and a cache of SymPy as users have it.
The fixture ``worlds`` has the files of both, and tests compare them.
"""

import importlib.util
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

from derive.equations import lookup
from proofs import check, verify, verify_all
from proofs.calls import as_json, differences
from proofs.report import pages
from proofs.verdict import Verdict

WORLDS = (
    {"PYTHONHASHSEED": "4242", "SYMPY_GROUND_TYPES": "python", "SYMPY_CACHE_SIZE": "1000"},
    {"PYTHONHASHSEED": "1", "SYMPY_GROUND_TYPES": "gmpy"},
)
"""Other worlds than that of the tests; the last is for the deep profile."""
SHOWN = ("17", "A1", "36")
PRINTED = ("17", "25", "34", "36:repair", "39", "42", "A1")
CHECKED = ("rho11*h(alpha)", "rho11*h(alpha)*log(3)", "abs(rho11-1/2)")


Verdicts = Sequence[Verdict]


def verdicts(folder: Path, found: Verdicts) -> None:
    """All claims as JSON, without times, and what is not as recorded."""
    claims = [{k: v for k, v in as_json(f).items() if k != "seconds"} for f in found]
    text = json.dumps({"claims": claims, "changed": differences(found)})
    (folder / "verdicts.json").write_text(text)


def shown(folder: Path, _: Verdicts) -> None:
    """The rows of some claims."""
    for number in SHOWN:
        rows = pages.claim_page(verify(number, ["kernel"]))
        (folder / f"{number}.show").write_text("\n".join(map(str, rows)))


def printed(folder: Path, _: Verdicts) -> None:
    """Some equations as LaTeX."""
    (folder / "equations.tex").write_text("\n".join(lookup(n).latex() for n in PRINTED))


def checked(folder: Path, _: Verdicts) -> None:
    """Answers to formulas from outside."""
    (folder / "answers").write_text("\n".join(str(check("19", f)) for f in CHECKED))


def document(folder: Path, found: Verdicts) -> None:
    """The files of ``sponte latex``, with all verdicts; that they read back is tested elsewhere."""
    from proofs.latex.document import write_document

    with patch("proofs.latex.document.check_file"):
        write_document(folder / "latex", found)


def witness(folder: Path, _: Verdicts) -> None:
    """A witness about the members of a family."""
    from proofs.equality.witnesses import find_witness
    from tests.proofs.test_witnesses import FAMILY, stated

    goal = "Sum(abs(p(i) - 24/25) + p(i) - 24/25, (i, 1, m)) == 0"
    found = find_witness(stated(goal, "x", "m", FAMILY, {"p": ">="}))
    (folder / "witness").write_text(str(found))


def drawn(folder: Path, _: Verdicts) -> None:
    """What the fuzzer draws."""
    from tests.fuzz import draw

    drafts = (*draw.rewrites(3, 4), *draw.near_misses(3, 4))
    (folder / "drawn").write_text("\n".join(f"{d.name} {d.formula}" for d in drafts))


def figures(folder: Path, _: Verdicts) -> None:
    """Every figure as text, and one of them as a PDF and in pixels."""
    from proofs.figures import MODULES, write_figure

    (folder / "figures").mkdir()
    for name in (*(f"{name}.svg" for name in MODULES), "2.pdf", "2.png"):
        write_figure(name[:-4], folder / "figures" / name)


def page(folder: Path, _: Verdicts) -> None:
    """Entries of the page, and a proof on it."""
    from proofs.report import data, proof
    from proofs.theorems import theorem

    entries = [data.entry(number, None) for number in ("29", "table1:temporal:I")]
    (folder / "page").write_text(f"{entries} {proof.proof(theorem('E_nonnegative'))}")


PARTS: dict[Callable[[Path, Verdicts], None], tuple[str, ...]] = {
    **dict.fromkeys((verdicts, shown, printed, checked, document, witness, drawn), ()),
    figures: ("matplotlib",),
    page: ("jinja2", "math_core"),
}
"""What is written, and the libraries that it needs."""


def write_all(folder: Path, found: Verdicts) -> None:
    """Write all that can be written with what is installed."""
    for write, needs in PARTS.items():
        if all(importlib.util.find_spec(name) for name in needs):
            write(folder, found)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]), [*verify_all(workers=1)])
