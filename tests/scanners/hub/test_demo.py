"""The embedded snapshot holds what a demonstration and a test need."""

import time

import pytest
import zstandard

from licences.relation import Relation
from scanners.evidence import Kind, State
from scanners.hub.crawl import collect
from scanners.hub.demo import demo_paths
from scanners.hub.records import HubRecord
from scanners.hub.snapshots import Snapshot
from scanners.reference import Reference, parse_reference


@pytest.fixture(scope="module")
def demo() -> Snapshot:
    """Give the embedded snapshot."""
    return Snapshot.open(demo_paths())


@pytest.fixture(scope="module")
def models(demo: Snapshot) -> dict[str, HubRecord]:
    """Give every model of it, by casefolded name."""
    seen = (demo.look(Kind.MODEL, name).record for name in demo.names(Kind.MODEL))
    return {record.name.casefold(): record for record in seen if record}


def _parents(models: dict[str, HubRecord], name: str) -> list[str]:
    return [c.name.casefold() for c in models[name].base_models if c.name.casefold() in models]


def test_it_is_small_and_whole(demo: Snapshot, models: dict[str, HubRecord]) -> None:
    assert sum(path.stat().st_size for path in demo_paths()) < 250_000
    assert 300 <= len(models) <= 650
    assert len(list(demo.names(Kind.DATASET))) >= 100
    assert (demo.repeated, demo.unreadable_count) == (0, 0)


def test_it_holds_facts_and_no_prose() -> None:
    for path in demo_paths():
        text = zstandard.ZstdDecompressor().decompress(path.read_bytes()).decode()
        for key in ('"description":', '"model-index":', '"widget":', '"extra_gated', '"config":'):
            assert key not in text, (path.name, key)


@pytest.mark.parametrize(
    "name",
    [
        *("meta-llama/Meta-Llama-3-8B-Instruct", "mistralai/Mistral-7B-v0.1", "microsoft/phi-2"),
        *("HuggingFaceH4/zephyr-7b-beta", "teknium/OpenHermes-2.5-Mistral-7B", "google/gemma-7b"),
        *("TheBloke/OpenHermes-2.5-Mistral-7B-GGUF", "Qwen/Qwen2-7B-Instruct", "bigscience/bloom"),
        *("google-bert/bert-base-uncased", "stabilityai/stable-diffusion-xl-base-1.0"),
        *("sentence-transformers/all-MiniLM-L6-v2", "facebook/nllb-200-distilled-600M"),
        *("deepseek-ai/DeepSeek-R1", "openai/whisper-large-v3", "runwayml/stable-diffusion-v1-5"),
    ],
)
def test_it_holds_what_people_try_first(demo: Snapshot, name: str) -> None:
    assert demo.look(Kind.MODEL, name).record is not None


def test_it_holds_what_a_lineage_may_hold(demo: Snapshot, models: dict[str, HubRecord]) -> None:
    relations = {claim.relation for record in models.values() for claim in record.base_models}
    assert relations >= {
        Relation.FINETUNE,
        Relation.MERGE,
        Relation.ADAPTER,
        Relation.QUANTIZED,
    }
    licences = {record.licence for record in models.values()}
    assert {(), ("unknown",), ("other",), ("apache-2.0",), ("llama3",)} <= licences
    assert any(len(licence) > 1 for licence in licences)
    assert {r.licence_name for r in models.values() if r.licence == ("other",)} > {None}
    states = {demo.look(Kind.MODEL, name).state for name in models}
    assert states >= {State.FOUND, State.GATED}
    missing = [
        r for r in models.values() if r.base_models and not _parents(models, r.name.casefold())
    ]
    assert missing


def test_it_holds_loops_and_a_deep_chain(models: dict[str, HubRecord]) -> None:
    assert any(name in _parents(models, name) for name in models)
    assert any(
        name in _parents(models, parent)
        for name in models
        for parent in _parents(models, name)
        if parent != name
    )
    depth, name = 0, "citaman/command-r-1-layer"
    while parents := _parents(models, name):
        depth, name = depth + 1, parents[0]
    assert depth >= 10
    assert models[name].licence == ("cc-by-nc-4.0",)


@pytest.mark.parametrize(
    "name", ["Qwen/Qwen2-7B-Instruct", "sentence-transformers/all-MiniLM-L6-v2"]
)
def test_one_lineage_costs_little(name: str) -> None:
    """Forty milliseconds on the reference machine; a loaded one gets some air."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        collect(Snapshot.open(demo_paths()), [parse_reference(name)])
        spent.append(time.process_time() - begun)
    assert min(spent) < 0.15


def test_every_lineage_can_be_collected(demo: Snapshot, models: dict[str, HubRecord]) -> None:
    roots = [Reference(Kind.MODEL, name) for name in models]
    collection = collect(demo, roots)
    assert len(collection.roots) == len(models)
    assert {s.state for s in collection.sightings.values()} <= {
        State.FOUND,
        State.GATED,
        State.MOVED,
        State.NOT_IN_SNAPSHOT,
        State.MISSING_OR_PRIVATE,
    }
