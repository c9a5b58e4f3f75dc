"""What a user may type for a model or a dataset."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners.evidence import Kind
from scanners.reference import (
    InvalidReference,
    Reference,
    is_repository_name,
    meant_name,
    parse_reference,
    read_url,
    says_none,
)

_MODEL, _DATASET = Kind.MODEL, Kind.DATASET
_PARTS = st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=96)


@pytest.mark.parametrize(
    ("text", "kind", "name", "revision"),
    [
        ("org/name", _MODEL, "org/name", None),
        ("gpt2", _MODEL, "gpt2", None),
        (" org/name@v1.0 ", _MODEL, "org/name", "v1.0"),
        ("org/name@refs/pr/1", _MODEL, "org/name", "refs/pr/1"),
        ("hf:org/name", _MODEL, "org/name", None),
        ("dataset:org/name", _DATASET, "org/name", None),
        ("dataset:org/name@abc", _DATASET, "org/name", "abc"),
        ("hf-dataset:squad", _DATASET, "squad", None),
        ("datasets/org/name", _DATASET, "org/name", None),
        ("https://huggingface.co/org/name", _MODEL, "org/name", None),
        ("https://huggingface.co/org/name/", _MODEL, "org/name", None),
        ("http://www.hf.co/org/name?not-for-all-audiences=true", _MODEL, "org/name", None),
        ("huggingface.co/org/name#licence", _MODEL, "org/name", None),
        ("https://huggingface.co/org/name/tree/main", _MODEL, "org/name", "main"),
        ("https://huggingface.co/org/name/blob/v2/a/b.md", _MODEL, "org/name", "v2"),
        ("https://huggingface.co/org/name/resolve/abc/x.bin", _MODEL, "org/name", "abc"),
        ("https://hf.co/org/name/tree/refs%2Fpr%2F1", _MODEL, "org/name", "refs/pr/1"),
        ("https://huggingface.co/org/name/discussions/3", _MODEL, "org/name", None),
        ("https://huggingface.co/gpt2", _MODEL, "gpt2", None),
        ("https://huggingface.co/datasets/org/name/tree/main", _DATASET, "org/name", "main"),
        ("https://huggingface.co/datasets/squad", _DATASET, "squad", None),
        ("hf://org/name@v1/config.json", _MODEL, "org/name", "v1"),
        ("hf://datasets/org/name", _DATASET, "org/name", None),
        ("HTTPS://HuggingFace.co/Org/Name/", _MODEL, "Org/Name", None),
        ("HF.CO/datasets/Squad/", _DATASET, "Squad", None),
        ("org/name/", _MODEL, "org/name", None),
        ("dataset:squad/", _DATASET, "squad", None),
        ("models/org/name", _MODEL, "org/name", None),
        ("models/name", _MODEL, "models/name", None),
        ("https://huggingface.co/gpt2/tree/main", _MODEL, "gpt2", "main"),
        ("https://huggingface.co/gpt2/", _MODEL, "gpt2", None),
        ("https://huggingface.co/gpt2/tree", _MODEL, "gpt2", None),
        (
            "huggingface.co/bert-base-uncased/blob/main/config.json",
            _MODEL,
            "bert-base-uncased",
            "main",
        ),
        ("https://hf.co/gpt2/discussions/3", _MODEL, "gpt2", None),
        ("https://hf.co/gpt2/raw/v2/README.md", _MODEL, "gpt2", "v2"),
        ("https://hf.co/gpt2/edit/main/README.md", _MODEL, "gpt2", "main"),
        ("https://hf.co/gpt2/commits/main", _MODEL, "gpt2", "main"),
        ("https://huggingface.co/datasets/squad/tree/main", _DATASET, "squad", "main"),
        ("https://huggingface.co/datasets/squad/viewer?views=x", _DATASET, "squad", None),
        (
            "https://hf.co/datasets/squad/tree/refs/convert/parquet",
            _DATASET,
            "squad",
            "refs/convert/parquet",
        ),
        ("https://huggingface.co/org/treehouse", _MODEL, "org/treehouse", None),
        ("https://huggingface.co/pierric/settings", _MODEL, "pierric/settings", None),
    ],
)
def test_every_way_to_name_a_repository(
    text: str, kind: Kind, name: str, revision: str | None
) -> None:
    assert parse_reference(text) == Reference(kind, name, revision)


@pytest.mark.parametrize("text", [".", "./model", "../model", "/srv/model", "~/model", "path:x"])
def test_a_path_is_told_apart_from_a_wrong_name(text: str) -> None:
    with pytest.raises(InvalidReference, match=r"is a path, .* Hub only; give org/name") as caught:
        parse_reference(text)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "a/b/c", "a b", "a--b/c", "a..b", "-a/b", "a/b-", "a/.b", "a/b.git", "a@", "é"),
        *("None", "unknown", "N/A", "dataset:null", "a/" + "b" * 97, "model\n", "a/b\n@c"),
        *("https://huggingface.co/", "https://huggingface.co/spaces/org/name"),
        *("https://huggingface.co/models", "https://huggingface.co/docs/hub", "https://x.org/a/b"),
    ],
)
def test_what_names_nothing_is_refused_with_the_next_step(text: str) -> None:
    if text == "model\n":  # blanks around a name are nobody's intent
        assert parse_reference(text).name == "model"
        return
    with pytest.raises(InvalidReference, match="give org/name") as caught:
        parse_reference(text)
    assert str(caught.value).startswith(repr(text))
    assert "\n" not in str(caught.value)


@given(_PARTS, _PARTS)
def test_a_name_survives_every_spelling_of_it(owner: str, repo: str) -> None:
    name = f"{owner}/{repo}"
    wanted = Reference(_MODEL, name)
    if owner not in {"datasets", "api", "blog", "chat", "docs", "models", "spaces", "tasks"}:
        assert parse_reference(name) == parse_reference(f"hf:{name}") == wanted
        assert read_url(f"https://huggingface.co/{name}") in {wanted, None}
    assert parse_reference(f"dataset:{name}") == Reference(_DATASET, name)
    assert parse_reference(f"https://hf.co/datasets/{name}") == Reference(_DATASET, name)


@given(st.text(max_size=200))
def test_any_text_is_a_reference_or_a_sentence(text: str) -> None:
    try:
        found = parse_reference(text)
    except InvalidReference as problem:
        assert str(problem).endswith(".")  # noqa: PT017
    else:
        assert is_repository_name(found.name)


def test_the_limit_of_96_is_for_each_part() -> None:
    """The dumps hold 3,312 real names that are longer than that in all."""
    assert is_repository_name("a" * 96 + "/" + "b" * 96)
    assert not is_repository_name("a" * 97)


@pytest.mark.parametrize("text", ["", " ", "-", "None", "NULL", " n/a", "NaN", "na"])
def test_some_words_say_that_there_is_none(text: str) -> None:
    assert says_none(text)
    assert not is_repository_name(text)


@pytest.mark.parametrize("text", ["?", "unknown", "TBD"])
def test_other_words_name_nothing_and_do_not_say_that_there_is_none(text: str) -> None:
    assert not says_none(text)
    assert not is_repository_name(text)


def test_a_name_that_only_contains_such_a_word_is_one() -> None:
    assert not says_none("org/none")
    assert is_repository_name("org/unknown")


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("org/name", _MODEL, "org/name"),
        ("org/name", _DATASET, "org/name"),
        ("org/name/", _MODEL, "org/name"),
        ("org/name@main", _MODEL, "org/name"),
        ("hf:org/name", _MODEL, "org/name"),
        ("models/org/name", _MODEL, "org/name"),
        ("datasets/winogrande", _DATASET, "winogrande"),
        ("https://huggingface.co/gpt2/tree/main", _MODEL, "gpt2"),
        ("https://huggingface.co/datasets/squad", _MODEL, "https://huggingface.co/datasets/squad"),
        ("hf:org/name", _DATASET, "hf:org/name"),
        ("models/my-llama", _MODEL, "models/my-llama"),
        ("./out", _MODEL, "./out"),
        ("my own model", _MODEL, "my own model"),
        ("unknown", _MODEL, "unknown"),
    ],
)
def test_a_card_means_a_repository_or_stays_as_written(text: str, kind: Kind, name: str) -> None:
    assert meant_name(text, kind) == name
