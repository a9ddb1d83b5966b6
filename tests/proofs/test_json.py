"""What is printed under --json is one object of the schema of the package, also an error."""

import json

import jsonschema
import pytest

from proofs.command import cli
from proofs.command.schema import schema

LOSSY = "examples/lossy_detector.py"
SCHEMA = schema()


@pytest.fixture
def printed(capsys):
    """The exit code, the object, and what is on stderr."""

    def run(*arguments):
        code = cli.main([*arguments, "--json"])
        out, err = capsys.readouterr()
        return code, json.loads(out), err

    return run


def validate(found, name):
    jsonschema.validate(found, {"$defs": SCHEMA["$defs"], "$ref": f"#/$defs/{name}"})
    jsonschema.validate(found, SCHEMA)


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", "29", "14"),
        ("verify", "14", "--engine", "arb"),
        ("verify", "3", "--paper", "examples/lossy_note.toml"),
        ("check", "19", "rho11 h(e^{-Gamma t})"),
        ("check", "19", "log(rho11)"),
        ("check", f"{LOSSY}:II", "rho11"),
        ("show", "29"),
        ("show", "14:E_1"),
        ("show", "1"),
        ("show", "device:lossy"),
        ("bits", "--rho11", "0.44..0.46", "--Gamma-t", "3"),
        ("derive", LOSSY),
        ("derive", LOSSY, "--at", "rho11=3/10,Gamma=1,t=7/10,eta_d=0.65"),
    ],
    ids=" ".join,
)
def test_every_object_is_of_the_schema_of_its_command(arguments, printed):
    _, found, err = printed(*arguments)
    validate(found, arguments[0])
    assert err == ""


@pytest.mark.parametrize(
    ("arguments", "typed", "place"),
    [
        (("check", "19", "2 gama"), "2 gama", 2),
        (("check", "99", "1"), None, None),
        (("verify", "text:gibs"), None, None),
        (("verify", "--nonsense"), None, None),
        (("show", "99"), None, None),
        (("derive", "nowhere.py"), None, None),
        (("verify", "--paper", "nowhere.toml"), None, None),
    ],
)
def test_an_error_is_an_object_too_and_nothing_else_is_said(arguments, typed, place, printed):
    code, found, err = printed(*arguments)
    validate(found, "error")
    assert (code, found["error"]["code"], err) == (cli.BAD_INPUT, cli.BAD_INPUT, "")
    assert (found["error"]["typed"], found["error"]["place"]) == (typed, place)


def test_a_fault_of_ours_is_an_object_too(printed, monkeypatch):
    monkeypatch.setattr("proofs.checks.check", lambda *_: 1 / 0)
    code, found, _ = printed("check", "19", "1")
    validate(found, "error")
    assert code == found["error"]["code"] == cli.INTERNAL


@pytest.mark.parametrize(
    "change", [{"seconds": "1"}, {"claims": []}, {"more": 1}, {"claims": [{"number": "19"}]}]
)
def test_the_schema_refuses_what_is_not_printed(change, printed):
    _, found, _ = printed("check", "19", "1")
    with pytest.raises(jsonschema.ValidationError):
        validate(found | change, "check")


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
