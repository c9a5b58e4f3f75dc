"""Every rule's finding as a reader gets it, to the letter: a change of wording shows in review."""

from collections.abc import Callable
from typing import Any

from inline_snapshot import snapshot

from auditor.findings import Finding
from auditor.report import Report
from licences.use import Use

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def told(report: Report, rule: str) -> list[str]:
    """A rule's findings, a line for each thing that they say."""
    return [line for f in report.findings if f.rule == rule for line in _lines(f)]


def _lines(finding: Finding) -> list[str]:
    clauses = [f"{c.licence} {c.clause} {c.status}" for c in finding.clauses]
    evidence = [f"{e.source} {e.location}={e.value}" for e in finding.evidence]
    return [
        f"{finding.severity}/{finding.confidence} {' <- '.join(finding.path)}",
        finding.message,
        *([finding.detail] if finding.detail else []),
        f"Fix: {finding.remedy}",
        f"Clauses: {'; '.join(clauses)}",
        f"Evidence: {'; '.join(evidence)}",
    ]


def test_dataset_terms(audited: Audited, record: Write) -> None:
    """Disputed, not known, and not seen."""
    report = audited(
        "a/m",
        record("a/m", "mit", datasets=["d/nc", "d/none", "d/gone"]),
        record("d/nc", "cc-by-nc-4.0", _kind="dataset"),
        record("d/none", _kind="dataset"),
    )
    assert told(report, "dataset-terms") == snapshot(
        [
            "medium/medium hf:a/m <- hf-dataset:d/gone",
            "Training data of unknown terms: d/gone is not in the snapshot.",
            "Fix: Find out the dataset's licence; until then this is an open condition.",
            "Clauses: ",
            "Evidence: hub cardData.datasets=d/gone",
            "medium/high hf:a/m <- hf-dataset:d/nc",
            "d/nc: whether training for a commercial model exercises a right that is licensed for NonCommercial purposes only is unsettled (CC BY-NC 4.0, 2(a)(1)).",
            "Fix: Decide which reading you follow: that the dataset's terms end with the data, or that they reach the model.",
            "Clauses: cc-by-nc-4.0 2(a)(1) verified",
            "Evidence: hub cardData.license=cc-by-nc-4.0; hub cardData.datasets=d/nc",
            "medium/medium hf:a/m <- hf-dataset:d/none",
            "Training data of unknown terms: d/none: no licence is stated.",
            "Fix: Find out the dataset's licence; until then this is an open condition.",
            "Clauses: ",
            "Evidence: hub cardData.datasets=d/none",
        ]
    )


def test_lineage_cycle(audited: Audited, record: Write) -> None:
    """Two that descend from each other, and one from itself."""
    report = audited(
        ["a/x", "s/elf"],
        record("a/x", "mit", base_model="a/y"),
        record("a/y", "mit", base_model="a/x"),
        record("s/elf", "mit", base_model="s/elf"),
    )
    assert told(report, "lineage-cycle") == snapshot(
        [
            "medium/high hf:a/x",
            "a/x, a/y are stated to descend from each other.",
            "Fix: At least one of these statements is wrong; ask the publishers which.",
            "Clauses: ",
            "Evidence: hub cardData.base_model=a/y; hub cardData.base_model=a/x",
            "low/high hf:s/elf",
            "s/elf names itself as what it was made from.",
            "Fix: What it was really made from is not stated; ask the publisher.",
            "Clauses: ",
            "Evidence: hub cardData.base_model=s/elf",
        ]
    )


