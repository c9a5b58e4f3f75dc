"""Whose an address is, and what of it may be shown."""

import httpx2
import pytest

from scanners.hub.addresses import bare, same_origin, url_of


@pytest.mark.parametrize(
    "text",
    [
        *("", "http://[::1", "http://h:99999", "http://h:port", "http://al:s3cret#x@h:9", "\x01"),
        *(None, f"http://{'x' * 70_000}"),
    ],
)
def test_what_is_no_address(text: str | None) -> None:
    assert url_of(text) is None


def test_what_is_one() -> None:
    assert url_of("http://hub:65535")
    assert url_of("http://hub:65536") is None
    assert url_of("/api?x=1") == httpx2.URL("/api?x=1")
    assert url_of("https://hub.example:8443") == httpx2.URL("https://hub.example:8443")


def test_what_logs_in_is_not_shown() -> None:
    url = httpx2.URL("https://me:secret@hub.example/api?x=1#y")
    assert bare(url) == "https://hub.example/api?x=1"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://hub", "https://hub:443/x", True),
        ("http://hub", "http://hub:80/x", True),
        ("http://hub", "https://hub", False),
        ("https://hub", "https://hub.evil", False),
        ("https://hub:8443", "https://hub", False),
        ("/api", "https://hub", True),
    ],
)
def test_origins(one: str, other: str, *, same: bool) -> None:
    assert same_origin(httpx2.URL(one), httpx2.URL(other)) is same
