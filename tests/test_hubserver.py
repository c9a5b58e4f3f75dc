"""The Hub of the tests, seen by the unmodified client, and on the wire."""

import gzip
import io
import json
import random
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hubserver import Hub, HubServer, Quota, Seen, faults
from hubserver.__main__ import filled, main
from huggingface_hub import HfApi, ModelCard, close_session, constants, hf_hub_download
from huggingface_hub.errors import (
    BadRequestError,
    DisabledRepoError,
    GatedRepoError,
    HfHubHTTPError,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

CHAT, BASE, WEB = "acme/chat-8b", "meta/base-8b", "acme/web"
M, D = f"/api/models/{CHAT}", f"/api/datasets/{WEB}"
TOKENS = {"hf_owner": "owner", "hf_member": "member", "hf_other": "other"}
WEIGHTS = b"\x01\x02\x03\x04" * 64


def _shard(name: str) -> bytes:
    header = {"__metadata__": {"format": "pt"}, name: _tensor()}
    packed = json.dumps(header).encode()
    return struct.pack("<Q", len(packed)) + packed + b"\0" * 8


def _tensor() -> dict[str, Any]:
    return {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}


def _filled() -> Hub:
    hub = Hub()
    hub.tokens |= TOKENS
    hub.orgs["acme"] = {"fullname": "Acme Inc.", "isVerified": True, "plan": "enterprise"}
    hub.users["Mix"] = {"fullname": "Mixer"}
    hub.add({"id": BASE, "cardData": {"license": "llama3"}, "gated": "manual"})
    card = {"license": "mit", "base_model": BASE, "datasets": [WEB]}
    hub.add({"id": CHAT, "cardData": card, "pipeline_tag": "text-generation", "likes": 7})
    hub.add({"id": WEB, "cardData": {"license": "cc-by-4.0"}}, "dataset")
    hub.add({"id": "acme/secret", "private": True})
    hub.add({"id": "acme/banned", "disabled": True})
    hub.add({"id": "gpt2", "cardData": {"license": "mit"}})
    hub.add({"id": "old/name", "cardData": {"license": "apache-2.0"}})
    hub.move("old/name", "new/renamed")
    hub.add_file(CHAT, "LICENSE", b"MIT License\n")
    hub.add_file(CHAT, "sub/dir/notes.txt", b"notes")
    hub.add_file(CHAT, "empty.txt", b"")
    hub.add_lfs(CHAT, "weights.bin", WEIGHTS)
    hub.add_revision(CHAT, "refs/pr/1", {"cardData": {"license": "other"}})
    hub.add_revision(CHAT, "v1", {}, tag=True)
    return hub


@pytest.fixture
def hub() -> Hub:
    return _filled()


@pytest.fixture
def server(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", True)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_IMPLICIT_TOKEN", True)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_PROGRESS_BARS", True)
    with HubServer(hub) as server:
        template = server.endpoint + "/{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(constants, "ENDPOINT", server.endpoint)
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        yield server
        close_session()


@pytest.fixture
def api(server: HubServer) -> HfApi:
    return HfApi(endpoint=server.endpoint, token=False, library_name="auditor")


@pytest.fixture
def raw(server: HubServer) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=server.endpoint, timeout=9, verify=False) as client:
        yield client


def _wire(server: HubServer) -> list[str]:
    return [f"{seen.method} {seen.path} {seen.status}" for seen in server.requests]


