"""Read single fields of raw JSON, of whatever shape they are.

What is absent or null is not known. What is there and has another shape than it should is noted
as a problem, and where a text is wanted it is kept as text, so that it never passes for absent.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping

from scanners.evidence import Unreadable

CARD = "cardData."
"""How the location of a card's field begins."""
LONGEST = 300
"""Characters that are kept of a name, or of what should have been one."""
_LONGEST_QUOTE = 60
_SHA = re.compile(r"[0-9a-f]{40}\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)
_GATES = frozenset({"auto", "manual"})


def text(
    raw: Mapping[str, object], key: str, problems: list[Unreadable], within: str = ""
) -> str | None:
    """Give the text of a field, ``None`` where it is blank; ``within`` starts its location."""
    value = raw.get(key)
    if isinstance(value, str):
        return shortened(encodable(value).strip(), within + key, problems) or None
    if value is not None:
        problems.append(Unreadable(within + key, f"is {quoted(value)}, which is no text"))
    return None


def name_of(raw: Mapping[str, object]) -> str | None:
    """Give the name of a record, if it has one; old answers have it as ``modelId`` only."""
    return text(raw, "id", []) or text(raw, "modelId", [])


def library_of(
    raw: Mapping[str, object], card: Mapping[str, object], problems: list[Unreadable]
) -> str | None:
    """Give the library that a model is made for, which the Hub may know better than the card."""
    return text(raw, "library_name", problems) or text(card, "library_name", problems, CARD)


def texts(
    value: object,
    location: str,
    problems: list[Unreadable],
    name_in: Callable[[Mapping[str, object]], str | None] | None = None,
) -> Iterator[str]:
    """Give the texts of a field that should be a text or a list of texts.

    Lists in lists are flattened. Anything else than a text is noted and given as text: an object
    as the name that ``name_in`` finds in it, else as its JSON, cut.
    """
    for item in _flat(value, location, problems):
        if isinstance(item, str):
            yield encodable(item).strip()
        elif item is not None:
            problems.append(Unreadable(location, f"holds {quoted(item)}, which is no text"))
            named = name_in(item) if name_in and isinstance(item, Mapping) else None
            yield encodable(named).strip() if named else as_text(item)


def _flat(value: object, location: str, problems: list[Unreadable]) -> Iterator[object]:
    """Flatten lists of any depth, without recursion."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if not isinstance(item, list):
            yield item
            continue
        if item is not value:
            problems.append(Unreadable(location, "holds a list in a list"))
        waiting.extend(reversed(item))


def flag(raw: Mapping[str, object], key: str, problems: list[Unreadable]) -> bool | None:
    """Give the value of a field that is true or false."""
    value = raw.get(key)
    if isinstance(value, bool):
        return value
    if value is not None:
        problems.append(Unreadable(key, f"is {quoted(value)}, neither true nor false"))
    return None


def gate(raw: Mapping[str, object], problems: list[Unreadable]) -> str | None:
    """Give how a repository asks for consent, "" where it asks for none.

    A word that the Hub does not use is noted and stays: it says that there is a gate.
    """
    value = raw.get("gated")
    if isinstance(value, bool):
        return "auto" if value else ""
    word = text(raw, "gated", problems)
    if word is not None and word not in _GATES:
        problems.append(Unreadable("gated", f"is {quoted(word)}, which the Hub does not say"))
    return word


def commit(raw: Mapping[str, object], problems: list[Unreadable]) -> str | None:
    """Give the commit that a record describes: 40 hexadecimal digits."""
    value = text(raw, "sha", problems)
    if value is None or _SHA.match(value.lower()):
        return value and value.lower()
    problems.append(Unreadable("sha", f"is {quoted(value)}, which is no commit"))
    return None


def file_names(raw: Mapping[str, object], problems: list[Unreadable]) -> tuple[str, ...] | None:
    """Give the names of the files: ``[{"rfilename": …}]``."""
    siblings = raw.get("siblings")
    if siblings is None:
        return None
    if not isinstance(siblings, list):
        problems.append(Unreadable("siblings", f"is {quoted(siblings)}, not a list"))
        return None
    names = []
    for item in siblings:
        name = item.get("rfilename") if isinstance(item, Mapping) else item
        if name is item or not isinstance(name, str):
            problems.append(Unreadable("siblings", f"holds {quoted(item)}, which is no file"))
        if isinstance(name, str):
            names.append(encodable(name))
    return tuple(names)


def shortened(value: str, location: str, problems: list[Unreadable]) -> str:
    """Cut a text that is longer than any that means something; it ends so that this shows.

    No expression of licences ends in an ellipsis, so that what is left of one is never taken for
    the whole.
    """
    if len(value) <= LONGEST:
        return value
    problems.append(Unreadable(location, f"has {len(value):,} characters; cut"))
    return value[:LONGEST] + "\u2026"


def as_text(value: object) -> str:
    """Give a value as text, one that is no scalar as compact JSON, cut at ``LONGEST``."""
    return (str(value) if isinstance(value, bool | int | float) else as_json(value))[:LONGEST]


def as_json(value: object) -> str:
    """Give the compact JSON of a value, cut at ``LONGEST``.

    It is written piece by piece and never further than the cut, so that size and depth of the
    value do not matter.
    """
    written = ""
    for piece in _JSON.iterencode(value):
        written += piece[:LONGEST]
        if len(written) >= LONGEST:
            break
    return encodable(written[:LONGEST])


def quoted(value: object) -> str:
    """Give the beginning of a value for a sentence about it."""
    return as_text(value)[:_LONGEST_QUOTE]


def encodable(value: str) -> str:
    """Put U+FFFD for halves of surrogate pairs, which no encoding can write."""
    return value if value.isascii() else _SURROGATE.sub("\ufffd", value)
