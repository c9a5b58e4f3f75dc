"""The live Hub, as a shell calls for it."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hubserver import Hub, HubServer, Quota, faults
from huggingface_hub import constants

from auditor.cli.crawl_line import CrawlLine
from scanners.hub import transport
from scanners.hub.source import Requests

Run = Callable[..., Any]


@pytest.fixture
def records() -> Hub:
    """Give an adapter on a merge of two fine-tunes of a Llama 3.1 base, with their datasets."""
    hub = Hub()
    for name, card in {
        "Meta/Base": {"license": "llama3.1", "datasets": ["d/web"]},
        "a/one": {"license": "apache-2.0", "base_model": "Meta/Base", "datasets": ["d/mix"]},
        "a/two": {"license": "apache-2.0", "base_model": "Meta/Base", "datasets": ["D/Chat"]},
        "b/merge": {
            "license": "apache-2.0",
            "base_model": ["a/one", "a/two"],
            "base_model_relation": "merge",
        },
        "c/adapter": {
            "license": "apache-2.0",
            "base_model": "b/merge",
            "base_model_relation": "adapter",
        },
    }.items():
        gate = "manual" if name == "Meta/Base" else False
        hub.add({"id": name, "cardData": card, "gated": gate})
    for name in ("d/web", "d/mix", "d/chat"):
        hub.add({"id": name, "cardData": {"license": "mit"}}, kind="dataset")
    return hub


@pytest.fixture
def live(run: Run, server: HubServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Call the command in this process, with the server as its endpoint and little patience."""
    monkeypatch.setattr(constants, "ENDPOINT", server.endpoint)
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", True)
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.setattr(transport, "_TIMEOUT", 0.2)
    monkeypatch.setattr(transport, "_FIRST_PAUSE", 0.002)
    monkeypatch.setattr(transport, "_LONGEST_PAUSE", 0.02)
    return run