def _token(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {name}"}


# --- the wire table


def test_a_model_is_shown_by_default_expanded_and_at_a_revision(
    api: HfApi, server: HubServer
) -> None:
    plain = api.model_info(CHAT)
    assert plain.card_data is not None and plain.card_data["license"] == "mit"
    assert plain.base_models is None and plain.siblings
    expanded = api.model_info(CHAT, expand=["baseModels", "cardData"])
    base_id = server.hub.held("model", BASE).record["_id"]
    models = [{"_id": base_id, "id": BASE}]
    bases: Any = expanded.base_models
    assert bases == {"relation": "finetune", "models": models}
    assert expanded.tags is None
    safe = api.model_info(CHAT, securityStatus=True, files_metadata=True)
    assert safe.security_repo_status == {"scansDone": True, "filesWithIssues": []}
    weights = next(s for s in safe.siblings or [] if s.rfilename == "weights.bin")
    assert weights.lfs is not None and weights.lfs.size == len(WEIGHTS)
    other = api.model_info(CHAT, revision="refs/pr/1")
    assert other.card_data is not None and other.card_data["license"] == "other"
    assert other.sha != plain.sha
    assert _wire(server) == [
        f"GET {M} 200",
        f"GET {M}?expand=baseModels&expand=cardData 200",
        f"GET {M}?securityStatus=true&blobs=true 200",
        f"GET {M}/revision/refs%2Fpr%2F1 200",
    ]


def test_a_dataset_is_expanded(api: HfApi, server: HubServer) -> None:
    info = api.dataset_info(WEB, expand=["cardData", "sha"])
    assert info.sha and info.card_data is not None and info.card_data["license"] == "cc-by-4.0"
    assert _wire(server) == [f"GET {D}?expand=cardData&expand=sha 200"]


def test_lists_are_filtered(api: HfApi, server: HubServer) -> None:
    def names(**how: Any) -> list[str]:
        return [model.id for model in api.list_models(**how)]

    assert names(filter=f"base_model:{BASE}", expand=["baseModels", "cardData"]) == [CHAT]
    assert names(filter=[f"base_model:finetune:{BASE}", f"dataset:{WEB}"]) == [CHAT]
    assert names(filter=[f"base_model:{BASE}", "license:gpl-3.0"]) == []
    assert names(author="acme", search="8B", full=True, cardData=True) == [CHAT]
    assert names(trained_dataset=WEB) == [CHAT]
    assert names(gated=True) == [BASE]
    assert names(pipeline_tag="text-generation") == [CHAT]
    assert names(sort="likes", limit=1) == [CHAT]
    assert [data.id for data in api.list_datasets(author="acme")] == [WEB]
    assert "acme/secret" not in names() and BASE not in names(gated=False)
    wire = _wire(server)
    quoted = BASE.replace("/", "%2F")
    filtered = f"filter=base_model%3A{quoted}"
    assert wire[0] == f"GET /api/models?{filtered}&expand=baseModels&expand=cardData 200"
    assert wire[4] == "GET /api/models?filter=dataset%3Aacme%2Fweb 200"


def test_pages_follow_the_link_verbatim(hub: Hub, api: HfApi, server: HubServer) -> None:
    for number in range(2500):
        hub.add({"id": f"many/{number}", "tags": ["many"]})
    found = [model.id for model in api.list_models(filter="many", expand=["sha"])]
    assert found == [f"many/{number}" for number in range(2500)]
    pages = [httpx2.URL(seen.path).params for seen in server.requests]
    assert ["cursor" in page for page in pages] == [False, True, True]
    assert all(page["filter"] == "many" and page["expand"] == "sha" for page in pages)


def test_a_link_may_lead_elsewhere(hub: Hub, raw: httpx2.Client, server: HubServer) -> None:
    url = "/api/models?limit=1&expand[]=sha"
    assert raw.get(url).links["next"]["url"].startswith(f"{server.endpoint}/api/models?limit=1")
    server.link_host = "http://elsewhere"
    assert raw.get(url).links["next"]["url"].startswith("http://elsewhere/api/models?")


def test_files_are_listed(api: HfApi, server: HubServer) -> None:
    tree: dict[str, Any] = {
        e.path: e for e in api.list_repo_tree(CHAT, recursive=True, expand=True)
    }
    assert {"LICENSE", "README.md", "sub", "sub/dir", "sub/dir/notes.txt"} <= set(tree)
    assert tree["weights.bin"].security.safe and tree["weights.bin"].lfs.size == len(WEIGHTS)
    assert [e.path for e in api.list_repo_tree(CHAT, "sub/dir")] == ["sub/dir/notes.txt"]
    paths = api.get_paths_info(CHAT, ["LICENSE", "missing", "sub"], expand=True)
    assert [path.path for path in paths] == ["LICENSE", "sub"]
    with pytest.raises(RemoteEntryNotFoundError):
        list(api.list_repo_tree(CHAT, "nowhere"))
    assert _wire(server)[:3] == [
        f"GET {M}/tree/main?recursive=true&expand=true 200",
        f"GET {M}/tree/main/sub%2Fdir?recursive=false&expand=false 200",
        f"POST {M}/paths-info/main 200",
    ]
    assert server.requests[2].body == b"paths=LICENSE&paths=missing&paths=sub&expand=true"


def test_expanded_trees_come_in_pages_of_fifty(hub: Hub, api: HfApi, server: HubServer) -> None:
    for number in range(120):
        hub.add_file(CHAT, f"data/{number:03}", b"x")
    entries = list(api.list_repo_tree(CHAT, "data", expand=True))
    assert len(entries) == 120 and len(server.requests) == 3


def test_history_and_branches(hub: Hub, api: HfApi, server: HubServer) -> None:
    for number in range(60):
        card = {"license": "mit" if number < 30 else "apache-2.0"}
        files = {"README.md": f"---\nlicense: {card['license']}\n---\n".encode()}
        hub.add_commit(CHAT, f"Change {number}", files=files, record_changes={"cardData": card})
    commits = api.list_repo_commits(CHAT)
    assert [c.title for c in commits] == [f"Change {n}" for n in range(59, -1, -1)] + [
        "initial commit"
    ]
    assert [httpx2.URL(seen.path).query for seen in server.requests] == [b"", b"p=1"]
    assert api.model_info(CHAT).sha == commits[0].commit_id
    early = api.model_info(CHAT, revision=commits[40].commit_id)
    assert early.card_data is not None and early.card_data["license"] == "mit"
    assert "license:mit" in (early.tags or [])
    assert "license:apache-2.0" in (api.model_info(CHAT).tags or [])
    refs = api.list_repo_refs(CHAT, include_pull_requests=True)
    assert [ref.name for ref in refs.branches] == ["main"]
    assert [ref.name for ref in refs.tags] == ["v1"]
    assert refs.pull_requests is not None and refs.pull_requests[0].ref == "refs/pr/1"


def test_a_card_is_loaded_through_the_cache(server: HubServer) -> None:
    assert ModelCard.load(CHAT).data.license == "mit"
    assert ModelCard.load(CHAT).data.license == "mit"
    asked = [(seen.method, seen.path.split("/")[1], seen.status) for seen in server.requests]
    first = [("HEAD", "acme", 307), ("HEAD", "api", 200), ("GET", "api", 200)]
    assert asked == [*first, *first[:2]]
    sha = server.hub.held("model", CHAT).record["sha"]
    assert server.requests[0].path == f"/{CHAT}/resolve/main/README.md"
    assert server.requests[1].path.startswith(f"/api/resolve-cache/models/{CHAT}/{sha}/README.md?")
    assert server.requests[0].headers["accept-encoding"] == "identity"


def test_a_pinned_file_needs_no_second_request(server: HubServer) -> None:
    sha = server.hub.held("model", CHAT).record["sha"]
    for _ in range(2):
        path = hf_hub_download(CHAT, "LICENSE", revision=sha, token=False)
        assert Path(path).read_bytes() == b"MIT License\n"
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("name", "path", "kind", "statuses"),
    [
        ("gpt2", "README.md", "model", [200, 200]),
        (CHAT, "empty.txt", "model", [200]),
        (WEB, "README.md", "dataset", [307, 200, 200]),
    ],
)
def test_files_outside_the_cache_are_sent_at_once(
    name: str, path: str, kind: str, statuses: list[int], server: HubServer
) -> None:
    local = hf_hub_download(name, path, repo_type=kind, token=False)
    assert Path(local).is_file()
    assert [seen.status for seen in server.requests] == statuses


