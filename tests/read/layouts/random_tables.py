"""Tables of the twelve kinds that real exports are, made from known numbers, each in a dialect."""

from dataclasses import dataclass
from decimal import Decimal

from dialects import CHINESE, ENGLISH, LOOSE_DATE_FORMS, WEEKDAYS, dialect
from meanings import meaning, with_deflection, with_handling, with_need

VOLUMES = {*ENGLISH["inquiries"], *CHINESE["inquiries"]}


@dataclass
class Case:
    """A file, and what it means."""

    kind: str
    data: bytes
    ending: str
    meant: object


def two_columns(rng):
    """1: the date and the hour apart, the date perhaps only in the first row of a day."""
    d, given = dialect(rng), meaning(rng)
    merged = rng.random() < 0.3
    ranges = rng.random() < 0.3
    rows = [[d.word("date"), d.word("clock"), d.word("inquiries")]]
    for k, start in enumerate(given.starts):
        minute = start.hour * 60 + start.minute
        shown = d.day(start.date()) if not merged or k == 0 or given.starts[k - 1].date() != start.date() else None
        rows.append([shown, d.span(minute, given.minutes) if ranges else d.clock(minute), d.number(given.inquiries[k])])
    return Case("two columns", d.write([("Data", rows)]), d.ending, given)


def matrix(rng, totals=False, need=False, closed=None):
    """2: dates on one side and hours on the other."""
    d = dialect(rng)
    given = meaning(rng, days=rng.choice((2, 2, 3, 7)), closed=rng.random() < 0.5 if closed is None else closed)
    if need:
        given = with_need(rng, given)
    form = rng.choice((*LOOSE_DATE_FORMS, *(d.date_form,) * 5))
    numbers = given.required if need else given.inquiries
    title = d.word("required" if need else "inquiries")
    of_day = len(numbers) // len(given.days)
    by_day = [numbers[k : k + of_day] for k in range(0, len(numbers), of_day)]
    clocks = [start.hour * 60 + start.minute for start in given.starts[: len(by_day[0])]]
    ranges = rng.random() < 0.4
    hours = [d.span(minute, given.minutes) if ranges else d.clock(minute) for minute in clocks]
    days = [d.day(day, form) for day in given.days]
    head = [[f"{given.days[0].year} {title}"], []]
    if rng.random() < 0.5:
        rows = [[d.word("date"), *hours], *([day, *map(d.number, row)] for day, row in zip(days, by_day, strict=True))]
        body = by_day
    else:
        body = [list(column) for column in zip(*by_day, strict=True)]
        rows = [[d.word("clock"), *days], *([hour, *map(d.number, row)] for hour, row in zip(hours, body, strict=True))]
    if totals:
        word = d.word("total")
        rows[0].append(word)
        for row, line in zip(rows[1:], body, strict=True):
            row.append(d.number(sum(line)))
        sums = [sum(column) for column in zip(*body, strict=True)]
        rows.append([word, *map(d.number, sums), d.number(sum(sums))])
    return Case("totals" if totals else "need" if need else "matrix", d.write([("Data", head + rows)]), d.ending, given)


def plain(rng, kind, d, given, form=None, ranges=False):
    """A row for each interval, with the columns that ``given`` has."""
    header = [d.word("start"), d.word("inquiries")]
    columns = [
        [
            d.moment(start, given.zone, form)
            if not ranges
            else f"{d.day(start.date())} {d.span(start.hour * 60 + start.minute, given.minutes)}"
            for start in given.starts
        ],
        [d.number(value) for value in given.inquiries],
    ]
    if given.required is not None:
        header[1:], columns[1:] = [d.word("required")], [[d.number(value) for value in given.required]]
    if rng.random() < 0.2:
        header.insert(1, "weekday" if d.language == "en" else "星期")
        columns.insert(1, [d.weekday(start.date()) for start in given.starts])
    if rng.random() < 0.2:
        header.append(d.word("note"))
        columns.append([rng.choice((None, "x", "大促")) for _start in given.starts])
    rows = [header, *map(list, zip(*columns, strict=True))]
    return Case(kind, d.write([("Data", rows)]), d.ending, given), rows


