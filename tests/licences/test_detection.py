"""Texts of licences found in texts; the licences here are made of invented words."""

import random
import sys
import textwrap
from array import array
from collections.abc import Callable

import licenseclassifier
import pytest

from licences import detection, fingerprints
from licences.detection import identify
from licences.fingerprints import Fingerprints, little_endian, load, parse
from licences.fingerprints.make import OPEN, make, name

_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()


def _words(seed: int | str, number: int) -> list[str]:
    pick = random.Random(seed)
    return ["".join(pick.choices(_SYLLABLES, k=3)) for _ in range(number)]


def _body(seed: int | str, number: int) -> str:
    return " ".join(_words(seed, number))


_MIT = _body("mit", 160)
_LONG = _body("long", 900)
_POLICY = _body("policy", 500)
_TEXTS = {
    "mit": _MIT,
    "contained": _LONG[:3000],
    "whole": f"{_LONG} {_body('annex', 300)}",
    "agreement-1": f"{_LONG[3500:]} first edition of may",
    "together": f"{_body('agreement', 1000)} {_body('old policy', 400)}",
    "agreement": f"{_body('agreement', 1000)} {_body('other end', 60)}",
    "policy": f"{_body('old policy', 400)} {_body('new rules', 100)}",
    "twin-2025": f"twin one {_POLICY}",
    "twin-2026": f"twin two {_POLICY}",
    "lgpl-3.0": _body("lesser", 300),
    "gpl-3.0": _body("general", 900),
    "tiny": "the whole of a very small text which nobody would take for anything else at all",
    "scancode__wtfpl-2.0": f"---\nkey: x\nname: y\n---\n{_body('short', 60)}",
    "scancode__bsd-new": f"---\nkey: z\n---\n{_body('three', 200)}",
    "modified": f"an altered {_MIT} {_body('show us', 40)}",
    "refrain": f"{_body('song', 200)} {' '.join(_words('song', 200)[:30])} {_body('coda', 50)}",
    "scancode__odc-1.0": _body("data", 300),
    "scancode__odc-by-1.0": _body("data", 300),
}
_README = _body("readme", 150)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Fingerprints:
    """Make fingerprints of the invented texts."""
    folder = tmp_path_factory.mktemp("texts")
    for stem, text in _TEXTS.items():
        (folder / f"{stem}.txt").write_text(text, "utf-8")
    return parse(make(folder))


@pytest.fixture(autouse=True)
def known(invented: Fingerprints, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put fingerprints of the invented texts in the place of those of the package."""
    monkeypatch.setattr(fingerprints, "load", lambda: invented)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give a way to say what the package of SPDX texts finds: an id and the text it finds."""

    def answer(*found: tuple[str, str]) -> None:
        def find(
            text: str, coverage_threshold: float
        ) -> list[licenseclassifier.LicenseIdentificationResult]:
            assert coverage_threshold == 0
            return [
                licenseclassifier.LicenseIdentificationResult(
                    spdx, text.index(part), text.index(part) + len(part)
                )
                for spdx, part in found
            ]

        monkeypatch.setattr(licenseclassifier, "identify_license", find)

    return answer


def _ids(text: str) -> list[str]:
    return [match.licence for match in identify(text)]


def _lossy(text: str, seed: int) -> str:
    pick = random.Random(seed)
    kept = [word for word in text.split() if pick.random() > 0.1]
    return textwrap.fill(" ".join(kept), 61).upper()


def _body_of(stem: str) -> str:
    return _TEXTS[stem].rpartition("---\n")[2]


def test_a_text_is_found_whole_with_its_lines() -> None:
    (match,) = identify(f"{_README}\n\n{textwrap.fill(_MIT, 70)}\n\n{_README}\n")
    lines = textwrap.fill(_MIT, 70).count("\n") + 1
    assert match == detection.Match("mit", 1.0, ((3, lines + 2),), residue=300)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("stem", [s for s in _TEXTS if s not in {"tiny", "contained"}])
def test_a_text_that_lost_each_tenth_word_is_found(stem: str, seed: int) -> None:
    found = identify(f"{_README}\n\n{_lossy(_body_of(stem), seed)}\n\n{_README}")
    assert [match.licence for match in found] in (
        [name(stem)],
        ["twin-2025"] if found and "twin-2026" in found[0].also else [],
    )


@pytest.mark.parametrize("text", ["", "\0\ud800 " * 50, _README, "word " * 500, _README.upper()])
def test_what_is_no_licence_gives_nothing(text: str) -> None:
    assert identify(text) == ()


def test_a_part_of_a_text_is_no_licence() -> None:
    assert not _ids(" ".join(_MIT.split()[:80]))
    assert not _ids(" ".join(_LONG.split()[500:700]))


def test_text_behind_the_limit_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detection, "LIMIT", 100)
    assert identify(_MIT) == ()


