"""What every test may ask for by name."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from kam import i18n

# No time limits. The everyday run tries the same few examples each time;
# KAM_EXAMPLES=1000 tries so many others.
_EXAMPLES = os.environ.get("KAM_EXAMPLES")
settings.register_profile(
    "kam",
    deadline=None,
    max_examples=int(_EXAMPLES or "25"),
    derandomize=_EXAMPLES is None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
settings.load_profile("kam")


@pytest.fixture
def db(tmp_path: Path) -> str:
    """The path of a database that does not exist yet."""
    return str(tmp_path / "kam.db")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Messages are English unless a test says otherwise, and English again afterwards."""
    i18n.use("en")
    yield
    i18n.use("en")
