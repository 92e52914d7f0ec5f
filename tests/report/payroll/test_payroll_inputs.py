"""The agents file and the file of own holidays."""

from __future__ import annotations

from datetime import date

import pytest

from staffplan.errors import InputError
from staffplan.report.payroll.inputs import Agent, read_payroll_inputs
from staffplan.report.payroll.pay_calendar import OwnDay
from staffplan.schema.people.team import Person, Team
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.scenario.payroll import ContractPay, Payroll


def read(folder, **payroll: object):
    return read_payroll_inputs(Scenario(payroll=Payroll(**payroll)), [folder])


def test_agents_keep_their_zeros(tmp_path):
    (tmp_path / "agents.csv").write_text("agent_id,employee_id,name,cost_centre\n0001,000042,Li Wei,CC1\n", "utf-8-sig")
    assert read(tmp_path, agents="agents.csv").agents == {"0001": Agent("000042", "Li Wei", "CC1")}


def test_chinese_headers_as_excel_in_china_saves_them(tmp_path):
    (tmp_path / "agents.csv").write_bytes("坐席编号,工号,姓名\r\n0001,000042,李伟\r\n".encode("gb18030"))
    assert read(tmp_path, agents="agents.csv").agents["0001"].name == "李伟"
    (tmp_path / "days.csv").write_bytes("日期,类型,名称\r\n2026/11/11,休息日,光棍节\r\n".encode("gb18030"))
    assert read(tmp_path, holidays="days.csv").own_days == (OwnDay(date(2026, 11, 11), "rest_day", "光棍节"),)


def test_every_fault_of_both_files_at_once(tmp_path):
    (tmp_path / "agents.csv").write_text("agent_id,employee_id\n1,7\n1,8\n2,\n")
    (tmp_path / "days.csv").write_text("date,kind\n2026-13-01,statutory\n2026-10-01,party\n")
    pay = (ContractPay(name="fulltime"),)
    with pytest.raises(InputError) as caught:
        read(tmp_path, agents="agents.csv", holidays="days.csv", contract=pay)
    places = [(fault.file, fault.row, fault.column) for fault in caught.value.faults]
    assert places == [
        ("payroll.contract", None, "payroll.contract[0].name"),
        ("agents.csv", 3, None),
        ("agents.csv", 4, "employee_id"),
        ("days.csv", 2, "date"),
        ("days.csv", 3, "kind"),
    ]


@pytest.mark.parametrize("content", [None, b"name\nLi\n", b"PK\x03\x04\xff\xff\x80"])
def test_no_file_no_column_no_text(tmp_path, content):
    if content is not None:
        (tmp_path / "agents.csv").write_bytes(content)
    with pytest.raises(InputError, match=r"agents\.csv"):
        read(tmp_path, agents="agents.csv")


TEAM = Team(
    people=(
        Person(
            id="0017", name="Li Na", contract="full-time", employee_id="000042", cost_centre="CC1", hours_worked=8.5
        ),
        Person(id="18", contract="full-time"),
    )
)


def test_the_people_of_a_team_are_known_to_payroll(tmp_path):
    agents = read_payroll_inputs(Scenario(), [tmp_path], TEAM).agents
    assert agents == {"0017": Agent("000042", "Li Na", "CC1", 8.5), "18": Agent("18")}


def test_the_agents_file_goes_before_the_team(tmp_path):
    (tmp_path / "agents.csv").write_text("agent_id,employee_id,name\n18,7,Wang\n")
    scenario = Scenario(payroll=Payroll(agents="agents.csv"))
    agents = read_payroll_inputs(scenario, [tmp_path], TEAM).agents
    assert agents["18"] == Agent("7", "Wang")
    assert agents["0017"].name == "Li Na"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("agent,name,contract,max_hours\n0017,Li,full-time,40\n", Agent("0017", "Li")),
        ("agent,contract,employee_id\n0017,full-time,42\n1,full-time,\n", Agent("42")),
        ("工号,姓名,合同,成本中心\n0017,李,全职,C1\n", Agent("0017", "李", "C1")),
    ],
)
def test_a_teams_file_serves_as_the_agents_file(tmp_path, text, found):
    (tmp_path / "team.csv").write_text(text, "utf-8-sig")
    assert read(tmp_path, agents="team.csv").agents["0017"] == found
