"""What the definitions of the paper imply: every equation, derived.

>>> from derive import equation
>>> equation("18").domain.symbols
(rho11, c, Gamma, t)
"""

from derive.equations import lookup as equation
from derive.equations import numbers
from derive.model.equation import Equation

__all__ = ["Equation", "equation", "numbers"]
