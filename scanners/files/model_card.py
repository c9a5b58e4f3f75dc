"""Read a model or dataset card: the front matter of a README.md, and the prose below it.

The delimiters are the Hub's own (``REGEX_YAML_BLOCK`` of ``huggingface_hub.repocard``, 2.4), so
that what is front matter here is front matter there. From YAML nothing but texts, lists and
objects is made, aliases are refused, and the number of values and levels is bounded.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import yaml

from scanners.evidence import Kind, Unreadable
from scanners.hub.records import HubRecord, parse_record

_FRONT_MATTER = re.compile(
    r"\A\s*---(?:\r\n|\r|\n)(?P<yaml>[\S\s]*?)(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\n|\Z)"
)
_LARGEST = 1024 * 1024
_MOST_NODES = 250_000
"""The largest real card has 98,561 values (universal_morphologies, a dataset)."""
_DEEPEST = 100
_NULL = "tag:yaml.org,2002:null"
_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in (
        *("binary", "bool", "float", "int", "map", "merge", "null", "omap", "pairs", "seq"),
        *("set", "str", "timestamp", "value"),
    )
)
"""What a safe loader knows; on any other tag the Hub refuses the whole front matter."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its parser and composer are used: nothing is ever constructed from a tag."""


class _Limit(yaml.YAMLError):
    """The front matter is larger than any real one."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as read. ``metadata`` is empty where there is none or it cannot be read."""

    metadata: Mapping[str, object] = field(default_factory=dict)
    body: str = ""
    problems: tuple[Unreadable, ...] = ()
    unread: str = ""
    """Front matter that cannot be read, as written."""


def read_card(data: bytes | str) -> Card:
    """Read a card; never raises, whatever the bytes are."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    problems: list[Unreadable] = []
    text = _decode(raw.removeprefix(codecs.BOM_UTF8), problems)
    found = _FRONT_MATTER.match(text)
    if not found:
        return Card(body=text, problems=tuple(problems))
    above = text.count("\n", 0, found.start("yaml"))
    metadata = _load("\n" * above + found["yaml"], problems)
    unread = found["yaml"] if metadata is None else ""
    return Card(metadata or {}, text[found.end() :], tuple(problems), unread)


def card_as_record(card: Card, kind: Kind, name: str) -> HubRecord | Unreadable:
    """Read a card's metadata as the Hub would show it in a record of that name.

    The card's problems are the record's too; a blank name gives ``Unreadable``. Front matter that
    cannot be read may have stated any licence, so it does not state none.
    """
    record = parse_record({"id": name, "cardData": card.unread or card.metadata}, kind)
    if isinstance(record, Unreadable):
        return record
    return replace(record, problems=(*card.problems, *record.problems))


def _decode(raw: bytes, problems: list[Unreadable]) -> str:
    if len(raw) > _LARGEST:
        problems.append(
            Unreadable("README.md", f"is {len(raw):,} bytes; the first {_LARGEST:,} were read")
        )
        return raw[:_LARGEST].decode("utf-8", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        problems.append(Unreadable("README.md", f"is no UTF-8 from byte {problem.start:,} on"))
        return raw.decode("utf-8", "replace")


def _load(text: str, problems: list[Unreadable]) -> dict[str, object] | None:
    """Read front matter; ``None`` where it cannot be read."""
    try:
        _check(text)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as problem:
        problems.append(Unreadable(_place(problem), _why(problem)))
        return None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        problems.append(Unreadable(_line(root), "has front matter that is no object"))
        return None
    return _object(root, problems)


def _check(text: str) -> None:
    """Refuse front matter that is larger or deeper than any real one, before building it."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise _Limit("has an alias, which front matter has no use for")
        nodes += isinstance(event, yaml.NodeEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if nodes > _MOST_NODES or depth > _DEEPEST:
            raise _Limit(f"has more than {_MOST_NODES:,} values or {_DEEPEST} levels")


def _value(node: yaml.Node, problems: list[Unreadable]) -> object:
    """Build a value: scalars stay the text that they were written as, null is nothing."""
    if node.tag not in _TAGS:
        problems.append(
            Unreadable(_line(node), f"has the tag {node.tag[:60]!r}, which means nothing")
        )
    if isinstance(node, yaml.MappingNode):
        return _object(node, problems)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, problems) for item in node.value]
    return None if node.tag == _NULL else str(node.value)


def _object(node: yaml.MappingNode, problems: list[Unreadable]) -> dict[str, object]:
    """Build an object; of a key that occurs twice the last value counts, as on the Hub."""
    built: dict[str, object] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Unreadable(_line(key_node), "has a key that is no text"))
            continue
        key = str(key_node.value)
        if key in built:
            problems.append(Unreadable(_line(key_node), f"has the key {key[:60]!r} again"))
        built[key] = _value(value_node, problems)
    return built


def _line(node: yaml.Node) -> str:
    return f"README.md:{node.start_mark.line + 1}"


def _place(problem: yaml.YAMLError) -> str:
    mark = getattr(problem, "problem_mark", None)
    return f"README.md:{mark.line + 1}" if mark else "README.md"


def _why(problem: yaml.YAMLError) -> str:
    said = getattr(problem, "problem", None) or str(problem).splitlines()[0]
    return f"has front matter that cannot be read: {said}"
