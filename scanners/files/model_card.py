"""Read a model or dataset card: the front matter of a README.md, and the prose below it.

The Hub's own delimiters are used. From YAML nothing but texts, lists and objects is made, aliases
are refused, and the number of values and levels is bounded.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from scanners.evidence import Kind, Unreadable
from scanners.hub.records import HubRecord, parse_record

_FRONT_MATTER = re.compile(
    r"\A\ufeff?\s*---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE
)
_LARGEST = 1024 * 1024
_MOST_NODES = 50_000
_DEEPEST = 100
_FIRST_YAML_LINE = 2
_NULL = "tag:yaml.org,2002:null"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its parser and composer are used: nothing is ever constructed from a tag."""


class _Limit(yaml.YAMLError):
    """The front matter is larger than any honest one."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as read. ``metadata`` is empty where there is none or it cannot be read."""

    metadata: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""
    problems: tuple[Unreadable, ...] = ()


def read_card(data: bytes | str) -> Card:
    """Read a card; never raises, whatever the bytes are."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    problems = []
    if len(raw) > _LARGEST:
        problems.append(
            Unreadable("README.md", f"is {len(raw):,} bytes; the first {_LARGEST:,} were read")
        )
    text = raw[:_LARGEST].decode("utf-8", "replace")
    found = _FRONT_MATTER.match(text)
    if not found:
        return Card(body=text, problems=tuple(problems))
    metadata = _load(found["yaml"], problems)
    return Card(metadata, text[found.end() :], tuple(problems))


def card_as_record(card: Card, kind: Kind, name: str) -> HubRecord:
    """Read a card's metadata as the Hub would show it in a record of that name."""
    record = parse_record({"id": name, "cardData": dict(card.metadata)}, kind)
    if isinstance(record, Unreadable):
        raise ValueError(f"{name!r} names no repository")
    return record


def _load(text: str, problems: list[Unreadable]) -> dict[str, Any]:
    try:
        _check(text)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as problem:
        problems.append(Unreadable(_place(problem), _why(problem)))
        return {}
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        problems.append(Unreadable("README.md:2", "has front matter that is no object"))
        return {}
    return _object(root, problems)


def _check(text: str) -> None:
    """Refuse front matter that is larger or deeper than any honest one, before building it."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise _Limit("has an alias, which front matter has no use for")
        nodes += isinstance(event, yaml.NodeEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if nodes > _MOST_NODES or depth > _DEEPEST:
            raise _Limit(f"has more than {_MOST_NODES:,} values or {_DEEPEST} levels")


def _value(node: yaml.Node, problems: list[Unreadable]) -> Any:
    """Build a value: scalars stay the text that they were written as, null is nothing."""
    if isinstance(node, yaml.MappingNode):
        return _object(node, problems)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, problems) for item in node.value]
    return None if node.tag == _NULL else str(node.value)


def _object(node: yaml.MappingNode, problems: list[Unreadable]) -> dict[str, Any]:
    """Build an object; of a key that occurs twice the last value counts, as on the Hub."""
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + _FIRST_YAML_LINE
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Unreadable(f"README.md:{line}", "has a key that is no text"))
            continue
        key = str(key_node.value)
        if key in built:
            problems.append(Unreadable(f"README.md:{line}", f"has the key {key!r} again"))
        built[key] = _value(value_node, problems)
    return built


def _place(problem: yaml.YAMLError) -> str:
    mark = getattr(problem, "problem_mark", None)
    return f"README.md:{mark.line + _FIRST_YAML_LINE}" if mark else "README.md"


def _why(problem: yaml.YAMLError) -> str:
    said = getattr(problem, "problem", None) or str(problem).splitlines()[0]
    return f"has front matter that cannot be read: {said}"
