"""The picture in docs/model.md of the searches for the smallest team, from the lists that are walked.

`python scripts/searches.py` writes it between its marks; a test fails when it is stale.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from rooms import between_marks

from staffplan.solve.conductor.catalogue import AT_FIRST, BESIDE, BY_HEADCOUNT, IN_THE_END, THEN
from staffplan.solve.searches.facts import with_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from staffplan.solve.conductor.walk import Search

PAGE = Path(__file__).resolve().parent.parent / "docs" / "model.md"
WIDTH = 44
"""Characters of a line in a box."""


def page() -> str:
    """The page as it should be."""
    return between_marks(PAGE.read_text(encoding="utf-8"), "searches", f"```mermaid\n{picture()}\n```")


def picture() -> str:
    """Each search with where it runs and what ends it; what ends all of them."""
    lists = {"first": AT_FIRST, "then": THEN, "beside": BESIDE, "last": IN_THE_END}
    lines = [
        "flowchart TB",
        '  relaxation(["relaxation: the first bound"]) --> first1',
        *_boxes(lists),
        '  subgraph portfolio["two cores, from a head start on"]',
        "    direction LR",
        *_group("then", "first core", THEN),
        *_group("beside", "second core", BESIDE),
        "  end",
        f"  first{len(AT_FIRST)} -->|no plan at the bound| portfolio",
        '  ended(["a plan at the bound, time over, a stop; of a large model any plan"])',
        "  portfolio --> ended",
        "  first1 -.->|after each search| ended",
        "  ended -->|no plan| last1",
        '  tours(["few paid hours, tours, even service"])',
        "  ended -->|a plan| tours",
        f"  last{len(IN_THE_END)} --> tours",
    ]
    return "\n".join(lines)


def _boxes(lists: dict[str, Sequence[Search]]) -> Iterator[str]:
    """A box for each search; those of one list in a row, but for the lists of the two cores."""
    for name, searches in lists.items():
        for number, search in enumerate(searches, 1):
            yield f'  {name}{number}["{_text(search)}"]'
        if name in ("first", "last"):
            yield "  " + " --> ".join(f"{name}{number}" for number in range(1, len(searches) + 1))


def _group(name: str, title: str, searches: Sequence[Search]) -> Iterator[str]:
    yield f'    subgraph {name}["{title}"]'
    yield "      direction TB"
    yield "      " + " --> ".join(f"{name}{number}" for number in range(1, len(searches) + 1))
    yield "    end"


def _text(search: Search) -> str:
    """What stands in the box of a search."""
    where = [condition.text for condition in search.when if condition is not BY_HEADCOUNT]
    where += [] if BY_HEADCOUNT in search.when else ["cost may be minimised too"]
    parts = (f"where {'; '.join(where)}", f"until {with_numbers(search.end)}")
    lines = [line for part in parts for line in textwrap.wrap(part, WIDTH)]
    return "<br>".join([f"<b>{search.name}</b>", *lines])


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