def test_a_large_file_comes_from_another_host_that_sees_no_token(server: HubServer) -> None:
    path = hf_hub_download(CHAT, "weights.bin", token="hf_other")
    assert Path(path).read_bytes() == WEIGHTS
    assert _wire(server) == [f"HEAD /{CHAT}/resolve/main/weights.bin 302"]
    assert server.requests[0].headers["authorization"] == "Bearer hf_other"
    assert [seen.method for seen in server.cdn_requests] == ["GET"]
    assert all("authorization" not in seen.headers for seen in server.cdn_requests)


def test_safetensors(hub: Hub, api: HfApi, server: HubServer) -> None:
    hub.add({"id": "acme/one"})
    hub.add_lfs("acme/one", "model.safetensors", _shard("a"))
    hub.add({"id": "acme/two"})
    index = {
        "metadata": {"total_size": 16},
        "weight_map": {"a": "1.safetensors", "b": "2.safetensors"},
    }
    name = "model.safetensors.index.json"
    hub.add_file("acme/two", name, json.dumps(index).encode())
    hub.add_lfs("acme/two", "1.safetensors", _shard("a"))
    hub.add_lfs("acme/two", "2.safetensors", _shard("b"))
    assert api.get_safetensors_metadata("acme/one").parameter_count == {"F32": 2}
    assert server.cdn_requests[-1].headers["range"] == "bytes=0-100000"
    assert api.get_safetensors_metadata("acme/two").weight_map == index["weight_map"]
    server.reset()
    both = api.get_sharded_safetensors_metadata("acme/two")
    assert both.parameter_count == {"F32": 4} and both.metadata == index["metadata"]
    assert _wire(server) == [f"GET /api/models/acme/two/safetensors-metadata/{name} 200"]


