"""Finding: which noun an id names, and everything that belongs to a conversation."""

from __future__ import annotations

from contextlib import suppress

from ..errors import NotFound
from ..identifiers import split
from ..model import Dossier, Recording, Source, Transcript, place_of
from .desk import Desk

NOUNS = {
    "s": "source", "c": "conversation", "t": "transcript", "a": "act", "k": "code", "n": "note", "g": "coding",
    "w": "caution", "q": "search", "r": "recording", "e": "segment",
}  # fmt: skip


def noun(desk: Desk, id: str) -> str:
    """Returns the noun of an id: source, conversation, transcript, turn, speaker, act, code, note, coding, caution,
    search, recording or segment.

    Raises NotFound where the archive holds no such thing, with ids that look like it.
    """
    catalog = desk.archive.catalog
    whole, local = split(id)
    named = NOUNS.get(whole[:1], "")
    if named == "source" and local is None:
        catalog.source(whole)
    elif named == "conversation" and local is None:
        catalog.canonical(whole)
    elif named == "transcript" and (heads := catalog.heads([whole])):
        if local is not None:
            return _inside(desk, heads[0], local)
    elif named == "act" and local is None:
        catalog.act(whole)
    elif named == "code" and local is None:
        catalog.code(whole)
    elif named in ("note", "coding", "caution") and local is None:
        catalog.annotation(whole)
    elif named == "search" and local is None:
        catalog.kept_search(whole)
    elif named == "recording" and local is None:
        catalog.recording(whole)
    elif named == "segment" and local is None:
        catalog.segment(whole)
    else:
        raise NotFound(
            f"nothing in this archive has the id {id}",
            near=catalog.near_ids(id),
            hint="" if catalog.near_ids(id) else "`earwitness list` shows the ids of conversations",
        )
    return named


def _inside(desk: Desk, head: Transcript, local: str) -> str:
    if any(speaker.id == local for speaker in head.speakers):
        return "speaker"
    with suppress(NotFound):
        desk.archive.catalog.turn(f"{head.id}.{local}")
        return "turn"
    raise NotFound(f"transcript {head.id} has no turn or speaker {local}", hint=f"see them: earwitness show {head.id}")


def conversation_of(desk: Desk, id: str) -> str:
    """Returns the conversation that an id belongs to: its own, its transcript's, or that of a source with only one."""
    catalog = desk.archive.catalog
    named = noun(desk, id)
    if named == "conversation":
        return catalog.canonical(id)
    if named in ("transcript", "turn", "speaker"):
        return catalog.canonical(catalog.heads([split(id)[0]])[0].conversation)
    if named == "source":
        found = conversations_of_source(desk, id)
        if len(found) == 1:
            return found[0]
        what = "holds no conversation" if not found else f"holds {len(found)} conversations: {', '.join(found)}"
        raise NotFound(f"source {id} {what}")
    if named in ("note", "coding", "caution"):
        return catalog.homes([place := place_of(catalog.annotation(id).annotation)])[place]
    if named == "recording":
        return catalog.canonical(catalog.recording(id).conversation)
    if named == "segment":
        return catalog.canonical(catalog.recording(catalog.segment(id).segment.recording).conversation)
    if named == "search":
        raise NotFound(f"{id} is a kept search, not a conversation", hint=f"see it: earwitness searches {id}")
    if named == "code":
        raise NotFound(f"{id} is a code, not a conversation", hint=f"see its passages: earwitness notes --code {id}")
    raise NotFound(f"{id} is an act, not a conversation", hint="see it: earwitness log")


def conversations_of_source(desk: Desk, id: str) -> list[str]:
    """Returns the conversations that a source tells, and those told by other sources of the same bytes."""
    catalog = desk.archive.catalog
    found: dict[str, None] = {}
    for same in catalog.sources_of_digest(catalog.source(id).digest):
        read = [transcript.conversation for transcript in catalog.transcripts_from(same.id, with_turns=False)]
        heard = [recording.conversation for recording in catalog.recordings_from(same.id)]
        found.update(dict.fromkeys(map(catalog.canonical, (*read, *heard))))
    return list(found)