@pytest.fixture
def environment(server: HubServer, tmp_path: Path) -> dict[str, str]:
    """Give the environment of a process whose endpoint is the server."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HF_", "COV_"))}
    return {**kept, "HF_ENDPOINT": server.endpoint, "HF_HOME": str(tmp_path)}


def test_terms_several_hops_up_are_found_in_one_request_a_component(
    server: HubServer, environment: dict[str, str]
) -> None:
    """In a process of its own: nothing but records is asked for, each once."""
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "audit", "c/adapter", "--evidence", "records"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "1.b.i" in done.stdout
    assert "c/adapter <- b/merge <- a/one <- Meta/Base" in done.stdout
    assert f"Read from {server.endpoint} (9 requests)." in done.stdout
    asked = [seen.path.partition("?")[0] for seen in server.requests]
    assert sorted(asked) == [
        "/api/datasets/D/Chat",
        *(f"/api/datasets/d/{name}" for name in ("chat", "mix", "web")),
        *(f"/api/models/{name}" for name in ("Meta/Base", "a/one", "a/two", "b/merge")),
        "/api/models/c/adapter",
    ]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (faults.stall(99), "no sign of life"),
        (faults.stall_body(99), "no sign of life"),
        (faults.close(), "broke off"),
        (faults.cut(), "broke off"),
        (faults.wrong_length(50), "broke off"),
        (faults.wrong_length(-50), "no JSON, or only a part of one"),
        (faults.half_json(), "no JSON, or only a part of one"),
        (faults.html(), "a web page, not a record"),
        (faults.redirect_loop(), "in a circle"),
        (faults.status(429, {"RateLimit": '"api";r=0;t=280'}), "the quota is spent"),
        (faults.status(500), "it answered with status 500"),
        (faults.gzip_bomb(), "too large: more than 32 MiB"),
    ],
)
def test_every_fault_of_a_base_ends_in_words(
    live: Run, server: HubServer, fault: faults.Fault, words: str
) -> None:
    server.fail("/b/merge", fault, times=None)
    done = live("audit", "c/adapter", "--format", "json", "--deadline", 8)
    report = json.loads(done.out)
    assert (done.code, done.err, report["verdict"]) == (3, "", "undetermined")
    states = {c["name"]: c["state"] for c in report["components"]}
    assert states == {"b/merge": "unreachable", "c/adapter": "found"}
    (finding,) = [f for f in report["findings"] if f["rule"] == "unverified-base-model"]
    assert words in finding["message"]


@pytest.mark.parametrize(
    "fault", [faults.status(503), faults.status(429, {"Retry-After": "0"}), faults.close()]
)
def test_what_heals_leaves_no_trace(live: Run, server: HubServer, fault: faults.Fault) -> None:
    calm = json.loads(live("audit", "c/adapter", "--format", "json").out)
    server.fail("merge", fault)
    healed = json.loads(live("audit", "c/adapter", "--format", "json").out)
    for report in (calm, healed):
        del report["generated"], report["requests"]
    assert healed == calm


def test_a_subject_that_cannot_be_read_says_why(live: Run, server: HubServer) -> None:
    server.fail("/api/", faults.status(500), times=None)
    done = live("audit", "c/adapter")
    assert done.code == 3
    assert "c/adapter could not be read: it answered with status 500" in done.out
    assert "Run the audit again when it can be read." in " ".join(done.out.split())
    assert f"Nothing was read from {server.endpoint} (5 requests)." in done.out


def test_states_have_their_words(live: Run, records: Hub) -> None:
    """Renamed, gated, private, disabled: each is seen for what it is."""
    hub = records
    hub.add({"id": "x/new", "cardData": {"license": "mit"}})
    hub.move("x/old", "x/new")
    assert "x/new  mit  asked for as x/old" in live("audit", "x/old").out
    hub.add({"id": "x/hidden", "cardData": {"license": "mit"}, "private": True})
    hub.add({"id": "x/off", "cardData": {"license": "mit"}, "disabled": True})
    for name in ("old", "hidden", "off"):
        card = {"license": "mit", "base_model": f"x/{name}"}
        hub.add({"id": f"c/{name}", "cardData": card, "baseModels": None})
    done = live("audit", "c/old", "c/hidden", "c/off", "a/one")
    assert "x/off was disabled by the Hub; why is not stated." in done.out
    for words in (
        "x/new    mit         called x/old, its old name",
        "x/hidden  unknown     missing or private",
        "x/hidden is missing on the Hub or private",
        "mit         disabled by the Hub",
        "llama3.1    gated: read from its record alone",
    ):
        assert " ".join(words.split()) in " ".join(done.out.split())


def test_a_mirror_is_said(live: Run, server: HubServer) -> None:
    server.mirror = "ignore"
    done = live("audit", "c/adapter")
    assert done.code == 1
    assert "by card and tags alone" in done.out
    assert "gave no baseModels of 5 models" in done.out
    report = json.loads(live("audit", "c/adapter", "--format", "json").out)
    assert all(edge["evidence"][-1]["source"] == "mirror" for edge in report["edges"])
    assert any("gave no baseModels" in text for text in report["assumptions"])


def test_revisions_are_told_apart_where_no_commit_is_known(live: Run, server: HubServer) -> None:
    """A ban of one must not vanish in the other."""
    for revision, licence in (("v1", "cc-by-nc-4.0"), ("v2", "mit")):
        raw = {"id": "a/x", "cardData": {"license": licence}}
        server.fail(f"revision/{revision}", faults.status(200, {}, json.dumps(raw).encode()))
    report = json.loads(live("audit", "a/x@v1", "a/x@v2", "--format", "json").out)
    verdicts = {subject["id"]: subject["verdict"] for subject in report["subjects"]}
    assert verdicts == {"hf:a/x@v1": "fail", "hf:a/x@v2": "pass"}


def test_two_revisions_of_one_model_are_two_components(live: Run, records: Hub) -> None:
    records.add_revision("a/one", "v1", {"cardData": {"license": "cc-by-nc-4.0"}})
    done = live("audit", "a/one@v1", "a/one@main", "a/one@none", "--format", "json")
    report = json.loads(done.out)
    ids = [subject["id"] for subject in report["subjects"]]
    assert len(set(ids)) == 3
    licences = {c["id"]: c["licence"]["declared"] for c in report["components"]}
    assert [licences[i] for i in ids] == [["cc-by-nc-4.0"], ["apache-2.0"], []]
    assert "a/one has no revision none" in report["subjects"][2]["reason"]
    assert "no such revision" in live("audit", "a/one@none").out


def test_a_name_that_leads_nowhere_says_what_to_check(live: Run) -> None:
    done = live("audit", "no/such")
    assert done.code == 3
    assert "Check what was asked for, or log in if it is private." in " ".join(done.out.split())


@pytest.mark.parametrize(
    "fault", [faults.status(403, {"X-Error-Code": "GatedRepo"}), faults.status(451)]
)
def test_what_a_card_names_and_nobody_is_shown_may_be_anything(
    live: Run, server: HubServer, records: Hub, fault: faults.Fault
) -> None:
    """It is there, so it is no mere old name of what the Hub links."""
    records.add({"id": "y/new", "cardData": {"license": "mit"}})
    link = {"relation": "finetune", "models": [{"_id": "1" * 24, "id": "y/new"}]}
    card = {"license": "mit", "base_model": "x/shut"}
    records.add({"id": "c/child", "cardData": card, "baseModels": link})
    server.fail("x/shut", fault, times=None)
    done = live("audit", "c/child")
    assert done.code == 3
    assert "c/child <- x/shut" in done.out


def test_a_gate_that_hides_the_record_is_said(live: Run, server: HubServer) -> None:
    """Some endpoints show nothing at all of what is gated."""
    gate = faults.status(403, {"X-Error-Code": "GatedRepo"})
    server.fail("Meta/Base", gate, times=None)
    done = live("audit", "a/one")
    assert done.code == 3
    assert "gated: its record is not shown" in done.out
    assert "Meta/Base is gated: this endpoint shows" in " ".join(done.out.split())
    assert "Fix: Ask for access to it, and run the audit again with that login." in done.out


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"HF_ENDPOINT": "hub.example"}, "HF_ENDPOINT is 'hub.example', no address of a Hub"),
        ({"HF_HUB_OFFLINE": "1"}, "HF_HUB_OFFLINE is set"),
        ({"HF_ENDPOINT": "http://[::1"}, "cannot read one of its variables (HF_ENDPOINT, HF_HOME)"),
        ({"HF_HUB_ETAG_TIMEOUT": "x"}, "cannot read one of its variables"),
        ({"HTTPS_PROXY": "gopher://x"}, "names no proxy that can be used"),
        ({"SSL_CERT_FILE": "/no/such/file"}, "see what SSL_CERT_FILE"),
    ],
)
def test_an_environment_that_cannot_work_is_said(
    environment: dict[str, str], variables: dict[str, str], words: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "audit", "a/b"],
        env={**environment, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "soon", "1e9"])
def test_a_deadline_that_is_none_is_refused(live: Run, seconds: str) -> None:
    assert live("audit", "a/b", "--deadline", seconds).code == 2


def test_an_endpoint_that_is_none_is_refused(live: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "ENDPOINT", "hub.example")
    done = live("audit", "a/b")
    assert (done.code, done.out) == (2, "")
    assert "HF_ENDPOINT is 'hub.example'" in done.err


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_logs_in_is_in_no_word_of_ours(
    live: Run, server: HubServer, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """Neither a refused token, nor what stands in the address of the endpoint."""
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    done = live("audit", "c/adapter", "--format", form)
    assert done.code == 3
    assert "the login was refused" in done.out
    assert "missing" not in done.out
    login = server.endpoint.replace("http://", "http://me:hf_secret@")
    monkeypatch.setattr(constants, "ENDPOINT", login)
    more = live("audit", "c/adapter", "no/such", "--format", form)
    assert server.endpoint in more.out
    assert "hf_secret" not in done.out + done.err + more.out + more.err


def test_an_interruption_ends_at_once_and_leaves_nothing(
    server: HubServer, environment: dict[str, str], tmp_path: Path
) -> None:
    server.fail("merge", faults.stall(99), times=None)
    output = tmp_path / "reports" / "report.json"
    output.parent.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "auditor", "audit", "c/adapter", "--output", str(output)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        while not any("merge" in seen.path for seen in server.requests):
            time.sleep(0.01)
        begun = time.monotonic()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err) == (130, "", "\nInterrupted.\n")
    assert time.monotonic() - begun < 5
    assert not list(output.parent.iterdir())


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Give both ends of a terminal."""
    ends = pty.openpty()
    yield ends
    for end in ends:
        os.close(end)


