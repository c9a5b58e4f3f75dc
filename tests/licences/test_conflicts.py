"""Can works under two licences go into one work that is shared?"""

from collections.abc import Callable

import pytest

from licences import registry
from licences.conflicts import conflict
from licences.judgement import Reason, Verdict
from licences.licence import Licence
from licences.relation import Relation


@pytest.mark.parametrize(
    ("one", "other", "conflicting"),
    [
        ("gpl-3.0", "llama3.1", True),
        ("gpl-3.0", "gemma", True),
        ("gpl-3.0", "creativeml-openrail-m", True),
        ("gpl-3.0", "cc-by-nc-4.0", True),
        ("gpl-3.0", "mit", False),
        ("gpl-3.0", "apache-2.0", False),
        ("gpl-2.0-only", "apache-2.0", True),
        ("gpl-2.0-or-later", "apache-2.0", False),
        ("gpl-2.0-only", "gpl-3.0-only", True),
        ("gpl-2.0-or-later", "gpl-3.0-only", False),
        ("gpl-3.0", "cc-by-sa-4.0", False),
        ("cc-by-sa-4.0", "cc-by-nc-sa-4.0", True),
        ("cc-by-sa-4.0", "cc-by-4.0", False),
        ("cc-by-sa-4.0", "llama3.1", True),
        ("cc-by-nc-sa-4.0", "cc-by-nc-4.0", False),
        ("llama3.1", "gemma", False),
        ("llama3.1", "llama3.2", False),
        ("llama3.1", "mit", False),
        ("creativeml-openrail-m", "gemma", False),
        ("gpl-3.0", "gpl-3.0-only", False),
        ("mit", "apache-2.0", False),
        ("gpl", "gpl-3.0", None),
        ("gpl-2.0", "gpl-3.0", None),
        ("agpl-3.0", "gpl-2.0-only", True),
        ("agpl-3.0", "gpl-2.0-or-later", False),
        ("agpl-3.0", "lgpl-3.0", None),
        ("gpl-3.0", "epl-2.0", None),
        ("mpl-2.0", "llama3.1", True),
        ("lgpl-3.0", "gemma", True),
        ("odc-by", "cc-by-sa-4.0", None),
        ("qwen", "gpl-3.0-only", None),
        ("kimi-k2-modified-mit", "gpl-3.0-only", None),
    ],
)
def test_parents_conflict_where_one_wants_the_whole(
    one: str, other: str, conflicting: bool | None
) -> None:
    """Two licences conflict where one wants the whole and the other's part may not go there.

    ``None`` is where that is open.
    """
    verdict = {True: Verdict.INCOMPATIBLE, None: Verdict.REVIEW}.get(conflicting)
    first, second = registry.get(one), registry.get(other)
    for found in (conflict(first, second), conflict(second, first)):
        assert (found.verdict if found else None) is verdict


def test_a_conflict_is_explained() -> None:
    """The sentence names who wants the whole and whose part may not follow."""
    found = conflict(registry.get("llama3.1"), registry.get("gpl-3.0"))
    rule = registry.get("gpl-3.0").terms.derivative_licence
    assert found == Reason(
        Verdict.INCOMPATIBLE,
        "gpl-3.0",
        rule.clause,
        rule.status,
        "GPL-3.0 wants the whole work under itself, and Llama 3.1 does not let its part go under "
        "GPL-3.0",
        firm=False,
    )


def test_a_conflict_of_terms_made_for_content_is_firm() -> None:
    """Only software terms on weights leave a conflict less than certain."""
    found = conflict(registry.get("cc-by-sa-4.0"), registry.get("llama3.1"))
    assert found is not None
    assert (found.licence, found.firm) == ("cc-by-sa-4.0", True)


ENTRY = """
id = "{0}"
name = "{0}"
kind = "community"
accepts = {1}
[terms]
derivatives = {{ value = "yes", clause = "1" }}
derivative_licence = {{ value = "same", clause = "2" }}
"""


@pytest.mark.parametrize(
    ("case", "accepted", "conflicting"),
    [("a", [], True), ("b", ["gone"], True), ("c", ["gone", "third-c"], False)],
)
def test_a_third_licence_that_both_accept_resolves_a_conflict(
    own_catalogue: Callable[[dict[str, str]], None],
    case: str,
    accepted: list[str],
    conflicting: bool,
) -> None:
    """Where the strict licence lets the whole go under a known third, the other's part may too."""
    entries = {f"one-{case}": accepted, f"two-{case}": [f"third-{case}"], f"third-{case}": []}
    own_catalogue({f"{i}.toml": ENTRY.format(i, accepts) for i, accepts in entries.items()})
    first, second, _ = map(registry.get, entries)
    assert (conflict(first, second) is not None) is conflicting


@pytest.mark.parametrize(
    ("kind", "relation", "conflicting"),
    [
        ("weak-copyleft", "merge", True),
        ("weak-copyleft", "combine", False),
        ("weak-copyleft", "derived", False),
        ("copyleft", "merge", True),
        ("copyleft", "combine", True),
    ],
)
def test_merged_weights_have_no_parts(
    catalogued: Callable[..., Licence], kind: str, relation: str, conflicting: bool
) -> None:
    """A weak copyleft wants its own part only, and of merged weights there is none."""
    whole = catalogued("whole-1", kind, derivative_licence="same")
    other = catalogued("other-1")
    for pair in ((whole, other), (other, whole)):
        found = conflict(*pair, Relation(relation))
        assert (found is not None) is conflicting
        assert found is None or (found.licence, found.firm) == ("whole-1", False)


def test_two_agreements_that_go_along_are_no_conflict(catalogued: Callable[..., Licence]) -> None:
    """Only a licence that wants the whole under itself excludes another."""
    one, other = catalogued("one-1"), catalogued("two-1")
    assert conflict(one, other) is None
    firm = conflict(one, catalogued("whole-1", "share-alike", derivative_licence="same"))
    assert firm is not None
    assert firm.firm