def ranges(rng):
    """3: a range in every cell."""
    d = dialect(rng)
    d.typed = False
    return plain(rng, "ranges", d, meaning(rng), ranges=True)[0]


def totals(rng):
    """4: rows and columns of totals."""
    if rng.random() < 0.6:
        return matrix(rng, totals=True)
    d, given = dialect(rng), meaning(rng)
    _case, rows = plain(rng, "totals", d, given)
    place = next(k for k, header in enumerate(rows[0]) if header in VOLUMES)
    rows.append([d.word("total"), *[None] * (place - 1), d.number(sum(given.inquiries))])
    return Case("totals", d.write([("Data", rows)]), d.ending, given)


def closed(rng):
    """5: the closed hours are left out."""
    d, given = dialect(rng), meaning(rng, closed=True)
    return plain(rng, "closed", d, given)[0]


def finer(rng):
    """6: rows of 5 or 10 minutes, summed."""
    d = dialect(rng)
    minutes = rng.choice((5, 10))
    given = meaning(rng, minutes=minutes, days=rng.choice((1, 1, 2)), closed=True)
    case, _rows = plain(rng, "finer", d, given)
    whole = {5: 15, 10: 30}[minutes]
    parts = whole // minutes
    summed = meaning(rng, days=1)
    summed.zone, summed.minutes, summed.days = given.zone, whole, given.days
    summed.starts = given.starts[::parts]
    summed.inquiries = [sum(given.inquiries[k : k + parts]) for k in range(0, len(given.inquiries), parts)]
    summed.opening = given.opening
    case.meant = summed
    return case


def dates(rng):
    """7: every form of dates, those without a year or with day and month in either order included."""
    d, given = dialect(rng), meaning(rng)
    form = rng.choice((*LOOSE_DATE_FORMS, "epoch", "offset", "epoch", "offset", "compact", "month_name", "chinese"))
    _case, rows = plain(rng, "dates", d, given, form=form)
    rows = [[f"{given.days[0].year}"], *rows]
    return Case("dates", d.write([("Data", rows)]), d.ending, given)


def handling(rng):
    """8: handling times in every form."""
    d, given = dialect(rng), with_handling(rng, meaning(rng))
    if rng.random() < 0.5:
        given = with_deflection(rng, given)
    _case, rows = plain(rng, "handling", d, given)
    form = rng.choice(("seconds", "minutes", "m:ss", "h:mm:ss", "words", "parts", "bare"))
    if form == "minutes":
        given.aht = [Decimal(round(value / 6)) * 6 for value in given.aht]
    written = {
        "seconds": lambda v: d.number(v),
        "bare": lambda v: d.number(v),
        "minutes": lambda v: d.number(Decimal(v) / 60),
        "m:ss": lambda v: f"{v // 60}:{v % 60:02d}",
        "h:mm:ss": lambda v: f"{v // 3600}:{v % 3600 // 60:02d}:{v % 60:02d}",
        "words": lambda v: f"{v // 60}分{v % 60}秒" if d.language == "zh" else f"{v // 60}min{v % 60}s",
    }
    units = {"seconds": ("(秒)", " (s)"), "minutes": ("（分钟）", " (min)")}
    if form == "parts":
        rows[0] += [d.word("talk") + " (s)", d.word("wrap") + " (s)"]
        for row, value in zip(rows[1:], given.aht, strict=True):
            wrap = rng.randint(0, 60) + 1
            row += [d.number(value - wrap), d.number(wrap)]
    else:
        rows[0].append(d.word("aht") + units.get(form, ("", ""))[d.language == "en"])
        for row, value in zip(rows[1:], given.aht, strict=True):
            row.append(written[form](int(value) if form != "minutes" else value))
    if given.deflection is not None:
        in_percent = rng.random() < 0.5
        rows[0].append(d.word("deflection") + ("(%)" if in_percent else ""))
        for row, value in zip(rows[1:], given.deflection, strict=True):
            row.append(d.number(value * 100) if in_percent else d.number(value))
    return Case("handling", d.write([("Data", rows)]), d.ending, given)


