import pytest

FORECAST = "start,inquiries\n" + "".join(f"2026-11-02 {hour:02d}:00,{{}}\n" for hour in range(9, 18))
SCENARIO = """grid = "60min"
[opening]
hours = ["09:00", "18:00"]
[[contract]]
name = "day"
shift_lengths = ["9h"]
breaks = []
days_per_week = [1, 5]
hourly_cost = 30.0
"""


def write_shop(folder, name, volume):
    (folder / name).mkdir(parents=True)
    (folder / name / "forecast.csv").write_text(FORECAST.format(*[volume + hour for hour in range(9)]))


@pytest.fixture
def shops(tmp_path, monkeypatch):
    """A folder of three tiny shops, their scenario beside it; the test stands there."""
    monkeypatch.chdir(tmp_path)
    for name, volume in {"a": 5, "b": 20, "c": 40}.items():
        write_shop(tmp_path / "shops", name, volume)
    (tmp_path / "base.toml").write_text(SCENARIO)
    return tmp_path
