"""Hints: what a person says of how a source is to be read. Every later reading of it keeps to them.

They are about the page, not about what was said on it: this stretch is a turn, that one is not, these labels are one voice.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .transcript import MarkType

HintKind = Literal[
    "turn", "follows", "no turn", "one voice", "two voices", "no voice", "editor", "speech", "withdrawn"
]  # fmt: skip
HINT_KINDS: tuple[HintKind, ...] = (
    "turn", "follows", "no turn", "one voice", "two voices", "no voice", "editor", "speech", "withdrawn",
)  # fmt: skip


class Anchor(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of the source's text, with all that is needed to find it again: its words, and those around it.

    White space is folded, so that another reader's lines do not matter. Turn numbers play no part: they change.
    """

    exact: str
    """The words as printed."""
    prefix: str = ""
    """What stands before them."""
    suffix: str = ""
    """What stands behind them."""
    line: int = 0
    """The line of the page on which they began when this was said; it decides only between places that are alike, and only
    where the bytes are the same."""


class Hint(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="hint"):
    """One thing that a person says of how a source is read.

    It goes with the bytes (`digest`), whoever published them, and with the page's address (`url`), so that the same page
    captured again is read by it as far as it fits.
    """

    id: str
    kind: HintKind
    """`turn`: the stretch is a turn; `follows`: it goes on with the turn before; `no turn`: it is none. `one voice`: the
    labels name one; `two voices`: the label is not the voice it was taken for; `no voice`: it is no label at all.
    `editor`: the words are the transcriber's, marked as `mark`; `speech`: they were said. `withdrawn`: the hint `of` no
    longer holds."""
    source: str
    """The source that it was said of."""
    digest: str
    """SHA-256 of its bytes."""
    url: str | None = None
    transcript: str | None = None
    """The transcript that it was said of, where there was one."""
    anchor: Anchor | None = None
    voice: str | None = None
    """Of a turn: the label of who speaks; empty where nobody could know, None where the page prints it."""
    labels: tuple[str, ...] = ()
    """As printed."""
    mark: MarkType | None = None
    of: str | None = None
    """The hint that a withdrawal takes away."""
