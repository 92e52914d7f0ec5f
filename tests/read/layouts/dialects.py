"""How people and programs write a table: separators, decimals, encodings, forms of dates, languages."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import xlsxwriter

ENGLISH = {
    "start": ("start", "time", "Start Time", "timestamp"),
    "date": ("date", "Day"),
    "clock": ("hour", "time", "interval"),
    "inquiries": ("inquiries", "volume", "Contacts", "calls"),
    "required": ("required", "Agents needed"),
    "deflection": ("deflection", "Deflection rate"),
    "aht": ("aht", "AHT"),
    "talk": ("talk time", "ATT"),
    "wrap": ("wrap", "ACW"),
    "total": ("Total", "total", "Sum"),
    "share": ("share", "Distribution"),
    "queue": ("queue",),
    "note": ("note", "comment"),
    "volume": ("daily total", "total"),
}
CHINESE = {
    "start": ("时间", "开始时间", "日期时间"),
    "date": ("日期", "业务日期"),
    "clock": ("小时", "时段", "时间"),
    "inquiries": ("咨询量", "进线量", "会话量"),
    "required": ("需求人数", "所需人数"),
    "deflection": ("机器人解决率",),
    "aht": ("平均处理时长",),
    "talk": ("通话时长",),
    "wrap": ("话后时长",),
    "total": ("合计", "总计", "小计"),
    "share": ("占比", "时段占比"),
    "queue": ("队列",),
    "note": ("备注", "说明"),
    "volume": ("总量", "日总量"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = {"en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "zh": tuple("一二三四五六日")}
DATE_FORMS = ("iso", "slash", "chinese", "compact", "month_name")
LOOSE_DATE_FORMS = ("no_year", "month_day", "weekday_month_day", "day_first", "month_first")
CLOCK_FORMS = ("hh:mm", "h:mm", "hh:mm:ss", "chinese", "number", "am_pm")
RANGE_MARKS = ("-", "~", " - ", "–", "至", "～")
TEXT_FORMS = (
    (",", "utf-8", ".csv"), (",", "utf-8-sig", ".csv"), (",", "gb18030", ".csv"), (";", "utf-8-sig", ".csv"),
    (";", "gb18030", ".csv"), ("\t", "utf-16", ".txt"), ("\t", "utf-8", ".tsv"), ("|", "utf-8", ".txt"),
    ("，", "utf-8", ".csv"),
)  # fmt: skip


@dataclass
class Dialect:
    """One way to write."""

    rng: object
    language: str
    separator: str | None  # None: a workbook
    encoding: str
    ending: str
    decimal: str
    group: str
    date_form: str
    clock_form: str
    range_mark: str
    typed: bool  # whether a workbook holds numbers and dates as such

    def word(self, name):
        return self.rng.choice((CHINESE if self.language == "zh" else ENGLISH)[name])

    def number(self, value):
        """A number as text, or as a cell."""
        if self.typed:
            return float(value)
        text = f"{value:,f}"
        return text.replace(",", "\0").replace(".", self.decimal).replace("\0", self.group)

    def day(self, day, form=None):
        form = form or self.date_form
        if self.typed and form in DATE_FORMS and self.language == "en":
            return day
        weekday = WEEKDAYS[self.language][day.weekday()]
        return {
            "iso": f"{day:%Y-%m-%d}",
            "slash": f"{day.year}/{day.month}/{day.day}",
            "chinese": f"{day.year}年{day.month}月{day.day}日",
            "compact": f"{day:%Y%m%d}",
            "month_name": f"{day:%d}-{MONTHS[day.month - 1]}-{day.year}",
            "no_year": f"{day.month}月{day.day}日",
            "month_day": f"{day:%m-%d}",
            "weekday_month_day": f"{'周' if self.language == 'zh' else ''}{weekday} {day:%m-%d}",
            "day_first": f"{day:%d/%m/%Y}",
            "month_first": f"{day:%m/%d/%Y}",
        }[form]

    def weekday(self, day):
        name = WEEKDAYS[self.language][day.weekday()]
        return f"周{name}" if self.language == "zh" else name

    def clock(self, minute, form=None):
        form = form or self.clock_form
        hour, rest = divmod(minute, 60)
        if self.typed and form in {"hh:mm", "hh:mm:ss"} and hour < 24:
            return time(hour, rest)
        if form == "number" and rest == 0:
            return hour if self.typed else str(hour)
        if form == "chinese":
            return f"{hour}点" + (f"{rest}分" if rest else "")
        if form == "am_pm" and hour < 24:
            return f"{(hour - 1) % 12 + 1}:{rest:02d} {'AM' if hour < 12 else 'PM'}"
        return {"h:mm": f"{hour}:{rest:02d}", "hh:mm:ss": f"{hour:02d}:{rest:02d}:00"}.get(
            form, f"{hour:02d}:{rest:02d}"
        )

    def span(self, minute, length):
        """A range of times."""
        form = self.clock_form if self.clock_form in {"hh:mm", "h:mm", "chinese"} else "hh:mm"
        typed, self.typed = self.typed, False
        begin, end = self.clock(minute, form), self.clock(minute + length, form)
        self.typed = typed
        return f"{begin}{self.range_mark}{end}"

    def moment(self, moment, zone, form=None):
        form = form or self.date_form
        if form == "epoch":
            return f"{moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).timestamp():.0f}"
        if form == "offset":
            return moment.replace(tzinfo=ZoneInfo(zone)).isoformat()
        if self.typed and form == "iso":
            return moment
        typed, self.typed = self.typed, False
        text = f"{self.day(moment.date(), form)} {self.clock(moment.hour * 60 + moment.minute)}"
        self.typed = typed
        return text

    def write(self, sheets):
        """The file's bytes; ``sheets`` are (name, rows)."""
        if self.separator is None:
            return workbook(sheets)
        lines = [self.separator.join(self._cell(cell) for cell in row) for row in sheets[0][1]]
        return ("\r\n".join(lines) + "\r\n").encode(self.encoding)

    def _cell(self, cell):
        text = "" if cell is None else str(cell)
        return f'"{text}"' if self.separator in text or '"' in text else text


def dialect(rng, workbooks=True):
    """Any way to write that somebody uses."""
    language = rng.choice(("en", "zh"))
    separator, encoding, ending = rng.choice(TEXT_FORMS)
    if workbooks and rng.random() < 0.12:
        separator, encoding, ending = None, "", ".xlsx"
    decimal = "," if separator in {";", "\t", "|"} and rng.random() < 0.5 else "."
    group = rng.choice(("", "", "", {".": ",", ",": "."}[decimal], " "))
    if separator == "，" and group == ",":
        group = ""
    return Dialect(
        rng,
        language,
        separator,
        encoding,
        ending,
        decimal,
        group,
        rng.choice(DATE_FORMS),
        rng.choice(CLOCK_FORMS),
        rng.choice(RANGE_MARKS),
        typed=separator is None and rng.random() < 0.7,
    )


def workbook(sheets):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        forms = {
            kind: book.add_format({"num_format": form})
            for kind, form in (
                (datetime, "yyyy-mm-dd hh:mm"),
                (date, "yyyy-mm-dd"),
                (time, "hh:mm"),
                (timedelta, "[h]:mm:ss"),
            )
        }
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if type(cell) in forms:
                        sheet.write_datetime(r, c, cell, forms[type(cell)])
                    elif isinstance(cell, str):
                        sheet.write_string(r, c, cell)
                    elif cell is not None:
                        sheet.write_number(r, c, cell)
    return stream.getvalue()
