"""Makes the fingerprints anew: ``python -m licences.fingerprints.make FOLDER``.

The folder holds one licence text a file. No text of them is kept: only hashes of runs of words,
sorted by value, each with the licences that hold it.
"""

import json
import lzma
import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from licences.fingerprints import DATA, little_endian
from licences.words import Words, hashes

_FRONT_MATTER = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
_PAGE_HEADER = re.compile(r"\A\*\*\*\n.*?^-{10,}\n", re.DOTALL | re.MULTILINE)
_TWINS = 0.995
_NEAR = 0.75

# Texts whose file does not bear the name of the licence. Whatever is no licence of the catalogue
# (a policy, an edition that nobody has described) has an id of its own.
_NAMES = """
apple-amlr: apple-amlr-starflow
apache-2.0: yi-model-license-2023
bigcode-openrail-m: bigcode-open-rail-m-v1
bigscience-bloom-rail-1.0: bigscience-rail-1.0
bigscience-openrail-m: bigscience-open-rail-m
bilibili-indextts2: bilibili-model-ula-2025-09-09
bsd-2-clause: bsd-simplified
bsd-3-clause: bsd-new
bsd-3-clause-clear: clear-bsd
busl-1.0: bsl-1.0
c-uda: c-uda-1.0
chameleon-research: chameleon-research-2024
chatglm: chatglm2-6b-model-license
chatglm3: chatglm3-6b-model-license
codegeex: codegeex2-model-license
cogvideox: cogvideox-model-license
creativeml-openrail-m: stable-diffusion-2022-08-22
dbrx: dbrx-databricks-open-model
deepfloyd-if-license: deepfloyd-if
deepseek-license: deepseek-coder-model deepseek-v3-model deepseek-la-1.0
etalab-2.0: etalab-2.0-en
exaone-nc: exaone-1.1-nc exaone-ai-model-1.1-nc
fair-noncommercial-research-license: fair-noncommercial-research
falcon-2-11b: falcon-2-11b-1.0
flux-1-dev-non-commercial: flux-1-dev-non-commercial-license flux-1-nc
funasr: funasr-model-license
gemma: gemma-tou-2024-04-01 gemma-tou-2025-03-24
gemma-pup: gemma-pup-2024-02-21
hyperclovax-seed: hyperclova-x-seed-2025
kimi-k2-modified-mit: moonshot-ai-modified-mit-2025
kolors: kolors-model-license
llama1: llama-license-2023
llama2: llama-2-license-2023
llama3.1: llama-3.1-license-2024
llama3.2: llama-3.2-license-2024
llama3.3: llama-3.3-license-2024
llama4: llama-4-cla-2025
llama4-use-policy: llama-4-license-2025
ltxv-open-weights: ltxv-owl-2025-05-05
minimax-01: minimax-01-model-license
minimax-m2.7: minimax-m2.7-license
ncsa: uoi-ncsa
nvidia-data-training: nvidia-model-training-2025
nvidia-open-model-license: nvidia-open-model-2025-04-28
odbl: odbl-1.0
odc-by: odc-1.0 odc-by-1.0
openai-output-tos: openai-tou-20241211
openai-output-tos-2023: openai-tou-20230314
openrail++: openrail++-sd2 bigscience-open-rail-m2
opt-175b: opt-175b-noncommercial
pddl: pddl-1.0
qwen: qwen-2024
sam: sam3-license
seamless: seamless-licence
stabilityai-ai-community: stability-ai-community-2024
stabilityai-nc-research: sd-turbo sdxl-turbo-nc-community stability-ai-nc-2023-12-06
stabilityai-sv3d: sv3d
stabilityai-svd: svd
tencent-hunyuan-3d-2.0: tencent-hunyuan-3d-2.0-cla
tencent-hunyuan-community: tencent-hunyuandit
tencent-hunyuan-video: tencent-hunyuan-community
tongyi-qianwen: tongyi-qianwen-license tongyi-qianwen-2023
wtfpl: wtfpl-2.0
"""
NAMES = MappingProxyType(
    {
        stem: licence
        for licence, _, stems in (line.partition(": ") for line in _NAMES.split("\n"))
        for stem in stems.split()
    }
)
OPEN = frozenset(
    "apache-2.0 bsd-2-clause bsd-3-clause bsd-3-clause-clear ecl-2.0 isc mit ms-pl ncsa postgresql"
    " unlicense wtfpl zlib".split()
)
"""Short or customary texts that others append their own conditions to."""


def name(stem: str) -> str:
    """Give the licence whose text is in a file, from the name of the file."""
    stem = stem.removeprefix("scancode__")
    return NAMES.get(stem, stem)


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Read each licence's id and text; what is no part of the text is left out."""
    for file in sorted(folder.glob("*.txt")):
        text = file.read_text("utf-8")
        if file.stem.startswith("scancode__"):
            text = _FRONT_MATTER.sub("", text)
        yield name(file.stem), _PAGE_HEADER.sub("", text)


def make(folder: Path) -> bytes:
    """Make the data file out of a folder of texts."""
    kept: list[_Text] = []
    vocabulary: dict[str, set[int]] = defaultdict(set)
    for licence, text in texts(folder):
        words = Words(text)
        made = _Text(
            licence,
            frozenset(words.shingles),
            frozenset(hashes(words.words, 1) + hashes(words.words, 2)),
        )
        if licence in OPEN:
            vocabulary[licence] |= made.words
        if not any(made.likeness(other) >= _TWINS for other in kept):
            kept.append(made)
    return _packed(kept, {name: sorted(words) for name, words in vocabulary.items()})


@dataclass(frozen=True, slots=True)
class _Text:
    licence: str
    shingles: frozenset[int]
    words: frozenset[int]

    def likeness(self, other: "_Text") -> float:
        """Give the share of shingles that two texts have in common."""
        return len(self.shingles & other.shingles) / len(self.shingles | other.shingles)


def _signs(kept: list[_Text]) -> dict[int, list[int]]:
    """Give the words and pairs of each text that not all texts of its family have.

    A family is closed: what one of two relatives lacks is a sign of the other, seen from either.
    """
    families: list[list[int]] = []
    for number, text in enumerate(kept):
        near = [f for f in families if any(text.likeness(kept[other]) >= _NEAR for other in f)]
        families = [f for f in families if f not in near]
        families.append([number, *(other for family in near for other in family)])
    signs: dict[int, list[int]] = {}
    for family in families:
        shared = frozenset.intersection(*(kept[number].words for number in family))
        if len(family) > 1:
            signs |= {number: sorted(kept[number].words - shared) for number in family}
    return signs


def _packed(kept: list[_Text], vocabulary: Mapping[str, list[int]]) -> bytes:
    holders: dict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(kept):
        for shingle in text.shingles:
            holders[shingle].append(number)
    groups = {group: n for n, group in enumerate(sorted({tuple(h) for h in holders.values()}))}
    shingles = sorted(holders)
    steps = array("I", [b - a for a, b in zip([0, *shingles], shingles, strict=False)])
    owners = array("H", [groups[tuple(holders[shingle])] for shingle in shingles])
    head = {
        "names": [text.licence for text in kept],
        "sizes": [len(text.shingles) for text in kept],
        "groups": list(groups),
        "shingles": len(shingles),
        "vocabulary": vocabulary,
        "signs": _signs(kept),
    }
    body = little_endian(steps).tobytes() + little_endian(owners).tobytes()
    return lzma.compress(json.dumps(head).encode() + b"\n" + body, preset=9)


if __name__ == "__main__":
    DATA.write_bytes(make(Path(sys.argv[1])))