def test_unverified_base_model(audited: Audited, record: Write) -> None:
    """Each state that a base can be in, unseen, and an adapter that names none."""
    report = audited(
        ["a/1", "a/2", "a/3", "a/4", "lora"],
        record("a/1", "mit", base_model="gone/base"),
        record("a/2", "mit", base_model="dead/base"),
        {"id": "dead/base", "_state": "missing-or-private"},
        record("a/3", "mit", base_model="down/base"),
        {"id": "down/base", "_state": "unreachable"},
        record("a/4", "mit", base_model="my own model"),
        record("lora", "mit", library_name="peft"),
    )
    assert told(report, "unverified-base-model") == snapshot(
        [
            "medium/medium hf:a/1 <- hf:gone/base",
            "a/1 names gone/base as what it was made from, and gone/base is not in the snapshot; its licence is not known.",
            "Fix: Audit it against a newer or fuller source of records.",
            "Clauses: ",
            "Evidence: hub cardData.base_model=gone/base",
            "medium/medium hf:a/2 <- hf:dead/base",
            "a/2 names dead/base as what it was made from, and dead/base is missing on the Hub or private; its licence is not known.",
            "Fix: Ask a which model it was made from, or log in if it is private and you have access.",
            "Clauses: ",
            "Evidence: hub cardData.base_model=dead/base",
            "medium/medium hf:a/3 <- hf:down/base",
            "a/3 names down/base as what it was made from, and down/base could not be read; its licence is not known.",
            "Fix: Run the audit again when it can be read.",
            "Clauses: ",
            "Evidence: hub cardData.base_model=down/base",
            "medium/medium hf:a/4 <- hf:my own model",
            "a/4 names my own model as what it was made from, and 'my own model' is no name on the Hub; its licence is not known.",
            "Fix: Ask a which model it was made from.",
            "Clauses: ",
            "Evidence: hub cardData.base_model=my own model",
            "medium/high hf:lora",
            "lora is an adapter (peft) and names no base model; whose terms count with it is not known.",
            "Fix: Ask its publisher which model it is used with, and audit that one too.",
            "Clauses: ",
            "Evidence: ",
        ]
    )


def test_use_not_permitted(audited: Audited, record: Write) -> None:
    """A ban above, a ban of its own by every reading, and a dispute."""
    report = audited(
        ["a/child", "a/list", "dataset:d/d"],
        record("a/child", "mit", base_model="b/base", base_model_relation="finetune"),
        record("b/base", "cc-by-nc-4.0"),
        record("a/list", ["cc-by-nc-4.0", "mrl-0.1"]),
        record("d/d", "cc-by-nc-4.0", _kind="dataset"),
    )
    assert told(report, "use-not-permitted") == snapshot(
        [
            "high/high hf:a/child <- hf:b/base",
            "The card says mit; b/base is under CC BY-NC 4.0, which still reaches these weights and allows non-commercial use only (CC BY-NC 4.0, 2(a)(1), 1(i)).",
            "Fix: Ask b for terms that allow this use, or take a model whose whole lineage allows it.",
            "Clauses: cc-by-nc-4.0 2(a)(1) verified; cc-by-nc-4.0 1(i) verified",
            "Evidence: hub cardData.license=cc-by-nc-4.0; hub cardData.base_model=b/base; hub cardData.base_model_relation=finetune",
            "high/high hf:a/list",
            "a/list: the card lists cc-by-nc-4.0, mrl-0.1 and does not say which of them governs what; no reading of it allows this use: CC BY-NC 4.0 allows non-commercial use only (CC BY-NC 4.0, 2(a)(1), 1(i)).",
            "Fix: Ask a for terms that allow this use, or take a model whose whole lineage allows it.",
            "Clauses: cc-by-nc-4.0 2(a)(1) verified; cc-by-nc-4.0 1(i) verified",
            "Evidence: hub cardData.license=cc-by-nc-4.0; hub cardData.license=mrl-0.1",
            "high/high hf:a/list",
            "a/list: the card lists cc-by-nc-4.0, mrl-0.1 and does not say which of them governs what; no reading of it allows this use: MRL 0.1 allows research only (MRL 0.1, 3.2, 9).",
            "Fix: Ask a for terms that allow this use, or take a model whose whole lineage allows it.",
            "Clauses: mrl-0.1 3.2 verified; mrl-0.1 9 verified",
            "Evidence: hub cardData.license=cc-by-nc-4.0; hub cardData.license=mrl-0.1",
            "high/high hf-dataset:d/d",
            "d/d is under CC BY-NC 4.0, which allows non-commercial use only (CC BY-NC 4.0, 2(a)(1), 1(i)).",
            "Fix: Ask d for terms that allow this use, or take a dataset whose whole lineage allows it.",
            "Clauses: cc-by-nc-4.0 2(a)(1) verified; cc-by-nc-4.0 1(i) verified",
            "Evidence: hub cardData.license=cc-by-nc-4.0",
        ]
    )
    unpaid = Use(commercial=False, activities=("internal",), revenue_usd=5_000_000)
    report = audited("sd3", record("sd3", "stabilityai-ai-community"), use=unpaid)
    assert told(report, "use-not-permitted") == snapshot(
        [
            "medium/high hf:sd3",
            "sd3 is under Stability AI Community, which sets a limit that the size given exceeds (while your annual revenue, with affiliates and from any source, is at most USD 1 million); whether it binds non-commercial use is disputed (Stability AI Community, III).",
            "Fix: Ask its publisher whether this use is allowed, and have it said.",
            "Clauses: stabilityai-ai-community III verified",
            "Evidence: hub cardData.license=stabilityai-ai-community",
        ]
    )


