"""The one place where the stages meet: collect, relate, judge, find, decide.

It does no input or output of its own: the source of records, the time and the use come in, a
report goes out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from auditor.assessment import assess
from auditor.facts import next_step, unseen
from auditor.findings import Finding, Severity, order_findings
from auditor.graph import Graph
from auditor.policy import Policy
from auditor.relate import relate
from auditor.report import Judged, Report
from auditor.rule import Case
from auditor.rules import find_all
from auditor.verdict import Outcome, decide
from licences.training import Training
from licences.use import Use
from scanners.hub.crawl import Watch, collect, unwatched
from scanners.hub.source import HubSource
from scanners.reference import Reference


@dataclass(frozen=True, slots=True)
class Progress:
    """How somebody can see a run go on: what is told of the crawl, what the subjects pass by."""

    crawl: Watch = unwatched
    subjects: Callable[[Iterable[int]], Iterable[int]] = iter


_UNSEEN = Progress()
_UNDECIDED = Policy()


def audit(  # noqa: PLR0913  # each is one thing that comes in from outside
    source: HubSource,
    references: Sequence[Reference],
    use: Use,
    generated: str,
    progress: Progress = _UNSEEN,
    policy: Policy = _UNDECIDED,
) -> Report:
    """Audit some references, each with its whole lineage as the source knows it."""
    collection = collect(source, references, progress.crawl)
    graph, nodes = relate(collection, policy)
    subjects = dict.fromkeys(nodes[root] for root in collection.roots)
    judge_one = partial(judge, graph, use)
    return Report(
        graph=graph,
        subjects=tuple(judge_one(node) for node in progress.subjects(subjects)),
        use=use,
        source=source.describe(),
        generated=generated,
        requests=source.requests(),
        remarks=(*source.remarks(), *_settlements(graph, policy)),
    )


def _settlements(graph: Graph, policy: Policy) -> Iterator[str]:
    """Say what was taken from the policy file."""
    for component in graph.components:
        if component.curation is not None:
            yield (
                f"The licence of {component.name} is {component.curation.licence}, "
                f"{component.curation.told} ({policy.path}); the text it was settled by was not "
                "compared."
            )


def judge(graph: Graph, use: Use, subject: int) -> Judged:
    """Judge one node of a graph."""
    case = Case(graph, assess(graph, subject, use), use)
    findings = order_findings(find_all(case))
    outcome = decide(case.assessment, findings)
    return Judged(case, findings, outcome, _reason(case, findings, outcome))


def _reason(case: Case, findings: Sequence[Finding], outcome: Outcome) -> str:
    """Pick the one sentence to read first."""
    if outcome is Outcome.PASS:
        due = any(duty.due for duty in case.assessment.duties)
        training = _TRAINING.get(case.assessment.training_answer, "")
        if not case.assessment.states_training:
            training = " It states no training data."
        return (_ALLOWED_IF if due else _ALLOWED) + training
    if outcome is Outcome.FAIL:
        severe = [f for f in findings if f.severity is Severity.HIGH]
        asked = (f.message for f in severe if f.rule == "use-not-permitted")
        return next(asked, severe[0].message)
    if not case.subject.seen:
        known = f"{unseen(case.subject)}; nothing is known of it."
        return f"{known} {next_step(case.subject) or _CHECK}"
    told = (f.message for f in findings if f.rule in _OPEN_RULES)
    return next(told, f"{case.subject.name}: what is open is listed under what is not known.")


_CHECK = "Check what was asked for, or log in if it is private."
_ALLOWED = "Every licence that reaches it allows this use, and the use owes nothing."
_ALLOWED_IF = "Every licence that reaches it allows this use, with the obligations below."
_TRAINING = {
    Training.DISPUTED: " What the terms of its training data mean for it is disputed.",
    Training.UNKNOWN: " The terms of its training data are not known.",
}

_OPEN_RULES = frozenset(
    {
        "ambiguous-licence",
        "base-model-mismatch",
        "relicensed-derivative",
        "undeclared-licence",
        "unknown-licence",
        "unverified-base-model",
        "use-not-permitted",
    }
)
"""What an undetermined verdict can rest on; one of them always tells of it."""
