"""Records from the Hub itself: one request a repository, and one for each redirect on the way."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from urllib.parse import quote, unquote, urlencode

import httpx2

from scanners.evidence import Kind, State
from scanners.hub.addresses import same_origin, url_of
from scanners.hub.answers import NoHubError, read_record, refusal, sighting_of
from scanners.hub.cache import Answer
from scanners.hub.client import WORKERS, Client
from scanners.hub.expand import REFUSALS, Expansion, fewer, without_expansion
from scanners.hub.source import Requests, Sighting
from scanners.hub.transport import REDIRECTS

_MOST_REDIRECTS = 10
_OK = 200
_RECORD_PATH = re.compile(
    r"/api/(?P<kind>models|datasets)/(?P<name>[^/]+(?:/[^/]+)?)(?:/revision/[^/]+)?/?\Z"
)
_KINDS = {Kind.MODEL: "models", Kind.DATASET: "datasets"}


class OnlineHub:
    """A Hub that is asked over the network. Asking never raises; what fails is a state."""

    workers = WORKERS

    def __init__(self, client: Client) -> None:
        """Ask by a client, which knows the endpoint and the deadline."""
        self.deadline = client.deadline
        self._client = client
        self._expansion = Expansion()
        self._asking = _Once()

    def look(self, kind: Kind, name: str, revision: str | None = None) -> Sighting:
        """Ask for a repository, by way of redirects if there are any."""
        try:
            return self._look(kind, name, revision)
        except (NoHubError, httpx2.HTTPError, httpx2.InvalidURL, ValueError) as problem:
            return Sighting(State.UNREACHABLE, None, name, self._client.discreet(str(problem)))

    def describe(self) -> str:
        """Name the endpoint."""
        return str(self._client)

    def remarks(self) -> tuple[str, ...]:
        """Say that the endpoint does not tell what the Hub links, if it does not."""
        if not (models := len(self._expansion.withheld)):
            return ()
        of = "1 model" if models == 1 else f"{models:,} models"
        return (f"{self._client} gave no baseModels of {of}: read from cards and tags instead.",)

    def requests(self) -> Requests:
        """Count what was answered so far."""
        traffic, quota = self._client.transport.traffic, self._client.transport.quota
        pause, seen = quota.pause, quota.seen
        if seen is None:
            return Requests(traffic.records, traffic.files, pause=pause)
        left = 0 if pause else seen.remaining  # answers overtake each other
        return Requests(traffic.records, traffic.files, left, seen.limit, pause)

    def suggest(self, _kind: Kind, _name: str) -> list[str]:
        """Know no other names: what is not there may as well be private."""
        return []

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _look(self, kind: Kind, name: str, revision: str | None) -> Sighting:
        asked = self._expansion.asked(kind)
        answer, known = self._follow(kind, name, revision, asked)
        if asked and answer.status in REFUSALS:
            for less in fewer(asked, answer):
                again, known = self._follow(kind, name, revision, less)
                if again.status not in REFUSALS:
                    answer, asked = again, less
                    break
            if answer.status == _OK:
                self._expansion.learn(kind, asked)
        if answer.status != _OK:
            return refusal(answer, name, revision, authenticated=known)
        raw = read_record(answer)
        seen = sighting_of(raw, kind, name, revision)
        if seen.record is None or self._expansion.is_whole(kind, asked, raw):
            return seen
        return replace(seen, record=without_expansion(seen.record, str(self._client)))

    def _follow(
        self, kind: Kind, name: str, revision: str | None, asked: tuple[str, ...]
    ) -> tuple[Answer, bool]:
        """Ask, and go where the endpoint sends us on to; say also whether a token went along.

        Where that is a name, it is asked for as if somebody had named it, so that an old and a
        new name in one lineage cost one record. Raises ``NoHubError`` where it leads nowhere.
        """
        url = self._url(kind, name, revision, asked)
        passed: set[httpx2.URL] = set()
        while url not in passed:
            passed.add(url)
            if len(passed) > _MOST_REDIRECTS:
                raise NoHubError(f"it redirects more than {_MOST_REDIRECTS} times")
            answer = self._asking.get(str(url), partial(self._client.ask, url))
            if answer.status not in REDIRECTS:
                return answer, self._client.is_known_to(url)
            target = url_of(answer.headers.get("location"))
            if target is None:
                raise NoHubError("it redirects without saying where to")
            url = url.join(target)
            if found := self._name_in(url, kind):
                url = self._url(kind, found, revision, asked)
        raise NoHubError("it redirects in a circle")

    def _url(
        self, kind: Kind, name: str, revision: str | None, asked: tuple[str, ...]
    ) -> httpx2.URL:
        base = str(self._client.endpoint).rstrip("/")
        at = "" if revision is None else f"/revision/{quote(revision, safe='')}"
        query = urlencode([("expand", name) for name in asked])
        path = f"{base}/api/{_KINDS[kind]}/{quote(name, safe='/')}{at}"
        return httpx2.URL(f"{path}?{query}" if query else path)

    def _name_in(self, url: httpx2.URL, kind: Kind) -> str | None:
        """Give the name of the repository that an address of this endpoint is of."""
        found = _RECORD_PATH.search(url.path)
        same = found and same_origin(url, self._client.endpoint)
        if not found or not same or found["kind"] != _KINDS[kind]:
            return None
        return unquote(found["name"])


class _Once:
    """Lets one thread ask, and all that want the same meanwhile wait for its answer."""

    def __init__(self) -> None:
        self._asked: dict[str, Future[Answer]] = {}
        self._lock = threading.Lock()

    def get(self, key: str, ask: Callable[[], Answer]) -> Answer:
        with self._lock:
            others = self._asked.get(key)
            mine = self._asked.setdefault(key, Future())
        if others is not None:
            return others.result()
        try:
            mine.set_result(ask())
        except BaseException as problem:
            mine.set_exception(problem)
            raise
        finally:
            with self._lock:
                del self._asked[key]
        return mine.result()