def test_renames_are_followed(api: HfApi, server: HubServer) -> None:
    assert api.model_info("old/name", expand=["sha"]).id == "new/renamed"
    assert _wire(server) == [
        "GET /api/models/old/name?expand=sha 307",
        "GET /api/models/new/renamed?expand=sha 200",
    ]
    server.reset()
    assert ModelCard.load("old/name").data.license == "apache-2.0"
    assert [seen.status for seen in server.requests] == [307, 307, 200, 200]


def test_people(api: HfApi, server: HubServer) -> None:
    acme = api.get_organization_overview("ACME")
    assert (acme.name, acme.is_verified, acme.plan) == ("acme", True, "enterprise")
    assert api.get_user_overview("mix").fullname == "Mixer"
    assert api.get_user_overview("meta").num_models == 1
    for wrong in (api.get_organization_overview, api.get_user_overview):
        with pytest.raises(HfHubHTTPError, match="404"):
            wrong("nobody")
    assert api.whoami(token="hf_owner")["name"] == "the-owner"
    assert _wire(server)[:3] == [
        "GET /api/organizations/ACME/overview 200",
        "GET /api/users/mix/overview 307",
        "GET /api/users/Mix/overview 200",
    ]


def test_auth_check(api: HfApi) -> None:
    api.auth_check(CHAT)
    api.auth_check(BASE, token="hf_member")
    with pytest.raises(GatedRepoError, match="403"):
        api.auth_check(BASE, token="hf_other")
    with pytest.raises(RepositoryNotFoundError, match="404"):
        api.auth_check("acme/secret", token="hf_other")


def test_the_client_asks_for_harnesses(raw: httpx2.Client) -> None:
    assert raw.get("/api/agent-harnesses").json()["standardEnvVars"]


def test_only_lists_are_tried_again(api: HfApi, server: HubServer) -> None:
    server.fail("/api/models", faults.status(503), faults.status(429, {"Retry-After": "1"}))
    with pytest.raises(HfHubHTTPError, match="503"):
        api.model_info(CHAT)
    assert len(server.requests) == 1
    assert list(api.list_models(author="acme"))
    assert [seen.status for seen in server.requests] == [503, 429, 200]


def test_errors_are_told_apart(api: HfApi) -> None:
    with pytest.raises(RevisionNotFoundError):
        api.model_info(CHAT, revision="nowhere")
    with pytest.raises(BadRequestError, match="Invalid option: expected one of"):
        api.model_info(CHAT, expand=["securityRepoStatus"])  # type: ignore[list-item]
    with pytest.raises(DisabledRepoError):
        api.list_repo_commits("acme/banned")
    with pytest.raises(GatedRepoError):
        hf_hub_download(BASE, "README.md", token=False)
    with pytest.raises(RemoteEntryNotFoundError):
        hf_hub_download(CHAT, "nothing.txt", token=False)
    with pytest.raises(HfHubHTTPError, match="401"):
        api.model_info("acme/secret")
    assert api.model_info("acme/secret", token="hf_owner").private
    assert api.model_info("acme/banned").disabled
    assert api.model_info(BASE).gated == "manual"


# --- what the client hides: statuses, headers, redirects


