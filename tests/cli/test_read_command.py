"""``staffplan read``: how a file is understood, and the plain forecast that reads the same again."""

import json

import pytest

from staffplan.read import read_forecast
from staffplan.schema.scenario.keys import Opening, Scenario

MATRIX = "咨询量预测\n时段,周一 11-02,周二 11-03,合计\n" + "".join(
    f"{hour}:00,{hour},{2 * hour},{3 * hour}\n" for hour in range(9, 21)
)
SCENARIO = 'timezone = "Europe/Berlin"\n[opening]\nhours = ["09:00", "21:00"]\n'


@pytest.fixture
def files(tmp_path):
    (tmp_path / "2026.csv").write_text(MATRIX, encoding="gb18030")
    (tmp_path / "s.toml").write_text(SCENARIO)
    return tmp_path


def flat(text):
    return " ".join(text.split())


def test_what_was_read_the_days_the_first_rows_and_what_was_assumed(run, files):
    shown = run("read", "2026.csv", "-c", "s.toml")
    assert shown.exit_code == 0, shown.output
    said = flat(shown.stdout)
    assert "2026.csv: 12 rows every 60 min, 2026-11-02 00:00 to 2026-11-03 23:00, 522 inquiries" in said
    assert "laid out as hours down and dates across; taken for gb18030" in said
    assert "Mon 11-02" in said
    assert "█" in said
    assert "2026-11-02 09:00 9 2026-11-02 10:00 10 2026-11-02 11:00 11" in said
    assert "• columns of totals or averages left out: 合计" in said
    assert "• 24 intervals outside the opening hours have no number: 0 is taken" in said
    assert sorted(path.name for path in files.iterdir()) == ["2026.csv", "s.toml"]


def test_the_same_in_chinese(run, files):
    said = flat(run("--lang", "zh", "read", "2026.csv", "-c", "s.toml").stdout)
    assert "表格布局：小时在行，日期在列" in said
    assert "营业时间之外有 24 个区间没有数字：按 0 处理" in said


def test_json_has_the_reading_and_every_interval(run, files):
    data = json.loads(run("read", "2026.csv", "-c", "s.toml", "-o", "plain.csv", "--json").stdout)
    assert data["read"]["layout"] == "dates_across"
    assert data["intervals"][9] == {"start": "2026-11-02T09:00:00+01:00", "inquiries": 9.0}
    assert [warning["code"] for warning in data["warnings"]] == ["total_columns_left_out", "closed_hours_filled"]
    assert data["files"] == ["plain.csv"]


AUTUMN = [f"2026-10-25 0{hour}:00,{volume}" for hour, volume in ((0, 1), (1, 2), (2, 3), (2, 4.125), (3, 5))]
TABLES = {
    "a matrix": (MATRIX, "Asia/Shanghai"),
    "the hour that the clock repeats": ("\n".join(["start,inquiries", *AUTUMN]), "Europe/Berlin"),
    "numbers that could be thousands": ("start;inquiries\n2026-11-02 09:00;12,3450\n2026-11-02 10:00;1,1250\n", "UTC"),
    "all columns": (
        "时间,咨询量,机器人解决率(%),AHT(min),需求人数\n2026-11-02 09:00,5,80,5,3\n2026-11-02 10:00,0.1,,,\n",
        "Asia/Shanghai",
    ),
    "agents needed alone": ("start,required\n2026-11-02 09:00,5\n2026-11-02 10:00,0\n", "Asia/Shanghai"),
    "quarter hours from five minutes": (
        "start,inquiries,aht_s\n" + "".join(f"2026-11-02 09:{m:02d},{m},{200 + m}\n" for m in range(0, 60, 5)),
        "Asia/Kathmandu",
    ),
}


@pytest.mark.parametrize("table", TABLES)
def test_the_plain_forecast_reads_the_same(run, tmp_path, table):
    text, zone = TABLES[table]
    (tmp_path / "2026.csv").write_text(text, encoding="utf-8")
    hours = ["09:00", "21:00"] if table == "a matrix" else ["00:00", "24:00"]
    (tmp_path / "s.toml").write_text(f'timezone = "{zone}"\n[opening]\nhours = {json.dumps(hours)}\n')
    assert run("read", "2026.csv", "-c", "s.toml", "-o", "plain.csv").exit_code == 0
    opening = Opening(hours=(540, 1260)) if table == "a matrix" else Opening()
    scenario = Scenario(timezone=zone, opening=opening)
    one, other = (read_forecast(tmp_path / name, scenario)[0] for name in ("2026.csv", "plain.csv"))
    assert one.model_copy(update={"reading": None}) == other.model_copy(update={"reading": None})


def test_what_is_not_understood_is_a_fault(run, tmp_path):
    (tmp_path / "f.csv").write_text("a,b\n1,2\n")
    result = run("read", "f.csv", "-o", "plain.csv")
    assert result.exit_code == 3
    assert not (tmp_path / "plain.csv").exists()
