"""Logs of contacts: columns by their names, who left, times, and faults with their place."""

import numpy as np
import pandas as pd
import pytest

from staffplan.errors import InputError
from staffplan.read import read_contacts

ZONE = "Asia/Shanghai"


def put(folder, rows, header="arrived,answered,ended,agent"):
    path = folder / "log.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def test_answered_and_left(tmp_path):
    rows = [
        "2026-03-02 09:00:10,,2026-03-02 09:01:00,",
        "2026-03-02 09:00:00,2026-03-02 09:00:05,2026-03-02 09:03:00,Ann",
    ]
    found = read_contacts(put(tmp_path, rows), ZONE)
    nine = 9 * 3600
    assert found.arrived.tolist() == [nine, nine + 10]
    assert found.answered[0] == nine + 5
    assert np.isnan(found.answered[1])
    assert found.ended.tolist() == [nine + 180, nine + 60]
    assert found.agents == ("Ann",)
    assert found.agent.tolist() == [0, -1]
    assert f"{found.begins:%Y-%m-%d %H:%M %z}" == "2026-03-02 00:00 +0800"


def test_chinese_headers_a_column_of_leaving_and_the_bot():
    moment = pd.Timestamp("2026-03-02 09:00")
    frame = pd.DataFrame(
        {
            "进线时间": [moment, moment],
            "接起时间": [pd.NaT, pd.NaT],
            "结束时间": [pd.NaT, pd.NaT],
            "放弃时间": [moment + pd.Timedelta(seconds=30), pd.NaT],
            "机器人解决": [0, 1],
        }
    )
    found = read_contacts(frame, ZONE)
    assert found.has_bot
    assert found.by_bot.tolist() == [False, True]
    assert found.ended[0] - found.arrived[0] == 30


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (",2026-03-02 09:00:05,2026-03-02 09:03:00,Ann", "arrived", "nothing"),
        ("soon,2026-03-02 09:00:05,2026-03-02 09:03:00,Ann", "arrived", "soon"),
        ("2026-03-02 09:00:00,2026-03-02 08:00:05,2026-03-02 09:03:00,Ann", "answered", "08:00:05"),
        ("2026-03-02 09:00:00,2026-03-02 09:00:05,2026-03-02 08:03:00,Ann", "ended", "08:03:00"),
    ],
)
def test_faults_have_their_place(tmp_path, row, column, said):
    good = "2026-03-02 09:00:00,2026-03-02 09:00:05,2026-03-02 09:03:00,Ann"
    with pytest.raises(InputError) as caught:
        read_contacts(put(tmp_path, [good, row]), ZONE)
    fault = caught.value.faults[0]
    assert (fault.row, fault.column) == (3, column)
    assert said in fault.found
    assert fault.accepted


def test_columns_that_lack_and_empty_logs_are_faults(tmp_path):
    with pytest.raises(InputError) as caught:
        read_contacts(put(tmp_path, ["2026-03-02 09:00:00"], "arrived"), ZONE)
    assert {fault.column for fault in caught.value.faults} == {"answered", "ended"}
    with pytest.raises(InputError):
        read_contacts(put(tmp_path, []), ZONE)
