"""The tools of a search, put together: signs, laws, and what divisors and entropies need."""

from proofs.equality.laws.table import LAWS
from proofs.equality.search.constants import settle
from proofs.equality.search.divisors import logarithm, nonzero
from proofs.equality.search.induction import by_induction
from proofs.equality.search.proof import Tools
from proofs.equality.search.rewriting import Search
from proofs.equality.search.spectra import define_entropy
from proofs.equality.tactics.table import TACTICS
from proofs.kernel import Checker

TOOLS = Tools(TACTICS, LAWS, nonzero, logarithm, define_entropy, by_induction, settle)


def search_of(checker: Checker) -> Search:
    """A search about what holds outermost."""
    return Search(checker, checker.outermost, TOOLS)
