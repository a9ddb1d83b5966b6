"""The choice between two arrays, without a branch for each point that a processor has to guess.

`np.where` branches: where conditions are true at random it takes three times as long.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

PICK = '''\
def _chosen(holds):
    """All bits where it holds, none elsewhere."""
    return -holds.astype(np.int64) if np.ndim(holds) else holds


def _blend(chosen, a, b):
    """The values of a where it was chosen, elsewhere those of b."""
    if not np.ndim(chosen):
        return a if chosen else b
    a, b = (np.asarray(v, float).view(np.int64) for v in (a, b))
    return ((a ^ b) & chosen ^ b).view(float)


def _pick(holds, a, b):
    """The values of a where it holds, elsewhere those of b, by their bits."""
    return _blend(_chosen(holds), a, b)
'''
"""As a module for NumPy has it."""
_NAMES: dict[str, Any] = {"np": np}
exec(PICK, _NAMES)
pick: Callable[..., Any] = _NAMES["_pick"]
