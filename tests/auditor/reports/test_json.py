"""The JSON report keeps its schema."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from inline_snapshot import snapshot

from auditor.report import Report
from auditor.reports.json import as_data, render
from licences.use import Use

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def test_a_whole_report(audited: Audited, record: Write) -> None:
    """Every key of the schema, on a small lineage with a finding of each kind of evidence."""
    report = audited(
        "lab/child",
        record(
            "lab/child",
            "mit",
            base_model="meta-llama/Base",
            sha="a" * 40,
            _id="1",
            base_model_relation="finetune",
            datasets=["d/data"],
        ),
        record("meta-llama/Base", "llama3.1", gated="manual", author="meta-llama"),
        record("d/data", "cc-by-4.0", _kind="dataset"),
        use=Use(regions=("DE",), mau_at_release=1),
    )
    assert json.loads(render(report)) == snapshot(
        {
            "schema": "auditor.report/1",
            "tool": {"name": "model-lineage-auditor", "version": "0.1.0", "catalogue": "2026.11"},
            "generated": "2026-11-24T08:00:00Z",
            "use": {
                "commercial": True,
                "activities": ["serve"],
                "purpose": "any",
                "role": "provider",
                "regions": ["DE"],
                "domicile": None,
                "mau": None,
                "mau_at_release": 1,
                "revenue_usd": None,
                "revenue_usd_month": None,
            },
            "assumptions": [
                "Weights are protected, and the licence stated for them binds.",
                "Statements on cards are their publishers'.",
                "Commercial use includes internal use in a company.",
                "Only Hub records were read; no licence text, header or weight file.",
                "Each region given is taken as the licensee's domicile too.",
            ],
            "verdict": "fail",
            "subjects": [
                {
                    "id": "hf:lab/child@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "verdict": "fail",
                    "reason": "The card says mit; the Llama 3.1 terms of meta-llama/Base still reach these weights (Llama 3.1, 1.b.i, 5.b).",
                    "answers": {
                        "use": "compatible_with_obligations",
                        "label": "incompatible",
                        "obligations": "compatible_with_obligations",
                        "training": "clear",
                    },
                }
            ],
            "components": [
                {
                    "id": "hf-dataset:d/data",
                    "kind": "dataset",
                    "name": "d/data",
                    "hub_id": None,
                    "revision": None,
                    "purl": "pkg:generic/d/data?download_url=https%3A//huggingface.co/datasets/d/data",
                    "publisher": "d",
                    "state": "found",
                    "licence": {
                        "declared": ["cc-by-4.0"],
                        "detected": [],
                        "concluded": "cc-by-4.0",
                        "basis": "declared",
                        "applies_to": "data",
                        "settled": None,
                    },
                    "code_licence": None,
                    "reaches": [],
                    "vetting": "not-applicable",
                },
                {
                    "id": "hf:lab/child@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "kind": "model",
                    "name": "lab/child",
                    "hub_id": "1",
                    "revision": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "purl": "pkg:huggingface/lab/child@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "publisher": "lab",
                    "state": "found",
                    "licence": {
                        "declared": ["mit"],
                        "detected": [],
                        "concluded": "mit",
                        "basis": "declared",
                        "applies_to": "weights",
                        "settled": None,
                    },
                    "code_licence": None,
                    "reaches": [
                        {"licence": "llama3.1", "from": "hf:meta-llama/Base", "by": ["finetune"]}
                    ],
                    "vetting": "unvetted",
                },
                {
                    "id": "hf:meta-llama/Base",
                    "kind": "model",
                    "name": "meta-llama/Base",
                    "hub_id": None,
                    "revision": None,
                    "purl": "pkg:huggingface/meta-llama/Base",
                    "publisher": "meta-llama",
                    "state": "gated",
                    "licence": {
                        "declared": ["llama3.1"],
                        "detected": [],
                        "concluded": "llama3.1",
                        "basis": "declared",
                        "applies_to": "weights",
                        "settled": None,
                    },
                    "code_licence": None,
                    "reaches": [],
                    "vetting": "not-applicable",
                },
            ],
            "edges": [
                {
                    "child": "hf:lab/child@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "parent": "hf-dataset:d/data",
                    "relation": "trained-on",
                    "basis": "declared",
                    "evidence": [
                        {"source": "hub", "location": "cardData.datasets", "value": "d/data"}
                    ],
                },
                {
                    "child": "hf:lab/child@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "parent": "hf:meta-llama/Base",
                    "relation": "finetune",
                    "basis": "declared",
                    "evidence": [
                        {
                            "source": "hub",
                            "location": "cardData.base_model",
                            "value": "meta-llama/Base",
                        },
                        {
                            "source": "hub",
                            "location": "cardData.base_model_relation",
                            "value": "finetune",
                        },
                    ],
                },
            ],
            "findings": [
                {
                    "rule": "relicensed-derivative",
                    "severity": "high",
                    "confidence": "high",
                    "subject": "hf:lab/child@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "message": "The card says mit; the Llama 3.1 terms of meta-llama/Base still reach these weights (Llama 3.1, 1.b.i, 5.b). The Llama 3.1 agreement goes along with what is made from it; MIT is not it. Not carried by the label: licence copy (1.b.i), notice (1.b.iii), use restrictions (1.b.iv), credit to display (1.b.i), name prefix (1.b.i), limit of 700,000,000 monthly active users (2).",
                    "path": [
                        "hf:lab/child@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                        "hf:meta-llama/Base",
                    ],
                    "clauses": [
                        {"licence": "llama3.1", "clause": "1.b.i", "status": "verified"},
                        {"licence": "llama3.1", "clause": "5.b", "status": "verified"},
                        {"licence": "llama3.1", "clause": "1.b.iii", "status": "verified"},
                        {"licence": "llama3.1", "clause": "1.b.iv", "status": "verified"},
                        {"licence": "llama3.1", "clause": "2", "status": "verified"},
                    ],
                    "evidence": [
                        {"source": "hub", "location": "cardData.license", "value": "mit"},
                        {"source": "hub", "location": "cardData.license", "value": "llama3.1"},
                        {
                            "source": "hub",
                            "location": "cardData.base_model",
                            "value": "meta-llama/Base",
                        },
                        {
                            "source": "hub",
                            "location": "cardData.base_model_relation",
                            "value": "finetune",
                        },
                    ],
                    "remedy": "Treat it as under Llama 3.1 and keep its terms, take meta-llama/Base (which shows Llama 3.1), or ask lab to name the licence.",
                    "waived_by": None,
                }
            ],
            "obligations": [
                {
                    "kind": "licence-copy",
                    "licence": "mit",
                    "clause": "para 2",
                    "text": "keep the copyright notice and the permission notice in all copies",
                    "components": ["hf:lab/child@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
                    "when": "redistribute",
                },
                {
                    "kind": "licence-copy",
                    "licence": "llama3.1",
                    "clause": "1.b.i",
                    "text": "ship a copy of the agreement",
                    "components": ["hf:meta-llama/Base"],
                    "when": "serve",
                },
                {
                    "kind": "notice",
                    "licence": "llama3.1",
                    "clause": "1.b.iii",
                    "text": "keep the Notice text file with its attribution line in all copies of the materials: Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.",
                    "components": ["hf:meta-llama/Base"],
                    "when": "redistribute",
                },
                {
                    "kind": "use-policy",
                    "licence": "llama3.1",
                    "clause": "1.b.iv",
                    "text": "follow the acceptable use policy",
                    "components": ["hf:meta-llama/Base"],
                    "when": "always",
                },
                {
                    "kind": "indemnity",
                    "licence": "llama3.1",
                    "clause": "5.c",
                    "text": "indemnify Meta against claims of others over your use or distribution",
                    "components": ["hf:meta-llama/Base"],
                    "when": "always",
                },
                {
                    "kind": "display",
                    "licence": "llama3.1",
                    "clause": "1.b.i",
                    "text": 'show "Built with Llama" on a related website, user interface, blog post, about page or product documentation',
                    "components": ["hf:meta-llama/Base"],
                    "when": "serve",
                },
                {
                    "kind": "attribution",
                    "licence": "cc-by-4.0",
                    "clause": "3(a)(1)",
                    "text": "credit the dataset, in the cautious reading",
                    "components": ["hf-dataset:d/data"],
                    "when": "redistribute",
                },
            ],
            "unknowns": [
                {
                    "subject": "hf:meta-llama/Base",
                    "reason": "meta-llama/Base is gated: its licence was read from its record alone.",
                }
            ],
            "requests": {"records": 0, "files": 0, "source": "snapshot models.jsonl"},
        }
    )


def test_two_runs_are_the_same_bytes(audited: Audited, record: Write) -> None:
    """Nothing but the inputs decides the text."""
    records = (record("a/child", "mit", base_model="gone/base"),)
    assert render(audited("a/child", *records)) == render(audited("a/child", *records))


def test_states_of_what_was_not_seen(audited: Audited, record: Write) -> None:
    """A component that was not seen has a state and no licence basis."""
    data = json.loads(render(audited("a/child", record("a/child", "mit", base_model="gone/b"))))
    gone = next(c for c in data["components"] if c["name"] == "gone/b")
    assert (gone["state"], gone["licence"]["basis"], gone["hub_id"]) == (
        "not-in-snapshot",
        None,
        None,
    )
    assert [e["basis"] for e in data["edges"]] == ["inferred"]


def test_what_is_no_repository_has_no_package_url(audited: Audited, record: Write) -> None:
    """A path on somebody's machine is written as one."""
    report = audited("a/x", record("a/x", "mit", base_model="/home/joe/ckpt"))
    component = next(c for c in as_data(report)["components"] if c["name"] == "/home/joe/ckpt")
    assert (component["id"], component["purl"], component["publisher"]) == (
        "path:/home/joe/ckpt",
        None,
        None,
    )


@pytest.mark.parametrize("licence", ["mit", None])
def test_a_basis_says_whose_statement_it_is(
    audited: Audited, record: Write, licence: str | None
) -> None:
    """A copy without a statement of its own has its parent's."""
    base = record("b/base", "mit")
    copy = record("q/x", licence, base_model="b/base", base_model_relation="quantized")
    components = as_data(audited("q/x", copy, base))["components"]
    basis = {c["name"]: c["licence"]["basis"] for c in components}
    assert basis == {"b/base": "declared", "q/x": "declared" if licence else "inherited"}


def test_a_long_way_names_each_relation_once(audited: Audited, record: Write) -> None:
    """How the terms came is told by kinds, not by hops."""
    chain = [record(f"a/m{n}", "mit", base_model=f"a/m{n + 1}") for n in range(6)]
    data = as_data(audited("a/m0", *chain, record("a/m6", "gemma")))
    first = next(c for c in data["components"] if c["name"] == "a/m0")
    assert [r["by"] for r in first["reaches"]] == [["finetune"]] * 6
