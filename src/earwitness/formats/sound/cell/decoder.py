"""The decoder: one file of sound, read packet by packet, becomes facts and samples in messages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from .output import Output
from .rubble import Rubble
from .timeline import TOLERANCE, Timeline
from .wire import ALIVE, DONE, FACTS, Speaker

CODECS = (
    "pcm_s16le,pcm_s16be,pcm_u8,pcm_s8,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be,"
    "pcm_alaw,pcm_mulaw,pcm_u16le,pcm_u16be,pcm_s64le,pcm_s64be,pcm_u24le,pcm_u24be,pcm_u32le,pcm_u32be,"
    "adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,adpcm_yamaha,g722,g726,g726le,g723_1,g729,gsm,gsm_ms,truespeech,ilbc,qcelp,evrc,speex,"
    "amrnb,amrwb,libopencore_amrnb,libopencore_amrwb,mp1,mp2,mp3,mp1float,mp2float,mp3float,aac,aac_latm,alac,opus,libopus,"
    "vorbis,flac,ac3,eac3,wmav1,wmav2,wmapro,wmavoice,wmalossless,wavpack,dss_sp,nellymoser"
)
"""The decoders of sound that may run, and no decoder of pictures or words: covers and subtitles are never decoded."""

_BLOCK = 1 << 18
_EXACT_SEEK = ("wav", "w64", "aiff", "au", "caf", "nistsphere")
_TRUSTED_LENGTH = (*_EXACT_SEEK, "mov,mp4,m4a,3gp,3g2,mj2", "flac")
"""Containers whose header says how long the sound is, where others only estimate."""


class Unusable(Exception):
    """The file cannot be decoded, and why: `what` is a word that the starting process knows, with details."""

    def __init__(self, what: str, **details: Any) -> None:
        super().__init__(what)
        self.what = what
        self.details = details


class Input:
    """What FFmpeg is shown of the file: reading and seeking, no name."""

    name = ""

    def __init__(self, file: Any) -> None:
        self.read, self.seek, self.tell = file.read, file.seek, file.tell


class Decoder:
    """One stream of sound of one file."""

    def __init__(self, file: Any, speaker: Speaker, *, demuxer: str, limit: int) -> None:
        import av

        self._speaker = speaker
        self._limit = limit
        self._said = time.monotonic()
        self.container: Any = av.open(
            Input(file), "r", format=demuxer, buffer_size=_BLOCK, metadata_errors="replace",
            container_options={
                "format_whitelist": demuxer, "codec_whitelist": CODECS, "protocol_whitelist": "none", "max_streams": "64",
            },
        )  # fmt: skip
        streams: Any = self.container.streams
        if not streams.audio:
            raise Unusable("no sound", video=bool(streams.video))
        # A browser plays the first; so do we. What is not heard is not even read where the container lets it be skipped.
        self.stream: Any = streams.audio[0]
        decoder = self.stream.codec_context.codec.name
        if decoder not in CODECS.split(","):
            raise Unusable("codec", codec=decoder)
        self.stream.codec_context.thread_count = 1  # the cell can start no thread
        self.demuxer = demuxer
        self._broken: list[int] = []
        self._many = 0
        self.stamp = float(self.stream.time_base)
        """Seconds that a unit of its stamps is."""
        starts = [(self.stream.start_time or 0) * self.stamp]
        self.video = False
        for stream in streams.video:
            if not stream.disposition & av.stream.Disposition.attached_pic:
                self.video = True
                if stream.start_time is not None:
                    starts.append(float(stream.start_time * stream.time_base))
        for stream in streams:
            if stream.index != self.stream.index:
                stream.discard = av.stream.Discard.all
        self.origin = min(starts)
        duration = self.stream.duration
        self.claimed: float | None = duration * self.stamp if duration is not None else None
        self.end = self.origin
        """Where the last packet ends, by the file's clock."""
        self.shift = 0.0
        """What that clock lost where bytes made no packets."""
        self._counted = 0.0
        """Where the packet at hand begins, by the samples of those before it: stamps of whole milliseconds are too coarse."""
        self._next: float | None = None

    def facts(self, frame: Any) -> dict[str, Any]:
        """Returns what container and codec say; rate and channels as the first frame decoded has them."""
        context = self.stream.codec_context
        tags = [*self.container.metadata.items(), *self.stream.metadata.items()]
        return {
            "container": self.container.format.name,
            "codec": context.codec.canonical_name,
            "rate": frame.sample_rate,
            "channels": frame.layout.nb_channels,
            "layout": frame.layout.name,
            "bit_rate": context.bit_rate or self.container.bit_rate or None,
            "video": self.video,
            "tracks": len(self.container.streams.audio),
            "claimed": self.claimed if self.claimed is not None and self.demuxer in _TRUSTED_LENGTH else None,
            "tags": [[str(key)[:100], str(value)[:1000]] for key, value in tags[:100]],
        }

    def frames(self, begin: float) -> Iterator[tuple[Any, list[Any] | None]]:
        """Yields each packet from `begin` on with its frames, None where it could not be decoded.

        Packets before are read and passed over, not decoded: that is exact in every container, and cheap.
        """
        import av

        if begin and self.demuxer in _EXACT_SEEK:
            self.container.seek(int((begin + self.origin) / self.stamp), stream=self.stream)
        for packet in self.container.demux(self.stream):
            self._live()
            if packet.pts is not None and packet.size:
                after = self._after(packet)
                self.end = max(self.end, after)
                self._count(packet)
                if begin and after - self.origin < begin:
                    continue
            try:
                yield packet, packet.decode()
            except (av.error.FFmpegError, ValueError):
                yield packet, None

    def say_facts(self) -> None:
        """Says the facts and, from the packets alone, how long the sound lasts."""
        first = None
        for _, frames in self.frames(0):
            first = next((frame for frame in frames or () if frame.samples), None)
            if first is not None:
                break
        if first is None:
            raise Unusable("nothing decoded", codec=self.stream.codec_context.codec.canonical_name)
        self._speaker.tell(FACTS, self.facts(first))
        plain = self.demuxer in _EXACT_SEEK and self.stream.codec_context.codec.canonical_name.startswith("pcm_")
        if plain and self.claimed is not None:
            # As many samples as there are bytes for: the reader has already seen where the file ends.
            self.end = self.origin + self.claimed
        for packet in () if plain and self.claimed is not None else self.container.demux(self.stream):
            self._live()
            if packet.pts is not None and packet.size:
                self.end = max(self.end, self._after(packet))
                if self._limit < self.end - self.origin:
                    break
        if self._limit < self.end - self.origin:
            raise Unusable("too long")
        self._speaker.tell(DONE, {"seconds": self.end - self.origin})

    def say_sound(self, *, rate: int | None, start: int, end: int | None) -> None:
        """Says the facts, then the samples from `start` to `end` (milliseconds), then how it ended."""
        # From a whole second on, so that both rates have a sample at the same moment; a second more for the decoder to run in.
        begin = max(0, start // 1000 - 1)
        timeline: Timeline | None = None
        output: Output | None = None
        done = False
        rubble = Rubble(self.demuxer)
        for packet, frames in self.frames(max(0, begin - 2)):
            lost = rubble.see(packet, frames)
            if lost and timeline is not None:
                timeline.delay(lost)
                self.shift += lost
            if frames is None:
                self._damaged(packet)
                if timeline is not None:
                    timeline.fail()
            for frame in frames or ():
                if not frame.samples:
                    continue
                if timeline is None:
                    self._speaker.tell(FACTS, self.facts(frame))
                    native, channels = frame.sample_rate, frame.layout.nb_channels
                    timeline = Timeline(
                        rate=native,
                        channels=channels,
                        layout=frame.layout,
                        origin=self.origin,
                        stamp=self.stamp,
                        claimed=self.claimed,
                    )
                    timeline.start_at(begin * native)
                    timeline.broken = bool(self._many)
                    output = Output(self._speaker, native, rate or native, channels, start, end, begin)
                for piece in timeline.lay(frame, self._exact(packet, frame)):
                    done = output.take(piece)  # type: ignore[union-attr]
                    if done:
                        break
                if self._limit * timeline.rate < timeline.written:
                    raise Unusable("too long")
            if done:
                break
        if timeline is None or output is None:
            if start and self.end != self.origin and not self._many:
                raise Unusable("past the end", seconds=self.end - self.origin)
            raise Unusable("nothing decoded", codec=self.stream.codec_context.codec.canonical_name)
        if not done:
            for piece in timeline.finish(self.end + self.shift):
                output.take(piece)
            output.close()
        self._speaker.tell(DONE, {
            "seconds": timeline.written / timeline.rate, "damaged": self._many, "damaged_at": self._broken,
            "holes": [[_ms(first, timeline), _ms(last, timeline)] for first, last in timeline.holes[:100]],
            "jumps": [_ms(place, timeline) for place in timeline.jumps[:100]],
        })  # fmt: skip

    def _exact(self, packet: Any, frame: Any) -> float:
        """Returns how much later than its stamp the frame lies by what was counted."""
        whole = packet.pts is not None and frame.pts == packet.pts
        return self._counted - packet.pts * self.stamp if whole else 0.0

    def _count(self, packet: Any) -> None:
        stamp = packet.pts * self.stamp
        frame, rate = self.stream.codec_context.frame_size, self.stream.codec_context.sample_rate
        if self._next is None and packet.has_sidedata("skip_samples") and rate:
            # The decoder runs in before the sound begins: counted from there, the beginning is exact.
            ahead = int.from_bytes(bytes(packet.get_sidedata("skip_samples"))[:4], "little")
            exact = self.origin - ahead / rate
            self._next = exact if abs(exact - stamp) < 0.002 else stamp
        lasts = frame / rate if frame and rate else packet.duration * self.stamp
        coarse = 0.0005 < self.stamp and lasts
        self._counted = stamp
        if coarse and self._next is not None and abs(self._next - stamp) < TOLERANCE:
            self._counted = self._next
        self._next = self._counted + (lasts if coarse else 0)

    def _after(self, packet: Any) -> float:
        """Returns where the packet's sound ends, less what its maker padded it with to fill a frame."""
        lasts = (packet.duration or 0) * self.stamp
        frame, rate = self.stream.codec_context.frame_size, self.stream.codec_context.sample_rate
        if frame and rate and packet.has_sidedata("skip_samples"):
            padding = int.from_bytes(bytes(packet.get_sidedata("skip_samples"))[4:8], "little")
            if 0 < padding <= frame:
                lasts = min(lasts, (frame - padding) / rate)
        return float(packet.pts * self.stamp + lasts)

    def _damaged(self, packet: Any) -> None:
        self._many += 1
        if packet.pts is not None and len(self._broken) < 100:
            self._broken.append(round((packet.pts * self.stamp - self.origin) * 1000))

    def _live(self) -> None:
        now = time.monotonic()
        if self._said + 1 < now:
            self._said = now
            self._speaker.say(ALIVE)


def _ms(sample: int, timeline: Timeline) -> int:
    return sample * 1000 // timeline.rate
