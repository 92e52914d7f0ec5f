"""Trial B3: staffplan reads its own plan whatever a contract is called."""

from __future__ import annotations

import unicodedata

import pytest
from payroll_plans import plan_of, shift

from staffplan.errors import InputError
from staffplan.read import read_plan, read_scenario
from staffplan.report.files import write_plan
from staffplan.schema.scenario.keys import Contract, Scenario

NAMES = ("全职（白班）", "①班", " night ", "半角 (夜)", unicodedata.normalize("NFD", "Müller"), "ﬁrst", "Ａ")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_survives_writing_and_reading(tmp_path, name):
    contract = Contract(name=name)
    one = shift("0001", "2026-11-02 09:00", "2026-11-02 18:00", unpaid=1, contract=contract.name)
    plan = plan_of([one], days=1, scenario=Scenario(grid="60min", contract=(contract,)))
    write_plan(plan, tmp_path)
    assert read_plan(tmp_path).shifts == plan.shifts
    assert read_plan(tmp_path).shifts[0].contract == unicodedata.normalize("NFC", name).strip()


def test_a_name_typed_again_in_the_other_width_is_the_same(tmp_path):
    one = shift("0001", "2026-11-02 09:00", "2026-11-02 18:00", unpaid=1, contract="全职（白班）")
    plan = plan_of([one], days=1, scenario=Scenario(grid="60min", contract=(Contract(name="全职（白班）"),)))
    write_plan(plan, tmp_path)
    path = tmp_path / "schedule.csv"
    path.write_text(path.read_text("utf-8").replace("全职（白班）", "全职(白班)"), "utf-8")
    assert read_plan(tmp_path).shifts == plan.shifts


@pytest.mark.parametrize(("first", "second"), [("①班", "1班"), ("全职（白班）", "全职(白班)"), ("a b", " a\u00a0b")])
def test_two_names_that_a_spreadsheet_may_make_one_are_refused(tmp_path, first, second):
    path = tmp_path / "scenario.toml"
    path.write_text(f'[[contract]]\nname = "{first}"\n[[contract]]\nname = "{second}"\n', "utf-8")
    with pytest.raises(InputError) as caught:
        read_scenario(path)
    assert [fault.column for fault in caught.value.faults] == ["contract[2].name"]


@pytest.mark.parametrize("name", ["", "  ", "a\\tb", "a\\nb", "x" * 101])
def test_a_name_that_nobody_can_read_is_refused(tmp_path, name):
    path = tmp_path / "scenario.toml"
    path.write_text(f'[[contract]]\nname = "{name}"\n')
    with pytest.raises(InputError):
        read_scenario(path)


def test_pay_names_its_contract_in_the_same_form(tmp_path):
    path = tmp_path / "scenario.toml"
    path.write_text('[[contract]]\nname = " night "\n[[payroll.contract]]\nname = "night"\nhourly_pay = 25\n')
    scenario, _source = read_scenario(path)
    assert scenario.payroll.pay_of(scenario.contract[0].name).hourly_pay == 25
