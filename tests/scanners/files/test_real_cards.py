"""Every real card beside the checkout is read."""

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from scanners.evidence import Kind
from scanners.files.model_card import card_as_record, read_card
from scanners.hub.records import HubRecord


def _cards(path: Path) -> Iterator[tuple[str, bytes]]:
    with path.open("rb") as packed:
        data = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True).read()
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            if file := archive.extractfile(member):
                yield member.name, file.read()


@pytest.mark.parametrize(
    ("archive", "kind", "count", "most_broken"),
    [
        ("model_cards.tar.zst", Kind.MODEL, 1294, 20),
        ("dataset_cards.tar.zst", Kind.DATASET, 5732, 200),
    ],
)
def test_every_card_is_read(
    shared: Path,
    capfd: pytest.CaptureFixture[str],
    archive: str,
    kind: Kind,
    count: int,
    most_broken: int,
) -> None:
    cards = [(name, read_card(data)) for name, data in _cards(shared / "hub" / archive)]
    assert len(cards) == count
    assert capfd.readouterr() == ("", "")
    broken = [name for name, card in cards if not card.metadata and card.problems]
    assert len(broken) <= most_broken
    records = [card_as_record(card, kind, name) for name, card in cards]
    assert all(isinstance(record, HubRecord) for record in records)
    licensed = [r for r in records if isinstance(r, HubRecord) and r.licence]
    assert len(licensed) > count / 3
