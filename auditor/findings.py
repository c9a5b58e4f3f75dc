"""What a rule says: a finding with its place, path, clause and remedy."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from licences.judgement import Reason
from licences.licence import Status
from scanners.evidence import Evidence


class Severity(StrEnum):
    """How much a finding matters if it is right."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Confidence(StrEnum):
    """How sure a finding is; ``high`` is a fact that cannot be otherwise."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Clause:
    """A place in a licence version, and whether it was read there."""

    licence: str
    clause: str
    status: Status


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement about a subject.

    ``subject`` and ``path`` hold component ids; the path leads from the subject to the component
    that the finding is about. ``message`` is one sentence that can stand alone, ``detail`` what
    a reader wants to know next (or empty), ``remedy`` what can be done.
    """

    rule: str
    severity: Severity
    confidence: Confidence
    subject: str
    message: str
    path: tuple[str, ...]
    remedy: str
    detail: str = ""
    clauses: tuple[Clause, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    waived_by: str | None = None


SEVERITY_ORDER = {s: n for n, s in enumerate(reversed(Severity))}


def order_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Order findings for a reader in a hurry: severe first, near before far, else by name."""
    return tuple(
        sorted(
            dict.fromkeys(findings),
            key=lambda f: (SEVERITY_ORDER[f.severity], len(f.path), f.rule, f.path, f.message),
        )
    )


def clauses_of(reasons: Iterable[Reason]) -> tuple[Clause, ...]:
    """List the clauses of several reasons, each place once."""
    return tuple(
        dict.fromkeys(
            Clause(r.licence, place, r.status) for r in reasons for place in places(r.clause)
        )
    )


_NEW_PLACE = re.compile(r"(?<=[\w)]), (?=\d|[IVX]+\.)|; ")


def places(clause: str) -> Iterator[str]:
    """Split ``"1.b.i, 5.b"`` into its places; words such as ``"conditions 1, 2"`` stay whole."""
    parts = [clause] if clause[:1].isalpha() and clause[:1].islower() else _NEW_PLACE.split(clause)
    return (part for part in parts if part)
