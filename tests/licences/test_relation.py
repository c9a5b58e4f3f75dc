"""How one component came from another."""

from licences.relation import COPY_RELATIONS, WEIGHT_RELATIONS, Basis, Relation


def test_relations_are_spelt_as_the_interface_promises() -> None:
    """The edge kinds are the ten words that reports and ``--batch`` use."""
    assert " ".join(Relation) == (
        "finetune adapter quantized merge copy distilled trained-on derived generated-by served-by"
    )


def test_weights_pass_by_five_relations_and_unlearnt_by_two() -> None:
    """Weights are in the child by five relations, two of which merely carry them over."""
    assert set(map(str, WEIGHT_RELATIONS)) == {"finetune", "adapter", "quantized", "merge", "copy"}
    assert set(map(str, COPY_RELATIONS)) == {"copy", "quantized"}


def test_bases_run_from_strong_to_weak() -> None:
    """The bases of an edge are listed from the publisher's word to the user's."""
    assert list(Basis) == ["declared", "detected", "inferred", "asserted"]
