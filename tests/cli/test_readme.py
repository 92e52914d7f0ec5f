import re
import shlex
from pathlib import Path

import click
import pytest

from staffplan_cli.main import cli

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^staffplan (?!--)([^#\n]+)", README, re.MULTILINE)


@pytest.mark.parametrize("target", re.findall(r"\]\((?!http)([^)#]+)", README))
def test_every_link_leads_somewhere(target):
    assert (ROOT / target).exists()


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_line_parses(line):
    name, *words = shlex.split(line)
    cli.get_command(click.Context(cli), name).make_context(name, words)


def test_the_two_commands_stand_at_the_top():
    first_block = README.split("```")[1]
    assert re.findall(r"^make (\w+)", first_block, re.MULTILINE) == ["demo", "test"]
