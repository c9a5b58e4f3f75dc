"""What facts about an artefact prove of duties."""

from collections.abc import Callable
from typing import Any

import pytest

from licences.licence import Obligation
from licences.proof import PROOFS, begins, has_file, shows, unmet
from licences.use import Facts

Owed = Callable[..., Obligation]

CODE = ("model.py", "config.json", "model.safetensors", "a.bin", "b.gguf", "c.ckpt")
WEIGHTS = ("d.pt", "e.pth", "f.onnx", "g.h5")


def test_the_facts_that_prove_are_a_closed_list() -> None:
    """A duty names one of these facts, or none."""
    assert {
        *("licence-file", "notice-file", "model-card", "notice-anywhere", "text-or-link"),
        *("shown", "source-offer", "name", "registered"),
    } == PROOFS


@pytest.mark.parametrize("proof", ["", *sorted(PROOFS)])
def test_what_is_not_known_proves_nothing(obligation: Owed, proof: str) -> None:
    """Without facts no duty is proven unmet."""
    assert unmet(obligation("notice", proof=proof, value="Test"), Facts()) == ""


NOTHING_DONE = Facts(name="other", files=(), shown=(), registered=False)


@pytest.mark.parametrize(
    ("proof", "missing"),
    [
        ("licence-file", "the files hold no licence text"),
        ("notice-file", "the files hold no notice"),
        ("model-card", "the files hold no model card"),
        ("notice-anywhere", "no notice is in the files or shown"),
        ("text-or-link", "the files hold neither a licence text nor a card with a link to it"),
        ("shown", '"Test" is not shown'),
        ("source-offer", "no source is offered"),
        ("name", '"other" does not begin so'),
        ("registered", "nobody registered"),
        ("", ""),
    ],
)
def test_a_given_fact_is_complete(obligation: Owed, proof: str, missing: str) -> None:
    """What a given fact lacks is missing, in words that continue a sentence."""
    assert unmet(obligation("notice", proof=proof, value="Test"), NOTHING_DONE) == missing


@pytest.mark.parametrize(
    ("proof", "facts"),
    [
        ("licence-file", {"files": ("LICENSE",)}),
        ("notice-file", {"files": ("Notice.txt",)}),
        ("model-card", {"files": ("README.md",)}),
        ("notice-anywhere", {"files": ("NOTICE",), "shown": ()}),
        ("notice-anywhere", {"files": (), "shown": ("anything",)}),
        ("text-or-link", {"files": ("x", "LICENSE")}),
        ("text-or-link", {"files": ("README.md",)}),
        ("shown", {"shown": ("test",)}),
        ("source-offer", {"shown": ("Get the source at example.org",)}),
        ("name", {"name": "Test-7B"}),
        ("registered", {"registered": True}),
    ],
)
def test_a_fact_that_holds_what_is_asked_fulfils(
    obligation: Owed, proof: str, facts: dict[str, Any]
) -> None:
    """Each kind of proof is met by its own fact."""
    assert unmet(obligation("notice", proof=proof, value="Test"), Facts(**facts)) == ""


@pytest.mark.parametrize(
    ("proof", "facts"),
    [
        ("licence-file", {"name": "x", "shown": (), "registered": False}),
        ("text-or-link", {"name": "x", "shown": (), "registered": False}),
        ("shown", {"name": "x", "files": (), "registered": False}),
        ("source-offer", {"name": "x", "files": (), "registered": False}),
        ("name", {"shown": (), "files": (), "registered": False}),
        ("registered", {"name": "x", "shown": (), "files": ()}),
        ("notice-anywhere", {"files": ()}),
        ("notice-anywhere", {"shown": ()}),
    ],
)
def test_another_fact_proves_nothing(obligation: Owed, proof: str, facts: dict[str, Any]) -> None:
    """A duty is held against its own fact alone, and a notice anywhere against both of two."""
    assert unmet(obligation("notice", proof=proof, value="Test"), Facts(**facts)) == ""


