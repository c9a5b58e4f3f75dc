"""Whether somebody has put a condition of his own into or beside a permissive text.

Such a text reads like the permissive one word for word, and is another licence: a title that says
"MIT License", the body of MIT, and a sentence behind it on large users. What is not the licence's
own is looked through for words that limit or oblige.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from licences.fingerprints import Fingerprints
from licences.place import Place
from licences.words import RUN, Words, hashes

_NEAR, _FAR = 70, 200
"""How many words beside a text may belong to it: an ordinary sentence, and one that must."""
_HEADING = re.compile(r"\n\n(?:#{1,6}\s|.*\n[=-]{3,}\s*\n)")
_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n(?: ?\n)+")
_BARRIER = "§"
"""Stands where the licence's own words were; no phrase reaches across it."""


def _phrases(pattern: str) -> re.Pattern[str]:
    """Compile phrases as group 1, and with them the rest of the sentence."""
    within = pattern.replace(r"\W", rf"[^\w.;{_BARRIER}]")
    return re.compile(rf"({within})[^.;{_BARRIER}]{{0,80}}", re.IGNORECASE | re.VERBOSE)


_OBJECT = (
    r"(?:software|works?|models?|weights|code|materials?|products?|services?|derivatives?"
    r"|outputs?|licen[sc]\w+|copyright|name|author|attribution|permission|interface|notice|it)"
)
_WORDS = r"""
    non\W?commercial\w* | evil | revenues? | monthly\W+active | commons\W+clause
    | modified\W+(?:mit|apache) | (?:only|sole)\W+modification | \d+\W+employees
    | (?:yearly|annual|monthly)\W+fees? | armed\W+forces
    | (?:non|nicht)?\W?(?:co[m]?mercial(?:es?)?|kommerziell\w*) (?<!commercial)
    | \w*(?:商业|商用)\w*
    | military | weapons? | surveillance | commercial\W+(?:use|products?|users?|licen[sc]e)
"""
_ALONE = _phrases(rf"\b(?:{_WORDS})\b")
_ALWAYS = _phrases(
    rf"""\b(?:{_WORDS}
    | royalt(?:y|ies) | right\W+to\W+sell
    | additional\W+(?:\w+\W+)?(?:terms?|conditions?|restrictions?|requirements?|clauses?)
    | following\W+(?:additional|further|extra|special)
    | (?:subject|according)\W+to\W+the\W+following
    | with\W+the\W+following\W+(?:\w+\W+)?(?:modifications?|conditions?|restrictions?|changes)
    | (?:is|are|be|strictly|expressly)\W+(?:prohibited|forbidden|disallowed|banned|restricted)
    | not\W+(?:be\W+)?(?:allowed|permitted|authori[sz]ed)
    | (?:commercial|separate|paid)\W+(?:licen[sc]e|agreement)
    | (?:no|not\W+for|without|any|all)\W+(?:\w+\W+){{0,2}}commercial
    | commercial\W+(?:purposes?|companies|organi[sz]ations?)
    | (?:only|solely|exclusively|strictly)\W+(?:\w+\W+){{0,4}}
      (?:research|academic|educational|personal|evaluation|internal)
    | (?:research|academic|educational|personal|evaluation|internal)\W+
      (?:\w+\W+){{0,3}}(?:only|solely|exclusively)
    | competing\W+(?:\w+\W+)?(?:products?|services?|models?)
    | (?:not|no)\W+(?:be\W+)?(?:granted|licensed)
    | requires?\W+(?:\w+\W+){{0,3}}(?:consent|permission|approval|agreement|licen[sc]e)
    | prior\W+written\W+(?:permission|consent|approval)
    )\b"""
)
_PAPER = (
    r"(?:notices?|names?|copyright|attribution|authors?|licen[sc]\w+|permission|consent|approval"
    r"|credits?|logo|link|agreement|fees?)"
)
_MODAL = r"(?:shall|must|(?:is|are)\W+(?:required|obliged|obligated)\W+to|agrees?\W+(?:not\W+)?to)"
_BESIDE = _phrases(
    rf"""\b(?:
      (?:may|shall|must)\W?not\W+(?:\w+\W+){{0,4}}
      (?:use|used|using|distribut\w+|sell|sold|sublicen\w+|redistribut\w+|train\w*|compete|remove
         |offer|host\w*|modif\w+|share|shared)\b
    | {_OBJECT}\W+(?:\w+\W+){{0,6}}?(?:may|shall|must|can)\W?(?:only|not)\W+(?:\w+\W+){{0,2}}
      (?:use|used|distribut\w+|sold|sublicen\w+|redistribut\w+|modif\w+|shared?|offered|made)\b
    | (?:used?|distributed)\W+only\W+(?:for|if|when|in|by)\b
    | shall\W+(?:\w+\W+){{0,4}}(?:be\W+used|use|display|include|obtain|pay|credit|not)\b
    | {_MODAL}\W+(?:\w+\W+){{0,3}}
      (?:display|credit|attribute|acknowledge|disclose|publish|shar(?:e|ing)|pa(?:y|id)|notify|mention
         |name|cite|send|give|buy|donate|inform|register)
      \w*\W+(?:\w+\W+){{0,10}}?{_OBJECT}\b
    | {_MODAL}\W+(?:\w+\W+){{0,3}}
      (?:include|obtain|retain|request|carry|bear|contain|keep|reproduce|provide|comply)
      \w*\W+(?:\w+\W+){{0,10}}?{_PAPER}\b
    )"""
)
_STATES = re.compile(
    r"\b(?:shall|must|may|can|cannot|will|should|is|are|be|ends?|has|have|needs?|do|does|only|not"
    r"|never|no|agrees?|requires?|required|provided|if|unless|except)\b",
    re.IGNORECASE,
)
"""Words without which hardly a sentence says anything about what one may do."""
_HARMLESS = re.compile(
    r"copyright|rights\s+reserved|licen[sc]ed\s+under|licen[sc]e\s+(?:text|file|can\s+be)|https?:"
    r"|see\s+the|copy\s+of|this\s+(?:file|project|repository)",
    re.IGNORECASE,
)
_RULES = re.compile(
    r"\b(?:shall|must|may|cannot|not|never|no|only|agrees?|requires?|required|provided|unless"
    r"|except|owes?|pays?|paid|ha(?:s|ve)\s+to|needs?\s+to|excluded|withdrawn|lapses|expires|carry"
    r"|carries|prohibido|prohibida|interdite?|verboten)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:software|models?|weights|works?|outputs?|derivatives?|products?|services?|licen[sc]\w+"
    r"|us(?:e|es|ed|ing)|distribut\w+|sell\w*|sold|commercial\w*|money|fees?|permission|licensees?|rights?|copies|names|uso|utilisation|nutzung)\b",
    re.IGNORECASE,
)
"""Prose around a licence says much; a condition rules something, and speaks of the work."""
_NAMELESS = frozenset({"mit", "unlicense"})
"""Texts that leave no place for a name or an organisation inside."""
_SENTENCE = re.compile(r"[.;]\s|\n\s*\n|" + _BARRIER)
_BARE = 40
"""With so few words beside it a text stands in a file of its own, where a rule has no business."""
_WHOLE = 0.85
"""So many shingles a word are there where no word was lost; each one lost takes four along."""
_ROW = 5
_NEW = 3
"""So many words that the licence does not use are a sentence put in, if it states something."""
_LONG_BESIDE, _LONG_INSIDE = 7, 14
"""So long a sentence need state nothing in the words we know; names of holders are shorter."""


