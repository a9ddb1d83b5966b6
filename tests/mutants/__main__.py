"""``python -m tests.mutants [--json] [CLAIM ...]``: all claims and theorems by default.

Changes that no verdict notices are listed, and end the run with exit code 1.
"""

import argparse
import json
import sys

from derive.errors import UnknownEquationError
from tests.mutants import Report, run


def main() -> int:
    """Judge the mutants, and say what became of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("claims", nargs="*", metavar="CLAIM")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    try:
        report = run(arguments.claims)
    except UnknownEquationError as error:
        parser.error(str(error))
    print(json.dumps(report.as_json(), indent=1) if arguments.json else in_words(report))
    return bool(report.survivors)


def in_words(report: Report) -> str:
    """The changes that no verdict noticed, and how many were noticed."""
    survivors = [f"survives: {o.mutant.subject}: {o.mutant.change}" for o in report.survivors]
    fates = f"{report.killed} noticed, {report.equivalent} equivalent, {len(survivors)} survive"
    return "\n".join([*survivors, f"{report.total} mutants: {fates}"])


if __name__ == "__main__":
    sys.exit(main())
