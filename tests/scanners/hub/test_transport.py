"""The way to the Hub that every request takes, tried under the unmodified client library."""

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest
from hubserver import Hub, HubServer, Quota, faults
from huggingface_hub import HfApi, ModelCard, constants
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.utils import get_session, paginate

from scanners.hub.bodies import UnusableAnswerError
from scanners.hub.cache import MemoryCache
from scanners.hub.client import Client

Connect = Callable[..., Client]


@pytest.fixture(autouse=True)
def _hasty(hasty: None) -> None:
    """Fail in no time."""


@pytest.fixture
def records() -> Hub:
    """Give a Hub of a few models."""
    hub = Hub()
    for n in range(40):
        hub.add({"id": f"a/m{n}", "cardData": {"license": "mit"}})
    hub.move("old/name", "a/m0")
    hub.add_file("a/m0", "README.md", b"---\nlicense: mit\n---\n# Card\n")
    return hub


def ask(client: Client, path: str = "/api/models/a/m0") -> httpx2.Response:
    """Ask for one thing, by the session that the library is given."""
    return client._session.get(f"{client.endpoint}{path}", headers=client._headers)


@pytest.mark.parametrize(
    "fault",
    [
        *(faults.status(code) for code in (408, 500, 502, 503, 504)),
        *(faults.close(), faults.reset(), faults.cut(), faults.wrong_length(9), faults.stall(9)),
        *(faults.stall_body(9), faults.status(429), faults.status(503, {"Retry-After": "0"})),
        faults.status(200, {"Content-Encoding": "gzip"}, b"no gzip"),
    ],
)
def test_what_heals_is_not_noticed(
    server: HubServer, connect: Connect, fault: faults.Fault
) -> None:
    server.fail("m0", fault)
    assert ask(connect()).json()["id"] == "a/m0"
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("fault", "words", "times"),
    [
        (faults.close(), "the connection broke off", 9),
        (faults.reset(), "the connection broke off", 9),
        (faults.cut(), "the connection broke off", 9),
        (faults.stall(9), "no sign of life in 0.2 s", 3),
        (faults.stall_body(9), "no sign of life in 0.2 s", 3),
        (faults.status(200, {"Content-Encoding": "gzip"}, b"no gzip"), "cannot be unpacked", 9),
        (faults.status(200, {"Content-Encoding": "br"}, b"x"), "packed as 'br'", 1),
        (faults.status(200, {"Content-Encoding": "gzip, gzip"}, b"x"), "packed as", 1),
        (faults.gzip_bomb(), "too large: more than 32 MiB", 1),
        (faults.oversized(33 << 20), "too large: more than 32 MiB", 1),
        (faults.wrong_length(40 << 20), "too large: 41,943,", 1),
    ],
)
def test_what_does_not_heal_is_said(
    server: HubServer, connect: Connect, fault: faults.Fault, words: str, times: int
) -> None:
    server.fail("m0", fault, times=None)
    with pytest.raises(UnusableAnswerError, match=words):
        ask(connect())
    assert len(server.requests) == times


def test_a_lasting_error_of_the_server_is_its_answer(server: HubServer, connect: Connect) -> None:
    server.fail("m0", faults.status(500), times=None)
    assert ask(connect()).status_code == 500
    assert len(server.requests) == 5


@pytest.mark.parametrize(
    "fault", [faults.stall(99), faults.stall_body(99), faults.trickle(20), faults.status(429)]
)
def test_nothing_lasts_longer_than_the_deadline(
    server: HubServer, connect: Connect, monkeypatch: pytest.MonkeyPatch, fault: faults.Fault
) -> None:
    monkeypatch.setattr("scanners.hub.transport._TIMEOUT", 10.0)
    server.fail("m0", fault, times=None)
    client = connect(0.5)
    begun = time.monotonic()
    with pytest.raises(UnusableAnswerError, match=r"the deadline of 0\.5 seconds"):
        ask(client)
    assert time.monotonic() - begun < 1.5


def test_a_server_that_wants_to_be_left_alone_is(server: HubServer, connect: Connect) -> None:
    """Its answer is what there is if it names a time after the deadline."""
    server.fail("m0", faults.status(503, {"Retry-After": "99"}), times=None)
    assert ask(connect(0.5)).status_code == 503
    assert len(server.requests) == 1


def test_after_the_deadline_nothing_is_asked(server: HubServer, connect: Connect) -> None:
    client = connect(30)
    ask(client)
    client.deadline._end = time.monotonic()
    with pytest.raises(UnusableAnswerError, match="not asked within the deadline"):
        ask(client, "/api/models/a/m1")
    assert len(server.requests) == 1


