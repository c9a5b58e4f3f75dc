"""The options that say what the user means to do."""

import click

from auditor.cli.command import with_options
from auditor.errors import UsageProblem
from auditor.places import read_place
from licences.use import ACTIVITIES, Use

_PURPOSES = ("commercial", "non-commercial", "research")

use_options = with_options(
    click.option(
        "--use",
        "uses",
        default="commercial,serve",
        metavar="LIST",
        help="Comma list: at most one of commercial (default), non-commercial, research, and any "
        f"of {', '.join(ACTIVITIES)} (default serve).",
    ),
    click.option(
        "--region",
        metavar="LIST",
        help="Where it is used or offered: ISO 3166-1 codes of two letters, or EU (the 27).",
    ),
    click.option("--domicile", metavar="CODE", help="Where you are established: one such code."),
    click.option("--mau", type=click.IntRange(0), help="Monthly active users, with affiliates."),
    click.option(
        "--mau-at-release",
        type=click.IntRange(0),
        help="The same in the month before the upstream version's release.",
    ),
    click.option("--revenue", type=click.IntRange(0), help="Yearly revenue in US dollars."),
    click.option("--revenue-month", type=click.IntRange(0), help="Revenue of the last month."),
    click.option(
        "--role", type=click.Choice(["provider", "end-user"]), default="provider", show_default=True
    ),
)
"""Gives a command the options that ``read_use`` reads."""


def read_use(  # noqa: PLR0913  # one parameter an option
    uses: str,
    region: str | None,
    domicile: str | None,
    mau: int | None,
    mau_at_release: int | None,
    revenue: int | None,
    revenue_month: int | None,
    role: str,
) -> Use:
    """Turn the options into a use; raises ``UsageProblem`` for words that are not known."""
    words = _words(uses)
    if not words:
        raise UsageProblem("--use is empty; say what you mean to do, such as commercial,serve.")
    purposes = [w for w in words if w in _PURPOSES]
    activities = tuple(w for w in words if w in ACTIVITIES)
    if odd := [w for w in words if w not in purposes and w not in activities]:
        known = ", ".join((*_PURPOSES, *ACTIVITIES))
        raise UsageProblem(f"--use does not know {odd[0]!r}; it knows {known}.")
    if len(purposes) > 1:
        raise UsageProblem(f"--use takes one of {', '.join(_PURPOSES)}, not {len(purposes)}.")
    purpose = purposes[0] if purposes else "commercial"
    return Use(
        commercial=purpose == "commercial",
        purpose="research" if purpose == "research" else "any",
        activities=activities or ("serve",),
        regions=_regions(region) if region is not None else (),
        domicile=read_place(domicile, "--domicile") if domicile is not None else None,
        mau=mau,
        mau_at_release=mau_at_release,
        revenue_usd=revenue,
        revenue_usd_month=revenue_month,
        role=role,
    )


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(w for part in text.split(",") if (w := part.strip().casefold())))


def _regions(text: str) -> tuple[str, ...]:
    codes = list(filter(str.strip, text.split(","))) or [text]
    return tuple(dict.fromkeys(read_place(code, "--region") for code in codes))
