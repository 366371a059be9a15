"""A transcript made ready to be judged against many others."""

from __future__ import annotations

from msgspec import Struct

from ..engines.embed import Encoder, Vector
from ..language.tokens import script
from ..model import Transcript
from .lexicon import Lexicon, shipped
from .words import Said, said

FEW = 4
"""Turns up to which a transcript is judged as an excerpt, whatever it is called."""


class Heard(Struct, frozen=True, kw_only=True):
    """A transcript and what each of its turns says."""

    transcript: Transcript
    saids: tuple[Said, ...]
    vectors: tuple[Vector, ...] = ()
    """Of each turn, where a sentence model was asked; else empty."""

    @property
    def speaks(self) -> bool:
        """Says whether there is a word in it."""
        return any(one.words for one in self.saids)

    @property
    def script(self) -> str | None:
        """The script that it is written in."""
        return script(" ".join(turn.text for turn in self.transcript.turns[:200]))

    @property
    def few(self) -> bool:
        """Says whether it is judged as an excerpt: quotations, each on its own."""
        return self.transcript.kind == "excerpt" or len(self.saids) <= FEW


def hear(transcript: Transcript, lexicon: Lexicon | None = None, *, encoder: Encoder | None = None) -> Heard:
    """Returns the transcript ready to be judged: worth it where one is compared with many.

    An `encoder` gives its turns vectors, which a judgement weighs where both transcripts have them.
    """
    known = shipped() if lexicon is None else lexicon
    saids = tuple(said(turn, transcript.language, known) for turn in transcript.turns)
    vectors = encoder.encode([turn.text for turn in transcript.turns]) if encoder is not None else ()
    return Heard(transcript=transcript, saids=saids, vectors=vectors)


def heard(transcript: Transcript | Heard, lexicon: Lexicon | None = None) -> Heard:
    """Returns a transcript made ready, unless it is."""
    return transcript if isinstance(transcript, Heard) else hear(transcript, lexicon)


def across(one: Heard, other: Heard) -> bool:
    """Says whether the two are in two languages: by their letters before their labels, which may be wrong."""
    if one.script != other.script:
        return True
    return one.script == "Cyrillic" and one.transcript.language != other.transcript.language
