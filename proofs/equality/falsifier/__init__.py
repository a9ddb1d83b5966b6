"""Looks for points that show a statement to be false; see :mod:`proofs.equality.witnesses`.

In the order of reading: `nodes`, `slopes` and `problems` read a statement; `values`, `functions`,
`quadrature` and `entropies` give a formula its value at a point; `germ`, `germ_functions` and
`germs` cancel what is the same around it, and `poles` finds integrals without a value; `lines`,
`families`, `places` and `cells` make points of the domain; `looks` compares at one.
"""

from proofs.equality.falsifier import entropies, functions, germ_functions, quadrature

__all__ = ["entropies", "functions", "germ_functions", "quadrature"]
