"""The docs site builds without a warning and asks nothing of other servers; its commands print what it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import console
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "docs" / "tutorial.md", *sorted((ROOT / "docs" / "guides").glob("*.md"))]
MARKS = {True: pytest.mark.slow, False: pytest.mark.benchmark}
"""The tutorial is run with the slow tests; the guides, which plan a dozen shops, with the benchmarks."""
ASKED_FOR = re.compile(
    r"""<(?:script|img|iframe|source)[^>]+src=["']?(https?:)?//|<link[^>]+rel=["']?(?:stylesheet|preconnect)[^>]+//"""
)


@pytest.mark.slow
def test_the_site_builds_and_is_complete_by_itself(tmp_path):
    pytest.importorskip("mkdocs")
    pytest.importorskip("mkdocstrings")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) > len(PAGES)
    texts = [page.read_text("utf-8") for page in pages]
    assert [page for page, text in zip(pages, texts, strict=True) if ASKED_FOR.search(text)] == []
    drawn = [text for text in texts if 'class="mermaid"' in text]
    assert drawn
    # Without a copy in the page the theme asks another server for what draws its pictures.
    assert [re.search(r'<script src="([\w./]*/)?mermaid\.tiny\.js"', text) for text in drawn].count(None) == 0
    assert (tmp_path / "javascripts" / "mermaid.tiny.js").is_file()


@pytest.mark.parametrize("path", [pytest.param(path, marks=MARKS[path == PAGES[0]], id=path.name) for path in PAGES])
def test_commands_come_to_what_the_page_shows(path):
    page = path.read_text("utf-8")
    assert len(console.results(page)) >= 2
    assert console.results(console.run(path)) == console.results(page), "run `make console`"
