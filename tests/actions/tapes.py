"""Sound for tests: tones and silence that are quickly made, in any container."""

from __future__ import annotations

import io
import math
import wave
from array import array


def tone(seconds: float = 2.0, *, rate: int = 8_000, channels: int = 1, hertz: float = 440.0) -> bytes:
    """Returns a WAV file of a tone; each further channel sounds a fifth higher."""
    frames = array("h")
    for place in range(int(seconds * rate)):
        for channel in range(channels):
            frames.append(int(9_000 * math.sin(2 * math.pi * hertz * 1.5**channel * place / rate)))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(frames.tobytes())
    return out.getvalue()
