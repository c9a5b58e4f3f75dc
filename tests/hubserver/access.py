"""Who may see what, and how the Hub says no."""

from dataclasses import dataclass
from urllib.parse import quote

from hubserver.answers import Request, redirection, refusal
from hubserver.data import Hub
from hubserver.records import Kind
from hubserver.repos import Repo, State
from hubserver.switches import Switches

_PRIVATE_ROLES = {"owner"}
_GATED_ROLES = {"owner", "member"}


@dataclass(frozen=True)
class Call:
    """A request, and all that is needed to answer it."""

    request: Request
    hub: Hub
    switches: Switches
    cdn: str

    @property
    def token(self) -> str | None:
        """Give the token that was sent."""
        scheme, _, token = self.request.headers.get("authorization", "").partition(" ")
        return token if scheme.lower() == "bearer" and token else None

    @property
    def role(self) -> str | None:
        """Give the role of the token; None is anonymous."""
        return self.hub.tokens.get(self.token) if self.token else None

    def sees(self, repo: Repo) -> bool:
        """Say whether this repository is there at all for the caller."""
        return not repo.private or self.role in _PRIVATE_ROLES


def check_token(call: Call) -> None:
    """Refuse a token that nobody has, also where none is needed."""
    if call.token and call.role is None:
        raise refusal(401, "Invalid credentials in Authorization header")


def found(call: Call, kind: Kind, name: str, before: str, after: str) -> Repo:
    """Give the repository, or redirect to its present name, or say that it is missing.

    ``before`` and ``after`` are what the path has around the name.
    """
    repo = call.hub.find(kind, name)
    if repo is not None and call.sees(repo):
        return repo
    new = None if repo else call.hub.moved_to(kind, name)
    target = call.hub.followed(kind, new) if new else None
    if new is None or (target is not None and not call.sees(target)):
        raise missing(call)
    query = f"?{call.request.query}" if call.request.query else ""
    raise redirection(f"{before}{quote(new)}{after}{query}")


def missing(call: Call) -> Exception:
    """Say that a repository is missing, or private; only a token learns which code it is."""
    if call.role is None:
        return refusal(401, "Invalid username or password.")
    return refusal(404, "Repository not found", "RepoNotFound")


def state_at(repo: Repo, revision: str) -> tuple[str, State]:
    """Give the sha and the state of a revision, or refuse."""
    sha = repo.sha_of(revision)
    if sha is None:
        raise refusal(404, f"Invalid rev id: {revision}", "RevisionNotFound")
    return sha, repo.states[sha]


def check_gate(call: Call, repo: Repo) -> None:
    """Refuse what lies behind a gate to those who were not let in."""
    if not repo.record["gated"] or call.role in _GATED_ROLES:
        return
    restricted = f"Access to {repo.kind} {repo.name} is restricted"
    if call.role is None:
        asked = "You must have access to it and be authenticated to access it. Please log in."
        raise refusal(401, f"{restricted}. {asked}", "GatedRepo")
    page = f"https://huggingface.co/{repo.name}"
    asked = f"and you are not in the authorized list. Visit {page} to ask for access."
    raise refusal(403, f"{restricted} {asked}", "GatedRepo")


def check_files(call: Call, repo: Repo) -> None:
    """Refuse the files of a repository that is disabled or gated."""
    if repo.record["disabled"]:
        status = 401 if call.role is None else 403
        raise refusal(status, "Access to this resource is disabled.")
    check_gate(call, repo)
