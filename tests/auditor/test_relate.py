"""Sightings become a graph: identity, inherited licences, and independence of order."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.relate import relate
from auditor.report import Report
from licences.declaration import Clarity
from scanners.evidence import Kind, State
from scanners.hub.crawl import collect, key_of
from scanners.hub.snapshots import Snapshot
from scanners.reference import Reference

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def test_names_of_one_repository_are_one_component(audited: Audited, record: Write) -> None:
    """An old name, a name in another case and the present name lead to one node."""
    report = audited(
        "a/child",
        record("a/child", "mit", base_model=["old/name", "NEW/Name"], tags=["merge"]),
        {"id": "old/name", "_moved_to": "new/name"},
        record("new/name", "cc-by-nc-4.0"),
    )
    names = [c.name for c in report.graph.components]
    assert names == ["a/child", "new/name"]
    assert report.verdict == "fail"


@pytest.mark.parametrize("old", ["aa/old", "zz/old"])
def test_a_component_that_somebody_calls_by_an_old_name_has_moved(
    audited: Audited, record: Write, old: str
) -> None:
    """Whichever of its names comes first."""
    report = audited(
        ["c/one", "c/two"],
        record("c/one", "mit", base_model=old),
        record("c/two", "mit", base_model="m/new"),
        {"id": old, "_moved_to": "m/new"},
        record("m/new", "mit"),
    )
    (base,) = [c for c in report.graph.components if c.name == "m/new"]
    assert (base.state, base.asked) == (State.MOVED, "")
    assert [edge.called for edge in report.graph.edges] == [old, ""]
    asked = audited(old, {"id": old, "_moved_to": "m/new"}, record("m/new", "mit"))
    assert asked.subjects[0].case.subject.asked == old


def test_a_chain_of_copies_inherits_to_the_end(audited: Audited, record: Write) -> None:
    """Copies of copies are under the licence of the first that states one."""
    report = audited(
        "q/two",
        record("q/two", base_model="q/one", base_model_relation="quantized"),
        record("q/one", base_model="b/base", base_model_relation="quantized"),
        record("b/base", "gemma"),
    )
    declaration = report.subjects[0].case.subject.declaration
    assert (declaration.inherited, declaration.concluded) == (True, "gemma")


def test_an_unsettled_licence_is_inherited_unsettled(audited: Audited, record: Write) -> None:
    """A copy of something ambiguous is ambiguous, and nobody says that its own card is."""
    report = audited(
        "q/copy",
        record("q/copy", base_model="b/base", base_model_relation="quantized"),
        record("b/base", ["mit", "gpl-3.0"]),
    )
    subject = report.subjects[0].case.subject
    assert (subject.declaration.clarity, subject.declaration.inherited) == (Clarity.LIST, True)
    assert [(f.rule, f.path) for f in report.findings] == [
        ("ambiguous-licence", ("hf:q/copy", "hf:b/base"))
    ]
    assert "Licence of q/copy: it states none of its own; for its parent, the card lists mit" in (
        report.unknowns[0].reason
    )


def test_copies_of_nothing_known_inherit_nothing(audited: Audited, record: Write) -> None:
    """A cycle of copies, and a copy that states none of one that states none, end without one."""
    report = audited(
        ["c/one", "q/copy"],
        record("c/one", base_model="c/two", base_model_relation="quantized"),
        record("c/two", base_model="c/one", base_model_relation="quantized"),
        record("q/copy", base_model="b/base", base_model_relation="quantized"),
        record("b/base"),
    )
    assert {s.case.subject.declaration.clarity for s in report.subjects} == {Clarity.NONE}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)))
def test_the_graph_does_not_depend_on_the_order_of_records(
    order: list[int], record: Write, snapshot_file: Callable[..., Path]
) -> None:
    """The same records in any order give the same components and edges."""
    records = [
        record("a/child", "mit", base_model=["b/one", "c/two"], datasets=["d/data"]),
        record("b/one", "apache-2.0", base_model="e/base"),
        record("c/two", base_model="E/BASE", base_model_relation="quantized"),
        record("e/base", "llama3"),
        record("d/data", "cc-by-4.0", _kind="dataset"),
    ]
    root = [Reference(Kind.MODEL, "a/child")]

    def graph_in(sequence: list[int]) -> tuple[object, object, int]:
        source = Snapshot.open([snapshot_file(*(records[n] for n in sequence))])
        graph, nodes = relate(collect(source, root))
        return graph.components, graph.edges, nodes[key_of(Kind.MODEL, "A/Child")]

    assert graph_in(order) == graph_in(list(range(5)))


def test_several_names_of_one_base_are_one_edge_and_no_merge(
    audited: Audited, record: Write
) -> None:
    """What looked like a merge of three bases has one, under three names."""
    report = audited(
        "a/x-GGUF",
        record("a/x-GGUF", base_model=["old/one", "old/two", "new/name"]),
        {"id": "old/one", "_moved_to": "new/name"},
        {"id": "old/two", "_moved_to": "new/name"},
        record("new/name", "mit"),
    )
    (edge,) = report.graph.edges
    assert (edge.relation, edge.basis) == ("quantized", "inferred")
    stated = {e.value for e in edge.evidence if e.location == "cardData.base_model"}
    assert {"old/one", "old/two", "new/name"} <= stated
    assert report.verdict == "pass"


def test_a_stated_merge_of_one_base_stays_one(audited: Audited, record: Write) -> None:
    """Only our own reading is read anew."""
    report = audited(
        "a/x",
        record("a/x", "mit", base_model=["old/one", "new/name"], base_model_relation="merge"),
        {"id": "old/one", "_moved_to": "new/name"},
        record("new/name", "mit"),
    )
    assert [(e.relation, e.basis) for e in report.graph.edges] == [("merge", "declared")]


def test_each_revision_that_is_asked_for_is_a_subject(audited: Audited, record: Write) -> None:
    """A revision that the snapshot does not hold is neither the other one nor nothing."""
    sha, other = "a" * 40, "b" * 40
    report = audited([f"a/x@{sha}", f"a/x@{other}"], record("a/x", "mit", sha=sha))
    assert [(s.case.subject.id, s.outcome) for s in report.subjects] == [
        (f"hf:a/x@{sha}", "pass"),
        (f"hf:a/x@{other}", "undetermined"),
    ]
    assert report.verdict == "undetermined"


def test_a_revision_asked_for_does_not_leak_into_other_lineages(
    audited: Audited, record: Write
) -> None:
    """What somebody's card names is not the revision that was asked for beside it."""
    sha, other = "a" * 40, "b" * 40
    report = audited(
        ["b/y", f"a/x@{other}"],
        record("b/y", "mit", base_model="a/x"),
        record("a/x", "mit", sha=sha),
    )
    assert [s.outcome for s in report.subjects] == ["pass", "undetermined"]


def test_what_the_hub_says_of_several_names_is_not_read_anew(
    audited: Audited, record: Write
) -> None:
    """A doubt about the Hub's "finetune" is no guess at a merge, and makes no copy of it."""
    report = audited(
        "a/x-GGUF",
        record(
            "a/x-GGUF",
            tags=["base_model:finetune:old/one", "base_model:finetune:new/name"],
            siblings=[{"rfilename": "x.gguf"}],
        ),
        {"id": "old/one", "_moved_to": "new/name"},
        record("new/name", "mit"),
    )
    assert [(e.relation, e.basis) for e in report.graph.edges] == [("finetune", "inferred")]
    assert report.verdict == "undetermined"
