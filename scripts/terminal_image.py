"""Makes the README's picture from a plan's folder.

``python scripts/terminal_image.py my-plan docs/images/solve.svg`` draws what that plan's screen shows; a picture whose
name ends in ``.zh.svg`` is in Chinese.
"""

from __future__ import annotations

import html
import io
import re
import sys
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console

from staffplan.read import read_plan
from staffplan.report.files import PLAN_FILES
from staffplan.report.screen.plan import plan_screen
from staffplan.words.language import use_language

COLUMNS = 80
CHARACTER = 12.2
"""Width of a column in Rich's pictures."""
LENGTH = re.compile(r'textLength="[\d.]+"(?P<rest>[^>]*)>(?P<text>[^<]*)<')
SVG = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: {char_height}px;
  line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<rect fill="#292929" width="100%" height="100%" rx="8"/>
<defs>{lines}</defs>
<g transform="translate(16, 9)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Rich's picture without a window's frame and without fonts from another server."""


def main(folder: Path, image: Path) -> None:
    """Draw the screen of the plan in ``folder``."""
    files = [folder / name for name in ("plan.json", *sorted(PLAN_FILES)) if (folder / name).exists()]
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(plan_screen(read_plan(folder), list(dict.fromkeys(files))))
    image.parent.mkdir(parents=True, exist_ok=True)
    picture = console.export_svg(title="staffplan", code_format=SVG, unique_id="solve")
    image.write_text(LENGTH.sub(_wide, picture), encoding="utf-8")


def _wide(found: re.Match[str]) -> str:
    """A text with its length on screen: Rich counts its letters, of which Chinese ones take two columns."""
    length = CHARACTER * cell_len(html.unescape(found["text"]))
    return f'textLength="{length:g}"{found["rest"]}>{found["text"]}<'


if __name__ == "__main__":
    use_language("zh" if sys.argv[2].endswith(".zh.svg") else "en")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
