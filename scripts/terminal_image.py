"""Makes the README's picture from a plan's folder, for which ``make demo`` has to run first.

``python scripts/terminal_image.py small-shop-plan docs/images/solve.svg`` draws what that plan's screen shows.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from rich.console import Console

from staffplan.read import read_plan
from staffplan.report.files import PLAN_FILES
from staffplan.report.screen.plan import plan_screen

COLUMNS = 80
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
    image.write_text(console.export_svg(title="staffplan", code_format=SVG, unique_id="solve"), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
