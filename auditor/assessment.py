"""Carry licence terms along the edges and ask, for one subject, the four questions.

May I use it so, under all terms that reach it (``use``)? May it carry its label, given its
ancestors (``label``)? What is owed (``obligations``)? What of its training data (``training``)?
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

from auditor.facts import (
    base_not_named,
    bases_not_linked,
    carried,
    modality_under,
    states_training,
    unseen,
)
from auditor.graph import Component, Graph, Way, lineage_relations
from licences import registry
from licences.conflicts import conflict
from licences.declaration import Clarity, Declaration
from licences.judgement import (
    OPEN_VERDICTS,
    Duty,
    Judgement,
    Reason,
    Verdict,
    both,
    strictest,
)
from licences.licence import Licence, Status
from licences.meanings import judge_declaration, unknown
from licences.permission import may_use
from licences.relabelling import label_declaration
from licences.relation import COPY_RELATIONS, Basis, Relation
from licences.training import Training, TrainingJudgement, may_train, strictest_training
from licences.use import Facts, Use
from scanners.evidence import Kind


@dataclass(frozen=True, slots=True)
class Reach:
    """Something that reaches the subject: the node, a way to it, and what was judged there."""

    node: int
    way: Way
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class TrainingReach:
    """A dataset that a component of the lineage was trained on, or one that it was made from."""

    node: int
    way: Way
    judgement: TrainingJudgement


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two licences that meet at a merge and cannot both be kept."""

    at: Way
    first: int
    second: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that was judged for one subject; ``use`` starts with the subject itself."""

    subject: int
    use: tuple[Reach, ...]
    label: tuple[Reach, ...]
    conflicts: tuple[Conflict, ...]
    training: tuple[TrainingReach, ...]
    states_training: bool
    """Whether the subject states its training data; what learns from nothing states so too."""

    @property
    def use_answer(self) -> Verdict:
        """May I use it so, under all terms that reach it?"""
        return strictest(r.judgement.verdict for r in self.use)

    @property
    def label_answer(self) -> Verdict:
        """May it carry its label, given its ancestors?"""
        clash = Verdict.INCOMPATIBLE if self.conflicts else Verdict.COMPATIBLE
        return strictest([clash, *(r.judgement.verdict for r in self.label)])

    @property
    def training_answer(self) -> Training:
        """What do the datasets' terms mean for it? Not stating any is no better than unknown."""
        answers = [r.judgement.answer for r in self.training]
        return strictest_training(answers if self.states_training else [*answers, Training.UNKNOWN])

    @property
    def obligations_answer(self) -> Verdict:
        """Are duties owed, by the publisher or the user? ``unknown`` where some terms are."""
        unread = any(r.judgement.unread for r in (*self.use, *self.label))
        if unread or Verdict.UNKNOWN in {self.use_answer, self.label_answer}:
            return Verdict.UNKNOWN
        publisher = any(r.judgement.duties for r in self.label)
        user = any(duty.due for duty in self.duties)
        return Verdict.COMPATIBLE_WITH_OBLIGATIONS if publisher or user else Verdict.COMPATIBLE

    @property
    def duties(self) -> tuple[Duty, ...]:
        """What the user must do or keep within, and what sharing it would ask, once each."""
        owed = [d for r in self.use for d in r.judgement.duties]
        owed += [d for r in self.training for d in r.judgement.duties]
        return tuple(dict.fromkeys(owed))

    @property
    def lineage(self) -> tuple[int, ...]:
        """The subject and every ancestor whose terms reach it."""
        return tuple(dict.fromkeys(r.node for r in self.use))


def assess(graph: Graph, subject: int, use: Use) -> Assessment:
    """Judge one subject with its whole lineage."""
    ways = graph.ways_up(subject, lineage_relations(graph.components[subject].kind))
    nearest = {node: min(found, key=len) for node, found in ways.items()}
    lineage = [(subject, Way()), *sorted(nearest.items(), key=lambda item: (len(item[1]), item[0]))]
    training = tuple(_training(graph, lineage, use))
    return Assessment(
        subject=subject,
        use=tuple(Reach(node, way, _judge_use(graph, node, use)) for node, way in lineage),
        label=tuple(
            _judge_label(graph, subject, node, ways[node], use) for node, way in lineage if way
        )
        or (Reach(subject, Way(), _own_label(graph.components[subject])),),
        conflicts=tuple(_conflicts(graph, lineage)),
        training=training,
        states_training=graph.components[subject].kind is Kind.DATASET
        or states_training(graph, subject),
    )


def _judge_use(graph: Graph, node: int, use: Use) -> Judgement:
    component = graph.components[node]
    if not component.seen:
        return unknown(unseen(component))
    own = judge_declaration(component.declaration, partial(_use_under, graph, node, use))
    return both([own, bases_not_known(graph, node)])


def bases_not_known(graph: Graph, node: int) -> Judgement:
    """Judge what a component is made of and does not say, or says otherwise than the Hub."""
    open_bases = [base_not_named(graph, node), *(said for _, said in bases_not_linked(graph, node))]
    return both([unknown(said) for said in open_bases if said])


def _use_under(graph: Graph, node: int, use: Use, licence: Licence) -> Judgement:
    known = modality_under(graph, node, licence.id) if licence.territory else None
    return may_use(licence, use, Facts(modality=known))


def _judge_label(graph: Graph, subject: int, node: int, ways: Iterable[Way], use: Use) -> Reach:
    """Judge the subject's label against one ancestor, by the way with the strictest answer."""
    reaches = [Reach(node, way, _label(graph, subject, node, way.effect, use)) for way in ways]
    answer = strictest(r.judgement.verdict for r in reaches)
    return next(r for r in reaches if r.judgement.verdict is answer)