def publications(desk: Desk, conversation: str) -> tuple[Source, ...]:
    """Returns the sources of a conversation, oldest first: those it was read from, those of excerpts that quote it beside
    other things, and those of the same bytes."""
    catalog = desk.archive.catalog
    found: dict[str, Source] = {}
    quoting = [head.source for head in catalog.heads(list(catalog.quoting(conversation))) if head.source is not None]
    for source in (*catalog.sources_of(conversation), *map(catalog.source, quoting)):
        for same in catalog.sources_of_digest(source.digest):
            found.setdefault(same.id, same)
    return tuple(sorted(found.values(), key=lambda source: source.capture.time))


def dossier(desk: Desk, id: str) -> Dossier:
    """Returns a conversation whole, or with one transcript alone where the id is a transcript's."""
    catalog = desk.archive.catalog
    named = noun(desk, id)
    if named not in ("conversation", "transcript"):
        raise NotFound(f"{id} is a {named}, not a conversation or transcript", hint="`earwitness list` shows their ids")
    if named == "transcript":
        transcript = catalog.transcript(id)
        conversation = catalog.conversation(transcript.conversation).conversation
        return Dossier(
            conversation=conversation,
            transcripts=(transcript,),
            sources=same_words(desk, transcript),
            recordings=heard_on(desk, transcript),
        )
    return Dossier(
        conversation=catalog.conversation(id).conversation,
        transcripts=catalog.tellings_of(id),
        sources=publications(desk, id),
        recordings=(sounds := catalog.recordings_of(id)),
        segments=tuple(each.segment for each in catalog.segments([sound.id for sound in sounds])) if sounds else (),
        quoting=tuple(
            catalog.conversation(head.conversation).conversation for head in catalog.heads(list(catalog.quoting(id)))
        ),
    )


def same_words(desk: Desk, transcript: Transcript) -> tuple[Source, ...]:
    """Returns the sources that hold a transcript's words: the one it was read from or that has the sound it was heard on, and
    those of the same bytes. One that was made here of another transcript has the words of that."""
    catalog = desk.archive.catalog
    names = [origin(desk, transcript).source, *(recording.source for recording in heard_on(desk, transcript))]
    digests = dict.fromkeys(catalog.source(name).digest for name in names if name is not None)
    return tuple(source for digest in digests for source in catalog.sources_of_digest(digest))


def heard_on(desk: Desk, transcript: Transcript) -> tuple[Recording, ...]:
    """Returns the recording that a transcript, or the one it translates, was made from by ear; none where that was something
    else."""
    first = origin(desk, transcript).heard_on
    return (desk.archive.catalog.recording(first),) if first is not None else ()


def origin(desk: Desk, transcript: Transcript) -> Transcript:
    """Returns the transcript whose words these are: of a translation that was made here the one that was translated. What holds
    that one's words back holds back these."""
    seen = {transcript.id}
    while transcript.source is None and transcript.made_from not in (None, *seen):
        seen.add(str(transcript.made_from))
        heads = desk.archive.catalog.heads([str(transcript.made_from)])
        if not heads:
            break  # made from a recording, or from what a format names in words
        (transcript,) = heads
    return transcript


def leaving(whole: Dossier) -> tuple[Recording, ...]:
    """Returns the recordings whose sound is in what leaves: those that its transcripts were heard on; where nobody has written
    a word yet, all of them. Sound that is held back does not hold back words that were published otherwise."""
    own = {transcript.id for transcript in whole.transcripts}
    made = (transcript.made_from for transcript in whole.transcripts if transcript.heard_on is None)
    if not own or any(name is not None and name not in own for name in made):
        return whole.recordings  # a translation alone comes with what the original was heard on
    heard = {transcript.heard_on for transcript in whole.transcripts}
    return tuple(recording for recording in whole.recordings if recording.id in heard)
