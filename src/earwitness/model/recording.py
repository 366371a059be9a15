"""A recording: the sound of a conversation, or a clip of it, as a source brought it."""

from __future__ import annotations

from msgspec import Struct

from ..times import Ms
from .access import OPEN, Access


class Recording(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="recording"):
    """Sound of a conversation: what its container and codec say, its clock, and whether it is a part of a longer one.

    Its bytes are the source's object, unchanged. Peaks, spans of speech and the fingerprint are derived and stand apart.
    """

    id: str
    conversation: str
    """The conversation it was born into; links may join that to others, and unlinking loses nothing."""
    source: str
    """The source whose bytes it is."""
    duration: Ms
    """By the clock of the decoded sound, damaged packets counted with their length."""
    channels: int
    sample_rate: int
    """Samples a second, of one channel, as coded."""
    codec: str
    """As FFmpeg names it: `pcm_s16le`, `mp3`, `opus`, `amrnb`."""
    container: str = ""
    """As FFmpeg names it: `wav`, `mp3`, `ogg`, `matroska,webm`."""
    bit_rate: int | None = None
    """Bits a second, as the container says or size and length come to."""
    layout: str = ""
    """`mono`, `stereo`, `5.1`."""
    video: bool = False
    """True where the file has moving pictures too; only its sound is heard here."""
    parties: tuple[str, ...] = ()
    """Who is on each channel, where a person said so; empty where nobody did."""
    whole: str | None = None
    """The recording that this one is a clip of, where a person said so."""
    offset: Ms | None = None
    """Where in the whole it begins."""
    title: str | None = None
    """As its tags say."""
    access: Access = OPEN
    doubts: tuple[str, ...] = ()
    """What was wrong with it: damaged packets and when, a clock that jumps, a length that the header got wrong."""
    reader: str = ""
    """What read it, with its version."""
    extra: tuple[tuple[str, str], ...] = ()
    """Tags of the container that have no field of their own."""
