"""Renditions: a recording's decoded sound as a file that any browser plays, exactly where it is asked to.

What a browser makes of a seek depends on the container. Measured in Chromium on files of an hour: WAV, FLAC, AAC in MP4 and
Opus are exact (within 2 ms); MP3 is off by 14 seconds with a variable bit rate and by a tenth of one with a constant, for its
frames have no index. What is not known to be exact is heard as FLAC, made of the decoded samples, so that its clock is
the clock of everything else that was worked out of the sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from ...model import Recording

    Samples = np.ndarray[tuple[int, ...], np.dtype[np.int16]]
    """Samples of 16 bits, a row for each channel."""

NAME = "rendition-1.flac"
"""The file, among what is derived of a recording; another way to make it is another number."""
MEDIA_TYPE = "audio/flac"

EXACT = {
    "wav": {"pcm_s16le", "pcm_u8", "pcm_s24le", "pcm_f32le", "pcm_alaw", "pcm_mulaw"},
    "flac": {"flac"},
    "mp4": {"aac", "flac"},
    "ogg": {"opus", "vorbis", "flac"},
    "webm": {"opus", "vorbis"},
}
"""Codecs that browsers play and seek exactly, by container."""

MOST_CHANNELS, HIGHEST_RATE = 2, 48_000
"""A browser mixes more channels by rules that are made for films, and plays no faster than its device."""


def plays_exactly(recording: Recording) -> bool:
    """Says whether the bytes as captured can be given to a browser: it knows the codec, and its clock is ours."""
    containers = set(recording.container.split(","))
    known = any(recording.codec in EXACT.get(container, ()) for container in containers)
    plain = recording.channels <= MOST_CHANNELS and recording.sample_rate <= HIGHEST_RATE
    return known and plain and not recording.video and not recording.doubts


def rate_of(recording: Recording) -> int:
    """Returns the samples a second that a rendition has."""
    return min(recording.sample_rate, HIGHEST_RATE)


def render(blocks: Iterable[Samples], place: Path, *, rate: int) -> int:
    """Writes decoded sound as FLAC, block by block; returns how many samples a channel has.

    More than two channels are mixed into one, evenly. Nothing but samples comes in, so nothing of the file that they were
    decoded from, tags and pictures, goes out.
    """
    import av
    import numpy as np

    written = 0
    with av.open(str(place), "w", format="flac", options={"fflags": "+bitexact"}) as out:
        stream = None
        for block in mixed(blocks):
            layout = "mono" if len(block) == 1 else "stereo"
            if stream is None:
                stream = out.add_stream("flac", rate=rate, options={"compression_level": "1", "flags": "+bitexact"})
                stream.layout = layout
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(block.T.reshape(1, -1)), format="s16", layout=layout
            )
            frame.sample_rate, frame.pts = rate, written
            written += block.shape[1]
            out.mux(stream.encode(frame))
        if stream is not None:
            out.mux(stream.encode(None))
    return written


def mixed(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """Yields the blocks with one channel or two; of more, the mean of all."""
    import numpy as np

    for block in blocks:
        if block.shape[1] == 0:
            continue
        yield block if len(block) <= MOST_CHANNELS else block.mean(axis=0, keepdims=True).astype(np.int16)