@pytest.mark.parametrize(
    ("shown", "met"), [(("old words",), True), (("new words",), True), (("no words",), False)]
)
def test_other_words_do_as_well(obligation: Owed, shown: tuple[str, ...], met: bool) -> None:
    """Where a licence prescribes one text or another, either is enough; the first is asked for."""
    owed = obligation("display", proof="shown", value="New words", or_values=("Old words",))
    assert unmet(owed, Facts(shown=shown)) == ("" if met else '"New words" is not shown')


@pytest.mark.parametrize(
    ("kind", "path", "found"),
    [
        ("licence-file", "LICENSE", True),
        ("licence-file", "licence.md", True),
        ("licence-file", "docs/COPYING.txt", True),
        ("licence-file", "Llama Agreement.pdf", True),
        ("licence-file", "TERMS", True),
        ("licence-file", "EULA.html", True),
        ("licence-file", "COPYRIGHT", True),
        ("licence-file", "Model_License_v2", True),
        ("licence-file", "README.md", False),
        ("licence-file", "licensing.py", False),
        ("licence-file", "LICENSE.JSON", False),
        ("notice-file", "NOTICE", True),
        ("notice-file", "third_party_notices.txt", True),
        ("notice-file", "notice.py", False),
        ("notice-file", "LICENSE", False),
        ("model-card", "README.md", True),
        ("model-card", "readme", True),
        ("model-card", "en/README.rst", True),
        ("model-card", "MODEL_CARD.md", True),
        ("model-card", "my model card.txt", True),
        ("model-card", "modelcard.md", True),
        ("model-card", "not-readme.md", False),
        ("model-card", "readme.py", False),
    ],
)
def test_a_file_is_known_by_its_name(kind: str, path: str, found: bool) -> None:
    """The last part of the path decides, in any case, and code and weights are no texts."""
    assert has_file(kind, [path]) is found
    assert has_file(kind, ["x", path, "y"]) is found


@pytest.mark.parametrize("ending", [path.partition(".")[2] for path in (*CODE, *WEIGHTS)])
def test_code_and_weights_are_no_texts(ending: str) -> None:
    """A file of code, settings or weights holds no licence, whatever its name."""
    assert not has_file("licence-file", [f"license.{ending}", f"LICENSE.{ending.upper()}"])
    assert has_file("licence-file", [f"license.{ending}.txt"])


@pytest.mark.parametrize("kind", ["licence-file", "notice-file", "model-card"])
def test_no_files_hold_no_file(kind: str) -> None:
    """An empty list holds nothing."""
    assert not has_file(kind, [])


@pytest.mark.parametrize(
    ("name", "prefix", "expected"),
    [
        ("Llama-3-Mine", "Llama", True),
        ("owner/llama_3 mine", "Llama 3", True),
        ("owner/group/Llama", "Llama", True),
        ("LLAMA  __3", "llama-3", True),
        ("my-llama", "Llama", False),
        ("llama/mine", "Llama", False),
        ("", "Llama", False),
        ("Llam", "Llama", False),
    ],
)
def test_a_name_begins_in_any_spelling(name: str, prefix: str, expected: bool) -> None:
    """Case, separators and the owner do not matter; anything before the prefix does."""
    assert begins(name, prefix) is expected


@pytest.mark.parametrize(
    ("shown", "words", "expected"),
    [
        (("Built with Llama",), ("built with llama",), True),
        (("this is BUILT WITH LLAMA!",), ("Built with Llama",), True),
        (("Built with Llama.",), ("Built with Llama",), True),
        (("Kimi K2.5",), ("Kimi K2",), False),
        (("Kimi K25",), ("Kimi K2",), False),
        (("Kimi K2",), ("Kimi K2",), True),
        (("Kimi K2 (5)",), ("Kimi K2",), True),
        (("Kimi K2.5 and Kimi K2",), ("Kimi K2",), True),
        (("a", "b"), ("c", "b"), True),
        (("a", "b"), ("c",), False),
        (("a.b",), ("axb",), False),
        (("axb",), ("a.b",), False),
        ((), ("a",), False),
        (("a",), (), False),
    ],
)
def test_words_are_shown_whole(
    shown: tuple[str, ...], words: tuple[str, ...], expected: bool
) -> None:
    """One of the texts is in what is shown, in any case, and not as the beginning of a word."""
    assert shows(shown, words) is expected
