"""A file of a repository, with the hashes that Git and LFS give it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_SAFE: dict[str, Any] = {
    "status": "safe",
    "avScan": {"status": "safe", "message": "No security issues detected", "version": "1"},
    "pickleImportScan": None,
}
ATTRIBUTES = b"*.safetensors filter=lfs diff=lfs merge=lfs -text\n"


@dataclass(frozen=True)
class StoredFile:
    """The bytes of a file; ``claimed`` is a size for weights too large to hold."""

    content: bytes
    lfs: bool = False
    claimed: int | None = None
    xet_hash: str | None = None
    security: dict[str, Any] | None = None

    @property
    def size(self) -> int:
        """Give the size that the Hub says."""
        return len(self.content) if self.claimed is None else self.claimed

    @cached_property
    def sha256(self) -> str:
        """Give the id of the LFS object."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def pointer(self) -> bytes:
        """Give what Git holds in place of an LFS object."""
        lines = ("version https://git-lfs.github.com/spec/v1", f"oid sha256:{self.sha256}")
        return "\n".join((*lines, f"size {self.size}", "")).encode()

    @cached_property
    def oid(self) -> str:
        """Give the id of the Git blob."""
        blob = self.pointer if self.lfs else self.content
        return hashlib.sha1(b"blob %d\0" % len(blob) + blob).hexdigest()

    def entry(self, path: str) -> dict[str, Any]:
        """Describe this file as a tree does."""
        entry: dict[str, Any] = {"type": "file", "oid": self.oid, "size": self.size, "path": path}
        if self.lfs:
            pointer_size = len(self.pointer)
            entry["lfs"] = {"oid": self.sha256, "size": self.size, "pointerSize": pointer_size}
        if self.xet_hash:
            entry["xetHash"] = self.xet_hash
        return entry

    def sibling(self, path: str) -> dict[str, Any]:
        """Describe this file as ``blobs=true`` does."""
        sibling: dict[str, Any] = {"rfilename": path, "size": self.size, "blobId": self.oid}
        if self.lfs:
            pointer_size = len(self.pointer)
            sibling["lfs"] = {
                "sha256": self.sha256,
                "size": self.size,
                "pointerSize": pointer_size,
            }
        return sibling

    def scanned(self) -> dict[str, Any]:
        """Give what the scanners of the Hub say of this file."""
        return {**_SAFE, **(self.security or {})}


def readme_of(record: Mapping[str, Any]) -> StoredFile:
    """Write the card that the Hub must have read; JSON values are YAML."""
    card = record["cardData"].items()
    lines = [json.dumps({k: v}, ensure_ascii=False)[1:-1] for k, v in card]
    return StoredFile("\n".join(("---", *lines, "---", "", f"# {record['id']}", "")).encode())
