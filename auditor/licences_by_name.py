"""Find a licence that a person names."""

from difflib import get_close_matches

from auditor.errors import UsageProblem
from licences import registry
from licences.licence import Licence

_MOST = 4


def find_licence(name: str) -> Licence:
    """Find a licence by any known spelling; raises ``UsageProblem`` with what may be meant."""
    found = registry.resolve(name)
    if found is not None:
        return registry.get(found)
    near = close_names(name)
    meant = f"did you mean {', '.join(near)}?" if near else "'auditor licence list' lists them all."
    raise UsageProblem(f"no licence of the catalogue is called {name!r}; {meant}")


def close_names(name: str) -> list[str]:
    """List catalogue ids whose spelling is like a name."""
    spellings = registry.index()
    close = get_close_matches(registry.normalise(name), spellings, 3 * _MOST, 0.7)
    return list(dict.fromkeys(spellings[c] for c in close))[:_MOST]
