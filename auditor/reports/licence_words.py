"""What a licence says, in sentences that its card and its page share."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from auditor.reports.limit_words import bites, where
from licences.licence import Licence, Obligation, Status, Term, Terms

Section = tuple[str, tuple[str, ...]]
"""A title, and the sentences below it."""


def sections(licence: Licence) -> Iterator[Section]:
    """Give what may, must and must not be done, when it bites, and what is not known.

    A section of which there is nothing to say is left out; so is everything of a family, whose
    name says nothing.
    """
    if licence.members:
        return
    told: tuple[tuple[str, Iterator[str]], ...] = (
        ("You may", _may(licence)),
        ("You may not", _may_not(licence)),
        ("You must", _must(licence)),
        ("It bites", bites(licence)),
        ("Labels, outputs and data", _labels(licence)),
        ("It ends", _ends(licence.terms)),
        ("Not known", _not_known(licence)),
    )
    for title, lines in told:
        if sentences := tuple(lines):
            yield title, sentences


def meaning(licence: Licence) -> str:
    """Say what the name of a family may mean; empty for a licence."""
    if not licence.members:
        return ""
    return f"This name states no one licence. It may mean: {', '.join(licence.members)}."


def identity(licence: Licence) -> str:
    """Say what it is called where, and what it is for."""
    spellings = [
        f"id {licence.id}",
        f"Hub {licence.hub}" if licence.hub else "no Hub identifier of its own",
        f"SPDX {licence.spdx}" if licence.spdx else "not on the SPDX list",
        f"kind {licence.kind}",
        f"for {', '.join(licence.applies_to)}",
    ]
    if licence.released:
        spellings.append(f"of {licence.released}")
    return "; ".join(spellings)


def _line(text: str, term: Term) -> str:
    note = f"; {term.note}" if term.note else ""
    return f"{text}{note} {where(term.clause, term.status)}"


_MAY = {
    ("commercial", "yes"): "use it commercially",
    ("commercial", "conditional"): "use it commercially, on conditions",
    ("copies", "yes"): "share unchanged copies",
    ("copies", "nc-only"): "share unchanged copies, not commercially",
    ("derivatives", "yes"): "share what you make from it",
    ("derivatives", "nc-only"): "share what you make from it, not commercially",
    ("sublicence", "yes"): "sublicense it",
    ("outputs_use", "free"): "use and sell its outputs",
    ("outputs_train", "free"): "train other models on its outputs",
    ("outputs_train", "named"): "train other models on its outputs, under a name prefix",
    ("outputs_train", "displayed"): "train other models on its outputs, with a credit shown",
}
_MAY_NOT = {
    ("commercial", "no"): "use it commercially",
    ("copies", "no"): "share copies",
    ("derivatives", "no"): "share what you make from it",
    ("derivatives", "never"): "make anything from it",
    ("sublicence", "no"): "sublicense it",
    ("hosting", "prohibited"): "offer it as a service",
    ("hosting", "nc-only"): "offer it as a commercial service",
    ("outputs_use", "nc-only"): "use its outputs commercially",
    ("outputs_train", "other-llm-barred"): "improve other models with its outputs",
    ("outputs_train", "any-model-barred"): "improve any other model with its outputs",
    ("outputs_train", "foundation-barred"): "make a foundational model with its outputs",
    ("outputs_train", "competing-barred"): "train a competing model on its outputs",
    ("outputs_train", "commercial-barred"): "train a commercial model on its outputs",
    ("outputs_train", "nc-only"): "train on its outputs commercially",
}


def _may(licence: Licence) -> Iterator[str]:
    yield from _told(licence.terms, _MAY)
    purpose = licence.terms.purpose
    if purpose.value in {"non-commercial", "research"}:
        yield _line(f"use it for {purpose.value} purposes only", purpose)


def _may_not(licence: Licence) -> Iterator[str]:
    yield from _told(licence.terms, _MAY_NOT)
    restricted = licence.terms.field_of_use
    if restricted.value in {"policy", "attachment", "inline"}:
        kinds = f": {', '.join(sorted(licence.attachment))}" if licence.attachment else ""
        yield _line(f"use it for what its {_LISTS[restricted.value]} bars{kinds}", restricted)


_LISTS = {"policy": "use policy", "attachment": "attachment", "inline": "text"}


def _told(terms: Terms, words: Mapping[tuple[str, str], str]) -> Iterator[str]:
    for (name, value), text in words.items():
        term: Term = getattr(terms, name)
        if term.value == value:
            yield _line(text, term)


def _must(licence: Licence) -> Iterator[str]:
    for owed in licence.obligations:
        value = f': "{owed.value}"' if owed.kind == "notice" and owed.value else ""
        yield f"{owed.text}{value}, {_when(owed)} {where(owed.clause, owed.status)}"


def _when(owed: Obligation) -> str:
    """Say what brings a duty about."""
    acts = "always" if owed.when == ("any",) else f"when you {' or '.join(owed.when)}"
    limits = {
        "for changed works": owed.modified,
        "for unchanged copies": owed.copies_only,
        "in commercial use": owed.commercial_only,
        "for multimodal models": owed.multimodal_only,
        "not for end users": owed.end_user_exempt,
    }
    return ", ".join([acts, *(text for text, holds in limits.items() if holds)])


LABELS = {
    "any": "any licence, without conditions",
    "any-with-notices": "any licence, with the notices kept",
    "agreement-binds": "other terms may be added, and the agreement still binds",
    "conditions-follow": "other terms may be added, and the conditions follow every derivative",
    "carry-restrictions": "any licence that carries the use restrictions",
    "agreement-stays": "the agreement itself goes along",
    "original-stays": "own contributions under any terms; the original keeps its own",
    "same": "the same licence",
    "none": "none: sharing derivatives is not licensed",
}
"""What a derivative may carry, by the value of ``derivative_licence``."""
_OTHERS = {
    "distillation": {
        "any": "training on outputs makes a derivative",
        "if-similar": "training on outputs makes a derivative if the model is to perform alike",
    },
    "results": {
        "free": "models trained on it as data are free",
        "attribution": "models trained on it as data owe credit, in the cautious reading",
        "disputed": "what it means for a model trained on it as data is disputed",
        "barred": "training on it as data is barred",
    },
    "hosting": {
        "distribution": "a hosted service counts as distribution",
        "contains": "a service that contains it owes the duties of distribution",
        "uses": "a service that uses it owes the duties of distribution",
        "network": "use over a network counts as distribution",
        "network-modified": "use of a modified version over a network brings duties",
    },
    "outputs_owner": {
        "user": "outputs are the user's",
        "licensor": "outputs are the licensor's",
        "unclaimed": "the licensor claims nothing in outputs",
    },
}


def _labels(licence: Licence) -> Iterator[str]:
    terms = licence.terms
    rule = terms.derivative_licence
    if rule.value in LABELS:
        yield _line(f"a derivative may carry: {LABELS[rule.value]}", rule)
    if licence.accepts:
        yield f"accepted for a derivative as well: {', '.join(licence.accepts)}"
    for name, words in _OTHERS.items():
        term: Term = getattr(terms, name)
        if term.value in words:
            yield _line(words[term.value], term)


def _ends(terms: Terms) -> Iterator[str]:
    for name in ("revocation", "litigation"):
        term: Term = getattr(terms, name)
        if term.status is not Status.UNKNOWN and term.value != "none":
            yield _line(term.value, term)


def _not_known(licence: Licence) -> Iterator[str]:
    """Name the terms that were not read; what data mean for a model is no question to a model's."""
    idle = {"results"} if licence.applies_to == ("model",) else set()
    unread = [
        f.name.replace("_", " ")
        for f in fields(Terms)
        if getattr(licence.terms, f.name).status is Status.UNKNOWN and f.name not in idle
    ]
    if unread:
        yield ", ".join(unread)


def origins(licence: Licence) -> Iterator[str]:
    """Say where the text was read, and where it is published."""
    if licence.source:
        yield f"Read in: {licence.source}."
    if licence.url:
        yield f"Published at: {licence.url}"
