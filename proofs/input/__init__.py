"""What people type or paste, as a formula of :mod:`proofs.paper.formula`; no text is run.

:mod:`signs` and :mod:`words` say what is typed, :mod:`plain` reads products, powers and bars as
they are written by hand, `latex` LaTeX, :mod:`from_sympy` the text of a SymPy session;
:mod:`sides` finds the formula in an equation, :mod:`reading` chooses, and :mod:`numbers` knows a
claim by the names that people use. What comes out is what is shown and what the kernel is asked;
what two people would read in two ways is refused, with both readings. It imports `proofs.paper`.
"""
