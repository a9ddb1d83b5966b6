"""The precision of FLINT belongs to one thread at a time, whichever package sets it."""

import ast
import threading

import pytest
from flint import ctx
from sympy import S

from derive.numeric.blocks import equipartition
from derive.precision import precision as of_derive
from proofs.engines import intervals
from proofs.kernel.constants import precision as of_kernel
from tests.test_layers import MODULES

OWNERS = ["derive/precision.py", "proofs/kernel/constants.py"]


def by_blocks():
    equipartition.equipartition_bits(0.5, 1, 10**6, -64.0)


def by_boxes():
    intervals.positive(S.One, intervals.Box({}))


def by(precision):
    def enter():
        with precision(100):
            pass

    return enter


@pytest.mark.parametrize("own", [of_derive, of_kernel])
@pytest.mark.parametrize("other", [by(of_derive), by(of_kernel), by_blocks, by_boxes])
def test_another_thread_waits_until_the_precision_is_free(own, other):
    before, done = ctx.prec, threading.Event()
    thread = threading.Thread(target=lambda: (other(), done.set()))
    with own(400):
        thread.start()
        assert not done.wait(0.05)
        assert ctx.prec == 400
    thread.join()
    assert done.is_set()
    assert ctx.prec == before


def sets_precision(source):
    """Whether a source changes the precision of FLINT by itself."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)]
    of_flint = [node for node in nodes if ast.unparse(node.value) in ("ctx", "flint.ctx")]
    return any(isinstance(x.ctx, ast.Store) or x.attr.startswith("work") for x in of_flint)


def test_nobody_else_sets_it():
    sources = {path: source for path, (_, source) in MODULES.items() if "flint" in source}
    assert [path for path, source in sources.items() if sets_precision(source)] == OWNERS


@pytest.mark.parametrize(
    "source",
    [
        "ctx.prec = 9",
        "flint.ctx.prec = 9",
        "@ctx.workprec(9)\ndef f(): pass",
        "before, ctx.dps = ctx.dps, 9",
    ],
)
def test_who_sets_it_is_noticed(source):
    assert sets_precision(source)
    assert not sets_precision("use(ctx.prec)")
