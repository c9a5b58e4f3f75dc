"""May something carry its label, as cards declare both? And what would the label leave out?"""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from licences import registry
from licences.declaration import Clarity, Declaration, describe
from licences.judgement import Judgement, Reason, Verdict, both, conclude, freest, reason_of
from licences.labelling import may_label
from licences.licence import Licence, Status
from licences.meanings import judge_declaration, unknown
from licences.relation import Relation
from licences.use import Facts


def label_declaration(
    up: Declaration, relation: Relation, down: Declaration, facts: Facts
) -> Judgement:
    """Judge a label as it was declared, against an upstream licence as it was declared.

    Licences that a label joins by ``AND`` all go along, so one of them is enough to carry a
    clause; recipients may take either side of an ``OR``, so both have to.
    """
    if not down.options or (down.inherited and not down.settled):
        return unknown(f"no label can be judged: {describe(down)}")
    answers = [_label_option(up, relation, down, option, facts) for option in down.options]
    verdicts = {a.verdict for a in answers}
    if down.settled or (verdicts == {Verdict.INCOMPATIBLE} and down.clarity is not Clarity.NAMED):
        return both(answers)
    if Verdict.UNKNOWN in verdicts:
        return unknown(describe(down))
    text = describe(down)
    return both([*map(_softened, answers), conclude([_doubt(text)])])


def _label_option(
    up: Declaration, relation: Relation, down: Declaration, option: tuple[str, ...], facts: Facts
) -> Judgement:
    if not option:
        return unknown(describe(down))
    labels = [registry.get(i) for i in option]
    return judge_declaration(up, lambda above: _all_along(above, relation, labels, facts))


def _all_along(
    above: Licence, relation: Relation, labels: Sequence[Licence], facts: Facts
) -> Judgement:
    """Take the licence of a label that carries a clause, if it takes the others beside it."""
    answers = [may_label(above, relation, label, facts) for label in labels]
    best = freest(answers)
    rule = above.terms.derivative_licence
    alone = rule.value == "same" and any(a.verdict is not best.verdict for a in answers)
    if not alone or best.verdict is Verdict.INCOMPATIBLE:
        return best
    text = f"{above.title} wants the whole under itself, and the label joins another licence to it"
    return both([best, conclude([reason_of(Verdict.REVIEW, above, rule, text, firm=False)])])


def _softened(answer: Judgement) -> Judgement:
    """Keep the reasons of an answer that only one reading gives, as reasons to look."""
    return conclude(replace(r, verdict=Verdict.REVIEW) for r in answer.reasons)


def _doubt(text: str) -> Reason:
    return Reason(Verdict.REVIEW, "", "", Status.VERIFIED, text)


def not_carried(up: Licence, down: Licence) -> tuple[tuple[str, str], ...]:
    """List what the upstream licence asks for that the label's text does not say: what, clause."""
    has = {(o.kind, o.text) for o in down.obligations}
    dropped = [
        (_KIND_WORDS[o.kind], o.clause)
        for o in up.obligations
        if (o.kind, o.text) not in has and o.kind in _KIND_WORDS
    ]
    if up.terms.commercial.value == "no" and down.terms.commercial.value != "no":
        dropped.insert(0, (f"{up.terms.purpose.value} limit", up.terms.commercial.clause))
    limits = {(t.metric, t.amount) for t in down.thresholds}
    dropped += [
        (f"limit of {t.amount:,} {_METRIC_WORDS.get(t.metric, t.metric)}", t.clause)
        for t in up.thresholds
        if (t.metric, t.amount) not in limits
    ]
    return tuple(dropped)


_METRIC_WORDS = MappingProxyType({"mau": "monthly active users", "revenue": "US dollars"})

_KIND_WORDS = MappingProxyType(
    {
        "licence-copy": "licence copy",
        "notice": "notice",
        "flow-down": "use restrictions as an enforceable provision",
        "use-policy": "use restrictions",
        "display": "credit to display",
        "name-prefix": "name prefix",
        "same-licence": "same licence for derivatives",
        "source": "source offer",
    }
)
