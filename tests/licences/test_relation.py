"""How one component came from another."""

from licences.relation import (
    COPY_RELATIONS,
    EDGE_RELATIONS,
    MAKING_RELATIONS,
    WEIGHT_RELATIONS,
    Basis,
    Relation,
)


def test_relations_are_spelt_as_the_interface_promises() -> None:
    """Ten words are edges of a graph, and four more can be asked about."""
    assert " ".join(Relation) == (
        "finetune adapter quantized merge copy distilled trained-on derived generated-by served-by "
        "use modify combine output"
    )
    assert {*Relation} - EDGE_RELATIONS == {"use", "modify", "combine", "output"}


def test_weights_pass_by_five_relations_and_unlearnt_by_two() -> None:
    """Weights are in the child by five relations, two of which merely carry them over."""
    assert set(map(str, WEIGHT_RELATIONS)) == {"finetune", "adapter", "quantized", "merge", "copy"}
    assert set(map(str, COPY_RELATIONS)) == {"copy", "quantized"}


def test_bases_run_from_strong_to_weak() -> None:
    """The bases of an edge are listed from the publisher's word to the user's."""
    assert list(Basis) == ["declared", "detected", "inferred", "asserted"]


def test_making_is_what_changes_weights_or_content() -> None:
    """All relations of weights but copying make something new, and so do two of content."""
    assert set(map(str, MAKING_RELATIONS)) == {
        *("finetune", "adapter", "quantized", "merge", "derived", "modify"),
    }
    assert {Relation.COPY} == WEIGHT_RELATIONS - MAKING_RELATIONS


def test_relations_of_the_graph_hold_those_of_weights() -> None:
    """Weights pass along edges of the graph, never along a mere question."""
    assert COPY_RELATIONS < WEIGHT_RELATIONS < EDGE_RELATIONS < frozenset(Relation)