def test_text_scattered_over_other_words_is_no_licence() -> None:
    words = _MIT.split()
    parts = (" ".join(words[n : n + 5]) + " " + _body(n, 15) for n in range(0, 160, 5))
    assert not _ids(" ".join(parts))
    parts = (" ".join(words[n : n + 8]) + " " + _body(n, 12) for n in range(0, 160, 8))
    assert not _ids(" ".join(parts))


def test_a_phrase_that_stands_apart_is_no_part_of_a_place() -> None:
    words, beside = _body_of("policy").split(), _body("beside", 30)
    opening, ending = " ".join(words[:10]), " ".join(words[-10:])
    (match,) = identify("\n".join([opening, beside, " ".join(words[10:-10]), beside, ending]))
    assert match.licence == "policy"
    assert match.spans == ((3, 3),)


def test_the_longer_text_is_found_and_the_contained_one_is_not() -> None:
    assert _ids(_TEXTS["whole"]) == ["whole"]
    assert _ids(_TEXTS["contained"]) == ["contained"]


def test_two_texts_that_another_one_resembles_are_two() -> None:
    assert _ids(f"{_TEXTS['agreement']}\n\n{_TEXTS['policy']}") == ["agreement", "policy"]
    assert _ids(_TEXTS["together"]) == ["together"]


def test_twins_are_told_apart_by_one_word_and_both_named_without_it() -> None:
    (first,) = identify(f"twin one {_POLICY}")
    (second,) = identify(f"twin two {_POLICY}")
    assert (first.licence, first.also) == ("twin-2025", ())
    assert (second.licence, second.also) == ("twin-2026", ())
    (either,) = identify(_POLICY)
    assert {either.licence, *either.also} == {"twin-2025", "twin-2026"}


def test_several_texts_are_given_in_their_order() -> None:
    text = f"{_body_of('scancode__bsd-new')}\n\n{_README}\n\n{_MIT}\n\n{_TEXTS['together']}"
    assert _ids(text) == ["bsd-3-clause", "mit", "together"]


def test_copies_of_one_text_are_spans_of_one_match() -> None:
    text = f"{_MIT}\n{_MIT}\n\n{_README}\n\n{_MIT}"
    (match,) = identify(text)
    assert match.spans == ((1, 1), (2, 2), (6, 6))
    assert match.residue == 150


def test_a_second_copy_with_a_title_of_its_own_has_its_title() -> None:
    (match,) = identify(f"twin one {_POLICY}\ntwin one {_POLICY}")
    assert match.spans == ((1, 1), (2, 2))


def test_a_text_and_a_longer_one_that_repeats_it_are_two() -> None:
    assert _ids(f"{_MIT}\n\nthe next\n\n{_TEXTS['modified']}") == ["mit", "modified"]
    assert _ids(f"{_TEXTS['modified']}\n\nthe next\n\n{_MIT}") == ["modified", "mit"]


def test_a_text_that_repeats_itself_is_one() -> None:
    (match,) = identify(_TEXTS["refrain"])
    assert (match.licence, match.score, match.residue) == ("refrain", 1.0, 0)


def test_a_text_that_another_takes_in_is_a_part_of_it() -> None:
    (match,) = identify(f"{_TEXTS['lgpl-3.0']}\n\n{_TEXTS['gpl-3.0']}")
    assert (match.licence, match.spans, match.residue) == ("lgpl-3.0", ((1, 3),), 0)
    assert _ids(f"{_TEXTS['gpl-3.0']}\n\n{_TEXTS['lgpl-3.0']}") == ["gpl-3.0", "lgpl-3.0"]


_PLAIN = [
    "Copyright (c) 2020 The Authors",
    "You must use Python 3.11 with the software, and you may not need a card.",
    "If you use the model please cite the paper.",
    "This project is licensed under the MIT License, see the file.",
]
_LIMITING = [
    "The Software shall be used for Good, not Evil.",
    "The model may only be used for non-commercial purposes.",
    "Modified MIT License",
    "If more than 100 million monthly active users use it, show our name.",
    "You must display the name of the model.",
    "The weights must not be sold.",
    "Use for military purposes is prohibited.",
]


@pytest.mark.parametrize("before", _PLAIN)
@pytest.mark.parametrize("after", _PLAIN)
def test_prose_beside_a_permissive_text_changes_nothing(before: str, after: str) -> None:
    assert _ids(f"{before}\n\n{_MIT}\n\n{after}\n\n{_README}") == ["mit"]


@pytest.mark.parametrize("words", _LIMITING)
@pytest.mark.parametrize(
    "shape",
    [
        "{words}\n\n{start} {end}",
        "{start} {end}\n\n{words}\n\n{readme}",
        "# Model\n\n{readme}\n\n{start}\n{words}\n{end}",
        "{start} {end}. {words}",
    ],
)
def test_a_permissive_text_with_a_condition_is_not_given(shape: str, words: str) -> None:
    start, end = " ".join(_MIT.split()[:90]), " ".join(_MIT.split()[90:])
    assert not _ids(shape.format(start=start, end=end, words=words, readme=_README))


