"""The people of a team."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from team_files import FULL, GRID, PART, PEOPLE, WALL, ZONE, faults, make_scenario, only, put, read

from staffplan.errors import InputError
from staffplan.read import read_team
from staffplan.schema.base import format_duration
from staffplan.schema.scenario.keys import Contract
from staffplan.schema.scenario.people import TeamFiles
from staffplan.schema.scenario.rotation import Rotation

ENGLISH = [
    "Agent ID,name,contract,label,skills,availability,max hours,min_hours,days_in_row,last_shift_end,hours_balance,"
    "nights,weekends_before,seniority,rotation,rotation_week,employee_id,cost center,note",
    "0017,Li Na,full-time,leader,phone;chat,Mon-Fri 09:00-20:00,160,37h30min,3,2026-11-01 23:00,-4.5,2,1,6,weeks,2,"
    "000042,CC1,new",
]
CHINESE = [
    "工号,姓名,合同,岗位,技能,可用时间,最多工时,最少工时,已连续工作天数,上次下班时间,累计工时差,累计夜班,累计周末班,工龄,轮班,第几周,薪资编号,成本中心,备注",
    "0017,Li Na,full-time,leader,phone、chat,周一至周五 09:00-20:00,160,37.5,3,2026年11月1日 23:00,-4.5,2,1,6,weeks,2,"
    "000042,CC1,",
]


@pytest.mark.parametrize("rows", [ENGLISH, CHINESE])
def test_every_column(tmp_path, rows):
    (person,) = read(tmp_path, rows).team.people
    assert (person.id, person.name, person.contract, person.label) == ("0017", "Li Na", "full-time", "leader")
    assert person.skills == ("phone", "chat")
    assert [(each.weekdays[0], each.start, each.end) for each in person.available] == [("monday", 540, 1200)]
    assert (person.max_hours, person.min_hours) == (timedelta(hours=160), timedelta(hours=37, minutes=30))
    assert (person.days_in_row, person.hours_balance) == (3, -4.5)
    assert person.last_shift_end == datetime(2026, 11, 1, 23, tzinfo=ZoneInfo(ZONE))
    assert (person.nights_before, person.weekends_before, person.seniority) == (2, 1, 6.0)
    assert (person.rotation, person.rotation_week) == ("weeks", 2)
    assert (person.employee_id, person.cost_centre, person.row) == ("000042", "CC1", 2)


def test_what_is_not_said_is_not_known(tmp_path):
    person = read(tmp_path, ["agent,contract", "1,part-time"]).team.people[0]
    assert (person.max_hours, person.days_in_row, person.last_shift_end, person.rotation) == (None,) * 4
    assert (person.available, person.skills, person.hours_balance) == ((), (), 0.0)


def test_the_only_contract_need_not_be_named(tmp_path):
    found = read(tmp_path, ["agent", "1", "2"], contract=(FULL,)).team.people
    assert [person.contract for person in found] == ["full-time", "full-time"]
    assert only(tmp_path, people=["agent", "1"])[:3] == (2, "contract", "nothing")


FAULTS = {
    "an unknown contract": (["agent,contract", "1,ful-time"], 2, "contract", "'ful-time'", "did you mean full-time?"),
    "another contract": (["agent,contract", "1,boss"], 2, "contract", "'boss'", "full-time, part-time, wall"),
    "twice": (["agent,contract", "1,wall", "2,wall", "1,wall"], 4, "agent", "again, as in row 2", "once"),
    "no id": (["agent,contract", ",wall"], 2, "agent", "nothing", "an id"),
    "an unknown column": (["agent,contract,senority", "1,wall,2"], 1, "senority", "unknown column", "mean seniority?"),
    "another column": (["agent,contract,shoe size", "1,wall,2"], 1, "shoe size", "unknown column", "one of: agent"),
    "negative hours": (["agent,contract,max_hours", "1,wall,-3"], 2, "max_hours", "'-3'", "hours, such as 160"),
    "hours in words": (["agent,contract,max_hours", "1,wall,many"], 2, "max_hours", "'many'", "hours, such as 160"),
    "least over most": (
        ["agent,contract,min_hours,max_hours", "1,wall,50,40"],
        2,
        "min_hours",
        "50h",
        "40h at most, the max_hours",
    ),
    "impossible hours": (["agent,contract,min_hours", "1,part-time,60"], 2, "min_hours", "60h", "on each of 14 days"),
    "an unknown rotation": (["agent,contract,rotation", "1,wall,4-3"], 2, "rotation", "'4-3'", "did you mean 4-2?"),
    "a week that it has not": (
        ["agent,contract,rotation,rotation_week", "1,wall,weeks,3"],
        2,
        "rotation_week",
        "3",
        "from 1 to 2",
    ),
    "a week of nothing": (["agent,contract,rotation_week", "1,wall,1"], 2, "rotation_week", "1", "a rotation as well"),
    "half a night": (["agent,contract,nights_before", "1,wall,1.5"], 2, "nights_before", "'1.5'", "a whole number"),
    "no time": (["agent,contract,last_shift_end", "1,wall,soon"], 2, "last_shift_end", "'soon'", "a date and time"),
    "no hours of a day": (["agent,contract,available", "1,wall,Mon"], 2, "available", "'Mon'", "weekdays and hours"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults_name_their_place(tmp_path, case):
    rows, row, column, found, accepted = FAULTS[case]
    fault = only(tmp_path, people=rows)
    assert fault[:2] == (row, column)
    assert found in fault[2]
    assert accepted in fault[3]


def test_all_faults_of_all_files_at_once(tmp_path):
    found = faults(
        tmp_path,
        people=["agent,contract", "1,nobody", "2,wall", "2,wall"],
        days=["agent,from,kind", "3,2026-11-03,leave", "1,2026-11-03,leave", "2,2026-11-03,party"],
        wishes=["agent,from,wish,weight", "2,2026-11-03,work,11"],
    )
    assert [fault[:2] for fault in found] == [
        (2, "contract"),
        (4, "agent"),
        (2, "agent"),
        (4, "kind"),
        (2, "weight"),
    ]


def test_an_empty_list_and_a_missing_file(tmp_path):
    assert only(tmp_path, people=["agent,contract"])[2] == "a header and no rows"
    with pytest.raises(InputError, match=r"absent\.csv.*no file"):
        read_team(make_scenario(team=TeamFiles(file="absent.csv")), None, GRID, (tmp_path,))


def test_a_workbook_may_hold_all_three_lists(tmp_path):
    path = tmp_path / "team.xlsx"
    book = pd.DataFrame({"工号": [17], "日期": [datetime(2026, 11, 3)], "类型": ["年假"]})
    wishes = pd.DataFrame({"工号": [18], "日期": [datetime(2026, 11, 3)], "愿望": ["早"], "开始时间": ["10:30"]})
    people = pd.DataFrame({"工号": ["0017", 18.0], "合同": "wall", "姓名": ["Li", None]})
    with pd.ExcelWriter(path) as writer:
        for name, frame in (("团队", people), ("假", book), ("愿望", wishes)):
            frame.to_excel(writer, sheet_name=name, index=False)
    names = TeamFiles(file="team.xlsx", days="team.xlsx", wishes="team.xlsx")
    found = read_team(make_scenario(team=names), None, GRID, (tmp_path,))
    assert [person.id for person in found.team.people] == ["0017", "18"]
    assert [(entry.agent, entry.kind) for entry in found.team.days] == [("0017", "leave")]
    assert [(wish.agent, wish.kind, wish.start) for wish in found.team.wishes] == [("18", "early", 630)]
    assert found.warnings == ()


def test_a_dataframe(tmp_path):
    people = pd.DataFrame({"agent": [1, 2], "contract": ["wall", "wall"], "max_hours": [30.0, float("nan")]})
    found = read_team(make_scenario(), people, GRID)
    assert [(person.id, person.max_hours) for person in found.team.people] == [("1", timedelta(hours=30)), ("2", None)]
    assert [source.path for source in found.sources] == ["team"]
    with pytest.raises(InputError, match=r"team, row 2, contract"):
        read_team(make_scenario(), people.assign(contract="x"), GRID)


def test_names_are_looked_for_beside_the_scenario_then_here(tmp_path, monkeypatch):
    shop, here = tmp_path / "shop", tmp_path / "here"
    for folder in (shop, here):
        folder.mkdir()
        put(folder, "team.csv", [*PEOPLE[:1], f"{folder.name},wall"])
    put(here, "days.csv", ["agent,from,kind", "shop,2026-11-03,leave"])
    monkeypatch.chdir(here)
    scenario = make_scenario(team=TeamFiles(file="team.csv", days="days.csv"))
    found = read_team(scenario, None, GRID, (shop,))
    assert [person.id for person in found.team.people] == ["shop"]
    assert len(found.team.days) == 1
    assert [source.path for source in found.sources] == [str(shop / "team.csv"), "days.csv"]


def test_nobody_is_named():
    assert read_team(make_scenario(), None, GRID) is None
    with pytest.raises(InputError) as error:
        read_team(make_scenario(team=TeamFiles(days="days.csv", wishes="w.csv")), None, GRID, after="plan")
    assert [(fault.file, fault.column) for fault in error.value.faults] == [
        ("scenario", "team.days"),
        ("scenario", "team.wishes"),
        ("--after", None),
    ]


def test_headcounts_hold_for_people_as_well(tmp_path):
    few = Contract(name="few", headcount=(0, 1))
    assert "2 people of few" in only(tmp_path, people=["agent,contract", "1,few", "2,few"], contract=(few,))[2]
    many = Contract(name="many", headcount=(3, None))
    rows = ["agent,contract", "1,many", "2,many"]
    assert len(read(tmp_path, rows, contract=(many,)).team.people) == 2
    team = TeamFiles(file="team.csv", hire=())
    assert "3 at least" in only(tmp_path, people=rows, contract=(many,), team=team)[3]


def test_a_typical_week_has_no_people(tmp_path):
    frame = pd.DataFrame({"agent": [1], "contract": ["full-time"]})
    with pytest.raises(InputError, match="cyclic"):
        read_team(make_scenario(cyclic=True), frame, GRID.model_copy(update={"cyclic": True}))


def test_rotations_name_shifts_of_the_contract(tmp_path):
    turns = (Rotation(name="turns", days="early late off"),)
    people = ["agent,contract,rotation", "1,part-time,turns", "2,wall,turns"]
    row, column, found, accepted = only(tmp_path, people=people, rotation=turns)
    assert (row, column, found) == (2, "rotation", "'early', 'late'")
    assert PART.name in accepted
    assert WALL.name not in accepted


def test_hours_in_every_form(tmp_path):
    rows = [
        "agent,contract,max_hours",
        *(f"{k},wall,{text}" for k, text in enumerate(("40", "37.5", "37h30min", "40h"))),
    ]
    found = [format_duration(person.max_hours) for person in read(tmp_path, rows).team.people]
    assert found == ["40h", "37h30min", "37h30min", "40h"]
