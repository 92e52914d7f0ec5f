"""One solver's process for all small searches: starting one takes a second, such a search a tenth of it."""

import pytest

from staffplan.schema.progress import Stop
from staffplan.solve import search
from staffplan.solve.bound import binding
from staffplan.solve.engine import process
from staffplan.solve.engine.process import Engine
from staffplan.solve.searches import shortage


class Shared(Engine):
    """An engine that outlives its ``with``."""

    def __exit__(self, *_details):
        pass

    def listen_to(self, stop):
        self._stop = stop
        return self


@pytest.fixture(scope="session")
def shared_process():
    engine = Shared(Stop())
    yield engine
    Engine.__exit__(engine)


@pytest.fixture
def searches_share_one_process(shared_process, monkeypatch):
    for module in (search, shortage, binding, process):
        monkeypatch.setattr(module, "Engine", lambda stop, *_seed_and_more: shared_process.listen_to(stop))