def _label(graph: Graph, subject: int, node: int, relation: Relation, use: Use) -> Judgement:
    below = graph.components[subject]
    return _label_as(below.declaration, Facts(carries=carried(below)), graph, node, relation, use)


def _label_as(  # noqa: PLR0913  # a label, and where in the graph it is asked about
    label: Declaration, facts: Facts, graph: Graph, node: int, relation: Relation, use: Use
) -> Judgement:
    above = graph.components[node]
    if not above.seen:
        return unknown(unseen(above))
    return label_declaration(_chosen(graph, node, use), relation, label, facts)


def answers_on_label(
    assessment: Assessment, graph: Graph, label: Declaration, use: Use
) -> Iterator[Reach]:
    """Judge another label of the subject against each of its ancestors, near ones first."""
    for reach in assessment.label:
        if reach.way:
            judged = _label_as(label, Facts(), graph, reach.node, reach.way.effect, use)
            yield Reach(reach.node, reach.way, judged)


def _chosen(graph: Graph, node: int, use: Use) -> Declaration:
    """Leave of a choice (``OR``) what serves the use best, since one choice has to do for all."""
    declaration = graph.components[node].declaration
    if declaration.clarity is not Clarity.CHOICE:
        return declaration
    known = [option for option in declaration.options if option]
    served = {
        option: _serves(
            strictest(_use_under(graph, node, use, registry.get(i)).verdict for i in option)
        )
        for option in known
    }
    best = max(served.values())
    return replace(declaration, options=tuple(o for o in served if served[o] == best))


def _serves(verdict: Verdict) -> int:
    """Rank an answer by what it does to a verdict: fail, undetermined, pass."""
    if verdict is Verdict.INCOMPATIBLE:
        return 0
    return 1 if verdict in OPEN_VERDICTS else 2


def _own_label(component: Component) -> Judgement:
    """Judge the label of something without ancestors: it may be anything that is a licence."""
    if not component.seen:
        return unknown(unseen(component))
    if component.declaration.settled:
        return both(())
    return judge_declaration(component.declaration, lambda _: both(()))


def other_reading(
    graph: Graph, subject: int, reach: Reach, use: Use
) -> tuple[Relation, Verdict] | None:
    """Give the answer on the label if a way that we guessed was of another kind.

    What we read as fine-tuning may have been a mere conversion, and the other way round.
    ``None`` where that is not plausible (somebody states the relation, or there is a sign of
    another), or where it would change nothing.
    """
    learnt = [edge for edge in reach.way if edge.relation not in COPY_RELATIONS]
    guessed = all(e.basis is Basis.INFERRED and e.relation is Relation.FINETUNE for e in learnt)
    if not guessed or not reach.way.inferred:
        return None
    other = Relation.QUANTIZED if learnt else Relation.FINETUNE
    verdict = _label(graph, subject, reach.node, other, use).verdict
    return (other, verdict) if verdict is not reach.judgement.verdict else None


def _conflicts(graph: Graph, lineage: list[tuple[int, Way]]) -> Iterator[Conflict]:
    """Find the licences that meet at a merge through different parents and exclude each other."""
    seen: set[tuple[str, str]] = set()
    for node, way in lineage:
        relations = lineage_relations(graph.components[node].kind)
        parents = sorted({e.parent for e in graph.parents(node, relations)} - {node})
        if not parents[1:]:
            continue
        branches = [_licences_above(graph, parent) for parent in parents]
        for pair in combinations(sorted({licence for b in branches for licence in b}), 2):
            reason = None if pair in seen else conflict(*map(registry.get, pair))
            apart = reason and _apart(branches, *pair)
            if reason and apart and reason.verdict is Verdict.INCOMPATIBLE:
                seen.add(pair)
                yield Conflict(way, *apart, reason)


def _apart(branches: list[dict[str, int]], first: str, second: str) -> tuple[int, int] | None:
    """Find the nodes of two licences that come by different branches, neither by both."""
    ones = [b[first] for b in branches if first in b and second not in b]
    others = [b[second] for b in branches if second in b and first not in b]
    return (ones[0], others[0]) if ones and others else None


def _licences_above(graph: Graph, node: int) -> dict[str, int]:
    """Map each settled licence of a component or its ancestors to the nearest node that has it."""
    relations = lineage_relations(graph.components[node].kind)
    found: dict[str, int] = {}
    for above in (node, *graph.ancestors(node, relations)):
        declaration = graph.components[above].declaration
        if declaration.settled and len(declaration.options) == 1:
            for licence in declaration.options[0]:
                found.setdefault(licence, above)
    return found


def _training(graph: Graph, lineage: list[tuple[int, Way]], use: Use) -> Iterator[TrainingReach]:
    """Judge every dataset of the lineage, and those that it was made from in turn."""
    seen: set[int] = set()
    for node, way in lineage:
        for edge in graph.parents(node, frozenset({Relation.TRAINED_ON})):
            first = Way((*way, edge))
            above = graph.ways_up(edge.parent, lineage_relations(Kind.DATASET))
            for dataset, onward in [(edge.parent, [Way()]), *sorted(above.items())]:
                if dataset not in seen:
                    seen.add(dataset)
                    judged = _judge_training(graph.components[dataset], use)
                    yield TrainingReach(dataset, Way((*first, *onward[0])), judged)


def _judge_training(dataset: Component, use: Use) -> TrainingJudgement:
    if dataset.seen:
        return may_train(dataset.declaration, use)
    return TrainingJudgement(Training.UNKNOWN, "", "", Status.UNKNOWN, unseen(dataset))
