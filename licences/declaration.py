"""What a card's licence field means, before anybody judges it.

A publisher writes a Hub identifier, an SPDX expression, a list, a free text or nothing. The
readings of that are kept apart from what follows from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from licences import registry
from licences.expression import WITH, alternatives, is_spdx_id


class Clarity(StrEnum):
    """How far a declaration settles which licence is meant."""

    CLEAR = "declared"
    """One licence, or several that bind together."""
    CHOICE = "choice"
    """The recipient may choose (``OR``)."""
    NAMED = "named"
    """``other``, with a ``license_name`` that the catalogue knows; its text was not read."""
    LIST = "list"
    """Several licences side by side; nobody says whether all bind, or any, or which part."""
    CONFLICT = "conflict"
    """Two statements that should be one differ: the card's, the Hub's tag, ``license_name``."""
    FAMILY = "family"
    """An identifier that names a family of licences (``cc``, ``openrail``)."""
    UNRECORDED = "unrecorded"
    """What was read holds no card at all, so nothing is known of what it states."""
    OTHER = "other"
    """``other`` or ``unknown``: the publisher points elsewhere."""
    UNCATALOGUED = "uncatalogued"
    """A name that exists, whose terms are not in the catalogue."""
    UNRECOGNISED = "unrecognised"
    """A text that is no licence name."""
    NONE = "none"
    """Nothing is stated."""


SETTLED = frozenset({Clarity.CLEAR, Clarity.CHOICE})

_NO_VALUE = frozenset({"", "none", "null", "n/a"})
_SHORTEST_NAME = 3
"""Real cards hold single letters where a name belongs; they name nothing."""
_SAYS_NOTHING = frozenset({"other", "unknown", "other-license", "unknown-license"})


@dataclass(frozen=True, slots=True)
class Declaration:
    """A licence field, read: what it said, how clear that is, and its possible meanings.

    ``options`` lists the meanings; each is the catalogue ids that would bind together. An empty
    option is a meaning that cannot be identified, and no option at all means that none can.
    ``exceptions`` pairs a licence with the SPDX exception that it is stated with. ``inherited`` is
    true where it was not this work that stated it, but what this is a copy of.
    """

    raw: tuple[str, ...]
    clarity: Clarity
    options: tuple[tuple[str, ...], ...] = ()
    family: str = ""
    inherited: bool = False
    exceptions: tuple[tuple[str, str], ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the declaration says which licence, or which choice of licences, it is."""
        return self.clarity in SETTLED

    @property
    def concluded(self) -> str | None:
        """The licence in catalogue ids, joined by ``AND`` and ``OR``; ``None`` if unsettled."""
        if not self.settled:
            return None
        excepted = {i: f"{i}{WITH}{exception}" for i, exception in self.exceptions}
        known = [option for option in self.options if option]
        joined = [" AND ".join(excepted.get(i, i) for i in option) for option in known]
        if len(joined) == 1:
            return joined[0]
        return " OR ".join(f"({j})" if " AND " in j else j for j in joined)

    @property
    def mentioned(self) -> tuple[str, ...]:
        """Every catalogue id that some meaning holds, once each."""
        return tuple(dict.fromkeys(i for option in self.options for i in option))


UNDECLARED = Declaration((), Clarity.NONE)
UNRECORDED = Declaration((), Clarity.UNRECORDED)


def settled(licence_id: str) -> Declaration:
    """Declare one licence of the catalogue and nothing else."""
    return Declaration((licence_id,), Clarity.CLEAR, ((licence_id,),))


def read_declaration(
    values: Sequence[str], licence_name: str | None = None, tagged: Sequence[str] = ()
) -> Declaration:
    """Read the values of a licence field, the card's ``license_name`` and the Hub's tags.

    Which of two statements is the right one is not for a rank among them to say: where they
    name different licences, both readings are kept and nothing is concluded.
    """
    read = _read_field(values, licence_name)
    if read.clarity is Clarity.NONE and licence_name and len(licence_name) >= _SHORTEST_NAME:
        return _read_one((f"license_name: {licence_name}",), "other", licence_name)
    others = [_read_field(tagged, licence_name)] if tagged else []
    differing = [o for o in others if set(o.options) != set(read.options)]
    named = _read_field([licence_name or ""], None)
    if read.settled and not _is_name_of(named, read):
        differing.append(named)
    if not values or not differing:
        return read
    both_read = (read, *differing)
    return Declaration(
        tuple(dict.fromkeys(value for reading in both_read for value in reading.raw)),
        Clarity.CONFLICT,
        tuple(dict.fromkeys(o for reading in both_read for o in reading.options or ((),))),
    )


