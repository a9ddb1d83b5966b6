"""Second opinions: engines that share no code with the kernel, on the same statements.

Each engine is one module with :data:`NAME`, ``version()`` (None where it is not installed),
``claims()`` (the numbers that it can speak to) and ``confirm(number)``. Statements are generated
from the derived objects; a missing engine is reported as missing, one without a statement about a
claim as silent, neither as agreement.
"""
