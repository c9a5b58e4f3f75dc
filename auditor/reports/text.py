"""The report for a person in a hurry: verdict and reason first, then what they rest on."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Console
from rich.text import Text

from auditor.findings import Finding, Severity
from auditor.graph import Component
from auditor.plain import plain
from auditor.report import Judged, Report, unknowns, unsettled
from auditor.reports.page import heading, new_console, paragraph, written
from auditor.reports.tree import rows
from auditor.verdict import Outcome, exit_code
from licences import registry
from licences.judgement import OPEN_VERDICTS, Duty, Verdict

_COLOURS = {
    Outcome.PASS: "bold green",
    Outcome.FAIL: "bold red",
    Outcome.UNDETERMINED: "bold yellow",
}
_SEVERITY_COLOURS = {
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "dim",
}
_OWING = {
    Verdict.INCOMPATIBLE: "A permitted use would owe",
    **dict.fromkeys(OPEN_VERDICTS, "As far as it can be read, the use would owe"),
}
_SHOWN_OF_A_KIND = 3
_WIDEST_NAME = 64
_WIDEST_LICENCE = 24
_MOST_NAMED = 6
_MOST_UNKNOWNS = 6
_SHA = 7


def render(report: Report, *, width: int | None = None, colour: bool = False) -> str:
    """Write a report for a terminal or a pipe.

    ``width`` is in columns (100 where it is not given). Nothing that came from the Hub can
    move the cursor or colour the text: control characters are shown as escapes.
    """
    console = new_console(width, colour=colour)
    for judged in report.subjects:
        _subject(console, report, judged)
    _closing(console, report)
    return written(console)


def render_brief(report: Report) -> str:
    """Write one line a subject: verdict, name, reason."""
    lines = (
        f"{j.outcome.upper()}  {_named(j.case.subject)}: {plain(j.reason)}" for j in report.subjects
    )
    return "\n".join(lines) + "\n"


def _subject(console: Console, report: Report, judged: Judged) -> None:
    subject = judged.case.subject
    head = Text.assemble(
        (f"{judged.outcome.upper()}  ", _COLOURS[judged.outcome]), (_named(subject), "bold")
    )
    console.print(head)
    paragraph(console, judged.reason)
    console.print()
    _lineage(console, judged)
    _findings(console, judged)
    _obligations(console, judged)
    _not_known(console, judged)


def _named(component: Component) -> str:
    sha = f" @ {component.sha[:_SHA]}" if component.sha else ""
    return plain(component.name) + sha


def _lineage(console: Console, judged: Judged) -> None:
    """Print the tree in columns; a long name pushes its columns, so that it can be copied whole."""
    heading(console, "Lineage")
    shown = list(rows(judged.case))
    names = [f"  {row.branch}{plain(row.name)}" for row in shown]
    licences = [plain(row.licence) for row in shown]
    name_width = min(max(map(len, names)), _WIDEST_NAME)
    licence_width = min(max(map(len, licences)), _WIDEST_LICENCE)
    for row, name, licence in zip(shown, names, licences, strict=True):
        line = Text(f"{name:<{name_width}}  {licence:<{licence_width}}")
        line.append(f"  {plain(row.note)}", "dim")
        console.print(line, soft_wrap=True)
    if any(row.inferred for row in shown):
        console.print(Text("  ? = how it was derived is our reading of the record", "dim"))
    console.print()


def _findings(console: Console, judged: Judged) -> None:
    if not judged.findings:
        return
    heading(console, "Findings")
    for _, same in groupby(judged.findings, key=lambda f: (f.severity, f.rule)):
        alike = list(same)
        for finding in alike[:_SHOWN_OF_A_KIND]:
            _finding(console, judged, finding)
        if len(alike) > _SHOWN_OF_A_KIND:
            rest = len(alike) - _SHOWN_OF_A_KIND
            paragraph(console, f"and {rest} more {alike[0].rule}; --format json lists them all", 10)
    console.print()


def _finding(console: Console, judged: Judged, finding: Finding) -> None:
    names = {c.id: c.name for c in judged.case.graph.components}
    path = " <- ".join(plain(names[i]) for i in finding.path)
    head = Text.assemble(
        "  ",
        (f"{finding.severity:<7} ", _SEVERITY_COLOURS[finding.severity]),
        (finding.rule, "bold"),
    )
    console.print(head)
    paragraph(console, path, 12, " " * 10)
    told_above = finding.message == judged.reason
    for text in ("" if told_above else finding.message, finding.detail, f"Fix: {finding.remedy}"):
        if text:
            paragraph(console, text, 10)


def _obligations(console: Console, judged: Judged) -> None:
    duties = judged.case.assessment.duties
    due = [duty for duty in duties if duty.due]
    later = [duty for duty in duties if not duty.due]
    if due:
        answer = judged.case.assessment.use_answer
        heading(console, _OWING.get(answer, "If you use it so you must"))
        for licence, owing in _by_licence(due):
            console.print(Text(f"  under {registry.get(licence).title}"))
            for line in dict.fromkeys(map(_duty_line, owing)):
                paragraph(console, line, 8, "    ")
    if later:
        heading(console, "If you also shared it you would have to")
        for licence, owing in _by_licence(later):
            acts = "; ".join(dict.fromkeys(f"{duty.text} ({duty.clause})" for duty in owing))
            paragraph(console, f"under {registry.get(licence).title}: {acts}", 4, "  ")
    if duties:
        console.print()


def _by_licence(duties: Iterable[Duty]) -> Iterator[tuple[str, list[Duty]]]:
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        found.setdefault(duty.licence, []).append(duty)
    yield from found.items()


def _duty_line(duty: Duty) -> str:
    when = "" if duty.when == "always" else f", when you {duty.when.replace(', ', ' or ')}"
    text = f"check the condition: {duty.text}" if duty.kind == "condition" else duty.text
    if duty.kind == "notice" and duty.value:
        text += f': "{duty.value}"'
    return f"[ ] {text}{when} ({duty.clause})"


def _not_known(console: Console, judged: Judged) -> None:
    """List what is not known; what a finding tells already is named in one line."""
    told = list(dict.fromkeys(unsettled(judged.case)))
    names = {c.id: c.name for c in judged.case.graph.components}
    lines = []
    if told:
        named = ", ".join(names[u.subject] for u in told[:_MOST_NAMED])
        rest = f" and {len(told) - _MOST_NAMED} more" if len(told) > _MOST_NAMED else ""
        lines.append(f"Licence or terms of {named}{rest}.")
    others = [u.reason for u in dict.fromkeys(unknowns(judged.case)) if u not in told]
    lines += others[:_MOST_UNKNOWNS]
    if len(others) > _MOST_UNKNOWNS:
        lines.append(f"{len(others) - _MOST_UNKNOWNS} more; --format json lists them all.")
    if not lines:
        return
    heading(console, "Not known")
    for line in lines:
        paragraph(console, line, 4, "  - ")
    console.print()


def _closing(console: Console, report: Report) -> None:
    if len(report.subjects) > 1:
        counts = (
            f"{sum(s.outcome is outcome for s in report.subjects)} {outcome}"
            for outcome in reversed(Outcome)
        )
        console.print(Text(f"{len(report.subjects)} references: {', '.join(counts)}."))
    asked = report.requests.records + report.requests.files
    times = f" ({asked:,} request{'s' if asked > 1 else ''})" if asked else ""
    seen = any(component.seen for component in report.graph.components)
    read = f"{'Read' if seen else 'Nothing was read'} from {report.source}{times}. "
    paragraph(console, read + "Assumes: " + " ".join(report.assumptions), 0)
    code = int(exit_code(report.verdict))
    console.print(Text(f"Evidence, not legal advice. Exit {code}"))
