"""The way to the Hub that every request takes: patient, polite, and never without an end.

The client library gives no timeout to its calls, asks once only for a record, and lets each
thread wait for new quota on its own (huggingface_hub 2.4). This stands below all of its calls.
"""

import random
import re
import ssl
import threading
import time
from dataclasses import dataclass, field
from hashlib import blake2s

import httpx2

from scanners.hub.addresses import bare, same_origin, url_of
from scanners.hub.bodies import UnusableAnswerError, read_body
from scanners.hub.cache import Answer, Cache
from scanners.hub.deadline import Deadline
from scanners.hub.quota import TOO_MANY, Quota, QuotaSpentError, retry_after

_TIMEOUT = 10.0
"""Seconds without a sign of life after which a connection counts as lost."""
_PATIENCE = 8
"""What a request may cost in failures, of which some cost more than others."""
_COST_OF_SILENCE, _COST_OF_REFUSAL, _COST_OF_BREAK = 3, 2, 1
"""A break is told at once and seldom comes twice; a silence of ten seconds is neither."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 2.0
_GIVES_UP_AFTER = 3
"""Requests in a row without any answer, after which no further one is sent twice."""
_BUSY = frozenset({408, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LASTING = frozenset({200, 401, 403, 404, 410, *REDIRECTS})
"""What a second request would be told again."""
_LOST = (
    httpx2.TimeoutException,
    httpx2.NetworkError,
    httpx2.RemoteProtocolError,
    httpx2.ProxyError,
    httpx2.DecodingError,
)
_PHASES = ("connect", "read", "write", "pool")
_RECORDS, _FILES = "records", "files"
_COMMIT = re.compile(r"/[0-9a-f]{40}/")
_ERRNO = re.compile(r"\[Errno -?\d+\] ")
_KEPT = (
    *("content-type", "etag", "link", "location"),
    *("www-authenticate", "x-error-code", "x-error-message", "x-repo-commit"),
)
_HEADERS_GONE = (b"content-encoding", b"content-length", b"transfer-encoding")
"""What no longer holds of a body that was read and unpacked."""


@dataclass(slots=True)
class Traffic:
    """What went over the wire: requests that were answered, and where they were sent on to."""

    records: int = 0
    files: int = 0
    redirects: list[tuple[str, str]] = field(default_factory=list)
    """Paths, each with the address that it led to, without what may be secret in it."""


class Transport(httpx2.BaseTransport):
    """Sends requests for all threads of a run; closing it is left to ``shut``."""

    def __init__(
        self, endpoint: httpx2.URL, inner: httpx2.Client, deadline: Deadline, cache: Cache
    ) -> None:
        """Send by ``inner``, which knows of proxies and certificates; tokens to ``endpoint``."""
        self.traffic = Traffic()
        self.quota = Quota(deadline)
        self._endpoint = endpoint
        self._inner = inner
        self._deadline = deadline
        self._cache = cache
        self._lock = threading.Lock()
        self._unanswered = 0
        self._not_followed: set[str] = set()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request, again where that may help, and give the answer with its whole body.

        Raises ``UnusableAnswerError`` where there is none.
        """
        self._guard(request)
        key = self._key(request)
        if key and (known := self._cache.get(key)):
            return httpx2.Response(known.status, headers=dict(known.headers), content=known.body)
        self._deadline.begin()
        response = self._persist(request)
        if key and response.status_code in _LASTING:
            keep = self._cache.pin if _is_of_commit(request, response) else self._cache.put
            kept = {name: response.headers[name] for name in _KEPT if name in response.headers}
            keep(key, Answer(response.status_code, kept, response.content))
        return response

    def close(self) -> None:
        """Do nothing: the library closes its client when one thread of many meets an error."""

    def shut(self) -> None:
        """Close all connections; no request may be sent any more."""
        self._inner.close()

    def _key(self, request: httpx2.Request) -> str:
        """Name what is asked for, without anything secret; nothing where it is not to be kept."""
        if request.method != "GET" or "range" in request.headers:
            return ""
        login = request.headers.get("authorization", "")
        asker = (
            f"login {blake2s(login.encode(), digest_size=8).hexdigest()}" if login else "anonymous"
        )
        return f"{asker} GET {bare(request.url)}"

    def _guard(self, request: httpx2.Request) -> None:
        """Keep the token to its endpoint, and stay away from where a page must not lead."""
        if str(request.url) in self._not_followed:
            raise UnusableAnswerError(
                f"the next page lies on another host ({request.url.host}), which is not asked"
            )
        if not self.is_trusted(request.url):
            request.headers.pop("authorization", None)

    def is_trusted(self, url: httpx2.URL) -> bool:
        """Say whether an address is the endpoint's, be it by https where that was given by http."""
        safer = same_origin(url, self._endpoint.copy_with(scheme="https")) and not url.port
        return safer or same_origin(url, self._endpoint)

    def _persist(self, request: httpx2.Request) -> httpx2.Response:
        """Send until there is an answer, the retries are used up, or the deadline passes."""
        spent, pause = 0, _FIRST_PAUSE
        while True:
            patient = request.method in {"GET", "HEAD"} and self._unanswered < _GIVES_UP_AFTER
            try:
                response = self._once(request)
            except _LOST as problem:
                spent += _cost(problem)
                patient = patient and not _certificate_problem(problem)
                if not patient or spent > _PATIENCE or not self._rest(pause):
                    self._unanswered += 1
                    raise UnusableAnswerError(self._told(problem, request.url.host)) from problem
            else:
                self._unanswered = 0
                if response.status_code == TOO_MANY:
                    continue  # the quota says when, or that it will be too late
                spent += _COST_OF_REFUSAL
                wait = max(pause, retry_after(response.headers) or 0)
                busy = patient and response.status_code in _BUSY
                if not busy or spent > _PATIENCE or not self._rest(wait):
                    return response
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _once(self, request: httpx2.Request) -> httpx2.Response:
        """Send once the quota allows it, and read the whole answer."""
        name = f"{request.url.host}:{request.url.port} {_bucket(request)}"
        try:
            with self.quota.slot(name):
                response = self._send(request)
                self.quota.note(name, response.status_code, response.headers)
                return response
        except QuotaSpentError as problem:
            raise UnusableAnswerError(
                f"{problem}, longer than is left of {self._deadline}; ask again then, or with a "
                "larger quota"
            ) from problem

    def _send(self, request: httpx2.Request) -> httpx2.Response:
        left = self._deadline.left
        if not left:
            raise UnusableAnswerError(f"it was not asked within {self._deadline}")
        given = request.extensions.get("timeout", {})
        limits = {phase: given.get(phase) or _TIMEOUT for phase in _PHASES}
        timeout = {phase: min(limit, left) for phase, limit in limits.items()}
        request.extensions = {**request.extensions, "timeout": timeout}
        response = self._inner.send(request, stream=True, follow_redirects=False)
        try:
            whole = b"" if request.method == "HEAD" else read_body(response, self._deadline)
        finally:
            response.close()
            self._count(request, response)
        headers = [(k, v) for k, v in response.headers.raw if k.lower() not in _HEADERS_GONE]
        return httpx2.Response(response.status_code, headers=headers, content=whole)

    def _count(self, request: httpx2.Request, response: httpx2.Response) -> None:
        next_page = url_of(response.links.get("next", {}).get("url"))
        with self._lock:
            if _bucket(request) == _FILES:
                self.traffic.files += 1
            else:
                self.traffic.records += 1
            if response.status_code in REDIRECTS:
                where = url_of(response.headers.get("location"))
                to = bare(request.url.join(where).copy_with(query=None)) if where else ""
                self.traffic.redirects.append((request.url.path, to))
            if next_page and not same_origin(next_page, request.url):
                self._not_followed.add(str(next_page))

    def _told(self, problem: Exception, host: str) -> str:
        """Say in words what happened to a request that was not answered."""
        if certificate := _certificate_problem(problem):
            advice = "" if "mismatch" in certificate else "; SSL_CERT_FILE names whom to trust"
            return f"its certificate is not accepted ({certificate}){advice}"
        if isinstance(problem, httpx2.TimeoutException):
            late = f"within {self._deadline}" if not self._deadline.left else f"in {_TIMEOUT:g} s"
            return f"it gave no sign of life {late}"
        if isinstance(problem, httpx2.DecodingError):
            return "its answer cannot be unpacked"
        what = "the connection broke off"
        if isinstance(problem, httpx2.ProxyError):
            what = f"the proxy gave no connection to {host}"
        elif isinstance(problem, httpx2.ConnectError):
            what = f"no connection to {host}"
        return f"{what} ({_ERRNO.sub('', str(problem)).rstrip('.')})"

    def _rest(self, seconds: float) -> bool:
        """Pause, about as long as said; say whether there is time for that."""
        seconds *= random.uniform(0.75, 1.25)  # noqa: S311  # no secret
        if seconds >= self._deadline.left:
            return False
        time.sleep(seconds)
        return True


def _bucket(request: httpx2.Request) -> str:
    """Tell requests for files from those for records: the Hub counts them apart as well."""
    path = request.url.path
    is_file = "/resolve/" in path or path.startswith("/api/resolve-cache/")
    return _FILES if is_file else _RECORDS


def _is_of_commit(request: httpx2.Request, response: httpx2.Response) -> bool:
    """Say whether an answer is a file of one commit; a record changes with its repository."""
    is_file = _bucket(request) == _FILES and bool(_COMMIT.search(request.url.path))
    return is_file and response.status_code == httpx2.codes.OK


def _cost(problem: Exception) -> int:
    if isinstance(problem, httpx2.TimeoutException):
        return _COST_OF_SILENCE
    refused = isinstance(problem, httpx2.ConnectError | httpx2.ProxyError)
    return _COST_OF_REFUSAL if refused else _COST_OF_BREAK


def _certificate_problem(problem: BaseException | None) -> str:
    """Say why the other side could not prove who it is, which does not pass by itself."""
    while problem is not None:
        if isinstance(problem, ssl.SSLCertVerificationError):
            return problem.verify_message
        problem = problem.__cause__ or problem.__context__
    return ""
