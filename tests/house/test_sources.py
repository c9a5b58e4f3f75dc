"""Names, sizes, and what no committed file may hold."""

from pathlib import Path

_LONGEST = 300
_VAGUE = {"common", "helpers", "manager", "misc", "utils"}
# Written in halves, so that this file does not hold them.
_OF_A_MACHINE = tuple(
    "".join(halves).encode()
    for halves in (
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/tm", "p/w"),
        ("pypi", ".org"),
        ("files.pythonhosted", ".org"),
        ("registry.npmjs", ".org"),
        ("deb.debian", ".org"),
    )
)


def test_a_source_file_fits_in_a_head(sources: list[Path], root: Path) -> None:
    sizes = {str(f.relative_to(root)): len(f.read_text("utf-8").splitlines()) for f in sources}
    assert not {name: size for name, size in sizes.items() if size > _LONGEST}


def test_no_module_has_a_name_that_says_nothing(sources: list[Path], root: Path) -> None:
    assert not [f for f in sources if _VAGUE & set(f.relative_to(root).with_suffix("").parts)]


def test_every_package_is_typed(root: Path) -> None:
    assert all((root / name / "py.typed").is_file() for name in ("auditor", "licences", "scanners"))


def test_no_committed_file_speaks_of_a_machine(committed: list[Path], root: Path) -> None:
    found = [
        f"{file.relative_to(root)}: {text.decode()}"
        for file in committed
        for text in _OF_A_MACHINE
        if text in file.read_bytes()
    ]
    assert not found
