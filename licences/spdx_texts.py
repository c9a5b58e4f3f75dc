"""SPDX texts that we hold no fingerprint of: the only file that knows licenseclassifier.

That package finds a text word for word, with its customary gaps, and so says nothing on a text that
was changed; what it says on a licence that we know ourselves is left aside.
"""

import re
from collections.abc import Collection

from licences import registry
from licences.place import Place
from licences.words import Words

SHORTEST = 40
"""Fewer words are a notice or a link."""
_NOTICE = re.compile(r"\b[AL]?GPL-.*-(only|or-later)\Z|\Aany-")
"""What says which versions of a licence are granted, or names no licence, is no licence's text."""
_OF_A_LICENCE = re.compile(
    r"\b(licen[sc]ed?|warrant(?:y|ies)|liab(?:le|ility)|copyright|redistribut\w+|permission|granted?"
    r"|disclaim\w*|conditions?|patent|distribute)\b",
    re.IGNORECASE,
)


def looks_like_one(text: str) -> bool:
    """Tell whether a text uses enough of the words of licences to be worth a search."""
    return len({found.casefold() for found in _OF_A_LICENCE.findall(text)}) >= 4


def find(words: Words, known: Collection[str]) -> list[Place]:
    """Find the texts of SPDX licences, but for those that are ``known`` by fingerprints."""
    from licenseclassifier import identify_license  # noqa: PLC0415  # only where it is needed

    places = []
    for found in identify_license(words.text, coverage_threshold=0):
        licence = registry.resolve(found.id) or found.id.lower()
        first, after = words.places(found.start, found.end)
        if licence in known or after - first < SHORTEST or _NOTICE.search(found.id):
            continue
        places.append(Place(licence, first, after - 1, 1.0))
    return places
