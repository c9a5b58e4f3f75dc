"""What a model may carry, for a person and as JSON."""

import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from auditor.plain import plain
from auditor.questions import obligation_as_data, reason_as_data
from auditor.recommendation import Candidate, Obstacle, Recommendation
from auditor.reports.page import cited, heading, new_console, paragraph, with_title, written

_MOST_NAMED = 12


def as_json(found: Recommendation) -> str:
    """Write every candidate with its answer, its obligations and its obstacle."""
    data = {
        "subject": found.subject.id,
        "current": found.current,
        "barred": [_obstacle(obstacle) for obstacle in found.barred],
        "candidates": [_candidate(candidate) for candidate in found.candidates],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "licence": candidate.licence.id,
        "verdict": str(candidate.verdict),
        "obligations": [obligation_as_data(d) for d in candidate.duties if d.due],
        "obstacle": _obstacle(candidate.obstacle) if candidate.obstacle else None,
    }


def _obstacle(obstacle: Obstacle) -> dict[str, Any]:
    return {"component": obstacle.component, "reason": reason_as_data(obstacle.reason)}


def as_text(found: Recommendation, *, width: int | None = None, colour: bool = False) -> str:
    """Write what may be carried first, then what is open, then what is excluded and by whom."""
    console = new_console(width, colour=colour)
    console.print(Text(f"Licences for {plain(found.subject.name)}", "bold"), soft_wrap=True)
    ours = found.current or "no one licence that is clear"
    curation = found.subject.curation
    by = f" ({curation.told})" if curation is not None else ""
    paragraph(console, f"It carries {ours} today{by}; {_lineage(found.ancestors)}.", 2)
    console.print()
    for obstacle in found.barred:
        paragraph(console, f"No label heals this: {_told(obstacle)}", 2)
    if found.barred:
        console.print()
    allowed = [c for c in found.candidates if c.allowed]
    _listed(console, "It may carry", allowed)
    _owed(console, allowed)
    _grouped(console, "Open", [c for c in found.candidates if c.open])
    closed = [c for c in found.candidates if not c.allowed and not c.open]
    _grouped(console, "Excluded", closed)
    total = len(found.candidates)
    console.print(Text(f"{len(allowed)} of {total} may be carried, for sharing it in this use."))
    console.print(Text("Evidence, not legal advice."))
    return written(console)


def _lineage(ancestors: int) -> str:
    if not ancestors:
        return "no ancestor is known whose terms reach it"
    return f"the terms of {ancestors} ancestor{'s' if ancestors > 1 else ''} reach it"


def _listed(console: Console, title: str, candidates: Sequence[Candidate]) -> None:
    heading(console, title)
    if not candidates:
        paragraph(console, "None of the catalogue.", 4)
    for line in _named(candidates):
        paragraph(console, line, 6, "  - ")
    console.print()


def _named(candidates: Sequence[Candidate]) -> list[str]:
    """Name candidates, those with a Hub identifier first, so that short lists hold known ones."""
    known = sorted(candidates, key=lambda c: (not c.licence.hub, c.licence.id))
    names = [c.licence.id for c in known]
    shown = ", ".join(names[:_MOST_NAMED])
    if len(names) > _MOST_NAMED:
        shown += f" and {len(names) - _MOST_NAMED} more; --format json lists them all"
    return [shown] if names else []


def _owed(console: Console, allowed: Sequence[Candidate]) -> None:
    """List what comes with every allowed licence, then what only some of them bring."""
    if not allowed:
        return
    sets = [dict.fromkeys(d for d in c.duties if d.due) for c in allowed]
    always = [duty for duty in sets[0] if all(duty in others for others in sets)]
    if not always:
        return
    heading(console, "Whichever it is, who shares it must")
    for duty in always:
        where = f"({cited(duty.licence, duty.clause, duty.status)})"
        value = f': "{duty.value}"' if duty.kind == "notice" and duty.value else ""
        paragraph(console, f"{duty.text}{value} {where}", 6, "  - ")
    console.print()


def _grouped(console: Console, title: str, candidates: Sequence[Candidate]) -> None:
    """Group candidates by the ancestor in the way; its first reason stands for the group."""
    if not candidates:
        return
    groups: dict[tuple[str, str, str], list[Candidate]] = {}
    for candidate in candidates:
        obstacle = candidate.obstacle
        key = ("", "", "")
        if obstacle is not None:
            reason = obstacle.reason
            key = (obstacle.component, reason.licence, reason.clause)
        groups.setdefault(key, []).append(candidate)
    heading(console, title)
    for alike in sorted(groups.values(), key=len, reverse=True):
        for line in _named(alike):
            paragraph(console, line, 6, "  - ")
        if (obstacle := alike[0].obstacle) is not None:
            paragraph(console, _told(obstacle), 6)
    console.print()


def _told(obstacle: Obstacle) -> str:
    reason = obstacle.reason
    at = cited(reason.licence, reason.clause, reason.status)
    clause = f" ({at})" if reason.clause else ""
    return f"{obstacle.name}: {with_title(reason)}{clause}."
