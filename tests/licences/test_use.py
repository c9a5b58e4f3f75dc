"""Who does what, where."""

import pytest

from licences.use import ACTIVITIES, EU_MEMBERS, Use, covers


def test_the_default_use_is_a_commercial_service() -> None:
    """A use of which nothing is said is commercial, for any purpose, and serves the model."""
    assert Use() == Use(commercial=True, purpose="any", activities=("serve",), role="provider")
    assert (Use().mau, Use().mau_at_release, Use().domicile) == (None, None, None)
    assert (Use().revenue_usd, Use().revenue_usd_month, Use().regions) == (None, None, ())


def test_the_activities_are_a_closed_list() -> None:
    """The activities are those that the command line promises, in its order."""
    assert " ".join(ACTIVITIES) == "internal serve redistribute finetune train-on-outputs embed"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("embed",), True),
        (("serve", "embed"), True),
        (("serve",), False),
        (("serve", "finetune"), False),
        (("any",), True),
        (("serve", "any"), True),
        ((), False),
    ],
)
def test_a_use_does_what_it_names(asked: tuple[str, ...], expected: bool) -> None:
    """A use does an activity that it names, one of several being enough; ``any`` it always does."""
    assert Use(activities=("internal", "embed")).does(*asked) is expected


def test_any_counts_even_without_an_activity() -> None:
    """What any use brings about is brought about by a use that names no activity."""
    assert Use(activities=()).does("any")
    assert not Use(activities=()).does("serve")


@pytest.mark.parametrize(
    ("regions", "domicile", "expected"),
    [
        (("DE", "US"), None, ("DE", "US")),
        (("DE", "US"), "FR", ("FR",)),
        ((), "FR", ("FR",)),
        ((), None, ()),
    ],
)
def test_regions_stand_in_for_a_domicile_that_is_not_given(
    regions: tuple[str, ...], domicile: str | None, expected: tuple[str, ...]
) -> None:
    """The domicile given is the only one; without one, each region is taken for it."""
    assert Use(regions=regions, domicile=domicile).domiciles == expected


def test_the_union_has_27_members() -> None:
    """The EU is its 27 member states: not the EEA, the UK or Switzerland."""
    assert len(EU_MEMBERS) == 27
    assert not {"NO", "IS", "LI", "GB", "UK", "CH", "TR", "EU"} & EU_MEMBERS
    assert " ".join(sorted(EU_MEMBERS)) == (
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
    )


@pytest.mark.parametrize(
    ("region", "place", "expected"),
    [
        ("EU", "EU", True),
        ("EU", "DE", True),
        ("EU", "NO", False),
        ("EU", "GB", False),
        ("EU", "CH", False),
        ("DE", "DE", True),
        ("DE", "EU", False),
        ("DE", "FR", False),
        ("GB", "GB", True),
    ],
)
def test_the_eu_holds_its_members_and_a_country_itself(
    region: str, place: str, expected: bool
) -> None:
    """The region ``EU`` holds itself and its members; a country holds itself alone."""
    assert covers(region, place) is expected
