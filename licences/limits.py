"""Sizes and places that bound a grant: thresholds and territory against one use."""

from collections.abc import Iterator

from licences.judgement import Duty, Reason, Verdict
from licences.licence import Licence, Territory, Threshold
from licences.proof import shows
from licences.use import Facts, Use, covers

_MONTHS = 12
_RATES = {"CNY": (0.10, 0.20)}
"""US dollars for one unit: a band so wide that no rate of the last decades lies outside it."""


def limit_reasons(licence: Licence, use: Use, facts: Facts) -> Iterator[Reason]:
    """Yield what the sizes and places given rule out, or leave open."""
    for limit in licence.thresholds:
        yield from _threshold_reasons(licence, limit, use, facts)
    for area in licence.territory:
        yield from _territory_reasons(licence, area, use, facts)


def limit_duties(licence: Licence, use: Use, facts: Facts) -> Iterator[Duty]:
    """Yield the conditions that sizes and places not given leave."""
    for limit in licence.thresholds:
        yield from _threshold_duties(licence, limit, use)
    for area in licence.territory:
        yield from _territory_duties(licence, area, use, facts)


def _threshold_reasons(
    licence: Licence, limit: Threshold, use: Use, facts: Facts
) -> Iterator[Reason]:
    if not _binds(limit, use):
        return
    exceeds = _exceeds(limit, use)
    found: tuple[Verdict, str] | None = None
    if limit.effect == "display":
        shown = facts.shown
        if exceeds and shown is not None and not shows(shown, [limit.value]):
            text = f'asks to show "{limit.value}" at the size given, and it is not shown'
            found = Verdict.OBLIGATION_VIOLATED, text
    elif exceeds:
        found = _beyond(limit, use)
    elif exceeds is None and _measured(limit, use):
        text = f"sets a limit that the size given does not decide ({limit.text})"
        found = Verdict.REVIEW, text
    if found is not None:
        yield Reason(found[0], licence.id, limit.clause, limit.status, found[1])


def _beyond(limit: Threshold, use: Use) -> tuple[Verdict, str]:
    """Answer for a size above a limit that takes rights away."""
    text = f"sets a limit that the size given exceeds ({limit.text})"
    if limit.non_commercial == "disputed" and not use.commercial:
        return Verdict.REVIEW, f"{text}; whether it binds non-commercial use is disputed"
    if limit.business != "any":
        return Verdict.REVIEW, f"{text}; whether your business is of the kind meant is open"
    return Verdict.INCOMPATIBLE, text


def _threshold_duties(licence: Licence, limit: Threshold, use: Use) -> Iterator[Duty]:
    if not _binds(limit, use):
        return
    exceeds = _exceeds(limit, use)
    if exceeds is None or (exceeds and limit.effect == "display"):
        kind = "condition" if exceeds is None else "display"
        value = limit.value if kind == "display" else ""
        yield Duty(kind, licence.id, limit.clause, limit.status, limit.text, "always", value)


def _binds(limit: Threshold, use: Use) -> bool:
    """Say whether a limit concerns this kind of use and user at all."""
    if limit.non_commercial == "free" and not use.commercial:
        return False
    if limit.non_commercial == "unserved" and not use.commercial and not use.does("serve"):
        return False
    if limit.internal_exempt and not use.does("serve", "embed", "redistribute"):
        return False
    return not (limit.end_user_exempt and use.role == "end-user")


def _measured(limit: Threshold, use: Use) -> bool:
    """Say whether a size of the limit's kind was given, though it does not decide."""
    hard = limit.period == "month" or limit.currency != "USD"
    return limit.metric == "revenue" and hard and use.revenue_usd is not None


def _exceeds(limit: Threshold, use: Use) -> bool | None:
    """Say whether the size given is above a limit; ``None`` where it does not decide."""
    if limit.metric == "mau":
        size = use.mau_at_release if limit.basis == "release" else use.mau
        return None if size is None else _above(limit, size)
    if limit.metric in {"dau", "visits"}:
        return _exceeds_by_month(limit, use)
    if limit.currency != "USD":
        return _exceeds_in(limit, use)
    if limit.period == "month":
        return _exceeds_in_a_month(limit, use)
    return _exceeds_in_a_year(limit, use)


def _exceeds_by_month(limit: Threshold, use: Use) -> bool | None:
    """Judge daily users or visits by monthly users: no day has more, and each pays a visit."""
    if use.mau is None:
        return None
    above = _above(limit, use.mau)
    if limit.metric == "dau":
        return None if above else False
    return True if above else None


def _exceeds_in(limit: Threshold, use: Use) -> bool | None:
    """Judge a yearly limit in another currency, as far as any likely rate decides it."""
    if limit.currency not in _RATES or limit.period != "year":
        return None
    low, high = _RATES[limit.currency]
    if use.revenue_usd is None:
        month = use.revenue_usd_month
        return True if month is not None and month > limit.amount * high else None
    if use.revenue_usd < limit.amount * low:
        return False
    return True if use.revenue_usd > limit.amount * high else None


def _above(limit: Threshold, size: int) -> bool:
    return size >= limit.amount if limit.inclusive else size > limit.amount


def _exceeds_in_a_year(limit: Threshold, use: Use) -> bool | None:
    """Judge a yearly limit, by the year's figure or by a month that alone is above it."""
    if use.revenue_usd is not None:
        return _above(limit, use.revenue_usd)
    month = use.revenue_usd_month
    return True if month is not None and _above(limit, month) else None


def _exceeds_in_a_month(limit: Threshold, use: Use) -> bool | None:
    """Judge a monthly limit, by the month's figure or by what the year's figure proves of it."""
    if use.revenue_usd_month is not None:
        return _above(limit, use.revenue_usd_month)
    if use.revenue_usd is None:
        return None
    if not _above(limit, use.revenue_usd):
        return False
    return True if use.revenue_usd > limit.amount * _MONTHS else None


def _territory_reasons(
    licence: Licence, area: Territory, use: Use, facts: Facts
) -> Iterator[Reason]:
    if _reaches(area, use, facts) and _certain(area, facts) and (hit := _places_hit(area, use)):
        text = f"leaves out {', '.join(hit)} ({area.text})"
        if area.test == "domicile" and use.domicile is None:
            text += "; the region of the use is taken as the domicile too"
        yield Reason(Verdict.INCOMPATIBLE, licence.id, area.clause, area.status, text)


def _territory_duties(licence: Licence, area: Territory, use: Use, facts: Facts) -> Iterator[Duty]:
    if not _reaches(area, use, facts):
        return
    undecided = not _places(area, use) or (_places_hit(area, use) and not _certain(area, facts))
    if undecided:
        yield Duty("condition", licence.id, area.clause, area.status, area.text, "always")


def _reaches(area: Territory, use: Use, facts: Facts) -> bool:
    """Say whether the exclusion can concern this user and this kind of model at all."""
    if area.end_user_exempt and use.role == "end-user":
        return False
    if area.subject == "all" or area.released == "every":
        return True
    return area.released == "some" and facts.modality in {None, area.subject}


def _certain(area: Territory, facts: Facts) -> bool:
    return area.subject in {"all", facts.modality}


def _places(area: Territory, use: Use) -> tuple[str, ...]:
    return use.domiciles if area.test == "domicile" else use.regions


def _places_hit(area: Territory, use: Use) -> tuple[str, ...]:
    return tuple(p for p in _places(area, use) if any(covers(r, p) for r in area.regions))
