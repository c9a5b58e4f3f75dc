"""Every real licence text, disturbed: the texts are shared data, which no checkout carries."""

import io
import json
import random
import tarfile
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard

from licences import registry
from licences.detection import identify
from licences.fingerprints import load
from licences.fingerprints.make import NAMES, name, texts

_PROSE = """This repository holds the weights and the code of our model. To install it, create an
environment and run pip install, then download the files and load them with the library. The model
was trained on a mixture of web pages, books and conversations, and evaluated on public benchmarks,
the results of which are shown in the table below. You must install the software with a recent
version of Python before you run the examples. If you find a bug, please open an issue and tell us
which version you use. We thank everybody who has contributed over the years. For the best results
use a temperature of zero and keep the prompt short; longer prompts need more memory and a larger
card. Quantised files are provided for smaller machines, and the tokenizer is the same as in the
earlier release. See the paper for details of the training and the ablations, and cite it if it
helped you in your own research.""".split()
_OTHER = "green river quickly layers window paper apple music winter happy stone cloud".split()
_SHORT = 120
_CONDITIONS = [
    "The Software shall be used for Good, not Evil.",
    "This model may only be used for non-commercial purposes.",
    "If the Software is used in a product with more than 100 million monthly active users,"
    ' you shall prominently display "Name" on its user interface.',
    "You may not use the Software to train other models.",
]
_PERMISSIVE = ("mit", "isc", "bsd-new", "bsd-simplified", "zlib", "apache-2.0")


@pytest.fixture
def folder(shared_file: Callable[[str], Path]) -> Path:
    return shared_file("texts/INDEX.json").parent


@pytest.fixture
def real(folder: Path) -> Callable[[str], str]:
    """Give a reader of one text."""
    stems = [file.stem.removeprefix("scancode__") for file in sorted(folder.glob("*.txt"))]
    read = dict(zip(stems, (text.strip() for _, text in texts(folder)), strict=True))
    return read.__getitem__


def _frame(text: str, pick: random.Random) -> str:
    start = pick.randrange(len(_PROSE))
    prose = textwrap.fill(" ".join([*_PROSE[start:], *_PROSE[:start]]), 80)
    return f"# A model\n\n{prose}\n\n{text}\n\n{prose}\n"


def _disturbed(text: str, pick: random.Random, substituted: float) -> str:
    kept = [word for word in text.split() if pick.random() >= 0.1]
    words = [pick.choice(_OTHER) if pick.random() < substituted else word for word in kept]
    return _frame(textwrap.fill(" ".join(words), pick.choice((50, 70, 110))), pick).upper()


def test_every_text_is_found_as_it_is(folder: Path) -> None:
    wrong = {
        licence: found
        for licence, text in texts(folder)
        if (found := [(m.licence, m.score > 0.95) for m in identify(text)]) != [(licence, True)]
    }
    assert not wrong


@pytest.mark.parametrize("substituted", [0, 0.05])
@pytest.mark.parametrize("seed", range(2))
def test_every_text_is_found_in_a_readme_when_each_tenth_word_is_lost(
    seed: int, substituted: float, folder: Path
) -> None:
    pick = random.Random(seed)
    wrong = {}
    for licence, text in texts(folder):
        found = identify(_disturbed(text, pick, substituted))
        right = len(found) == 1 and licence in {found[0].licence, *found[0].also}
        if not right and len(text.split()) >= _SHORT:
            wrong[licence] = [match.licence for match in found]
    assert not wrong


def test_fifty_texts_are_read_in_a_second(folder: Path) -> None:
    load()
    pick = random.Random(1)
    disturbed = [_disturbed(text, pick, 0.05) for _, text in texts(folder)]
    start = time.process_time()
    for text in disturbed:
        identify(text)
    assert len(disturbed) / (time.process_time() - start) > 25  # a busy machine has half the time


