"""The paper that this package is about: where it is from, and what belongs to it."""

from pathlib import Path

from derive.equations import BuiltInEquations
from proofs.paper.claims import SECTIONS, TEXT
from proofs.paper.names import names_at
from proofs.paper.paper import Paper

BUILT_IN = Paper(
    key=TEXT.paper["key"],
    title=TEXT.paper["title"],
    citation=TEXT.paper["citation"],
    sections=SECTIONS,
    equations=BuiltInEquations(),
    names_at=names_at,
    record=Path(__file__).parents[1] / "verdicts.json",
    source="proofs/paper/claims.toml",
    built_in=True,
    authors=tuple(TEXT.paper["authors"]),
)
