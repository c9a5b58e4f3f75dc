"""The engine beside what ModelGo publishes of licences, and its verdicts on cases."""

import csv
import tomllib
from typing import Any

from benchmarks.asking import ask, colour
from benchmarks.causes import Departure
from benchmarks.licence_accuracy.dpi import OUTSIDE

_UNPAID = {"commercial": False, "purpose": "research"}
_QUESTIONS: dict[str, dict[str, Any]] = {
    "commercial use": {"relation": "use", "use": {"activities": ["internal"]}},
    "redistribute": {"relation": "copy", "use": {**_UNPAID, "activities": ["redistribute"]}},
    "share changed": {"relation": "modify", "use": {**_UNPAID, "activities": ["redistribute"]}},
    "relicense": {
        "relation": "modify",
        "downstream": "MIT",
        "use": {**_UNPAID, "activities": ["redistribute"]},
    },
    "outputs": {"relation": "output", "use": {**_UNPAID, "activities": ["redistribute"]}},
}
"""The question that each column of theirs comes nearest to; unpaid where money is no issue."""


def compare_rights() -> list[Departure]:
    """Give what each edition says of each licence, right by right, beside our answer."""
    with (OUTSIDE / "modelgo.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Departure(row["licence"], right, row["edition"], row[right], _ours(row["licence"], right))
        for row in rows
        for right in _QUESTIONS
        if row[right]
    ]


def _ours(licence: str, right: str) -> str:
    return colour(ask({"upstream": licence, **_QUESTIONS[right]}).verdict)


def compare_verdicts() -> list[Departure]:
    """Give their published verdicts beside our answers to the nearest questions."""
    listed = tomllib.loads((OUTSIDE / "modelgo.toml").read_text("utf-8"))["verdict"]
    return [
        Departure(
            one["about"], "verdict", one["edition"], one["theirs"], colour(ask(one["case"]).verdict)
        )
        for one in listed
    ]
