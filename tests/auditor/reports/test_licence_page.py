"""A licence as a page of the documentation."""

import re
from pathlib import Path

from inline_snapshot import snapshot

from auditor.cli.licence.pages import write_pages
from auditor.reports.licence_page import as_markdown, file_name, index_as_markdown
from licences import registry
from licences.licence import Licence, Obligation, Status, Term, Terms, Territory, Threshold

LICENCE = Licence(
    id="zlib",
    name="A Test of <Everything>",
    kind="community",
    short="Test",
    applies_to=("model",),
    url="https://lab.example/licence_1",
    source="lab/texts@1a2b3c; the vendor's page",
    released="2026-01-31",
    note="Read twice.",
    accepts=("mit",),
    terms=Terms(
        commercial=Term("conditional", "2", note="below a size"),
        derivatives=Term("yes", "1|a", Status.SECONDARY),
        derivative_licence=Term("same", "3"),
        field_of_use=Term("inline", "4"),
        revocation=Term("on breach", "5"),
    ),
    attachment=frozenset({"military"}),
    obligations=(
        Obligation(
            "notice", "keep the notice", "3.b", ("redistribute",), value="Test is Lab's_work"
        ),
    ),
    thresholds=(
        Threshold(
            *("revenue", 100_000, "year", "ongoing", "agreement", "while it is less", "6"),
            inclusive=True,
            end_user_exempt=True,
            internal_exempt=True,
            business="model-service",
            non_commercial="disputed",
        ),
    ),
    territory=(
        Territory(
            *(("EU",), "domicile", "multimodal", True, "not in the Union", "7"), covers_outputs=True
        ),
    ),
)


def test_a_page_says_everything_with_clause_and_status() -> None:
    assert as_markdown(LICENCE) == snapshot("""\
# A Test of &lt;Everything&gt;

id zlib; no Hub identifier of its own; not on the SPDX list; kind community; for model; of 2026-01-31.

Read twice.

## You may

* use it commercially, on conditions; below a size (2)
* share what you make from it (1\\|a, from a summary, not read in the text)

## You may not

* use it for what its text bars: military (4)

## You must

* keep the notice: "Test is Lab's\\_work", when you redistribute (3.b)

## It bites

* from 100,000 USD a year, at any time, you need a separate agreement first; not for end users; not for internal use; only for whoever offers the model to others as a service; whether it binds non-commercial use is disputed: while it is less (6)
* no multimodal models for those established in EU, outputs included; not for end users: not in the Union (7)

## Labels, outputs and data

* a derivative may carry: the same licence (3)
* accepted for a derivative as well: mit

## It ends

* on breach (5)

## Not known

* purpose, copies, sublicence, flow down, distillation, outputs train, outputs use, outputs owner, hosting, remote control, patent, litigation, acceptance

## Every term

| term | value | clause | how it is known |
|---|---|---|---|
| `commercial` | conditional; below a size | 2 | read in the text |
| `purpose` | not known |  | not known |
| `copies` | not known |  | not known |
| `derivatives` | yes | 1\\|a | from a summary |
| `sublicence` | not known |  | not known |
| `derivative_licence` | same | 3 | read in the text |
| `field_of_use` | inline | 4 | read in the text |
| `flow_down` | not known |  | not known |
| `results` | not known |  | not known |
| `distillation` | not known |  | not known |
| `outputs_train` | not known |  | not known |
| `outputs_use` | not known |  | not known |
| `outputs_owner` | not known |  | not known |
| `hosting` | not known |  | not known |
| `remote_control` | not known |  | not known |
| `patent` | not known |  | not known |
| `litigation` | not known |  | not known |
| `revocation` | on breach | 5 | read in the text |
| `acceptance` | not known |  | not known |

[What the words mean](../vocabulary.md).

## Spellings

Known, in any case, as `licenseref-hf-zlib`, `licenseref-scancode-zlib`, `zlib`, `zlib-license`.

## Where it was read

* Read in: lab/texts@1a2b3c; the vendor's page.
* Published at: <https://lab.example/licence_1>
""")


def test_a_family_links_to_what_it_may_mean() -> None:
    family = Licence("openrail", "OpenRAIL", "family", members=("openrail++", "bigcode-openrail-m"))
    assert as_markdown(family) == snapshot("""\
# OpenRAIL

id openrail; no Hub identifier of its own; not on the SPDX list; kind family; for any.

This name states no one licence. It may mean: [`openrail++`](openrail-plus-plus.md), [`bigcode-openrail-m`](bigcode-openrail-m.md).

## Spellings

Known, in any case, as `licenseref-hf-openrail`, `open-rail`, `openrail`.
""")


def test_the_index_has_a_row_for_each_licence() -> None:
    family = Licence("cc", "Creative Commons", "family", members=("cc0-1.0",))
    assert index_as_markdown([LICENCE, family]) == snapshot("""\
# The catalogue

2 licence versions and families, as of 2026.11. `auditor licence show ID` shows one on a terminal; [how a licence is read](../how-we-read.md) says what each word rests on.

| id | name | kind | commercial use | a derivative may carry |
|---|---|---|---|---|
| [`zlib`](zlib.md) | A Test of &lt;Everything&gt; | community | conditional | the same licence |
| [`cc`](cc.md) | Creative Commons | family | not known | not known |
""")


def test_every_licence_has_a_page_at_an_address_of_its_own(tmp_path: Path) -> None:
    """An address holds nothing that a server reads as something else, such as a plus."""
    assert file_name("openrail++") == "openrail-plus-plus.md"
    names = {file_name(licence_id) for licence_id in registry.ids()}
    assert len(names) == len(registry.ids())
    assert not [name for name in names if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*\.md", name)]
    assert write_pages(tmp_path) == len(registry.ids())
    assert {page.name for page in tmp_path.iterdir()} == {*names, "index.md"}


def test_every_page_of_the_catalogue_is_whole(tmp_path: Path) -> None:
    """No text of the catalogue ends a table's row or a heading, whatever it holds."""
    write_pages(tmp_path)
    columns = re.compile(r"(?<!\\)\|")
    for page in tmp_path.iterdir():
        text = page.read_text("utf-8")
        assert text.startswith("# "), page.name
        assert text.count("\n# ") == 0, page.name
        rows = [line for line in text.splitlines() if line.startswith("|")]
        assert len({len(columns.split(row)) for row in rows}) <= 1, page.name


def test_pages_of_licences_that_are_gone_go_too(tmp_path: Path) -> None:
    (tmp_path / "gone-1.0.md").write_text("# Gone", "utf-8")
    write_pages(tmp_path)
    assert not (tmp_path / "gone-1.0.md").exists()
    assert (tmp_path / "mit.md").exists()
