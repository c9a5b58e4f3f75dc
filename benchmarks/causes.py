"""Why pairs of licences are answered otherwise than elsewhere: one cause for many pairs."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from benchmarks.markdown import table

NOT_EXPLAINED = "not explained"


@dataclass(frozen=True, slots=True)
class Departure:
    """One pair that the two sides answer differently.

    ``theirs`` and ``ours`` are ``yes``, ``no`` or ``depends``; ``raw`` is the value as it stands
    in their data, where it says more.
    """

    inbound: str
    outbound: str
    relation: str
    theirs: str
    ours: str
    raw: str = ""

    @property
    def pair(self) -> str:
        """The pair as a cause names it."""
        return f"{self.inbound} > {self.outbound}"


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason that explains pairs: globs on ``inbound > outbound``; an empty list fits all."""

    title: str
    why: str
    clause: str
    pairs: tuple[str, ...]
    theirs: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()

    def fits(self, found: Departure) -> bool:
        """Say whether this is the cause of a departure."""
        return (
            any(fnmatchcase(found.pair, glob) for glob in self.pairs)
            and found.theirs in (self.theirs or (found.theirs,))
            and found.ours in (self.ours or (found.ours,))
            and found.relation in (self.relations or (found.relation,))
        )


def read_causes(path: Path) -> tuple[Cause, ...]:
    """Read the causes of a file, in the order in which they are tried."""
    listed = tomllib.loads(path.read_text("utf-8"))["cause"]
    return tuple(_cause(one) for one in listed)


def _cause(data: dict[str, Any]) -> Cause:
    lists = {key: tuple(value) for key, value in data.items() if isinstance(value, list)}
    return Cause(**{**data, **lists})


def explain(
    found: Iterable[Departure], causes: Sequence[Cause]
) -> dict[Cause | None, list[Departure]]:
    """Group departures by the first cause that fits; those without any come under ``None``."""
    groups: dict[Cause | None, list[Departure]] = {cause: [] for cause in (None, *causes)}
    for one in found:
        groups[next((cause for cause in causes if cause.fits(one)), None)].append(one)
    return {cause: members for cause, members in groups.items() if members}


PAIR_HEADS = ("from", "to", "relation")


def told(
    groups: dict[Cause | None, list[Departure]],
    who: str,
    heads: tuple[str, str, str] = PAIR_HEADS,
) -> list[str]:
    """Give the lines of a page: a heading, our reason and every pair, cause by cause."""
    lines: list[str] = []
    for cause, members in groups.items():
        title = cause.title if cause else "Not explained"
        lines += [f"### {title} ({len(members)})", ""]
        if cause:
            lines += [f"{cause.why} ({cause.clause})", ""]
        lines += table((*heads, who, "ours"), _merged(members))
    return lines


def _merged(members: list[Departure]) -> list[tuple[str, str, str, str, str]]:
    """Put pairs that differ in nothing but the outbound licence on one row."""
    rows: dict[tuple[str, str, str, str], list[str]] = {}
    for one in members:
        said = f"{one.theirs} ({one.raw})" if one.raw else one.theirs
        rows.setdefault((one.inbound, one.relation, said, one.ours), []).append(one.outbound)
    return [(key[0], ", ".join(outs), *key[1:]) for key, outs in rows.items()]
