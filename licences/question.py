"""What can be asked about licences."""

from dataclasses import dataclass, field

from licences.declaration import Declaration
from licences.relation import Relation
from licences.use import Facts, Use


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: upstream licences, how the work came from theirs, its label, use and facts.

    ``downstream`` is ``None`` where no label is at issue.
    """

    upstreams: tuple[Declaration, ...]
    relation: Relation
    downstream: Declaration | None = None
    use: Use = field(default_factory=Use)
    facts: Facts = field(default_factory=Facts)
