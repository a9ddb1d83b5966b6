"""What tests of the command share."""

import pytest

from proofs.command import cli


@pytest.fixture
def sponte(capsys):
    """Runs a command line in this process: exit code, stdout, stderr."""

    def run(*arguments):
        code = cli.main(arguments)
        return code, *capsys.readouterr()

    return run
