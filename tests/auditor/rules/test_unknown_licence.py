"""A licence is stated that leads to no terms."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.report import Report
from licences import registry

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def only(report: Report) -> list[Any]:
    """The findings of this rule."""
    return [f for f in report.findings if f.rule == "unknown-licence"]


def test_other_points_to_its_link(audited: Audited, record: Write) -> None:
    """The remedy names the card's own name and link for the licence."""
    model = record("m/other", "other", license_name="my-terms", license_link="LICENSE.md")
    (finding,) = only(audited("m/other", model))
    assert finding.remedy == (
        "Read the text behind its licence link (LICENSE.md), and record which licence it is with 'auditor licence settle'."
    )
    assert finding.message == (
        "m/other: the card says 'other' and calls the licence 'my-terms', which does not tell what "
        "text is meant."
    )


def test_files_that_look_like_a_licence_are_named(audited: Audited, record: Write) -> None:
    """Without a link, the remedy leads to the files that the record lists."""
    files = [{"rfilename": name} for name in ("LICENSE-MODEL", "copying.txt", "model.bin")]
    model = record("m/other", "other", siblings=files)
    (finding,) = only(audited("m/other", model))
    assert finding.remedy.startswith("Read LICENSE-MODEL, copying.txt, and record")


def test_a_known_name_is_named_and_stays_open(audited: Audited, record: Write) -> None:
    """``other`` with a name from the catalogue shows that licence's terms, unsettled."""
    report = audited("m/l4", record("m/l4", "other", license_name="llama4"))
    (finding,) = only(report)
    assert "names Llama 4; the text was not read" in finding.message
    assert report.verdict == "undetermined"
    assert {o.duty.licence for o in report.obligations} == {"llama4"}


def test_a_known_ban_behind_other_is_shown_and_stays_open(audited: Audited, record: Write) -> None:
    """A name is no text: what the named licence forbids is told, and nobody is accused."""
    model = record("m/mrl", "other", license_name="mrl-0.1")
    report = audited("m/mrl", model)
    (finding,) = only(report)
    assert report.verdict == "undetermined"
    assert finding.message == (
        "m/mrl: the card says 'other' and names MRL 0.1; the text was not read; by that name, "
        "MRL 0.1 allows research only (3.2, 9)."
    )


@pytest.mark.parametrize("licence", ["h-research", "apple-ascl"])
def test_terms_that_are_not_known_are_told(audited: Audited, record: Write, licence: str) -> None:
    """A licence that is known by name alone leaves use and label open, and says so."""
    report = audited(
        "m/child", record("m/child", "mit", base_model="m/base"), record("m/base", licence)
    )
    (finding,) = only(report)
    assert report.verdict == "undetermined"
    assert finding.path == ("hf:m/child", "hf:m/base")
    assert finding.message.startswith("m/base is under ")
    assert report.subjects[0].reason == finding.message


def test_a_copy_does_not_repeat_its_parents_doubt(audited: Audited, record: Write) -> None:
    """What the parent's card says is told of the parent."""
    report = audited(
        "q/copy",
        record("q/copy", base_model="m/base", base_model_relation="quantized"),
        record("m/base", "other"),
    )
    assert [f.path for f in only(report)] == [("hf:q/copy", "hf:m/base")]


def test_words_that_are_no_licence(audited: Audited, record: Write) -> None:
    """Free text and licences outside the catalogue are told apart."""
    report = audited(["m/free", "m/spdx"], record("m/free", "ask me"), record("m/spdx", "Sendmail"))
    first, second = only(report)
    assert "'ask me' is not a licence name" in first.message
    assert "Sendmail is a licence whose terms are not in the catalogue" in second.message


@pytest.fixture
def half_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue of two, one of which says nothing on what a derivative may be."""
    caches = (registry.index, registry.ids, registry.get)
    folder = tmp_path / "catalogue"
    folder.mkdir()
    for name, more in (("half-read", ""), ("free", 'derivative_licence = { value = "any" }\n')):
        (folder / f"{name}.toml").write_text(ENTRY.format(name) + more, "utf-8")
    monkeypatch.setattr(registry, "files", {"licences": tmp_path}.__getitem__)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


ENTRY = """id = "{0}"
name = "{0}"
kind = "community"
[terms]
commercial = {{ value = "yes" }}
purpose = {{ value = "any" }}
copies = {{ value = "yes" }}
derivatives = {{ value = "yes" }}
"""


@pytest.mark.usefixtures("half_read")
def test_a_term_that_was_not_read_is_told_where_only_the_label_hangs_on_it(
    audited: Audited, record: Write
) -> None:
    """The use may be clear while what a derivative may be labelled is not."""
    report = audited(
        "c/label", record("c/label", "free", base_model="m/base"), record("m/base", "half-read")
    )
    (finding,) = only(report)
    assert (report.verdict, finding.path) == ("undetermined", ("hf:c/label", "hf:m/base"))
    assert finding.message == (
        "m/base is under half-read: what half-read allows for derivatives is not known."
    )
    assert report.subjects[0].reason == finding.message
    assert "Terms of m/base: what half-read says is not known in full." in {
        u.reason for u in report.unknowns
    }


def test_a_name_without_a_clause_has_no_empty_brackets(audited: Audited, record: Write) -> None:
    """What is known from a summary has no clause to cite."""
    (finding,) = only(audited("a/h", record("a/h", "other", license_name="h-research")))
    assert finding.message.endswith("by that name, H Research is known from a summary only.")


def test_a_record_without_a_card_is_not_said_to_state_nothing(audited: Audited) -> None:
    """What was not recorded is not known, and nobody inherits past it."""
    base = {"_id": "1", "id": "m/m"}
    report = audited(
        ["q/bare", "q/copy"],
        {"id": "q/bare"},
        {"id": "q/copy", "baseModels": {"relation": "quantized", "models": [base]}},
        {"id": "m/m", "cardData": {"license": "mit"}},
    )
    assert [s.outcome for s in report.subjects] == ["undetermined", "undetermined"]
    assert [f.message for f in only(report)] == [
        f"q/{name}: the record holds no card, so what it states is not known."
        for name in ("bare", "copy")
    ]


def test_a_name_alone_is_no_silence(audited: Audited, record: Write) -> None:
    """A copy whose card names a licence does not inherit its parent's."""
    report = audited(
        "q/c",
        record("q/c", license_name="acme-nc", base_model="m/m", base_model_relation="quantized"),
        record("m/m", "mit"),
    )
    (finding,) = only(report)
    assert report.verdict == "undetermined"
    assert "'license_name: acme-nc'" in finding.message
