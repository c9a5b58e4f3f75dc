"""Which relation to a base a record is taken to state, where its card, the Hub and its files do.

The card's own word goes first, then what its files prove, then what the Hub's tags say, which the
Hub infers where the card is silent. Where two disagree, that is noted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from licences.relation import Basis, Relation
from scanners.evidence import Evidence, Unreadable
from scanners.hub.claims import HUB_RELATIONS, Claim, least
from scanners.hub.fields import CARD, texts
from scanners.hub.weights import lone_adapter, only_gguf

_DECLARED = CARD + "base_model_relation"


def declared_relations(declared: object, problems: list[Unreadable]) -> Mapping[Relation, Evidence]:
    """Read a card's ``base_model_relation``: the relations that it says, each with its place."""
    said: dict[Relation, Evidence] = {}
    for word in texts(declared, _DECLARED, problems):
        if known := HUB_RELATIONS.get(word.casefold()):
            said.setdefault(known, Evidence("hub", _DECLARED, word))
        else:
            reason = f"says {word[:60]!r}, which is no relation of the Hub's"
            problems.append(Unreadable(_DECLARED, reason))
    if len(said) > 1:
        problems.append(Unreadable(_DECLARED, f"says {' and '.join(said)} at once"))
    return said


def settle(
    claims: tuple[Claim, ...],
    said: Mapping[Relation, Evidence],
    files: Sequence[str],
    problems: list[Unreadable],
) -> tuple[Claim, ...]:
    """Settle the relation of claims as they were merged, by what the card said and the files."""
    if said:
        claims = tuple(_as_declared(claim, said, problems) for claim in claims)
    if path := lone_adapter(files):
        return tuple(_as_adapter(claim, path, problems) for claim in claims)
    if path := only_gguf(files):
        return tuple(_as_either(claim, path) for claim in claims)
    return claims


def _as_declared(
    claim: Claim, said: Mapping[Relation, Evidence], problems: list[Unreadable]
) -> Claim:
    """Take the card's word; of several, what passes on least, and then nobody declared it."""
    evidence = (*claim.evidence, *said.values())
    stated = {claim.relation} if claim.basis is Basis.DETECTED else set()
    if len(said) > 1:
        relation = least({*said, *stated})
        return replace(claim, relation=relation, basis=Basis.INFERRED, evidence=evidence)
    (relation,) = said
    if stated - {relation}:
        reason = f"says {relation} of {claim.name}, which the Hub calls {claim.relation}"
        problems.append(Unreadable(_DECLARED, reason))
    return replace(claim, relation=relation, basis=Basis.DECLARED, evidence=evidence)


def _as_adapter(claim: Claim, path: str, problems: list[Unreadable]) -> Claim:
    """Take the word of the files, unless the card declares what passes on less."""
    if claim.relation is not Relation.ADAPTER and claim.basis is not Basis.INFERRED:
        who = "its card" if claim.basis is Basis.DECLARED else "the Hub"
        reason = f"shows an adapter of {claim.name}, which {who} calls {claim.relation}"
        problems.append(Unreadable("siblings", f"{path} without full weights {reason}"))
    if claim.basis is Basis.DECLARED and claim.relation is not Relation.QUANTIZED:
        return claim
    evidence = dict.fromkeys((*claim.evidence, Evidence("hub", "siblings", path)))
    return replace(claim, relation=Relation.ADAPTER, basis=Basis.DETECTED, evidence=tuple(evidence))


def _as_either(claim: Claim, path: str) -> Claim:
    """Doubt the Hub's "finetune" of what may as well be a mere conversion."""
    if claim.relation is not Relation.FINETUNE or claim.basis is not Basis.DETECTED:
        return claim
    evidence = (*claim.evidence, Evidence("hub", "siblings", path))
    return replace(claim, basis=Basis.INFERRED, evidence=evidence)
