"""What every test may ask for by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kam import i18n


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
