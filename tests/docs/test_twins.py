"""Every page has its Chinese twin, with the same commands and figures; no link is dead; no guide needs a Unix shell."""

import re
import tomllib
from pathlib import Path

import pytest
import site_pages

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
EXAMPLES = ROOT / "data" / "examples"
ENGLISH_ALONE = {"model.md", "queueing.md", "benchmarks.md", "architecture.md"}
"""The maths, the benchmarks and the map of the code; `decisions/` likewise."""
MADE = {"cli.md", "reference/scenario.md", "reference/year.md"}
"""Made from the code in both languages; tests of their own hold them to it."""
PAGES = sorted(
    page
    for page in (*DOCS.rglob("*.md"), *EXAMPLES.glob("*/README.md"))
    if not page.name.endswith(".zh.md")
    and page.relative_to(ROOT).parts[:2] not in {("docs", "decisions"), ("docs", "examples")}
    and page.name not in ENGLISH_ALONE
)
SHORTER = {"guides/shops.md", "guides/cluster.md"}
"""Whose twins tell the same in fewer words, with fewer commands and figures."""
TWINS = [page for page in PAGES if page.relative_to(ROOT).as_posix().removeprefix("docs/") not in MADE | SHORTER]
FENCE = re.compile(r"^ *```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
SHELL = re.compile(r"\||<<|\$\(|^(?:sed|cat|head|tail|grep|cp|printf|cut|export|rm|mkdir)\b")
LINK = re.compile(r"\]\(([^)#\s]+[./][^)#\s]*)?(#[^)\s]*)?\)")


def name(page):
    return page.relative_to(ROOT).as_posix()


def twin(page):
    return page.with_name(f"{page.name.removesuffix('.md')}.zh.md")


def text(page):
    return page.read_text(encoding="utf-8")


def blocks(page, *languages):
    return [(title, content) for language, title, content in FENCE.findall(text(page)) if language in languages]


def commands(page):
    """What a reader types, without comments."""
    typed = [line[2:] for _t, block in blocks(page, "console") for line in block.splitlines() if line.startswith("$ ")]
    shown = [line for _t, block in blocks(page, "bash", "powershell") for line in block.splitlines()]
    return [*typed, *(re.sub(r"\s+#.*", "", line).strip() for line in shown if line.strip()[:1] != "#")]


def figures(page):
    """Numbers of two digits and more, and shares, outside of what commands print; English months have no number."""
    plain = re.sub(r"<!--.*?-->", "", FENCE.sub("", text(page)), flags=re.DOTALL)
    plain = re.sub(r"\]\([^)]*\)|`[^`]*`|\{ #[^}]*\}|\d+ ?月", " ", plain)
    found = re.findall(r"\d+(?:[.:,]\d+)*%?", plain)
    return {figure.replace(",", "") for figure in found if len(figure) > 1}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_has_its_twin(page):
    assert twin(page).exists()
    chinese = [letter for letter in text(twin(page)) if "一" <= letter <= "鿿"]
    assert len(chinese) > 100


def test_no_twin_is_left_of_a_page_that_is_gone():
    twins = [*DOCS.rglob("*.zh.md"), *EXAMPLES.glob("*/README.zh.md")]
    made = DOCS / "examples"
    assert [page for page in twins if twin(page.with_name(page.name.replace(".zh", ""))) != page] == []
    assert [p for p in twins if made not in p.parents and not p.with_name(p.name.replace(".zh", "")).exists()] == []


@pytest.mark.parametrize("page", TWINS, ids=name)
def test_twins_have_the_same_commands(page):
    assert commands(twin(page)) == commands(page)


@pytest.mark.parametrize("page", TWINS, ids=name)
def test_twins_have_the_same_keys_and_values(page):
    both = [[tomllib.loads(block) for _title, block in blocks(each, "toml")] for each in (page, twin(page))]
    assert both[0] == both[1]
    assert blocks(page, "text", "csv", "python") == blocks(twin(page), "text", "csv", "python")


@pytest.mark.parametrize("page", TWINS, ids=name)
def test_twins_have_the_same_figures(page):
    assert figures(page) ^ figures(twin(page)) == set()


@pytest.mark.parametrize("page", [*TWINS, *map(twin, TWINS)], ids=name)
def test_no_guide_needs_a_unix_shell(page):
    typed = [
        line[2:] for _t, block in blocks(page, "console") for line in block.splitlines() if line[:2] in ("$ ", "> ")
    ]
    assert [line for line in typed if SHELL.search(line)] == []


@pytest.mark.parametrize("page", [*PAGES, *map(twin, PAGES)], ids=name)
def test_files_shown_are_those_that_are_there(page):
    for title, block in blocks(page, "text", "toml", "csv"):
        files = [place / title for place in (EXAMPLES, DOCS / "files") if title and (place / title).exists()]
        assert [file for file in files if block not in text(file).replace("\ufeff", "")] == [], title


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=name)
def test_no_link_is_dead(page):
    made = {path for path in site_pages.pages()}
    for target, _anchor in LINK.findall(FENCE.sub("", text(page))):
        if target and not re.match(r"https?:|mailto:", target):
            path = (page.parent / target).resolve()
            assert path.exists() or path in made, target


@pytest.mark.parametrize("page", [*ROOT.glob("README*.md"), *EXAMPLES.glob("*/README*.md")], ids=name)
def test_no_link_of_a_readme_is_dead(page):
    targets = [target for target, _anchor in LINK.findall(text(page)) if target and not target.startswith("http")]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_entry_of_the_navigation_is_translated():
    config = text(ROOT / "mkdocs.yml")
    titles = {
        entry.strip('"') for entry in re.findall(r"^ +- ([^:\n]+):", config.partition("\nnav:\n")[2], re.MULTILINE)
    }
    block = config.partition("nav_translations:\n")[2].partition("\n  - ")[0]
    known = {key.strip().strip('"') for key in re.findall(r"^ +(\"[^\"]+\"|[^:\n]+): ", block, re.MULTILINE)}
    decisions = {entry for entry in titles if f"- {entry}: decisions/" in config}
    assert titles - known - decisions == {"Python"}


@pytest.mark.parametrize(
    ("command", "found"), [("a | b", True), ("cp -r a b", True), ("staffplan solve a -o plan", False), ("cat a", True)]
)
def test_a_unix_shell_is_told(command, found):
    assert bool(SHELL.search(command)) is found


def test_figures_are_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("¥12,000 of 5 agents, `99`, 80% from 9:00\n```text\n77\n```\n", encoding="utf-8")
    assert figures(page) == {"12000", "80%", "9:00"}
