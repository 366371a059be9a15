"""`write`: a person hears a recording and writes what is said, or puts a version into another language, turn by turn.

What they type is a draft, kept at each save; handed in, it becomes a transcript of the conversation. A blind hearing hides the
other versions from who writes it until then, and the transcript says that it was made so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from ..archive.drafts import Drafts
from ..errors import BadInput, Conflict, NotFound, WrongUsage
from ..identifiers import new_id, split
from ..model import Draft, DraftTurn, Transcript
from ..times import Ms
from . import clock, filing, finding
from .desk import Desk
from .hearing_answers import DraftsShown, Saved, shown
from .plainly import bounded

TURNS, LINE, LABEL, TITLE = 20_000, 20_000, 200, 300
"""The most that a draft may hold: turns, and characters of a line, a label, a title."""
_ID = re.compile(r"[a-z0-9-]{1,40}")


def write(
    desk: Desk, of: str, *, agent: str, language: str | None = None, title: str = "", blind: bool = False,
    turns: Sequence[DraftTurn] = (),
) -> Draft:  # fmt: skip
    """Begins a draft: of a recording, what is said on it; of a transcript, its translation turn by turn.

    Raises NotFound, WrongUsage where it is neither, BadInput for a translation without the language that it is to be in.
    """
    noun = finding.noun(desk, of)
    catalog = desk.archive.catalog
    now = clock.now()
    tag = filing.language_tag(language) if language else None
    if noun == "conversation":
        sound = catalog.recordings_of(of)
        if len(sound) != 1:
            told = ", ".join(recording.id for recording in sound) or "none"
            raise WrongUsage(f"{of} has {len(sound)} recordings", hint=f"name the one that is heard: {told}")
        noun, of = "recording", sound[0].id
    if noun == "recording":
        recording = catalog.recording(of)
        draft = Draft(
            id=new_id("draft"), kind="transcription", conversation=catalog.canonical(recording.conversation),
            recording=of, agent=_who(agent), language=tag, title=bounded(title, "a title", TITLE), blind=blind, begun=now,
            saved=now, turns=_checked(turns),
        )  # fmt: skip
    elif noun == "transcript":
        draft = _translation(desk, of, agent=_who(agent), language=tag, title=title, blind=blind, now=now)
    else:
        raise WrongUsage(f"{of} is a {noun}; one writes of a recording, or translates a transcript",
                         hint="earwitness show ID names them")  # fmt: skip
    _drafts(desk).put(draft)
    return draft


def _translation(
    desk: Desk, of: str, *, agent: str, language: str | None, title: str, blind: bool, now: str
) -> Draft:  # fmt: skip
    transcript = desk.archive.catalog.transcript(of)
    if language is None:
        raise BadInput("a translation needs the language that it is in", hint="say which it is: --language en")
    names = {speaker.id: next(iter(speaker.labels), "") for speaker in transcript.speakers}
    sound = transcript.heard_on or next(
        (each.id for each in desk.archive.catalog.recordings_of(transcript.conversation)), None
    )
    return Draft(
        id=new_id("draft"), kind="translation", conversation=desk.archive.catalog.canonical(transcript.conversation),
        recording=sound, original=of, original_revision=transcript.revision, agent=agent, language=language,
        title=bounded(title, "a title", TITLE), blind=blind, begun=now, saved=now,
        turns=tuple(
            DraftTurn(
                id=str(number), speaker=" & ".join(names.get(speaker, "") for speaker in turn.speakers), of=turn.id,
                start=turn.start, end=turn.end,
            )
            for number, turn in enumerate(transcript.turns, 1)
        ),
    )  # fmt: skip


def save(
    desk: Desk, id: str, turns: Sequence[DraftTurn], *, version: int, agent: str, at: Ms = 0, title: str | None = None,
    language: str | None = None,
) -> Saved:  # fmt: skip
    """Keeps a draft as it is typed now; durable when this returns.

    Raises Conflict where somebody saved it since `version`: what was sent is kept beside it then, and neither is lost.
    """
    drafts = _drafts(desk)
    standing = drafts.get(id)
    fresh = replace(
        standing, turns=_checked(turns), at=max(0, at), saved=clock.now(), version=standing.version + 1,
        title=standing.title if title is None else bounded(title, "a title", TITLE),
        language=standing.language if language is None else filing.language_tag(language) if language else None,
    )  # fmt: skip
    if standing.version != version:
        if standing.turns == fresh.turns:
            return Saved(id=id, version=standing.version, saved=standing.saved)
        name = drafts.put_beside(replace(fresh, agent=_who(agent)))
        raise Conflict(
            f"this draft was saved elsewhere since: it is at version {standing.version}, and this was written on {version}; "
            f"what was written here is kept as drafts/{name}",
            expected=str(version),
            found=str(standing.version),
            hint="open the draft again, and take over what is missing",
        )
    drafts.put(fresh)
    return Saved(id=id, version=fresh.version, saved=fresh.saved)


def drafts(desk: Desk, *, of: str | None = None) -> DraftsShown:
    """Returns the drafts, the last saved first, and those put away; of one recording, transcript or conversation where it is
    named."""
    kept = _drafts(desk)

    def wanted(draft: Draft) -> bool:
        return of is None or of in (draft.recording, draft.original, draft.conversation)

    standing = [draft for draft in kept if wanted(draft)]
    away = [draft for draft in kept.away() if wanted(draft)]
    return DraftsShown(
        total=len(standing), drafts=tuple(map(shown, standing)), away=tuple(map(shown, away))
    )  # fmt: skip


def draft(desk: Desk, id: str) -> Draft:
    """Returns a draft whole. Raises NotFound."""
    return _drafts(desk).get(id)


def put_away(desk: Desk, id: str, *, back: bool = False) -> DraftsShown:
    """Puts a draft away, or takes it out again (`back`); nothing of it is lost. Raises NotFound."""
    _drafts(desk).put_away(id, back=back)
    return drafts(desk)


def look_up(desk: Desk, id: str, *, agent: str) -> Draft:
    """Shows the other versions to who writes a blind draft: it is blind no longer, and says since when. Raises NotFound."""
    kept = _drafts(desk)
    standing = kept.get(id)
    if not standing.blind:
        return standing
    opened = replace(standing, blind=False, opened=(*standing.opened, clock.now()), version=standing.version + 1)
    kept.put(opened)
    return opened


def blind_of(desk: Desk, agent: str) -> dict[str, str]:
    """Returns the conversations whose versions are hidden from a person, each with the blind draft that they write of it."""
    catalog = desk.archive.catalog
    found = {}
    for each in _drafts(desk):
        if each.blind and each.agent == agent.strip():
            try:
                found[catalog.canonical(each.conversation)] = each.id
            except NotFound:
                continue
    return found


def beside_of(desk: Desk, id: str) -> tuple[tuple[str, Draft], ...]:
    """Returns what could not be taken over into a draft, by the name of the file that holds it."""
    return _drafts(desk).beside(id)


def original_of(desk: Desk, draft: Draft) -> Transcript | None:
    """Returns the transcript that a draft translates, in the revision in which it was begun."""
    if draft.original is None:
        return None
    return desk.archive.catalog.transcript(split(draft.original)[0], draft.original_revision or None)


def forget_drafts(desk: Desk, subjects: Sequence[str]) -> None:
    """Removes the drafts of what is erased, for they hold its words."""
    kept = _drafts(desk)
    for each in (*kept, *kept.away()):
        if {each.conversation, each.recording, each.original} & set(subjects):
            kept.remove(each.id)


def _drafts(desk: Desk) -> Drafts:
    return Drafts(desk.path)


def _who(agent: str) -> str:
    if not agent.strip():
        raise WrongUsage("a draft must say who writes it", hint="name yourself: --as NAME")
    return bounded(agent.strip(), "the name of who writes", LABEL)


def _checked(turns: Sequence[DraftTurn]) -> tuple[DraftTurn, ...]:
    """Returns the turns where they can be kept: ids that tell them apart, lengths and times that are possible."""
    if TURNS < len(turns):
        raise BadInput(f"{len(turns):,} turns are more than a draft holds ({TURNS:,})", hint="write it in parts")
    if len({turn.id for turn in turns}) != len(turns) or not all(_ID.fullmatch(turn.id) for turn in turns):
        raise BadInput("two turns of the draft have one id, or an id is none")
    for turn in turns:
        for what, words, most in (
            ("a turn", turn.text, LINE), ("a rendering", turn.second, LINE), ("a note", turn.note, LINE),
            ("a speaker's name", turn.speaker, LABEL),
        ):  # fmt: skip
            bounded(words, what, most)
        for time in (turn.start, turn.end):
            if time is not None and not 0 <= time < 1 << 40:
                raise BadInput(f"turn {turn.id} has a time that cannot be: {time}")
    return tuple(turns)
