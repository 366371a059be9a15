"""The entrance: what the started process does, in order. It locks itself in, then works."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from .wire import FAILED, Speaker


def main() -> None:
    """Reads the order from the command line, the file from standard input, and answers on standard output."""
    order: dict[str, Any] = json.loads(sys.argv[1])
    sys.path += [path for path in order["libraries"] if path not in sys.path]
    speaker = Speaker(os.fdopen(1, "wb", buffering=0))
    file = os.fdopen(0, "rb", buffering=0)

    # All that will be needed is loaded before the door closes: PyAV, and what it and we load on use.
    import av

    from . import confinement, decoder, encoder

    av.logging.set_level(None)
    _warm()
    if order["work"] == "trial":
        import socket  # noqa: F401 — the trial needs it loaded
    held = confinement.confine()
    try:
        if order["work"] == "trial":
            speaker.tell(b"E", {"held": held, "reached": _trial()})
        elif order["work"] == "encode":
            encoder.encode(file, speaker, **order["options"])
        else:
            try:
                work = decoder.Decoder(file, speaker, demuxer=order["demuxer"], limit=order["limit"])
            except (av.error.FFmpegError, ValueError, OSError) as error:
                raise decoder.Unusable("not opened", reason=_words(error)) from None
            if order["work"] == "facts":
                work.say_facts()
            else:
                work.say_sound(**order["options"])
    except decoder.Unusable as error:
        speaker.tell(FAILED, {"what": error.what, **error.details})
    except MemoryError:
        speaker.tell(FAILED, {"what": "memory"})
    except BrokenPipeError:
        pass  # nobody listens any more
    except Exception as error:  # FFmpeg on hostile bytes: whatever it is, the warden is told and the file fails by name
        speaker.tell(FAILED, {"what": "error", "reason": _words(error)})


def _warm() -> None:
    """Writes a moment of silence and reads it back: PyAV loads parts of itself when they are first used."""
    import io

    import av

    made = io.BytesIO()
    with av.open(made, "w", format="wav") as container:
        stream = container.add_stream("pcm_s16le", rate=8000, layout="mono")
        frame = av.AudioFrame(format="s16p", layout="mono", samples=80)
        frame.sample_rate = 8000
        frame.planes[0].update(bytes(160))
        resampler = av.AudioResampler(format="s16", layout="mono", rate=16000)
        for part in resampler.resample(frame) + resampler.resample(None):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    made.seek(0)
    with av.open(made, "r", format="wav", metadata_errors="replace") as container:
        for packet in container.demux(container.streams.audio[0]):
            packet.decode()


def _words(error: BaseException) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__)[:200]


def _trial() -> list[str]:
    """Tries what must not succeed, and returns what did."""
    import socket

    reached = []
    attempts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("a file", lambda: os.open(sys.executable, os.O_RDONLY)),
        ("a folder", lambda: list(os.scandir("/"))),
        ("a socket", lambda: socket.socket()),
        ("a process", lambda: os.fork() or os._exit(0)),
    )
    for name, attempt in attempts:
        try:
            attempt()
        except OSError:
            continue
        reached.append(name)
    return reached
