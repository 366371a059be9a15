"""Rubble: how long the stretches lasted that are no packets any more."""

from __future__ import annotations

from typing import Any


class Rubble:
    """Keeps the clock over bytes that are no packets, in files that have no clock but the number of their packets.

    There the reader takes any stretch between two frames that it knows for one packet. How long it lasted is told by its bytes:
    as many frames as the good ones before it would have filled.
    """

    def __init__(self, demuxer: str) -> None:
        self._counts = demuxer in ("mp3", "aac", "amr")
        self._amr = demuxer == "amr"
        self._sizes: list[int] = []
        self._packets, self._bytes = 0, 0

    def see(self, packet: Any, frames: list[Any] | None) -> float:
        """Takes a packet, its frames None where it failed. Returns the seconds that the clock fell behind before it."""
        if not self._counts or not packet.size:
            return 0.0
        if frames is None:
            # “No data” of a telephone that is silent is a frame of one byte, whole and sound, that decoders do not take.
            if not (
                self._amr and packet.size < 8 and bytes(packet)[0] & 0x83 == 0 and bytes(packet)[0] >> 3 in _NO_SPEECH
            ):
                self._packets += 1
                self._bytes += packet.size
            return 0.0
        lost = 0.0
        if self._packets and self._sizes and packet.duration:
            meant = max(1, round(self._bytes * len(self._sizes) / sum(self._sizes)))
            lost = (meant - self._packets) * float(packet.duration * packet.time_base)
        self._packets, self._bytes = 0, 0
        self._sizes = [*self._sizes[-15:], packet.size]
        return lost


_NO_SPEECH = (8, 9, 10, 11, 14, 15)
