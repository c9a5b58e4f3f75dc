"""The pages on formats hold every key that is read or written."""

import json
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from shown import blocks

from auditor import policy, questions
from auditor.reports import licence_card
from licences import registry
from licences.relation import Relation
from licences.use import Facts, Use


@pytest.fixture
def page(root: Path) -> str:
    """Give the page on questions and answers."""
    return (root / "docs/formats/compare.md").read_text("utf-8")


def test_every_key_of_a_question_is_explained(page: str) -> None:
    keys = {field.name for kind in (Use, Facts) for field in fields(kind)} - {"carries"}
    assert not {key for key in keys if f"| `{key}` |" not in page}
    assert not {relation for relation in Relation if f"`{relation}`" not in page}


def test_every_key_of_an_answer_is_explained(page: str) -> None:
    asked = {"upstream": "llama3.1", "relation": "finetune", "downstream": "mit"}
    (answer,) = questions.answer_lines([json.dumps(asked).encode()])
    keys = {*answer, *answer["reasons"][0], *answer["obligations"][0]}
    assert not {key for key in keys if f"`{key}`" not in page and f"`{key}[]`" not in page}


def test_every_key_of_a_licence_is_explained(page: str) -> None:
    data = licence_card.as_data(registry.get("mit"))
    told = page.partition("### `licence show --format json`")[2].partition("###")[0]
    assert not {key for key in {*data, *data["terms"]["commercial"]} if f"`{key}`" not in told}


def test_every_key_of_a_policy_is_explained_and_its_example_is_read(root: Path) -> None:
    page = (root / "docs/formats/policy.md").read_text("utf-8")
    (example,) = (block for block in blocks(page) if block.title == policy.FILE_NAME)
    (curation,) = policy.parse_policy(example.text.encode(), policy.FILE_NAME).curations
    assert curation.told in page
    keys = tomllib.loads(example.text)["curation"][0]
    assert not {key for key in keys if f"| `curation.{key}` |" not in page}
