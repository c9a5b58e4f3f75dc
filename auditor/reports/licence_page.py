"""One licence as a page of the documentation, and the list of all of them, in Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from auditor.reports.licence_words import LABELS, identity, meaning, origins, sections
from licences import registry
from licences.licence import Licence, Status, Term, Terms

_MARKS = re.compile(r"([\\`*_{}\[\]#|])")
_ADDRESS = re.compile(r"(https?://[^\s;,)]+[^\s;,).])")
_KNOWN = {
    Status.VERIFIED: "read in the text",
    Status.SECONDARY: "from a summary",
    Status.UNKNOWN: "not known",
}


def file_name(licence_id: str) -> str:
    """Name the file of a licence's page: its id, spelt so that it can stand in an address.

    No two ids share a name: an id holds no ``-plus``.
    """
    return f"{licence_id.replace('+', '-plus')}.md"


def as_markdown(licence: Licence) -> str:
    """Write everything that is known of a licence, and how it is known."""
    blocks = [
        f"# {_escaped(licence.name)}",
        f"{_escaped(identity(licence))}.",
        _escaped(licence.note),
        _meaning(licence),
        *_sections(licence),
        *_every_term(licence),
        "## Spellings",
        f"Known, in any case, as {_spellings(licence)}.",
        *_sources(licence),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def index_as_markdown(licences: Sequence[Licence]) -> str:
    """Write the list of licences, one row each, with links to their pages."""
    rows = (
        (
            f"[`{licence.id}`]({file_name(licence.id)})",
            _escaped(licence.name),
            licence.kind,
            _worded(licence.terms.commercial.value),
            LABELS.get(licence.terms.derivative_licence.value, "not known"),
        )
        for licence in licences
    )
    head = ("id", "name", "kind", "commercial use", "a derivative may carry")
    return "\n".join(["# The catalogue", "", _counted(len(licences)), "", *_table(head, rows), ""])


def _counted(count: int) -> str:
    return (
        f"{count} licence versions and families, as of {registry.CATALOGUE_VERSION}. "
        "`auditor licence show ID` shows one on a terminal; "
        "[how a licence is read](../how-we-read.md) says what each word rests on."
    )


def _meaning(licence: Licence) -> str:
    if not licence.members:
        return ""
    told = _escaped(meaning(licence).partition(":")[0])
    links = ", ".join(f"[`{member}`]({file_name(member)})" for member in licence.members)
    return f"{told}: {links}."


def _sections(licence: Licence) -> Iterator[str]:
    for title, sentences in sections(licence):
        yield f"## {title}"
        yield "\n".join(f"* {_escaped(sentence)}" for sentence in sentences)


def _every_term(licence: Licence) -> Iterator[str]:
    """Give each term with its value, clause and status; nothing of a family, which has none."""
    if licence.is_family:
        return
    terms = ((f.name, getattr(licence.terms, f.name)) for f in fields(Terms))
    rows = (
        (f"`{name}`", _said(term), _escaped(term.clause), _KNOWN[term.status])
        for name, term in terms
    )
    yield "## Every term"
    yield "\n".join(_table(("term", "value", "clause", "how it is known"), rows))
    yield "[What the words mean](../vocabulary.md)."


def _said(term: Term) -> str:
    return f"{_worded(term.value)}; {_escaped(term.note)}" if term.note else _worded(term.value)


def _worded(value: str) -> str:
    return "not known" if value == "unknown" else _escaped(value)


def _spellings(licence: Licence) -> str:
    known = sorted(said for said, meant in registry.index().items() if meant == licence.id)
    return ", ".join(f"`{said}`" for said in known)


def _sources(licence: Licence) -> Iterator[str]:
    told = [_linked(origin) for origin in origins(licence)]
    if told:
        yield "## Where it was read"
        yield "\n".join(f"* {origin}" for origin in told)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _linked(text: str) -> str:
    """Make links of the addresses in a text."""
    parts = _ADDRESS.split(text)
    return "".join(f"<{p}>" if n % 2 else _escaped(p) for n, p in enumerate(parts))


def _escaped(text: str) -> str:
    """Keep a text from being read as Markdown or HTML."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKS.sub(r"\\\1", plain)
