"""The rules, one a file. A rule reads a case and yields findings; it changes nothing.

A module here is a rule if it holds ``RULE`` and ``find``; it is found by being here.
"""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from auditor.findings import Finding
from auditor.rule import Case, Rule

Find = Callable[[Case], Iterator[Finding]]


@cache
def all_rules() -> Mapping[str, tuple[Rule, Find]]:
    """Give every rule by its id, in the order of the ids."""
    modules = (
        import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    )
    rules = sorted(((m.RULE, m.find) for m in modules), key=lambda pair: str(pair[0].id))
    return MappingProxyType({rule.id: (rule, find) for rule, find in rules})


def find_all(case: Case) -> Iterator[Finding]:
    """Apply every rule to a case."""
    for _, find in all_rules().values():
        yield from find(case)
