"""Nothing English is left of what a Chinese planner sees: help, results, files and faults."""

import os
import re
from html.parser import HTMLParser

import openpyxl
import pytest
from english import english_in

from staffplan.read import read_scenario
from staffplan_cli.main import COMMANDS

DAY = "\n".join(["时间,咨询量", *(f"2026-11-02 {hour:02}:00,{4 * (9 <= hour < 21)}" for hour in range(24)), ""])
SHOP = """
timezone = "Asia/Shanghai"
[opening]
hours = ["09:00", "21:00"]
[[contract]]
name = "全职"
days_per_week = [1, 5]
hourly_cost = 30.0
"""
CONTRACT = '[[contract]]\nname = "全职"\n'


class Shown(HTMLParser):
    """The texts of a page: what stands between tags and what is read out, scripts and styles left out."""

    def __init__(self):
        super().__init__()
        self.texts, self.inside = [], []

    def handle_starttag(self, tag, attributes):
        self.inside.append(tag)
        self.texts += [v for k, v in attributes if k in ("title", "alt", "placeholder", "aria-label") and v]

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"script", "style", "code"} & set(self.inside):
            self.texts.append(data)


@pytest.fixture
def shop(tmp_path):
    (tmp_path / "day.csv").write_text(DAY)
    (tmp_path / "shop.toml").write_text(SHOP)
    return tmp_path


@pytest.fixture
def plan(chinese, shop):
    """A plan made in Chinese, with workbook and page."""
    result = chinese("solve", "day.csv", "-c", "shop.toml", "-o", "plan")
    assert result.exit_code == 0, result.output
    assert english_in(result.stdout + result.stderr) == []
    return shop / "plan"


@pytest.mark.parametrize("name", ["", *COMMANDS], ids=lambda name: name or "group")
def test_help(chinese, name):
    result = chinese(*([name] if name else []), "--help")
    assert english_in(result.stdout) == []
    assert "选项：" in result.stdout


def test_the_commented_scenario(chinese, tmp_path):
    assert english_in(chinese("init").stdout) == []
    assert english_in((tmp_path / "scenario.toml").read_text()) == []
    assert read_scenario(tmp_path / "scenario.toml")[0].contract[0].name == "全职"


def test_results_on_the_screen(chinese, plan):
    for arguments in (["check", "plan"], ["evaluate", "day.csv", "--staff", "plan"], ["report", "plan"]):
        result = chinese(*arguments)
        assert result.exit_code == 0, result.output
        assert english_in(result.output) == [], arguments
    edited = (plan / "schedule.csv").read_text("utf-8").replace("T09:00", "T09:30", 1)
    (plan / "schedule.csv").write_text(edited, "utf-8")
    result = chinese("check", "plan")
    assert result.exit_code == 1
    assert english_in(result.output) == []


def test_the_need_on_the_screen(chinese, shop):
    assert english_in(chinese("require", "day.csv", "-o", "need.csv").output) == []


def test_the_workbook(chinese, plan):
    assert chinese("report", "plan").exit_code == 0
    for sheet in openpyxl.load_workbook(plan / "payroll.xlsx", data_only=True):
        assert english_in(sheet.title) == []
        cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
        names = [cell for cell in cells if re.fullmatch(r"[a-z_.\[\]0-9]+", cell)]
        assert english_in("\n".join(cell for cell in cells if cell not in names)) == []


def test_the_page(chinese, plan):
    assert chinese("report", "plan").exit_code == 0
    page = Shown()
    text = (plan / "report.html").read_text("utf-8")
    page.feed(text)
    keys = re.findall(r"[a-z_]+(?:\[\d+\])?(?:\.[a-z_]+)+", " ".join(page.texts))
    shown = " ".join(page.texts)
    for key in keys:
        shown = shown.replace(key, " ")
    assert english_in(shown) == []
    script_texts = re.search(r'"text":\{.*?\}', text)
    assert script_texts is not None
    assert english_in(re.sub(r'"\w+":|\\{\w+\\}|\{\w+\}', " ", script_texts[0]).replace('"', " ")) == []


