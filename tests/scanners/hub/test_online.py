"""Records from a Hub over the network."""

import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hubserver import Hub, HubServer, faults

from licences.relation import Basis, Relation
from scanners.evidence import MIRROR, Kind, State
from scanners.hub.crawl import collect, key_of
from scanners.hub.online import OnlineHub, _Once
from scanners.hub.source import Requests
from scanners.reference import Reference

Online = Callable[..., OnlineHub]
_MODEL, _DATASET = Kind.MODEL, Kind.DATASET


@pytest.fixture
def records() -> Hub:
    """Give a Hub with one of everything."""
    hub = Hub()
    hub.add({"id": "Meta/Base", "cardData": {"license": "llama3.1"}, "gated": "manual"})
    hub.add({"id": "a/child", "cardData": {"license": "mit", "base_model": "Meta/Base"}})
    hub.add({"id": "a/off", "cardData": {"license": "mit"}, "disabled": True})
    hub.add({"id": "a/hidden", "cardData": {"license": "mit"}, "private": True})
    hub.add({"id": "d/data", "cardData": {"license": "mit"}}, kind="dataset")
    hub.move("old/base", "Meta/Base")
    hub.add_revision("a/child", "v1", {"cardData": {"license": "apache-2.0"}})
    return hub


@pytest.mark.parametrize(
    ("kind", "name", "state", "moved", "requests"),
    [
        (_MODEL, "a/child", State.FOUND, None, 1),
        (_MODEL, "A/Child", State.FOUND, None, 2),
        (_MODEL, "meta/base", State.GATED, None, 2),
        (_MODEL, "old/base", State.GATED, "Meta/Base", 2),
        (_MODEL, "a/off", State.DISABLED, None, 1),
        (_MODEL, "a/hidden", State.MISSING_OR_PRIVATE, None, 1),
        (_MODEL, "no/such", State.MISSING_OR_PRIVATE, None, 1),
        (_MODEL, "d/data", State.MISSING_OR_PRIVATE, None, 1),
        (_DATASET, "d/data", State.FOUND, None, 1),
    ],
)
def test_states(
    online: Online, kind: Kind, name: str, state: State, moved: str | None, requests: int
) -> None:
    hub = online()
    seen = hub.look(kind, name)
    assert (seen.state, seen.asked, seen.moved_to) == (state, name, moved)
    assert (seen.record is None) is (state is State.MISSING_OR_PRIVATE)
    assert hub.requests().records == requests


def test_a_record_says_what_the_hub_links(online: Online) -> None:
    record = online().look(_MODEL, "a/child").record
    assert record
    (claim,) = record.base_models
    assert (claim.name, claim.relation, claim.basis) == (
        "Meta/Base",
        Relation.FINETUNE,
        Basis.DETECTED,
    )
    assert {e.location for e in claim.evidence} == {"cardData.base_model", "baseModels", "tags"}
    assert claim.hub_id
    assert len(claim.hub_id) == 24


def test_a_revision_is_asked_for(online: Online, server: HubServer) -> None:
    hub = online()
    old = hub.look(_MODEL, "a/child", "v1").record
    new = hub.look(_MODEL, "a/child").record
    assert old
    assert new
    assert (old.licence, new.licence) == (("apache-2.0",), ("mit",))
    assert old.sha != new.sha
    assert hub.look(_MODEL, "A/Child", old.sha).record == old
    missing = hub.look(_MODEL, "a/child", "refs/pr/1")
    assert missing.reason == "a/child has no revision refs/pr/1"
    assert server.requests[-1].path.startswith("/api/models/a/child/revision/refs%2Fpr%2F1?")


def test_an_answer_of_another_commit_is_none(
    online: Online, server: HubServer, records: Hub
) -> None:
    """A snapshot would not take it for what was asked for either."""
    other = json.dumps({"id": "a/child", "sha": "b" * 40}).encode()
    server.fail("revision/c{40}", faults.status(200, {}, other))
    seen = online().look(_MODEL, "a/child", "c" * 40)
    assert (seen.state, seen.record) == (State.UNREACHABLE, None)
    assert seen.reason == f"its answer is of commit {'b' * 40}, where {'c' * 40} was asked for"


