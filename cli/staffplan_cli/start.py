"""What the installed command calls: Ctrl-C ends it without a word while its parts are still being imported."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED = 130


def main() -> None:
    """Import the command line and run it."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _leave)
    from staffplan_cli.main import main as run

    run()


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leave at once: an exception might be caught, or turned into another one, by whatever is being imported."""
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
