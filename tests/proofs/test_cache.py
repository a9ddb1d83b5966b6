"""Verdicts are used again only where nothing that decides them has changed."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from proofs import cache, verify
from proofs.command import cli
from proofs.verdict import Confirmation, Result, Status, Verdict

ROOT = Path(__file__).parent.parent.parent
SAID = Confirmation("kernel", "1.0", Result.CONFIRMED, 0.1, "by itself", ("axiom",))
MISSING = Confirmation("z3", None, Result.MISSING, 0.0, install="pip install z3-solver")
ONE = Verdict("14", Status.EXACT, "POVM", engines=(SAID,))


@pytest.fixture
def kept():
    """A verdict that is kept under the present key."""
    now = cache.key()
    cache.keep([ONE], now)
    return now


@pytest.fixture
def copy(tmp_path):
    """A copy of both packages, whose key is that of the packages."""
    for name in cache.PACKAGES:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return [tmp_path / name for name in cache.PACKAGES]


def test_what_is_kept_comes_back_unchanged(kept):
    assert cache.load(kept) == {"14": ONE}


def test_a_verdict_with_everything_survives_json(verdicts):
    for verdict in verdicts.values():
        data = json.loads(json.dumps(cache.as_json(verdict)))
        assert cache.from_json(data) == verdict


def test_the_key_is_that_of_an_unchanged_copy(copy):
    assert cache.key(copy) == cache.key()


@pytest.mark.parametrize(
    "file", ["derive/numeric/stable.py", "proofs/paper/claims.py", "proofs/coq/Lemmas.v"]
)
def test_one_changed_byte_changes_the_key(copy, tmp_path, file):
    source = tmp_path / file
    if not source.exists():
        source = next((tmp_path / file).parent.glob(f"*{source.suffix}"))
    text = bytearray(source.read_bytes())
    text[-2] ^= 1
    source.write_bytes(text)
    assert cache.key(copy) != cache.key()


def test_a_new_or_renamed_file_changes_the_key(copy, tmp_path):
    (tmp_path / "derive" / "symbols.py").rename(tmp_path / "derive" / "names.py")
    assert cache.key(copy) != cache.key()


def test_another_version_of_a_library_changes_the_key(monkeypatch):
    before = cache.key()
    monkeypatch.setattr(cache, "version", lambda name: "99.0" if name == "sympy" else "1")
    assert cache.key() != before


def test_nothing_is_found_under_another_key(kept):
    assert cache.load(kept[:-1] + "x") == {}


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("POVM", "PVMO"),
        lambda text: text.replace('"exact"', '"proved"'),
        lambda _: "",
        lambda _: "[]",
        lambda _: "\x00",
    ],
)
def test_a_damaged_file_is_as_good_as_none(kept, own_cache, damage):
    file = own_cache / f"{kept}.json"
    file.write_text(damage(file.read_text()))
    assert cache.load(kept) == {}


def test_a_file_under_a_name_that_is_not_its_key_is_not_used(kept, own_cache):
    other = "0" * 64
    shutil.copy(own_cache / f"{kept}.json", own_cache / f"{other}.json")
    assert cache.load(other) == {}


def test_nothing_is_kept_if_a_source_changed_while_it_was_computed(own_cache):
    cache.keep([ONE], "key of before")
    assert list(own_cache.iterdir()) == []


def test_engines_that_were_asked_before_keep_their_word(kept):
    cache.keep([replace(ONE, engines=())], kept)
    assert cache.load(kept)["14"].engines == (SAID,)
    again = replace(SAID, result=Result.REFUSED)
    cache.keep([replace(ONE, engines=(again,))], kept)
    assert cache.load(kept)["14"].engines == (again,)


def test_a_missing_engine_may_be_installed_later_and_is_not_kept(kept):
    cache.keep([replace(ONE, engines=(MISSING,))], kept)
    assert cache.load(kept)["14"].engines == (SAID,)


def test_a_cache_that_cannot_be_written_is_no_error(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "file" / "below")
    cache.keep([ONE], cache.key())


def test_only_the_newest_files_stay(own_cache, kept):
    for i in range(12):
        (own_cache / f"{i}.json").write_text("{}")
    cache.keep([ONE], kept)
    assert len(list(own_cache.glob("*.json"))) == cache.KEPT
    assert cache.load(kept)


def test_the_report_judges_what_is_not_kept_and_takes_the_rest(monkeypatch, verdicts):
    asked = []

    def judge_all(claims):
        asked.append(list(claims))
        return [verdicts[number] for number in claims]

    monkeypatch.setattr(cli, "judge_all", judge_all)
    kept = [verdict for verdict in verdicts.values() if verdict.number != "29"]
    cache.keep(kept, cache.key())
    assert cli.kept_or_judged() == list(verdicts.values())
    assert cli.kept_or_judged() == list(verdicts.values())
    assert asked == [["29"]]


def test_verify_computes_afresh_whatever_is_kept(capsys):
    wrong = replace(verify("14"), status=Status.REFUTED)
    cache.keep([wrong], cache.key())
    assert cli.main(["verify", "14", "--engine", "kernel"]) == 0
    assert "14  exact" in capsys.readouterr().out
    assert cache.load(cache.key())["14"].status is Status.EXACT
