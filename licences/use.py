"""The use that is asked about: who does what with the work, where, and at what size."""

from dataclasses import dataclass

ACTIVITIES = ("internal", "serve", "redistribute", "finetune", "train-on-outputs", "embed")

MODALITIES = ("text", "multimodal", "image", "audio", "video", "tabular")
"""What a model takes and gives, as far as a licence asks."""

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
    """What is known of the artefact itself. ``None`` is not known; what is given is complete.

    ``modality`` is one of ``MODALITIES``. ``carries`` names the
    licences whose agreement lies among the shipped files by their names, unread;
    ``embeds_terms`` the licences whose terms the downstream licence carries. ``name`` is the
    derivative's; ``files`` are the paths in it; ``shown`` are the notices displayed;
    ``registered`` is whether the licensor was asked or told where the licence wants that;
    ``released`` is the date of the upstream version. Of a model trained on outputs,
    ``similar_purpose`` says whether it is meant to perform alike, ``same_family`` whether it is
    itself a derivative of the upstream model.
    """

    modality: str | None = None
    carries: tuple[str, ...] = ()
    embeds_terms: tuple[str, ...] | None = None
    name: str | None = None
    files: tuple[str, ...] | None = None
    shown: tuple[str, ...] | None = None
    registered: bool | None = None
    released: str | None = None
    similar_purpose: bool | None = None
    same_family: bool | None = None


def covers(region: str, place: str) -> bool:
    """Say whether a region of a licence (``EU`` or a country code) holds a place."""
    if region == "EU":
        return place == "EU" or place in EU_MEMBERS
    return region == place