@pytest.mark.slow
def test_why_not_one_fewer(chinese, shop):
    result = chinese("solve", "day.csv", "-c", "shop.toml", "-o", "plan", "--explain")
    assert result.exit_code == 0, result.output
    assert english_in(result.output) == []


@pytest.mark.slow
def test_plans_side_by_side_and_sweeps(chinese, plan):
    assert chinese("solve", "day.csv", "-c", "shop.toml", "-o", "less", "--share", "80%", "-q").exit_code == 0
    for arguments in (
        ["compare", "plan", "less", "-o", "both.xlsx"],
        ["compare", "plan", "less", "-o", "both.html"],
        ["sweep", "day.csv", "-c", "shop.toml", "--vary", "share=0.8,0.9"],
    ):
        result = chinese(*arguments)
        assert result.exit_code == 0, result.output
        assert english_in(result.output, "plan", "less", "both") == []
    page = Shown()
    page.feed((plan.parent / "both.html").read_text("utf-8"))
    assert english_in(" ".join(page.texts), "plan", "less") == []
    for sheet in openpyxl.load_workbook(plan.parent / "both.xlsx"):
        cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
        assert english_in("\n".join([sheet.title, *cells]), "plan", "less") == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["solve"],
        ["solve", "day.csv", "--share", "120%"],
        ["solve", "day.csv", "--within", "30"],
        ["solve", "day.csv", "--grid", "20min"],
        ["solve", "day.csv", "--seed", "-1"],
        ["solve", "day.csv", "--seed", "x"],
        ["solve", "day.csv", "--nosuch"],
        ["solve", "day.csv", "--shar", "1"],
        ["solve", "day.csv", "more.csv"],
        ["solve", "day.csv", "--share"],
        ["nosuch"],
        ["completion", "tcsh"],
        ["solve", "nosuch.csv"],
        ["solve", "."],
        ["check", "nosuch"],
        ["check", "day.csv"],
        ["export", "nosuch", "--layout", "nosuch"],
        ["evaluate", "day.csv", "--staff", "nosuch.csv"],
        ["compare", "nosuch"],
        ["compare", "nosuch", "."],
        ["sweep", "day.csv"],
        ["sweep", "day.csv", "--vary", "share=0.9:0.5:0.1"],
        ["sweep", "day.csv", "--vary", "shar=0.5", "--vary", "share=0.5,0.5"],
        ["sweep", "day.csv", "--vary", "within=soon", "--vary", "grid=1min:0min:0"],
        ["seasons", "nosuch.toml"],
        ["seasons", "shop.toml"],
    ],
    ids=" ".join,
)
def test_wrong_command_lines(chinese, shop, arguments):
    result = chinese(*arguments)
    assert result.exit_code in (2, 3)
    given = [word.strip("-") for argument in arguments for word in re.split(r"[.\W]+", argument)]
    assert english_in(result.output, *given) == []


@pytest.mark.parametrize(
    "forecast",
    [
        b"",
        b"a,b\n1,2\n",
        b"start\n2026-11-02\n",
        b"PK\x03\x04 no workbook",
        b"%PDF-1.4",
        b"<html></html>",
        b'start,inquiries\n"2026-11-02,1\n',
        b"start,inquiries\n01/11/2026,1\n2026-11-02 01:00,x\n2026-11-02 02:00,-1\n2026-11-02 02:00,1e12\n",
        b"start,inquiries\n2026-11-02 00:00,1\n2026-11-02 01:00,1\n2026-11-02 05:00,1\n",
        b"start,inquiries\n2026-11-02 00:00,1\n2026-11-02 00:20,1\n",
        b"start,inquiries,deflection,aht_s\n2026-11-02 00:00,1,2,-3\n2026-11-02 01:00,1,x,y\n",
        b"start,inquiries,other\n2026-11-02 01:00,0,\n2026-11-02 00:00,x,\n",
        b"start,inquiries\n2026-11-02 00:00,1,5\n",
        b"\xff\xfe\x00\x00\x81",
    ],
)
def test_faults_of_a_forecast(chinese, shop, forecast):
    (shop / "bad.csv").write_bytes(forecast)
    result = chinese("solve", "bad.csv")
    assert result.exit_code == 3
    assert english_in(result.output, "other", "html") == []


