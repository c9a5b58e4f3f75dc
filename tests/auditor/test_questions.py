"""Questions as JSON: every key is read, every wrong one is named, and a batch always goes on."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from auditor.errors import UsageProblem
from auditor.questions import answer_as_data, answer_lines, question_of, read_question, read_use
from licences.compatibility import compare
from licences.judgement import Verdict
from licences.question import Question
from licences.relation import Relation
from licences.use import ACTIVITIES, Facts, Use

PAIR = {"upstream": "mit", "relation": "use"}


def ask(**more: Any) -> Question:
    """Read a question about the MIT licence with some keys more."""
    return read_question({**PAIR, **more})


def refusal(data: object) -> str:
    """What is said of data that are no question."""
    with pytest.raises(UsageProblem) as refused:
        read_question(data)
    return str(refused.value)


def answers(*lines: bytes | dict[str, Any]) -> list[dict[str, Any]]:
    """Answer a batch of lines, each of bytes or an object."""
    written = [li if isinstance(li, bytes) else json.dumps(li).encode() for li in lines]
    return list(answer_lines(line + b"\n" for line in written))


def test_every_key_lands_in_the_question() -> None:
    """Lists become tuples, places become codes, licences become catalogue ids."""
    question = read_question(
        {
            "id": 1,
            "upstream": ["LLAMA3.1", "Apache 2.0"],
            "relation": "merge",
            "downstream": "MIT",
            "use": {
                "commercial": False,
                "purpose": "research",
                "activities": ["internal", "embed"],
                "regions": ["uk", "EU"],
                "domicile": "el",
                "mau": 5,
                "mau_at_release": 4.0,
                "revenue_usd": 0,
                "revenue_usd_month": None,
                "role": "end-user",
            },
            "facts": {
                "modality": "text",
                "embeds_terms": ["LLAMA3.1", "a text of our own"],
                "name": "Llama-x",
                "files": ["LICENSE"],
                "shown": [],
                "registered": True,
                "released": "2024-07-23",
                "similar_purpose": False,
                "same_family": None,
            },
        }
    )
    assert [up.concluded for up in question.upstreams] == ["llama3.1", "apache-2.0"]
    assert question.relation is Relation.MERGE
    assert question.downstream is not None
    assert question.downstream.concluded == "mit"
    assert question.use == Use(
        commercial=False,
        purpose="research",
        activities=("internal", "embed"),
        regions=("GB", "EU"),
        domicile="GR",
        mau=5,
        mau_at_release=4,
        revenue_usd=0,
        revenue_usd_month=None,
        role="end-user",
    )
    assert question.facts == Facts(
        modality="text",
        embeds_terms=("llama3.1", "a text of our own"),
        name="Llama-x",
        files=("LICENSE",),
        shown=(),
        registered=True,
        released="2024-07-23",
        similar_purpose=False,
    )


def test_what_is_not_given_is_not_known() -> None:
    """Absent and ``null`` are the same, for every key of a use and of the facts."""
    nothing = dict.fromkeys(Use.__dataclass_fields__)
    for use in ({}, {"use": None}, {"use": {}}, {"use": nothing}):
        assert ask(**use).use == Use()
    for facts in ({}, {"facts": None}, {"facts": {}}, {"facts": {"files": None, "name": None}}):
        assert ask(**facts).facts == Facts()
    assert ask(downstream=None).downstream is None


@pytest.mark.parametrize("relation", list(Relation))
def test_every_relation_can_be_asked_about(relation: Relation) -> None:
    """Edges of a lineage, and pairs that are no edge."""
    assert ask(relation=str(relation)).relation is relation


def test_no_upstream_licence_is_not_an_unknown_one() -> None:
    """``null`` states none; lists are read as deep as they go."""
    assert ask(upstream=None).upstreams[0].raw == ()
    (listed, none, other) = ask(upstream=["mit", [None, ["x"]]]).upstreams
    assert (listed.concluded, none.raw, other.raw) == ("mit", (), ("x",))


def test_a_label_at_issue_means_that_the_work_is_shared() -> None:
    """Unless the activities are given; elsewhere serving is what is asked about."""
    assert ask().use.activities == ("serve",)
    assert ask(downstream="mit").use.activities == ("redistribute",)
    assert ask(downstream="").use.activities == ("redistribute",)
    assert ask(downstream="mit", use={"mau": 1}).use.activities == ("redistribute",)
    assert ask(downstream="mit", use={"activities": ["embed"]}).use.activities == ("embed",)
    assert read_use(None, labelled=False) == Use()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, snapshot("a question is a JSON object, not null")),
        ([], snapshot("a question is a JSON object, not []")),
        ("mit", snapshot('a question is a JSON object, not "mit"')),
        ({}, snapshot("a question needs 'upstream' and 'relation'")),
        ({"upstream": "mit"}, snapshot("a question needs 'upstream' and 'relation'")),
        (
            {**PAIR, "upstreams": 1},
            snapshot("a question has no key 'upstreams'; did you mean 'upstream'?"),
        ),
        (
            {**PAIR, "x": 1},
            snapshot(
                "a question has no key 'x'; known are id, upstream, relation, downstream, use, facts"
            ),
        ),
        (
            {**PAIR, "upstream": []},
            snapshot("'upstream' is an empty list; give null for no licence"),
        ),
        (
            {**PAIR, "upstream": ["mit", []]},
            snapshot("'upstream' is an empty list; give null for no licence"),
        ),
        ({**PAIR, "upstream": 3}, snapshot("'upstream' is a text, not 3")),
        ({**PAIR, "upstream": ["mit", {}]}, snapshot("'upstream' is a text, not {}")),
        ({**PAIR, "downstream": ["mit"]}, snapshot("'downstream' is a text, not [\"mit\"]")),
        (
            {**PAIR, "relation": "child"},
            snapshot(
                "'relation' is one of finetune, adapter, quantized, merge, copy, distilled, trained-on, derived, generated-by, served-by, use, modify, combine, output, not \"child\""
            ),
        ),
        (
            {**PAIR, "relation": None},
            snapshot(
                "'relation' is one of finetune, adapter, quantized, merge, copy, distilled, trained-on, derived, generated-by, served-by, use, modify, combine, output, not null"
            ),
        ),
    ],
)
def test_what_is_no_question_is_refused_by_its_key(data: object, said: str) -> None:
    """The sentence names the key, what belongs there and what stood there."""
    assert refusal(data) == said


@pytest.mark.parametrize(
    ("use", "said"),
    [
        ([], snapshot("'use' is a JSON object, not []")),
        (0, snapshot("'use' is a JSON object, not 0")),
        ("", snapshot("'use' is a JSON object, not \"\"")),
        (False, snapshot("'use' is a JSON object, not false")),
        ({"region": ["EU"]}, snapshot("'use' has no key 'region'; did you mean 'regions'?")),
        ({"commercial": 1}, snapshot("'commercial' is true or false, not 1")),
        (
            {"purpose": "fun"},
            snapshot("'purpose' is one of any, research, not \"fun\""),
        ),
        ({"role": "user"}, snapshot("'role' is one of provider, end-user, not \"user\"")),
        ({"activities": "serve"}, snapshot("'activities' is a list of texts, not \"serve\"")),
        (
            {"activities": []},
            snapshot("'activities' is an empty list; leave the key out where none is known"),
        ),
        (
            {"activities": ["any"]},
            snapshot(
                "'activities' is one of internal, serve, redistribute, finetune, train-on-outputs, embed, not \"any\""
            ),
        ),
        ({"activities": [1]}, snapshot("'activities' is a text, not 1")),
        (
            {"regions": ["Europe"]},
            snapshot(
                "regions: 'Europe' is no region; give two-letter ISO 3166-1 codes such as US, or EU."
            ),
        ),
        (
            {"domicile": "USA"},
            snapshot(
                "domicile: 'USA' is no region; did you mean US or UA or SA? Give two-letter ISO 3166-1 codes such as US, or EU."
            ),
        ),
        ({"domicile": 1}, snapshot("'domicile' is a text, not 1")),
        ({"mau": -1}, snapshot("'mau' is a number from 0, not -1")),
        ({"mau": True}, snapshot("'mau' is a number from 0, not True")),
        ({"mau": "5"}, snapshot("'mau' is a number from 0, not '5'")),
        ({"mau": float("nan")}, snapshot("'mau' is a number from 0, not nan")),
        (
            {"revenue_usd": 10**18},
            snapshot("'revenue_usd' is a number from 0, not 1000000000000000000"),
        ),
    ],
)
def test_a_use_that_cannot_be_read_is_refused_by_its_key(use: object, said: str) -> None:
    """Nothing that is there is taken for absent: it might decide the answer."""
    assert refusal({**PAIR, "use": use}) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ([], snapshot("'facts' is a JSON object, not []")),
        ({"file": []}, snapshot("'facts' has no key 'file'; did you mean 'files'?")),
        (
            {"carries": ["mit"]},
            snapshot(
                "'facts' has no key 'carries'; known are modality, embeds_terms, name, files, shown, registered, released, similar_purpose, same_family"
            ),
        ),
        ({"files": "LICENSE"}, snapshot("'files' is a list of texts, not \"LICENSE\"")),
        ({"shown": [None]}, snapshot("'shown' is a text, not null")),
        ({"embeds_terms": {}}, snapshot("'embeds_terms' is a list of texts, not {}")),
        ({"registered": "yes"}, snapshot("'registered' is true or false, not \"yes\"")),
        (
            {"modality": True},
            snapshot(
                "'modality' is one of text, multimodal, image, audio, video, tabular, not true"
            ),
        ),
        ({"name": ["x"]}, snapshot("'name' is a text, not [\"x\"]")),
        ({"released": 2024}, snapshot("'released' is a text, not 2024")),
    ],
)
def test_facts_that_cannot_be_read_are_refused_by_their_key(facts: object, said: str) -> None:
    """``carries`` is what we find among files, and nothing that is asked about."""
    assert refusal({**PAIR, "facts": facts}) == said


def test_what_is_shown_of_a_wrong_value_is_short() -> None:
    """A megabyte in a wrong place is no megabyte of error."""
    long = "x" * 1_000_000
    for wrong in ({"relation": long}, {"use": long}, {"use": {"mau": long}}):
        assert len(refusal({**PAIR, **wrong})) < 300


_KEYS = ["id", "upstream", "relation", "downstream", "use", "facts", "use "]
_INNER = [
    *("commercial", "purpose", "activities", "regions", "domicile", "mau", "revenue_usd", "role"),
    *("modality", "files", "shown", "name", "registered", "embeds_terms", "released"),
]
_WORDS = [
    *("mit", "llama3.1", "MIT OR Apache-2.0", "(mit", "other", "", "cc", "text", "any", "EU"),
    *(*ACTIVITIES, *Relation),
]
_leaf = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(_WORDS)
    | st.text(st.characters(), max_size=8)
)
_value = st.recursive(
    _leaf,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(_INNER) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=8,
)
_question = st.fixed_dictionaries(
    {"upstream": _value, "relation": st.sampled_from([*Relation, "x"])},
    optional={key: _value for key in _KEYS if key not in {"upstream", "relation"}},
)


@given(_question | _value)
def test_any_json_is_a_question_or_refused(data: object) -> None:
    """Nothing but ``UsageProblem`` comes out, and what is a question has an answer."""
    try:
        question = read_question(data)
    except UsageProblem:
        return
    assert compare(question).verdict in Verdict


@given(st.lists(st.binary(max_size=40) | _question.map(lambda q: json.dumps(q).encode())))
def test_any_bytes_are_a_batch(lines: list[bytes]) -> None:
    """Each line that is not blank is answered, in JSON that any reader takes."""
    every = [part for line in lines for part in line.split(b"\n")]
    answered = list(answer_lines(every))
    spoken = [line for line in every if line.strip()]
    assert len(spoken) - 1 <= len(answered) <= len(spoken)  # one may be a byte order mark alone
    for answer in answered:
        assert ("error" in answer) is ("verdict" not in answer)
        json.dumps(answer, allow_nan=False)


def test_a_batch_goes_on_after_what_cannot_be_read() -> None:
    """Such a line answers with its number and its id, where it has one that can be read."""
    said = answers(
        {"id": "a", **PAIR},
        b"{",
        b"",
        b" \t\r",
        {"id": "b", "upstream": "mit"},
        b'{"id": "caf\xe9", "upstream": "mit", "relation": "use"}',
        b'{"id": NaN, "upstream": "mit", "relation": "use"}',
        b'{"id": 1e999, "upstream": "mit", "relation": "use"}',
        b'{"id": "c", "upstream": "mit", "relation": "use", "use": {"mau": %s}}' % (b"9" * 5000),
        b"[" * 100_000,
        b"\x00",
        [PAIR],  # type: ignore[arg-type]
        {"id": "d", **PAIR},
    )
    assert said == snapshot(
        [
            {"id": "a", "verdict": "compatible", "reasons": [], "obligations": []},
            {
                "id": None,
                "error": "line 2: it is no JSON that can be read; write one object on one line",
            },
            {"id": "b", "error": "line 5: a question needs 'upstream' and 'relation'"},
            {"id": None, "error": "line 6: it is no UTF-8; write the file in that encoding"},
            {
                "id": None,
                "error": "line 7: it is no JSON that can be read; write one object on one line",
            },
            {
                "id": None,
                "error": "line 8: it is no JSON that can be read; write one object on one line",
            },
            {
                "id": None,
                "error": "line 9: it is no JSON that can be read; write one object on one line",
            },
            {"id": None, "error": "line 10: it is nested too deep"},
            {
                "id": None,
                "error": "line 11: it is no JSON that can be read; write one object on one line",
            },
            {
                "id": None,
                "error": 'line 12: a question is a JSON object, not [{"upstream": "mit", "relation": "use"}]',
            },
            {"id": "d", "verdict": "compatible", "reasons": [], "obligations": []},
        ]
    )


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    """Editors write one; anywhere else it is no JSON."""
    line = json.dumps(PAIR).encode()
    marked = b"\xef\xbb\xbf" + line
    assert ["verdict" in answer for answer in answers(marked, line, marked)] == [True, True, False]
    assert answers(b"\xef\xbb\xbf") == []


@pytest.mark.parametrize(
    "identity", [None, "a", "", 7, 2**70, 1.5, True, [1, [2]], {"a": None}, "\ud800", "\u202e"]
)
def test_an_id_comes_back_as_it_was(identity: object) -> None:
    """Whatever JSON it is, beside an answer and beside an error."""
    good, bad = answers({"id": identity, **PAIR}, {"id": identity})
    assert (good["id"], bad["id"]) == (identity, identity)
    assert type(good["id"]) is type(identity)


def test_what_is_asked_without_an_id_is_answered_without_one() -> None:
    """The key is there all the same."""
    (answer,) = answers(PAIR)
    assert answer == {"id": None, "verdict": "compatible", "reasons": [], "obligations": []}


def test_an_answer_names_licence_clause_and_status() -> None:
    """So do obligations, with whom each binds and when; what is not due is not listed."""
    question = ask(upstream="bsd-3-clause", relation="copy", downstream="other")
    assert answer_as_data(compare(question)) == snapshot(
        {
            "verdict": "unknown",
            "reasons": [
                {
                    "licence": None,
                    "clause": "",
                    "status": "unknown",
                    "text": "no label can be judged: the card says 'other', and nothing that was read tells which licence is meant",
                    "verdict": "unknown",
                }
            ],
            "obligations": [
                {
                    "kind": "licence-copy",
                    "licence": "bsd-3-clause",
                    "clause": "conditions 1, 2",
                    "status": "verified",
                    "text": "keep the copyright notice, the list of conditions and the disclaimer",
                    "value": "",
                    "who": "whoever passes it on",
                    "when": "redistribute",
                }
            ],
        }
    )
    assert answer_as_data(compare(ask()))["obligations"] == []


def test_the_words_of_a_command_line_are_the_same_question() -> None:
    """Commas join upstream works; a fact that was not given is not known."""
    none = dict.fromkeys(["name", "registered", "modality"])
    empty = {"files": (), "shown": (), "embeds_terms": ()}
    use = Use(activities=("redistribute",))
    words = question_of(" mit , Apache-2.0", "merge", "mit", use, {**none, **empty})
    data = {"upstream": ["mit", "apache-2.0"], "relation": "merge", "downstream": "mit"}
    read = read_question(data)
    assert [u.concluded for u in words.upstreams] == [u.concluded for u in read.upstreams]
    assert (words.downstream, words.use, words.facts) == (read.downstream, read.use, Facts())


def test_what_a_command_line_leaves_out() -> None:
    """A label makes it a fine-tune, an empty one too; else the work itself is used."""
    relations = [question_of("mit", None, down, Use(), {}).relation for down in ("mit", "", None)]
    assert relations == [Relation.FINETUNE, Relation.FINETUNE, Relation.USE]
    unlabelled = question_of("mit", None, None, Use(), {})
    assert unlabelled.downstream is None
    empty = question_of("mit", None, "", Use(), {}).downstream
    assert empty is not None
    assert not empty.settled


def test_facts_of_a_command_line_are_kept() -> None:
    """An empty name is a name, ``False`` is known, and licences get their ids."""
    given = {"name": "", "registered": False, "files": ("a",), "embeds_terms": ("MIT", "x")}
    facts = question_of("mit", "copy", None, Use(), given).facts
    assert facts == Facts(name="", registered=False, files=("a",), embeds_terms=("mit", "x"))
