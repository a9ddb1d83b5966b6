"""Every mistake in a scheme is one clear line when the scheme is made, naming where it is."""

import pickle

import pytest
from sympy import Float, Function, Rational, Symbol, exp, latex, sqrt

from derive import One, Scheme
from derive import symbols as sym
from derive.errors import SchemeError
from derive.scheme import amplitudes
from derive.scheme.labels import Term

a = sym.define("a1", "a_1", "a share", 0, 1)
wide = sym.define("wide", "w", "a number that may be above 1", 0, 2)
k, j, n = sym.k, sym.i, sym.n
STAY = {"0 0": 1}
GOOD = {
    "name": "good",
    "title": "one detector",
    "registers": "A R",
    "isometry": {"0": STAY, "1": {"1 0": sqrt(a), "0 1": sqrt(1 - a)}},
    "readout": "R",
}
BINS = {"1 none": sqrt(a), ("0", One(k, 1, n)): sqrt((1 - a) / n)}
FAMILY = {**GOOD, "isometry": {"0": {"0 none": 1}, "1": BINS}}


def test_the_scheme_that_the_mistakes_are_made_in_is_right():
    assert Scheme(**GOOD).probabilities()["1"] == sym.rho11 * (1 - a)
    assert Scheme(**FAMILY).model.outcomes[1].name == "k"


MISTAKES = {
    "level 1: its image, at '1 0', '0 1', has the squared norm 2*a1": {
        "isometry": {"0": STAY, "1": {"1 0": sqrt(a), "0 1": sqrt(a)}}
    },
    "levels 0 and 1: their images share '0 0'; their overlap sqrt(a1)": {
        "isometry": {"0": STAY, "1": {"0 0": sqrt(a), "0 1": sqrt(1 - a)}}
    },
    "level 1, label '0 1' of A R: not shown that 1 - wide is >= 0": {
        "isometry": {"0": STAY, "1": {"1 0": sqrt(wide), "0 1": sqrt(1 - wide)}}
    },
    "level 1, registers A R: '1 0 0' has 3 places, not 2": {
        "isometry": {"0": STAY, "1": {"1 0 0": 1}}
    },
    "level '2': the levels of the source are 0, 1, 2, ...; '1' is missing": {
        "isometry": {"0": STAY, "2": {"1 0": 1}}
    },
    "level 'e': the levels of the source are 0": {"isometry": {"e": STAY}},
    "the isometry has no level": {"isometry": {}},
    "level 1: it has no image": {"isometry": {"0": STAY, "1": {}}},
    "level 1, label '1 0': x1 is not known; sym.define": {
        "isometry": {"0": STAY, "1": {"1 0": sqrt(Symbol("x1", positive=True))}}
    },
    "level 1, label '1 0': rho11 belongs to the state": {
        "isometry": {"0": STAY, "1": {"1 0": sqrt(sym.rho11)}}
    },
    "level 1, label '1 0': 0.5": {"isometry": {"0": STAY, "1": {"1 0": Float("0.5")}}},
    "level 1, label '1 0': f has no place here": {
        "isometry": {"0": STAY, "1": {"1 0": Function("f")(a)}}
    },
    "level 1, registers A R: '1 x' is no label of a register; it is one word": {
        "isometry": {"0": STAY, "1": {("1 x", "0"): 1}}
    },
    "level 1, label '1 0': 'one half' is no amplitude": {
        "isometry": {"0": STAY, "1": {"1 0": "one half"}}
    },
    "level 1: the label '1 0' is written twice": {
        "isometry": {"0": STAY, "1": {"1 0": 1, ("1", "0"): 1}}
    },
    "level 1, registers A R: 7 is no label": {"isometry": {"0": STAY, "1": {7: 1}}},
    "registers: A stands twice": {"registers": "A A"},
    "registers: R' purifies the source": {"registers": "A R'"},
    "a scheme needs registers": {"registers": ""},
    "readout: register X is none of A R": {"readout": "X"},
    "readout: register R stands twice": {"readout": "R R"},
    "readout: no register is read": {"readout": ""},
    "outcomes: the label '1' of register R is in no outcome": {"outcomes": {"none": ["0"]}},
    "outcomes: the label '0' of register R is in 2 outcomes": {
        "outcomes": {"none": ["0"], "any": ["0", "1"]}
    },
    "outcome 'two': register R has no label '2'; there are 0, 1": {
        "outcomes": {"none": ["0"], "click": ["1"], "two": ["2"]}
    },
    "outcome 'none': it has no label": {"outcomes": {"none": [], "all": ["0", "1"]}},
    "outcome 'none': its labels are a list": {"outcomes": {"none": "0", "click": ["1"]}},
    "holder E: register R is read by Alice": {"holders": {"E": "R' R"}},
    "holder E: register X is none of A, R, R'": {"holders": {"E": "X"}},
    "holder 'a:b': a name without a colon": {"holders": {"a:b": "R'"}},
    "the name of a scheme is a word without a colon": {"name": "a:b"},
    "where: y1 is not known": {"where": [Symbol("y1", real=True)]},
    "level 0: 5000 labels; at most 4096": {"isometry": {"0": {f"{x} 0": 1 for x in range(5000)}}},
    "a source of 65 levels; at most 64": {"isometry": {str(x): {f"{x} 0": 1} for x in range(65)}},
}


