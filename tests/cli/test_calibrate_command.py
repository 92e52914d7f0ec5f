"""``staffplan calibrate``: shown, written, taken by the other commands beside a scenario, in both languages."""

import json
import tomllib

import pytest
from made_log import csv_of, made

from staffplan_cli.options import _later_keys


def flat(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def text():
    return csv_of(made(days=8, shown=0.75, rate=0.03))


@pytest.fixture
def files(tmp_path, text):
    (tmp_path / "log.csv").write_text(text)
    return tmp_path


def test_it_shows_the_values_and_days_held_back(run, files):
    shown = run("calibrate", "log.csv", "--within", "20s")
    assert shown.exit_code == 0, shown.output
    said = flat(shown.stdout)
    assert "measured on the first 4 days" in said
    assert "Patience" in said
    assert "Answered within 20 s on days held back" in said
    assert "do not plan" not in said


def test_the_same_in_chinese(run, files):
    said = run("--lang", "zh", "calibrate", "log.csv").stdout
    assert "耐心" in said
    assert "Patience" not in said


def test_what_is_written_is_a_scenario_beside_another(run, files):
    shown = run("calibrate", "log.csv", "--within", "20s", "-o", "measured.toml", "--json")
    data = json.loads(shown.stdout)
    keys = tomllib.loads((files / "measured.toml").read_text())
    assert set(keys["handling"]) == {"aht", "patience"}
    assert data["patience_s"]["value"] == pytest.approx(150, rel=0.15)
    assert data["error"] < 0.06
    (files / "s.toml").write_text('[handling]\naht = "1min"\n[target]\nwithin = "20s"\n')
    (files / "f.csv").write_text("start,inquiries\n2026-03-02 09:00,100\n2026-03-02 09:30,100\n")
    alone = json.loads(run("require", "f.csv", "-c", "s.toml", "--json").stdout)["slots"][0]["required"]
    both = json.loads(run("require", "f.csv", "-c", "s.toml", "-c", "measured.toml", "--json").stdout)
    assert both["slots"][0]["required"] > 2 * alone


def test_of_several_scenarios_the_later_wins_and_options_win_over_all(run, files):
    for name, share in (("a.toml", 0.5), ("b.toml", 0.7), ("c.toml", 0.9)):
        (files / name).write_text(f"[target]\nshare = {share}\n")
    assert _later_keys([files / "b.toml", files / "c.toml"]) == {"target.share": (str(files / "c.toml"), 0.9)}
    (files / "f.csv").write_text("start,inquiries\n2026-03-02 09:00,100\n2026-03-02 09:30,100\n")

    def needed(*arguments):
        return json.loads(run("require", "f.csv", *arguments, "--json").stdout)["slots"][0]["required"]

    files_of = ("-c", "a.toml", "-c", "b.toml", "-c", "c.toml")
    assert needed(*files_of) == needed("-c", "c.toml")
    assert needed(*files_of, "--share", "50%") == needed("-c", "a.toml") < needed("-c", "c.toml")


def test_a_fault_of_a_later_scenario_names_its_file(run, files):
    (files / "a.toml").write_text("")
    (files / "b.toml").write_text("[target]\nshare = 7\n")
    (files / "f.csv").write_text("start,inquiries\n2026-03-02 09:00,100\n2026-03-02 09:30,100\n")
    shown = run("require", "f.csv", "-c", "a.toml", "-c", "b.toml")
    assert shown.exit_code == 3
    assert "b.toml" in shown.output
