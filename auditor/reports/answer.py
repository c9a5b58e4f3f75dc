"""The answer to one question about licences, for a person."""

from rich.text import Text

from auditor.plain import plain
from auditor.reports.page import cited, heading, new_console, paragraph, with_title, written
from auditor.verdict import Outcome, exit_code, outcome_of
from licences import registry
from licences.declaration import Declaration
from licences.judgement import Duty, Judgement, Reason, Verdict
from licences.question import Question

_COLOURS = {
    Outcome.PASS: "bold green",
    Outcome.FAIL: "bold red",
    Outcome.UNDETERMINED: "bold yellow",
}


def as_text(
    question: Question, answer: Judgement, *, width: int | None = None, colour: bool = False
) -> str:
    """Write the verdict, the reasons with their clauses, and what is owed."""
    console = new_console(width, colour=colour)
    outcome = outcome_of(answer.verdict)
    said = answer.verdict.upper().replace("_", " ")
    console.print(
        Text.assemble((f"{said}  ", _COLOURS[outcome]), plain(_asked(question))), soft_wrap=True
    )
    for reason in answer.reasons:
        paragraph(console, _told(reason), 6)
    due = [duty for duty in answer.duties if duty.due]
    if due:
        console.print()
        closed = answer.verdict is Verdict.INCOMPATIBLE
        heading(console, "A permitted use would owe" if closed else "What is owed, and by whom")
        for duty in due:
            paragraph(console, _owed(duty), 6, "  - ")
    console.print()
    console.print(Text(f"Evidence, not legal advice. Exit {int(exit_code(outcome))}"))
    return written(console)


def _asked(question: Question) -> str:
    ups = ", ".join(_named(up) for up in question.upstreams)
    if question.downstream is None:
        return f"{ups}: {question.relation}"
    return f"{ups} -> {_named(question.downstream)}, by {question.relation}"


def _named(declaration: Declaration) -> str:
    return declaration.concluded or ", ".join(declaration.raw) or "no licence"


def _told(reason: Reason) -> str:
    text = with_title(reason)
    title = registry.get(reason.licence).title if reason.licence else ""
    if not title or not text.startswith(title):
        text = text[0].upper() + text[1:]
    where = f" ({cited(reason.licence, reason.clause, reason.status)})" if reason.clause else ""
    return f"{text}{where}."


def _owed(duty: Duty) -> str:
    text = f"stay within the condition: {duty.text}" if duty.kind == "condition" else duty.text
    value = f': "{duty.value}"' if duty.kind == "notice" and duty.value else ""
    return f"{duty.who}: {text}{value} ({cited(duty.licence, duty.clause, duty.status)})"
