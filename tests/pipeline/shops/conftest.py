import pytest
from tiny_shops import FORECAST, SCENARIO


def write_shop(folder, name, volume):
    (folder / name).mkdir(parents=True)
    (folder / name / "forecast.csv").write_text(FORECAST.format(*[volume + hour for hour in range(9)]))


@pytest.fixture
def shops(tmp_path, monkeypatch):
    """A folder of three tiny shops, their scenario beside it; the test stands there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # as workers have it: no two searches race on two cores
    for name, volume in {"a": 5, "b": 20, "c": 40}.items():
        write_shop(tmp_path / "shops", name, volume)
    (tmp_path / "base.toml").write_text(SCENARIO)
    return tmp_path
