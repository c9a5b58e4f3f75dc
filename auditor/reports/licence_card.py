"""One licence as a summary card: what you may, must and must not, and where each clause is."""

import json
from dataclasses import asdict, fields
from typing import Any

from rich.text import Text

from auditor.reports.licence_words import identity, meaning, origins, sections
from auditor.reports.page import heading, new_console, paragraph, written
from licences import registry
from licences.licence import Licence


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
    paragraph(console, identity(licence), 2)
    if licence.note:
        paragraph(console, licence.note, 2)
    console.print()
    if licence.members:
        paragraph(console, meaning(licence), 2)
        return written(console)
    for title, sentences in sections(licence):
        heading(console, title)
        for sentence in sentences:
            paragraph(console, sentence, 6, "  - ")
        console.print()
    for origin in origins(licence):
        paragraph(console, origin, 0)
    return written(console)
