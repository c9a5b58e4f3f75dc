"""One licence as a summary card: what you may, must and must not, and where each clause is."""

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from rich.console import Console
from rich.text import Text

from auditor.reports.page import heading, new_console, paragraph, written
from licences import registry
from licences.licence import Licence, Obligation, Status, Term, Terms, Territory, Threshold

_Line = tuple[str, Term]


def as_json(licence: Licence) -> str:
    """Write every term with value, status and clause, and every duty, limit and exclusion."""
    return json.dumps(as_data(licence), indent=2, ensure_ascii=False) + "\n"


def as_data(licence: Licence) -> dict[str, Any]:
    """Give a licence as plain data; a term that was not read says ``unknown``."""
    data = {f.name: getattr(licence, f.name) for f in fields(Licence)}
    data["terms"] = asdict(licence.terms)
    data["attachment"] = sorted(licence.attachment)
    for name in ("obligations", "thresholds", "territory"):
        data[name] = [asdict(item) for item in data[name]]
    return {"catalogue": registry.CATALOGUE_VERSION, **data}


def as_text(licence: Licence, *, width: int | None = None, colour: bool = False) -> str:
    """Write the card."""
    console = new_console(width, colour=colour)
    console.print(Text(licence.name, "bold"), soft_wrap=True)
    paragraph(console, _identity(licence), 2)
    if licence.note:
        paragraph(console, licence.note, 2)
    console.print()
    if licence.members:
        names = ", ".join(licence.members)
        paragraph(console, f"This name states no one licence. It may mean: {names}.", 2)
        return written(console)
    for title, lines in (("You may", _may(licence)), ("You may not", _may_not(licence))):
        _section(console, title, lines)
    _section(console, "You must", _must(licence))
    _section(console, "It bites", _bites(licence))
    _section(console, "Labels, outputs and data", _labels(licence.terms))
    _section(console, "It ends", _ends(licence.terms))
    _section(console, "Not known", _not_known(licence.terms))
    for origin in _origins(licence):
        paragraph(console, origin, 0)
    return written(console)


def _section(console: Console, title: str, lines: Iterator[str]) -> None:
    told = list(lines)
    if told:
        heading(console, title)
        for line in told:
            paragraph(console, line, 6, "  - ")
        console.print()


def _identity(licence: Licence) -> str:
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


def _where(clause: str, status: Status) -> str:
    if status is Status.SECONDARY:
        return f"({clause + ', ' if clause else ''}from a summary, not read in the text)"
    return f"({clause})"


def _line(text: str, term: Term) -> str:
    note = f"; {term.note}" if term.note else ""
    return f"{text}{note} {_where(term.clause, term.status)}"


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


def _told(terms: Terms, words: dict[tuple[str, str], str]) -> Iterator[str]:
    for (name, value), text in words.items():
        term: Term = getattr(terms, name)
        if term.value == value:
            yield _line(text, term)


def _must(licence: Licence) -> Iterator[str]:
    for owed in licence.obligations:
        value = f': "{owed.value}"' if owed.kind == "notice" and owed.value else ""
        yield f"{owed.text}{value}, {_when(owed)} {_where(owed.clause, owed.status)}"


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


def _bites(licence: Licence) -> Iterator[str]:
    for limit in licence.thresholds:
        yield f"{_limit(limit)}: {limit.text} {_where(limit.clause, limit.status)}"
    for area in licence.territory:
        yield f"{_area(area)}: {area.text} {_where(area.clause, area.status)}"


def _limit(limit: Threshold) -> str:
    unit = limit.currency if limit.metric == "revenue" else _UNITS[limit.metric]
    when = "once, at the release" if limit.basis == "release" else f"a {limit.period}, at any time"
    start = "from" if limit.inclusive else "above"
    return f"{start} {limit.amount:,} {unit} {when}, {_EFFECTS[limit.effect]}"


_UNITS = {"mau": "monthly users", "dau": "daily users", "visits": "visits"}
_EFFECTS = {
    "request": "you must ask for a licence and have none until you get one",
    "agreement": "you need a separate agreement first",
    "no-rights": "you have no rights",
    "terminate": "the licence ends",
    "display": "you must show a credit",
}


def _area(area: Territory) -> str:
    who = "established" if area.test == "domicile" else "using it"
    what = "" if area.subject == "all" else f" {area.subject} models"
    outputs = ", outputs included" if area.covers_outputs else ""
    return f"no{what or ' rights'} for those {who} in {', '.join(area.regions)}{outputs}"


_LABELS = {
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


def _labels(terms: Terms) -> Iterator[str]:
    rule = terms.derivative_licence
    if rule.value in _LABELS:
        yield _line(f"a derivative may carry: {_LABELS[rule.value]}", rule)
    for name, words in _OTHERS.items():
        term: Term = getattr(terms, name)
        if term.value in words:
            yield _line(words[term.value], term)


def _ends(terms: Terms) -> Iterator[str]:
    for name in ("revocation", "litigation"):
        term: Term = getattr(terms, name)
        if term.status is not Status.UNKNOWN and term.value != "none":
            yield _line(term.value, term)


def _not_known(terms: Terms) -> Iterator[str]:
    unread = [
        f.name.replace("_", " ")
        for f in fields(Terms)
        if getattr(terms, f.name).status is Status.UNKNOWN
    ]
    if unread:
        yield ", ".join(unread)


def _origins(licence: Licence) -> Iterator[str]:
    if licence.source:
        yield f"Read in: {licence.source}."
    if licence.url:
        yield f"Published at: {licence.url}"
