"""Which licences a model may carry, given what it was made from."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from inline_snapshot import snapshot

from auditor.policy import Curation, Policy
from auditor.recommendation import Candidate, Recommendation, recommend
from licences import registry
from licences.judgement import Verdict
from licences.use import Use
from scanners.hub.crawl import unwatched
from scanners.hub.snapshots import Snapshot
from scanners.reference import parse_reference

Write = Callable[..., dict[str, Any]]
Recommend = Callable[..., Recommendation]
PERMISSIVE = {"mit", "apache-2.0", "bsd-3-clause", "isc"}


@pytest.fixture
def recommended(snapshot_file: Callable[..., Path]) -> Recommend:
    """Give a function that recommends licences for one reference in a lineage of records."""

    def run(
        subject: str, *records: dict[str, Any], use: Use | None = None, policy: Policy | None = None
    ) -> Recommendation:
        source = Snapshot.open([snapshot_file(*records)])
        reference = parse_reference(subject)
        return recommend(source, reference, use or Use(), policy or Policy(), unwatched)

    return run


def allowed(found: Recommendation) -> set[str]:
    """The ids of what may be carried."""
    return {c.licence.id for c in found.candidates if c.allowed}


def candidate(found: Recommendation, licence: str) -> Candidate:
    """What was judged of one label."""
    return next(c for c in found.candidates if c.licence.id == licence)


def obstacle(found: Recommendation, licence: str) -> tuple[str, str, str]:
    """What stands in the way of one label: who, under which licence, by which clause."""
    found_obstacle = candidate(found, licence).obstacle
    assert found_obstacle is not None
    reason = found_obstacle.reason
    return found_obstacle.name, reason.licence, reason.clause


def test_every_licence_that_can_be_chosen_is_judged_once(
    recommended: Recommend, record: Write
) -> None:
    """No families, no words that say nothing, no terms of a service, none that was not read."""
    found = recommended("a/b", record("a/b", "mit"))
    judged = [c.licence for c in found.candidates]
    ids = [licence.id for licence in judged]
    assert ids == sorted(set(ids))
    assert PERMISSIVE | {"llama3.1", "gpl-3.0", "cc-by-nc-4.0"} <= set(ids)
    assert not {"family", "unstated", "terms-of-service"} & {licence.kind for licence in judged}
    assert all(licence.terms.commercial.status == "verified" for licence in judged)
    assert not {"other", "unknown", "cc"} & set(ids)


def test_without_ancestors_everything_may_be_carried(recommended: Recommend, record: Write) -> None:
    """Its author owns it whole; what it carries today is not judged."""
    for own in ("mit", "cc-by-nc-4.0", "other", None):
        found = recommended("a/b", record("a/b", own))
        assert all(c.allowed and c.obstacle is None for c in found.candidates)
        assert (found.ancestors, found.barred, found.subject.name) == (0, (), "a/b")
        assert found.current == (own if own != "other" else None)


def test_below_llama_only_llama_is_left(recommended: Recommend, record: Write) -> None:
    """The agreement goes along with what is made from it, by however many steps."""
    found = recommended(
        "a/child",
        record("a/child", "mit", base_model="b/middle"),
        record("b/middle", "apache-2.0", base_model="c/llama"),
        record("c/llama", "llama3.1"),
    )
    assert (found.ancestors, found.current) == (2, "mit")
    assert allowed(found) == {"llama3.1"}
    assert obstacle(found, "mit")[:2] == ("c/llama", "llama3.1")
    owed = {
        d.kind for d in candidate(found, "llama3.1").duties if d.due and d.licence == "llama3.1"
    }
    assert {"licence-copy", "notice", "display", "name-prefix"} <= owed
    assert found.barred == ()


def test_below_a_permissive_base_much_is_left(recommended: Recommend, record: Write) -> None:
    """Restrictions may be added; its own notices are owed under whatever label."""
    found = recommended(
        "a/child", record("a/child", base_model="b/base"), record("b/base", "apache-2.0")
    )
    assert PERMISSIVE | {"gpl-3.0", "cc-by-nc-4.0", "llama3.1"} <= allowed(found)
    assert candidate(found, "mit").verdict is Verdict.COMPATIBLE_WITH_OBLIGATIONS
    owed = [{d.clause for d in c.duties if d.licence == "apache-2.0"} for c in found.candidates]
    assert all("4(a)" in clauses for clauses in owed)
    assert found.current is None


def test_below_a_non_commercial_base_a_free_label_is_excluded(
    recommended: Recommend, record: Write
) -> None:
    """And where sharing it commercially is barred, no label heals that."""
    lineage = (record("a/child", "mit", base_model="b/base"), record("b/base", "cc-by-nc-4.0"))
    found = recommended("a/child", *lineage)
    assert [(o.name, o.reason.licence) for o in found.barred] == [("b/base", "cc-by-nc-4.0")]
    unpaid = recommended("a/child", *lineage, use=Use(commercial=False))
    assert unpaid.barred == ()
    assert "cc-by-nc-4.0" in allowed(unpaid)


def test_a_parent_that_was_not_seen_leaves_everything_open(
    recommended: Recommend, record: Write
) -> None:
    """Not one label can be judged, and none is excluded."""
    found = recommended("a/child", record("a/child", "mit", base_model="b/gone"))
    assert {c.verdict for c in found.candidates} == {Verdict.UNKNOWN}
    assert all(c.open and not c.allowed for c in found.candidates)
    assert obstacle(found, "mit") == ("b/gone", "", "")


def test_an_excluding_parent_beside_an_unseen_one_still_excludes(
    recommended: Recommend, record: Write
) -> None:
    """What is not known of one parent heals nothing at the other."""
    found = recommended(
        "a/child",
        record("a/child", "mit", base_model=["b/gone", "c/llama"]),
        record("c/llama", "llama3.1"),
    )
    assert allowed(found) == set()
    assert candidate(found, "llama3.1").verdict is Verdict.UNKNOWN
    assert candidate(found, "mit").verdict is Verdict.INCOMPATIBLE
    assert obstacle(found, "mit")[0] == "c/llama"
    assert obstacle(found, "llama3.1")[0] == "b/gone"


def test_the_nearest_of_equal_obstacles_is_named(recommended: Recommend, record: Write) -> None:
    """One ancestor stands for all: the one to talk to first."""
    found = recommended(
        "a/child",
        record("a/child", "mit", base_model="b/near"),
        record("b/near", "llama3.1", base_model="c/far"),
        record("c/far", "llama3.1"),
    )
    assert obstacle(found, "mit")[0] == "b/near"


def test_parents_that_exclude_each_other_are_healed_by_no_label(
    recommended: Recommend, record: Write
) -> None:
    """Both keep their own licence in the merge, whatever stands on it."""
    found = recommended(
        "a/merge",
        record("a/merge", "mit", base_model=["b/sa", "c/gpl"], base_model_relation="merge"),
        record("b/sa", "cc-by-sa-4.0"),
        record("c/gpl", "cc-by-nc-sa-4.0"),
        use=Use(commercial=False),
    )
    assert allowed(found) == set()
    assert [(o.name, o.reason.verdict) for o in found.barred] == snapshot(
        [("c/gpl", Verdict.INCOMPATIBLE)]
    )


def test_a_list_of_licences_above_leaves_labels_open(recommended: Recommend, record: Write) -> None:
    """Where nobody says which of them governs what, a free label may be wrong."""
    found = recommended(
        "a/child",
        record("a/child", base_model="b/base"),
        record("b/base", ["mit", "llama3.1"]),
    )
    assert candidate(found, "mit").open
    assert obstacle(found, "mit")[0] == "b/base"


def test_what_a_dataset_may_carry(recommended: Recommend, record: Write) -> None:
    """It is asked about like a model, along what it was derived from."""
    found = recommended(
        "dataset:a/d",
        record("a/d", "mit", _kind="dataset", source_datasets="b/d"),
        record("b/d", "cc-by-sa-4.0", _kind="dataset"),
    )
    assert (found.subject.id, found.ancestors) == ("hf-dataset:a/d", 1)
    assert "cc-by-sa-4.0" in allowed(found)
    assert candidate(found, "mit").verdict is Verdict.INCOMPATIBLE
    assert obstacle(found, "mit")[:2] == ("b/d", "cc-by-sa-4.0")


def test_training_data_excludes_no_label(recommended: Recommend, record: Write) -> None:
    """What was learnt from is another question than what was made from."""
    found = recommended(
        "a/model",
        record("a/model", "mit", datasets="b/d"),
        record("b/d", "cc-by-nc-sa-4.0", _kind="dataset"),
    )
    assert (found.ancestors, "mit" in allowed(found)) == (0, True)


def test_it_is_judged_for_sharing(recommended: Recommend, record: Write) -> None:
    """A label is for those who get it; what else is meant stays, and nothing is said twice."""
    model = record("a/b", "mit")
    assert recommended("a/b", model).use.activities == ("serve", "redistribute")
    shared = Use(activities=("redistribute", "embed"), mau=7)
    assert recommended("a/b", model, use=shared).use == shared


def test_a_settled_parent_is_judged_as_it_was_settled(
    recommended: Recommend, record: Write
) -> None:
    """So an unclear lineage becomes one that can be answered."""
    lineage = (record("a/child", "mit", base_model="b/base"), record("b/base", "other"))
    assert allowed(recommended("a/child", *lineage)) == set()
    curation = Curation("hf:b/base", "apache-2.0", "e" * 64, "read", "Ann")
    found = recommended("a/child", *lineage, policy=Policy("p", (curation,)))
    assert "mit" in allowed(found)
    assert candidate(found, "mit").obstacle is None


def test_a_subject_that_is_not_there_is_told_as_such(recommended: Recommend) -> None:
    """The caller decides what that means."""
    found = recommended("a/gone")
    assert not found.subject.seen
    assert found.current is None


def test_an_answer_is_allowed_or_open_or_neither() -> None:
    """Every verdict falls into one of three groups."""
    mit = registry.get("mit")
    groups = {v: (c.allowed, c.open) for v in Verdict for c in [Candidate(mit, v, ())]}
    assert groups == {
        Verdict.INCOMPATIBLE: (False, False),
        Verdict.OBLIGATION_VIOLATED: (False, False),
        Verdict.UNKNOWN: (False, True),
        Verdict.REVIEW: (False, True),
        Verdict.COMPATIBLE_WITH_OBLIGATIONS: (True, False),
        Verdict.COMPATIBLE: (True, False),
    }


def test_an_adapter_that_names_no_base_may_carry_nothing_for_certain(
    recommended: Recommend, record: Write
) -> None:
    """What it is used with is not known, and unknown is never green; it is itself in the way."""
    files = [{"rfilename": "adapter_config.json"}, {"rfilename": "adapter_model.safetensors"}]
    found = recommended("a/lora", record("a/lora", "mit", siblings=files))
    assert {c.verdict for c in found.candidates} == {Verdict.UNKNOWN}
    assert obstacle(found, "mit")[0] == "a/lora"
    assert found.ancestors == 0
