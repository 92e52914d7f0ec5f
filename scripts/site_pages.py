"""What the site takes from outside `docs/`: the examples' pages, in both languages. A hook of mkdocs."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "data" / "examples"
FOLDER = ROOT / "docs" / "examples"
"""Made at each build, and no part of the repository."""
LANGUAGES = ("md", "zh.md")


def pages() -> dict[Path, str]:
    """The page of each example, by language, from the README beside its files."""
    return {
        FOLDER / f"{readme.parent.name}.{suffix}": readme.read_text(encoding="utf-8")
        for suffix in LANGUAGES
        for readme in sorted(EXAMPLES.glob(f"*/README.{suffix}"))
    }


def on_pre_build(**_settings: object) -> None:
    """Write the pages that have changed."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
