"""Make the embedded snapshot out of whole-Hub dumps: ``python -m scanners.hub.demo.make FOLDER``.

The folder holds the dumps named below; README.md says where they are from. What is chosen depends
on them alone, so the same dumps give the same bytes. Facts are kept (names, ids, dates, tags,
licences, origins, file names), prose is not.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import zstandard

from scanners.evidence import Kind
from scanners.hub.demo import demo_paths
from scanners.hub.demo.names import FAMILIES, KNOWN
from scanners.hub.lines import read_lines
from scanners.hub.records import HubRecord, parse_record

_MODEL_DUMPS = (
    "models_2025-04.jsonl.zst",
    "model_info_2024-07.jsonl.zst",
    "models_2024-07.jsonl.zst",
)
"""The first that has a model is the one to prefer."""
_DATASET_DUMP = "datasets_2024-07.jsonl.zst"
_KEPT = (
    *("_id", "id", "author", "sha", "createdAt", "lastModified", "gated", "disabled"),
    *("pipeline_tag", "library_name"),
)
_KEPT_OF_CARD = (
    *("license", "license_name", "license_link", "base_model", "base_model_relation"),
    *("datasets", "source_datasets"),
)
_TAG_NOISE = ("region:", "arxiv:", "doi:", "language:", "task_", "size_categories:", "modality:")
_MOST_FILES = 60

_SEVERAL = 3
"""Parents of a merge that is worth showing."""
_CHILDREN = 7
_OF_EACH_ODDITY = 6


@dataclass(frozen=True, slots=True)
class Sketch:
    """As much of a model as the choice needs."""

    name: str
    downloads: int
    licence: tuple[str, ...]
    bases: tuple[str, ...]
    datasets: tuple[str, ...]


def main(folder: Path) -> None:
    """Choose, cut and write both files of the snapshot."""
    models = {}
    for dump in reversed(_MODEL_DUMPS):
        models.update(_sketches(folder / dump))
    chosen = with_ancestors(choose(models), models)
    datasets = {d for name in chosen for d in models[name].datasets}
    records = _records([folder / d for d in _MODEL_DUMPS], chosen)
    data = _datasets(folder / _DATASET_DUMP, datasets)
    for path, found in zip(demo_paths(), (records, data), strict=True):
        lines = b"".join(orjson.dumps(r) + b"\n" for r in found)
        path.write_bytes(zstandard.ZstdCompressor(level=19).compress(lines))
        sys.stdout.write(f"{path.name}: {len(found)} records, {path.stat().st_size:,} bytes\n")


def choose(models: Mapping[str, Sketch]) -> set[str]:
    """Choose models by name, by family and by oddity."""
    chosen = {name.casefold() for name in KNOWN if name.casefold() in models}
    families = {name.casefold() for name in FAMILIES}
    children: dict[str, list[Sketch]] = {name: [] for name in families}
    for sketch in models.values():
        for base in families.intersection(sketch.bases):
            children[base].append(sketch)
    for family in children.values():
        chosen.update(s.name.casefold() for s in _most_used(family)[:_CHILDREN])
    for oddity in _oddities(models):
        chosen.update(s.name.casefold() for s in _most_used(oddity)[:_OF_EACH_ODDITY])
    return chosen | _a_cycle(models)


def _oddities(models: Mapping[str, Sketch]) -> Iterator[list[Sketch]]:
    """Give groups of models of each kind that a lineage audit has to cope with."""
    every = list(models.values())

    def licence_of(name: str) -> str:
        return next(iter(models[name].licence), "") if name in models else ""

    def below(prefix: str, label: str) -> list[Sketch]:
        return [
            s
            for s in every
            if s.licence == (label,) and any(licence_of(b).startswith(prefix) for b in s.bases)
        ]

    yield below("llama", "apache-2.0")
    yield below("llama", "mit")
    yield below("cc-by-nc", "apache-2.0")
    yield below("gemma", "apache-2.0")
    yield below("creativeml", "mit")
    yield below("apache", "mit")
    yield below("mit", "apache-2.0")
    yield [s for s in every if len(s.licence) > 1]
    yield [s for s in every if s.licence == ("unknown",)]
    yield [s for s in every if len(s.bases) >= _SEVERAL]
    yield [s for s in every if s.bases and not any(b in models for b in s.bases)]
    yield [s for s in every if s.name.casefold() in s.bases]
    yield [s for s in every if "lora" in s.name.casefold() and s.bases]
    deepest = sorted(every, key=lambda s: (-_depth(s, models), s.name))
    yield deepest[:1]


def _depth(sketch: Sketch, models: Mapping[str, Sketch]) -> int:
    """Count hops up the first base, cycles left aside."""
    seen, here, depth = set(), sketch, 0
    while here.bases and here.name not in seen:
        seen.add(here.name)
        if here.bases[0] not in models:
            return depth
        here = models[here.bases[0]]
        depth += 1
    return 0 if here.name in seen else depth


def _a_cycle(models: Mapping[str, Sketch]) -> set[str]:
    """Find the first two models, by name, that name each other."""
    for name in sorted(models):
        for base in models[name].bases:
            if base != name and base in models and name in models[base].bases:
                return {name, base}
    return set()


def with_ancestors(chosen: Iterable[str], models: Mapping[str, Sketch]) -> list[str]:
    """Add every ancestor that the dumps hold; sorted."""
    found: set[str] = set()
    wanted = list(chosen)
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            wanted += [base for base in models[name].bases if base in models]
    return sorted(found)


def _most_used(sketches: Iterable[Sketch]) -> list[Sketch]:
    return sorted(sketches, key=lambda s: (-s.downloads, s.name))


def _sketches(path: Path) -> dict[str, Sketch]:
    found = {}
    for line in read_lines(path):
        raw = orjson.loads(line)
        record = parse_record(raw, Kind.MODEL)
        if isinstance(record, HubRecord):
            found[record.name.casefold()] = Sketch(
                record.name,
                int(raw.get("downloads") or 0),
                record.licence,
                tuple(c.name.casefold() for c in record.base_models),
                tuple(c.name.casefold() for c in record.datasets),
            )
    return found


def _records(paths: list[Path], names: Iterable[str]) -> list[dict[str, Any]]:
    """Cut the records of some names, the first dump's before the others'; sorted by name."""
    wanted = set(names)
    found: dict[str, dict[str, Any]] = {}
    for path in paths:
        for line in read_lines(path):
            raw = orjson.loads(line)
            name = str(raw.get("id")).casefold()
            if name in wanted:
                found[name] = _joined(found[name], raw) if name in found else cut(raw)
    return [found[name] for name in sorted(found)]


def _joined(newer: dict[str, Any], older: Mapping[str, Any]) -> dict[str, Any]:
    """Take over the ``_id`` of an older record of the same repository, made on the same day."""
    same = str(newer.get("createdAt"))[:10] == str(older.get("createdAt"))[:10]
    if same and "_id" not in newer and "_id" in older:
        return {"_id": older["_id"], **newer}
    return newer


def _datasets(path: Path, names: set[str]) -> list[dict[str, Any]]:
    """Cut the records of datasets and of those that they were made from."""
    found = _records([path], names)
    sources = {
        claim.name.casefold()
        for raw in found
        if isinstance(record := parse_record(raw, Kind.DATASET), HubRecord)
        for claim in record.source_datasets
    }
    return _records([path], names | sources)


def cut(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the facts of a record that an audit reads.

    A file list is kept whole or not at all, since half of one would be misleading.
    """
    kept = {key: raw[key] for key in _KEPT if raw.get(key) is not None}
    kept["tags"] = [t for t in raw.get("tags") or [] if not t.startswith(_TAG_NOISE)]
    card = raw.get("cardData") or {}
    kept["cardData"] = {key: card[key] for key in _KEPT_OF_CARD if card.get(key) is not None}
    siblings = raw.get("siblings") or []
    if 0 < len(siblings) <= _MOST_FILES:
        kept["siblings"] = [{"rfilename": s["rfilename"]} for s in siblings]
    return kept


if __name__ == "__main__":
    main(Path(sys.argv[1]))
