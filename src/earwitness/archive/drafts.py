"""Drafts: what a person is still writing. Working copies, kept as durably as acts, and no part of the truth.

`drafts/f….json` is written whole and synced at each save, the one before it stays until then. What could not be taken over,
because somebody saved the same draft meanwhile, is kept beside it as `f….other-N.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ..errors import NotFound, StorageFailed
from ..model import Draft
from .disk import keep_file, storage

FOLDER = "drafts"
AWAY = "away-"
"""How the name of a draft begins that somebody put away."""
_NAME = re.compile(r"(?:away-)?f[0-9a-hjkmnp-tv-z]{10}\.json")
_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Draft)


class Drafts:
    """The drafts of an archive, in its folder."""

    def __init__(self, archive: Path) -> None:
        self.path = archive / FOLDER

    def __iter__(self) -> Iterator[Draft]:
        """Yields the drafts, the last saved first. One that cannot be read is left where it is, and out."""
        yield from sorted(self._all(""), key=lambda draft: (draft.saved, draft.id), reverse=True)

    def away(self) -> tuple[Draft, ...]:
        """Returns the drafts that were put away, the last saved first."""
        return tuple(sorted(self._all(AWAY), key=lambda draft: (draft.saved, draft.id), reverse=True))

    def _all(self, prefix: str) -> Iterator[Draft]:
        for path in self.path.glob(f"{prefix}f*.json") if self.path.is_dir() else ():
            if _NAME.fullmatch(path.name):
                try:
                    yield _DECODER.decode(path.read_bytes())
                except (OSError, msgspec.DecodeError):
                    continue

    def get(self, identifier: str) -> Draft:
        """Returns the draft. Raises NotFound, or StorageFailed where its bytes cannot be read."""
        place = self._place(identifier)
        try:
            return _DECODER.decode(place.read_bytes())
        except FileNotFoundError:
            raise NotFound(
                f"there is no draft {identifier[:40]}", hint="`earwitness drafts` shows those that there are"
            ) from None
        except (OSError, msgspec.DecodeError) as error:
            raise StorageFailed(f"the draft {identifier} cannot be read: {error}", path=str(place)) from error

    def put(self, draft: Draft) -> None:
        """Keeps a draft: durable when this returns. Raises StorageFailed."""
        with storage("keeping a draft", self.path):
            self.path.mkdir(exist_ok=True)
            keep_file(self._place(draft.id), _ENCODER.encode(draft))

    def put_beside(self, draft: Draft) -> str:
        """Keeps what cannot be taken over beside the draft; returns the file's name."""
        with storage("keeping a draft", self.path):
            self.path.mkdir(exist_ok=True)
            number = 1 + len(list(self.path.glob(f"{draft.id}.other-*.json")))
            name = f"{draft.id}.other-{number}.json"
            keep_file(self.path / name, _ENCODER.encode(draft))
        return name

    def beside(self, identifier: str) -> tuple[tuple[str, Draft], ...]:
        """Returns what is kept beside a draft, by the file's name, in the order in which it came."""
        self._place(identifier)
        found = []
        for path in sorted(self.path.glob(f"{identifier}.other-*.json"), key=lambda path: (len(path.name), path.name)):
            try:
                found.append((path.name, _DECODER.decode(path.read_bytes())))
            except (OSError, msgspec.DecodeError):
                continue
        return tuple(found)

    def put_away(self, identifier: str, *, back: bool = False) -> None:
        """Puts a draft away, or takes it out again. Raises NotFound."""
        place = self._place(identifier)
        away = place.with_name(AWAY + place.name)
        start, end = (away, place) if back else (place, away)
        if not start.is_file():
            raise NotFound(f"there is no draft {identifier[:40]}{' put away' if back else ''}")
        with storage("putting a draft away", self.path):
            start.replace(end)

    def remove(self, identifier: str) -> None:
        """Removes a draft whose words are in the truth now, or are to go for good, with what stands beside it."""
        with storage("removing a draft", self.path):
            place = self._place(identifier)
            for path in (place, place.with_name(AWAY + place.name), *self.path.glob(f"{identifier}.other-*.json")):
                path.unlink(missing_ok=True)

    def _place(self, identifier: str) -> Path:
        if not _NAME.fullmatch(f"{identifier}.json") or identifier.startswith(AWAY):
            raise NotFound(f"“{identifier[:40]}” is no id of a draft")
        return self.path / f"{identifier}.json"
