"""The keys of the scenario's ``[payroll]``: scheme, rates, night window, holidays; codes are no keys."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, model_validator

from staffplan.schema.base import ClockTime, Duration, Frozen, Name
from staffplan.schema.limits import MOST_ENTRIES, Amount, Factor, HourPrice, Wait
from staffplan.words.language import _

Scheme = Literal["standard", "comprehensive", "flat"]


class ContractPay(Frozen):
    """What the agents of one contract are paid, where it differs from the rest."""

    name: Name
    """The contract's name, as in ``[[contract]]``."""
    hourly_pay: HourPrice | None = None
    """Pay of a regular hour, in the scenario's currency; absent: from ``monthly_pay``."""
    monthly_pay: Amount | None = None
    """Monthly pay; an hour is this ÷ ``monthly_pay_days`` ÷ ``hours_per_day``. Absent, like ``hourly_pay``: the
    workbook lists hours and no amounts."""
    scheme: Scheme | None = None
    """The contract's own scheme; absent: ``payroll.scheme``."""
    cost_centre: str | None = None
    """The contract's cost centre; absent: ``payroll.cost_centre``."""

    @model_validator(mode="after")
    def _one_pay(self) -> ContractPay:
        if self.hourly_pay is not None and self.monthly_pay is not None:
            raise ValueError(_("hourly_pay or monthly_pay, not both"))
        return self


@cache
def _nothing_given(contract: str) -> ContractPay:
    return ContractPay(name=contract)


class Payroll(Frozen):
    """Pay codes, holidays, rates and allowances of payroll.xlsx."""

    scheme: Scheme = "standard"
    """standard: overtime above ``hours_per_day`` and ``hours_per_week``, rest days and statutory holidays apart.
    comprehensive: overtime above the period's total of standard hours, statutory holidays apart, no rest days.
    flat: every hour is regular."""
    country: str = "CN"
    """Country whose holidays count, as an ISO code of two letters; "" for none."""
    subdivision: str | None = None
    """Part of the country with holidays of its own, such as "BY" for Bavaria."""
    holidays: str | None = None
    """A csv file of your own days (date, kind, name; kind is statutory, rest or work), which overrides the country's;
    a name without a folder is looked for beside the scenario file."""
    rest_days: Literal["rota", "calendar"] = "rota"
    """Which days are rest days in the standard scheme. rota: an agent's working days above ``workdays_per_week`` in a
    calendar week. calendar: weekends and the days off that the authorities swapped, less make-up workdays."""
    workdays_per_week: int = Field(default=5, ge=1, le=7)
    """Working days of a calendar week before rest-day pay (rest_days = "rota")."""
    hours_per_day: Annotated[Duration, Field(ge=timedelta(minutes=1), le=timedelta(hours=24))] = timedelta(hours=8)
    """Regular hours of a working day."""
    hours_per_week: Wait = timedelta(hours=40)
    """Regular hours of a calendar week (standard scheme)."""
    settlement: Literal["month", "plan"] = "month"
    """What the comprehensive scheme totals: each calendar month, or the whole plan. Its standard hours are the
    calendar's workdays in it × ``hours_per_day``, those of a month also where the plan covers only a part of it."""
    hours_worked: Annotated[float, Field(ge=0, le=744, allow_inf_nan=False)] | None = None
    """Hours that each agent has worked in the plan's first month before its first day (comprehensive scheme by month);
    ``hours_worked`` in the agents file goes before it. Absent: the workdays before it × ``hours_per_day``."""
    overtime_factor: Factor = 1.5
    """Pay of an overtime hour, in regular hours."""
    rest_day_factor: Factor = 2.0
    """Pay of an hour on a rest day, in regular hours."""
    holiday_factor: Factor = 3.0
    """Pay of an hour on a statutory holiday, in regular hours."""
    monthly_pay_days: Annotated[float, Field(ge=1, le=31)] = 21.75
    """Pay days of a month, which turn a monthly pay into an hourly one."""
    night: tuple[ClockTime, ClockTime] = (22 * 60, 6 * 60)
    """The night window, local time; the hours in it are listed besides their pay code."""
    night_factor: Factor = 0.0
    """Paid on top of each night hour, in regular hours: 0.25 is a quarter more."""
    night_allowance: Amount = 0.0
    """Paid for each shift with at least ``night_allowance_from`` of paid time in the night window."""
    night_allowance_from: Wait = timedelta(hours=2)
    """Paid time at night that earns the night allowance."""
    meal_allowance: Amount = 0.0
    """Paid for each shift."""
    cost_centre: str = ""
    """Cost centre of every agent who has no other."""
    agents: str | None = None
    """A csv file (agent_id, employee_id, name, cost_centre, hours_worked) that names the agents; ids are text and keep
    their zeros; a name without a folder is looked for beside the scenario file."""
    contract: Annotated[tuple[ContractPay, ...], Field(max_length=MOST_ENTRIES)] = ()
    """Pay by contract."""

    @model_validator(mode="after")
    def _country_is_known(self) -> Payroll:
        if self.country in ("", "CN") and self.subdivision is None:
            return self
        from holidays import country_holidays

        try:
            country_holidays(self.country, subdiv=self.subdivision)
        except NotImplementedError as error:
            raise ValueError(
                _('a country as an ISO code of two letters ("CN", "DE") or "", and a subdivision that the country has')
            ) from error
        return self

    def pay_of(self, contract: str) -> ContractPay:
        """The entry of ``contract``; an empty one where there is none."""
        return next((pay for pay in self.contract if pay.name == contract), None) or _nothing_given(contract)

    def scheme_of(self, contract: str) -> Scheme:
        """The scheme that ``contract`` is paid by."""
        return self.pay_of(contract).scheme or self.scheme