@pytest.mark.parametrize(
    ("path", "token", "status", "code"),
    [
        ("/api/models/no/thing", None, 401, None),
        ("/api/models/acme/secret", None, 401, None),
        ("/api/models/acme/secret/tree/main", None, 401, None),
        ("/acme/secret/resolve/main/README.md", None, 401, None),
        ("/api/models/no/thing", "hf_other", 404, "RepoNotFound"),
        ("/api/models/acme/secret", "hf_member", 404, "RepoNotFound"),
        ("/api/models/acme/secret", "hf_owner", 200, None),
        (M, "hf_unknown", 401, None),
        (f"{M}/revision/v9", None, 404, "RevisionNotFound"),
        (f"{M}/tree/main/nowhere", None, 404, "EntryNotFound"),
        (f"/{CHAT}/resolve/main/nowhere", None, 404, "EntryNotFound"),
        (f"/{CHAT}/resolve/v9/README.md", None, 404, "RevisionNotFound"),
        (f"/api/models/{BASE}", None, 200, None),
        (f"/api/models/{BASE}/tree/main", None, 200, None),
        (f"/api/models/{BASE}/commits/main", None, 401, "GatedRepo"),
        (f"/{BASE}/resolve/main/README.md", "hf_other", 403, "GatedRepo"),
        (f"/{BASE}/resolve/main/README.md", "hf_member", 200, None),
        ("/acme/banned/resolve/main/.gitattributes", None, 401, None),
        ("/api/models/acme/banned/commits/main", "hf_owner", 403, None),
        (f"{M}?expand=_id", None, 400, None),
        ("/api/models?limit=many", None, 400, None),
        ("/api/models?cursor=%00", None, 400, None),
        ("/api/models?sort=beauty", None, 400, None),
        (f"/api/resolve-cache/models/{CHAT}/main/LICENSE", None, 400, None),
        ("/api/whoami-v2", None, 401, None),
        ("/api/nothing", None, 404, None),
        (f"{M}/children", None, 404, None),
    ],
)
def test_errors_on_the_wire(
    path: str, token: str | None, status: int, code: str | None, raw: httpx2.Client
) -> None:
    answer = raw.get(path, headers=_token(token) if token else {})
    assert (answer.status_code, answer.headers.get("X-Error-Code")) == (status, code)
    if status >= 400:
        assert answer.json() == {"error": answer.headers["X-Error-Message"]}


def test_what_is_missing_and_what_is_private_look_alike(raw: httpx2.Client) -> None:
    for headers in ({}, _token("hf_other")):
        answers = [
            raw.get(f"/api/models/{n}", headers=headers) for n in ("no/thing", "acme/secret")
        ]
        assert answers[0].content == answers[1].content
    assert raw.get("/api/models/no/thing").json() == {"error": "Invalid username or password."}


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/api/models/old/name?expand=sha", "/api/models/new/renamed?expand=sha"),
        ("/api/models/OLD/Name", "/api/models/new/renamed"),
        (f"/api/models/{CHAT.upper()}/refs?a=b", f"{M}/refs?a=b"),
        ("/api/models/old/name/tree/refs%2Fpr%2F1", "/api/models/new/renamed/tree/refs%2Fpr%2F1"),
        ("/old/name/resolve/main/a%20b", "/new/renamed/resolve/main/a%20b"),
        (f"/datasets/{WEB.upper()}/resolve/main/x", f"/datasets/{WEB}/resolve/main/x"),
        ("/api/models/GPT2", "/api/models/gpt2"),
    ],
)
def test_redirects_keep_what_follows_the_name(path: str, location: str, raw: httpx2.Client) -> None:
    answer = raw.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (307, location)
    assert answer.text == f"Temporary Redirect. Redirecting to {location}"


def test_moves_chain_and_can_run_in_a_circle(hub: Hub, raw: httpx2.Client) -> None:
    hub.move("new/renamed", "newer/name")
    assert raw.get("/api/models/old/name", follow_redirects=True).json()["id"] == "newer/name"
    child = hub.add({"id": "a/child", "cardData": {"base_model": ["OLD/name", "old/name"]}})
    bases = raw.get("/api/models/a/child?expand=baseModels").json()["baseModels"]
    assert [base["id"] for base in bases["models"]] == ["newer/name"]
    assert "base_model:OLD/name" in child["tags"]
    hub.move("round/a", "round/b")
    hub.move("round/b", "round/a")
    with pytest.raises(httpx2.TooManyRedirects):
        raw.get("/api/models/round/a", follow_redirects=True)
    hub.add({"id": "old/name"})  # a new repository under the old name
    assert raw.get("/api/models/old/name").status_code == 200


def test_every_answer_has_the_headers_of_the_hub(raw: httpx2.Client) -> None:
    left = []
    for path in (M, "/api/models/old/name", "/api/models/no/thing", f"{M}?expand=x"):
        answer = raw.get(path, headers={"X-Amzn-Trace-Id": "trace"})
        assert answer.headers["X-Request-Id"].endswith(";trace")
        assert answer.headers["RateLimit-Policy"] == '"fixed window";"api";q=500;w=300'
        left.append(answer.headers["RateLimit"].split(";")[:2])
    assert left == [['"api"', f"r={left}"] for left in (499, 498, 497, 496)]
    resolver = raw.get(f"/{CHAT}/resolve/main/LICENSE")
    assert resolver.headers["RateLimit"].startswith('"resolvers";r=2999;')


