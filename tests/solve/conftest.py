import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401

from staffplan.schema.progress import Stop


@pytest.fixture
def engine(shared_process):  # noqa: F811
    """An engine nobody stops."""
    return shared_process.listen_to(Stop())


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches of this folder in one process."""
