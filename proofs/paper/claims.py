"""What the paper prints, in its order, read from ``claims.toml``: arXiv 2512.05713."""

from pathlib import Path

from derive.symbols import TABLE
from proofs.paper.toml import claim_of, read_text, sections

FILE = Path(__file__).with_name("claims.toml")
TEXT = read_text(FILE)
SYMBOLS = {name: quantity.symbol for name, quantity in TABLE.items()}
CLAIMS = tuple(claim_of(data, SYMBOLS, FILE) for data in TEXT.claims)
"""Every claim, in the paper's order."""
SECTIONS = sections(TEXT, CLAIMS)
"""The parts of the paper (Table I after the sections that it sums up)."""
