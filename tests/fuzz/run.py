"""The run: draw, ask, count, and write down what went wrong.

``python -m tests.fuzz --seed 1 --count 1000 --json FILE`` asks for as many rewrites as near misses,
besides every derived part and the groups of natural forms.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from . import draw
from .ask import Answer, ask
from .rewrites import Draft

STATUSES = ("equal", "undecided", "different", "unreadable", "late", "crash")
SECTIONS = ("plain", "natural", "rewrites", "near")


def drafts(section: str, seed: int, count: int) -> Iterable[Draft]:
    """What is asked in one section of the run."""
    if section == "plain":
        return draw.plain()
    if section == "natural":
        return draw.natural()
    return (draw.rewrites if section == "rewrites" else draw.near_misses)(seed, count)


def summary(answers: Sequence[Answer], seconds: float) -> dict[str, Any]:
    """Counts, by kind and by equation, times, and every answer that was not the right one."""
    return {
        "tried": len(answers),
        **_counts(answers),
        "equal in time": sum(a.status == "equal" and a.seconds <= seconds for a in answers),
        "seconds": _times([a.seconds for a in answers]),
        "by kind": _by(answers, lambda a: sorted(set(a.draft.kinds))),
        "by equation": _by(answers, lambda a: [a.draft.name]),
        "failures": [_told(a) for a in answers if _failed(a)],
        "left open": [_told(a) for a in answers if not a.draft.equal and a.status == "undecided"],
    }


def _failed(answer: Answer) -> bool:
    """An equal formula that is not called equal; a near miss that is, or that breaks something."""
    if answer.draft.equal:
        return answer.status != "equal"
    return answer.status in ("equal", "late", "crash")


def _counts(answers: Iterable[Answer]) -> dict[str, int]:
    found = Counter(answer.status for answer in answers)
    return {status: found[status] for status in STATUSES}


def _times(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds) or [0.0]
    at = {"p50": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {k: round(ordered[round(share * (len(ordered) - 1))], 3) for k, share in at.items()}


def _by(answers: Sequence[Answer], keys: Callable[[Answer], list[str]]) -> dict[str, Any]:
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        for key in keys(answer):
            groups.setdefault(key, []).append(answer)
    counted = ((k, {"tried": len(g), **_counts(g)}) for k, g in sorted(groups.items()))
    return {k: {s: c for s, c in found.items() if c} for k, found in counted}


def _told(answer: Answer) -> dict[str, Any]:
    return {
        "number": answer.draft.name,
        "text": answer.draft.formula,
        "status": answer.status,
        "method": answer.method,
        "witness": answer.witness,
        "seconds": round(answer.seconds, 3),
        "kinds": list(answer.draft.kinds),
        "why": answer.draft.why,
    }


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """All sections that were asked for, told as they end."""
    report: dict[str, Any] = {"seed": arguments.seed, "count": arguments.count}
    for section in arguments.sections:
        wanted = drafts(section, arguments.seed, arguments.count)
        answers = list(ask(wanted, arguments.workers, arguments.seconds))
        report[section] = summary(answers, arguments.seconds)
        print(_lines(section, report[section], arguments.verbose), flush=True)
    return report


def _lines(section: str, found: dict[str, Any], verbose: bool) -> str:
    counts = ", ".join(f"{found[s]} {s}" for s in STATUSES if found[s])
    times = ", ".join(f"{k} {v:g}" for k, v in found["seconds"].items())
    lines = [f"{section}: {found['tried']} tried: {counts}", f"  seconds: {times}"]
    if verbose:
        for kind, c in found["by kind"].items():
            lines.append(f"  {kind:45s} " + ", ".join(f"{v} {k}" for k, v in c.items()))
    return "\n".join(lines)


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000, help="rewrites, and near misses")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=10.0, help="limit of one check")
    parser.add_argument("--json", type=Path, help="where the report goes, failures included")
    parser.add_argument("--verbose", action="store_true", help="counts by kind")
    parser.add_argument("--sections", nargs="+", default=list(SECTIONS), choices=SECTIONS)
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Run; 1 if a near miss was called equal, an equal formula different, or something crashed."""
    options = arguments(given)
    report = run(options)
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    wrong = sum(report[s]["different"] + report[s]["crash"] for s in SECTIONS[:3] if s in report)
    near = report.get("near", {"equal": 0, "crash": 0})
    return int(wrong + near["equal"] + near["crash"] > 0)
