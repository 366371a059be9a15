"""Content encodings of the web, undone piece by piece under a cap, so that a small bomb never grows."""

from __future__ import annotations

import zlib

from ..errors import CaptureFailed, UnsafeInput

ACCEPTED = "gzip, deflate"
"""What a request may say that it understands."""
_MOST_LAYERS = 2


class Decoder:
    """Takes the pieces of a body and gives the whole, decoded; refuses to hold more than `max_bytes`."""

    def __init__(self, encoding: str, max_bytes: int) -> None:
        """Takes the `Content-Encoding` as answered. Raises CaptureFailed for one that was not asked for."""
        names = [
            name for name in (part.strip().lower() for part in encoding.split(",")) if name not in ("", "identity")
        ]
        if _MOST_LAYERS < len(names):
            raise UnsafeInput("the answer is packed in too many layers", hint="save the page and add the file")
        self._layers = [_Inflation(name, max_bytes) for name in reversed(names)]
        self._max_bytes = max_bytes
        self._content = bytearray()

    def feed(self, piece: bytes) -> None:
        """Takes one more piece. Raises UnsafeInput at the cap, CaptureFailed where the packing is broken."""
        for layer in self._layers:
            piece = layer.feed(piece)
        self._content += piece
        if self._max_bytes < len(self._content):
            raise UnsafeInput(
                f"the page is larger than {self._max_bytes} bytes when unpacked", hint="save it and add the file"
            )

    def close(self) -> bytes:
        """Returns the whole. Raises CaptureFailed where the packing stops before its end."""
        for layer in self._layers:
            layer.close()
        return bytes(self._content)


class _Inflation:
    def __init__(self, name: str, max_bytes: int) -> None:
        if name not in ("gzip", "x-gzip", "deflate"):
            raise CaptureFailed(
                f"the answer is packed as “{name[:40]}”, which nobody asked for", hint="add a saved page"
            )
        self._name = name
        self._max_bytes = max_bytes
        self._inflate = zlib.decompressobj(31) if name != "deflate" else None
        self._fed = 0
        self._given = 0

    def feed(self, piece: bytes) -> bytes:
        if not piece:
            return b""
        if self._inflate is None:  # “deflate” is sent with and without its two bytes of header
            self._inflate = zlib.decompressobj(15 if piece[0] & 15 == 8 else -15)
        self._fed += len(piece)
        unpacked = bytearray()
        try:
            while piece:
                unpacked += self._inflate.decompress(piece, self._max_bytes + 1 - self._given - len(unpacked))
                if self._max_bytes < self._given + len(unpacked):
                    raise UnsafeInput(
                        f"the page is larger than {self._max_bytes} bytes when unpacked",
                        hint="save it and add the file",
                    )
                piece = self._inflate.unused_data
                if not piece.startswith(b"\x1f\x8b"):
                    break  # what follows a member and is no member is padding
                self._inflate = zlib.decompressobj(31)
        except zlib.error as error:
            raise CaptureFailed(f"the answer is not the {self._name} it says it is: {error}") from error
        self._given += len(unpacked)
        return bytes(unpacked)

    def close(self) -> None:
        if self._fed and self._inflate is not None and not self._inflate.eof:
            raise CaptureFailed(f"the answer's {self._name} packing stops before its end", hint="try again")
