"""An independent model of the whole problem for tiny cases: agents by name, days, shifts and breaks, solved by CP-SAT.

Every agent has a switch for each legal shift with its break; every rule of a contract is written for each agent as a
planner would say it. Legal shifts come from a walk over the real clock, answers in time from Erlang's formula.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, pairwise
from math import exp, lgamma, log

from named_clock import named_shifts
from ortools.sat.python import cp_model
from real_clock import legal_shifts, opened

SECONDS = 20.0
CENTS = 100
GAIN = 10**6
"""Parts that a share answered in time is counted in."""
WEEK = 7
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Truth:
    """The best of a problem among teams of up to so many agents; None: no such team is legal, or time ran out."""

    known: bool
    value: float | None = None


def erlang_c(load, agents, within_over_aht):
    """Share answered in time of a queue in which nobody leaves; 0 where it only grows."""
    if load <= 0:
        return 1.0
    if agents <= load:
        return 0.0
    terms = [k * log(load) - lgamma(k + 1) for k in range(agents + 1)]
    top = exp(terms[-1]) * agents / (agents - load)
    wait = top / (sum(map(exp, terms[:-1])) + top)
    return 1 - wait * exp(-(agents - load) * within_over_aht)


class ByName:
    """The model of one problem with at most ``most`` agents of each contract."""

    def __init__(self, scenario, grid, volume, required, most):
        """``volume`` and ``required`` (or None) have an entry for each slot."""
        self.scenario, self.grid, self.most = scenario, grid, most
        self.model = cp_model.CpModel()
        self.held = [[] for _slot in range(grid.n_slots)]  # switches of everybody who is on duty in the slot
        self.held_by = {}  # the same by contract
        self.heads, self.paid, self.types = [], {}, {}
        for contract in scenario.contract:
            self._add_contract(contract)
        self.duty = [self._counted(slot) for slot in range(grid.n_slots)]
        self.open = self._open_slots()
        self._add_need(volume, required)
        self._add_room()

    def _counted(self, slot):
        duty = self.model.new_int_var(0, self.most * len(self.scenario.contract), "")
        self.model.add(duty == sum(self.held[slot]))
        return duty

    def _slots(self, length):
        return int(length / self.scenario.grid)

    # People

    def _add_contract(self, contract):
        step = int((contract.start_step or self.scenario.grid).total_seconds()) // 60
        lengths = sorted({self._slots(length) for length in contract.shift_lengths})
        opening = self.scenario.opening
        closed, own = closed_days(opening), own_hours(opening)
        legal = legal_shifts(self.grid, contract.starts, opening.hours, step, lengths, closed, own)
        shifts = [("", *shift, self._breaks(contract, shift[1]), self._unpaid(contract, shift[1])) for shift in legal]
        shifts = sorted([*shifts, *named_shifts(self.scenario, contract, self.grid)], key=lambda shift: shift[:3])
        least, limit = contract.headcount
        team = [self._add_agent(contract, shifts) for _name in range(self.most)]
        for one, following in pairwise(team):
            self.model.add(one >= following)
        self.model.add(sum(team) >= least)
        if limit is not None:
            self.model.add(sum(team) <= limit)
        self.heads += team

    def _add_agent(self, contract, shifts):
        """A switch for each shift and place of its break; whoever has a shift is employed."""
        employed = self.model.new_bool_var("")
        starts = {}
        for name, slot, length, breaks, unpaid in shifts:
            works = []
            for away in breaks:
                switch = self.model.new_bool_var("")
                works.append(switch)
                for held in range(slot, slot + length):
                    place = held % self.grid.n_slots if self.grid.cyclic else held
                    if held - slot not in away and 0 <= place < self.grid.n_slots:
                        self.held[place].append(switch)
                        self.held_by.setdefault((contract.name, place), []).append(switch)
            self._count(contract, slot, length, length - unpaid, works)
            starts[slot, length, name] = works
        everything = [switch for works in starts.values() for switch in works]
        self.model.add_max_equality(employed, everything or [0])
        self._add_days(contract, employed, starts)
        self._add_rest(contract, starts)
        return employed

    def _breaks(self, contract, length):
        """The slots into the shift that each choice of its (one) break takes away."""
        rules = [rule for rule in contract.breaks if rule.starts[1] + rule.length <= length * self.scenario.grid]
        if not rules:
            return [frozenset()]
        (rule,) = rules
        first, last = map(self._slots, rule.starts)
        return [frozenset(range(at, at + self._slots(rule.length))) for at in range(first, last + 1)]

    def _unpaid(self, contract, length):
        return sum(
            self._slots(rule.length)
            for rule in contract.breaks
            if not rule.paid and rule.starts[1] + rule.length <= length * self.scenario.grid
        )

    def _count(self, contract, slot, length, paid, works):
        self.paid.setdefault(contract.name, []).extend((switch, paid) for switch in works)
        moment = self.grid.instant(slot)
        self.types.setdefault((moment.hour, moment.minute, length), []).extend(works)

    def _add_days(self, contract, employed, starts):
        """One shift a day, days in a row, and each calendar week: days of work, days off side by side."""
        days = list(self.grid.days) if self.grid.cyclic else [self.grid.days[0] - timedelta(days=1), *self.grid.days]
        works = {}
        for day in days:
            todays = [
                s for (slot, _n, _name), each in starts.items() if self.grid.instant(slot).date() == day for s in each
            ]
            works[day] = self.model.new_bool_var("")
            self.model.add(sum(todays) == works[day])
        self._add_row(contract, [works[day] for day in days])
        weeks = {self._week(day) for day in days}
        if self.grid.cyclic:
            self._add_cyclic_weeks(contract, employed, works)
            return
        for first in weeks:
            self._add_week(contract, employed, [self._of_week(works, first + timedelta(days=k)) for k in range(WEEK)])

    def _of_week(self, works, day):
        """Whether an agent works on a day; of the eve and of days outside the plan nothing is known but that."""
        if day in works and day != self.grid.days[0] - timedelta(days=1):
            return works[day]
        free = self.model.new_bool_var("")
        if day in works:
            self.model.add(free >= works[day])
        return free

    def _week(self, day):
        return day - timedelta(days=(day.weekday() - WEEKDAYS.index(self.scenario.week_start)) % WEEK)

    def _add_cyclic_weeks(self, contract, employed, works):
        days = list(self.grid.days)
        first = next(k for k, day in enumerate(days) if self._week(day) == day)
        turned = days[first:] + days[:first]
        for k in range(0, len(turned), WEEK):
            self._add_week(contract, employed, [works[day] for day in turned[k : k + WEEK]])

    def _add_week(self, contract, employed, week):
        least, most = contract.days_per_week
        self.model.add(sum(week) <= most)
        self.model.add(sum(week) >= least).only_enforce_if(employed)
        size = contract.days_off_in_row
        if size:
            blocks = []
            for k in range(WEEK - size + 1):
                block = self.model.new_bool_var("")
                self.model.add(sum(week[k : k + size]) == 0).only_enforce_if(block)
                blocks.append(block)
            self.model.add_bool_or([*blocks, employed.negated()])

    def _add_row(self, contract, days):
        most = contract.max_days_in_row
        if self.grid.cyclic:
            self.model.add(sum(days) < len(days))
            days = days * (most // len(days) + 2)
        for k in range(len(days) - most):
            self.model.add(sum(days[k : k + most + 1]) <= most)

    def _add_rest(self, contract, starts):
        rest = -(-contract.min_rest // self.scenario.grid)
        turns = (0, self.grid.n_slots) if self.grid.cyclic else (0,)
        for (one, works), (other, others) in combinations(starts.items(), 2):
            gaps = [abs_gap(one, other, turn) for turn in (*turns, *(-turn for turn in turns if turn))]
            if min(gap for gap in gaps) < rest:
                self.model.add_at_most_one([*works, *others])
        if self.grid.cyclic:
            for (_slot, length, _name), works in starts.items():
                if self.grid.n_slots - length < rest:
                    self.model.add(sum(works) == 0)

    # The need

    def _open_slots(self):
        opening = self.scenario.opening
        stretches = list(opened(self.grid, opening.hours, closed_days(opening), own_hours(opening)))
        return [
            any(b <= m < e for _d, b, e in stretches) for m in (self.grid.instant(k) for k in range(self.grid.n_slots))
        ]

    def _share(self, volume, agents):
        handling, target = self.scenario.handling, self.scenario.target
        load = volume * handling.aht.total_seconds() / (60 * self.grid.slot_minutes)
        return erlang_c(load, agents, target.within / handling.aht)

    def _add_need(self, volume, required):
        target = self.scenario.target
        reach = range(self.most * len(self.scenario.contract) + 1)
        wanted = []
        for slot, asked in enumerate(volume):
            least = self._in_force("minimum_staff", slot) if self.open[slot] else 0
            shares = [self._share(asked, agents) for agents in reach] if self.open[slot] else [1.0] * len(reach)
            share = self._in_force("share", slot) if target.scope == "slot" else 0.0
            floor = max(self._in_force("slot_floor", slot), share)
            stable = next((n for n in reach if shares[n] > 0 and shares[n] >= floor - 1e-9), reach[-1] + 1)
            need = max(stable if asked and self.open[slot] else 0, (required or [0] * len(volume))[slot], least)
            if self.scenario.objective.prices is None:
                self.model.add(self.duty[slot] >= need)
            else:
                self.model.add(self.duty[slot] >= least)
            wanted.append(need)
            if target.scope == "day" and asked and self.open[slot]:
                self._gain(slot, asked, shares)
        self.wanted = wanted
        if target.scope == "day":
            self._add_target(volume)

    def _gain(self, slot, asked, shares):
        gain = self.model.new_int_var(0, int(asked * GAIN) + 1, "")
        self.model.add_element(self.duty[slot], [int(asked * share * GAIN) for share in shares], gain)
        self.gains = getattr(self, "gains", {}) | {slot: gain}

    def _add_target(self, volume):
        gains = getattr(self, "gains", {})
        for day in self.grid.days:
            slots = [slot for slot in gains if self.grid.instant(slot).date() == day]
            asked = sum(volume[slot] for slot in slots)
            if slots:
                share = self._in_force("share", slots[0])
                self.model.add(sum(gains[slot] for slot in slots) >= int(share * asked * GAIN) - len(slots))

    # Seats and roles

    def _in_force(self, key, slot):
        """What [target] says of a slot: the last entry by hours that names it, else the key itself."""
        value = getattr(self.scenario.target, key)
        for entry in self.scenario.target.hours:
            if getattr(entry, key) is not None and self._names(entry, slot):
                value = getattr(entry, key)
        return value

    def _names(self, entry, slot):
        """Whether an entry names a slot: one of the hours of a day that it names, counted from their beginning."""
        local = self.grid.instant(slot).replace(tzinfo=None)
        midnight = local.replace(hour=0, minute=0)
        first, last = entry.hours or (0, 1440)
        last += 1440 if last <= first else 0
        for day in (midnight - timedelta(days=1), midnight):
            named = not (entry.weekdays or entry.dates) or WEEKDAYS[day.weekday()] in entry.weekdays
            named = named or day.date() in entry.dates
            if named and day + timedelta(minutes=first) <= local < day + timedelta(minutes=last):
                return True
        return False

    def _add_room(self):
        for slot, duty in enumerate(self.duty):
            seats = self._in_force("maximum_staff", slot)
            if seats is not None:
                self.model.add(duty <= seats)
            for role in self.scenario.role:
                if self.open[slot] and self._names(role, slot):
                    names = [c.name for c in self.scenario.contract if role.label in (c.name, c.label)]
                    there = [switch for name in names for switch in self.held_by.get((name, slot), [])]
                    self.model.add(sum(there) >= role.at_least)

    # What is made small

    def headcount(self):
        """Agents with a shift."""
        return sum(self.heads)

    def cost(self):
        """Paid slots times cents an hour."""
        rates = {contract.name: round(CENTS * (contract.hourly_cost or 0)) for contract in self.scenario.contract}
        return sum(rates[name] * slots * switch for name, paid in self.paid.items() for switch, slots in paid)

    def prices(self):
        """The sum of the need's prices, in cents times slots an hour."""
        prices, terms = self.scenario.objective.prices, []
        for duty, need in zip(self.duty, self.wanted, strict=True):
            over, under = (self.model.new_int_var(0, 99, "") for _ in range(2))
            self.model.add(duty - need == over - under)
            terms += [round(CENTS * prices.overstaff) * over, round(CENTS * prices.understaff) * under]
        for works in self.types.values():
            used = self.model.new_bool_var("")
            self.model.add_max_equality(used, works)
            terms.append(round(CENTS * prices.per_shift_type) * self.grid.slots_per_hour * used)
        return sum(terms)

    def least(self, objective, at_most=None):
        """The truth about the least ``objective``; ``at_most`` is a pair of another one and its limit."""
        if at_most is not None:
            self.model.add(at_most[0] <= at_most[1])
        self.model.minimize(objective)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = SECONDS
        solver.parameters.num_workers = 1
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return Truth(True)
        return Truth(True, round(solver.objective_value)) if status == cp_model.OPTIMAL else Truth(False)


def closed_days(opening):
    """Numbers of the weekdays on which nobody answers."""
    return tuple(WEEKDAYS.index(name) for name in opening.closed)


def own_hours(opening):
    """Opening hours by date, None where it is closed, of the dates that have their own."""
    own = {}
    for entry in opening.date:
        first = entry.date or entry.from_
        for k in range(((entry.date or entry.to) - first).days + 1):
            own[first + timedelta(days=k)] = entry.hours
    return own


def abs_gap(one, other, turn):
    """Slots between the end of the earlier of two shifts and the start of the later, the other one ``turn`` later."""
    (start, length), (begin, size) = one[:2], (other[0] + turn, other[1])
    return begin - start - length if begin >= start else start - begin - size
