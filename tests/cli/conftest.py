import gettext

import pytest
from click.testing import CliRunner

from staffplan import pipeline
from staffplan.words.language import current_language, use_language
from staffplan_cli.main import cli


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    """Each test begins and ends in English, whatever it makes the command line speak."""
    before = current_language()
    monkeypatch.setenv("LANGUAGE", "en")
    yield
    use_language(before)
    gettext.textdomain("messages")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command line in an empty folder; the result has exit_code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def replace(monkeypatch):
    """Put a fake in the place of a function of the pipeline."""
    return lambda name, fake: monkeypatch.setattr(pipeline, name, fake, raising=False)
