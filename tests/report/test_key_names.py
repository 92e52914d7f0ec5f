"""Keys of the scenario have a name beside them where they are not read as English."""

import pytest

from staffplan.report.wording.key_names import KEY_NAMES, name_of
from staffplan.report.wording.scenario import settings
from staffplan.schema.scenario.keys import Scenario
from staffplan.words.language import use_language


@pytest.fixture
def chinese():
    use_language("zh")
    yield
    use_language("en")


def test_every_key_in_force_has_a_name():
    keys = {setting.key.replace("contract[1]", "contract") for setting in settings(Scenario())}
    assert keys - KEY_NAMES.keys() == set()
    assert KEY_NAMES.keys() - keys == {"payroll.contract"}


def test_names_are_chinese_and_english_needs_none(chinese):
    assert name_of("contract[2].min_rest") == "班次间休息"
    assert name_of("handling.concurrency") == "同时接待数"
    assert name_of("no.such_key") == ""
    use_language("en")
    assert name_of("contract[2].min_rest") == ""
