"""Which licences a model may carry, given its lineage, and what stands in the way of the others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.assessment import (
    Assessment,
    Reach,
    answers_on_label,
    assess,
    bases_not_known,
)
from auditor.graph import Component, Graph, Way
from auditor.policy import Policy
from auditor.relate import relate
from licences import registry
from licences.declaration import settled
from licences.judgement import OPEN_VERDICTS, Duty, Reason, Verdict, both
from licences.licence import Licence, Status
from licences.use import Use
from scanners.hub.crawl import Watch, collect
from scanners.hub.source import HubSource
from scanners.reference import Reference


@dataclass(frozen=True, slots=True)
class Obstacle:
    """The one ancestor that stands in the way, and why."""

    component: str
    name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Candidate:
    """A licence that the model might carry: the answer, what would be owed, what is in the way."""

    licence: Licence
    verdict: Verdict
    duties: tuple[Duty, ...]
    obstacle: Obstacle | None = None

    @property
    def open(self) -> bool:
        """Whether nobody can say yet."""
        return self.verdict in OPEN_VERDICTS

    @property
    def unseen(self) -> bool:
        """Whether evidence was missing to say."""
        return self.verdict is Verdict.UNKNOWN

    @property
    def allowed(self) -> bool:
        """Whether the model may carry it."""
        return self.verdict in {Verdict.COMPATIBLE, Verdict.COMPATIBLE_WITH_OBLIGATIONS}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a model may carry; ``barred`` is what forbids sharing it under any label at all."""

    subject: Component
    current: str | None
    ancestors: int
    candidates: tuple[Candidate, ...]
    barred: tuple[Obstacle, ...]
    use: Use


def recommend(
    source: HubSource, reference: Reference, use: Use, policy: Policy, watch: Watch
) -> Recommendation:
    """Judge every licence of the catalogue as the model's label, for sharing it by this use."""
    collection = collect(source, [reference], watch)
    graph, nodes = relate(collection, policy)
    return recommend_for(graph, nodes[collection.roots[0]], use)


def recommend_for(graph: Graph, subject: int, use: Use) -> Recommendation:
    """Judge every licence of the catalogue as the label of one node of a graph."""
    shared = replace(use, activities=tuple(dict.fromkeys((*use.activities, "redistribute"))))
    assessment = assess(graph, subject, shared)
    own = Reach(subject, Way(), bases_not_known(graph, subject))
    above = [own, *(reach for reach in assessment.use if reach.way)]
    return Recommendation(
        graph.components[subject],
        graph.components[subject].declaration.concluded,
        len(above) - 1,
        tuple(_candidate(assessment, graph, licence, shared, above) for licence in _labels()),
        tuple(_barred(graph, assessment, above)),
        shared,
    )


def _labels() -> Iterator[Licence]:
    """Give the licences that an author can choose: those of which it is known what they grant."""
    for licence in map(registry.get, registry.ids()):
        known = licence.terms.commercial.status is Status.VERIFIED
        if known and licence.kind not in {"family", "unstated", "terms-of-service"}:
            yield licence


def _candidate(
    assessment: Assessment, graph: Graph, label: Licence, use: Use, above: Sequence[Reach]
) -> Candidate:
    """Judge a label together with the use itself, since no label heals a use that is barred."""
    answers = [*above, *answers_on_label(assessment, graph, settled(label.id), use)]
    joined = both(reach.judgement for reach in answers)
    labelled = {d for reach in answers[len(above) :] for d in reach.judgement.duties}
    duties = tuple(d for d in joined.duties if d in labelled or d.when == "always")
    return Candidate(label, joined.verdict, duties, _in_the_way(graph, answers))


def _in_the_way(graph: Graph, answers: Sequence[Reach]) -> Obstacle | None:
    """Pick the ancestor whose answer is strictest, the nearest of equals."""
    joined = both(reach.judgement for reach in answers)
    if not joined.deciding:
        return None
    first = joined.deciding[0].verdict
    worst = next(r for r in answers if r.judgement.verdict is first and r.judgement.deciding)
    return _obstacle(graph, worst)


def _obstacle(graph: Graph, reach: Reach) -> Obstacle:
    component = graph.components[reach.node]
    return Obstacle(component.id, component.name, reach.judgement.deciding[0])


def _barred(graph: Graph, assessment: Assessment, above: Iterable[Reach]) -> Iterator[Obstacle]:
    """Find what no label heals: an ancestor that bars the use, parents that exclude each other."""
    for reach in above:
        if reach.judgement.verdict is Verdict.INCOMPATIBLE:
            yield _obstacle(graph, reach)
    for clash in assessment.conflicts:
        component = graph.components[clash.first]
        yield Obstacle(component.id, component.name, clash.reason)
