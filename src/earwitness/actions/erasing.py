"""`erase`: something is removed for good, and everything derived from it. It cannot be undone."""

from __future__ import annotations

from ..errors import Conflict, WrongUsage
from ..identifiers import split
from . import finding, soundings
from .desk import Desk, new_act, rebuild_index, writing
from .hearings import forget_drafts
from .outcomes import Done


def erase(desk: Desk, id: str, *, agent: str, reason: str = "") -> Done:
    """Removes a source, or the conversation or transcript read from it, with its bytes and all that was said of it.

    The words live in the source's bytes, so erasing a transcript or a conversation erases the sources it was read from, and
    other publications of the same bytes. Raises Conflict, and erases nothing, where these also hold another conversation.
    """
    if finding.noun(desk, id) == "search":
        return _erase_search(desk, id, agent=agent, reason=reason)
    with writing(desk) as pen:
        subjects, sources = closure(desk, id)
        act = new_act("erase", agent=agent, subjects=subjects, reason=reason)
        line = pen.writer.erase(subjects, act)
        rebuild_index(desk)
        soundings.forget(desk)
        forget_drafts(desk, subjects)
        messages = [
            f"{len(sources)} source(s) and everything read from them are gone for good; the log keeps a tombstone"
        ]
        if 1 < len(sources):
            messages.append("the same words were in: " + ", ".join(sources))
        messages.append("copies outside this archive (backups, exports) are not touched")
        return Done(
            act=act.id, sequence=line.sequence, verb="erase", subjects=tuple(subjects), messages=tuple(messages)
        )


def _erase_search(desk: Desk, id: str, *, agent: str, reason: str) -> Done:
    """Removes a kept search with what it asked and found, and the times it was run again."""
    with writing(desk) as pen:
        act = new_act("erase", agent=agent, subjects=[id], reason=reason)
        erased = pen.writer.erase([id], act)
        said = "the search, what it asked and what it found are gone for good; the log keeps a tombstone"
        return Done(act=act.id, sequence=erased.sequence, verb="erase", subjects=erased.subjects, messages=(said,))


def closure(desk: Desk, id: str) -> tuple[list[str], list[str]]:
    """Returns all that must go with a thing, and which of it are sources."""
    catalog = desk.archive.catalog
    named = finding.noun(desk, id)
    if named not in ("source", "conversation", "transcript", "recording"):
        raise WrongUsage(f"{id} is a {named}; erase its source, transcript, recording or conversation")
    if named == "recording":
        id, named = catalog.recording(id).source, "source"
    if named == "source":
        digests = {catalog.source(id).digest}
        wanted = set(finding.conversations_of_source(desk, id))
    elif named == "transcript":
        head = catalog.heads([split(id)[0]])[0]
        digests = {catalog.source(head.source).digest} if head.source else set[str]()
        wanted = {catalog.canonical(head.conversation)}
    else:
        digests = {source.digest for source in catalog.sources_of(id)}
        wanted = {catalog.canonical(id)}
    sources = [source.id for digest in sorted(digests) for source in catalog.sources_of_digest(digest)]
    transcripts = [
        transcript for source in sources for transcript in catalog.transcripts_from(source, with_turns=False)
    ]
    recordings = [recording for source in sources for recording in catalog.recordings_from(source)]
    homes = [told.conversation for told in transcripts] + [told.conversation for told in recordings]
    others = set(map(catalog.canonical, homes)) - wanted
    if others and named != "source":
        raise Conflict(
            f"the source also holds {', '.join(sorted(others))}, which would go with it",
            expected=", ".join(sorted(wanted)),
            found=", ".join(sorted(wanted | others)),
            hint=f"to erase all of it: earwitness erase {sources[0]}",
        )
    gone = {transcript.id for transcript in transcripts} | {recording.id for recording in recordings}
    if named == "transcript":
        gone.add(split(id)[0])
    if named == "conversation":
        gone |= {transcript.id for transcript in catalog.transcripts_of(id, with_turns=False)}
    sound = {recording.id for recording in recordings}
    heard = {
        transcript.id
        for conversation in wanted | others
        for transcript in catalog.transcripts_of(conversation, with_turns=False)
        if transcript.heard_on in sound
    }
    conversations = [
        member
        for conversation in sorted(wanted | others)
        if {told.id for told in catalog.transcripts_of(conversation, with_turns=False)} <= gone | heard
        and {told.id for told in catalog.recordings_of(conversation)} <= gone
        for member in catalog.conversation(conversation).members
    ]
    # An add that was taken back names the bytes still: they would stay for its sake.
    undone = [name for digest in sorted(digests) for name in catalog.holders(digest) if name not in sources]
    sources += undone
    return [*sources, *sorted(gone | heard), *conversations], sources
