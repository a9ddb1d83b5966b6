"""Who may import whom: one table for both packages, no circle of files, and nothing of ours beneath
the kernel.
"""

import ast
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = {
    "derive.version": "",
    "derive.errors": "",
    "derive.symbols": "derive.errors",
    "derive.functions": "",
    "derive.precision": "",
    "derive.text": "derive.errors derive.symbols derive.functions",
    "derive.model": "derive.errors derive.symbols derive.functions derive.text",
    "derive.scheme": (
        "derive.errors derive.symbols derive.functions derive.precision derive.text derive.model"
    ),
    "derive.emission": "derive.symbols derive.functions derive.model",
    "derive.device": "derive.symbols derive.functions derive.model derive.emission",
    "derive.equations": "derive.model derive.emission derive.device",
    "derive": "derive.model derive.scheme derive.equations",
    "derive.numeric": "derive.errors derive.symbols derive.functions derive.precision",
    "derive.numeric.c": "derive.errors derive.numeric",
    "derive.numeric.targets": "derive.errors derive.numeric derive.numeric.c",
    "derive.numeric.blocks": "derive.errors derive.precision derive.numeric derive.numeric.targets",
    "derive.numeric.own": (
        "derive.errors derive.symbols derive.functions derive.precision derive.model "
        "derive.scheme derive.numeric derive.numeric.c derive.numeric.targets "
        "derive.numeric.blocks"
    ),
    "derive.export": (
        "derive.version derive.errors derive.model derive.scheme derive.equations derive.numeric "
        "derive.numeric.blocks derive.numeric.own"
    ),
    "proofs.kernel": "",
    "proofs.patience": "",
    "proofs.verdict": "derive.text proofs.kernel",
    "proofs.statements": (
        "derive.errors derive.symbols derive.functions derive.text derive.model proofs.kernel"
    ),
    "proofs.equality": "derive.errors derive.model proofs.kernel proofs.verdict proofs.statements",
    "proofs.paper": (
        "derive.errors derive.symbols derive.functions derive.text derive.model "
        "derive.emission derive.equations derive proofs.kernel proofs.verdict "
        "proofs.statements proofs.equality"
    ),
    "proofs.theorems": (
        "derive.errors derive.symbols derive.text derive.model derive.emission derive.device "
        "derive.equations derive proofs.kernel proofs.verdict proofs.equality proofs.paper"
    ),
    "proofs.coq": "derive.symbols derive.functions derive.model derive.emission derive",
    "proofs.judge": (
        "derive.errors derive.text derive.model derive.emission proofs.kernel "
        "proofs.verdict proofs.statements proofs.equality proofs.paper proofs.theorems"
    ),
    "proofs.engines": (
        "derive.version derive.errors derive.symbols derive.functions derive.precision "
        "derive.model derive.emission derive proofs.patience proofs.verdict proofs.paper "
        "proofs.theorems proofs.coq proofs.judge"
    ),
    "proofs.input": "derive.errors derive.symbols derive.model proofs.paper",
    "proofs.schemes": (
        "derive.errors derive.symbols derive.precision derive.text derive.model "
        "derive.scheme proofs.patience proofs.verdict proofs.statements proofs.equality "
        "proofs.paper"
    ),
    "proofs.papers": (
        "derive.errors derive.symbols derive.model derive.scheme derive.equations "
        "proofs.patience proofs.verdict proofs.statements proofs.equality proofs.paper "
        "proofs.judge proofs.schemes"
    ),
    "proofs.calls": (
        "derive.errors proofs.patience proofs.verdict proofs.equality proofs.paper "
        "proofs.engines proofs.judge proofs.input proofs.papers"
    ),
    "proofs.checks": (
        "derive.errors derive.text derive.model derive.scheme proofs.patience "
        "proofs.verdict proofs.statements proofs.equality proofs.paper proofs.input "
        "proofs.schemes proofs.papers"
    ),
    "proofs.latex": (
        "derive.errors derive.symbols derive.text derive.model derive.scheme "
        "derive.equations proofs.kernel proofs.patience proofs.verdict proofs.statements "
        "proofs.equality proofs.paper proofs.theorems proofs.judge proofs.input"
    ),
    "proofs.figures": (
        "derive.errors derive.symbols derive.functions derive.emission derive derive.export "
        "proofs.equality proofs.paper"
    ),
    "proofs.report": (
        "derive.version derive.errors derive.text derive.model derive.numeric derive.export "
        "proofs.verdict proofs.paper proofs.theorems proofs.engines proofs.latex"
    ),
    "proofs.command": (
        "derive.version derive.errors derive.model derive.scheme derive.equations "
        "derive.numeric derive.numeric.blocks derive.export proofs.verdict proofs.equality "
        "proofs.paper proofs.theorems proofs.engines proofs.judge proofs.input proofs.schemes "
        "proofs.papers proofs.calls proofs.checks proofs.latex proofs.figures proofs.report"
    ),
    "proofs": "proofs.verdict proofs.calls proofs.checks proofs.papers",
}
"""Each room, from the lowest to the highest, and the rooms that it may import besides itself.

A module belongs to the room with the longest name that its own begins with; so `derive` and
`proofs` are the loose files that have no row.
"""
FLOORS = 9
"""How many rooms of a package may stand upon each other."""
LOOSE = {"derive": 8, "proofs": 6}
"""How many files of a package may lie in no room."""
FOREIGN = {"proofs.kernel": {"flint"}}
"""What a room may import besides Python and ours, where that is limited."""
GUARDED = {"sympy.sympify": "derive.symbols"}
"""What only one room may import: it runs what it is given as a text."""