def test_a_line_is_rewritten_no_more_often_than_can_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("auditor.cli.crawl_line.is_watched", lambda _: True)
    monkeypatch.setattr("auditor.cli.crawl_line.show", shown.append)
    with closing(CrawlLine("it", lambda: Requests(1, 0, 5), quiet=False)) as line:
        line.watch(0, 1)
        assert not shown
        line._next = 0
        for found in range(100):
            line.watch(found, 1000)
    assert shown == [
        "\rReading it: 0 found, 1,000 waiting, 5 requests left",
        "\r".ljust(1 + len(shown[0]) - 1),
        "\r",
    ]


def test_a_pause_for_new_quota_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("auditor.cli.crawl_line.is_watched", lambda _: True)
    monkeypatch.setattr("auditor.cli.crawl_line.show", shown.append)
    with closing(CrawlLine("it", lambda: Requests(30, 0, 0, 30, 3.2), quiet=False)) as line:
        line._next = 0
        line.watch(30, 5)
    assert shown[0] == ("\rReading it: 30 found, 5 waiting, 0 of 30 requests left, more in 4 s")


def test_a_terminal_shows_how_far_it_is(
    server: HubServer, environment: dict[str, str], terminal: tuple[int, int]
) -> None:
    """One line, gone in the end; it knows of the quota."""
    server.latency = 0.15
    server.quota = Quota(requests=50, window=60)
    ours, theirs = terminal
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "audit", "c/adapter"],
        env={**environment, "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
    )
    shown = os.read(ours, 100_000).decode()
    assert done.returncode == 1
    lines = [line.strip() for line in shown.split("\r")]
    assert f"Reading {server.endpoint}: 1 found, 1 waiting, 49 of 50 requests left" in lines
    assert not lines[-1]
    assert "\n" not in shown
