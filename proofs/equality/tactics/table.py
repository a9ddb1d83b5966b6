"""The tactics in the order in which they are tried, the cheapest first."""

from collections.abc import Callable
from typing import Any

from proofs.equality.tactics.bernstein import between
from proofs.equality.tactics.circles import on_circle
from proofs.equality.tactics.constants import without_its_zeros
from proofs.equality.tactics.facts import beyond_a_fact, constant, factors, known, terms_of
from proofs.equality.tactics.functions import generator
from proofs.equality.tactics.growth import by_slope
from proofs.equality.tactics.members import member
from proofs.equality.tactics.mixtures import mixture
from proofs.equality.tactics.nested import squared_roots, whole_square
from proofs.equality.tactics.norms import norm
from proofs.equality.tactics.orders import difference
from proofs.equality.tactics.pairs import distributions, entropies
from proofs.equality.tactics.quadratic import below_a_root, completed
from proofs.equality.tactics.rewriting import in_cases, rewritten, without_moduli
from proofs.equality.tactics.unordered import between_any_ends

TACTICS: tuple[Callable[[Any, Any, str], str | None], ...] = (
    known,
    without_its_zeros,
    factors,
    generator,
    without_moduli,
    terms_of,
    constant,
    difference,
    entropies,
    distributions,
    mixture,
    beyond_a_fact,
    whole_square,
    squared_roots,
    in_cases,
    norm,
    on_circle,
    between_any_ends,
    between,
    by_slope,
    completed,
    below_a_root,
    member,
    rewritten,
)
