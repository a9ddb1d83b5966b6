"""What the paper prints, in its order, read from ``claims.toml``: arXiv 2512.05713.

What is claimed beyond the paper is read from ``beyond.toml``, and follows in sections of its own.
"""

from pathlib import Path

from derive.symbols import TABLE
from proofs.paper.toml import claim_of, read_text, sections

FILES = tuple(Path(__file__).with_name(name) for name in ("claims.toml", "beyond.toml"))
TEXT, BEYOND = map(read_text, FILES)
SYMBOLS = {name: quantity.symbol for name, quantity in TABLE.items()}
PRINTED, CLAIMED = (
    tuple(claim_of(data, SYMBOLS, text.file) for data in text.claims) for text in (TEXT, BEYOND)
)
"""The claims of the paper in its order, and those beyond it."""
CLAIMS = (*PRINTED, *CLAIMED)
SECTIONS = (*sections(TEXT, PRINTED), *sections(BEYOND, CLAIMED))
"""The parts of the paper (Table I after the sections that it sums up), then what is beyond it."""
