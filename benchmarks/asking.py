"""Questions to the engine by the same way as ``auditor licence compare --batch``."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from auditor.errors import UsageProblem
from auditor.questions import read_question
from licences.compatibility import compare
from licences.judgement import Judgement, conclude

GREEN = frozenset({"compatible", "compatible_with_obligations"})
OPEN = frozenset({"review", "unknown"})
UNREADABLE = "error"
"""What stands for a verdict where the question itself was refused."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict, the reason that decides it in one line, and the whole judgement."""

    verdict: str
    reason: str
    judgement: Judgement


def ask(case: dict[str, Any]) -> Answer:
    """Ask one question in the form of ``docs/formats``; one that is refused is no answer."""
    try:
        judged = compare(read_question(case))
    except UsageProblem as problem:
        return Answer(UNREADABLE, str(problem), conclude())
    said = [f"{r.licence} {r.clause}: {r.text}" if r.licence else r.text for r in judged.deciding]
    return Answer(str(judged.verdict), said[0] if said else "no bar was found", judged)


@cache
def ask_pair(inbound: str, outbound: str, relation: str) -> Answer:
    """Ask whether a work may, shared commercially, go under another licence in this relation."""
    use = {"commercial": True, "activities": ["redistribute"]}
    return ask({"upstream": inbound, "relation": relation, "downstream": outbound, "use": use})


def colour(verdict: str) -> str:
    """Fold the six verdicts to what a matrix of pairs can say: yes, no, depends or unknown."""
    if verdict in GREEN:
        return "yes"
    return {"incompatible": "no", "review": "depends"}.get(verdict, "unknown")