def test_a_dead_endpoint_is_not_asked_again_and_again(server: HubServer, connect: Connect) -> None:
    """Three requests give up after all their retries; the fourth is sent once."""
    server.fail("/api/", faults.close(), times=None)
    client = connect()
    for n, total in enumerate((9, 18, 27, 28, 29)):
        with pytest.raises(UnusableAnswerError):
            ask(client, f"/api/models/a/m{n}")
        assert len(server.requests) == total


def test_a_refused_connection_names_itself(connect: Connect) -> None:
    client = connect(endpoint="http://127.0.0.1:9")
    with pytest.raises(
        UnusableAnswerError, match=r"no connection to 127.0.0.1 \(Connection refused\)"
    ):
        ask(client)


def test_what_changes_something_is_sent_once(server: HubServer, connect: Connect) -> None:
    """Except where the quota was spent: then nothing was done."""
    connect()
    server.fail("paths-info", faults.status(503))
    with pytest.raises(HfHubHTTPError):
        HfApi(endpoint=server.endpoint, token=False).get_paths_info("a/m0", ["README.md"])
    server.fail("paths-info", faults.status(429))
    (found,) = HfApi(endpoint=server.endpoint, token=False).get_paths_info("a/m0", ["README.md"])
    assert found.path == "README.md"
    assert [seen.status for seen in server.requests] == [503, 429, 200]


def test_the_library_is_as_patient(server: HubServer, connect: Connect, tmp_path: Path) -> None:
    """It asks once for a record, without a timeout."""
    connect()
    api = HfApi(endpoint=server.endpoint, token=False)
    server.fail("m0", faults.status(503), faults.stall(99))
    assert api.model_info("a/m0").id == "a/m0"
    server.fail("m1", faults.stall(99), times=None)
    with pytest.raises(httpx2.TransportError, match="no sign of life"):
        api.model_info("a/m1")
    server.fail(r"/api/models$", faults.stall(99), times=None)
    with pytest.raises(httpx2.TransportError, match="no sign of life"):
        list(api.list_models())
    assert len(get_session().get(f"{server.endpoint}/api/models/a/m2", timeout=5).json()["id"]) == 4


def test_one_thread_closes_nothing_for_the_others(server: HubServer, connect: Connect) -> None:
    client = connect()
    get_session().close()
    assert get_session() is not client
    client._session.close()  # what the library does; the transport stays open
    assert client.transport.handle_request(
        httpx2.Request("GET", f"{server.endpoint}/api/models/a/m3")
    ).is_success