def test_relicensed_derivative(audited: Audited, record: Write) -> None:
    """Terms that a label drops, a dispute, and readings of a relation that nobody states."""
    report = audited(
        ["a/llama", "a/nc", "a/nd", "a/q"],
        record("a/llama", "mit", base_model="b/llama", base_model_relation="finetune"),
        record("b/llama", "llama3.1", gated="manual"),
        record("a/nc", "apache-2.0", base_model="b/nc"),
        record("b/nc", "cc-by-nc-4.0"),
        record("a/nd", "mit", base_model="b/nd", base_model_relation="finetune"),
        record("b/nd", "cc-by-nd-4.0"),
        record("a/q", "mit", base_model="b/nd", base_model_relation="quantized"),
        use=Use(commercial=False),
    )
    assert told(report, "relicensed-derivative") == snapshot(
        [
            "high/high hf:a/llama <- hf:b/llama",
            "The card says mit; the Llama 3.1 terms of b/llama still reach these weights (Llama 3.1, 1.b.i, 5.b).",
            "The Llama 3.1 agreement goes along with what is made from it; MIT is not it. Not carried by the label: licence copy (1.b.i), notice (1.b.iii), use restrictions (1.b.iv), credit to display (1.b.i), name prefix (1.b.i), limit of 700,000,000 monthly active users (2).",
            "Fix: Treat it as under Llama 3.1 and keep its terms, take b/llama (which shows Llama 3.1), or ask a to name the licence.",
            "Clauses: llama3.1 1.b.i verified; llama3.1 5.b verified; llama3.1 1.b.iii verified; llama3.1 1.b.iv verified; llama3.1 2 verified",
            "Evidence: hub cardData.license=mit; hub cardData.license=llama3.1; hub cardData.base_model=b/llama; hub cardData.base_model_relation=finetune",
            "medium/medium hf:a/nc <- hf:b/nc",
            "The card says apache-2.0; the CC BY-NC 4.0 terms of b/nc still reach these weights (CC BY-NC 4.0, 2(a)(1), 3(a)(4), 2(a)(5)(A)).",
            "Own contributions may be under Apache-2.0, but the original stays under CC BY-NC 4.0, which the label does not show. Not carried by the label: non-commercial limit (2(a)(1), 1(i)). That it was trained further is our reading of the record; if it was only converted, the answer on the label would be incompatible.",
            "Fix: Treat it as under CC BY-NC 4.0 and keep its terms, take b/nc (which shows CC BY-NC 4.0), or ask a to name the licence.",
            "Clauses: cc-by-nc-4.0 2(a)(1) verified; cc-by-nc-4.0 3(a)(4) verified; cc-by-nc-4.0 2(a)(5)(A) verified; cc-by-nc-4.0 1(i) verified",
            "Evidence: hub cardData.license=apache-2.0; hub cardData.license=cc-by-nc-4.0; hub cardData.base_model=b/nc",
            "high/high hf:a/nd <- hf:b/nd",
            "The card says mit; the CC BY-ND 4.0 terms of b/nd still reach these weights (CC BY-ND 4.0, 2(a)(1)(B), 3(a)(1) last para).",
            "CC BY-ND 4.0 does not allow sharing what is made from it.",
            "Fix: Only b/nd itself may be passed on under CC BY-ND 4.0; ask b for terms that allow derivatives.",
            "Clauses: cc-by-nd-4.0 2(a)(1)(B) verified; cc-by-nd-4.0 3(a)(1) last para verified",
            "Evidence: hub cardData.license=mit; hub cardData.license=cc-by-nd-4.0; hub cardData.base_model=b/nd; hub cardData.base_model_relation=finetune",
            "medium/high hf:a/q <- hf:b/nd",
            "The card says mit; the CC BY-ND 4.0 terms of b/nd still reach these weights (CC BY-ND 4.0, 2(a)(1)(B), 3(a)(1) last para).",
            "CC BY-ND 4.0 allows no sharing of what is made from the work, and whether a quantised file is such a thing or a copy in another format is disputed.",
            "Fix: Ask b whether a conversion may be passed on.",
            "Clauses: cc-by-nd-4.0 2(a)(1)(B) verified; cc-by-nd-4.0 3(a)(1) last para verified",
            "Evidence: hub cardData.license=mit; hub cardData.license=cc-by-nd-4.0; hub cardData.base_model=b/nd; hub cardData.base_model_relation=quantized",
        ]
    )


