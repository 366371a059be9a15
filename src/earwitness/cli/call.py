"""A call of a verb: which archive, who acts, and how the answer is to be written."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..errors import WrongUsage
from .terminal import say

if TYPE_CHECKING:
    from pathlib import Path

    from ..actions import Desk


class Before(NamedTuple):
    """The options that stood before the verb."""

    archive: str | None = None
    agent: str | None = None


class Call:
    """One call of a verb. Not frozen: the verb sets the exit code before it prints, so that a closed pipe keeps it.

    A plain class: `dataclasses` would cost every command a tenth of its start.
    """

    def __init__(self, *, archive: Path | None = None, name: str | None = None, style: str = "text") -> None:
        self.archive = archive
        """As given; None for `EARWITNESS_ARCHIVE` or the nearest parent folder that holds one."""
        self.name = name
        """`--as`."""
        self.style = style
        """`text`, `json` (one document) or `lines` (a JSON line for each item)."""
        self.exit_code = 0
        self.kept = ""
        """What a person who stops the verb is told: what stays."""

    @property
    def agent(self) -> str:
        """Who acts: `--as`, else the user's name. Raises WrongUsage where the system knows no name."""
        if self.name is not None:
            if not self.name.strip():
                raise WrongUsage("a name is wanted after --as", hint='--as "Ada Example"')
            return self.name.strip()
        import getpass

        try:
            return getpass.getuser()
        except (OSError, KeyError) as error:
            raise WrongUsage("the system does not say who acts", hint="name yourself with --as NAME") from error

    def desk(self) -> AbstractContextManager[Desk]:
        """Opens the archive. Raises NotFound where there is none."""
        from .. import actions

        return actions.open_desk(self.archive)

    def write_json(self, answer: Any) -> None:
        """Writes the answer as one JSON document: indented on a terminal, one line when piped."""
        content = encode(answer)
        if sys.stdout.isatty():
            import msgspec

            content = msgspec.json.format(content, indent=2)
        write_bytes(content + b"\n")

    def write_lines(self, items: Iterable[Any]) -> None:
        """Writes a JSON line for each item."""
        for item in items:
            write_bytes(encode(item) + b"\n")


def encode(answer: Any) -> bytes:
    """Returns the answer as JSON in UTF-8; names that are no UTF-8 on the disk come out escaped."""
    import msgspec

    try:
        return msgspec.json.encode(answer)
    except UnicodeEncodeError:
        import json

        return json.dumps(msgspec.to_builtins(answer)).encode()


def write_bytes(content: bytes) -> None:
    """Writes bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def verb(
    name: str, *, acts: bool = False, streams: bool = False, answers: bool = True, archive: bool = True
) -> Callable[[Callable[..., None]], click.Command]:
    """Makes a command of a function that takes the `Call` and its own options.

    `acts` adds `--as`, `answers` adds `--json`, `streams` adds `--jsonl`; `--archive` comes with all that need one.
    """
    common = [
        (archive, click.Option(["--archive"], metavar="DIR", help="The archive to work on.")),
        (acts, click.Option(["--as", "agent"], metavar="NAME", help="Who acts (default: the user's name).")),
        (answers, click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON document.")),
        (streams, click.Option(["--jsonl", "as_lines"], is_flag=True, help="Print a JSON line for each item.")),
    ]

    def make(function: Callable[..., None]) -> click.Command:
        @functools.wraps(function)
        def run(**values: Any) -> int:
            from pathlib import Path

            before = click.get_current_context().find_object(Before) or Before()
            folder = values.pop("archive", None) or before.archive
            agent = values.pop("agent", None)
            document, lines = values.pop("as_json", False), values.pop("as_lines", False)
            if document and lines:
                raise WrongUsage("--json and --jsonl exclude each other", hint="take one of them")
            call = Call(
                archive=Path(folder) if folder else None,
                name=before.agent if agent is None else agent,
                style="json" if document else "lines" if lines else "text",
            )
            return _carry_out(functools.partial(function, call, **values), call)

        command = click.command(name)(run)
        command.params.extend(option for wanted, option in common if wanted)
        return command

    return make


def _carry_out(work: Callable[[], None], call: Call) -> int:
    """Returns the exit code. A reader that closes the pipe is no error; Ctrl-C is told what stays."""
    try:
        work()
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered would fail again when Python closes the stream.
        from pathlib import Path

        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
    except KeyboardInterrupt:
        say(f"stopped. {call.kept}".rstrip())
        return 130
    return call.exit_code