@pytest.mark.parametrize(("words", "mistake"), MISTAKES.items())
def test_a_mistake_is_refused_in_one_line(words, mistake):
    with pytest.raises(SchemeError) as error:
        Scheme(**{**GOOD, **mistake})
    assert str(error.value).startswith(words)
    assert "\n" not in str(error.value)


FAMILY_MISTAKES = {
    "level 0, label '0 0': register R has the whole number 0 beside the family k = 1..n": {
        "isometry": {"0": STAY, "1": BINS}
    },
    "level 1, label '1 k': register R has the family k = 1..n with another range too": {
        "isometry": {
            "0": {"0 none": 1},
            "1": {("0", One(k, 1, n)): sqrt(a / n), ("1", One(k, 1, 3)): sqrt((1 - a) / 3)},
        }
    },
    "level 1, registers A R: One(index=k, lower=-1, upper=n) runs over a symbol from": {
        "isometry": {"0": {"0 none": 1}, "1": {("0", One(k, -1, n)): 1}}
    },
    "level 1, registers A R: the family 1_k ends at 1/2": {
        "isometry": {"0": {"0 none": 1}, "1": {("0", One(k, 1, Rational(1, 2))): 1}}
    },
    "level 1: its image, at '1 none', '0 k', has the squared norm -a1*n": {
        "isometry": {
            "0": {"0 none": 1},
            "1": {"1 none": sqrt(a), ("0", One(k, 1, n)): sqrt(1 - a)},
        }
    },
    "level 1, label '0 k': i is not known": {
        "isometry": {"0": {"0 none": 1}, "1": {("0", One(k, 1, n)): sqrt(1 / j)}}
    },
    "outcomes: two of register R are called 'k'": {
        "isometry": {"0": {"0 k": 1}, "1": {"1 k": sqrt(a), ("0", One(k, 1, n)): sqrt((1 - a) / n)}}
    },
    "outcomes: the label 'k' of register R is in no outcome": {"outcomes": {"none": ["none"]}},
    "outcome 'k': register R has no label 'k'; there are none, k": {
        "outcomes": {"none": ["none"], "k": [One(k, 1, 7)]}
    },
    "level 1, registers A R: the family 1_k ends at k, which is its own index": {
        "isometry": {"0": {"0 none": 1}, "1": {("0", One(k, 1, k)): sqrt(a)}}
    },
    "n would mean two things in one scheme": {
        "isometry": {
            "0": {"0 none": sqrt(1 / n), "0 x": sqrt(1 - 1 / n)},
            "1": {("1", One(n, 1, 3)): sqrt(Rational(1, 3))},
        }
    },
    "c would mean two things in one scheme": {
        "isometry": {"0": {"0 none": 1}, "1": {("1", One(sym.c, 1, 3)): sqrt(Rational(1, 3))}}
    },
    "level 1: its image, at '0 k', has the squared norm Sum(": {
        "isometry": {"0": {"0 none": 1}, "1": {("0", One(k, 1, n)): exp(-(k**2))}}
    },
}


