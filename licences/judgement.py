"""The six answers that a licence question can have, and what each rests on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from licences.licence import Licence, Status, Term


class Verdict(StrEnum):
    """An answer, listed from strict to free."""

    INCOMPATIBLE = "incompatible"
    UNKNOWN = "unknown"
    """No grant can be identified. Never green."""
    REVIEW = "review"
    """Disputed or silent: both readings are shown."""
    OBLIGATION_VIOLATED = "obligation_violated"
    """A given fact proves that a duty is unmet."""
    COMPATIBLE_WITH_OBLIGATIONS = "compatible_with_obligations"
    COMPATIBLE = "compatible"
    """Nothing is owed and no condition is left."""


STRICTNESS = tuple(Verdict)
OPEN_VERDICTS = frozenset({Verdict.UNKNOWN, Verdict.REVIEW})
"""Answers that leave a question undetermined."""
_RANK = {verdict: rank for rank, verdict in enumerate(STRICTNESS)}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer is what it is: the licence version, the clause, and one sentence.

    ``firm`` is false where the clause is read onto something that it does not name (a code
    licence on weights, an adapter file that may hold no parent weights).
    """

    verdict: Verdict
    licence: str
    clause: str
    status: Status
    text: str
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do, or a condition to stay within.

    ``when`` is the activity that brings it about (``always`` where any use does); a size that
    was not given makes a duty of kind ``condition``. ``value`` is a text that must appear
    exactly, else empty. ``due`` is false for a duty that the use does not bring about, but that
    sharing the work would.
    """

    kind: str
    licence: str
    clause: str
    status: Status
    text: str
    when: str
    value: str = ""
    due: bool = True

    @property
    def who(self) -> str:
        """Whom the duty binds: whoever does what brings it about."""
        return " or ".join(f"whoever {_DOES[act]}" for act in self.when.split(", "))


_DOES = MappingProxyType(
    {
        "always": "uses it",
        "internal": "uses it",
        "serve": "offers it as a service",
        "redistribute": "passes it on",
        "finetune": "changes it",
        "train-on-outputs": "trains on its outputs",
        "embed": "builds it into a product",
    }
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """An answer with its reasons (strictest first) and the duties that come with it."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    duties: tuple[Duty, ...] = ()

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The reasons that bear the verdict itself."""
        return tuple(r for r in self.reasons if r.verdict == self.verdict)

    @property
    def unread(self) -> tuple[Reason, ...]:
        """The deciding reasons that rest on a term of a known licence that was not read."""
        return tuple(r for r in self.deciding if r.licence and r.status is not Status.VERIFIED)


def reason_of(
    verdict: Verdict, licence: Licence, term: Term, text: str, *, firm: bool = True
) -> Reason:
    """Make a reason that rests on one term of a licence."""
    return Reason(verdict, licence.id, term.clause, term.status, text, firm)


def strictest(verdicts: Iterable[Verdict]) -> Verdict:
    """Give the strictest of several answers; ``compatible`` where there is none."""
    return min(verdicts, key=_RANK.__getitem__, default=Verdict.COMPATIBLE)


def freest(judgements: Iterable[Judgement]) -> Judgement:
    """Give the freest of several judgements, the first of equals."""
    return max(judgements, key=lambda j: _RANK[j.verdict])


def conclude(reasons: Iterable[Reason] = (), duties: Iterable[Duty] = ()) -> Judgement:
    """Make a judgement: the strictest reason decides, and a duty that is due is an obligation."""
    told = dict.fromkeys(_as_sure_as_its_source(reason) for reason in reasons)
    ordered = tuple(sorted(told, key=lambda r: _RANK[r.verdict]))
    owed = tuple(dict.fromkeys(duties))
    verdict = strictest(r.verdict for r in ordered)
    if verdict is Verdict.COMPATIBLE and any(duty.due for duty in owed):
        verdict = Verdict.COMPATIBLE_WITH_OBLIGATIONS
    return Judgement(verdict, ordered, owed)


def _as_sure_as_its_source(reason: Reason) -> Reason:
    """Soften what would accuse on somebody else's summary of a text alone."""
    accuses = reason.verdict in {Verdict.INCOMPATIBLE, Verdict.OBLIGATION_VIOLATED}
    if accuses and reason.status is not Status.VERIFIED:
        return replace(reason, verdict=Verdict.REVIEW)
    return reason


def both(judgements: Iterable[Judgement]) -> Judgement:
    """Join answers that all apply at once."""
    every = tuple(judgements)
    return conclude((r for j in every for r in j.reasons), (d for j in every for d in j.duties))
