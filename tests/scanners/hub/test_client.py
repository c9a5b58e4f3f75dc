"""Whose endpoint is asked, and as whom."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx2
import pytest
import trustme
from hubserver import Hub, HubServer
from huggingface_hub import constants
from huggingface_hub.errors import LocalTokenNotFoundError
from huggingface_hub.utils import get_session

from scanners.hub.bodies import UnusableAnswerError
from scanners.hub.client import Client, EndpointError
from scanners.hub.deadline import Deadline

Connect = Callable[..., Client]


@pytest.mark.parametrize(
    "endpoint",
    [
        "hub.example",
        "ftp://hub.example",
        "https://",
        "",
        "ht!tp:",
        "http://h:99999",
        "http://a b.c",
    ],
)
def test_what_is_no_endpoint_is_refused(
    monkeypatch: pytest.MonkeyPatch, connect: Connect, endpoint: str
) -> None:
    monkeypatch.setattr(constants, "ENDPOINT", endpoint)
    with pytest.raises(EndpointError, match=r"HF_ENDPOINT is '.*', no address of a Hub"):
        connect(endpoint=endpoint)


def test_the_endpoint_is_that_of_the_library(
    monkeypatch: pytest.MonkeyPatch, connect: Connect
) -> None:
    monkeypatch.setattr(constants, "ENDPOINT", "https://hub.example/mirror/")
    with closing(Client(Deadline(1))) as client:
        assert str(client) == "https://hub.example/mirror"


def test_what_is_in_the_address_to_log_in_is_never_shown(connect: Connect) -> None:
    client = connect(endpoint="https://me:se%20cret@hub.example/mirror?x=1#y")
    assert str(client) == str(client.endpoint) == "https://hub.example/mirror"
    assert client._headers["authorization"] == "Basic bWU6c2UgY3JldA=="  # me:se cret
    assert client.is_known_to(httpx2.URL("https://hub.example/x"))
    assert not client.is_known_to(httpx2.URL("https://other.example/x"))
    request = httpx2.Request("GET", "https://me:secret@hub.example/api?q=1")
    assert client.transport._key(request) == "anonymous GET https://hub.example/api?q=1"


@pytest.mark.parametrize(
    "endpoint",
    [
        *("ftp://me:secret@hub", "me:secret@hub:1", "http://me:secret@/x", "http://me:sec#ret@hub"),
        *("http://me:secret@hub:99999", "http://me:secret@hub:port", "http://me:secret@[::1"),
    ],
)
def test_an_endpoint_that_is_none_shows_nothing_secret(connect: Connect, endpoint: str) -> None:
    with pytest.raises(EndpointError, match="HF_ENDPOINT is no address of a Hub") as problem:
        connect(endpoint=endpoint)
    assert "sec" not in str(problem.value)


def test_the_token_is_that_of_the_library(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "authorization" not in connect()._headers
    (tmp_path / "token").write_text("hf_stored\n")
    assert connect()._headers["authorization"] == "Bearer hf_stored"
    monkeypatch.setenv("HF_TOKEN", " hf_given\n")
    assert connect()._headers["authorization"] == "Bearer hf_given"


@pytest.mark.parametrize("token", ["hf_ab cd", "hf_\u00e4", "hf_a\x00b", "hf_a\nb"])
def test_a_token_that_no_header_can_carry_is_refused_unseen(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setattr("huggingface_hub.utils._headers.get_token", lambda: token)
    with pytest.raises(EndpointError, match="characters that no token has") as problem:
        connect()
    assert "hf_" not in str(problem.value)


def test_a_token_that_cannot_be_had_is_said(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_token() -> str:
        raise LocalTokenNotFoundError("hf_secret")

    monkeypatch.setattr("huggingface_hub.utils._headers.get_token", no_token)
    with pytest.raises(EndpointError, match=r"\(LocalTokenNotFoundError\); log in anew") as problem:
        connect()
    assert "hf_secret" not in str(problem.value)


def test_nothing_is_asked_in_offline_mode(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(EndpointError, match="HF_HUB_OFFLINE is set"):
        connect()


@pytest.mark.parametrize("said", ["", "1", None])
def test_telemetry_is_for_who_asks_for_it(
    server: HubServer, connect: Connect, monkeypatch: pytest.MonkeyPatch, said: str | None
) -> None:
    """A variable that is set to nothing is not set."""
    for name in ("HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
        monkeypatch.delenv(name, raising=False)
        if said is not None:
            monkeypatch.setenv(name, said)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", said == "1")
    connect()
    assert constants.HF_HUB_DISABLE_TELEMETRY
    assert not server.requests


def test_what_the_library_asks_on_its_own_is_not_of_the_run(
    server: HubServer, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its time nor its number."""

    def ask() -> None:
        assert get_session().get(f"{server.endpoint}/api/agent-harnesses").is_success

    monkeypatch.setattr("huggingface_hub.utils._headers.get_token", ask)
    client = connect(5)
    assert len(server.requests) == 1
    assert client.transport.traffic.records == 0
    assert client.deadline.left == 5


