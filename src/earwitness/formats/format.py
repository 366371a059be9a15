"""What a format is: a name, the room that knows it by its content, reads it and writes it, and what it carries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..model import Dossier, Reading

Carried = Literal[
    "times", "words", "speakers", "roles", "overlap", "marks", "translation", "metadata", "language", "ids",
    "segments",
]  # fmt: skip
CARRIED: tuple[Carried, ...] = (
    "times", "words", "speakers", "roles", "overlap", "marks", "translation", "metadata", "language", "ids", "segments",
)  # fmt: skip

Detector = Callable[[bytes, str], float]
"""`detects(head, name) -> float`: how sure it is that content with these first 64 KiB and this name is of this format."""
Reader = Callable[..., Reading]
"""`read(content, *, name) -> Reading`. Raises MalformedText or BadInput; a file without dialogue is a result."""
Writer = Callable[[Sequence[Dossier]], bytes]
"""`write(dossiers) -> bytes`."""


class Format(Struct, frozen=True, kw_only=True):
    """A format that transcripts live in.

    To add one:
    1. write a room below this folder with `detects(head, name) -> float` (0 to 1; the surest wins; by content, the name only
       settles a draw), `read(content, *, name) -> Reading` and, where it can be written, `write(dossiers) -> bytes`;
    2. put a `Format` into the table of its folder, with what it carries: what it does not is reported as lost;
    3. give it a test with text in and text out, hostile files, and a round trip; its page in the docs says its traps.

    The room is imported when it is first needed.
    """

    name: str
    title: str
    room: str
    """The module below `earwitness.formats` (`subtitles.subrip`), or another package's by its whole name with a colon
    (`a_plugin.its_format:`)."""
    suffixes: tuple[str, ...]
    media_type: str
    carries: tuple[Carried, ...]
    """What survives in this format; `formats` and `export` say what does not."""
    reads: bool = True
    writes: bool = True
    many: bool = False
    """True where one file can hold several transcripts, of one conversation or of many; else each is a file of its own."""
    keeps_everything: bool = False
    """True where particulars of other formats stay with the turns: in our own, and in print, which shows them."""
    note: str = ""
    """What else a person should know before choosing it, in one sentence."""

    @property
    def loses(self) -> tuple[Carried, ...]:
        return tuple(kind for kind in CARRIED if kind not in self.carries)

    @property
    def detects(self) -> Detector | None:
        return self._of_room("detects") if self.reads else None

    @property
    def read(self) -> Reader | None:
        return self._of_room("read") if self.reads else None

    @property
    def write(self) -> Writer | None:
        if not self.writes:
            return None
        room: Writer = self._of_room("write")
        if self.keeps_everything:
            return room
        return lambda dossiers: room([self._understood(dossier) for dossier in dossiers])

    def _understood(self, dossier: Dossier) -> Dossier:
        """Returns the dossier without what only the room of another format would understand: its printed times, its stretches
        of a file, its particulars. What that loses is told as metadata."""
        transcripts = tuple(
            transcript if transcript.format in ("", self.name) else replace(
                transcript, extra=(), turns=tuple(
                    replace(turn, extra=(), raw=None, printed=None)
                    if turn.extra or turn.printed is not None or turn.raw is not None else turn
                    for turn in transcript.turns
                ),
            )
            for transcript in dossier.transcripts
        )  # fmt: skip
        return replace(dossier, transcripts=transcripts)

    def _of_room(self, name: str) -> Any:
        home, colon, _ = self.room.partition(":")
        return getattr(import_module(home) if colon else import_module(f".{home}", __package__), name)
