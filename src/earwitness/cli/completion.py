"""`earwitness completion`."""

from __future__ import annotations

import click

from .call import Call, verb
from .terminal import put


@verb("completion", answers=False, archive=False)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(call: Call, shell: str) -> None:
    """Prints the lines that make a shell complete commands and options.

    \b
    Examples:
      earwitness completion bash >> ~/.bashrc
      earwitness completion zsh >> ~/.zshrc
      earwitness completion fish > ~/.config/fish/completions/earwitness.fish
    """
    from click.shell_completion import get_completion_class

    from .entrance import earwitness

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    put(kind(earwitness, {}, "earwitness", "_EARWITNESS_COMPLETE").source())
