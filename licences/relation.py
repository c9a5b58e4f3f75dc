"""How one work came from another: the edge kinds of a lineage graph, and pairs to ask about.

An edge runs from the child (the thing made) to the parent (the thing it was made from).
"""

from enum import StrEnum


class Relation(StrEnum):
    """What the child did with its parent."""

    FINETUNE = "finetune"
    ADAPTER = "adapter"
    QUANTIZED = "quantized"
    MERGE = "merge"
    COPY = "copy"
    DISTILLED = "distilled"
    """Trained on the parent model's outputs."""
    TRAINED_ON = "trained-on"
    """A model and a dataset it learnt from."""
    DERIVED = "derived"
    """A dataset made from another dataset."""
    GENERATED_BY = "generated-by"
    """A dataset and the model whose outputs it holds."""
    SERVED_BY = "served-by"

    USE = "use"
    """No derivative at all: the work itself is used."""
    MODIFY = "modify"
    """Software or content was changed."""
    COMBINE = "combine"
    """Published together as one work or service."""
    OUTPUT = "output"
    """What a model puts out is used or published as such."""


EDGE_RELATIONS = frozenset(Relation) - {
    *(Relation.USE, Relation.MODIFY, Relation.COMBINE, Relation.OUTPUT)
}
"""Relations that an edge of a lineage graph can have; the others are questions about a pair."""


WEIGHT_RELATIONS = frozenset(
    {Relation.FINETUNE, Relation.ADAPTER, Relation.QUANTIZED, Relation.MERGE, Relation.COPY}
)
"""Relations by which a parent's weights, or a work based on them, are in the child."""

MAKING_RELATIONS = (WEIGHT_RELATIONS - {Relation.COPY}) | {
    *(Relation.DERIVED, Relation.MODIFY),
}
"""Relations by which something new is made from the work; of a quantised file that is disputed."""

COPY_RELATIONS = frozenset({Relation.COPY, Relation.QUANTIZED})
"""Relations that carry the parent's weights over in the same or another form, unlearnt."""


class Basis(StrEnum):
    """Who says that the edge exists and of what kind it is, from strong to weak."""

    DECLARED = "declared"
    """The publisher states it."""
    DETECTED = "detected"
    """The Hub, or a file of the repository, states it."""
    INFERRED = "inferred"
    """The kind is our reading of weaker signs; the link itself is stated."""
    ASSERTED = "asserted"
    """The user of this tool says so."""
