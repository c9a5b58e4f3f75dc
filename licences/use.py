"""The use that is asked about: who does what with the work, where, and at what size."""

from dataclasses import dataclass

ACTIVITIES = ("internal", "serve", "redistribute", "finetune", "train-on-outputs", "embed")

EU_MEMBERS = frozenset(
    (
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    )
)
"""The 27 member states by ISO 3166-1 code; the EEA, the UK and Switzerland are not among them."""


@dataclass(frozen=True, slots=True)
class Use:
    """What the user means to do. A size that is ``None`` is not known.

    ``purpose`` is ``any`` or ``research``; ``role`` is ``provider`` or ``end-user``. ``mau`` and
    ``mau_at_release`` count monthly active users with affiliates, now and in the month before
    the upstream version's release. Revenues are US dollars a year and in the preceding month.
    """

    commercial: bool = True
    purpose: str = "any"
    activities: tuple[str, ...] = ("serve",)
    regions: tuple[str, ...] = ()
    domicile: str | None = None
    mau: int | None = None
    mau_at_release: int | None = None
    revenue_usd: int | None = None
    revenue_usd_month: int | None = None
    role: str = "provider"

    def does(self, *activities: str) -> bool:
        """Say whether the use includes one of the activities (``any`` always counts)."""
        return "any" in activities or any(a in self.activities for a in activities)

    @property
    def domiciles(self) -> tuple[str, ...]:
        """Where the licensee is taken to be established: the domicile, else every region."""
        return (self.domicile,) if self.domicile else self.regions


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the artefact itself; what is left out is not known.

    ``modality`` is ``text`` or ``multimodal``. ``carries`` names the licences whose agreement
    lies among the shipped files by their names, unread.
    """

    modality: str | None = None
    carries: tuple[str, ...] = ()


def covers(region: str, place: str) -> bool:
    """Say whether a region of a licence (``EU`` or a country code) holds a place."""
    if region == "EU":
        return place == "EU" or place in EU_MEMBERS
    return region == place
