"""Finding the licence that a person names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UsageProblem
from auditor.licences_by_name import close_names, find_licence
from licences import registry


@pytest.mark.parametrize("name", ["mit", "MIT", " mit ", "LicenseRef-hf-mit", "licenseref_hf_mit"])
def test_a_licence_is_found_by_any_spelling(name: str) -> None:
    """Of the catalogue, the Hub or SPDX, in any case."""
    assert find_licence(name).id == "mit"


def test_every_licence_is_found_by_its_own_names() -> None:
    """No spelling of one leads to another."""
    for licence in map(registry.get, registry.ids()):
        for name in filter(None, (licence.id, licence.hub, licence.spdx, *licence.aliases)):
            assert find_licence(name) is licence


def test_near_names_are_few_and_different() -> None:
    """At most four licences, each once, however many of their spellings are near."""
    near = close_names("llama-3.1-licence")
    assert near[0] == "llama3.1"
    assert len(near) == len(set(near)) <= 4


@given(st.text(max_size=12))
def test_any_text_is_a_licence_or_refused(name: str) -> None:
    """With a next step."""
    try:
        found = find_licence(name)
    except UsageProblem as refused:
        said = str(refused)
    else:
        said = "" if registry.resolve(name) == found.id else "wrong"
    assert said == "" or said.startswith(f"no licence of the catalogue is called {name!r}; ")
