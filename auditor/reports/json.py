"""The report as JSON, stable under ``schema`` (docs/formats/report.md)."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from auditor import __version__
from auditor.findings import Finding
from auditor.graph import Component, Edge
from auditor.policy import Curation
from auditor.report import Judged, Owed, Report, is_community_variant, reaching
from licences.registry import CATALOGUE_VERSION
from licences.use import Use
from scanners.evidence import Evidence, Kind

SCHEMA = "auditor.report/1"


def render(report: Report) -> str:
    """Write a report as one JSON object, with a newline at the end."""
    return json.dumps(as_data(report), indent=2, ensure_ascii=False) + "\n"


def as_data(report: Report) -> dict[str, Any]:
    """Give the report as plain data in the order of the schema."""
    ids = [component.id for component in report.graph.components]
    return {
        "schema": SCHEMA,
        "tool": {
            "name": "model-lineage-auditor",
            "version": __version__,
            "catalogue": CATALOGUE_VERSION,
        },
        "generated": report.generated,
        "use": _use(report.use),
        "assumptions": list(report.assumptions),
        "verdict": report.verdict,
        "subjects": [_subject(judged) for judged in report.subjects],
        "components": [_component(report, node) for node in range(len(ids))],
        "edges": [_edge(edge, ids) for edge in report.graph.edges],
        "findings": [_finding(finding) for finding in report.findings],
        "obligations": [_obligation(owed) for owed in report.obligations],
        "unknowns": [{"subject": u.subject, "reason": u.reason} for u in report.unknowns],
        "requests": {
            "records": report.requests.records,
            "files": report.requests.files,
            "source": report.source,
        },
    }


def _use(use: Use) -> dict[str, Any]:
    return {
        "commercial": use.commercial,
        "activities": list(use.activities),
        "purpose": use.purpose,
        "role": use.role,
        "regions": list(use.regions),
        "domicile": use.domicile,
        "mau": use.mau,
        "mau_at_release": use.mau_at_release,
        "revenue_usd": use.revenue_usd,
        "revenue_usd_month": use.revenue_usd_month,
    }


def _subject(judged: Judged) -> dict[str, Any]:
    assessment = judged.case.assessment
    return {
        "id": judged.case.subject.id,
        "verdict": judged.outcome,
        "reason": judged.reason,
        "answers": {
            "use": assessment.use_answer,
            "label": assessment.label_answer,
            "obligations": assessment.obligations_answer,
            "training": assessment.training_answer,
        },
    }


def _component(report: Report, node: int) -> dict[str, Any]:
    component = report.graph.components[node]
    record = component.record
    return {
        "id": component.id,
        "kind": component.kind,
        "name": component.name,
        "hub_id": record.hub_id if record else None,
        "revision": component.sha,
        "purl": purl(component) if component.on_hub else None,
        "publisher": component.publisher,
        "state": component.state,
        "licence": {
            "declared": list(record.licence) if record else [],
            "detected": [],
            "concluded": component.declaration.concluded,
            "basis": _basis(component),
            "applies_to": "data" if component.kind is Kind.DATASET else "weights",
            "settled": _curation(component.curation),
        },
        "code_licence": None,
        "reaches": [
            {"licence": r.licence, "from": r.source, "by": list(r.relations)}
            for r in reaching(report.graph, node)
        ],
        "vetting": "unvetted" if is_community_variant(report.graph, node) else "not-applicable",
    }


def _basis(component: Component) -> str | None:
    if not component.seen:
        return None
    if component.curation is not None:
        return "settled"
    return "inherited" if component.declaration.inherited else component.declaration.clarity


def _curation(curation: Curation | None) -> dict[str, str] | None:
    if curation is None:
        return None
    return {
        "by": curation.approver,
        "on": curation.settled,
        "reason": curation.reason,
        "text_sha256": curation.text_sha256,
    }


def purl(component: Component) -> str:
    """Write a package URL; the ``huggingface`` type is for models only, so datasets are generic."""
    version = f"@{component.sha}" if component.sha else ""
    path = quote(component.name, safe="/")
    if component.kind is Kind.MODEL:
        return f"pkg:huggingface/{path}{version}"
    url = quote(f"https://huggingface.co/datasets/{component.name}", safe="/")
    return f"pkg:generic/{path}{version}?download_url={url}"


def _edge(edge: Edge, ids: list[str]) -> dict[str, Any]:
    return {
        "child": ids[edge.child],
        "parent": ids[edge.parent],
        "relation": edge.relation,
        "basis": edge.basis,
        "evidence": [_evidence(e) for e in edge.evidence],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "subject": finding.subject,
        "message": f"{finding.message} {finding.detail}".rstrip(),
        "path": list(finding.path),
        "clauses": [
            {"licence": c.licence, "clause": c.clause, "status": c.status} for c in finding.clauses
        ],
        "evidence": [_evidence(e) for e in finding.evidence],
        "remedy": finding.remedy,
        "waived_by": finding.waived_by,
    }


def _obligation(owed: Owed) -> Mapping[str, Any]:
    duty = owed.duty
    return {
        "kind": duty.kind,
        "licence": duty.licence,
        "clause": duty.clause,
        "text": f"{duty.text}: {duty.value}" if duty.kind == "notice" and duty.value else duty.text,
        "components": list(owed.components),
        "when": duty.when,
    }


def _evidence(evidence: Evidence) -> dict[str, str]:
    return {
        "source": evidence.source,
        "location": evidence.location,
        "value": evidence.value,
    }
