"""``staffplan completion``: the script that lets a shell complete commands, options and files."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from staffplan.words.language import _, marked
from staffplan_cli.help import Argument
from staffplan_cli.options import parameter, planner_command


@planner_command(
    "completion",
    marked("Print the script for completion with the Tab key in bash, zsh or fish."),
    examples=(
        (marked("bash, from now on:"), "staffplan completion bash >> ~/.bashrc"),
        (marked("zsh, from now on:"), "staffplan completion zsh >> ~/.zshrc"),
        (marked("fish, from now on:"), "staffplan completion fish > ~/.config/fish/completions/staffplan.fish"),
    ),
)
@parameter(Argument(["shell"], about=marked("The shell."), type=click.Choice(["bash", "zsh", "fish"])))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print click's script."""
    complete = get_completion_class(shell)
    if complete is None:
        raise click.UsageError(_("There is no completion for {shell}.").format(shell=shell))
    click.echo(complete(ctx.find_root().command, {}, "staffplan", "_STAFFPLAN_COMPLETE").source())
