"""The encoder: 16-bit samples become a file of another codec, with no tag and no date in it."""

from __future__ import annotations

import io
from typing import Any

from .wire import BYTES, DONE, Speaker

_PIECE = 1 << 20


def encode(
    file: Any, speaker: Speaker, *, muxer: str, codec: str, rate: int, channels: int, bit_rate: int | None
) -> None:
    """Says the bytes of a file made of the interleaved samples that `file` gives."""
    import av

    made = io.BytesIO()
    layout = {1: "mono", 2: "stereo"}.get(channels, f"{channels} channels")
    with av.open(made, "w", format=muxer, options={"fflags": "+bitexact"}) as container:
        stream: Any = container.add_stream(codec, rate=rate, layout=layout)
        if bit_rate is not None:
            stream.bit_rate = bit_rate
        stream.codec_context.flags |= 1 << 23  # bit-exact: the encoder does not sign its work
        resampler = av.AudioResampler(
            format=stream.codec_context.format.name, layout=layout, rate=rate, frame_size=stream.frame_size or None
        )
        while True:
            samples = _whole(file, 4096 * 2 * channels)
            if not samples:
                break
            frame = av.AudioFrame(format="s16", layout=layout, samples=len(samples) // (2 * channels))
            frame.sample_rate = rate
            frame.planes[0].update(samples)
            for part in resampler.resample(frame):
                container.mux(stream.encode(part))
        for part in resampler.resample(None):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    whole = made.getvalue()
    for place in range(0, len(whole), _PIECE):
        speaker.say(BYTES, whole[place : place + _PIECE])
    speaker.tell(DONE, {"bytes": len(whole)})


def _whole(file: Any, length: int) -> bytes:
    """A pipe gives what it has; frames need all or the rest."""
    pieces = []
    while length:
        piece = file.read(length)
        if not piece:
            break
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
