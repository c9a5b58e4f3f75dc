"""A rule is a file, its page and its test; what is missing is named."""

from pathlib import Path

from auditor.rules import all_rules


def test_every_rule_has_its_page_and_its_test_and_none_is_left_over(root: Path) -> None:
    rules = {file.stem for file in (root / "auditor/rules").glob("[!_]*.py")}
    pages = {file.stem.replace("-", "_") for file in (root / "docs/rules").glob("*.md")}
    tests = {
        file.stem.removeprefix("test_") for file in (root / "tests/auditor/rules").glob("test_*.py")
    }
    pages.discard("index")
    missing = [
        *(f"docs/rules/{rule.replace('_', '-')}.md" for rule in rules - pages),
        *(f"tests/auditor/rules/test_{rule}.py" for rule in rules - tests),
        *(f"auditor/rules/{rule}.py" for rule in (pages | tests) - rules),
    ]
    assert not sorted(missing)


def test_a_rule_is_called_as_its_file(root: Path) -> None:
    files = {file.stem for file in (root / "auditor/rules").glob("[!_]*.py")}
    assert set(all_rules()) == {name.replace("_", "-") for name in files}


def test_a_page_begins_with_the_id_of_its_rule(root: Path) -> None:
    titles = {
        file.stem: file.read_text("utf-8").splitlines()[0]
        for file in (root / "docs/rules").glob("*.md")
        if file.stem != "index"
    }
    assert titles == {rule: f"# {rule}" for rule in titles}