def test_an_unchanged_answer_is_not_sent_again(raw: httpx2.Client) -> None:
    tag = raw.get(M).headers["ETag"]
    assert tag.startswith('W/"')
    again = raw.get(M, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    file = raw.get(f"/{CHAT}/resolve/main/LICENSE", follow_redirects=True)
    known = {"If-None-Match": file.headers["ETag"]}
    assert raw.get(file.request.url, headers=known).status_code == 304


def test_parts_of_files(raw: httpx2.Client) -> None:
    def part(wanted: str) -> tuple[int, bytes]:
        answer = raw.get(
            f"/{CHAT}/resolve/main/LICENSE", headers={"Range": wanted}, follow_redirects=True
        )
        return answer.status_code, answer.content

    assert part("bytes=0-2") == (206, b"MIT")
    assert part("bytes=4-") == (206, b"License\n")
    assert part("bytes=-8") == (206, b"License\n")
    assert part("bytes=99-") == (416, b"")
    assert part("lines=1-2") == (200, b"MIT License\n")


def test_the_default_answers_look_real(raw: httpx2.Client) -> None:
    listed = raw.get("/api/models?limit=1").json()[0]
    assert set(listed) == {
        "_id", "id", "likes", "private", "downloads", "tags", "createdAt", "modelId",
    }  # fmt: skip
    assert {"author", "sha", "siblings"} <= set(raw.get("/api/models?full=true").json()[0])
    info = raw.get(M).json()
    assert len(info["_id"]) == 24 and len(info["sha"]) == 40
    assert not {"baseModels", "childrenModelCount", "securityRepoStatus"} & set(info)
    assert info["tags"] == [
        "text-generation",
        f"base_model:{BASE}",
        f"base_model:finetune:{BASE}",
        f"dataset:{WEB}",
        "license:mit",
        "region:us",
    ]
    bare = raw.get(f"/api/models/{BASE}?expand=baseModels").json()
    assert set(bare) == {"_id", "id"}


def test_children_are_counted(hub: Hub, raw: httpx2.Client) -> None:
    url = f"/api/models/{BASE}?expand=childrenModelCount"
    none = {"adapter": 0, "merge": 0, "quantized": 0, "finetune": 1}
    assert raw.get(url).json()["childrenModelCount"] == none
    card = {"base_model": BASE, "base_model_relation": "quantized"}
    hub.add({"id": "b/gguf", "cardData": card})
    assert raw.get(url).json()["childrenModelCount"] == {**none, "quantized": 1}


def test_a_mirror_ignores_or_refuses_what_it_does_not_know(
    raw: httpx2.Client, server: HubServer
) -> None:
    server.mirror = "ignore"
    answer = raw.get(f"{M}?expand=baseModels").json()
    assert answer["cardData"] and "baseModels" not in answer
    server.mirror = "refuse"
    assert raw.get(f"{M}?expand=baseModels").status_code == 400
    assert raw.get(M).status_code == 200


def test_what_else_a_repository_may_have(hub: Hub, raw: httpx2.Client) -> None:
    pinned = hub.add_revision(CHAT, "ab" * 20, {"likes": 1})
    hub.add_revision(CHAT, "dev")
    hub.add_revision(CHAT, "refs/convert/parquet")
    refs = raw.get(f"{M}/refs").json()
    assert pinned == "ab" * 20 and "pullRequests" not in refs
    assert [branch["ref"] for branch in refs["branches"]] == ["refs/heads/main", "refs/heads/dev"]
    assert [converted["name"] for converted in refs["converts"]] == ["parquet"]
    assert raw.get(f"{M}/revision/{pinned}").json()["likes"] == 1
    formatted = raw.get(f"{M}/commits/dev?expand[]=formatted").json()
    assert [commit["formatted"]["title"] for commit in formatted][1:] == ["initial commit"]
    hub.add_lfs(CHAT, "xet.bin", b"x", size=10**10, xet_hash="c0ffee")
    linked = raw.head(f"/{CHAT}/resolve/main/xet.bin").headers
    assert (linked["X-Linked-Size"], linked["X-Xet-Hash"]) == (str(10**10), "c0ffee")
    entry = raw.post(f"{M}/paths-info/main", data={"paths": ["xet.bin"]}).json()[0]
    assert entry["lfs"]["size"] == 10**10 and entry["xetHash"] == "c0ffee"
    gone = hub.add_commit(CHAT, "Remove the licence", files={"LICENSE": None})
    assert raw.get(f"/{CHAT}/resolve/{gone}/LICENSE").status_code == 404
    hub.remove(CHAT)
    assert raw.get(M).status_code == 401


# --- quota, latency, log


def test_the_quota_is_a_fixed_window(raw: httpx2.Client, server: HubServer) -> None:
    server.quota = Quota(requests=2, window=0.8)
    answers = [raw.get(path) for path in (M, "/api/models/no/thing", M)]
    assert [answer.status_code for answer in answers] == [200, 401, 429]
    assert [a.headers["RateLimit"] for a in answers] == [f'"api";r={r};t=1' for r in (1, 0, 0)]
    assert raw.get(M, headers=_token("hf_other")).status_code == 200
    time.sleep(0.81)
    assert raw.get(M).status_code == 200


def test_without_a_quota_nobody_is_refused(raw: httpx2.Client, server: HubServer) -> None:
    server.open_quota = Quota(requests=2, refuses=False)
    assert [raw.get(M).headers["RateLimit"][:9] for _ in range(3)] == [
        f'"api";r={r}' for r in (1, 0, 1)
    ]


def test_latency_and_log(raw: httpx2.Client, server: HubServer) -> None:
    server.latency = 0.05
    began = time.monotonic()
    raw.get(f"{M}?blobs=true", headers={"X-Odd": "yes"})
    assert time.monotonic() - began >= 0.05
    seen = server.requests[0]
    assert isinstance(seen, Seen)
    assert (seen.method, seen.path, seen.status) == ("GET", f"{M}?blobs=true", 200)
    assert seen.headers["x-odd"] == "yes"
    server.reset()
    assert server.requests == [] and server.latency == 0
    assert raw.get(M).status_code == 200
    assert server.requests[0].connection == seen.connection


def test_many_threads_at_once(server: HubServer) -> None:
    statuses: list[int] = []

    def ask() -> None:
        with httpx2.Client(base_url=server.endpoint, verify=False) as client:
            statuses.extend(client.get(M).status_code for _ in range(5))

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 80 == [seen.status for seen in server.requests]


# --- faults

BROKEN: list[tuple[str, faults.Fault, type[Exception]]] = [
    ("close", faults.close(), httpx2.RemoteProtocolError),
    ("reset", faults.reset(), httpx2.ReadError),
    ("cut", faults.cut(), httpx2.RemoteProtocolError),
    ("longer", faults.wrong_length(9), httpx2.RemoteProtocolError),
    ("stall", faults.stall(9), httpx2.ReadTimeout),
    ("stall in the body", faults.stall_body(9), httpx2.ReadTimeout),
    ("loop", faults.redirect_loop(), httpx2.TooManyRedirects),
]


@pytest.mark.parametrize(("fault", "error"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_fault_breaks_one_request_and_the_server_goes_on(
    fault: faults.Fault, error: type[Exception], raw: httpx2.Client, server: HubServer
) -> None:
    server.fail(f"^{M}$", fault)
    with pytest.raises(error):
        raw.get(M, timeout=0.1 if error is httpx2.ReadTimeout else 9, follow_redirects=True)
    assert raw.get(M).status_code == 200


def _whole(answer: httpx2.Response) -> bool:
    return bool(answer.json()["id"] == CHAT)


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        (faults.status(500), lambda a: a.status_code == 500 and a.headers["RateLimit"]),
        (
            faults.status(429, {"Retry-After": "7", "RateLimit": None}, b"slow down"),
            lambda a: a.headers["Retry-After"] == "7" and "RateLimit" not in a.headers,
        ),
        (faults.html(), lambda a: a.status_code == 200 and a.text.startswith("<!DOCTYPE")),
        (faults.redirect("http://elsewhere/", 302), lambda a: a.status_code == 302),
        (faults.half_json(), lambda a: a.status_code == 200 and a.text.startswith('{"_id"')),
        (faults.stall(0.01), _whole),
        (faults.stall_body(0.01), _whole),
        (faults.trickle(50_000), _whole),
        (faults.oversized(3_000_000), lambda a: len(a.content) == 3_000_000),
        (faults.gzip_bomb(3_000_000), lambda a: len(a.content) == 3_000_000),
    ],
)
def test_a_fault_spoils_an_answer(
    fault: faults.Fault,
    check: Callable[[httpx2.Response], bool],
    raw: httpx2.Client,
    server: HubServer,
) -> None:
    server.fail(CHAT, fault)
    assert check(raw.get(M))
    assert _whole(raw.get(M))


def test_half_json_is_no_json(raw: httpx2.Client, server: HubServer) -> None:
    server.fail(CHAT, faults.half_json())
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        raw.get(M).json()


def test_a_body_may_be_longer_than_it_says(raw: httpx2.Client, server: HubServer) -> None:
    size = len(raw.get(M).content)
    server.fail(CHAT, faults.wrong_length(-9))
    assert len(raw.get(M).content) == size - 9
    assert _whole(raw.get(M))


def test_a_bomb_is_small_on_the_wire_and_never_whole(raw: httpx2.Client, server: HubServer) -> None:
    server.fail(CHAT, faults.gzip_bomb())
    with raw.stream("GET", M) as answer:
        part = next(answer.iter_raw(65_536))
    assert gzip.GzipFile(fileobj=io.BytesIO(part)).read(10**6) == b" " * 10**6
    assert _whole(raw.get(M))


def test_a_trickle_outlives_a_read_timeout(raw: httpx2.Client, server: HubServer) -> None:
    server.fail(CHAT, faults.trickle(1000))
    began = time.monotonic()
    assert _whole(raw.get(M, timeout=0.3))
    assert time.monotonic() - began > 0.3


def test_faults_queue_and_last_as_long_as_they_are_told(
    raw: httpx2.Client, server: HubServer
) -> None:
    server.fail("expand=sha", faults.status(500), faults.status(503), times=2)
    server.fail("expand=sha", faults.status(418), times=None)
    statuses = [raw.get(f"{M}?expand=sha").status_code for _ in range(6)]
    assert statuses == [500, 500, 503, 503, 418, 418]
    assert raw.get(M).status_code == 200
    with pytest.raises(ValueError, match="never"):
        server.fail("", faults.close(), times=0)


def test_the_cdn_can_fail_too(raw: httpx2.Client, server: HubServer) -> None:
    server.fail("^/repos/", faults.status(503))
    answers = [
        raw.get(f"/{CHAT}/resolve/main/weights.bin", follow_redirects=True) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [503, 200]
    assert [seen.status for seen in server.cdn_requests] == [503, 200]


def test_a_share_of_requests_breaks_the_same_way_each_time(
    raw: httpx2.Client, server: HubServer
) -> None:
    def round_of_requests() -> list[bool]:
        server.seed(7)
        server.error_rate = 0.5
        passed = []
        for _ in range(20):
            try:
                passed.append(raw.get(M).is_success)
            except httpx2.TransportError:
                passed.append(False)
        return passed

    first = round_of_requests()
    assert 0 < sum(first) < 20
    assert round_of_requests() == first


def test_ending_does_not_wait_for_what_stalls(hub: Hub) -> None:
    with HubServer(hub) as server:
        server.fail("", faults.stall(60))
        endpoint = server.endpoint
        errors: list[Exception] = []

        def ask() -> None:
            try:
                httpx2.get(f"{endpoint}{M}", timeout=30)
            except httpx2.TransportError as error:
                errors.append(error)

        thread = threading.Thread(target=ask)
        thread.start()
        while not server.requests:
            time.sleep(0.005)
        began = time.monotonic()
    thread.join()
    assert errors and time.monotonic() - began < 2


def test_a_fault_of_the_server_itself_is_not_hidden(hub: Hub) -> None:
    hub.add({"id": "acme/odd", "author": {1, 2}})
    server = HubServer(hub)
    with pytest.raises(httpx2.RemoteProtocolError):
        httpx2.get(f"{server.endpoint}/api/models/acme/odd")
    with pytest.raises(RuntimeError, match="server itself"), server:
        pass


# --- by hand


def test_a_file_of_records_is_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = [
        {"id": CHAT, "_card": "tags", "cardData": {"license": "mit"}},
        {"id": WEB, "_kind": "dataset"},
        {"id": "old/name", "_moved_to": CHAT},
    ]
    path = tmp_path / "records.jsonl"
    random.Random(1).shuffle(records)
    path.write_text("\n".join(map(json.dumps, records)) + "\n\n", encoding="utf-8")
    hub = filled([path])
    assert "_card" not in hub.held("model", CHAT).record
    assert hub.find("dataset", WEB) and hub.followed("model", "OLD/NAME")
    assert len(filled([path], limit=1).repos("model")) <= 1
    stop = threading.Event()
    stop.set()
    main([str(path), "--quota", "9", "--token", "hf_x=owner"], stop)
    assert capsys.readouterr().out.startswith("http://127.0.0.1:")
