"""What a dataset's terms mean for a model that was trained on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from licences import registry
from licences.declaration import Declaration, describe
from licences.judgement import Duty, Judgement, Reason, Verdict, conclude
from licences.licence import Licence, Status
from licences.use import Use


class Training(StrEnum):
    """The answer on training data, from strict to free."""

    BARRED = "barred"
    """A text that reaches the trained model forbids this use."""
    UNKNOWN = "unknown"
    DISPUTED = "disputed"
    """The law is unsettled; both readings are shown."""
    CLEAR = "clear"


_RANK = {answer: rank for rank, answer in enumerate(Training)}


@dataclass(frozen=True, slots=True)
class TrainingJudgement:
    """What one licence of a dataset means for the model: answer, clause, sentence, credits owed."""

    answer: Training
    licence: str
    clause: str
    status: Status
    text: str
    duties: tuple[Duty, ...] = ()


def strictest_training(answers: Iterable[Training]) -> Training:
    """Give the strictest answer; ``clear`` where no dataset is stated."""
    return min(answers, key=_RANK.__getitem__, default=Training.CLEAR)


def may_train(declaration: Declaration, use: Use) -> TrainingJudgement:
    """Judge a dataset's licence field.

    A choice takes its freest meaning; several meanings of an unsettled field are ``disputed``
    where all of them are known, else ``unknown``.
    """
    options = [_strictest_of(option, use) for option in declaration.options]
    if not options or (not declaration.settled and not all(declaration.options)):
        text = describe(declaration)
        return TrainingJudgement(Training.UNKNOWN, "", "", Status.UNKNOWN, text)
    if declaration.settled:
        return max(options, key=lambda j: _RANK[j.answer])
    strict = min(options, key=lambda j: _RANK[j.answer])
    answer = Training.UNKNOWN if strict.answer is Training.UNKNOWN else Training.DISPUTED
    text = f"{describe(declaration)}; strictest reading: {strict.text}"
    return TrainingJudgement(answer, strict.licence, strict.clause, strict.status, text)


def _strictest_of(option: tuple[str, ...], use: Use) -> TrainingJudgement:
    judged = [train_under(registry.get(i), use) for i in option]
    unknown = TrainingJudgement(Training.UNKNOWN, "", "", Status.UNKNOWN, "licence not known")
    return min(judged, key=lambda j: _RANK[j.answer], default=unknown)


_KEPT = 16_384
"""Answers kept: more than a large lineage asks for, and bounded for a long batch."""


@lru_cache(maxsize=_KEPT)
def train_under(licence: Licence, use: Use) -> TrainingJudgement:
    """Judge what one licence of a dataset means for a model that was trained on it.

    A limit to non-commercial purposes leaves unpaid training with the credit that is owed.
    """
    rule = licence.terms.results
    if rule.status is Status.UNKNOWN:
        text = f"what {licence.title} means for a trained model is not known"
        return TrainingJudgement(Training.UNKNOWN, licence.id, "", Status.UNKNOWN, text)
    answer, text = Training.CLEAR, f"{licence.title} leaves trained models free"
    duties: tuple[Duty, ...] = ()
    unpaid = not use.commercial and "non-commercial" in rule.exempt
    if rule.value == "attribution" or unpaid:
        text = f"{licence.title} asks for credit"
        duties = (
            Duty(
                "attribution",
                licence.id,
                rule.clause,
                rule.status,
                "credit the dataset, in the cautious reading",
                "redistribute",
                due=use.does("redistribute", "embed"),
            ),
        )
    elif rule.value == "disputed" and _unshared(licence, use):
        text = f"{licence.title} binds what is shared, and nothing is"
    elif rule.value == "disputed":
        answer, text = Training.DISPUTED, rule.note or f"{licence.title} is silent on training"
    elif rule.value == "barred":
        answer, text = Training.BARRED, rule.note or f"{licence.title} forbids training"
    return TrainingJudgement(answer, licence.id, rule.clause, rule.status, text, duties)


_BIND_ON_SHARING = frozenset({"share-alike", "copyleft", "weak-copyleft"})


def _unshared(licence: Licence, use: Use) -> bool:
    """Say whether terms that bind on sharing are not brought about, whatever a model is."""
    return licence.kind in _BIND_ON_SHARING and not use.does("redistribute", "serve", "embed")


_VERDICTS = {
    Training.BARRED: Verdict.INCOMPATIBLE,
    Training.UNKNOWN: Verdict.UNKNOWN,
    Training.DISPUTED: Verdict.REVIEW,
}


def judge_training(licence: Licence, use: Use) -> Judgement:
    """Give the answer on training as one of the six verdicts."""
    judged = train_under(licence, use)
    verdict = _VERDICTS.get(judged.answer)
    reason = verdict and Reason(verdict, licence.id, judged.clause, judged.status, judged.text)
    return conclude([reason] if reason else [], judged.duties)
