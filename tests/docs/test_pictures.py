"""The pictures of the docs are drawn by the copy of mermaid that the site has, with no server to ask."""

import re
import shutil
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (group dev)")
DOCS = Path(__file__).resolve().parents[2] / "docs"
LIBRARY = DOCS / "javascripts" / "mermaid.tiny.js"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FENCE = re.compile(r"^```mermaid\n(.*?)^```", re.DOTALL | re.MULTILINE)
PICTURES = [
    (f"{path.relative_to(DOCS)}-{number}", text)
    for path in sorted(DOCS.rglob("*.md"))
    for number, text in enumerate(FENCE.findall(path.read_text("utf-8")))
]
DRAWN = "text => mermaid.render('picture', text).then(drawn => drawn.svg, error => String(error))"


@pytest.fixture(scope="module")
def blank_page():
    with playwright.sync_playwright() as driver:
        path = CHROMIUM or driver.chromium.executable_path
        if not Path(path).exists():
            pytest.skip("no Chromium: install chromium, or run `playwright install chromium`")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(offline=True).new_page()
        page.add_script_tag(path=LIBRARY)
        yield page
        browser.close()


@pytest.mark.slow
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in PICTURES])
def test_every_picture_is_drawn(blank_page, text):
    drawn = blank_page.evaluate(DRAWN, text)
    assert drawn.startswith("<svg"), drawn
    assert drawn.count("<g") > text.count("-->")


@pytest.mark.slow
def test_a_picture_that_is_none_is_told(blank_page):
    assert "<svg" not in blank_page.evaluate(DRAWN, "flowchart TB\n  a --> ")
