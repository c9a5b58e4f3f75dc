"""How one component came from another: the edge kinds of a lineage graph.

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


WEIGHT_RELATIONS = frozenset(
    {Relation.FINETUNE, Relation.ADAPTER, Relation.QUANTIZED, Relation.MERGE, Relation.COPY}
)
"""Relations by which a parent's weights, or a work based on them, are in the child."""

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