def test_incompatible_parents(audited: Audited, record: Write) -> None:
    """Two that cannot meet."""
    report = audited(
        "a/merge",
        record("a/merge", "mit", base_model=["b/gpl", "b/rail"], base_model_relation="merge"),
        record("b/gpl", "gpl-3.0"),
        record("b/rail", "openrail++"),
    )
    assert told(report, "incompatible-parents") == snapshot(
        [
            "high/medium hf:a/merge",
            "a/merge joins b/gpl (GPL-3.0) and b/rail (CreativeML Open RAIL++-M): GPL-3.0 wants the whole work under itself, and CreativeML Open RAIL++-M does not let its part go under GPL-3.0 (GPL-3.0, 5(c)).",
            "Fix: No label can satisfy both; take a model made without one of the two.",
            "Clauses: gpl-3.0 5(c) verified",
            "Evidence: hub cardData.license=gpl-3.0; hub cardData.license=openrail++",
        ]
    )


def test_undeclared_licence(audited: Audited, record: Write) -> None:
    """None at all, none of a copy of the unknown, none by our reading, none but files."""
    files = [{"rfilename": name} for name in ("LICENSE", "COPYING", "LICENCE.md", "LICENSE-x")]
    report = audited(
        ["a/none", "q/gone", "q/m-GGUF", "a/files"],
        record("a/none"),
        record("q/gone", base_model="gone/base", base_model_relation="quantized"),
        record("q/m-GGUF", base_model="b/m"),
        record("b/m", "mit"),
        record("a/files", siblings=files),
    )
    assert told(report, "undeclared-licence") == snapshot(
        [
            "medium/high hf:a/none",
            "a/none states no licence; without one its author has granted nothing.",
            "Fix: Ask a to state a licence, or look for a LICENSE file.",
            "Clauses: ",
            "Evidence: ",
            "medium/high hf:q/gone",
            "q/gone states no licence; as a copy it is under that of gone/base, which is not known.",
            "Fix: Ask q to state a licence, or look for a LICENSE file.",
            "Clauses: ",
            "Evidence: ",
            "low/medium hf:q/m-GGUF",
            "q/m-GGUF states no licence, and that it is a mere copy of b/m is our reading of the record; if it was trained further, its own licence is not known.",
            "Fix: Ask q to state a licence, or look for a LICENSE file.",
            "Clauses: ",
            "Evidence: ",
            "medium/high hf:a/files",
            "a/files states no licence on its card (not read: LICENSE, COPYING, LICENCE.md); what its files say is not known.",
            "Fix: Ask a to state a licence, or read LICENSE, COPYING, LICENCE.md.",
            "Clauses: ",
            "Evidence: ",
        ]
    )


