"""Questions about licences as JSON: one object a question (docs/formats/compare.md)."""

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from difflib import get_close_matches
from math import ceil, isfinite
from typing import Any

from auditor.errors import UsageProblem
from auditor.places import read_place
from licences import registry
from licences.compatibility import compare
from licences.declaration import Declaration, read_declaration
from licences.judgement import Duty, Judgement, Reason
from licences.question import Question
from licences.relation import Relation
from licences.use import ACTIVITIES, MODALITIES, Facts, Use

_KEYS = ("id", "upstream", "relation", "downstream", "use", "facts")
_USE_KEYS = tuple(f.name for f in fields(Use))
_FACT_KEYS = tuple(f.name for f in fields(Facts) if f.name != "carries")
_SIZES = ("mau", "mau_at_release", "revenue_usd", "revenue_usd_month")
_FLAGS = ("registered", "similar_purpose", "same_family")
_WORDS = {"purpose": ("any", "research"), "role": ("provider", "end-user")}
_LISTS = ("files", "shown", "embeds_terms")


def answer_lines(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Answer one question a line; a line that cannot be read answers with its error."""
    for number, line in enumerate(lines, 1):
        said = line.removeprefix(BOM_UTF8) if number == 1 else line
        if said.strip():
            yield _answer_line(said, number)


def _answer_line(line: bytes, number: int) -> dict[str, Any]:
    identity: object = None
    try:
        data = _loads(line)
        identity = data.get("id") if isinstance(data, dict) else None
        return {"id": identity, **answer_as_data(compare(read_question(data)))}
    except (UsageProblem, RecursionError) as problem:
        said = str(problem) if isinstance(problem, UsageProblem) else "it is nested too deep"
        return {"id": identity, "error": f"line {number}: {said}"}


def _loads(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8"), parse_float=_finite, parse_constant=_finite)
    except UnicodeDecodeError as problem:
        raise UsageProblem("it is no UTF-8; write the file in that encoding") from problem
    except ValueError as problem:  # of numbers beyond what int() takes too
        raise UsageProblem(
            "it is no JSON that can be read; write one object on one line"
        ) from problem


def _finite(literal: str) -> float:
    """Read a number; JSON has no infinite ones, and could not give them back with an ``id``."""
    if not isfinite(number := float(literal)):
        raise ValueError(literal)
    return number


def read_question(data: object) -> Question:
    """Read one question; raises ``UsageProblem``, which names the key, where it is not one."""
    table = _table(data, "a question", _KEYS)
    if "upstream" not in table or "relation" not in table:
        raise UsageProblem("a question needs 'upstream' and 'relation'")
    downstream = table.get("downstream")
    use = read_use(table.get("use"), labelled=downstream is not None)
    return Question(
        _upstreams(table["upstream"]),
        Relation(_one_of("relation", table["relation"], tuple(Relation))),
        None if downstream is None else read_declaration([_text("downstream", downstream)]),
        use,
        read_facts(table.get("facts")),
    )


def read_use(data: object, *, labelled: bool) -> Use:
    """Read a use. Where no activity is given, a label at issue means that the work is shared."""
    table = _table({} if data is None else data, "'use'", _USE_KEYS)
    given: dict[str, Any] = {}
    for key, value in table.items():
        if value is not None:
            given[key] = _use_value(key, value)
    use = Use(**given)
    if labelled and "activities" not in given:
        use = replace(use, activities=("redistribute",))
    return use


def _use_value(key: str, value: object) -> object:
    if key in _SIZES:
        return _size(key, value)
    if key in _WORDS:
        return _one_of(key, value, _WORDS[key])
    if key == "commercial":
        return _flag(key, value)
    if key == "domicile":
        return read_place(_text(key, value), key)
    words = _texts(key, value)
    if key == "regions":
        return tuple(read_place(word, key) for word in words)
    if not words:
        raise UsageProblem(f"{key!r} is an empty list; leave the key out where none is known")
    return tuple(_one_of(key, word, ACTIVITIES) for word in words)


def read_facts(data: object) -> Facts:
    """Read what is known of the artefact; ``null`` is not known, like a key that is absent."""
    table = _table({} if data is None else data, "'facts'", _FACT_KEYS)
    given: dict[str, Any] = {}
    for key, value in table.items():
        if value is None:
            continue
        if key in _FLAGS:
            given[key] = _flag(key, value)
        elif key in _LISTS:
            given[key] = _texts(key, value)
        elif key == "modality":
            given[key] = _one_of(key, _folded(value), MODALITIES)
        else:
            given[key] = _text(key, value)
    if "embeds_terms" in given:
        terms = (registry.resolve(name) or name for name in given["embeds_terms"])
        given["embeds_terms"] = tuple(terms)
    return Facts(**given)


def _folded(value: object) -> object:
    """Fold a word to the spelling that is known: small letters, no hyphen."""
    return value.casefold().replace("-", "") if isinstance(value, str) else value


def _upstreams(value: object) -> tuple[Declaration, ...]:
    if isinstance(value, list):
        if not value:
            raise UsageProblem("'upstream' is an empty list; give null for no licence")
        return tuple(up for one in value for up in _upstreams(one))
    return (read_declaration([] if value is None else [_text("upstream", value)]),)


def _table(data: object, what: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise UsageProblem(f"{what} is a JSON object, not {_kind(data)}")
    for key in data:
        if key not in known:
            near = get_close_matches(str(key), known, 1)
            meant = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
            raise UsageProblem(f"{what} has no key {key!r}; {meant}")
    return data


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise UsageProblem(f"{key!r} is a text, not {_kind(value)}")
    return value


def _texts(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise UsageProblem(f"{key!r} is a list of texts, not {_kind(value)}")
    return tuple(_text(key, item) for item in value)


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise UsageProblem(f"{key!r} is true or false, not {_kind(value)}")
    return value


def _size(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10**18:
        raise UsageProblem(f"{key!r} is a number from 0, not {value!r:.40}")
    return ceil(value)


def _one_of(key: str, value: object, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        raise UsageProblem(f"{key!r} is one of {', '.join(known)}, not {_kind(value)}")
    return value


def _kind(value: object) -> str:
    return json.dumps(value)[:60]


def answer_as_data(answer: Judgement) -> dict[str, Any]:
    """Give an answer as plain data."""
    return {
        "verdict": str(answer.verdict),
        "reasons": [reason_as_data(reason) for reason in answer.reasons],
        "obligations": [obligation_as_data(duty) for duty in answer.duties if duty.due],
    }


def reason_as_data(reason: Reason) -> dict[str, Any]:
    """Give a reason as plain data."""
    return {
        "licence": reason.licence or None,
        "clause": reason.clause,
        "status": str(reason.status),
        "text": reason.text,
        "verdict": str(reason.verdict),
    }


def obligation_as_data(duty: Duty) -> dict[str, Any]:
    """Give a duty as plain data, with whom it binds and when."""
    return {
        "kind": duty.kind,
        "licence": duty.licence,
        "clause": duty.clause,
        "status": str(duty.status),
        "text": duty.text,
        "value": duty.value,
        "who": duty.who,
        "when": duty.when,
    }


def question_of(
    upstream: str, relation: str | None, downstream: str | None, use: Use, facts: Mapping[str, Any]
) -> Question:
    """Put the words of a command line together to a question; facts not given are not known."""
    known = {key: value for key, value in facts.items() if value is not None and value != ()}
    lists = {key: list(known[key]) for key in _LISTS if key in known}
    asked = relation or ("use" if downstream is None else "finetune")
    whole = registry.resolve(upstream) is not None
    names = [upstream] if whole else [name.strip() for name in upstream.split(",")]
    return Question(
        _upstreams(names),
        Relation(asked),
        None if downstream is None else read_declaration([downstream]),
        use,
        read_facts({**known, **lists}),
    )