def limited(words: Words, place: Place, others: Iterable[Place], known: Fingerprints) -> bool:
    """Tell whether words in or beside a text limit or oblige and are not the licence's own.

    ``others`` are the places of other licences: what they say is theirs. A licence that nobody
    is known to append to is never limited.
    """
    return place.licence in known.vocabulary and _Residue(words, place, others, known).limits()


def _in_a_row(held: list[bool]) -> list[bool]:
    """Leave out shingles that anybody might write: those that stand nearly alone."""
    runs = ((own, len(list(run))) for own, run in groupby(held))
    return [own and length >= _ROW for own, length in runs for _ in range(length)]


def _spread(held: list[bool]) -> list[bool]:
    """Tell of each word whether a shingle holds it."""
    words = [False] * (len(held) + RUN - 1)
    for n, own in enumerate(held):
        if own:
            words[n : n + RUN] = [True] * RUN
    return words


class _Residue:
    """What stands in and beside a text and is not the licence's own."""

    def __init__(
        self, words: Words, place: Place, others: Iterable[Place], known: Fingerprints
    ) -> None:
        self._words = words
        self._place = place
        self._own = known.vocabulary[place.licence]
        apart = [(o.first, o.last) for o in others if o.last < place.first or place.last < o.first]
        begin = max((last + 1 for _, last in apart if last < place.first), default=0)
        end = min((first for first, _ in apart if first > place.last), default=len(words.words))
        begin = self._begin = max(begin, place.first - _FAR)
        self._end = min(end, place.last + 1 + _FAR)
        texts = known.texts_of(place.licence)
        held = self._held(known.groups_of(texts), known)
        within = held[place.first - begin : place.last + 2 - RUN - begin]
        self._whole = sum(within) >= _WHOLE * sum(_spread(within))
        self._foreign = [not own for own in _spread(_in_a_row(held) if self._whole else held)]
        self._bare = len(self._foreign) - place.length <= _BARE
        self._first, self._end_of_own = self._edges()

    def _held(self, groups: frozenset[int], known: Fingerprints) -> list[bool]:
        """Tell of each shingle from begin to end whether it is the licence's."""
        shingles = self._words.shingles[self._begin : max(self._end - RUN + 1, 0)]
        return [known.owners.get(shingle) in groups for shingle in shingles]

    def _edges(self) -> tuple[int, int]:
        """Give the place without words at its ends that are the licence's by chance alone."""
        own = [
            place
            for place in range(self._place.first, self._place.last + 1)
            if not self._foreign[place - self._begin]
        ]
        return own[0], own[-1] + 1

    def limits(self) -> bool:
        """Tell whether a phrase says so, or a whole sentence was put in."""
        first, end = self._first, self._end_of_own
        before, inside, after = (
            self._text(self._begin, first),
            self._text(first, end),
            self._text(end, self._end),
        )
        near_before = _HEADING.split(self._text(max(self._begin, first - _NEAR), first))[-1]
        near_after = _HEADING.split(self._text(end, min(self._end, end + _NEAR)))[0]
        return (
            any(self._says(_ALWAYS, text, pairs=True) for text in (before, after))
            or any(self._says(_BESIDE, text, pairs=True) for text in (near_before, near_after))
            or self._says(_ALONE, inside, pairs=False)
            or (self._whole and self._says(_ALWAYS, inside, pairs=True))
            or (self._whole and self._says(_BESIDE, inside, pairs=True))
            or (self._whole and any(map(self._is_put_in, inside.split(_BARRIER))))
            or (
                self._bare
                and any(map(self._is_out_of_place, _SENTENCE.split(before + _BARRIER + after)))
            )
        )

    def _text(self, begin: int, end: int) -> str:
        """Give what stands between two places, with a barrier for what is the licence's own."""
        return _BARRIER.join(self._runs(begin, end))

    def _runs(self, begin: int, end: int) -> Iterator[str]:
        start = begin
        for place in range(begin, end + 1):
            if place == end or not self._foreign[place - self._begin]:
                if start < place:
                    said = _BLANKS.sub(" ", self._words.between(start, place))
                    yield _EMPTY_LINES.sub("\n\n", said)
                start = place + 1

    def _says(self, phrases: re.Pattern[str], text: str, *, pairs: bool) -> bool:
        """Tell whether a phrase is there that the licence does not use itself.

        With ``pairs``, a pair of words that the licence has not in its text makes a phrase, and
        the rest of the sentence counts. That would find too much where words were lost.
        """
        return any(
            not self._own.issuperset(self._hashed(found.group(0 if pairs else 1), pairs=pairs))
            for found in phrases.finditer(text)
        )

    def _adds(self, sentence: str, long: int) -> bool:
        words = self._hashed(sentence, pairs=False)
        states = len(words) >= long or _STATES.search(sentence)
        return bool(states) and len(set(words) - self._own) >= _NEW

    def _is_put_in(self, words: str) -> bool:
        """Tell whether words inside a text are a sentence, or any at all in one without names."""
        if (
            self._place.licence in _NAMELESS
            and len({*self._hashed(words, pairs=False)} - self._own) > 1
        ):
            return True
        return self._adds(words, _LONG_INSIDE)

    def _is_out_of_place(self, sentence: str) -> bool:
        """Tell whether a sentence beside the text rules what one may do with the work."""
        rules = _RULES.search(sentence) is not None and _ABOUT.search(sentence) is not None
        return rules and self._adds(sentence, _LONG_BESIDE) and not _HARMLESS.search(sentence)

    def _hashed(self, text: str, *, pairs: bool) -> list[int]:
        words = Words(text).words
        return hashes(words, 1) + (hashes(words, 2) if pairs else [])
