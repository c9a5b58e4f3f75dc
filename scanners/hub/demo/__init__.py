"""The embedded snapshot: real Hub records, chosen and cut by ``make``; see README.md."""

from importlib.resources import files
from pathlib import Path


def demo_paths() -> tuple[Path, ...]:
    """Give the files of the embedded snapshot, models first."""
    folder = Path(str(files(__name__)))
    return folder / "models.jsonl.zst", folder / "datasets.jsonl.zst"
