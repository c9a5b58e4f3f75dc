"""Records as the Hub shows them: projected by ``expand``, or as they are by default."""

from collections.abc import Callable
from typing import Any

from hubserver.access import Call
from hubserver.answers import refusal
from hubserver.records import Kind, Record
from hubserver.repos import Repo, State

_MODEL = """author baseModels cardData childrenModelCount config createdAt disabled downloads
downloadsAllTime evalResults gated gguf inference inferenceProviderMapping lastModified library_name
likes mask_token model-index pipeline_tag private resourceGroup safetensors sha siblings spaces tags
transformersInfo trendingScore usedStorage widgetData xetEnabled"""
_DATASET = """author cardData citation createdAt description disabled downloads downloadsAllTime
gated lastModified likes mainSize paperswithcode_id private resourceGroup sha siblings tags
trendingScore usedStorage xetEnabled"""
EXPANDABLE: dict[Kind, list[str]] = {"model": _MODEL.split(), "dataset": _DATASET.split()}

_ONLY_EXPANDED = set(
    """baseModels childrenModelCount downloadsAllTime evalResults inferenceProviderMapping
    resourceGroup securityRepoStatus trendingScore xetEnabled""".split()
)
_LISTED: dict[Kind, list[str]] = {
    "model": "likes private downloads tags pipeline_tag library_name createdAt modelId".split(),
    "dataset": """author disabled gated lastModified likes private sha citation description
    downloads tags createdAt""".split(),
}
_LISTED_FULL = "author sha lastModified gated disabled siblings spaces".split()


def expansion(call: Call, kind: Kind) -> list[str] | None:
    """Read what is to be expanded; None asks for the default."""
    names = call.request.values("expand", "expand[]")
    if not names or call.switches.mirror == "ignore":
        return None
    if call.switches.mirror == "refuse":
        raise refusal(400, "Unknown query parameter: expand")
    if set(names) - set(EXPANDABLE[kind]):
        options = "|".join(f'"{name}"' for name in EXPANDABLE[kind])
        raise refusal(400, f"Invalid option: expected one of {options}")
    return names


def shown(call: Call, repo: Repo, state: State, names: list[str]) -> Record:
    """Project a record; a property that it lacks stays away."""
    special: dict[str, Callable[[], Any]] = {
        "baseModels": lambda: call.hub.base_models(state.record),
        "childrenModelCount": lambda: call.hub.children_count(state.record),
        "siblings": lambda: _siblings(state, blobs=call.request.flag("blobs")),
    }
    view: Record = {"_id": state.record["_id"], "id": state.record["id"]}
    for name in names:
        if name in special:
            if (value := special[name]()) is not None:
                view[name] = value
        elif name in state.record:
            view[name] = state.record[name]
    return view


def info(call: Call, repo: Repo, state: State) -> Record:
    """Show one repository."""
    names = expansion(call, repo.kind)
    if names is None:
        known = [name for name in state.record if not name.startswith("_")]
        names = [name for name in [*known, "siblings"] if name not in _ONLY_EXPANDED]
    view = shown(call, repo, state, names)
    if call.request.flag("securityStatus"):
        clean = {"scansDone": True, "filesWithIssues": []}
        view["securityRepoStatus"] = state.record.get("securityRepoStatus", clean)
    return view


def row(call: Call, repo: Repo, names: list[str] | None) -> Record:
    """Show one row of a list."""
    if names is None:
        names = list(_LISTED[repo.kind])
        if call.request.flag("full"):
            names += _LISTED_FULL if repo.kind == "model" else ["cardData", "siblings"]
        names += [n for n in ("cardData", "config") if call.request.flag(n)]
    return shown(call, repo, repo.at("main"), names)


def _siblings(state: State, *, blobs: bool) -> list[Record]:
    listing = state.listing().items()
    if not blobs:
        return [{"rfilename": path} for path, _ in listing]
    return [
        {"rfilename": path, "size": None, "blobId": None} if file is None else file.sibling(path)
        for path, file in listing
    ]
