import errno
import json
import os
import tomllib

import pytest

from staffplan.words.language import use_language
from staffplan.words.library_words import in_our_words

FALLBACK = "STAFFPLAN_DEBUG"
FAULTY_TOML = (
    *("a=", "=1", "a b=1", "a=1 b", "a=1\na=2", "[a\n", "[[a]", "[a]\n[a]", "a={x=1}\n[a.y]", "a={x=1", "a={b=1,b=2}"),
    *('a="x', 'x="\\q"', 'a="\\u12"', 'a="\x01"', 'x="\\uD800"', "a=[1, b", "a=[1 2]", "a = 2020-01-01T99:00:00"),
    *("a=2020-13-01", "a={\nb=1 c", "# \x01", "a={b.c=1}\n[a.b]", "[[a]]\n[a]", "[a.b]\n[[a]]", "a.b=1\n[a.b]"),
)
FAULTY_JSON = ("", "{", "{a}", '{"a" 1}', "[1 2]", "[1] 2", '"a', '"a\n"', '"\\q"', '"\\u1"', "[1,]", '{"a":1,}')


@pytest.fixture
def chinese():
    use_language("zh")
    yield
    use_language("en")


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("text", FAULTY_TOML)
def test_every_complaint_of_toml_is_said_in_chinese(text):
    with pytest.raises(tomllib.TOMLDecodeError) as raised:
        tomllib.loads(text)
    said = in_our_words(str(raised.value).rpartition(" (at ")[0])
    assert FALLBACK not in said
    assert any("一" <= letter <= "鿿" for letter in said)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("text", FAULTY_JSON)
def test_every_complaint_of_json_is_said_in_chinese(text):
    with pytest.raises(json.JSONDecodeError) as raised:
        json.loads(text)
    assert FALLBACK not in in_our_words(raised.value.msg)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EISDIR, errno.EBUSY])
def test_the_systems_reasons_are_said_in_chinese(number):
    said = in_our_words(OSError(number, os.strerror(number), "plan.json"))
    assert FALLBACK not in said
    assert "plan.json" not in said


@pytest.mark.usefixtures("chinese")
def test_what_varies_stays_and_what_is_unknown_is_not_shown():
    assert "'x'" in in_our_words("Illegal character 'x'")
    assert "{0}" in in_our_words("Illegal character {0}")
    assert "flux" not in in_our_words("no flux capacitor")


def test_english_is_left_as_it_is():
    assert in_our_words("no flux capacitor") == "no flux capacitor"
