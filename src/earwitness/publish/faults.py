"""Faults of sound: why a recording cannot be decoded or cut, and the way out: sentences of `formats/sound/`."""

from __future__ import annotations

from .tongue import later

SENTENCES: tuple[str | tuple[str, str], ...] = (
    later("it has pictures and no sound"),
    later("it has no sound"),
    later("its codec “{name}” is not one that is decoded here"),
    later("nothing in it could be decoded as “{name}”"),
    later("nothing in it could be decoded"),
    later("it is cut off or damaged and cannot be opened ({text})"),
    later("it decodes to more sound than is taken (24 hours)"),
    later("it decodes to more sound than is taken"),
    later("cut it into parts"),
    later("the span begins past its end"),
    later("look at how long the recording is"),
    later("decoding it needs more memory than it is given"),
    later("it cannot be decoded ({text})"),
    later("the decoder gave an answer that means nothing"),
    later("the decoder said nothing for {n} seconds"),
    later("the decoder died ({text})"),
    later("the file is kept as it is; convert it to WAV or FLAC with a program that you trust, and add that too"),
    later("the span is empty or begins before the sound"),
    later("the span is empty"),
    later("give start < end"),
    later("the span ends at {time}, the sound at {other_time}"),
    later("give a span that lies within the recording"),
    later("the clip is too long to be cut in one piece"),
    later("{path} is no sound that is known by its content, whatever its name says"),
    later("PyAV is not installed, and sound cannot be read without it"),
    later("install it: pip install av"),
    later("playlists, documents and archives are never opened as sound"),
)
"""A sentence with its places; the second of two is what the screen says for it. `sentences.py` says how they are read."""
