"""The option that names the policy file."""

import os
from pathlib import Path

import click

from auditor.cli.command import with_options
from auditor.policy import FILE_NAME, Policy, read_policy

policy_option = with_options(
    click.option(
        "--policy",
        "policy_path",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help=f"What your people have decided; {FILE_NAME} where you are, if it is there.",
    ),
)
"""Gives a command the word that ``open_policy`` reads."""


def open_policy(path: Path | None) -> Policy:
    """Read the policy file that is named, else the one where the user is, else none."""
    if path is None:
        path = Path(FILE_NAME)
        if not os.path.lexists(path):
            return Policy()
    return read_policy(path)
