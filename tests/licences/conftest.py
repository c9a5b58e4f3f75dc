"""What the tests of the law share: licences made to measure, a catalogue, the facts."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from licences import registry, training
from licences.conflicts import conflict
from licences.labelling import may_label
from licences.licence import Licence, Obligation, Term, Terms, Territory, Threshold
from licences.osadl import may_go_under
from licences.permission import may_use

_SHARED = Path(__file__).parents[3] / "shared" / "licences"


@pytest.fixture
def licence() -> Callable[..., Licence]:
    """Give a maker of licences: free by default, any term replaced by a value or a ``Term``."""

    def make(licence_id: str = "test-1.0", kind: str = "community", **changes: Any) -> Licence:
        terms = {
            "commercial": Term("yes", "c1"),
            "purpose": Term("any", "c2"),
            "copies": Term("yes", "c3"),
            "derivatives": Term("yes", "c4"),
            "derivative_licence": Term("any", "c5"),
        }
        for name in set(changes) & set(Terms.__dataclass_fields__):
            value = changes.pop(name)
            terms[name] = value if isinstance(value, Term) else Term(value, f"§ {name}")
        return Licence(licence_id, "Test Licence 1.0", kind, terms=Terms(**terms), **changes)

    return make


@pytest.fixture
def obligation() -> Callable[..., Obligation]:
    """Give a maker of obligations that redistributing brings about, unless said otherwise."""

    def make(kind: str = "notice", *when: str, **changes: Any) -> Obligation:
        return Obligation(kind, f"do {kind}", "7.a", when or ("redistribute",), **changes)

    return make


@pytest.fixture
def threshold() -> Callable[..., Threshold]:
    """Give a maker of limits: 100 monthly users, ongoing, on request, unless said otherwise."""

    def make(**changes: Any) -> Threshold:
        given = {
            "metric": "mau",
            "amount": 100,
            "period": "month",
            "basis": "ongoing",
            "effect": "request",
            "text": "while at most 100",
            "clause": "8",
        }
        return Threshold(**{**given, **changes})

    return make


@pytest.fixture
def territory() -> Callable[..., Territory]:
    """Give a maker of territory exclusions: the EU, by domicile, for all, unless said otherwise."""

    def make(**changes: Any) -> Territory:
        given = {
            "regions": ("EU",),
            "test": "domicile",
            "subject": "all",
            "end_user_exempt": False,
            "text": "not in the EU",
            "clause": "9",
        }
        return Territory(**{**given, **changes})

    return make


@pytest.fixture
def every_licence() -> tuple[Licence, ...]:
    """Give the whole catalogue, read."""
    return tuple(map(registry.get, registry.ids()))


@pytest.fixture
def own_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Give a writer of a catalogue that takes the place of the real one for a test.

    The registry reads package data and has no parameter for the place, since users never choose
    it; so the one thing replaced is where ``files`` points, and everything else runs as it is.
    """
    caches = (registry.index, registry.ids, registry.get)
    folder = tmp_path / "catalogue"
    folder.mkdir()
    monkeypatch.setattr(registry, "files", {"licences": tmp_path}.__getitem__)
    for cache in caches:
        cache.cache_clear()

    def write(files: Mapping[str, str]) -> None:
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")

    yield write
    for cache in caches:
        cache.cache_clear()


@pytest.fixture
def catalogued(own_catalogue: Callable[..., None]) -> Callable[..., Licence]:
    """Give a maker of licences that are in the catalogue, under an agreement that stays.

    Terms are given as values, and ``None`` leaves one unread; whatever else is given is put into
    the file as TOML.
    """
    written: dict[str, str] = {}

    def make(
        licence_id: str, kind: str = "community", toml: str = "", **terms: str | None
    ) -> Licence:
        said = {**_FREE, "derivative_licence": "agreement-stays", **terms}
        lines = [f'terms.{t} = {{ value = "{v}", clause = "§ {t}" }}' for t, v in said.items() if v]
        head = f'id = "{licence_id}"\nname = "{licence_id}"\nkind = "{kind}"\n'
        written[f"{licence_id}.toml"] = head + "\n".join([*lines, toml])
        own_catalogue(written)
        registry.index.cache_clear()
        registry.ids.cache_clear()
        return registry.get(licence_id)

    return make


_FREE = {
    "commercial": "yes",
    "purpose": "any",
    "copies": "yes",
    "derivatives": "yes",
    "outputs_train": "free",
    "outputs_use": "free",
    "distillation": "no",
    "results": "free",
}


@pytest.fixture
def shared_file() -> Callable[[str], Path]:
    """Give a finder of the shared licence data, which no checkout of ours carries."""

    def find(name: str) -> Path:
        path = _SHARED / name
        if not path.is_file():
            pytest.skip(f"the shared licence data are not here: {path}")
        return path

    return find


@pytest.fixture
def csv_rows(shared_file: Callable[[str], Path]) -> Callable[[str], list[dict[str, str]]]:
    """Give a reader of the shared tables."""

    def read(name: str) -> list[dict[str, str]]:
        with shared_file(name).open(encoding="utf-8", newline="") as table:
            return list(csv.DictReader(table))

    return read


@pytest.fixture
def labelled_cases(shared_file: Callable[[str], Path]) -> list[dict[str, Any]]:
    """Give the calibration cases."""
    lines = shared_file("labelled_cases.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(autouse=True)
def judged_anew() -> None:
    """Forget every answer that an earlier test got: answers are kept for a whole process."""
    for answers in (may_use, may_label, conflict, may_go_under, training.train_under):
        answers.cache_clear()
