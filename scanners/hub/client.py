"""The client of the Hub: whose endpoint it is, what it says of itself, how it connects.

Endpoint and token are those of huggingface_hub (``HF_ENDPOINT``, ``HF_TOKEN``, the token of
``hf auth login``); proxies and certificates are those of the environment (``HTTPS_PROXY``,
``NO_PROXY``, ``SSL_CERT_FILE``, ``SSL_CERT_DIR``, else ``REQUESTS_CA_BUNDLE``, ``CURL_CA_BUNDLE``).
"""

import os
import re
import ssl
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote_to_bytes

import httpx2
from huggingface_hub import constants
from huggingface_hub.errors import OIDCError
from huggingface_hub.utils import build_hf_headers, set_client_factory
from huggingface_hub.utils._http import default_client_factory

from scanners.hub.addresses import url_of
from scanners.hub.cache import Answer, Cache, MemoryCache
from scanners.hub.deadline import Deadline
from scanners.hub.transport import Transport

WORKERS = 16
"""Requests at once: more empty the quota no later and a server's patience sooner."""
_TOKEN = re.compile(r"Bearer [\x21-\x7e]+")
_HOST = re.compile(r"[^\s%]+")
_HIDDEN = "(secret)"
_LONG = 16
_SAID = "x-error-message"
_OF_THE_LIBRARY = 10.0
"""Seconds for what the library asks on its own: a fresh token, or what the user wants told."""
_TRUST = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_TRUST_OF_OTHERS = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
"""What whoever is behind a proxy that looks into connections has mostly set for other programs."""
_USERS_WORD = ("HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK")


class EndpointError(Exception):
    """The Hub cannot be asked at all; the message says why and what to do."""


class Client:
    """A connection to one endpoint. What the client library calls goes through it as well."""

    def __init__(
        self,
        deadline: Deadline,
        endpoint: str | None = None,
        cache: Cache | None = None,
        version: str = "",
    ) -> None:
        """Prepare; nothing is sent yet. Raises ``EndpointError`` where nothing could be.

        ``endpoint`` is that of the environment if it is not given, ``version`` what the Hub is
        told of this program.
        """
        if constants.is_offline_mode():
            raise EndpointError(
                "HF_HUB_OFFLINE is set, so the Hub is not asked; unset it, or give --hub FILE."
            )
        _leave_telemetry()
        given = _endpoint(constants.ENDPOINT if endpoint is None else endpoint)
        self.endpoint = given.copy_with(userinfo=b"")
        self.deadline = deadline
        cache = MemoryCache() if cache is None else cache
        inner = _inner()
        try:
            self._lead_through(Transport(self.endpoint, inner, Deadline(_OF_THE_LIBRARY), cache))
            self._headers = _headers(version, unquote_to_bytes(given.userinfo))
        except EndpointError:
            set_client_factory(default_client_factory)
            inner.close()
            raise
        self._secrets = _secrets(self._headers, given.password)
        self.transport = Transport(self.endpoint, inner, deadline, cache)
        self._session = self._lead_through(self.transport)

    @staticmethod
    def _lead_through(transport: Transport) -> httpx2.Client:
        """Let all calls of the library take this way."""
        session = httpx2.Client(transport=transport, follow_redirects=True, timeout=None)
        set_client_factory(lambda: session)
        return session

    def is_known_to(self, url: httpx2.URL) -> bool:
        """Say whether an address is told who asks: a token, or what is in the endpoint's."""
        return "authorization" in self._headers and self.transport.is_trusted(url)

    def ask(self, url: httpx2.URL) -> Answer:
        """Ask for one thing, redirects left to the caller. Nothing secret comes back in it.

        Raises ``UnusableAnswerError`` where no answer came that can be used.
        """
        response = self._session.get(url, headers=self._headers, follow_redirects=False)
        headers = dict(response.headers)
        if _SAID in headers:
            headers[_SAID] = self.discreet(headers[_SAID])
        body = response.content
        for secret in filter(_is_telling, self._secrets):
            body = body.replace(secret.encode(), _HIDDEN.encode())
        return Answer(response.status_code, headers, body)

    def discreet(self, text: str) -> str:
        """Take out of a sentence what only the endpoint may know, should it say it."""
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return text

    def close(self) -> None:
        """Close all connections, and give the library back its own way to the Hub."""
        set_client_factory(default_client_factory)
        self.transport.shut()

    def __str__(self) -> str:
        return str(self.endpoint).rstrip("/")


def _endpoint(text: str) -> httpx2.URL:
    url = url_of(text.strip().rstrip("/"))
    if url is None or url.scheme not in {"http", "https"} or not _HOST.fullmatch(url.host):
        shown = "no address of a Hub" if "@" in text else f"{text!r}, no address of a Hub"
        raise EndpointError(
            f"HF_ENDPOINT is {shown}; unset it, or give one such as https://huggingface.co."
        )
    return url.copy_with(query=None, fragment=None)


def _inner() -> httpx2.Client:
    """Make the client that connects, by the proxies and certificates of the environment."""
    limits = httpx2.Limits(max_connections=WORKERS, max_keepalive_connections=WORKERS)
    try:
        return httpx2.Client(limits=limits, verify=_trust())
    except OSError as problem:
        raise EndpointError(
            "the certificates to trust cannot be read "
            f"({problem.strerror or type(problem).__name__}); see what "
            f"{' or '.join((*_TRUST, *_TRUST_OF_OTHERS))} names, or unset it."
        ) from problem
    except (ValueError, ImportError, httpx2.InvalidURL) as problem:
        raise EndpointError(
            "HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names no proxy that can be used; give "
            "http://host:port, or unset it."
        ) from problem


def _trust() -> ssl.SSLContext | bool:
    """Trust what the environment names, also by the variables of other programs."""
    if not any(map(os.environ.get, _TRUST)):
        for named in filter(None, map(os.environ.get, _TRUST_OF_OTHERS)):
            if Path(named).is_dir():
                return ssl.create_default_context(capath=named)
            return ssl.create_default_context(cafile=named)
    return True


def _leave_telemetry() -> None:
    """Have the library ask and tell nothing of its own, unless the user wants that."""
    if not any(map(os.environ.get, _USERS_WORD)):
        constants.HF_HUB_DISABLE_TELEMETRY = True


def _headers(version: str, login: bytes) -> dict[str, str]:
    """Let the library find the token; one that no header can carry is refused unseen.

    ``login`` is what stands in the address of the endpoint; there is room for one of the two.
    """
    try:
        headers = build_hf_headers(library_name="auditor", library_version=version)
    except (OSError, ValueError, httpx2.HTTPError, OIDCError) as problem:
        raise EndpointError(
            f"no token could be had ({type(problem).__name__}); log in anew, or set HF_TOKEN."
        ) from problem
    if not _TOKEN.fullmatch(headers.get("authorization", "Bearer none")):
        raise EndpointError(
            "the token (HF_TOKEN, or that of hf auth login) has characters that no token has; "
            "set another one."
        )
    if login:
        headers["authorization"] = f"Basic {b64encode(login).decode()}"
    return headers


def _secrets(headers: Mapping[str, str], password: str) -> tuple[str, ...]:
    sent = headers.get("authorization", "").partition(" ")[2]
    return tuple(secret for secret in (sent, password) if secret)


def _is_telling(secret: str) -> bool:
    """Say whether a secret is none of the words that a record may well hold.

    Whoever needs no token gives ``1`` or ``false``, which must not be cut out of licences.
    """
    return len(secret) >= _LONG or secret.startswith("hf_")