def within(name, known):
    """The known one that holds a module or a thing in it; for what is not ours, the package."""
    parts = name.split(".")
    names = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((name for name in names if name in known), parts[0])


def room(name):
    """The room of a module or of a thing in it; for what is not ours, the package."""
    return within(name, LAYERS)


def imported(source):
    """Everything that a source imports, by its full name; a relative import begins with a dot."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from (f"{start}.{alias.name}" for alias in node.names)


def arrows(own, source):
    """The rooms and foreign packages that a source in a room imports."""
    return {room(name) for name in imported(source)} - {own, *sys.stdlib_module_names}


def forbidden(own, source):
    """Those of the arrows that the tables do not have."""
    found = arrows(own, source)
    ours = {name for name in found if name in LAYERS or not name}
    guarded = {name for name in imported(source) if GUARDED.get(name, own) != own}
    return guarded | ours - {*LAYERS[own].split()} | (found - ours) - FOREIGN.get(own, found)


def modules():
    """Each file's room and text, by the file's name."""
    for file in sorted(file for top in ("derive", "proofs") for file in (ROOT / top).rglob("*.py")):
        path = file.relative_to(ROOT)
        yield str(path), (room(module(path)), file.read_text(encoding="utf-8"))


def module(path):
    """The name of the module that a file holds."""
    return ".".join(Path(path).with_suffix("").parts).removesuffix(".__init__")


MODULES = dict(modules())


@pytest.mark.parametrize("path", MODULES)
def test_a_file_imports_only_what_its_room_may(path):
    assert not forbidden(*MODULES[path])


def test_no_arrow_runs_back_up():
    order = list(LAYERS)
    for own, allowed in LAYERS.items():
        below = order[: order.index(own)]
        assert {*allowed.split()} <= {*below}, own


def circle(sources):
    """Modules of which each imports the one before it, the last again the first; the texts by name.

    An import within a function counts: whoever reads the one file has to read the other.
    """
    uses = {
        own: {within(name, sources) for name in imported(source)} - {own}
        for own, source in sources.items()
    }
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_files_import_each_other_in_a_circle():
    assert circle({module(path): source for path, (_, source) in MODULES.items()}) == []


@pytest.mark.parametrize("back", ["import a.b", "def late():\n    from a.b import thing"])
def test_a_circle_of_files_is_noticed(back):
    assert {*circle({"a": "", "a.b": "import a.c", "a.c": back})} == {"a.b", "a.c"}


@pytest.mark.parametrize("package", LOOSE)
def test_few_rooms_stand_upon_each_other(package):
    floors = {}
    for own, allowed in LAYERS.items():
        below = [floors[name] for name in allowed.split() if name in floors]
        if own.startswith(package):
            floors[own] = 1 + max(below, default=0)
    rooms = [own for own in floors if (ROOT / own.replace(".", "/")).is_dir()]
    assert max(floors[own] for own in rooms if own != package) <= FLOORS


@pytest.mark.parametrize(("package", "most"), LOOSE.items())
def test_few_files_lie_in_no_room(package, most):
    assert len([*(ROOT / package).glob("*.py")]) <= most


def homonyms(sources):
    """The names of classes that mean something in two folders; the texts by the files' names."""
    where = {}
    for path, source in sources.items():
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef):
                where.setdefault(node.name, set()).add(Path(path).parent)
    return {name for name, folders in where.items() if len(folders) > 1}


def test_a_name_of_a_class_has_one_meaning():
    assert homonyms({path: source for path, (_, source) in MODULES.items()}) == set()
    assert homonyms({"a/b.py": "class A: pass", "a/c.py": "class A: pass"}) == set()
    assert homonyms({"a/b.py": "class A: pass", "d/b.py": "class A: pass"}) == {"A"}


def test_every_arrow_of_the_table_is_one_that_is_needed():
    drawn = {name: set() for name in LAYERS}
    for own, source in MODULES.values():
        drawn[own] |= arrows(own, source) & LAYERS.keys()
    assert drawn == {own: {*allowed.split()} for own, allowed in LAYERS.items()}


@pytest.mark.parametrize(
    ("own", "source"),
    [
        ("derive.emission", "import proofs"),
        ("derive.emission", "from proofs import paper"),
        ("derive.emission", "from proofs.paper.claims import CLAIMS as facts"),
        ("derive.emission", "def late():\n    import proofs.paper.claims"),
        ("derive.emission", "from ...proofs import paper"),
        ("derive.text", "from derive.model.equation import Equation"),
        ("derive.model", "from derive.emission import temporal"),
        ("derive.scheme", "from derive.emission import temporal"),
        ("derive.scheme", "from proofs.equality.compare import compare"),
        ("derive.numeric", "from derive import equation"),
        ("derive.numeric", "from derive.numeric.targets import c"),
        ("derive.model", "from sympy import S, sympify"),
        ("proofs.kernel", "from proofs.equality.compare import compare"),
        ("proofs.kernel", "from derive.errors import FormulaError"),
        ("proofs.kernel", "import sympy.core"),
        ("proofs.kernel", "def late():\n    from mpmath import iv"),
    ],
)
def test_a_forbidden_import_is_noticed(own, source):
    assert forbidden(own, source)


@pytest.mark.parametrize(
    "source", ["import flint", "import ast", "from proofs.kernel import check"]
)
def test_the_kernel_may_import_python_flint_and_itself(source):
    assert not forbidden("proofs.kernel", source)
