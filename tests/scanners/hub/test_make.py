"""Choosing and cutting the records of the embedded snapshot."""

from pathlib import Path
from typing import Any

import orjson
import pytest
import zstandard

from scanners.hub.demo import make
from scanners.hub.demo.make import Sketch, choose, cut, with_ancestors
from scanners.hub.lines import read_lines

_DUMPS = ("models_2025-04", "model_info_2024-07", "models_2024-07", "datasets_2024-07")


def sketch(name: str, *bases: str, downloads: int = 0, licence: str = "") -> Sketch:
    """Make a sketch of a model."""
    return Sketch(name, downloads, (licence,) if licence else (), bases, ())


def by_name(*sketches: Sketch) -> dict[str, Sketch]:
    """Key sketches as the dumps' are."""
    return {s.name.casefold(): s for s in sketches}


def test_a_record_is_cut_to_facts() -> None:
    raw = {
        "_id": "1",
        "id": "a/b",
        "gated": False,
        "sha": None,
        "downloads": 5,
        "tags": ["gguf", "region:us", "arxiv:1", "license:mit"],
        "cardData": {"license": "mit", "base_model": None, "widget": ["prose"], "language": "en"},
        "siblings": [{"rfilename": "README.md", "size": 3}],
    }
    assert cut(raw) == {
        "_id": "1",
        "id": "a/b",
        "gated": False,
        "tags": ["gguf", "license:mit"],
        "cardData": {"license": "mit"},
        "siblings": [{"rfilename": "README.md"}],
    }
    assert cut({"id": "a/b"}) == {"id": "a/b", "tags": [], "cardData": {}}


def test_half_a_file_list_is_not_kept() -> None:
    assert "siblings" not in cut(
        {"id": "a/b", "siblings": [{"rfilename": str(n)} for n in range(61)]}
    )


def test_every_ancestor_that_is_there_comes_along() -> None:
    models = by_name(sketch("a/x", "a/y", "gone/z"), sketch("a/y", "a/x"), sketch("a/other", "a/x"))
    assert with_ancestors(["a/x"], models) == ["a/x", "a/y"]


def test_the_most_used_children_of_a_family_and_each_oddity_are_chosen() -> None:
    children = [sketch(f"c/{n}", "openai-community/gpt2", downloads=n) for n in range(20)]
    models = by_name(
        sketch("openai-community/gpt2", licence="mit"),
        *children,
        sketch("b/llama", licence="llama3"),
        sketch("x/relicensed", "b/llama", licence="apache-2.0"),
        sketch("x/dull", "b/llama", licence="llama3"),
        sketch("x/loop", "x/loop"),
        sketch("y/one", "y/two"),
        sketch("y/two", "y/one"),
    )
    chosen = choose(models)
    assert {f"c/{n}" for n in range(13, 20)} <= chosen
    assert "c/5" not in chosen
    assert {"openai-community/gpt2", "x/relicensed", "x/loop", "y/one", "y/two"} <= chosen
    assert "x/dull" not in chosen


def test_the_deepest_chain_is_chosen_and_cycles_are_not_deep() -> None:
    chain = [sketch(f"d/{n}", f"d/{n + 1}") for n in range(5)]
    looped = [sketch("l/0", "l/1"), sketch("l/1", "l/2"), sketch("l/2", "l/0")]
    chosen = choose(by_name(*chain, *looped, sketch("d/5"), sketch("e/0", "e/gone")))
    assert "d/0" in chosen
    assert "l/0" not in chosen


def _dump(folder: Path, name: str, *records: dict[str, Any]) -> None:
    data = b"".join(orjson.dumps(r) + b"\n" for r in records)
    (folder / f"{name}.jsonl.zst").write_bytes(zstandard.ZstdCompressor().compress(data))


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Give the files that are made out of small dumps."""
    newer = {"id": "microsoft/phi-2", "createdAt": "2023-12-13T21:19:59.000Z", "sha": "a" * 40}
    older = {"id": "microsoft/phi-2", "createdAt": "2023-12-13T00:00:00.000Z", "_id": "1"}
    card = {"license": "mit", "datasets": ["d/a"], "base_model": "google/Gemma-7b"}
    _dump(tmp_path, _DUMPS[0], {**newer, "cardData": card})
    _dump(tmp_path, _DUMPS[1], {"id": "google/gemma-7b", "createdAt": "2024", "_id": "2"}, {"x": 1})
    remade = {"id": "google/gemma-7b", "createdAt": "2020", "_id": "3"}
    _dump(tmp_path, _DUMPS[2], older, remade, {"id": "nobody/wants", "cardData": {}})
    sources = {"source_datasets": ["extended|d/b"]}
    _dump(tmp_path, _DUMPS[3], {"id": "d/b"}, {"id": "d/a", "cardData": sources}, {"id": "d/c"})
    paths = [tmp_path / "models.zst", tmp_path / "datasets.zst"]
    monkeypatch.setattr(make, "demo_paths", lambda: tuple(paths))
    make.main(tmp_path)
    return paths


def test_both_files_are_written(written: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    models, datasets = ([orjson.loads(line) for line in read_lines(path)] for path in written)
    assert [(m["id"], m["_id"]) for m in models] == [
        ("google/gemma-7b", "2"),
        ("microsoft/phi-2", "1"),
    ]
    assert [d["id"] for d in datasets] == ["d/a", "d/b"]
    assert models[1]["sha"] == "a" * 40
    assert capsys.readouterr().out == ""  # the words were said while the fixture ran
