"""The list of licences, for a person and as JSON."""

import json

from licences import registry
from licences.licence import Licence


def matching(words: tuple[str, ...]) -> list[Licence]:
    """Find the licences whose id, name or kind holds every word, in any case; all for none."""
    wanted = [word.casefold() for word in words]
    return [
        licence
        for licence in map(registry.get, registry.ids())
        if all(w in f"{licence.id} {licence.name} {licence.kind}".casefold() for w in wanted)
    ]


def as_json(licences: list[Licence]) -> str:
    """Write one object a licence, sorted by id."""
    rows = [
        {
            "id": licence.id,
            "name": licence.name,
            "kind": licence.kind,
            "hub": licence.hub or None,
            "spdx": licence.spdx or None,
            "commercial": licence.terms.commercial.value,
        }
        for licence in licences
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def as_text(licences: list[Licence]) -> str:
    """Write one line a licence: id, kind, name."""
    if not licences:
        return "No licence of the catalogue matches.\n"
    wide = max(len(licence.id) for licence in licences)
    kinds = max(len(licence.kind) for licence in licences)
    lines = [f"{x.id:<{wide}}  {x.kind:<{kinds}}  {x.name}" for x in licences]
    count = f"{len(licences)} licence{'s' if len(licences) > 1 else ''}"
    end = f"{count}, catalogue {registry.CATALOGUE_VERSION}"
    return "\n".join([*lines, "", f"{end}. 'auditor licence show ID' shows one."]) + "\n"