def test_no_text_without_facts_has_the_name_of_a_licence(folder: Path) -> None:
    index = json.loads((folder / "INDEX.json").read_text("utf-8"))
    stems = [entry["file"].removesuffix(".txt") for entry in index if "facts_rows" in entry]
    policies = [entry["file"].removesuffix(".txt") for entry in index if "policy" in entry["file"]]
    assert not [stem for stem in [*stems, *policies] if registry.resolve(name(stem))]


def test_every_text_of_the_table_is_there(folder: Path) -> None:
    stems = {file.stem.removeprefix("scancode__") for file in folder.glob("*.txt")}
    assert not set(NAMES) - stems


@pytest.mark.parametrize("condition", _CONDITIONS)
@pytest.mark.parametrize("stem", _PERMISSIVE)
def test_a_permissive_text_with_a_condition_is_not_given(
    stem: str, condition: str, real: Callable[[str], str]
) -> None:
    text = real(stem)
    title = "MIT License\n\nCopyright (c) 2025 The Authors"
    for changed in (
        f"{title}\n\n{text}\n\n{condition}",
        f"{title}\n\n{condition}\n\n{text}",
        _frame(f"{title}\n\n{text} {condition}", random.Random(1)),
        "\n".join(f"# {line}" for line in f"{title}\n\n{text}\n\n{condition}".splitlines()),
    ):
        assert name(stem) not in [match.licence for match in identify(changed)]


@pytest.mark.parametrize("mark", ["# ", " * ", "// ", "> ", "    "])
@pytest.mark.parametrize("stem", [*_PERMISSIVE, "unlicense", "wtfpl-2.0", "postgresql", "uoi-ncsa"])
def test_a_permissive_text_is_found_in_comments_and_in_a_readme(
    stem: str, mark: str, real: Callable[[str], str]
) -> None:
    text = f"Copyright (c) 2020 One\nCopyright (c) 2021 Two GmbH\n\n{textwrap.fill(real(stem), 60)}"
    marked = "\n".join(mark + line for line in text.splitlines())
    assert [match.licence for match in identify(marked)] == [name(stem)]
    framed = _frame(marked, random.Random(2))
    assert [match.licence for match in identify(framed)] == [name(stem)]


@pytest.mark.parametrize(
    "stems",
    [
        ("mit", "apache-2.0"),
        ("apache-2.0", "mit"),
        ("cc-by-nc-4.0", "c4ai-aup"),
        ("llama3.1", "gemma-tou-2025-03-24"),
        ("llama3.1", "llama3.1-use-policy"),
        ("kimi-k2-modified-mit", "mit"),
        ("mit", "minimax-m2"),
        ("bsd-new", "mit", "isc", "zlib"),
    ],
)
def test_several_texts_in_a_file_are_all_found(
    stems: tuple[str, ...], real: Callable[[str], str]
) -> None:
    found = identify("\n\n".join(map(real, stems)))
    assert [match.licence for match in found] == list(map(name, stems))


def test_a_sentence_or_two_of_a_licence_are_no_text(real: Callable[[str], str]) -> None:
    prose = " ".join(_PROSE)
    assert not identify(f"{prose}\n\n{real('mit').split('THE SOFTWARE')[0][:300]}\n\n{prose}")
    apache = real("apache-2.0")
    assert not identify(f"{prose}\n\n{apache[apache.index('Licensed under the Apache') :]}")
    assert not identify(f"{prose}\n\n{' '.join(apache.split()[300:400])}")


def _cards(archive: Path) -> Iterator[str]:
    data = zstandard.ZstdDecompressor().stream_reader(archive.read_bytes()).read()
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for member in tar:
            if member.isfile() and (file := tar.extractfile(member)):
                yield file.read().decode("utf-8", "replace")


def test_cards_hold_a_licence_only_where_somebody_pasted_one(folder: Path) -> None:
    archive = folder.parents[1] / "hub" / "model_cards.tar.zst"
    if not archive.is_file():
        pytest.skip(f"the shared cards are not here: {archive}")
    found = [tuple(match.licence for match in identify(card)) for card in _cards(archive)]
    assert len(found) > 1000
    assert [licences for licences in found if licences] == [
        ("llama2", "llama2-use-policy"),
        ("llama3",),
    ]
