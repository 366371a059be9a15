"""Questions about recordings and the segments that people made of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Select, select

from ..model import Recording, Segment
from .coverage import stated_of
from .database import pieces
from .guarding import guarded_sound
from .schema import act_subjects, acts, members, recordings, segments
from .searches import Searches
from .standing import with_statements
from .views import Segmented

_RECORDING = msgspec.json.Decoder(Recording)
_SEGMENT = msgspec.json.Decoder(Segment)


class Recordings(Searches):
    """What can be asked of recordings and their segments."""

    def recordings(self) -> tuple[Recording, ...]:
        """Returns every recording as it stands, in the order they came in."""
        return self._recordings(select(recordings.c.record))

    def recording(self, identifier: str) -> Recording:
        """Returns the recording as it stands. Raises NotFound with ids that look like it."""
        for recording in self._recordings(select(recordings.c.record).where(recordings.c.id == identifier)):
            return recording
        raise self.missing("recording", identifier)

    def recordings_of(self, conversation: str) -> tuple[Recording, ...]:
        """Returns the recordings of a conversation, oldest first. Raises NotFound."""
        home = self.canonical(conversation)
        inside = select(members.c.id).where(members.c.canonical == home)
        return self._recordings(select(recordings.c.record).where(recordings.c.conversation.in_(inside)))

    def recordings_from(self, source: str) -> tuple[Recording, ...]:
        """Returns the recordings that are a source's bytes."""
        return self._recordings(select(recordings.c.record).where(recordings.c.source == source))

    def _recordings(self, query: Select[Any]) -> tuple[Recording, ...]:
        query = query.order_by(recordings.c.sequence, recordings.c.ordinal, recordings.c.id)
        with self._reading() as connection:
            return tuple(_RECORDING.decode(record) for record in connection.scalars(query))

    def guarded_sound(self) -> tuple[str, ...]:
        """Returns the conversations of whose recordings access or terms may hold something back."""
        with self._reading() as connection:
            return guarded_sound(connection)

    def heard_anew(self, after: int) -> tuple[str, ...]:
        """Returns the recordings that acts after that sequence concern, those gone too: whose segments an index must redo."""
        with self._reading() as connection:
            since = select(act_subjects.c.subject).where(after < act_subjects.c.sequence).distinct()
            touched = set(connection.scalars(since))
            # An undoing touches whatever the act that it takes back touched.
            earlier = select(acts.c.sequence).where(acts.c.id.in_(since))
            again = select(act_subjects.c.subject).where(act_subjects.c.sequence.in_(earlier)).distinct()
            touched |= set(connection.scalars(again))
            found = {subject for subject in touched if subject.startswith("r")}
            if connection.scalar(select(recordings.c.id).limit(1)) is None:
                return tuple(sorted(found))
            for some in pieces(sorted(touched)):
                homes = select(members.c.canonical).where(members.c.id.in_(some))
                inside = select(members.c.id).where(members.c.canonical.in_(homes))
                where = recordings.c.conversation.in_(inside) | recordings.c.source.in_(some)
                found.update(connection.scalars(select(recordings.c.id).where(where)))
                found.update(connection.scalars(select(segments.c.recording).where(segments.c.id.in_(some))))
        return tuple(sorted(found))

    def segments(self, of: Iterable[str] | None = None, *, withdrawn: bool = False) -> tuple[Segmented, ...]:
        """Returns the segments of these recordings, of all for None, in the order of their recordings and times."""
        query = select(
            segments.c.id, segments.c.record, acts.c.id.label("act"), acts.c.agent, acts.c.time, acts.c.sequence
        ).join(acts, acts.c.sequence == segments.c.sequence)
        wanted = None if of is None else list(dict.fromkeys(of))
        with self._reading() as connection:
            if wanted is None:
                rows = list(connection.execute(query))
            else:
                rows = [
                    row
                    for some in pieces(wanted)
                    for row in connection.execute(query.where(segments.c.recording.in_(some)))
                ]
            stated = stated_of(connection, [row.id for row in rows])
        found = [
            Segmented(
                segment=with_statements(_SEGMENT.decode(row.record), stated.get(row.id, {})),
                act=row.act, agent=row.agent, time=row.time, sequence=row.sequence,
            )
            for row in rows
        ]  # fmt: skip
        place = {recording: number for number, recording in enumerate(wanted or ())}
        found = [each for each in found if withdrawn or not each.segment.withdrawn]
        return tuple(
            sorted(found, key=lambda each: (place.get(each.segment.recording, 0), each.segment.start, each.segment.id))
        )

    def segment(self, identifier: str) -> Segmented:
        """Returns the segment of that id, also one taken off the record. Raises NotFound."""
        with self._reading() as connection:
            home = connection.scalar(select(segments.c.recording).where(segments.c.id == identifier))
        for each in self.segments([str(home)], withdrawn=True) if home is not None else ():
            if each.segment.id == identifier:
                return each
        raise self.missing("segment", identifier)
