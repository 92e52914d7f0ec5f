import pytest

from staffplan.words.language import _, use_language
from staffplan.words.retold import retold

LEFT = "{left:.0f} inquiries come outside the opening hours and are not planned for"


def told(language, template, **values):
    use_language(language)
    return _(template).format(**values)


@pytest.fixture(autouse=True)
def _english_again():
    yield
    use_language("en")


@pytest.mark.parametrize(("first", "then"), [("en", "zh"), ("zh", "en"), ("en", "en"), ("zh", "zh")])
def test_a_stored_sentence_is_told_in_the_language_in_use(first, then):
    stored = told(first, LEFT, left=878.4)
    again = told(then, LEFT, left=878.4)
    assert retold(stored) == again
    assert (stored == again) == (first == then)


def test_what_nobody_here_wrote_stays_as_it_is():
    use_language("zh")
    assert retold("a line of the planner's own: 5%") == "a line of the planner's own: 5%"
