import gettext

import pytest
from click.testing import CliRunner

from staffplan.words import language
from staffplan.words.language import current_language, use_language
from staffplan_cli.main import cli


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    """Each test begins and ends in English, whatever it makes the command line speak."""
    before = current_language()
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "80")
    yield
    use_language(before)
    gettext.textdomain("messages")


class Missed(gettext.NullTranslations):
    """Notes texts that are looked up and have no translation."""

    def __init__(self):
        super().__init__()
        self.texts = []

    def gettext(self, message):
        self.texts.append(message)
        return message


@pytest.fixture
def chinese(tmp_path, monkeypatch):
    """Run a command line in Chinese in an empty folder; the result has exit_code, stdout, stderr.

    At the end, nothing may have been looked up that has no translation.
    """
    monkeypatch.chdir(tmp_path)
    missed = Missed()
    monkeypatch.setattr(language._catalogue("zh"), "_fallback", missed)
    yield lambda *arguments: CliRunner().invoke(cli, ["--lang", "zh", *(str(argument) for argument in arguments)])
    assert missed.texts == []
