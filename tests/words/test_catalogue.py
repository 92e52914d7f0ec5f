"""The Chinese catalogue: complete, with the same placeholders, and compiled from what the .po file says."""

import re
from gettext import GNUTranslations
from io import BytesIO
from string import Formatter

import catalogue
import pytest


@pytest.fixture(scope="module")
def chinese():
    return catalogue.translated("zh")


@pytest.fixture(scope="module")
def ours():
    return {text if isinstance(text, str) else text[0]: file for text, file in catalogue.messages() if text}


def parsed(text):
    """A text's parts; examples of keys, between double backticks, have braces that are no placeholders."""
    return Formatter().parse(re.sub(r"``.*?``", "", text, flags=re.DOTALL))


def placeholders(text):
    return sorted((name, spec, conversion) for _text, name, spec, conversion in parsed(text) if name)


def test_everything_that_is_shown_is_translated(chinese, ours):
    missing = {
        text: file
        for text, file in ours.items()
        if text not in chinese or not all(catalogue.strings(chinese[text])) or chinese[text].fuzzy
    }
    assert not missing, "run `make catalogue`, then translate what it lists in the .po file"


def test_click_speaks_chinese_as_well(chinese):
    words = [text if isinstance(text, str) else text[0] for text, _file in catalogue.click_messages()]
    assert "Usage:" in words
    assert all(any(catalogue.strings(chinese[text])) for text in words if text in chinese)


def test_placeholders_are_those_of_the_source(chinese):
    for message in chinese:
        if not message.id:
            continue
        sources = (message.id,) if isinstance(message.id, str) else message.id
        for text in catalogue.strings(message):
            assert placeholders(text) in [placeholders(source) for source in sources], message.id


def test_translations_are_chinese(chinese):
    latin = {"JSON", " – "}
    for message in chinese:
        if message.id and message.id not in latin:
            text = "".join(catalogue.strings(message))
            plain = "".join(part for part, *_field in parsed(text))
            letters = [character for character in plain if character.isalpha()]
            assert not letters or any("一" <= character <= "鿿" for character in letters), message.id


def test_nothing_is_left_of_texts_that_are_gone(chinese, ours):
    clicks = {text if isinstance(text, str) else text[0] for text, _file in catalogue.click_messages()}
    kept = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in chinese
        if message.id and not all(place.startswith("click/") for place, _line in message.locations)
    }
    assert kept <= ours.keys() | clicks


def test_the_compiled_catalogue_is_current(chinese):
    with catalogue.po_file("zh").with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)._catalog
    expected = GNUTranslations(BytesIO(catalogue.compiled(chinese)))._catalog
    assert compiled | {"": ""} == expected | {"": ""}, "run `make catalogue`"  # the header names Babel's version
