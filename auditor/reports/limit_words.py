"""When a licence bites, in sentences: sizes, places, and whom they leave out."""

from collections.abc import Iterator

from licences.licence import Licence, Status, Territory, Threshold


def where(clause: str, status: Status) -> str:
    """Name the clause, and say so where it was not read in the text."""
    if status is Status.SECONDARY:
        return f"({clause + ', ' if clause else ''}from a summary, not read in the text)"
    return f"({clause})"


def bites(licence: Licence) -> Iterator[str]:
    """Say from which size and for whom a grant changes, and whom it leaves out."""
    for limit in licence.thresholds:
        yield f"{_limit(limit)}: {limit.text} {where(limit.clause, limit.status)}"
    for area in licence.territory:
        yield f"{_area(area)}: {area.text} {where(area.clause, area.status)}"


def _limit(limit: Threshold) -> str:
    unit = _UNITS.get(limit.metric, f"{limit.currency} a {limit.period}")
    when = "once, at the release" if limit.basis == "release" else "at any time"
    start = "from" if limit.inclusive else "above"
    said = f"{start} {limit.amount:,} {unit}, {when}, {_EFFECTS[limit.effect]}"
    return "; ".join([said, *_exempt(limit)])


def _exempt(limit: Threshold) -> Iterator[str]:
    """Say whom and what a limit leaves out."""
    if limit.end_user_exempt:
        yield "not for end users"
    if limit.internal_exempt:
        yield "not for internal use"
    if limit.business != "any":
        yield f"only for {_BUSINESSES[limit.business]}"
    if limit.non_commercial in _UNPAID:
        yield _UNPAID[limit.non_commercial]


_UNITS = {"mau": "monthly users", "dau": "daily users", "visits": "visits a month"}
_BUSINESSES = {
    "model-service": "whoever offers the model to others as a service",
    "image": "businesses of images",
}
_UNPAID = {
    "free": "not for non-commercial use",
    "unserved": "of non-commercial use only for what is offered as a service",
    "disputed": "whether it binds non-commercial use is disputed",
}
_EFFECTS = {
    "request": "you must ask for a licence and have none until you get one",
    "agreement": "you need a separate agreement first",
    "no-rights": "you have no rights",
    "terminate": "the licence ends",
    "display": "you must show a credit",
}


def _area(area: Territory) -> str:
    who = "established" if area.test == "domicile" else "using it"
    what = "" if area.subject == "all" else f" {area.subject} models"
    outputs = ", outputs included" if area.covers_outputs else ""
    users = "; not for end users" if area.end_user_exempt else ""
    return f"no{what or ' rights'} for those {who} in {', '.join(area.regions)}{outputs}{users}"
