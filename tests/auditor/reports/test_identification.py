"""Which licences texts were found to be, for a person and as JSON."""

from typing import Any

import pytest
from inline_snapshot import snapshot

detection = pytest.importorskip("licences.detection", reason="licence texts are not identified yet")
told = pytest.importorskip("auditor.reports.identification", reason="it tells what was identified")


def match(licence: str = "mit", score: float = 1.0, **given: Any) -> Any:
    """A licence found in a text."""
    return detection.Match(**{
        "licence": licence, "score": score, "spans": ((1, 9),), "residue": 0, "also": (), **given
    })  # fmt: skip


def test_a_file_names_each_licence_with_its_lines() -> None:
    """How surely, on which lines, and what it could be as well."""
    found = [
        told.Identified(
            "LICENSE",
            (
                match(residue=12),
                match(
                    "llama3.1", 0.987, spans=((11, 20), (30, 30)), also=("llama3.2",), residue=12
                ),
                match("some-policy", 0.5, spans=((40, 50),), residue=12),
            ),
        ),
        told.Identified("README.md", ()),
    ]
    assert told.as_text(found) == snapshot("""\
LICENSE:
  mit  100%, lines 1-9 (MIT License)
  llama3.1  99%, lines 11-20, 30-30; its words fit llama3.2 as well (Llama 3.1 Community License Agreement)
  some-policy  50%, lines 40-50 (its terms are not in the catalogue)
  words that none of them covers: 12
README.md: no licence text that is known
""")
    assert told.as_data(found) == snapshot(
        [
            {
                "file": "LICENSE",
                "licences": [
                    {"licence": "mit", "score": 1.0, "spans": [[1, 9]], "residue": 12, "also": []},
                    {
                        "licence": "llama3.1",
                        "score": 0.987,
                        "spans": [[11, 20], [30, 30]],
                        "residue": 12,
                        "also": ["llama3.2"],
                    },
                    {
                        "licence": "some-policy",
                        "score": 0.5,
                        "spans": [[40, 50]],
                        "residue": 12,
                        "also": [],
                    },
                ],
            },
            {"file": "README.md", "licences": []},
        ]
    )


def test_no_file_is_nothing() -> None:
    """Neither text nor data."""
    assert (told.as_text([]), told.as_data([])) == ("", [])


def test_a_file_name_moves_no_cursor() -> None:
    """It is shown as JSON writes it; the JSON keeps it as it is."""
    name = "a\x1b[2J\u202e"
    for licences in ((), (match(),)):
        found = [told.Identified(name, licences)]
        assert told.as_text(found).startswith(r"a\u001b[2J\u202e:")
        assert told.as_text(found).replace("\n", "").isprintable()
        assert told.as_data(found)[0]["file"] == name


def test_a_score_is_rounded_to_what_it_means() -> None:
    """Three digits are more than anybody needs."""
    ((data,),) = [
        f["licences"] for f in told.as_data([told.Identified("x", (match(score=2 / 3),))])
    ]
    assert data["score"] == 0.667