def _is_name_of(named: Declaration, read: Declaration) -> bool:
    """Say whether a ``license_name`` can be one of a licence that is stated beside it."""
    if named.clarity is Clarity.FAMILY:
        return set(read.mentioned) <= set(registry.get(named.family).members)
    short = all(len(name) < _SHORTEST_NAME for name in named.raw)
    says_nothing = named.clarity in {Clarity.NONE, Clarity.OTHER}
    return short or says_nothing or set(named.options) == set(read.options)


def _read_field(values: Sequence[str], licence_name: str | None) -> Declaration:
    raw = tuple(values)
    said = [v for v in values if registry.normalise(v) not in _NO_VALUE]
    distinct = {registry.resolve(v) or registry.normalise(v): v for v in said}
    if not distinct:
        return Declaration(raw, Clarity.NONE)
    if len(distinct) > 1:
        return _read_list(raw, tuple(distinct.values()), licence_name)
    return _read_one(raw, next(iter(distinct.values())), licence_name)


def _read_list(raw: tuple[str, ...], values: Sequence[str], name: str | None) -> Declaration:
    readings = [_read_one((v,), v, name) for v in values]
    options = (o for r in readings for o in (r.options if r.settled else ((),)))
    return Declaration(raw, Clarity.LIST, tuple(dict.fromkeys(options)))


def _read_one(raw: tuple[str, ...], value: str, name: str | None) -> Declaration:
    if registry.normalise(value) in _SAYS_NOTHING:
        named = registry.resolve(name) if name else None
        if named and _is_one_licence(named):
            return Declaration(raw, Clarity.NAMED, ((named,),))
        return Declaration(raw, Clarity.OTHER)
    if (known := registry.resolve(value)) is not None:
        if registry.get(known).is_family:
            return Declaration(raw, Clarity.FAMILY, family=known)
        return Declaration(raw, Clarity.CLEAR, ((known,),))
    if (choices := alternatives(value)) is not None:
        return _read_choices(raw, choices)
    clarity = Clarity.UNCATALOGUED if is_spdx_id(value) else Clarity.UNRECOGNISED
    return Declaration(raw, clarity)


def _is_one_licence(licence_id: str) -> bool:
    """Say whether an entry is a licence, and no family or word that says nothing."""
    return registry.get(licence_id).kind not in {"family", "unstated"}


def _read_choices(raw: tuple[str, ...], choices: Sequence[Sequence[str]]) -> Declaration:
    """Read an expression; a choice with an unknown part cannot be taken, so it is left out."""
    options: list[tuple[str, ...]] = []
    exceptions: dict[str, str] = {}
    for choice in choices:
        parts = [symbol.partition(WITH) for symbol in choice]
        known = [registry.resolve(base) for base, _, _ in parts]
        real = all(not exception or is_spdx_id(exception) for _, _, exception in parts)
        if not real or not all(k is not None and _is_one_licence(k) for k in known):
            options.append(())
        else:
            options.append(tuple(dict.fromkeys(k for k in known if k)))
            stated = zip(known, parts, strict=True)
            exceptions.update({k: e.casefold() for k, (_, _, e) in stated if k and e})
    distinct = tuple(dict.fromkeys(options))
    if not any(distinct):
        return Declaration(raw, Clarity.UNRECOGNISED)
    clarity = Clarity.CLEAR if len(choices) == 1 else Clarity.CHOICE
    return Declaration(raw, clarity, distinct, exceptions=tuple(exceptions.items()))


def describe(declaration: Declaration) -> str:
    """Say in a clause what is unclear about a declaration."""
    doubt = _doubt(declaration)
    return f"it states none of its own; for its parent, {doubt}" if declaration.inherited else doubt


def _doubt(declaration: Declaration) -> str:
    said = ", ".join(declaration.raw)
    if declaration.clarity is Clarity.NAMED:
        named = registry.get(declaration.options[0][0]).title
        return f"the card says {said!r} and names {named}; the text was not read"
    return _DOUBTS.get(declaration.clarity, "{said!r} is not a licence name").format(said=said)


_DOUBTS = {
    Clarity.NONE: "no licence is stated",
    Clarity.UNRECORDED: "the record holds no card, so what it states is not known",
    Clarity.OTHER: "the card says {said!r}, and nothing that was read tells which licence is meant",
    Clarity.CONFLICT: "its card, tags or licence name disagree: {said}",
    Clarity.LIST: "the card lists {said} and does not say which of them governs what",
    Clarity.FAMILY: "{said!r} names a family of licences and no one of them",
    Clarity.UNCATALOGUED: "{said} is a licence whose terms are not in the catalogue",
}