def test_with_a_token_more_is_seen(
    online: Online, records: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.tokens.update(hf_owner="owner", hf_other="other")
    for token, state, reason in [
        ("hf_owner", State.FOUND, ""),
        ("hf_other", State.MISSING_OR_PRIVATE, ""),
        (
            "hf_wrong",
            State.UNREACHABLE,
            "the login was refused; check HF_TOKEN, or what HF_ENDPOINT says, or unset it",
        ),
    ]:
        monkeypatch.setenv("HF_TOKEN", token)
        hub = online()
        seen = hub.look(_MODEL, "a/hidden")
        assert (seen.state, seen.reason) == (state, reason)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (faults.half_json(), "its answer is no JSON, or only a part of one"),
        (faults.html(), "its answer is a web page, not a record; HF_ENDPOINT may be wrong"),
        (faults.redirect_loop(), "it redirects in a circle"),
        (faults.redirect("/api/models/a/child"), "it redirects in a circle"),
        (faults.redirect("http://hub:port/"), "it redirects without saying where to"),
        (faults.status(307), "it redirects without saying where to"),
        (faults.status(500), "it answered with status 500"),
        (faults.redirect("ftp://127.0.0.1/x"), "Request URL has an unsupported protocol 'ftp://'."),
        (faults.status(200, {}, b'{"id": 5}'), "its answer is no record: has no id"),
    ],
)
@pytest.mark.usefixtures("hasty")
def test_what_cannot_be_read_is_unreachable(
    online: Online, server: HubServer, fault: faults.Fault, reason: str
) -> None:
    server.fail("a/child", fault, times=None)
    seen = online().look(_MODEL, "a/child")
    assert (seen.state, seen.reason, seen.record) == (State.UNREACHABLE, reason, None)


@pytest.mark.parametrize(
    "headers",
    [
        {"Server": "caf\xe9", "ETag": "d\xe9p\xf4t"},
        {"X-Error-Message": "\xff\xfe", "Retry-After": "\xb2"},
        {"RateLimit": "\xe9", "Link": "<\xe9>; rel=next"},
    ],
)
def test_headers_of_any_bytes_are_read(
    online: Online, server: HubServer, headers: dict[str, str]
) -> None:
    server.fail("a/child", faults.status(200, headers, b'{"id": "a/child"}'))
    assert online().look(_MODEL, "a/child").state is State.FOUND


@pytest.mark.parametrize(
    "location", [f"https://{'x' * 70}.example/a", "https://h:99999/", "caf\xe9", "//"]
)
@pytest.mark.usefixtures("hasty")
def test_no_redirect_is_too_odd(online: Online, server: HubServer, location: str) -> None:
    server.fail("a/child", faults.redirect(location), times=None)
    assert online().look(_MODEL, "a/child").record is None


@pytest.mark.parametrize("status", [300, 304])
def test_not_everything_in_the_three_hundreds_is_a_redirect(
    online: Online, server: HubServer, status: int
) -> None:
    server.fail("a/child", faults.status(status))
    assert online().look(_MODEL, "a/child").reason == f"it answered with status {status}"


@pytest.mark.parametrize("name", ["../../etc/passwd", "x" * 10_000_000, "a b"])
def test_a_record_of_no_repository_is_none(online: Online, server: HubServer, name: str) -> None:
    server.fail("a/child", faults.status(200, {}, json.dumps({"id": name}).encode()))
    seen = online().look(_MODEL, "a/child")
    assert (seen.state, len(seen.reason) < 200) == (State.UNREACHABLE, True)
    assert seen.reason.endswith("which is no repository")


