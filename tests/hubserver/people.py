"""Organisations, users, the owner of a token, and what else lies under ``/api``."""

from urllib.parse import quote, unquote

from hubserver.access import Call
from hubserver.answers import Answer, of_json, redirection, refusal
from hubserver.records import Kind, Record, digest

_HARNESSES = {"standardEnvVars": ["AI_AGENT", "AGENT"], "harnesses": {}}


def answer(call: Call, segments: list[str]) -> Answer:
    """Answer for people, or say that there is no such page."""
    match segments:
        case ["whoami-v2"]:
            return _whoami(call)
        case ["agent-harnesses"]:
            return of_json(_HARNESSES)
        case ["organizations", name, "overview"]:
            return _organisation(call, unquote(name))
        case ["users", name, "overview"]:
            return _user(call, unquote(name))
    raise refusal(404, "Sorry, we can't find the page you are looking for.")


def _whoami(call: Call) -> Answer:
    if call.role is None:
        raise refusal(401, "Invalid username or password.")
    auth = {"type": "access_token", "accessToken": {"displayName": call.role, "role": "read"}}
    name = f"the-{call.role}"
    identity = {"type": "user", "id": digest("user", name)[:24], "name": name, "fullname": name}
    return of_json({**identity, "isPro": False, "orgs": [], "auth": auth})


def _organisation(call: Call, name: str) -> Answer:
    """Ignore the case, without a redirect."""
    spelled = {held.lower(): held for held in call.hub.orgs}.get(name.lower())
    if spelled is None:
        raise refusal(404, "This organization does not exist")
    counts = {f"num{kind}s": count for kind, count in _counts(call, spelled).items()}
    overview: Record = {
        "_id": digest("org", spelled)[:24],
        "name": spelled,
        "fullname": spelled,
        "type": "org",
        "avatarUrl": f"/avatars/{quote(spelled)}.svg",
        "isVerified": False,
        "isFollowing": False,
        "numUsers": 1,
        "numFollowers": 0,
    }
    return of_json({**overview, **counts, **call.hub.orgs[spelled]})


def _user(call: Call, name: str) -> Answer:
    """Redirect where the case is wrong; whoever owns something and is no organisation is here."""
    held = call.hub.users
    owners = {repo.record.get("author") for kind in _KINDS for repo in call.hub.repos(kind)}
    known = {owner for owner in owners if owner and owner not in call.hub.orgs} | set(held)
    spelled = {owner.lower(): owner for owner in known}.get(name.lower())
    if spelled is None:
        raise refusal(404, "This user does not exist")
    if spelled != name:
        raise redirection(f"/api/users/{quote(spelled)}/overview")
    overview: Record = {
        "_id": digest("user", spelled)[:24],
        "user": spelled,
        "fullname": spelled,
        "type": "user",
        "avatarUrl": f"/avatars/{quote(spelled)}.svg",
        "isPro": False,
        "isFollowing": False,
        "numFollowers": 0,
        "orgs": [],
    }
    counts = {f"num{kind}s": count for kind, count in _counts(call, spelled).items()}
    return of_json({**overview, **counts, **held.get(spelled, {})})


def _counts(call: Call, owner: str) -> dict[str, int]:
    return {
        kind.title(): sum(
            1
            for repo in call.hub.repos(kind)
            if repo.record.get("author") == owner and call.sees(repo)
        )
        for kind in _KINDS
    }


_KINDS: tuple[Kind, ...] = ("model", "dataset")
