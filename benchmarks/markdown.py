"""The little Markdown that the pages of results are made of."""

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Give the lines of a table; cells may hold anything, columns of numbers are not aligned."""
    lines = [_row(heads), _row(["-"] * len(heads))]
    return [*lines, *map(_row, rows), ""]


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def share(part: int, whole: int) -> str:
    """Give a part of a whole in per cent; a dash where there is nothing to divide."""
    return f"{100 * part / whole:.1f} %" if whole else "-"
