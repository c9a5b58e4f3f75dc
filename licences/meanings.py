"""Ask a question of every meaning that a declaration can have, and join the answers."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from licences import registry
from licences.declaration import Clarity, Declaration, describe
from licences.judgement import STRICTNESS, Judgement, Reason, Verdict, both, conclude, freest
from licences.licence import Licence, Status


def judge_declaration(declaration: Declaration, ask: Callable[[Licence], Judgement]) -> Judgement:
    """Ask a question of every meaning of a declaration and join the answers.

    A choice takes its freest meaning. An unsettled declaration is at best ``review``. A list
    stays ``incompatible`` where every meaning of it is, since the doubt then changes nothing; a
    mere name of a text that was not read does not. A family is ``review`` with the strictest of its
    members' readings: it may mean others too, so it is never barred for certain.
    """
    if not declaration.options:
        return _whichever(declaration, ask)
    answers = [
        both(_excepted(declaration, i, ask(registry.get(i))) for i in option)
        if option
        else unknown(describe(declaration))
        for option in declaration.options
    ]
    if declaration.settled:
        return freest(answers)
    if declaration.clarity is not Clarity.NAMED and all(
        a.verdict is Verdict.INCOMPATIBLE for a in answers
    ):
        return both(answers)
    return _open(declaration, answers)


def _open(declaration: Declaration, answers: Sequence[Judgement]) -> Judgement:
    """Show every reading of a declaration that settles nothing; unknown where one of them is."""
    if any(_is_unknown(answer) for answer in answers):
        return unknown(describe(declaration))
    doubt = Reason(Verdict.REVIEW, "", "", Status.VERIFIED, describe(declaration))
    readings = (
        Reason(Verdict.REVIEW, r.licence, r.clause, r.status, r.text)
        for a in answers
        for r in a.reasons
        if r.verdict in {Verdict.INCOMPATIBLE, Verdict.REVIEW}
    )
    return conclude((doubt, *readings), (d for a in answers for d in a.duties))


def _is_unknown(answer: Judgement) -> bool:
    return any(reason.verdict is Verdict.UNKNOWN for reason in answer.reasons)


def _whichever(declaration: Declaration, ask: Callable[[Licence], Judgement]) -> Judgement:
    """Answer for a field with no meaning of its own: unknown, or a family at its worst."""
    members = registry.get(declaration.family).members if declaration.family else ()
    answers = [ask(registry.get(member)) for member in members]
    if not answers or any(_is_unknown(answer) for answer in answers):
        return unknown(describe(declaration))
    strict = min(answers, key=lambda answer: STRICTNESS.index(answer.verdict))
    return _open(declaration, [conclude(strict.reasons)])


def _excepted(declaration: Declaration, licence_id: str, answer: Judgement) -> Judgement:
    """Leave open what a licence bars that is stated with an exception, which only adds rights."""
    exception = dict(declaration.exceptions).get(licence_id)
    if exception is None:
        return answer
    doubt = f"; the exception {exception} may allow it, and its text is not read here"
    reasons = (
        replace(r, verdict=Verdict.REVIEW, text=r.text + doubt)
        if r.verdict is Verdict.INCOMPATIBLE
        else r
        for r in answer.reasons
    )
    return conclude(reasons, answer.duties)


def unknown(text: str) -> Judgement:
    """Answer that no grant can be identified, and why."""
    return conclude([Reason(Verdict.UNKNOWN, "", "", Status.UNKNOWN, text)])
