"""The walks over the graph, held against networkx and against their own promises."""

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from auditor.graph import Component, Edge, Graph, Way, joined, lineage_relations
from licences.declaration import UNDECLARED
from licences.relation import EDGE_RELATIONS, WEIGHT_RELATIONS, Basis, Relation
from scanners.evidence import Kind, State

SIZE = 8
EDGES = st.sets(
    st.tuples(
        st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.sampled_from(sorted(EDGE_RELATIONS))
    ),
    max_size=24,
)


def component(number: int) -> Component:
    return Component(Kind.MODEL, f"lab/m{number}", State.FOUND, UNDECLARED)


def graph_of(edges: set[tuple[int, int, Relation]]) -> Graph:
    return Graph(
        [component(n) for n in range(SIZE)],
        [Edge(child, parent, relation, Basis.DECLARED) for child, parent, relation in edges],
    )


def oracle(edges: set[tuple[int, int, Relation]]) -> "nx.DiGraph[int]":
    found: nx.DiGraph[int] = nx.DiGraph()
    found.add_nodes_from(range(SIZE))
    found.add_edges_from((c, p) for c, p, relation in edges if relation in WEIGHT_RELATIONS)
    return found


@given(EDGES)
def test_ways_lead_to_every_ancestor_and_no_other(
    edges: set[tuple[int, int, Relation]],
) -> None:
    """What is reached upwards is what networkx calls descendants along child-to-parent edges."""
    graph, expected = graph_of(edges), oracle(edges)
    for start in range(SIZE):
        assert set(graph.ways_up(start, WEIGHT_RELATIONS)) == nx.descendants(expected, start)


@given(EDGES)
def test_each_way_is_a_path_of_the_graph(edges: set[tuple[int, int, Relation]]) -> None:
    """A way starts at the start, ends at its node, and each edge goes on where the last ended."""
    graph = graph_of(edges)
    for node, ways in graph.ways_up(0, WEIGHT_RELATIONS).items():
        assert len({way.effect for way in ways}) == len(ways)
        for way in ways:
            assert (way[0].child, way[-1].parent) == (0, node)
            assert all(a.parent == b.child for a, b in pairwise(way))


@given(EDGES)
def test_the_first_way_to_a_node_is_a_shortest_one(
    edges: set[tuple[int, int, Relation]],
) -> None:
    """No path is shorter than the shortest way found."""
    graph, expected = graph_of(edges), oracle(edges)
    lengths = nx.single_source_shortest_path_length(expected, 0)
    for node, ways in graph.ways_up(0, WEIGHT_RELATIONS).items():
        assert min(map(len, ways)) == lengths[node]


@given(EDGES)
def test_cycles_are_the_strong_components_that_loop(
    edges: set[tuple[int, int, Relation]],
) -> None:
    """The groups found are networkx's strong components of several nodes or with a self-loop."""
    graph, expected = graph_of(edges), oracle(edges)
    looping = sorted(
        tuple(sorted(group))
        for group in nx.strongly_connected_components(expected)
        if len(group) > 1 or expected.has_edge(*(2 * tuple(group)))
    )
    assert graph.cycles(range(SIZE), WEIGHT_RELATIONS) == looping


@given(EDGES)
def test_the_order_of_edges_does_not_matter(edges: set[tuple[int, int, Relation]]) -> None:
    """A graph is the same however its edges came in."""
    listed = [Edge(c, p, relation, Basis.DECLARED) for c, p, relation in edges]
    nodes = [component(n) for n in range(SIZE)]
    one, other = Graph(nodes, listed), Graph(nodes, listed[::-1])
    assert one.edges == other.edges
    assert one.ways_up(0, WEIGHT_RELATIONS) == other.ways_up(0, WEIGHT_RELATIONS)


def way(*relations: Relation) -> Way:
    return Way(Edge(n, n + 1, relation, Basis.DECLARED) for n, relation in enumerate(relations))


def test_the_effect_of_a_way_is_its_strongest_change() -> None:
    """Copies stay copies, learning makes a fine-tune, an adapter alone stays an adapter."""
    copy, quantized, adapter = Relation.COPY, Relation.QUANTIZED, Relation.ADAPTER
    assert way(copy, copy).effect is copy
    assert way(copy, quantized).effect is quantized
    assert way(quantized, adapter).effect is adapter
    assert way(adapter, Relation.MERGE).effect is Relation.MERGE
    assert way(adapter, Relation.MERGE, Relation.FINETUNE).effect is Relation.FINETUNE
    assert way(Relation.DERIVED).effect is Relation.DERIVED


def test_a_deep_chain_needs_no_recursion() -> None:
    """Five thousand hops are walked, and so is a cycle of that length."""
    size = 5000
    nodes = [component(n) for n in range(size)]
    chain = [Edge(n, n + 1, Relation.COPY, Basis.DECLARED) for n in range(size - 1)]
    graph = Graph(nodes, chain)
    assert len(graph.ways_up(0, WEIGHT_RELATIONS)) == size - 1
    closed = Graph(nodes, [*chain, Edge(size - 1, 0, Relation.COPY, Basis.DECLARED)])
    assert closed.cycles(range(size), WEIGHT_RELATIONS) == [tuple(range(size))]


def test_identities_are_written_as_promised() -> None:
    """A component without a known commit has no ``@``; datasets say that they are."""
    assert component(1).id == "hf:lab/m1"
    dataset = Component(Kind.DATASET, "lab/d", State.NOT_IN_SNAPSHOT, UNDECLARED)
    assert dataset.id == "hf-dataset:lab/d"
    assert (dataset.seen, dataset.publisher) == (False, "lab")
    assert Component(Kind.MODEL, "gpt2", State.FOUND, UNDECLARED).publisher is None
    asked = Component(Kind.MODEL, "lab/m", State.NOT_IN_SNAPSHOT, UNDECLARED, revision="v1")
    assert asked.id == "hf:lab/m@v1"


def test_what_is_no_repository_has_no_publisher() -> None:
    """A path is written as one, and nobody is said to have published a text."""
    path = Component(Kind.MODEL, "./out/final", State.MISSING_OR_PRIVATE, UNDECLARED)
    assert (path.id, path.on_hub, path.publisher) == ("path:./out/final", False, None)
    words = Component(Kind.MODEL, "my / model", State.MISSING_OR_PRIVATE, UNDECLARED)
    assert (words.id, words.on_hub, words.publisher) == ("hf:my / model", False, None)


@given(EDGES)
def test_ancestors_come_near_before_far(edges: set[tuple[int, int, Relation]]) -> None:
    """They are what the ways lead to, ordered by the length of the shortest way."""
    graph = graph_of(edges)
    for start in range(SIZE):
        ways = graph.ways_up(start, WEIGHT_RELATIONS)
        above = graph.ancestors(start, WEIGHT_RELATIONS)
        assert set(above) == set(ways)
        assert len(above) == len(ways)
        lengths = [min(map(len, ways[node])) for node in above]
        assert lengths == sorted(lengths)


@given(st.lists(st.sampled_from(sorted(EDGE_RELATIONS))))
def test_an_effect_hangs_on_no_order(relations: list[Relation]) -> None:
    """However a way is cut, its parts amount to what the whole does."""
    whole = way(*relations).effect
    assert whole == way(*reversed(relations)).effect
    assert all(joined(whole, relation) == whole for relation in relations)
    assert lineage_relations(Kind.DATASET) == {Relation.DERIVED}
