"""Addresses: read them, compare whose they are, show them without what is secret in them."""

import httpx2

_PORTS = 1 << 16


def url_of(text: str | None) -> httpx2.URL | None:
    """Read an address; ``None`` where it is none, or has a port that cannot be."""
    try:
        url = httpx2.URL(text) if text else None
        port = url.port if url else None
    except (httpx2.InvalidURL, ValueError):
        return None
    return None if port and port >= _PORTS else url


def bare(url: httpx2.URL) -> str:
    """Write an address without what a user may have put into it to log in."""
    return str(url.copy_with(userinfo=b"", fragment=None))


def same_origin(one: httpx2.URL, other: httpx2.URL) -> bool:
    """Say whether two addresses are of one endpoint; a relative one is of any.

    A port that is the usual one of its scheme is none, however it was written.
    """
    ours, theirs = ((url.scheme, url.host, url.port) for url in (one, other))
    return one.is_relative_url or ours == theirs