def test_errors_of_some_threads_reach_no_other(
    server: HubServer, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand requests, a fifth of them met by a closed or reset connection."""
    monkeypatch.setattr("scanners.hub.transport._TIMEOUT", 10.0)
    server.error_rate = 0.2
    client = connect(60, cache=_NoCache())
    with ThreadPoolExecutor(16) as pool:
        names = [f"a/m{random.randrange(40)}" for _ in range(1000)]
        answers = list(pool.map(lambda n: ask(client, f"/api/models/{n}").json()["id"], names))
    assert answers == names
    assert client.transport.traffic.records == 1000


def test_a_spent_quota_stops_all_threads_once(server: HubServer, connect: Connect) -> None:
    server.quota = Quota(requests=15, window=1.0)
    client = connect(60, cache=_NoCache())
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda n: ask(client, f"/api/models/a/m{n}"), range(40)))
    assert {answer.status_code for answer in answers} == {200}
    assert Counter(seen.status for seen in server.requests)[429] <= 1


def test_requests_are_counted_apart(server: HubServer, connect: Connect, tmp_path: Path) -> None:
    """Records with their redirects, and files; what was not answered is none."""
    client = connect()
    server.fail("m1", faults.close())
    api = HfApi(endpoint=server.endpoint, token=False)
    api.model_info("a/m1")
    api.model_info("old/name")
    assert client.transport.traffic.records == 3
    (moved,) = client.transport.traffic.redirects
    assert moved == ("/api/models/old/name", f"{server.endpoint}/api/models/a/m0")
    api.hf_hub_download("a/m0", "README.md", cache_dir=tmp_path)
    assert client.transport.traffic.records == 3
    assert client.transport.traffic.files >= 2
    assert ModelCard.load(str(next(tmp_path.rglob("README.md")))).data.license == "mit"


def test_what_was_answered_is_not_asked_again(server: HubServer, connect: Connect) -> None:
    client = connect()
    for _ in range(3):
        assert ask(client).json()["id"] == "a/m0"
        assert ask(client, "/api/models/no/such").status_code == 401
    assert len(server.requests) == client.transport.traffic.records == 2
    server.fail("m1", faults.status(500), times=5)
    assert [ask(client, "/api/models/a/m1").status_code for _ in range(2)] == [500, 200]


def test_a_file_of_one_commit_is_pinned(server: HubServer, connect: Connect) -> None:
    """A record is not: whether it is gated or disabled changes with the repository."""
    pinned = []

    class Cache(MemoryCache):
        def pin(self, key: str, answer: object) -> None:
            pinned.append(key)

    client = connect(cache=Cache())
    sha = ask(client).json()["sha"]
    assert ask(client, f"/api/models/a/m0/revision/{sha}").is_success
    file = f"/api/resolve-cache/models/a/m0/{sha}/README.md"
    assert ask(client, file).is_success
    ask(client, f"/api/resolve-cache/models/a/m0/{'0' * 40}/README.md")
    ask(client, "/a/m0/resolve/main/README.md")
    assert pinned
    assert {key.partition("?")[0] for key in pinned} == {f"anonymous GET {server.endpoint}{file}"}


def test_the_token_stays_at_its_endpoint(
    server: HubServer, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a redirect nor the next page of a list takes it elsewhere, nor a cache key."""
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    keys = []

    class Cache(MemoryCache):
        def put(self, key: str, answer: object) -> None:
            keys.append(key)

    client = connect(cache=Cache())
    elsewhere = f"{server.cdn_endpoint}/api/models/a/m0"
    client.transport.handle_request(
        httpx2.Request("GET", elsewhere, headers={"authorization": "Bearer hf_secret"})
    )
    (seen,) = server.cdn_requests
    assert "authorization" not in seen.headers
    ask(client, "/api/whoami-v2")
    assert server.requests[0].headers["authorization"] == "Bearer hf_secret"
    assert [key.partition(" ")[0] for key in keys] == ["anonymous", "login"]
    assert not any("hf_secret" in key for key in keys)


def test_what_one_may_see_is_not_for_another(
    server: HubServer, records: Hub, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.add({"id": "a/hidden", "private": True})
    records.tokens.update(hf_owner="owner", hf_other="other")
    cache = MemoryCache()
    seen = {}
    for token in ("hf_owner", "hf_other"):
        monkeypatch.setenv("HF_TOKEN", token)
        seen[token] = ask(connect(cache=cache), "/api/models/a/hidden").status_code
    assert seen == {"hf_owner": 200, "hf_other": 404}


@pytest.mark.parametrize("elsewhere", [True, False])
def test_the_next_page_is_asked_for_on_the_same_host_alone(
    server: HubServer, records: Hub, connect: Connect, *, elsewhere: bool
) -> None:
    """The library follows any link, and sends the token along."""
    records.tokens["hf_secret"] = "member"
    connect()
    server.link_host = server.cdn_endpoint if elsewhere else None
    pages = paginate(
        f"{server.endpoint}/api/models", {"limit": 15}, {"authorization": "Bearer hf_secret"}
    )
    if elsewhere:
        with pytest.raises(UnusableAnswerError, match="the next page lies on another host"):
            list(pages)
    else:
        assert len(list(pages)) == 40
    assert not server.cdn_requests


def test_the_endpoint_by_https_still_gets_its_token(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    transport = connect(endpoint="http://hub.example").transport
    for url, kept in [
        ("https://hub.example/api", True),
        ("https://hub.example:8443/api", False),
        ("https://other.example/api", False),
    ]:
        request = httpx2.Request("GET", url, headers={"authorization": "Bearer x"})
        transport._guard(request)
        assert ("authorization" in request.headers) is kept


def test_threads_that_were_interrupted_hold_up_nothing(server: HubServer, connect: Connect) -> None:
    """Shutting while somebody waits for an answer is no hang."""
    server.fail("m0", faults.stall(99), times=None)
    client = connect()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, client)
        time.sleep(0.05)
        client.close()
        assert isinstance(waiting.exception(5), UnusableAnswerError | RuntimeError)


def test_nothing_is_told_of_the_user(
    server: HubServer, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No request but the one; a user who wants telemetry has it."""
    monkeypatch.delenv("HF_HUB_DISABLE_TELEMETRY", raising=False)
    monkeypatch.delenv("DO_NOT_TRACK", raising=False)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", False)
    ask(connect())
    (seen,) = server.requests
    assert seen.headers["user-agent"].startswith("auditor/0; hf_hub/")
    assert "agent/" not in seen.headers["user-agent"]
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", False)
    monkeypatch.setenv("HF_HUB_DISABLE_TELEMETRY", "0")
    connect()
    assert not constants.HF_HUB_DISABLE_TELEMETRY


class _NoCache(MemoryCache):
    def put(self, key: str, answer: object) -> None:
        """Keep nothing, so that everything goes over the wire."""