def test_unknown_licence(audited: Audited, record: Write) -> None:
    """Other with and without a name and a link, words, and terms that were not read."""
    report = audited(
        ["a/other", "a/link", "a/named", "a/words", "a/h"],
        record("a/other", "other", siblings=[{"rfilename": "LICENSE"}]),
        record("a/link", "other", license_name="mine", license_link="https://example.org/l"),
        record("a/named", "other", license_name="mrl-0.1"),
        record("a/words", "ask me"),
        record("a/h", "h-research"),
    )
    assert told(report, "unknown-licence") == snapshot(
        [
            "medium/high hf:a/other",
            "a/other: the card says 'other', and nothing that was read tells which licence is meant.",
            "Fix: Read LICENSE, and record which licence it is with 'auditor licence settle'.",
            "Clauses: ",
            "Evidence: hub cardData.license=other",
            "medium/high hf:a/link",
            "a/link: the card says 'other' and calls the licence 'mine', which does not tell what text is meant.",
            "Fix: Read the text behind its licence link (https://example.org/l), and record which licence it is with 'auditor licence settle'.",
            "Clauses: ",
            "Evidence: hub cardData.license=other; hub cardData.license_name=mine",
            "medium/high hf:a/named",
            "a/named: the card says 'other' and names MRL 0.1; the text was not read; by that name, MRL 0.1 allows research only (3.2, 9).",
            "Fix: Read the LICENSE file, if any, and record which licence it is with 'auditor licence settle'.",
            "Clauses: ",
            "Evidence: hub cardData.license=other; hub cardData.license_name=mrl-0.1",
            "medium/high hf:a/words",
            "a/words: 'ask me' is not a licence name.",
            "Fix: Read the LICENSE file, if any, and record which licence it is with 'auditor licence settle'.",
            "Clauses: ",
            "Evidence: hub cardData.license=ask me",
            "medium/high hf:a/h",
            "a/h is under H Research, which is known from a summary only.",
            "Fix: Read its text. Have a person settle what it says.",
            "Clauses: ",
            "Evidence: hub cardData.license=h-research",
        ]
    )


def test_ambiguous_licence(audited: Audited, record: Write) -> None:
    """A list, a family, and statements that disagree."""
    report = audited(
        ["a/list", "a/family", "dataset:d/conflict"],
        record("a/list", ["mit", "cc-by-nc-4.0"]),
        record("a/family", "cc"),
        record("d/conflict", "mit", license_name="gemma", _kind="dataset"),
    )
    assert told(report, "ambiguous-licence") == snapshot(
        [
            "medium/high hf:a/list",
            "a/list: the card lists mit, cc-by-nc-4.0 and does not say which of them governs what.",
            "Fix: Ask a which licence governs these weights, or read it in the repository and record it with 'auditor licence settle'.",
            "Clauses: ",
            "Evidence: hub cardData.license=mit; hub cardData.license=cc-by-nc-4.0",
            "medium/high hf:a/family",
            "a/family: 'cc' names a family of licences and no one of them.",
            "Fix: Ask a which one is meant (cc-by-4.0, cc-by-sa-4.0, cc-by-nc-4.0, cc-by-nc-sa-4.0, cc-by-nd-4.0, cc-by-nc-nd-4.0, cc0-1.0), or read it in the repository and record it with 'auditor licence settle'.",
            "Clauses: ",
            "Evidence: hub cardData.license=cc",
            "medium/high hf-dataset:d/conflict",
            "d/conflict: its card, tags or licence name disagree: mit, gemma.",
            "Fix: Ask d which licence governs this dataset, or read it in the repository and record it with 'auditor licence settle'.",
            "Clauses: ",
            "Evidence: hub cardData.license=mit; hub cardData.license_name=gemma",
        ]
    )
