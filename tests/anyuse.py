"""Uses of every kind, for properties that hold of them all."""

from collections.abc import Sequence

from hypothesis import strategies as st

from licences.use import ACTIVITIES, Use

_PLACES = ["EU", "DE", "FR", "NO", "GB", "CH", "KR", "US"]


def any_use(sizes: Sequence[int]) -> st.SearchStrategy[Use]:
    """Make uses whose sizes are some of these, or not known."""
    size = st.none() | st.sampled_from(sizes)
    place = st.sampled_from(_PLACES)
    return st.builds(
        Use,
        commercial=st.booleans(),
        purpose=st.sampled_from(["any", "research"]),
        activities=st.lists(st.sampled_from(ACTIVITIES), unique=True).map(tuple),
        regions=st.lists(place, unique=True, max_size=3).map(tuple),
        domicile=st.none() | place,
        mau=size,
        mau_at_release=size,
        revenue_usd=size,
        revenue_usd_month=size,
        role=st.sampled_from(["provider", "end-user"]),
    )
