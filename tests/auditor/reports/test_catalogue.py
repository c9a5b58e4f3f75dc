"""The list of licences, for a person and as JSON."""

import json

from inline_snapshot import snapshot

from auditor.reports.catalogue import as_json, as_text, matching
from licences import registry


def ids(*words: str) -> list[str]:
    """The ids that match."""
    return [licence.id for licence in matching(words)]


def test_no_words_list_everything() -> None:
    """Sorted by id, each once."""
    assert ids() == list(registry.ids())
    assert ids("") == list(registry.ids())


def test_every_word_has_to_be_there() -> None:
    """In the id, the name or the kind, in any case."""
    assert "qwen-research" in ids("QWEN", "research")
    assert set(ids("qwen", "research")) == set(ids("qwen")) & set(ids("research"))
    assert "mit" in ids("permissive")
    assert "mit" not in ids("permissive", "apache")
    assert ids("no such licence") == []


def test_a_line_is_id_kind_and_name() -> None:
    """In columns; the end says how many there are and of which month."""
    two = [registry.get("mit"), registry.get("gpl-3.0")]
    assert as_text(two) == snapshot("""\
mit      permissive  MIT License
gpl-3.0  copyleft    GNU General Public License 3.0 (only or later not stated)

2 licences, catalogue 2026.11. 'auditor licence show ID' shows one.
""")
    assert as_text(two[:1]) == snapshot("""\
mit  permissive  MIT License

1 licence, catalogue 2026.11. 'auditor licence show ID' shows one.
""")
    assert as_text([]) == "No licence of the catalogue matches.\n"


def test_json_is_one_object_a_licence() -> None:
    """A spelling that there is none of is ``null``."""
    data = json.loads(as_json([registry.get("mit"), registry.get("kimi-k2-modified-mit")]))
    assert data == snapshot(
        [
            {
                "id": "mit",
                "name": "MIT License",
                "kind": "permissive",
                "hub": "mit",
                "spdx": "MIT",
                "commercial": "yes",
            },
            {
                "id": "kimi-k2-modified-mit",
                "name": "Modified MIT License (Kimi K2)",
                "kind": "community",
                "hub": None,
                "spdx": None,
                "commercial": "yes",
            },
        ]
    )
    assert as_json([]) == "[]\n"


def test_everything_can_be_listed() -> None:
    """No entry breaks a column or a line."""
    every = matching(())
    assert len(json.loads(as_json(every))) == len(every)
    *lines, blank, _ = as_text(every).splitlines()
    assert (len(lines), blank) == (len(every), "")
    assert all(
        line.startswith(x.id) and x.name in line for x, line in zip(every, lines, strict=True)
    )
