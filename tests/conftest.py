"""What every test may use: profiles of hypothesis, the reference data, a Hub on loopback."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hubserver import Hub, HubServer
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,  # a change is not blamed for an example that was always wrong
    max_examples=50,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of the reference data beside the checkout; skip where there is none."""
    if not SHARED.is_dir():
        pytest.skip("needs the reference data beside the checkout")
    return SHARED


@pytest.fixture
def records() -> Hub:
    """Give what the server holds; tests fill it."""
    return Hub()


@pytest.fixture
def server(records: Hub) -> Iterator[HubServer]:
    """Run a Hub on loopback."""
    with HubServer(records) as running:
        yield running
