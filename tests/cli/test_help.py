import shlex
import subprocess
import sys

import click
import pytest

from staffplan.words.text_width import width_of
from staffplan_cli.help import Argument
from staffplan_cli.main import COMMANDS, cli

HEAVY = ("ortools", "pandas", "numpy", "scipy", "pydantic", "rich", "openpyxl", "jinja2")


def commands():
    context = click.Context(cli, info_name="staffplan")
    return {name: cli.get_command(context, name) for name in COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_explained_with_examples(name):
    command = commands()[name]
    assert command.name == name
    assert command.help
    assert command.examples
    for parameter in command.params:
        assert parameter.about if isinstance(parameter, Argument) else parameter.help, parameter.name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_is_a_command_line_that_parses(name):
    command = commands()[name]
    for _about, line in command.examples:
        words = shlex.split(line.split("|")[0].split(">")[0])
        assert words[:2] == ["staffplan", name]
        command.make_context(name, words[2:])


@pytest.mark.parametrize(
    "arguments", [[], *([name] for name in COMMANDS)], ids=lambda words: " ".join(words) or "group"
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_fits_into_80_columns(run, arguments, language):
    result = run("--lang", language, *arguments, "--help")
    assert result.exit_code == 0
    assert max(width_of(line) for line in result.stdout.splitlines()) <= 80


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom staffplan_cli.main import cli\n"
        "try: cli.main(['--help'])\nexcept SystemExit: pass\n"
        f"print(sorted(set(sys.modules) & set({HEAVY!r})))"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.splitlines()[-1] == "[]"


def test_no_command_shows_the_commands_and_is_a_usage_error(run):
    result = run()
    assert result.exit_code == 2
    assert "Commands:" in result.stderr


def test_version(run):
    assert run("--version").stdout.startswith("staffplan 0.")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_prints_a_script(run, shell):
    assert "_STAFFPLAN_COMPLETE" in run("completion", shell).stdout


def test_completion_completes_commands_and_choices(monkeypatch, run):
    monkeypatch.setenv("_STAFFPLAN_COMPLETE", "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", "staffplan solve f.csv --scope ")
    monkeypatch.setenv("COMP_CWORD", "4")
    assert "period" in run().stdout
