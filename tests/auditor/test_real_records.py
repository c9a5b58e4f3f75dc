"""Whole snapshots of real records: every model is judged, none is lost, nothing raises."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from auditor.pipeline import audit
from auditor.report import Report
from auditor.reports.json import as_data
from auditor.reports.text import render_brief
from auditor.verdict import Outcome
from licences.use import Use
from scanners.evidence import Kind
from scanners.hub.demo import demo_paths
from scanners.hub.snapshots import Snapshot
from scanners.reference import Reference


def audit_all(paths: Sequence[Path]) -> tuple[Report, list[str]]:
    """Audit every model of some files."""
    source = Snapshot.open(paths)
    names = list(source.names(Kind.MODEL))
    references = [Reference(Kind.MODEL, name) for name in names]
    return audit(source, references, Use(), "2026-11-24T08:00:00Z"), names


def check_whole(report: Report, names: list[str]) -> None:
    """Every name is a subject with a verdict and a reason, and every path leads somewhere."""
    subjects = {judged.case.subject.name for judged in report.subjects}
    assert subjects == set(names)
    assert all(judged.reason for judged in report.subjects)
    ids = {component["id"] for component in as_data(report)["components"]}
    assert all(set(finding.path) <= ids for finding in report.findings)
    assert len(render_brief(report).splitlines()) == len(report.subjects)


def test_every_model_of_the_embedded_snapshot(root: Path) -> None:
    """All verdicts and all rules occur in the embedded snapshot."""
    report, names = audit_all(demo_paths())
    check_whole(report, names)
    assert 300 <= len(names) <= 600
    assert set(Counter(j.outcome for j in report.subjects)) == set(Outcome)
    pages = {page.stem for page in (root / "docs/rules").glob("*.md")}
    of_links = {"base-model-mismatch"}  # its records are older than the Hub's links
    assert {finding.rule for finding in report.findings} == pages - of_links


def test_every_model_of_a_full_snapshot(shared: Path) -> None:
    """The 1,982 full records of April 2025."""
    report, names = audit_all([shared / "hub" / "models_2025-04.jsonl.zst"])
    check_whole(report, names)
    assert len(names) == 1982
