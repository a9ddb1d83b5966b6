"""What the definitions of the paper imply: every equation, derived.

>>> from derive import equation
>>> equation("18").domain.symbols
(rho11, c, Gamma, t)
"""

from derive.equation import Equation, numbers
from derive.equation import lookup as equation

__all__ = ["Equation", "equation", "numbers"]
