"""What the definitions of the paper imply: every equation, derived.

>>> from derive import equation
>>> equation("18").domain.symbols
(rho11, c, Gamma, t)
"""

from derive.equations import equation, numbers
from derive.model.equation import Equation
from derive.model.hilbert import One
from derive.scheme import Scheme

__all__ = ["Equation", "One", "Scheme", "equation", "numbers"]
