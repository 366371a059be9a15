"""The verbs by name, and the group that imports a verb's file only when it is called.

How to add a verb
1. Write `cli/<verb>.py` with a `command` made by `@verb("<verb>")`: a docstring of one sentence, what it does, and
   an `Examples:` section whose lines work.
2. Add it to `VERBS`, where a reader would look for it.
3. `python -m earwitness.cli.manual docs/commands` writes its page.
"""

from __future__ import annotations

from importlib import import_module

import click

VERBS: dict[str, str] = {
    "init": ".init",
    "add": ".add",
    "describe": ".describe",
    "triage": ".triage",
    "reread": ".reread",
    "mend": ".mend",
    "correct": ".correct",
    "speaker": ".speaker",
    "diff": ".diff",
    "returned": ".returned",
    "diarize": ".diarize",
    "translate": ".translate",
    "align": ".align",
    "transcribe": ".transcribe",
    "list": ".list",
    "show": ".show",
    "search": ".search",
    "keyness": ".keyness",
    "searches": ".searches",
    "write": ".write",
    "drafts": ".drafts",
    "link": ".link",
    "unlink": ".unlink",
    "collate": ".collate",
    "settle": ".settle",
    "match": ".match",
    "note": ".note",
    "code": ".code",
    "caution": ".caution",
    "notes": ".notes",
    "codebook": ".codebook",
    "segment": ".segment",
    "segments": ".segments",
    "glossary": ".glossary",
    "cite": ".cite",
    "clip": ".clip",
    "resolve": ".resolve",
    "check": ".check",
    "import": ".importing",
    "export": ".export",
    "formats": ".formats",
    "verify": ".verify",
    "log": ".log",
    "undo": ".undo",
    "erase": ".erase",
    "rebuild": ".rebuild",
    "doctor": ".doctor",
    "serve": ".serve",
    "demo": ".demo",
    "completion": ".completion",
}
"""Name of the verb → the file that holds its `command`, in the order in which help lists them."""


class Verbs(click.Group):
    """A group whose commands are named as text and imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(VERBS[cmd_name], __package__).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name in VERBS:
            command = self.get_command(ctx, name)
            if command is not None:
                rows.append((name, command.get_short_help_str(limit=200)))
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in VERBS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, VERBS, n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise click.UsageError(f"There is no command “{name}”.{hint}", ctx)
        return super().resolve_command(ctx, args)
