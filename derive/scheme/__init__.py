"""A scheme from outside: an isometry and a readout as data, checked when made, and what it gives.

Labels and families, exact normal forms and signs, the blocks of the state that Eve leaves, their
spectra as formulas or as balls, and the bound at vanishing coherence. It may import symbols,
functions, errors, `derive.text` and `derive.model`; nothing here knows a particular paper.
"""

from derive.scheme.scheme import Scheme

__all__ = ["Scheme"]
