"""Which shops there are: folders, patterns, tables; and every fault of their names and columns before any work."""

import pandas as pd
import pytest

from staffplan.errors import InputError
from staffplan.read.shops.find import find_shops
from staffplan.read.shops.names import is_folder_name

FORECAST = "start,inquiries\n2026-11-02 09:00,5\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("b", "a"):
        (tmp_path / "shops" / name).mkdir(parents=True)
        (tmp_path / "shops" / name / "forecast.csv").write_text(FORECAST)
    (tmp_path / "shops" / "a" / "scenario.toml").write_text("")
    return tmp_path


def faults_of(*given):
    with pytest.raises(InputError) as raised:
        find_shops(given)
    return raised.value.faults


def test_a_folder_has_a_folder_for_each_shop_or_a_forecast(folder):
    (folder / "shops" / "c.csv").write_text(FORECAST)
    (folder / "shops" / "c.toml").write_text("")
    (folder / "shops" / "README.md").write_text("")
    (folder / "shops" / "plans" / "x").mkdir(parents=True)
    (folder / "shops" / "old-plan").mkdir()
    (folder / "shops" / "old-plan" / "plan.json").write_text("{}")
    found = find_shops(["shops"], "shops/plans")
    assert [(shop.name, shop.forecast, shop.scenario) for shop in found] == [
        ("a", "shops/a/forecast.csv", "shops/a/scenario.toml"),
        ("b", "shops/b/forecast.csv", None),
        ("c", "shops/c.csv", "shops/c.toml"),
    ]


def test_a_folder_of_a_shop_without_a_forecast_names_the_file_that_is_missing(folder):
    (folder / "shops" / "d").mkdir()
    assert find_shops(["shops"])[-1].forecast == "shops/d/forecast.csv"


@pytest.mark.parametrize(
    "given", [["shops/*/forecast.csv"], ["shops/*"], ["shops/b", "shops/a"], ["shops/a/forecast.csv", "shops/b"]]
)
def test_patterns_and_several_names_are_the_same(folder, given):
    assert sorted(shop.name for shop in find_shops(given)) == ["a", "b"]


def test_one_shop_alone(folder):
    assert [shop.name for shop in find_shops(["shops/a"])] == ["a"]


def test_a_table_has_a_row_a_shop_and_keys_as_columns(folder):
    (folder / "shops.csv").write_text(
        "店铺,预测,scenario,deflection,target.within,contract[2].hourly_cost,opening.hours,team\n"
        'one,shops/a/forecast.csv,shops/a/scenario.toml,80%,30s,25.5,"[""09:00"", ""18:00""]",team.csv\n'
        "two,shops/b/forecast.csv,,,,,,\n"
    )
    one, two = find_shops(["shops.csv"])
    assert (one.name, one.forecast, one.scenario) == ("one", "shops/a/forecast.csv", "shops/a/scenario.toml")
    assert {key: value for key, (_told, value) in one.keys.items()} == {
        "bot.deflection": 0.8,
        "target.within": "30s",
        "contract[2].hourly_cost": 25.5,
        "opening.hours": ["09:00", "18:00"],
        "team.file": "team.csv",
    }
    assert one.keys["bot.deflection"][0] == "shops.csv, row 2, deflection"
    assert (two.scenario, two.keys) == (None, {})


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_tables_of_other_kinds(folder, ending):
    frame = pd.DataFrame({"shop": [101, 102], "forecast": ["f.csv", "g.csv"], "bot.deflection": [0.5, None]})
    path = folder / f"shops.{ending}"
    frame.to_excel(path, index=False) if ending == "xlsx" else frame.to_parquet(path)
    first, second = find_shops([str(path)])
    assert (first.name, second.name) == ("101", "102")
    assert first.keys["bot.deflection"][1] == 0.5
    assert second.keys == {}
    assert second.forecast == str(folder / "g.csv")


def test_every_fault_of_a_table_is_told_together(folder):
    (folder / "shops.csv").write_text(
        "shop,forecast,deflektion,bot.deflection,handling,share\na,f.csv,,many,,0.9\n,f.csv,,0.5,,0.9\nb,,,0.5,,nine\n"
    )
    found = [(fault.row, fault.column) for fault in faults_of("shops.csv")]
    assert found == [
        (1, "deflektion"),
        (1, "handling"),
        (2, "bot.deflection"),
        (3, "shop"),
        (4, "forecast"),
        (4, "share"),
    ]


def test_a_column_twice_under_two_names(folder):
    (folder / "shops.csv").write_text("shop,forecast,share,target.share\na,f.csv,0.8,0.9\n")
    (fault,) = faults_of("shops.csv")
    assert (fault.column, "target.share twice" in str(fault)) == ("target.share", True)


def test_two_shops_of_one_name_also_where_capitals_differ(folder):
    (folder / "shops.csv").write_text("shop,forecast\nA,f.csv\na,g.csv\nb,h.csv\n")
    (fault,) = faults_of("shops.csv")
    assert fault.code == "duplicate"
    assert "f.csv" in str(fault)
    assert "g.csv" in str(fault)


def test_nothing_there(folder):
    (folder / "empty").mkdir()
    assert "no shop" in str(faults_of("empty")[0])
    assert "nothing of this name" in str(faults_of("shopz")[0])
    assert "no shop" in str(faults_of("nothing/*")[0])


@pytest.mark.parametrize(
    "name",
    ["", "..", ".hidden", "a/b", "a\\b", "con", "NUL.txt", "a.", " a", "a\n", "summary.csv", "x" * 201, "a\udc80"],
)
def test_names_that_no_folder_may_have(name):
    assert not is_folder_name(name)


@pytest.mark.parametrize("name", ["shop", "北京店", "Shop 7 (new)", "a.b", "console"])
def test_names_that_folders_may_have(name):
    assert is_folder_name(name)
