"""Which licences texts are, for a person and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from auditor.plain import plain
from licences import registry
from licences.detection import Match


@dataclass(frozen=True, slots=True)
class Identified:
    """A file, and the licences that its text was found to be."""

    file: str
    licences: tuple[Match, ...]


def as_data(found: Sequence[Identified]) -> list[dict[str, Any]]:
    """Give one object a file; a text that is no known licence has an empty list."""
    return [
        {
            "file": one.file,
            "licences": [
                {
                    "licence": match.licence,
                    "score": round(match.score, 3),
                    "spans": [list(span) for span in match.spans],
                    "residue": match.residue,
                    "also": list(match.also),
                }
                for match in one.licences
            ],
        }
        for one in found
    ]


def as_text(found: Sequence[Identified]) -> str:
    """Write a few lines a file."""
    return "".join(_told(one) for one in found)


def _told(one: Identified) -> str:
    if not one.licences:
        return f"{plain(one.file)}: no licence text that is known\n"
    lines = [f"{plain(one.file)}:"]
    for match in one.licences:
        spans = ", ".join(f"{first}-{last}" for first, last in match.spans)
        twins = f"; its words fit {', '.join(match.also)} as well" if match.also else ""
        lines.append(f"  {match.licence}  {match.score:.0%}, lines {spans}{twins}{_name(match)}")
    lines.append(f"  words that none of them covers: {one.licences[0].residue}")
    return "\n".join(lines) + "\n"


def _name(match: Match) -> str:
    known = registry.resolve(match.licence)
    return f" ({registry.get(known).name})" if known else " (its terms are not in the catalogue)"
