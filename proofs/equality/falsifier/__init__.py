"""Looks for points that show a statement to be false; see :mod:`proofs.equality.witnesses`.

In the order of reading: `nodes`, `slopes` and `problems` read a statement; `values`, `quadrature`
and `entropies` give a formula its value at a point; `germs` cancel what is the same around it;
`lines`, `families`, `places` and `cells` make points of the domain; `looks` compares at one.
"""
