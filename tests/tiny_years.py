"""Random tiny years: as text that `staffplan seasons` reads, and as values for an independent model of the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

OPEN = (9, 15)
"""Opening hours; shifts lie within them."""
FIRST = dt.date(2026, 3, 2)


@dataclass(frozen=True)
class Rules:
    """Shift rules of a contract or vendor; no breaks, whole hours."""

    name: str
    length: int
    starts: tuple[int, ...]
    days: tuple[int, int]
    in_row: int
    off_in_row: int
    rest: int
    headcount: tuple[int, int | None] = (0, None)

    def text(self):
        least, most = self.headcount
        step = self.starts[1] - self.starts[0] if len(self.starts) > 1 else 1
        return (
            f'name = "{self.name}"\nshift_lengths = ["{self.length}h"]\nbreaks = []\nmin_rest = "{self.rest}h"\n'
            f'starts = ["{self.starts[0]:02d}:00", "{self.starts[-1]:02d}:00"]\nstart_step = "{60 * step}min"\n'
            f"days_per_week = [{self.days[0]}, {self.days[1]}]\nmax_days_in_row = {self.in_row}\n"
            f"days_off_in_row = {self.off_in_row}\nheadcount = [{least}{'' if most is None else f', {most}'}]\n"
        )


@dataclass(frozen=True)
class Supply:
    """A contract (``permanent``, ``seasonal``) or ``vendor``: its rules and its prices by their names in the file."""

    kind: str
    rules: Rules
    prices: dict[str, float] = field(default_factory=dict)

    def text(self):
        head = "[[vendor]]\n" if self.kind == "vendor" else f'[[contract]]\nkind = "{self.kind}"\n'
        return head + self.rules.text() + "".join(f"{key} = {value}\n" for key, value in self.prices.items())


@dataclass(frozen=True)
class TinyYear:
    """Everything of a year."""

    weeks: tuple[int, ...]
    volumes: tuple[tuple[tuple[float, ...], ...], ...]
    """Inquiries of each season by weekday and opening hour."""
    scope: str
    supplies: tuple[Supply, ...]
    cloud: dict[str, float] | None = None
    """A supplier paid per inquiry: price, below (price up to 40 a month), minimum."""
    bots: tuple[tuple[str, float, float], ...] = (("none", 0.0, 0.0),)
    """Name, deflection and monthly fee."""

    def firsts(self):
        return [FIRST + dt.timedelta(weeks=sum(self.weeks[:k])) for k in range(len(self.weeks))]

    def text(self):
        hours = f'["{OPEN[0]:02d}:00", "{OPEN[1]:02d}:00"]'
        parts = [
            'grid = "60min"\nhandling = { aht = "5min", patience = "4min" }\n'
            f'target = {{ share = 0.8, within = "60s", scope = "{self.scope}", slot_floor = 0.0 }}\n'
            f"opening = {{ hours = {hours} }}\n"
        ]
        for k, (first, weeks) in enumerate(zip(self.firsts(), self.weeks, strict=True)):
            parts.append(f'[[season]]\nname = "s{k}"\nfrom = {first}\nweeks = {weeks}\nforecast = "s{k}.csv"\n')
        parts += [supply.text() for supply in self.supplies]
        if self.cloud is not None:
            tiers = f"[{{ up_to = 40, price = {self.cloud['below']} }}, {{ price = {self.cloud['price']} }}]"
            parts.append(
                f'[[pay_per_inquiry]]\nname = "cloud"\nshares = [1.0]\ntiers = {tiers}\n'
                f'hours = ["11:00", "15:00"]\nmonthly_minimum = {self.cloud["minimum"]}\n'
            )
        for name, deflection, fee in self.bots:
            parts.append(f'[[bot]]\nname = "{name}"\ndeflection = {deflection}\nmonthly_fee = {fee}\n')
        return "\n".join(parts)

    def write(self, folder):
        for k, week in enumerate(self.volumes):
            rows = ["start,inquiries"]
            for day, hours in enumerate(week):
                for hour in range(24):
                    inside = OPEN[0] <= hour < OPEN[1]
                    date = dt.date(2026, 1, 5) + dt.timedelta(days=day)
                    rows.append(f"{date} {hour:02d}:00,{hours[hour - OPEN[0]] if inside else 0}")
            (folder / f"s{k}.csv").write_text("\n".join(rows) + "\n")
        path = folder / "year.toml"
        path.write_text(self.text())
        return path


def random_rules(rng, name):
    length = int(rng.choice([2, 3, 6]))
    latest = OPEN[1] - length
    starts = (OPEN[0], latest) if latest > OPEN[0] and rng.random() < 0.6 else (OPEN[0],)
    least = int(rng.integers(1, 6))
    days = (least, int(rng.integers(least, 6)))
    return Rules(
        name=name,
        length=length,
        starts=starts,
        days=days,
        in_row=int(rng.integers(3, 7)),
        off_in_row=int(rng.integers(0, 3)),
        rest=int(rng.choice([0, 11, 19])),
    )


def random_year(rng):
    """A year of one to three seasons, one to three supplies, now and then a supplier paid per inquiry and a bot."""
    n = int(rng.integers(1, 4))
    weeks = tuple(int(w) for w in rng.integers(1, 7, n))
    volumes = tuple(_week(rng, float(rng.choice([0.7, 1.5, 3.0]))) for _season in range(n))
    supplies = [_permanent(rng)]
    if rng.random() < 0.5:
        supplies.append(_seasonal(rng))
    if rng.random() < 0.5:
        supplies.append(_vendor(rng))
    cloud = None
    if rng.random() < 0.4:
        prices = {"price": float(rng.integers(2, 9)), "below": float(rng.integers(2, 12))}
        cloud = prices | {"minimum": float(rng.choice([0, 60]))}
    bots = (("none", 0.0, 0.0),)
    if rng.random() < 0.3:
        bots += (("bot", float(rng.choice([0.3, 0.6])), float(rng.choice([100, 2500]))),)
    scope = str(rng.choice(["slot", "day"]))
    return TinyYear(weeks, volumes, scope, tuple(supplies), cloud, bots)


def _week(rng, scale):
    hours = OPEN[1] - OPEN[0]
    week = rng.integers(0, 9, (7, hours)) * scale
    week[rng.integers(0, 7)] *= 0.0
    return tuple(tuple(round(float(value), 2) for value in day) for day in week)


def _permanent(rng):
    if rng.random() < 0.4:
        prices = {"hourly_cost": float(rng.integers(20, 40))}
    else:
        prices = {"monthly_pay": float(rng.integers(20, 60) * 100), "hiring_cost": 300.0, "attrition": 0.1}
        prices |= {"employed": int(rng.integers(0, 3))}
    return Supply("permanent", random_rules(rng, "own"), prices)


def _seasonal(rng):
    prices = {"monthly_pay": float(rng.integers(20, 60) * 100), "training_cost": 200.0}
    return Supply("seasonal", random_rules(rng, "seasonal"), prices | {"minimum_term": float(rng.choice([0.0, 0.2]))})


def _vendor(rng):
    prices = {"seat_price": float(rng.integers(15, 50) * 100), "base_fee": float(rng.choice([0, 1500]))}
    prices |= {"minimum_seats": int(rng.integers(1, 4)), "aht_factor": float(rng.choice([1.0, 1.25]))}
    prices |= {"included_seats": int(rng.choice([0, 1])), "minimum_term": float(rng.choice([0.0, 0.2]))}
    return Supply("vendor", random_rules(rng, "vendor"), prices)