@pytest.mark.parametrize(
    "scenario",
    [
        "grid = ",
        "grid = “30min”",
        'grid = "20min"\ntimezone = "Mars"',
        "grid = 30\ncyclic = 1\nshare = 2",
        "[targt]\nshare = 0.8",
        "[target]\nshrae = 0.8\nscope = 'year'\nminimum_staff = 1.5\naverage_wait = '0s'\nmax_abandonment = 0.1",
        "[target]\npreset = 'nosuch'\nmax_occupancy = true\nscoring_window = ['25:00', 9]",
        "[contract]\nname = '全职'",
        "[[bot]]\ndeflection = 0.8",
        CONTRACT + "shift_lengths = ['9h15min', '0s', '25h']\nbreaks = [{ length = '0s', starts = ['5h', '3h'] }]",
        CONTRACT + "days_per_week = [6, 5]\nmax_days_in_row = 0\nheadcount = [3, 2]\nmin_rest = 11",
        CONTRACT + CONTRACT + "starts = ['09:10', '24:00']",
        CONTRACT + "shift_lengths = ['9h', '9h']\nstart_step = '0s'\nmin_rest = '20h'\ndays_off_in_row = 6",
        CONTRACT + "headcount = [0, 0]\n[objective]\nminimise = 'cost'",
        "[opening]\nclosed = ['sunday', 'sunday', 'funday']\nhours = ['09:10', '08:00']",
        "[handling]\nconcurrency = 3\nconcurrency_factor = [1, 0.5]\npatience = '0s'",
        "[handling]\nconcurrency = 9\n[bot]\ndeflection = '80%'\nby_hour = [{ from = '22:00' }]",
        "[payroll]\ncountry = 'XX'\nscheme = 'none'\ncontract = [{ name = 'x', hourly_pay = 1, monthly_pay = 1 }]",
    ],
)
def test_faults_of_a_scenario(chinese, shop, scenario):
    (shop / "bad.toml").write_text(scenario)
    result = chinese("require", "day.csv", "-c", "bad.toml")
    assert result.exit_code == 3
    assert english_in(result.output, "targt", "shrae") == []


@pytest.mark.slow
def test_what_cannot_be_planned(chinese, shop):
    (shop / "few.toml").write_text(SHOP + "headcount = [0, 1]\nmax_days_in_row = 1")
    result = chinese("solve", "day.csv", "-c", "few.toml")
    assert result.exit_code == 4
    assert english_in(result.output) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(chinese, shop):
    shop.chmod(0o500)
    assert english_in(chinese("solve", "day.csv", "-c", "shop.toml").output) == []


def test_files_that_are_open_or_damaged(chinese, plan):
    lock = plan / "~$payroll.xlsx"
    lock.touch()
    assert english_in(chinese("report", "plan").output) == []
    lock.unlink()
    (plan / "payroll.xlsx").write_bytes(b"PK\x03\x04")
    assert english_in(chinese("import-edits", "plan", "plan/payroll.xlsx").output) == []
    (plan / "bad.toml").write_text('rows = "year"\ncolumn = []\nformat = "doc"\nnosuch = 1')
    layout_keys = (
        "title",
        "format",
        "encoding",
        "rows",
        "pay_codes",
        "column",
        "utf-8-sig",
        "sig",
        "year",
        "doc",
        "nosuch",
    )
    assert english_in(chinese("export", "plan", "--layout", "plan/bad.toml").output, *layout_keys) == []
    for text in ("{", '{"status": 1}', "[]"):
        (plan / "plan.json").write_text(text)
        assert english_in(chinese("check", "plan").output) == []
