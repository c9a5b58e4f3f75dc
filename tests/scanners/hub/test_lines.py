"""Lines of plain and compressed files."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from scanners.hub import lines
from scanners.hub.lines import LimitError, read_lines

_TEXT = b'{"id": "a/b"}\n{"id": "c/d"}\n\nlast'


def _zst(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [("", bytes), (".gz", gzip.compress), (".zst", _zst), (".GZ", gzip.compress), (".ZST", _zst)],
    ids=["plain", "gz", "zst", "GZ", "ZST"],
)
def test_every_form_gives_the_same_lines(
    tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / f"models.jsonl{suffix}"
    path.write_bytes(pack(_TEXT))
    assert list(read_lines(path)) == [b'{"id": "a/b"}', b'{"id": "c/d"}', b"", b"last"]


def test_frames_follow_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.zst"
    path.write_bytes(_zst(b"one\ntw") + _zst(b"o\nthree\n") + _zst(b""))
    assert list(read_lines(path)) == [b"one", b"two", b"three"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.zst"])
def test_an_empty_file_has_no_lines(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    assert list(read_lines(path)) == []


@pytest.mark.parametrize(("name", "pack"), [("a.zst", _zst), ("a.gz", gzip.compress)])
def test_a_cut_file_is_no_shorter_file(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / name
    path.write_bytes(pack(_TEXT * 100)[:-3])
    with pytest.raises(EOFError):
        list(read_lines(path))


def test_what_is_not_compressed_is_no_zst(tmp_path: Path) -> None:
    path = tmp_path / "a.zst"
    path.write_bytes(_TEXT)
    with pytest.raises(zstandard.ZstdError):
        list(read_lines(path))


@given(st.lists(st.binary(max_size=30).filter(lambda b: b"\n" not in b)), st.integers(1, 9))
def test_lines_do_not_depend_on_where_chunks_end(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[bytes], chunk: int
) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in wanted))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_CHUNK", chunk)
        assert list(read_lines(path)) == wanted


def test_a_long_line_is_cut_just_above_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 10)
    monkeypatch.setattr(lines, "_CHUNK", 4)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * 50 + b"\n" + b"y" * 10 + b"\nz")
    assert list(read_lines(path)) == [b"x" * 11, b"y" * 10, b"z"]


def test_a_line_of_many_small_pieces_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "_COMPRESSED_CHUNK", 1)
    monkeypatch.setattr(lines, "_CHUNK", 3)
    path = tmp_path / "a.zst"
    path.write_bytes(b"".join(_zst(b"%d" % n) for n in range(10)) + _zst(b"\n\nend"))
    assert list(read_lines(path)) == [b"0123456789", b"", b"end"]


def test_what_unpacks_to_thousands_of_times_its_size_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.zst"
    path.write_bytes(_zst(b"\0" * (80 << 20)))
    with pytest.raises(LimitError, match="unpacks to more than 4,000 times its size"):
        list(read_lines(path))


@pytest.mark.parametrize(("name", "pack"), [("a", bytes), ("a.zst", _zst), ("a.gz", gzip.compress)])
def test_a_file_has_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(lines, "LARGEST_FILE", 1 << 30)
    monkeypatch.setattr(lines, "_CHUNK", 10)
    path = tmp_path / name
    path.write_bytes(pack(_TEXT))
    assert len(list(read_lines(path))) == 4
    monkeypatch.setattr(lines, "LARGEST_FILE", len(_TEXT) - 1)
    with pytest.raises(LimitError, match="it holds more than 0 GiB"):
        list(read_lines(path))
