"""Addresses: read them, compare whose they are, show them without what is secret in them."""

import httpx2

_PORTS = 1 << 16


def url_of(text: str | None) -> httpx2.URL | None:
    """Read an address; ``None`` where it is none, or has a port that cannot be."""
    try:
        url = httpx2.URL(text or "")
        possible = 0 <= (url.port or 0) < _PORTS
    except (httpx2.InvalidURL, ValueError):
        return None
    return url if text and possible else None


def bare(url: httpx2.URL) -> str:
    """Write an address without what a user may have put into it to log in."""
    return str(url.copy_with(userinfo=b"", fragment=None))


def same_origin(one: httpx2.URL, other: httpx2.URL) -> bool:
    """Say whether two addresses are of one endpoint; a relative one is of any."""
    return one.is_relative_url or _origin(one) == _origin(other)


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)