def test_what_an_endpoint_repeats_of_a_secret_is_hidden(
    online: Online, server: HubServer, records: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    assert online().look(_MODEL, "a/child").record is None  # a token that nobody knows
    echo = faults.status(403, {"X-Error-Message": "no, hf_secret"})
    body = faults.status(200, {}, b'{"id": "a/child", "cardData": {"license": "hf_secret"}}')
    server.fail("a/child", echo, body, faults.redirect("ftp://hf_secret/"))
    hub = online()
    assert hub.look(_MODEL, "a/child").reason == "it answered with status 403: no, (secret)"
    record = online().look(_MODEL, "a/child").record
    assert record
    assert record.licence == ("(secret)",)
    assert "hf_secret" not in online().look(_MODEL, "a/child").reason


@pytest.mark.parametrize("token", ["1", "false", "llama3.1", "id"])
def test_words_that_stand_in_for_a_token_are_cut_out_of_no_record(
    online: Online, server: HubServer, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    raw = {"id": "a/child", "sha": "1" * 40, "cardData": {"license": "llama3.1"}, "gated": False}
    server.fail("a/child", faults.status(200, {}, json.dumps(raw).encode()))
    monkeypatch.setenv("HF_TOKEN", token)
    record = online().look(_MODEL, "a/child").record
    assert record
    assert (record.licence, record.sha) == (("llama3.1",), "1" * 40)


def test_a_login_that_something_before_the_hub_asks_for_is_said(
    online: Online, server: HubServer
) -> None:
    """It says nothing of the models."""
    server.fail("", faults.status(401, {"WWW-Authenticate": 'Basic realm="x"'}), times=None)
    seen = online().look(_MODEL, "a/child")
    assert seen.state is State.UNREACHABLE
    assert "asks for a login of its own" in seen.reason


def test_another_host_that_refuses_is_not_blamed_on_the_token(
    online: Online, server: HubServer, records: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was not given one."""
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    with HubServer(Hub()) as other:
        server.fail("a/child", faults.redirect(f"{other.endpoint}/api/models/a/child"))
        assert online().look(_MODEL, "a/child").state is State.MISSING_OR_PRIVATE


def test_a_chain_of_redirects_ends(online: Online, server: HubServer, records: Hub) -> None:
    for n in range(30):
        records.move(f"old/{n}", f"old/{n + 1}")
    seen = online().look(_MODEL, "old/0")
    assert seen.reason == "it redirects more than 10 times"
    assert len(server.requests) == 10


def test_another_host_is_followed_without_the_token(
    online: Online, server: HubServer, records: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    records.tokens["hf_secret"] = "member"
    with HubServer(records) as other:
        server.fail("a/child", faults.redirect(f"{other.endpoint}/api/models/a/child"))
        assert online().look(_MODEL, "a/child").state is State.FOUND
        (seen,) = other.requests
        assert "authorization" not in seen.headers
    assert "authorization" in server.requests[0].headers


def test_an_address_below_a_path_is_kept(online: Online, server: HubServer, records: Hub) -> None:
    """Registries of companies put the Hub below a path of theirs."""
    server.fail("^/mirror/api/models/old", faults.redirect("/api/models/a/child?x=1"))
    server.fail("^/mirror/api/models/a/child", faults.status(404, {}, b'{"error":"no"}'))
    hub = online(endpoint=f"{server.endpoint}/mirror/")
    assert hub.look(_MODEL, "old/name").state is State.MISSING_OR_PRIVATE
    assert [seen.path.partition("?")[0] for seen in server.requests] == [
        "/mirror/api/models/old/name",
        "/mirror/api/models/a/child",
    ]


@pytest.mark.parametrize(("mirror", "requests"), [("ignore", 1), ("refuse", 2)])
def test_an_endpoint_that_does_not_expand_is_noticed(
    online: Online, server: HubServer, mirror: str, requests: int
) -> None:
    server.mirror = mirror  # type: ignore[assignment]
    hub = online()
    assert hub.remarks() == ()
    record = hub.look(_MODEL, "a/child").record
    assert record
    (claim,) = record.base_models
    assert claim.evidence[-1].source == MIRROR
    assert claim.name == "Meta/Base"
    assert len(server.requests) == requests
    assert hub.remarks() == (
        f"{server.endpoint} gave no baseModels of 1 model: read from cards and tags instead.",
    )
    assert hub.look(_DATASET, "d/data").state is State.FOUND
    before = len(server.requests)
    hub.look(_MODEL, "a/off")
    assert len(server.requests) == before + requests
    before = len(server.requests)
    hub.look(_MODEL, "meta/base")
    assert len(server.requests) == before + 2  # it knows by now: a redirect and a record
    assert hub.remarks() == (
        f"{server.endpoint} gave no baseModels of 3 models: read from cards and tags instead.",
    )


def test_an_endpoint_that_knows_less_is_asked_for_that(online: Online, server: HubServer) -> None:
    words = b'{"error": "Invalid option: expected one of author, cardData, tags, sha, baseModels"}'
    server.fail("expand=gated", faults.status(400, {}, words), times=None)
    hub = online()
    record = hub.look(_MODEL, "a/child").record
    assert record
    assert record.base_models[0].hub_id
    assert hub.remarks() == ()
    assert "gated" not in server.requests[-1].path
    for _ in range(2):
        before = len(server.requests)
        hub.look(_MODEL, "a/off")
        hub.look(_MODEL, "a/hidden")
    assert len(server.requests) == before


def test_a_bad_request_is_no_reason_to_ask_for_less(online: Online, server: HubServer) -> None:
    server.fail("a/child", faults.status(400, {}, b'{"error": "Bad name"}'), times=None)
    hub = online()
    assert hub.look(_MODEL, "a/child").reason == "it answered with status 400: Bad name"
    assert hub.look(_MODEL, "meta/base").record
    assert "expand=baseModels" in server.requests[-1].path
    server.fail("no/other", faults.status(400))
    assert hub.look(_MODEL, "no/other").state is State.MISSING_OR_PRIVATE
    assert hub.look(_MODEL, "a/hidden").state is State.MISSING_OR_PRIVATE
    assert "expand=baseModels" in server.requests[-1].path


def test_an_old_name_and_a_new_one_cost_one_record(
    online: Online, server: HubServer, records: Hub
) -> None:
    """Also when both are asked for at once."""
    server.latency = 0.02
    hub = online()
    with ThreadPoolExecutor(8) as pool:
        names = ["old/base", "Meta/Base", "meta/base", "META/BASE"] * 2
        seen = list(pool.map(lambda name: hub.look(_MODEL, name), names))
    assert {s.record.name for s in seen if s.record} == {"Meta/Base"}
    asked = [s.path.partition("?")[0] for s in server.requests]
    assert sorted(asked) == sorted(f"/api/models/{name}" for name in set(names))


def test_who_waits_for_the_same_gets_the_same() -> None:
    once, begun, go = _Once(), threading.Event(), threading.Event()

    def fail() -> None:
        begun.set()
        go.wait(5)
        raise ZeroDivisionError

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(once.get, "a", fail)
        begun.wait(5)
        second = pool.submit(once.get, "a", pytest.fail)
        time.sleep(0.02)
        go.set()
        assert isinstance(first.exception(5), ZeroDivisionError)
        assert isinstance(second.exception(5), ZeroDivisionError)


def test_what_is_known_of_the_quota_is_told(online: Online) -> None:
    hub = online()
    assert hub.requests() == Requests()
    hub.look(_MODEL, "a/child")
    assert hub.requests() == Requests(1, 0, 499, 500)
    hub._client.transport.quota.note("x", 429, {"retry-after": "60"})
    told = hub.requests()
    assert (told.left, told.limit, told.pause > 50) == (0, 500, True)


def test_a_server_that_says_nothing_of_a_quota_has_none(online: Online, server: HubServer) -> None:
    silent = faults.status(404, {"RateLimit": None, "RateLimit-Policy": None})
    server.fail("a/child", silent)
    hub = online()
    hub.look(_MODEL, "a/child")
    assert hub.requests() == Requests(1, 0)


def test_the_whole_lineage_is_read_at_once(online: Online, server: HubServer) -> None:
    hub = online()
    watched = []
    found = collect(hub, [Reference(_MODEL, "a/child")], lambda *n: watched.append(n))
    assert {s.state for s in found.sightings.values()} == {State.FOUND, State.GATED}
    assert watched == [(0, 1), (1, 1)]
    assert hub.describe() == server.endpoint


def test_what_is_not_there_by_the_deadline_is_unreachable(
    online: Online, server: HubServer
) -> None:
    """Also if a thread hangs where no timeout reaches, as in a name server."""
    server.fail("Base", faults.stall(99), times=None)
    hub = online(0.3)
    begun = time.monotonic()
    found = collect(hub, [Reference(_MODEL, "a/child")])
    assert time.monotonic() - begun < 2
    base = found.sightings[key_of(_MODEL, "Meta/Base")]
    assert (base.state, base.record) == (State.UNREACHABLE, None)
    assert base.reason == "it gave no sign of life within the deadline of 0.3 seconds"


def test_a_thread_that_hangs_for_ever_is_left_behind(
    online: Online, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, hang = online(0.2), threading.Event()
    hub.look(_MODEL, "a/off")
    monkeypatch.setattr(hub, "look", lambda *_: hang.wait(60))
    begun = time.monotonic()
    found = collect(hub, [Reference(_MODEL, "a/child")])
    assert time.monotonic() - begun < 5
    hang.set()
    (seen,) = found.sightings.values()
    assert (seen.state, seen.asked) == (State.UNREACHABLE, "a/child")
    assert seen.reason == "it was not answered within the deadline of 0.2 seconds"