@pytest.mark.parametrize(("words", "mistake"), FAMILY_MISTAKES.items())
def test_a_mistake_with_a_family_is_refused_in_one_line(words, mistake):
    with pytest.raises(SchemeError) as error:
        Scheme(**{**FAMILY, **mistake})
    assert str(error.value).startswith(words)


def test_registers_share_an_index_always_or_never():
    three = {("0", One(k, 1, n), One(k, 1, n)): sqrt(a / n), ("1", One(k, 1, n), One(j, 1, n)): 1}
    with pytest.raises(SchemeError, match="registers R and D share an index in one term"):
        Scheme(**{**GOOD, "registers": "A R D", "isometry": {"0": three}})


def test_a_where_makes_a_scheme_right_that_is_wrong_without():
    rest = {"1 0": sqrt(wide), "0 1": sqrt(1 - wide)}
    scheme = Scheme(**{**GOOD, "isometry": {"0": STAY, "1": rest}, "where": [1 - wide]})
    assert str(scheme.model.domain).endswith("1 - wide >= 0")


def test_a_family_may_be_merged_into_one_outcome():
    scheme = Scheme(**{**FAMILY, "outcomes": {"none": ["none"], "click": [One(j, 1, n)]}})
    assert scheme.probabilities()["click"] == sym.rho11 * (1 - a)


def test_a_scheme_survives_pickling():
    scheme = Scheme(**FAMILY)
    assert pickle.loads(pickle.dumps(scheme)).model == scheme.model


# Symbols of a file.


def test_a_symbol_is_defined_twice_only_with_one_range():
    assert sym.define("a1", "A", "again", 0, 1) is a
    with pytest.raises(SchemeError, match=r"a1 is defined twice with different ranges: \[0, 1\]"):
        sym.define("a1", "a_1", "a share", 0, 2)


def test_two_files_may_define_a_name_differently():
    spaces = [{}, {}]
    for upper, space in enumerate(spaces, start=1):
        text = f"from derive import symbols as sym\nb = sym.define('b', 'b', '', 0, {upper})"
        exec(compile(text, "file.py", "exec"), space)
    assert spaces[0]["b"] != spaces[1]["b"]
    with pytest.raises(SchemeError, match="b would mean two things"):
        amplitudes.domain_of([Term(("0",), tuple(space["b"] for space in spaces))], ())


def test_symbols_of_two_files_print_as_each_file_says():
    def made(word):
        space = {}
        text = f"from derive import symbols as sym\nb = sym.define('b', '{word}', '', 0, 1)"
        exec(compile(text, "file.py", "exec"), space)
        return space["b"]

    assert [latex(made(word) + 1) for word in ("first", "second")] == ["first + 1", "second + 1"]


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("Gamma is spontaneous decay rate here, on \\(0, oo\\)", ("Gamma", "", "", 0)),
        ("'a b' is no name", ("a b", "", "")),
        ("a2: the range \\[2, 1\\] is empty", ("a2", "", "", 2, 1)),
        ("a2: the end 0.5 of its range is no exact", ("a2", "", "", 0, 0.5)),
        ("n is number of time bins here", ("n", "", "", 1, None, False)),
    ],
)
def test_a_symbol_that_cannot_be_defined(words, arguments):
    with pytest.raises(SchemeError, match=words):
        sym.define(*arguments)


def test_a_built_in_name_with_its_own_range_is_the_built_in_symbol():
    assert sym.define("t", "t", "a time", 0) is sym.t
    assert sym.define("n", "n", "a number", 1, integer=True) is sym.n