def unicode_text(rng):
    """9: what Excel calls Unicode text: tabs, UTF-16, decimal commas."""
    d, given = dialect(rng, workbooks=False), meaning(rng)
    d.separator, d.encoding, d.ending, d.decimal = "\t", "utf-16", ".txt", ","
    d.group = rng.choice(("", ".", " "))
    return plain(rng, "unicode text", d, given)[0]


def profile(rng):
    """10: totals of days, and the share of each hour."""
    d = dialect(rng)
    given = meaning(rng, minutes=rng.choice((30, 60)), days=rng.choice((1, 2, 7)), closed=rng.random() < 0.5)
    hours = len(given.starts) // len(given.days)
    weekdays = rng.random() < 0.4 and len(given.days) == 7
    groups = range(7) if weekdays else range(1)
    shares = [_shares(rng, hours) for _group in groups]
    volumes = [Decimal(rng.randint(50, 20000)) for _day in given.days]
    given.inquiries = [
        volume * share / 1000
        for day, volume in zip(given.days, volumes, strict=True)
        for share in shares[day.weekday() if weekdays else 0]
    ]
    top = [
        [d.word("date"), d.word("volume")],
        *([d.day(day), d.number(v)] for day, v in zip(given.days, volumes, strict=True)),
    ]
    signs = rng.random() < 0.5 and not d.typed
    clocks = [d.clock(s.hour * 60 + s.minute) for s in given.starts[:hours]]
    names = [f"周{name}" if d.language == "zh" else name for name in WEEKDAYS[d.language]]
    low = [[d.word("clock"), *(names if weekdays else [d.word("share")])]]
    for k, clock in enumerate(clocks):
        cells = [d.number(each[k] / 10) + "%" if signs else d.number(each[k] / 1000) for each in shares]
        low.append([clock, *cells])
    if d.separator is None and rng.random() < 0.5:
        return Case("profile", d.write([("Days", top), ("Hours", low)]), d.ending, given)
    if rng.random() < 0.5:
        return Case("profile", d.write([("Data", [*top, [], *low])]), d.ending, given)
    height = max(len(top), len(low))
    top += [["", ""]] * (height - len(top))
    low += [[""] * len(low[0])] * (height - len(low))
    return Case("profile", d.write([("Data", [[*a, "", *b] for a, b in zip(top, low, strict=True)])]), d.ending, given)


def _shares(rng, count):
    """Thousandths that are 1000 in all."""
    cuts = sorted(rng.sample(range(1, 1000), count - 1))
    return [Decimal(b - a) for a, b in zip([0, *cuts], [*cuts, 1000], strict=True)]


def sheets(rng):
    """11: several sheets, of which one has the table."""
    d, given = dialect(rng), meaning(rng)
    d.separator, d.ending, d.typed = None, ".xlsx", rng.random() < 0.7
    _case, rows = plain(rng, "sheets", d, given)
    others = [("Notes", [["made by"], ["planning", 3.0]]), ("Lists", [["a", "b", "c"], [1.0, 2.0, 3.0]])]
    others.insert(rng.randint(0, 2), ("Data", rows))
    return Case("sheets", d.write(others), d.ending, given)


def need(rng):
    """12: agents needed instead of inquiries."""
    if rng.random() < 0.5:
        return matrix(rng, need=True)
    d = dialect(rng)
    return plain(rng, "need", d, with_need(rng, meaning(rng)))[0]


KINDS = (two_columns, matrix, ranges, totals, closed, finer, dates, handling, unicode_text, profile, sheets, need)


def random_case(rng, kind=None):
    """A table of any kind."""
    return (kind or rng.choice(KINDS))(rng)
