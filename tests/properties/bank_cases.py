"""The tiny random problems with a shift bank: named shifts instead of lengths or beside them, split, over midnight."""

from datetime import timedelta
from random import Random

from tiny_cases import HOUR, case, forecast_of

from staffplan.schema.scenario.consistency import inconsistencies
from staffplan.schema.scenario.keys import BreakRule, NamedShift

TIMES = (
    {"start": 480, "end": 960},
    {"start": 540, "end": 840},
    {"start": 720, "end": 1140},
    {"start": 1320, "end": 360},
    {"start": 1200, "end": 1440},
    {"start": 120, "end": 420},
    {"start": 1380, "end": 180},
    {"hours": ((540, 720), (900, 1080))},
    {"hours": ((480, 660), (720, 840), (1020, 1140))},
    {"hours": ((1260, 60), (240, 420))},
)


def bank_case(seed):
    """A forecast and its scenario; the same for the same seed."""
    _forecast, scenario = case(seed)
    random = Random(-1 - seed)
    for _try in range(200):
        changed = _with_bank(random, scenario)
        if not inconsistencies(changed):
            return forecast_of(random, changed), changed
    raise AssertionError(seed)


def _with_bank(random, scenario):
    bank = tuple(_named(random, scenario.grid, name) for name in ("early", "late", "三")[: random.choice((1, 2, 3))])
    contracts = tuple(_contract(random, contract, bank) for contract in scenario.contract)
    return scenario.model_copy(update={"shift": bank, "contract": contracts})


def _named(random, grid, name):
    own = BreakRule(length=grid, starts=(HOUR, HOUR + grid), paid=random.random() < 0.3)
    breaks = random.choice((None, None, (), (own,)))
    return NamedShift(name=name, breaks=breaks, **random.choice(TIMES))


def _contract(random, contract, bank):
    listed = tuple(each.name for each in bank if random.random() < 0.7) or (bank[0].name,)
    lengths = contract.shift_lengths if random.random() < 0.25 else ()
    rest = min(contract.min_rest, timedelta(hours=11))
    return contract.model_copy(update={"shifts": listed, "shift_lengths": lengths, "min_rest": rest})
