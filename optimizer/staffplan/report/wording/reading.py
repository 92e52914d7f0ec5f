"""What was read of a forecast, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.report.wording.text import number
from staffplan.words.language import _, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.reading import Reading

LAYOUTS = {
    "date_and_time": marked("date and time in two columns"),
    "hours_across": marked("dates down and hours across"),
    "dates_across": marked("hours down and dates across"),
    "profile": marked("daily totals and the share of each hour"),
}
"""What the codes of layouts mean."""
UNITS = {"m:s": marked("minutes and seconds"), "h:m": marked("hours and minutes")}


def reading_line(file: str, reading: Reading) -> str:
    """Rows, first and last interval, step, inquiries, columns taken and left out, and what was guessed."""
    return _("; ").join(_parts(file, reading))


def _parts(file: str, reading: Reading) -> Iterator[str]:
    yield _("{file}: {rows} rows every {step} min, {first} to {last}, {inquiries} inquiries").format(
        file=file,
        rows=number(reading.rows),
        step=reading.step_minutes,
        first=f"{reading.first:%Y-%m-%d %H:%M}",
        last=f"{reading.last:%Y-%m-%d %H:%M}",
        inquiries=number(reading.total_inquiries, 0 if reading.total_inquiries >= 100 else 1),
    )
    taken = [name if header == name else f"{name} ({header})" for name, header in reading.columns_taken.items()]
    yield _("columns {names}").format(names=", ".join(taken))
    if reading.columns_left:
        yield _("left out: {names}").format(names=", ".join(reading.columns_left))
    if reading.aht_unit is not None:
        yield _("handling times in {unit}").format(unit=_(UNITS.get(reading.aht_unit, reading.aht_unit)))
    if reading.sheet is not None:
        yield _("sheet {name}").format(name=reading.sheet)
    if reading.layout is not None:
        yield _("laid out as {layout}").format(layout=_(LAYOUTS.get(reading.layout, reading.layout)))
    if reading.encoding is not None:
        yield _("taken for {encoding}").format(encoding=reading.encoding)
