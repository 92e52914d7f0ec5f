"""The docs site builds without a warning and asks nothing of other servers; its commands print what it says."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import console
import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
NIGHTLY = sorted([*(DOCS / "guides").glob("*.md"), *DOCS.glob("told*.md"), *DOCS.glob("compare*.md")])
"""Pages that plan a dozen shops are run with the benchmarks; those of the first minutes with the slow tests."""
SOON = [DOCS / f"{name}{ending}" for name in ("tutorial", "from-excel") for ending in (".md", ".zh.md")]
PAGES = [
    pytest.param(path, marks=mark, id=path.name)
    for paths, mark in ((SOON, pytest.mark.slow), (NIGHTLY, pytest.mark.benchmark))
    for path in paths
    if "```console" in path.read_text("utf-8")
]
ASKED_FOR = re.compile(
    r"""<(?:script|img|iframe|source)[^>]+src=["']?(https?:)?//|<link[^>]+rel=["']?(?:stylesheet|preconnect)[^>]+//"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built anew; a warning of mkdocs is a failure."""
    pytest.importorskip("mkdocs")
    pytest.importorskip("mkdocstrings")
    pytest.importorskip("mkdocs_static_i18n")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.slow
def test_the_site_is_complete_by_itself(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 2 * len(PAGES)
    assert (site / "zh" / "tutorial.html").is_file()
    texts = [page.read_text("utf-8") for page in pages]
    assert [page for page, text in zip(pages, texts, strict=True) if ASKED_FOR.search(text)] == []
    drawn = [text for text in texts if 'class="mermaid"' in text]
    assert drawn
    # Without a copy in the page the theme asks another server for what draws its pictures.
    assert [re.search(r'<script src="([\w./]*/)?mermaid\.tiny\.js"', text) for text in drawn].count(None) == 0
    assert (site / "javascripts" / "mermaid.tiny.js").is_file()


SEARCHED = [
    ("排班", "zh/"),
    ("咨询量", "zh/"),
    ("早班", "zh/guides/"),
    ("双11", "zh/examples/double-11.html"),
    ("vacation", "can-say.html"),
    ("lunch", "can-say.html"),
]
"""What is typed into the search, and a page, or its folder, that is found."""


@pytest.mark.slow
@pytest.mark.parametrize("served", [True, False], ids=["served", "from the folder"])
def test_the_search_finds_words_of_both_languages(site, served):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (group dev)")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with ExitStack() as stack:
        base = stack.enter_context(served_at(site)) if served else f"{site.as_uri()}/"
        driver = stack.enter_context(playwright.sync_playwright())
        path = chromium or driver.chromium.executable_path
        if not Path(path).exists():
            pytest.skip("no Chromium: install chromium, or run `playwright install chromium`")
        page = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"]).new_page()
        page.goto(f"{base}zh/index.html")
        page.evaluate("document.querySelector('[data-md-toggle=search]').click()")
        for typed, place in SEARCHED:
            page.fill("input.md-search__input", typed)
            page.dispatch_event("input.md-search__input", "keyup")
            page.wait_for_selector(f".md-search-result__link[href*='{place}']", state="attached", timeout=20_000)


@contextmanager
def served_at(folder):
    """The address of a server of ``folder``."""
    handler = partial(Quiet, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_what):
        pass


@pytest.mark.parametrize("path", PAGES)
def test_commands_come_to_what_the_page_shows(path):
    page = path.read_text("utf-8")
    assert len(console.results(page)) >= 2
    assert console.results(console.run(path)) == console.results(page), "run `make console`"


def test_what_is_left_out_of_an_output_is_left_out_again():
    new = ["9 agents", "Target 90%", "", "Certified 92%", "Verdict met", "Files"]
    assert console.shortened(["old", "…"], new) == ["9 agents", "…"]
    assert console.shortened(["old", "…", "Certified 1%", "…"], new) == ["9 agents", "…", "Certified 92%", "…"]
    assert console.shortened(["…", "Verdict"], new) == ["…", "Verdict met", "Files"]
    assert console.shortened(["old"], new) == new
    with pytest.raises(ValueError, match="no line begins with 'Bound'"):
        console.shortened(["…", "Bound"], new)
