"""The mouth: text spoken by eSpeak NG, with the place of every word and phone in the sound.

eSpeak NG is not linked: it runs in a child of its own (`python -m earwitness.engines.align.mouth`), so that a text it cannot
bear ends the child and not us. The child reads one JSON line a wish and answers with one JSON line and the samples after it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from ctypes.util import find_library
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec

from ...errors import EngineFailed, NotFound

if TYPE_CHECKING:
    pass

LIBRARIES = ("libespeak-ng.so.1", "libespeak-ng.dylib", "libespeak-ng.dll", "espeak-ng.dll")
HINT = "install eSpeak NG: apt install espeak-ng, brew install espeak-ng, or from its own pages"
PATIENCE = 120.0
"""Seconds for one turn."""
_WORD, _PHONE = 1, 7


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be said, and how."""

    text: str
    voice: str
    """As eSpeak NG names it, with a variant where one is wanted: `ru`, `uk+f2`."""
    speed: int = 165
    """Words a minute."""
    pitch: int = 50
    """0 to 99."""


class Told(msgspec.Struct, frozen=True, array_like=True):
    """Where a word or a phone begins."""

    sample: int
    place: int
    """Of a word: code points from the start of the text; of a phone, -1."""
    length: int
    phone: str
    """Empty for a word, and for the pause at the end of a clause `_`."""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    rate: int
    samples: int
    told: tuple[Told, ...] = ()
    version: str = ""
    trouble: str = ""


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it was spoken."""

    rate: int
    sound: Any
    """Numbers of 16 bit, one channel (numpy)."""
    told: tuple[Told, ...]


class Mouth:
    """eSpeak NG, running. To be closed, or used in a `with`."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self.version = ""

    def __enter__(self) -> Mouth:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):  # what was on its way to a child that is gone
                        pipe.close()

    def say(self, wish: Wish) -> Spoken:
        """Returns the text as it is spoken. Raises NotFound without eSpeak NG or such a voice, EngineFailed where it dies."""
        import numpy as np

        if self._child is None:
            self._child = self._started()
        child = self._child
        assert child.stdin is not None and child.stdout is not None
        # A text that it never comes to an end with must not hold us.
        end = threading.Timer(PATIENCE, child.kill)
        end.start()
        try:
            child.stdin.write(msgspec.json.encode(wish) + b"\n")
            child.stdin.flush()
            line = child.stdout.readline()
            reply = msgspec.json.decode(line, type=Reply) if line else None
            sound = child.stdout.read(reply.samples * 2) if reply is not None else b""
        except (OSError, msgspec.DecodeError):
            reply, sound = None, b""
        finally:
            end.cancel()
        if reply is None or len(sound) < reply.samples * 2:
            self.close()
            raise EngineFailed("eSpeak NG ended while it spoke", hint="look at the text: a turn of it may be no speech")
        if reply.trouble:
            raise NotFound(reply.trouble, hint=HINT)
        self.version = reply.version
        return Spoken(rate=reply.rate, sound=np.frombuffer(sound, np.int16), told=reply.told)

    def _started(self) -> subprocess.Popen[bytes]:
        house = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))  # noqa: PTH100, PTH120
        paths = os.pathsep.join(part for part in (house, os.environ.get("PYTHONPATH", "")) if part)
        return subprocess.Popen(
            [sys.executable, "-m", "earwitness.engines.align.mouth"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": paths},
        )  # fmt: skip


def library() -> Any:
    """Returns the library of eSpeak NG. Raises NotFound where this machine has none."""
    from ctypes import CDLL

    for name in (*LIBRARIES, find_library("espeak-ng")):
        if name:
            try:
                return CDLL(name)
            except OSError:
                continue
    raise NotFound("eSpeak NG is not installed here", hint=HINT)


def _speaker() -> Callable[[Wish], tuple[Reply, bytes]]:
    """Returns what speaks, once the library is awake. Its events are those of `speak_lib.h`."""
    import ctypes as c

    class Name(c.Union):
        _fields_ = [("number", c.c_int), ("name", c.c_char_p), ("string", c.c_char * 8)]

    class Event(c.Structure):
        _fields_ = [
            ("type", c.c_int), ("identifier", c.c_uint), ("text_position", c.c_int), ("length", c.c_int),
            ("audio_position", c.c_int), ("sample", c.c_int), ("user_data", c.c_void_p), ("id", Name),
        ]  # fmt: skip

    espeak = library()
    espeak.espeak_Info.restype = c.c_char_p
    # Synchronous; events for phones, in IPA; the library does not end us where it finds no data.
    rate = espeak.espeak_Initialize(2, 0, None, 0x0001 | 0x0002 | 0x8000)
    if rate <= 0:
        raise NotFound("eSpeak NG is here without its data", hint=HINT)
    version = (espeak.espeak_Info(None) or b"").decode(errors="replace").split(":")[0].strip().split(" ")[0]
    sound, told = bytearray(), list[Told]()

    def hear(wave: Any, count: int, events: Any) -> int:
        if wave and 0 < count:
            sound.extend(c.string_at(wave, count * 2))
        number = 0
        while events[number].type:
            event = events[number]
            if event.type == _WORD:
                told.append(Told(event.sample, event.text_position - 1, event.length, ""))
            elif event.type == _PHONE:
                told.append(Told(event.sample, -1, 0, event.id.string.decode(errors="replace") or "_"))
            number += 1
        return 0

    callback = c.CFUNCTYPE(c.c_int, c.POINTER(c.c_short), c.c_int, c.POINTER(Event))(hear)
    espeak.espeak_SetSynthCallback(callback)
    voice = ""

    def say(wish: Wish) -> tuple[Reply, bytes]:
        nonlocal voice
        sound.clear()
        told.clear()
        if voice != wish.voice:
            if espeak.espeak_SetVoiceByName(wish.voice.encode()) != 0:
                return Reply(rate=rate, samples=0, trouble=f"eSpeak NG has no voice “{wish.voice}”"), b""
            voice = wish.voice
        espeak.espeak_SetParameter(1, wish.speed, 0)
        espeak.espeak_SetParameter(3, wish.pitch, 0)
        text = wish.text.encode() + b"\0"
        espeak.espeak_Synth(text, len(text), 0, 1, 0, 1, None, None)
        espeak.espeak_Synchronize()
        reply = Reply(rate=rate, samples=len(sound) // 2, told=tuple(told), version=version)
        _ = callback  # held as long as it may be called
        return reply, bytes(sound)

    return say


def _wishes() -> Iterator[Wish]:
    for line in sys.stdin.buffer:
        yield msgspec.json.decode(line, type=Wish)


def main() -> None:
    out = sys.stdout.buffer
    try:
        say = _speaker()
    except NotFound as error:
        out.write(msgspec.json.encode(Reply(rate=0, samples=0, trouble=error.message)) + b"\n")
        return
    for wish in _wishes():
        reply, sound = say(wish)
        out.write(msgspec.json.encode(reply) + b"\n")
        out.write(sound)
        out.flush()


if __name__ == "__main__":
    main()