def test_the_library_has_its_own_way_back_afterwards(
    server: HubServer, records: Hub, connect: Connect
) -> None:
    records.add({"id": "a/b"})
    client = connect()
    assert get_session() is client._session
    client.close()
    session = get_session()
    assert session is not client._session
    assert session.get(f"{server.endpoint}/api/models/a/b").is_success
    session.close()


def test_a_proxy_of_the_environment_is_used(
    server: HubServer, records: Hub, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server stands in as the proxy, which is asked for whole addresses."""
    records.add({"id": "a/b"})
    monkeypatch.setenv("HTTP_PROXY", server.endpoint)
    monkeypatch.setenv("NO_PROXY", "other.example")
    client = connect(endpoint="http://hub.example")
    client.ask(httpx2.URL("http://hub.example/api/models/a/b"))
    (seen,) = server.requests
    assert seen.path == "http://hub.example/api/models/a/b"


@pytest.mark.parametrize("proxy", ["host:80:80", "gopher://me:secret@host", "socks5://host:1080"])
def test_what_is_no_proxy_is_said(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy)
    with pytest.raises(EndpointError, match="names no proxy that can be used") as problem:
        connect()
    assert "secret" not in str(problem.value)


def test_certificates_that_cannot_be_read_are_said(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(EndpointError, match=r"\(No such file or directory\); see what SSL_CERT"):
        connect()
    (tmp_path / "none.pem").write_text("no certificate")
    with pytest.raises(EndpointError, match="the certificates to trust cannot be read"):
        connect()


@pytest.fixture
def authority() -> trustme.CA:
    """Give an authority that nobody else knows."""
    return trustme.CA()


@pytest.fixture
def encrypted(authority: trustme.CA) -> Iterator[str]:
    """Run a server that has its certificate from that authority, and give its address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    listener = ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    listener.socket = context.wrap_socket(listener.socket, server_side=True)
    listener.RequestHandlerClass.log_message = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    yield f"https://127.0.0.1:{listener.server_address[1]}"
    listener.shutdown()
    thread.join()
    listener.server_close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_certificates_of_the_environment_are_trusted(
    connect: Connect,
    encrypted: str,
    authority: trustme.CA,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """What nobody vouches for is said at once, with the way to name who does."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    url = httpx2.URL(f"{encrypted}/no-such-thing")
    with pytest.raises(UnusableAnswerError, match=r"not accepted .*; SSL_CERT_FILE names"):
        connect(endpoint=encrypted).ask(url)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    for variable in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        with monkeypatch.context() as environment:
            environment.setenv(variable, str(tmp_path / "ca.pem"))
            assert connect(endpoint=encrypted).ask(url).status == 404
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    with pytest.raises(UnusableAnswerError, match="not accepted"):
        connect(endpoint=encrypted).ask(url)


def test_a_folder_of_certificates_is_read(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path))
    connect()
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none"))
    with pytest.raises(EndpointError, match="SSL_CERT_FILE or SSL_CERT_DIR or REQUESTS_CA_BUNDLE"):
        connect()