def test_a_sentence_put_in_that_states_something_makes_another_licence() -> None:
    start, end = " ".join(_MIT.split()[:90]), " ".join(_MIT.split()[90:])
    assert not _ids(f"{start} unless somebody keeps three white geese {end}")
    assert not _ids(f"{start} {_body('sentence', 20)} {end}")
    assert not _ids(f"{start} somebody keeps three white geese {end}")


def test_in_a_file_of_its_own_a_text_stands_alone_but_for_names() -> None:
    line = "Everybody who earns money with ducks owes us one tenth"
    assert not _ids(f"{_MIT}\n\n{line}")
    assert not _ids(f"{line}.\n\n{_MIT}")
    assert _ids(f"Name of the Licence\n\nCopyright (c) 2020 Some Body of Some Where\n\n{_MIT}")
    assert _ids(f"{_MIT}\n\nThis project is licensed under the licence above by all of us here.")


def test_a_condition_far_away_or_under_another_heading_is_not_this_text_s() -> None:
    words = "The weights must not be sold."
    assert _ids(f"{_MIT}\n\n{_README}\n\n{words}") == ["mit"]
    assert _ids(f"{_MIT}\n\n## Usage\n\n{words} {_README}") == ["mit"]
    assert _ids(f"{_README} {words}\n\nUsage\n-----\n\n{_MIT}") == ["mit"]


def test_a_condition_of_another_licence_is_not_this_text_s() -> None:
    other = _TEXTS["together"]
    evil = "for non-commercial purposes only"
    assert _ids(f"{evil}\n\n{other}\n\n{_MIT}\n\n{other}\n\n{evil}") == ["together", "mit"]


def test_words_of_the_licence_that_stand_apart_are_its_own() -> None:
    repeated = " ".join(_MIT.split()[20:60])
    assert _ids(f"{repeated} {_body('gap', 120)} {_MIT}") == ["mit"]


def test_a_licence_that_nobody_appends_to_keeps_its_name() -> None:
    assert _ids(f"{_TEXTS['together']}\n\n{_LIMITING[0]}") == ["together"]


_LEGAL = "licence copyright warranty liability permission granted"


def test_another_spdx_text_is_asked_for_where_words_sound_like_one(
    elsewhere: Callable[..., None],
) -> None:
    text = f"{_LEGAL} {_body('other licence', 60)}"
    elsewhere(("EPL-2.0", text), ("Foo-1.0", "licence"))
    assert _ids(text) == ["epl-2.0"]
    assert _ids(f"{_MIT}\n\n{text}") == ["mit", "epl-2.0"]


def test_an_spdx_id_that_the_catalogue_lacks_is_lowercased(elsewhere: Callable[..., None]) -> None:
    text = f"{_LEGAL} {_body('other licence', 60)}"
    elsewhere(("CDDL-1.0", text))
    assert _ids(text) == ["cddl-1.0"]


@pytest.mark.parametrize("spdx", ["MIT", "GPL-2.0-or-later", "any-OSI"])
def test_a_notice_or_a_licence_known_by_fingerprints_is_left_aside(
    spdx: str, elsewhere: Callable[..., None]
) -> None:
    text = f"{_LEGAL} {_body('other licence', 60)}"
    elsewhere((spdx, text))
    assert not _ids(text)


def test_a_changed_permissive_text_is_asked_for(elsewhere: Callable[..., None]) -> None:
    text = f"{_MIT} {_LIMITING[0]}"
    elsewhere(("JSON", text))
    assert _ids(text) == ["json"]
    elsewhere(("MIT", text))
    assert not _ids(text)


def test_a_relative_that_fits_word_for_word_is_taken(elsewhere: Callable[..., None]) -> None:
    shorter = " ".join(_MIT.split()[:140])
    elsewhere(("MIT-0", shorter))
    assert _ids(shorter) == ["mit-0"]
    elsewhere()
    assert _ids(shorter) == ["mit"]


def test_the_real_package_says_nothing_on_invented_words() -> None:
    assert not _ids(f"{_LEGAL} {_body('other licence', 60)}")


def test_twin_texts_of_one_licence_are_kept_once(invented: Fingerprints) -> None:
    assert invented.names.count("odc-by") == 1


def test_the_fingerprints_of_the_package_are_of_many_licences() -> None:
    real = load()
    assert len(set(real.names)) > 170
    assert {"mit", "apache-2.0", "llama3.1", "gemma", "busl-1.0", "c4ai-aup"} <= set(real.names)
    assert set(real.vocabulary) == OPEN
    assert max(max(group) for group in real.groups) < len(real.names) == len(real.sizes)


def test_bytes_are_swapped_where_the_machine_keeps_them_the_other_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "byteorder", "little")
    assert little_endian(array("H", [1])) == array("H", [1])
    monkeypatch.setattr(sys, "byteorder", "big")
    assert little_endian(array("H", [1])) == array("H", [256])
